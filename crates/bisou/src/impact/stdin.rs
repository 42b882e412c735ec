//! Questions from the standard input, a line each; answers in order. A bad line never stops the others.
//!
//! What can be read at once is a block. Its lines are shared out among the cores, and all that was asked is answered before
//! more is waited for: whoever asks line by line, and waits for each answer, gets it.

use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::thread;

use anyhow::Result;
use impact::lines::{Answers, MAX_LINE};
use impact::{By, Catalogue};

/// The most that is read at once.
const BLOCK: usize = 256 * 1024;
/// A core is given no fewer lines: to begin costs as much as to answer some.
const FEWEST: usize = 32;

pub fn run(by: By) -> Result<ExitCode> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    match answer_all(by, cores, BLOCK, &mut io::stdin().lock(), &mut io::stdout().lock()) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}

/// One of those who answer, with what it has drawn so far and what it says of this block.
struct Worker {
    answers: Answers<'static>,
    told: Vec<u8>,
}

fn answer_all(
    by: By,
    cores: usize,
    block: usize,
    input: &mut impl Read,
    output: &mut impl Write,
) -> io::Result<()> {
    let worker = || Worker { answers: Answers::new(Catalogue::embedded(), by), told: Vec::new() };
    let mut workers: Vec<Worker> = (0..cores).map(|_| worker()).collect();
    let (mut read, mut lines, mut number) = (vec![0; block], Lines::default(), 1);
    loop {
        let count = match input.read(&mut read) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        lines.take(&read[..count]);
        if count == 0 {
            lines.end();
        }
        let asked = lines.whole();
        answer_block(&mut workers, &asked, number);
        number += asked.len() as u64;
        lines.forget();
        for worker in &mut workers {
            output.write_all(&worker.told)?;
            worker.told.clear();
        }
        output.flush()?;
        if count == 0 {
            return Ok(());
        }
    }
}

/// Each of the workers answers a stretch of the lines, the first the first.
fn answer_block(workers: &mut [Worker], lines: &[&[u8]], first: u64) {
    let stretch = lines.len().div_ceil(workers.len()).max(FEWEST);
    thread::scope(|scope| {
        let mut shares = workers.iter_mut().zip(lines.chunks(stretch)).zip((first..).step_by(stretch));
        let own = shares.next();
        for ((worker, lines), first) in shares {
            scope.spawn(move || worker.answer(lines, first));
        }
        if let Some(((worker, lines), first)) = own {
            worker.answer(lines, first);
        }
    });
}

impl Worker {
    fn answer(&mut self, lines: &[&[u8]], first: u64) {
        for (line, number) in lines.iter().zip(first..) {
            self.answers.line(line, number, &mut self.told);
        }
    }
}

/// The lines of what was read, without their ends; each is cut behind the longest that is answered.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    /// Where each that is whole ends; the rest of the bytes is the beginning of one.
    ends: Vec<usize>,
}

impl Lines {
    fn take(&mut self, read: &[u8]) {
        let mut pieces = read.split(|byte| *byte == b'\n');
        self.go_on(pieces.next().unwrap_or_default());
        for piece in pieces {
            self.ends.push(self.bytes.len());
            self.go_on(piece);
        }
    }

    fn go_on(&mut self, piece: &[u8]) {
        let room = (MAX_LINE + 1).saturating_sub(self.bytes.len() - self.begun());
        self.bytes.extend_from_slice(&piece[..piece.len().min(room)]);
    }

    /// Where the line begins that is not whole yet.
    fn begun(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    /// A last line needs no end.
    fn end(&mut self) {
        if self.begun() < self.bytes.len() {
            self.ends.push(self.bytes.len());
        }
    }

    fn whole(&self) -> Vec<&[u8]> {
        let begins = [0].into_iter().chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, end)| &self.bytes[begin..*end]).collect()
    }

    fn forget(&mut self) {
        self.bytes.drain(..self.begun());
        self.ends.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn answers(mut input: &[u8], block: usize) -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        answer_all(By::default(), 3, block, &mut input, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn each_line_that_is_not_empty_has_one_answer_in_order() {
        let good =
            r#"{"id":"a","kind":"known","input":{"provider":"openai","model":"gpt-4o","output_tokens":400}}"#;
        let long = format!("{{\"id\":\"{}\"}}", "x".repeat(3 * MAX_LINE));
        let input = format!("{good}\n\n{{broken\n\r\n{long}\n{good}\r\n{}", &good[..40]);
        for block in [1, 7, 100, BLOCK] {
            let answers = answers(input.as_bytes(), block);
            let told: Vec<_> =
                answers.iter().map(|one| one["error"]["code"].as_str().unwrap_or("answered")).collect();
            assert_eq!(told, ["answered", "invalid-json", "line-too-long", "answered", "invalid-json"]);
            assert_eq!((&answers[1]["line"], &answers[4]["line"]), (&3.into(), &7.into()));
        }
        assert!(answers(b"", 10).is_empty() && answers(b"\n\n", 10).is_empty());
        assert_eq!(answers(good.as_bytes(), 10)[0]["id"], "a", "a last line needs no end");
    }
    #[test]
    fn many_lines_are_answered_in_order_whoever_answers_them() {
        let line = |n: u64| {
            if n.is_multiple_of(5) {
                "{".to_owned()
            } else {
                format!(r#"{{"id":{n},"kind":"known","input":{{"model":"gpt-4o","output_tokens":{n}}}}}"#)
            }
        };
        let input: String = (1..=1000).map(|n| line(n) + "\n").collect();
        let told = answers(input.as_bytes(), BLOCK);
        assert_eq!(told.len(), 1000);
        for (n, one) in (1_u64..).zip(&told) {
            assert_eq!(one[if n.is_multiple_of(5) { "line" } else { "id" }], n, "{one}");
        }
        assert_eq!(told, answers(input.as_bytes(), 777));
    }

    /// Asks one line, and one more when the first is answered.
    struct OneByOne<'a> {
        answered: &'a Cell<usize>,
        asked: usize,
    }

    impl Read for OneByOne<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            assert_eq!(
                self.answered.get(),
                self.asked,
                "what was asked is answered before more is waited for"
            );
            if self.asked == 3 {
                return Ok(0);
            }
            self.asked += 1;
            room[..3].copy_from_slice(b"{}\n");
            Ok(3)
        }
    }

    struct Count<'a>(&'a Cell<usize>);

    impl Write for Count<'_> {
        fn write(&mut self, told: &[u8]) -> io::Result<usize> {
            self.0.set(self.0.get() + told.split(|byte| *byte == b'\n').count() - 1);
            Ok(told.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn who_waits_for_each_answer_gets_it() {
        let answered = Cell::new(0);
        let mut input = OneByOne { answered: &answered, asked: 0 };
        answer_all(By::default(), 2, BLOCK, &mut input, &mut Count(&answered)).unwrap();
        assert_eq!(answered.get(), 3);
    }
}

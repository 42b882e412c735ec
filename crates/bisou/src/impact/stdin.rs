//! Questions from the standard input, a line each; answers in order. A bad line never stops the others.
//!
//! What can be read at once is a block. Its lines are shared out among the cores, and all that was asked is answered before
//! more is waited for: whoever asks line by line, and waits for each answer, gets it.

use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Result;
use impact::bisou::Draws;
use impact::lines::{Answers, MAX_LINE};
use impact::{By, Catalogue};

/// The most that is read at once.
const BLOCK: usize = 256 * 1024;
/// A core is given no fewer lines: to begin costs as much as to answer some.
const FEWEST: usize = 32;
/// A core is given no more lines before all that were answered are written.
const MOST: usize = 1024;

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
    // With more draws a line takes longer, and a core is given fewer.
    let slower = (by.draws.number() / Draws::FEW.number()).max(1) as usize;
    let (fewest, most) = (FEWEST.div_ceil(slower), MOST.div_ceil(slower));
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
        for asked in asked.chunks(cores * most) {
            answer_block(&mut workers, asked, fewest, number);
            number += asked.len() as u64;
            for worker in &mut workers {
                output.write_all(&worker.told)?;
                worker.told.clear();
            }
            output.flush()?;
        }
        lines.forget();
        if count == 0 {
            return Ok(());
        }
    }
}

/// Some lines of a block, and who answers them.
struct Share<'b> {
    worker: &'b mut Worker,
    lines: &'b [&'b [u8]],
    first: u64,
}

/// Each of the workers answers a stretch of the lines, the first the first.
fn answer_block(workers: &mut [Worker], lines: &[&[u8]], fewest: usize, first: u64) {
    let stretch = lines.len().div_ceil(workers.len()).max(fewest);
    let numbers = (first..).step_by(stretch);
    let shares = workers.iter_mut().zip(lines.chunks(stretch)).zip(numbers);
    let shares = shares.map(|((worker, lines), first)| Mutex::new(Some(Share { worker, lines, first })));
    let shares: Vec<_> = shares.collect();
    let answer = |share: &Mutex<Option<Share<'_>>>| {
        if let Some(share) = share.lock().unwrap_or_else(PoisonError::into_inner).take() {
            share.worker.answer(share.lines, share.first);
        }
    };
    thread::scope(|scope| {
        for share in shares.iter().skip(1) {
            // Where no more threads are to be had, its lines are answered below.
            let _ = thread::Builder::new().spawn_scoped(scope, || answer(share));
        }
        shares.iter().for_each(answer);
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

    use impact::Method;

    use super::*;

    fn answers(input: &[u8], block: usize) -> Vec<serde_json::Value> {
        answers_by(By::default(), input, 3, block)
    }

    fn answers_by(by: By, mut input: &[u8], cores: usize, block: usize) -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        answer_all(by, cores, block, &mut input, &mut out).unwrap();
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

    #[test]
    fn what_others_asked_before_changes_no_answer() {
        let line = |n: u64| {
            let model = ["gpt-4o", "mistral-large-latest", "claude-sonnet-4-5"][n as usize % 3];
            let zone = ["BEL", "AFG", "FRA", "WOR"][n as usize % 4];
            let input = format!(r#""model":"{model}","output_tokens":{n},"zone":"{zone}""#);
            let more = if n.is_multiple_of(5) { r#","latency_s":2.5"# } else { "" };
            format!(r#"{{"id":{n},"kind":"known","input":{{{input}{more}}}}}"#)
        };
        let input: String = (1..=300).map(|n| line(n) + "\n").collect();
        let by = By { method: Method::Bisou, draws: Draws::FEW };
        let told = answers_by(by, input.as_bytes(), 3, BLOCK);
        assert!(told.iter().all(|one| one["draws"] == Draws::FEW.number()), "{}", told[0]);
        assert_eq!(told, answers_by(by, input.as_bytes(), 1, 777));
        // With more draws a core is given fewer lines; a line alone is answered as it is among others.
        let by = By { draws: Draws::new(30 * Draws::FEW.number(), 7).unwrap(), ..by };
        let told = answers_by(by, &input.as_bytes()[..400], 2, BLOCK);
        for (n, told) in (1..).zip(&told[..3]) {
            assert_eq!(*told, answers_by(by, line(n).as_bytes(), 1, BLOCK)[0]);
        }
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

    /// Counts answers when they are sent.
    struct Count<'a>(&'a Cell<usize>, usize);

    impl Write for Count<'_> {
        fn write(&mut self, told: &[u8]) -> io::Result<usize> {
            self.1 += told.split(|byte| *byte == b'\n').count() - 1;
            Ok(told.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.set(self.1);
            Ok(())
        }
    }

    #[test]
    fn who_waits_for_each_answer_gets_it() {
        let answered = Cell::new(0);
        let mut input = OneByOne { answered: &answered, asked: 0 };
        answer_all(By::default(), 2, BLOCK, &mut input, &mut Count(&answered, 0)).unwrap();
        assert_eq!(answered.get(), 3);
    }
}

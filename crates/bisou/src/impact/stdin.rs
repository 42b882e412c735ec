//! Questions from the standard input, a line each; answers in order. A bad line never stops the others.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use anyhow::Result;
use impact::lines::{Answers, MAX_LINE};
use impact::{By, Catalogue};

/// Answers are written when so many bytes have come together.
const CHUNK: usize = 64 * 1024;

pub fn run(by: By) -> Result<ExitCode> {
    let mut input = io::BufReader::with_capacity(CHUNK, io::stdin().lock());
    let mut output = io::stdout().lock();
    match answer_all(by, &mut input, &mut output) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}

fn answer_all(by: By, input: &mut impl BufRead, output: &mut impl Write) -> io::Result<()> {
    let mut answers = Answers::new(Catalogue::embedded(), by);
    let (mut line, mut out) = (Vec::new(), Vec::with_capacity(2 * CHUNK));
    let mut number = 0;
    while read_line(input, &mut line)? {
        number += 1;
        answers.line(&line, number, &mut out);
        // What was asked is answered before more is waited for.
        if out.len() >= CHUNK || input.fill_buf().is_ok_and(<[u8]>::is_empty) {
            output.write_all(&out)?;
            out.clear();
        }
    }
    output.write_all(&out)?;
    output.flush()
}

/// The next line without its end, cut behind the longest that is read; false when there is none.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let bytes = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if bytes.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let part = &bytes[..end.unwrap_or(bytes.len())];
        let room = (MAX_LINE + 1).saturating_sub(line.len());
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = end.map_or(bytes.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn answers(input: &[u8], chunk: usize) -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        answer_all(By::default(), &mut BufReader::with_capacity(chunk, input), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn each_line_that_is_not_empty_has_one_answer_in_order() {
        let good =
            r#"{"id":"a","kind":"known","input":{"provider":"openai","model":"gpt-4o","output_tokens":400}}"#;
        let long = format!("{{\"id\":\"{}\"}}", "x".repeat(3 * MAX_LINE));
        let input = format!("{good}\n\n{{broken\n\r\n{long}\n{good}\r\n{}", &good[..40]);
        for chunk in [1, 7, 100, CHUNK] {
            let answers = answers(input.as_bytes(), chunk);
            let told: Vec<_> =
                answers.iter().map(|one| one["error"]["code"].as_str().unwrap_or("answered")).collect();
            assert_eq!(told, ["answered", "invalid-json", "line-too-long", "answered", "invalid-json"]);
            assert_eq!((&answers[1]["line"], &answers[4]["line"]), (&3.into(), &7.into()));
        }
        assert!(answers(b"", 10).is_empty() && answers(b"\n\n", 10).is_empty());
        assert_eq!(answers(good.as_bytes(), 10)[0]["id"], "a", "a last line needs no end");
    }
}

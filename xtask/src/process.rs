//! Other programs: started, listened to, waited for.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use anyhow::{Context, Result, ensure};

/// A program that came to its end.
pub struct Ended {
    /// Whether it said that all went well.
    pub ok: bool,
    /// What it wrote to its standard output.
    pub stdout: String,
    /// What it wrote to its standard error.
    pub stderr: String,
}

/// Runs a program, shows what it writes as it comes, and keeps it.
///
/// Both of its streams are shown on our standard output, so that a log reads in the order of time.
pub fn watch(command: &mut Command) -> Result<Ended> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .spawn()
        .with_context(|| cannot_start(command))?;
    let out = child.stdout.take().expect("the standard output is a pipe");
    let err = child.stderr.take().expect("the standard error is a pipe");
    let (stdout, stderr) = thread::scope(|scope| {
        let err = scope.spawn(|| show(err));
        (show(out), err.join().expect("showing a stream does not panic"))
    });
    let ok = child.wait()?.success();
    Ok(Ended { ok, stdout: stdout?, stderr: stderr? })
}

/// Copies a stream to our standard output line by line; gives the whole.
fn show(stream: impl Read) -> io::Result<String> {
    let mut stream = BufReader::new(stream);
    let mut whole = String::new();
    let mut line = Vec::new();
    while stream.read_until(b'\n', &mut line)? > 0 {
        io::stdout().write_all(&line)?;
        whole.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(whole)
}

/// Runs a program on our own terminal; an error when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    ensure!(status.success(), "`{}` failed ({status})", words(command));
    Ok(())
}

fn status(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| cannot_start(command))
}

/// Runs a program in silence; whether it is there and went well.
pub fn succeeds(mut command: Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Runs a program for what it writes to its standard output.
pub fn read(mut command: Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| cannot_start(&command))?;
    ensure!(output.status.success(), "`{}` failed ({})", words(&command), output.status);
    String::from_utf8(output.stdout).with_context(|| format!("`{}` did not write UTF-8", words(&command)))
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` cannot be started", command.get_program().to_string_lossy())
}

/// The command as one would type it, without the path of its program.
fn words(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_of_a_program_and_its_end_are_kept() {
        let mut shell = Command::new("sh");
        let ended = watch(shell.args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert_eq!((ended.ok, ended.stdout.as_str(), ended.stderr.as_str()), (false, "out\n", "err\n"));
    }

    #[test]
    fn a_program_that_fails_is_named_with_its_arguments() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.to_string().starts_with("`sh -c exit 3` failed"), "{error}");
    }

    #[test]
    fn a_program_that_is_not_there_does_not_succeed() {
        assert!(!succeeds(Command::new("no-such-program-here")));
    }
}

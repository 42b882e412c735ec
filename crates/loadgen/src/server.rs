//! The server as a process of its own.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::proc::Process;
use crate::room::Target;

/// A server that has not said its address by then does not start.
const START: Duration = Duration::from_secs(20);
/// A server that is asked to end has so long.
const FAREWELL: Duration = Duration::from_secs(4);
/// A command that reads and prints has so long.
const RUN: Duration = Duration::from_mins(1);
/// How often it is looked whether a process has ended.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// The token of the facilitator; the server lives for minutes, on loopback alone.
const TOKEN: &str = "loadgen-0123456789abcdef0123456789abcdef";
/// What the server says on stderr goes into this file.
const LOG: &str = "stderr";

/// A running server; ended when it is dropped.
pub struct Server {
    child: Child,
    /// Where it is.
    pub target: Target,
    /// From its spawn to the line with its address.
    pub started_in: Duration,
}

impl Server {
    /// Starts `bisou serve` on a free port of loopback, with its data in [`store`] of a folder.
    pub fn start(binary: &Path, folder: &Path) -> Result<Self> {
        let log = File::create(folder.join(LOG))?;
        let data = store(folder);
        std::fs::create_dir_all(&data)?;
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", "127.0.0.1:0", "--no-open", "--token", TOKEN, "--data"]).arg(data);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let started = Instant::now();
        let mut child =
            command.spawn().with_context(|| format!("the server {} cannot be started", binary.display()))?;
        let stdout = child.stdout.take().expect("stdout is piped");
        let said = address(stdout);
        let process = Process(child.id());
        let unknown = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let target = Target { address: unknown, token: TOKEN.to_owned(), process };
        let mut server = Self { child, target, started_in: Duration::ZERO };
        match said.recv_timeout(START) {
            Ok((line, at)) => {
                server.started_in = at - started;
                server.target.address =
                    port(&line).map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
                Ok(server)
            }
            Err(_) => bail!("the server has not said its address; it said:\n{}", tail(folder)),
        }
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid.filter(|_| self.is_alive()) {
            let _ = kill_process(pid, Signal::TERM);
        }
        end(&mut self.child, FAREWELL);
    }
}

/// Where a server that was started in a folder keeps its data.
pub fn store(folder: &Path) -> PathBuf {
    folder.join("store")
}

/// Waits for a command that prints and ends, but not for ever.
pub fn output(mut child: Child) -> Result<Output> {
    let stdout = child.stdout.take().expect("stdout is piped");
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        BufReader::new(stdout).read_to_end(&mut bytes).map(|_| bytes)
    });
    if !end(&mut child, RUN) {
        bail!("it has not ended within {} s", RUN.as_secs());
    }
    let status = child.wait()?;
    let stdout = reader.join().map_err(|_| anyhow::anyhow!("its output could not be read"))??;
    Ok(Output { status, stdout, stderr: Vec::new() })
}

/// Waits for the end of a process, then ends it. False: it had to be killed.
fn end(child: &mut Child, patience: Duration) -> bool {
    let started = Instant::now();
    while started.elapsed() < patience {
        if !matches!(child.try_wait(), Ok(None)) {
            return true;
        }
        thread::sleep(LOOK_EVERY);
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

/// The first line that begins with `http`, and when it came. What follows is read too, so that the server can print it.
fn address(stdout: ChildStdout) -> mpsc::Receiver<(String, Instant)> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut sender = Some(sender);
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if line.starts_with("http")
                && let Some(sender) = sender.take()
            {
                let _ = sender.send((line, Instant::now()));
            }
        }
    });
    receiver
}

/// The port in an address; whatever host it names, the server also listens on loopback.
fn port(link: &str) -> Result<u16> {
    let rest = link.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let port = authority.rsplit_once(':').and_then(|(_, port)| port.trim().parse().ok());
    port.with_context(|| format!("the server's address has no port: {link}"))
}

fn tail(folder: &Path) -> String {
    let log = std::fs::read_to_string(folder.join(LOG)).unwrap_or_default();
    let lines: Vec<&str> = log.lines().rev().take(5).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_port_is_found_in_any_link() {
        assert_eq!(port("http://127.0.0.1:40123/h/abc:9").unwrap(), 40123);
        assert_eq!(port("http://[::1]:8080").unwrap(), 8080);
        assert!(port("http://bisou.local/h/abc").unwrap_err().to_string().contains("no port"));
    }

    fn script(folder: &Path, text: &str) -> PathBuf {
        let path = folder.join("server");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    #[test]
    fn a_server_is_started_and_ended() {
        let folder = tempfile::tempdir().unwrap();
        let text = "#!/bin/sh\necho ready\necho http://127.0.0.1:4242/h/x\ntrap 'exit 0' TERM\nwhile :; do sleep 0.01; done\n";
        let server = Server::start(&script(folder.path(), text), folder.path()).unwrap();
        assert_eq!(server.target.address.to_string(), "127.0.0.1:4242");
        assert!(server.started_in > Duration::ZERO);
        let process = server.target.process;
        process.cpu().unwrap();
        drop(server);
        process.cpu().unwrap_err();
    }

    #[test]
    fn a_server_that_does_not_start_is_quoted() {
        let folder = tempfile::tempdir().unwrap();
        let binary = script(folder.path(), "#!/bin/sh\necho 'the port is taken' >&2\nexit 1\n");
        let error = Server::start(&binary, folder.path()).err().unwrap();
        assert!(error.to_string().contains("the port is taken"));
    }
}

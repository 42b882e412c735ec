//! A room of phones over real HTTP: it starts the server, lets people in, walks, answers, reconnects, and prints what that
//! took.
//!
//! Everything runs on one thread, as the generator shares the machine's cores with the server. A room is measured in this
//! order: [`phases::join`], [`phases::fanout`], [`phases::answers`], [`phases::reconnect`], then, with the server ended,
//! [`phases::replay`]; [`phases::start`] measures servers of its own.

mod audience;
mod client;
mod phases;
mod proc;
mod report;
mod room;
mod server;
mod sse;
mod stats;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::{Parser, ValueEnum};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{sleep, timeout};

use crate::phases::answers::Pace;
use crate::phases::{answers, fanout, join, reconnect, replay, start};
use crate::proc::Process;
use crate::report::{Figures, Report, Run};
use crate::room::{Failures, Room, Stream, Target};
use crate::server::Server;

/// Files that are neither a phone's stream nor a phone's second connection.
const RESERVE: u64 = 1024;
/// The server comes to rest before its memory is read.
const REST: Duration = Duration::from_millis(300);
/// A room that takes longer is given up. Every wait in it is bounded by itself; this bounds their sum.
const ROOM: Duration = Duration::from_mins(10);
/// The file system that lives in memory, as `statfs` names it.
const TMPFS: rustix::fs::FsWord = 0x0102_1994;

/// Measures the server with rooms of phones over real HTTP.
#[derive(Parser)]
#[command(name = "loadgen", version, about)]
struct Options {
    /// The server's release binary
    #[arg(long, env = "BISOU_BIN", default_value = "target/release/bisou", value_name = "PATH")]
    server: PathBuf,
    /// Sizes of the rooms; `max` is as many as open files allow
    #[arg(long, value_delimiter = ',', default_value = "30,1000,max", value_parser = Size::parse)]
    sizes: Vec<Size>,
    /// How long answers are sent
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=600))]
    seconds: u32,
    /// Answers a second in a large room; a small one answers all at once, five times a second
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rate: u32,
    /// Milliseconds between two keys of the facilitator, once everybody has seen the step before
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(..=10_000))]
    pause: u64,
    /// Which stream the phones open
    #[arg(long, value_enum, default_value_t = Streams::Both)]
    stream: Streams,
    /// Only these phases; a room always begins with `join`
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PHASE")]
    only: Vec<Phase>,
    /// Also writes the figures to a file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where the data of the servers stands meanwhile; on a disk, else `fsync` costs nothing [default: beside the server]
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Count(usize),
    Max,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Streams {
    /// `/live/SESSION`, as pages do
    Live,
    /// `/api/v1/sessions/ID/events`
    Json,
    /// One after the other
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Phase {
    /// Everybody comes in
    Join,
    /// Steps reach the phones
    FanOut,
    /// Answers reach the disk
    Answers,
    /// Everybody comes back within one second
    Reconnect,
    /// The log is read again
    Replay,
    /// Start-up times
    Start,
}

impl Size {
    fn parse(text: &str) -> Result<Self, String> {
        match text.trim() {
            "max" => Ok(Self::Max),
            number => match number.parse() {
                Ok(count) if (1..=1_000_000).contains(&count) => Ok(Self::Count(count)),
                _ => Err("a size is a number from 1 to 1000000, or `max`".to_owned()),
            },
        }
    }

    /// Two files a phone, in whole thousands where there are some: its stream, and a connection for what it sends.
    fn participants(self, open_files: u64) -> usize {
        let most = usize::try_from(open_files.saturating_sub(RESERVE) / 2).unwrap_or(usize::MAX).max(1);
        match self {
            Self::Count(count) => count,
            Self::Max if most >= 1000 => most / 1000 * 1000,
            Self::Max => most,
        }
    }
}

impl Options {
    fn does(&self, phase: Phase) -> bool {
        self.only.is_empty() || self.only.contains(&phase)
    }

    fn streams(&self) -> &'static [Stream] {
        match self.stream {
            Streams::Live => &[Stream::Live],
            Streams::Json => &[Stream::Json],
            Streams::Both => &[Stream::Live, Stream::Json],
        }
    }

    fn has_rooms(&self) -> bool {
        self.only.iter().any(|&phase| phase != Phase::Start) || self.only.is_empty()
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    ensure!(
        options.server.is_file(),
        "there is no server at {}: build it with `cargo build --release --package bisou`, or name it with `--server PATH`",
        options.server.display()
    );
    let binary = options.server.canonicalize()?;
    let beside = binary.parent().context("the server stands in a folder")?;
    let scratch = options.scratch.clone().unwrap_or_else(|| beside.to_owned());
    let open_files = raise_open_files()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = tokio::task::LocalSet::new().block_on(&runtime, async {
        // Whoever stops the generator stops the server and its data with it.
        let mut stop = signal(SignalKind::terminate())?;
        tokio::select! {
            report = measure(&options, &binary, &scratch, open_files) => report,
            _ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("interrupted")),
            _ = stop.recv() => Err(anyhow::anyhow!("stopped")),
        }
    })?;
    println!("{}", report.table().trim_end());
    if let Some(file) = &options.json {
        let text = serde_json::to_string_pretty(&report.json())? + "\n";
        std::fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

async fn measure(options: &Options, binary: &Path, scratch: &Path, open_files: u64) -> Result<Report> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut report = Report { cores, open_files, ..Report::default() };
    report.notes.push(format!(
        "{cores} cores for server and generator together, {open_files} open files each; ! misses the target."
    ));
    if is_in_memory(scratch) {
        report.notes.push(format!(
            "{} is in memory: what is said of answers holds for no disk. Name a folder on one with `--scratch DIR`.",
            scratch.display()
        ));
    }
    if options.has_rooms() {
        for &size in &options.sizes {
            for &stream in options.streams() {
                let participants = size.participants(open_files);
                eprintln!("{participants} phones, {} stream", stream.name());
                let run = room(options, binary, scratch, participants, stream);
                let run = timeout(ROOM, run).await.context("the room took too long")??;
                report.runs.push(run);
            }
        }
    }
    if options.does(Phase::Start) {
        eprintln!("start-up");
        report.starts = Some(start::run(binary, scratch, start::PAST).await?);
    }
    Ok(report)
}

/// One room on a server of its own.
async fn room(
    options: &Options,
    binary: &Path,
    scratch: &Path,
    participants: usize,
    stream: Stream,
) -> Result<Run> {
    let folder = tempfile::tempdir_in(scratch)
        .with_context(|| format!("nothing can be written in {}", scratch.display()))?;
    let mut server = Server::start(binary, folder.path())?;
    let played = play(options, &server.target, participants, stream).await;
    ensure!(server.is_alive(), "the server has ended by itself in a room of {participants}");
    drop(server);
    let (mut run, session) = played?;
    if options.does(Phase::Replay) {
        match replay::run(binary, &server::store(folder.path()), &session) {
            Ok(rate) => run.figures.replay_per_s = Some(rate),
            Err(why) => run.notes.push(format!("no figure of the replay: {why}.")),
        }
    }
    Ok(run)
}

/// Plays a room against a running server; says also which session it was.
async fn play(
    options: &Options,
    target: &Target,
    participants: usize,
    stream: Stream,
) -> Result<(Run, String)> {
    let (mut figures, mut failures) = (Figures::default(), Failures::default());
    figures.idle_mb = Some(resident_mb(target.process).await?);
    let mut room = Room::open(target, stream, participants).await?;
    room.pause = Duration::from_millis(options.pause);
    join::run(&mut room, &mut figures, &mut failures).await?;
    let mut seated = resident_mb(target.process).await?;
    if options.does(Phase::FanOut) {
        fanout::run(&mut room, &mut figures).await?;
        seated = seated.max(resident_mb(target.process).await?);
    }
    figures.seated_mb = Some(seated);
    if options.does(Phase::Answers) {
        let pace = Pace::new(participants, options.rate, options.seconds);
        answers::run(&mut room, pace, &mut figures, &mut failures).await?;
    }
    if options.does(Phase::Reconnect) {
        reconnect::run(&mut room, &mut figures, &mut failures).await?;
    }
    room.leave().await;
    figures.conclude();
    let notes = failures.lines().collect();
    Ok((Run { participants, stream: stream.name(), figures, notes }, room.session.id))
}

/// Resident memory in megabytes, once the process has come to rest.
async fn resident_mb(process: Process) -> Result<f64> {
    sleep(REST).await;
    Ok(process.resident_kb()? as f64 * 1024.0 / 1e6)
}

/// Raises the soft limit of open files to the hard one, and says what it is.
fn raise_open_files() -> Result<u64> {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })
        .context("the limit of open files cannot be raised")?;
    Ok(limit.maximum.unwrap_or(1 << 20))
}

fn is_in_memory(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|stat| stat.f_type == TMPFS)
}

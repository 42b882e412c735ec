//! The `bisou` binary: `serve`, `check`, `export`, `replay`, `impact`, `figures`. A thin skin over the crates; errors are one sentence and a hint.

mod bars;
mod check;
mod export;
mod figures;
mod french;
mod impact;
mod replay;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

/// L’atelier sur l’impact environnemental de l’IA, en direct depuis cet ordinateur.
#[derive(Parser)]
#[command(name = "bisou", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Démarre le serveur (c’est aussi ce que fait `bisou` seul).
    Serve(serve::Serve),
    /// Contrôle des packs de contenu.
    Check(check::Check),
    /// Écrit le rapport d’une séance dans un fichier.
    Export(export::Export),
    /// Rejoue le journal d’une séance.
    Replay(replay::Replay),
    /// Calcule l’impact environnemental d’une requête à une IA.
    #[command(subcommand)]
    Impact(impact::Impact),
    /// Les chiffres sourcés : ce qui est publié, qui le dit, pourquoi cela diffère.
    Figures(figures::Figures),
}

/// Where sessions are kept.
#[derive(Args, Clone)]
struct Data {
    /// Dossier des séances (par défaut : celui de la plateforme).
    #[arg(long, value_name = "DOSSIER")]
    data: Option<PathBuf>,
}

impl Data {
    /// The folder: as told, else the platform's.
    fn folder(&self) -> PathBuf {
        if let Some(folder) = &self.data {
            return folder.clone();
        }
        let home = || std::env::var_os("HOME").map(PathBuf::from);
        let platform = if cfg!(target_os = "macos") {
            home().map(|home| home.join("Library/Application Support"))
        } else if cfg!(windows) {
            std::env::var_os("APPDATA").map(PathBuf::from)
        } else {
            std::env::var_os("XDG_DATA_HOME")
                .map(PathBuf::from)
                .or_else(|| home().map(|home| home.join(".local/share")))
        };
        platform.unwrap_or_else(|| PathBuf::from(".")).join("bisou")
    }
}

/// Found something wrong.
const WRONG: u8 = 1;
/// Used wrongly, or could not be done.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let cli = match read() {
        Ok(cli) => cli,
        Err(error) => return told(&error),
    };
    let done = match cli.command {
        None => serve::run(&cli.serve),
        Some(Command::Serve(serve)) => serve::run(&serve),
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Export(export)) => export::run(&export),
        Some(Command::Replay(replay)) => replay::run(&replay),
        Some(Command::Impact(impact)) => impact::run(&impact),
        Some(Command::Figures(figures)) => figures::run(&figures),
    };
    match done {
        Ok(code) => code,
        Err(error) => refused(&french::chain(&error)),
    }
}

/// The arguments, else why they are none.
fn read() -> clap::error::Result<Cli> {
    let mut command = french::help(Cli::command());
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

fn told(error: &clap::Error) -> ExitCode {
    let Some(refusal) = french::refusal(error) else {
        // Help and version: nobody to tell when nobody reads.
        let _ = error.print();
        return if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
    };
    refused(&refusal)
}

fn refused(sentence: &str) -> ExitCode {
    eprintln!("bisou\u{202f}: {sentence}");
    eprintln!("aide\u{202f}: bisou --help");
    ExitCode::from(USAGE)
}

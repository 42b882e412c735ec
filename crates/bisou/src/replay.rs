//! `bisou replay`: rebuilds a session from its log, and compares it with what is stored beside it.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use serde_json::json;
use workshop::State;

use crate::Data;
use crate::export::{find, look_in};

#[derive(Args)]
pub struct Replay {
    /// Le code ou l’identifiant de la séance.
    session: String,
    /// Compare la séance rejouée avec ce qui est gardé, et chaque total avec ses réponses.
    #[arg(long)]
    verify: bool,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

/// Exit code 1 when something differs.
pub fn run(replay: &Replay) -> Result<ExitCode> {
    let store = look_in(&replay.data)?;
    let row = find(&store, &replay.session)?;
    let began = Instant::now();
    let (workshop, state) = web::replay(&store, &row.id)?;
    let ms = began.elapsed().as_secs_f64() * 1000.0;
    let mut faults: Vec<String> = Vec::new();
    if replay.verify {
        let mut compare = |what: &str, told: String, found: String| {
            if told != found {
                faults.push(format!("{what}\u{202f}: {told} dans la liste, {found} d’après le journal"));
            }
        };
        compare("état", row.status, state.status.as_str().to_owned());
        compare("personnes", row.joined.to_string(), state.seats.len().to_string());
        compare("réponses", row.answers.to_string(), state.answers().to_string());
        faults.extend(wrong_tallies(&workshop, &state));
    }
    if replay.json {
        println!(
            "{}",
            json!({ "session": row.id.to_string(), "events": state.seq, "ms": ms, "faults": faults })
        );
    } else {
        println!(
            "{} événements rejoués en {ms:.1} ms\u{202f}: {} personnes, {} réponses",
            state.seq,
            state.seats.len(),
            state.answers()
        );
        faults.iter().for_each(|fault| println!("différence\u{202f}: {fault}"));
        if replay.verify && faults.is_empty() {
            println!("tout concorde");
        }
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(crate::WRONG) })
}

fn wrong_tallies(workshop: &workshop::Workshop, state: &State) -> Vec<String> {
    let mut wrong = Vec::new();
    for (index, step) in state.steps.iter().enumerate() {
        for (round, kept) in step.rounds.iter().enumerate() {
            if state.recount(workshop, index, round).to_json() != kept.tally.to_json() {
                wrong.push(format!("le total de {}, tour {round}", workshop.step(index).id));
            }
        }
    }
    wrong
}

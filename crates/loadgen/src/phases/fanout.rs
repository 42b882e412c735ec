//! The facilitator walks; how long until each phone shows it?

use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Cost, Meter, each};
use crate::report::Figures;
use crate::room::Room;
use crate::stats::Sorted;

/// So many messages in all are enough for a figure, also where CPU is counted in ticks of 10 ms.
const MESSAGES: usize = 6_000;
/// Bounds of the number of commands, whatever the room's size.
const COMMANDS: (usize, usize) = (20, 200);
/// Who has not seen a step by then is waited for no longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a walk has shown.
pub struct Walk {
    /// From the sending of a command to the end of its message, for each command and phone.
    pub latencies: Sorted,
    /// How many messages have arrived.
    pub seen: usize,
    /// Streams that have missed the last command or are closed.
    pub dropped: usize,
    /// What it cost.
    pub cost: Cost,
}

/// Walks the steps of the workshop.
pub async fn run(room: &mut Room, figures: &mut Figures) -> Result<()> {
    let path = room.path.clone();
    let steps = path.iter().cycle().map(|step| json!({ "command": "goto", "step": step }));
    let walk = walk(room, steps.take(commands(room.seated()))).await?;
    figures.fanout_p50_ms = walk.latencies.percentile(50.0);
    figures.fanout_p99_ms = walk.latencies.percentile(99.0);
    figures.fanout_max_ms = walk.latencies.max();
    figures.dropped = Some(walk.dropped as f64);
    figures.step_cpu_ms = each(walk.cost.server, walk.seen);
    figures.generator_cpu_ms = each(walk.cost.generator, walk.seen);
    Ok(())
}

/// How many commands a room of this size is shown.
pub fn commands(seated: usize) -> usize {
    (MESSAGES / seated.max(1)).clamp(COMMANDS.0, COMMANDS.1)
}

/// Sends commands, each when everybody has seen the one before.
pub async fn walk(room: &mut Room, commands: impl Iterator<Item = Value>) -> Result<Walk> {
    room.audience.forget();
    let meter = Meter::start(room.target.process)?;
    let mut sent = Vec::new();
    for command in commands {
        sent.push(room.show(&command, PATIENCE).await?);
        sleep(room.pause).await;
    }
    let cost = meter.stop()?;
    let latencies = room.audience.latencies(&sent);
    let dropped = room.seated().saturating_sub(room.audience.reached(room.seq));
    Ok(Walk { seen: latencies.len(), latencies: Sorted::new(&latencies), dropped, cost })
}

//! What is measured, one file each.

pub mod answers;
pub mod fanout;
pub mod join;
pub mod reconnect;
pub mod replay;
pub mod start;

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::proc::Process;

/// The CPU of the server and of the generator over a phase.
pub struct Meter {
    server: Process,
    before: [Duration; 2],
    started: Instant,
}

/// What a phase has cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// CPU of the server.
    pub server: Duration,
    /// CPU of the generator, which shares the cores.
    pub generator: Duration,
    /// Time that has passed.
    pub wall: Duration,
}

impl Meter {
    /// Before the phase.
    pub fn start(server: Process) -> Result<Self> {
        Ok(Self { server, before: read(server)?, started: Instant::now() })
    }

    /// After it.
    pub fn stop(&self) -> Result<Cost> {
        let [server, generator] = read(self.server)?;
        Ok(Cost {
            server: server.saturating_sub(self.before[0]),
            generator: generator.saturating_sub(self.before[1]),
            wall: self.started.elapsed(),
        })
    }
}

fn read(server: Process) -> Result<[Duration; 2]> {
    Ok([server.cpu()?, Process(std::process::id()).cpu()?])
}

/// Less CPU than this says nothing: the kernel counts in ticks of 10 ms, once in user and once in kernel mode.
const RESOLUTION: Duration = Duration::from_millis(50);

/// Milliseconds for each of `count` events; nothing when there were too few to tell.
pub fn each(cpu: Duration, count: usize) -> Option<f64> {
    (count > 0 && cpu >= RESOLUTION).then(|| cpu.as_secs_f64() * 1000.0 / count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_below_the_ticks_is_no_figure() {
        assert_eq!(each(Duration::from_millis(20), 30), None);
        assert_eq!(each(Duration::from_secs(3), 0), None);
        assert_eq!(each(Duration::from_millis(120), 60), Some(2.0));
    }
}

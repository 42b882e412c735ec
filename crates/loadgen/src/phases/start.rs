//! From the spawn of the server to the line with its address.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use anyhow::Result;
use serde_json::json;
use tokio::task::JoinSet;

use crate::report::Starts;
use crate::room::Host;
use crate::server::Server;
use crate::stats::Sorted;

/// A start is measured so many times; the median counts.
const TIMES: usize = 5;
/// So many sessions are in the past.
pub const PAST: usize = 1_000;
/// So many of them are made at the same time.
const AT_ONCE: usize = 16;

/// Starts the server on an empty store, again and again, then on a store with past sessions.
pub async fn run(binary: &Path, parent: &Path, past: usize) -> Result<Starts> {
    let mut empty = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let data = tempfile::tempdir_in(parent)?;
        empty.push(Server::start(binary, data.path())?.started_in);
    }
    let data = tempfile::tempdir_in(parent)?;
    fill(&Server::start(binary, data.path())?, past).await?;
    let mut full = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        full.push(Server::start(binary, data.path())?.started_in);
    }
    Ok(Starts {
        empty_ms: Sorted::new(&empty).percentile(50.0),
        past_ms: Sorted::new(&full).percentile(50.0),
        past_sessions: past,
    })
}

/// Creates sessions and ends them.
async fn fill(server: &Server, sessions: usize) -> Result<()> {
    let left = Rc::new(RefCell::new(sessions));
    let mut hosts = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (mut host, left) = (Host::new(&server.target), Rc::clone(&left));
        hosts.spawn_local(async move {
            while take(&left) {
                let session = host.create().await?;
                host.command(&session, &json!({ "command": "end" })).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(done) = hosts.join_next().await {
        done??;
    }
    Ok(())
}

fn take(left: &RefCell<usize>) -> bool {
    let mut left = left.borrow_mut();
    let some = *left > 0;
    *left = left.saturating_sub(1);
    some
}

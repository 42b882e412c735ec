//! How many files this process may open: crowds of clients are as large as that allows, and come one at a time.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::sync::{Mutex, MutexGuard};

/// What the tests that run at the same time may need.
const OTHERS: u64 = 100;

static CROWDED: Mutex<()> = Mutex::const_new(());

/// Leave to open many connections, until it is dropped.
pub struct Leave {
    /// How many: each is two files, its other end is in this process too.
    pub connections: usize,
    _alone: MutexGuard<'static, ()>,
}

/// Waits until no other crowd is there. At most `wanted` connections, fewer where the system allows no more.
pub async fn leave(wanted: usize) -> Leave {
    let alone = CROWDED.lock().await;
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let connections = usize::try_from(files.saturating_sub(OTHERS) / 2).unwrap_or(usize::MAX).min(wanted);
    assert!(connections >= 300, "{files} open files are too few to show a crowd");
    Leave { connections, _alone: alone }
}

//! Work that takes the processor for a while and must not disturb the session: one thing at a time, on a thread that stands
//! behind all others.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// How far such work stands back (`nice`): as long as others have work, a tenth of a core is left to it.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// A place where one thing is worked on at a time.
#[derive(Clone, Debug)]
pub struct Aside(Arc<Semaphore>);

impl Default for Aside {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Aside {
    /// Waits for a turn, in the order of arrival; none when it takes too long.
    pub async fn turn(&self, patience: Duration) -> Option<Turn> {
        let turn = tokio::time::timeout(patience, Arc::clone(&self.0).acquire_owned()).await;
        turn.ok()?.ok().map(Turn)
    }
}

/// A turn: others wait until it is dropped, or its work is done.
#[derive(Debug)]
pub struct Turn(OwnedSemaphorePermit);

impl Turn {
    /// Works on a thread of its own; none when there can be no more threads. The turn lasts as long as the work, whether
    /// somebody waits for it or not.
    pub async fn work<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let Self(permit) = self;
        let (done, told) = oneshot::channel();
        let begun = thread::Builder::new().name("aside".into()).spawn(move || {
            step_back();
            let worked = work();
            drop(permit);
            // Nobody may be waiting any more.
            let _ = done.send(worked);
        });
        begun.ok()?;
        told.await.ok()
    }
}

/// Lets other threads run first, where the system knows priorities of threads.
fn step_back() {
    #[cfg(target_os = "linux")]
    // It is no harm when it may not: there is still one thing only.
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_thing_at_a_time() {
        let aside = Aside::default();
        let turn = aside.turn(Duration::ZERO).await.unwrap();
        assert!(aside.turn(Duration::ZERO).await.is_none());
        assert_eq!(turn.work(|| 7).await, Some(7));
        assert!(aside.turn(Duration::ZERO).await.is_some(), "what is done makes room");
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn work_stands_back_and_the_others_do_not() {
        let nice = || rustix::process::getpriority_process(Some(rustix::thread::gettid())).unwrap();
        let own = nice();
        let turn = Aside::default().turn(Duration::ZERO).await.unwrap();
        assert_eq!(turn.work(nice).await, Some(NICENESS.max(own)));
        assert_eq!(nice(), own);
    }
}

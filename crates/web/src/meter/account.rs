//! Bytes, counted where they pass.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, ready};

use axum::http::{HeaderMap, Uri};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::Meter;

/// Two counters.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    sent: AtomicU64,
    received: AtomicU64,
}

impl Bytes {
    fn sent(&self, bytes: u64) {
        self.sent.fetch_add(bytes, Ordering::Relaxed);
    }

    fn received(&self, bytes: u64) {
        self.received.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn read(&self) -> (u64, u64) {
        (self.sent.load(Ordering::Relaxed), self.received.load(Ordering::Relaxed))
    }
}

/// The bytes of a phone, of the screens of a session, or of whoever is at its door.
#[derive(Debug)]
pub struct Account {
    own: Bytes,
    all: Arc<Bytes>,
    /// Whoever is at the door may turn out to be somebody.
    is_door: bool,
}

impl Account {
    pub(super) fn new(all: Arc<Bytes>, is_door: bool) -> Arc<Self> {
        Arc::new(Self { own: Bytes::default(), all, is_door })
    }

    /// So many bytes were sent to them.
    pub fn sent(&self, bytes: u64) {
        self.own.sent(bytes);
        self.all.sent(bytes);
    }

    /// So many bytes came from them.
    pub fn received(&self, bytes: u64) {
        self.own.received(bytes);
        self.all.received(bytes);
    }

    /// Takes bytes that stand in the sum already.
    fn take_over(&self, sent: u64, received: u64) {
        self.own.sent(sent);
        self.own.received(received);
    }

    /// Gives bytes back that turned out to be another's.
    fn give_back(&self, sent: u64, received: u64) {
        self.own.sent.fetch_sub(sent, Ordering::Relaxed);
        self.own.received.fetch_sub(received, Ordering::Relaxed);
    }

    /// Bytes sent and received.
    pub fn read(&self) -> (u64, u64) {
        self.own.read()
    }
}

/// A connection's bytes, and whose they are as far as it is known.
pub struct Line {
    meter: Arc<Meter>,
    state: Mutex<Pending>,
}

/// Bytes that go along when it turns out whose they are.
#[derive(Default)]
struct Pending {
    account: Option<Arc<Account>>,
    sent: u64,
    received: u64,
}

impl Pending {
    /// Whether the bytes are not anybody's for certain.
    fn is_open(&self) -> bool {
        self.account.as_ref().is_none_or(|account| account.is_door)
    }
}

impl Line {
    /// A connection that has not said anything yet.
    pub fn new(meter: Arc<Meter>) -> Self {
        Self { meter, state: Mutex::default() }
    }

    /// Whether a request tells whose connection it is; what came before is theirs too.
    pub fn is_named_by(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let account = self.meter.account(uri, headers);
        let named = account.is_some();
        if let Some(account) = account {
            self.belongs_to(account);
        }
        named
    }

    /// Whose connection it is; what came before is theirs too.
    pub(super) fn belongs_to(&self, account: Arc<Account>) {
        let mut state = self.state();
        let (sent, received) = (state.sent, state.received);
        if let Some(door) = state.account.as_ref().filter(|account| account.is_door) {
            door.give_back(sent, received);
        }
        account.take_over(sent, received);
        if !account.is_door {
            (state.sent, state.received) = (0, 0);
        }
        state.account = Some(account);
    }

    /// Whose connection it is, for a stream that goes on without it.
    pub fn account(&self) -> Arc<Account> {
        self.state().account.clone().unwrap_or_else(|| self.meter.nobody())
    }

    /// So many bytes were sent.
    pub fn sent(&self, bytes: u64) {
        let mut state = self.state();
        if state.is_open() {
            state.sent += bytes;
        }
        match &state.account {
            Some(account) => account.sent(bytes),
            None => self.meter.all.sent(bytes),
        }
    }

    /// So many bytes were received.
    pub fn received(&self, bytes: u64) {
        let mut state = self.state();
        if state.is_open() {
            state.received += bytes;
        }
        match &state.account {
            Some(account) => account.received(bytes),
            None => self.meter.all.received(bytes),
        }
    }

    fn state(&self) -> MutexGuard<'_, Pending> {
        self.state.lock().expect("nobody panics while counting")
    }
}

/// A socket whose bytes are counted.
pub struct Counted {
    socket: TcpStream,
    line: Arc<Line>,
}

impl Counted {
    /// Counts all that passes into `line`.
    pub fn new(socket: TcpStream, line: Arc<Line>) -> Self {
        Self { socket, line }
    }

    /// The socket, and whose it is: whoever writes to it now counts.
    pub fn into_parts(self) -> (TcpStream, Arc<Account>) {
        let account = self.line.account();
        (self.socket, account)
    }
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        ready!(Pin::new(&mut self.socket).poll_read(cx, into))?;
        self.line.received((into.filled().len() - before) as u64);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Counted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let taken = ready!(Pin::new(&mut self.socket).poll_write(cx, bytes))?;
        self.line.sent(taken as u64);
        Poll::Ready(Ok(taken))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let taken = ready!(Pin::new(&mut self.socket).poll_write_vectored(cx, bytes))?;
        self.line.sent(taken as u64);
        Poll::Ready(Ok(taken))
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

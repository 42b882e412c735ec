//! The writer: one thread, one connection, one commit for all that waits.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, Savepoint, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

use crate::{Batch, Grant, NewSession, Record, SessionId, Store, StoreError};

/// The most jobs in one transaction.
const TOGETHER: usize = 512;

/// After so long what was taken out is tried to be taken out of the log again.
const AGAIN: Duration = Duration::from_secs(5);

type Reply<T> = oneshot::Sender<Result<T, StoreError>>;

/// Something to write, and who wants to know.
pub(crate) enum Job {
    Create(Box<NewSession>, Reply<()>),
    Append(Batch, Reply<()>),
    Delete(SessionId, Reply<bool>),
    Purge(i64, Reply<Vec<SessionId>>),
    Grant(Grant, Reply<()>),
    Revoke([u8; 32], Reply<()>),
    Setting(String, String, Reply<()>),
}

/// What a job has led to; told after the commit.
enum Told {
    Nothing(Reply<()>, Result<(), StoreError>),
    Deleted(Reply<bool>, Result<bool, StoreError>),
    Purged(Reply<Vec<SessionId>>, Result<Vec<SessionId>, StoreError>),
}

impl Told {
    fn tell(self, commit: &Result<(), StoreError>) {
        fn with<T>(reply: Reply<T>, done: Result<T, StoreError>, commit: &Result<(), StoreError>) {
            // Nobody may listen any more: that changes nothing.
            let _ = reply.send(commit.clone().and(done));
        }
        match self {
            Self::Nothing(reply, done) => with(reply, done, commit),
            Self::Deleted(reply, done) => with(reply, done, commit),
            Self::Purged(reply, done) => with(reply, done, commit),
        }
    }
}

/// The owner of the write connection.
pub(crate) struct Writer {
    connection: Connection,
    /// Something was taken out: the log file still holds it until a checkpoint.
    scrubbed: bool,
    /// Between the beginnings of two commits; the first after a silence is made at once.
    pace: Duration,
}

impl Writer {
    pub(crate) fn new(connection: Connection, pace: Duration) -> Self {
        Self { connection, scrubbed: false, pace }
    }

    /// Serves until every sender is gone.
    pub(crate) fn run(mut self, jobs: &mpsc::Receiver<Job>) {
        let mut waiting = Vec::with_capacity(TOGETHER);
        let mut next = Instant::now();
        while let Some(first) = self.wait(jobs) {
            waiting.push(first);
            // A commit costs a sync, however much is in it: a busy room's answers share one.
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
            next = Instant::now() + self.pace;
            waiting.extend(jobs.try_iter().take(TOGETHER - 1));
            self.round(&mut waiting);
        }
        let _ = self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// The next job; none when nobody can ask any more.
    fn wait(&mut self, jobs: &mpsc::Receiver<Job>) -> Option<Job> {
        while self.scrubbed {
            match jobs.recv_timeout(AGAIN) {
                Ok(job) => return Some(job),
                Err(mpsc::RecvTimeoutError::Timeout) => self.checkpoint(),
                Err(mpsc::RecvTimeoutError::Disconnected) => return None,
            }
        }
        jobs.recv().ok()
    }

    /// One transaction for all that waits. It takes the right to write at once: one that asked for it later would be refused
    /// without waiting for the other program that has it.
    fn round(&mut self, waiting: &mut Vec<Job>) {
        let mut scrubbed = false;
        let mut told = Vec::with_capacity(waiting.len());
        let commit = match self.connection.transaction_with_behavior(TransactionBehavior::Immediate) {
            Ok(mut transaction) => {
                told.extend(waiting.drain(..).map(|job| do_job(&mut transaction, job, &mut scrubbed)));
                transaction.commit()
            }
            Err(error) => {
                told.extend(waiting.drain(..).map(refuse));
                Err(error)
            }
        };
        let commit = commit.map_err(StoreError::from);
        if let Err(error) = &commit {
            tracing::error!(%error, "a transaction failed");
        }
        self.scrubbed |= scrubbed && commit.is_ok();
        // Whoever is told that something is erased can rely on it.
        self.checkpoint();
        told.into_iter().for_each(|told| told.tell(&commit));
    }

    /// What was taken out must leave the write-ahead log too. Readers may be in the way: then it is tried again later.
    fn checkpoint(&mut self) {
        if !self.scrubbed {
            return;
        }
        let busy =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        self.scrubbed = busy != Ok(0);
    }
}

/// Does a job inside a savepoint, so that a job that fails takes nothing along.
fn do_job(transaction: &mut Transaction<'_>, job: Job, scrubbed: &mut bool) -> Told {
    match job {
        Job::Create(session, reply) => {
            Told::Nothing(reply, apart(transaction, |point| create(point, &session)))
        }
        Job::Append(batch, reply) => {
            *scrubbed |= !batch.scrubs.is_empty();
            Told::Nothing(reply, apart(transaction, |point| append(point, &batch)))
        }
        Job::Delete(id, reply) => {
            *scrubbed = true;
            Told::Deleted(reply, apart(transaction, |point| delete(point, id)))
        }
        Job::Purge(now, reply) => {
            let purged = apart(transaction, |point| purge(point, now));
            *scrubbed |= purged.as_ref().is_ok_and(|gone| !gone.is_empty());
            Told::Purged(reply, purged)
        }
        Job::Grant(grant, reply) => {
            Told::Nothing(reply, apart(transaction, |point| put_grant(point, &grant)))
        }
        Job::Revoke(key, reply) => Told::Nothing(
            reply,
            apart(transaction, |point| {
                point.prepare_cached("DELETE FROM grants WHERE key = ?1")?.execute([key])?;
                Ok(())
            }),
        ),
        Job::Setting(key, value, reply) => {
            Told::Nothing(reply, apart(transaction, |point| put_setting(point, &key, &value)))
        }
    }
}

/// The transaction could not even begin: the commit's error is told.
fn refuse(job: Job) -> Told {
    match job {
        Job::Create(_, reply)
        | Job::Append(_, reply)
        | Job::Grant(_, reply)
        | Job::Revoke(_, reply)
        | Job::Setting(_, _, reply) => Told::Nothing(reply, Ok(())),
        Job::Delete(_, reply) => Told::Deleted(reply, Ok(false)),
        Job::Purge(_, reply) => Told::Purged(reply, Ok(vec![])),
    }
}

fn apart<T>(
    transaction: &mut Transaction<'_>,
    write: impl FnOnce(&Savepoint<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let point = transaction.savepoint()?;
    let done = write(&point)?;
    point.commit()?;
    Ok(done)
}

fn create(point: &Savepoint<'_>, session: &NewSession) -> Result<(), StoreError> {
    let taken = point
        .prepare_cached("SELECT 1 FROM sessions WHERE code = ?1 AND ended_at IS NULL")?
        .exists([&session.code])?;
    if taken {
        return Err(StoreError::CodeTaken);
    }
    let hash: [u8; 32] = Sha256::digest(&session.plan).into();
    point
        .prepare_cached("INSERT OR IGNORE INTO plans (hash, body) VALUES (?1, ?2)")?
        .execute(params![hash, session.plan])?;
    point
        .prepare_cached(
            "INSERT INTO sessions (id, code, workshop, title, lang, created_at, expires_at, rehearsal, plan)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            session.id.0,
            session.code,
            session.workshop,
            session.title,
            session.lang,
            session.created_at,
            session.expires_at,
            session.rehearsal,
            hash
        ])?;
    let number = point.last_insert_rowid();
    insert(point, number, 1, &session.first)
}

fn append(point: &Savepoint<'_>, batch: &Batch) -> Result<(), StoreError> {
    let number = number(point, batch.session)?;
    let next: i64 = point
        .prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM events WHERE session = ?1")?
        .query_row([number], |row| row.get(0))?;
    insert(point, number, next as u64, &batch.records)?;
    if let Some(summary) = &batch.summary {
        point
            .prepare_cached(
                "UPDATE sessions SET status = ?2, started_at = ?3, ended_at = ?4, joined = ?5, answers = ?6 WHERE number = ?1",
            )?
            .execute(params![number, summary.status, summary.started_at, summary.ended_at, summary.joined, summary.answers])?;
    }
    for scrub in &batch.scrubs {
        point
            .prepare_cached(
                "UPDATE events SET body = ?4, owner = NULL WHERE session = ?1 AND owner = ?2 AND seq < ?3",
            )?
            .execute(params![number, scrub.owner, scrub.before as i64, scrub.body])?;
    }
    Ok(())
}

fn insert(point: &Savepoint<'_>, session: i64, first: u64, records: &[Record]) -> Result<(), StoreError> {
    let mut statement = point
        .prepare_cached("INSERT INTO events (session, seq, at, owner, body) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (record, seq) in records.iter().zip(first..) {
        if record.seq != seq {
            return Err(StoreError::Discontinuous);
        }
        statement.execute(params![session, seq as i64, record.at, record.owner, record.body])?;
    }
    Ok(())
}

fn number(point: &Savepoint<'_>, id: SessionId) -> Result<i64, StoreError> {
    let found = point
        .prepare_cached("SELECT number FROM sessions WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    found.ok_or(StoreError::UnknownSession)
}

fn delete(point: &Savepoint<'_>, id: SessionId) -> Result<bool, StoreError> {
    let gone = point.prepare_cached("DELETE FROM sessions WHERE id = ?1")?.execute([id.0])? > 0;
    point.prepare_cached("DELETE FROM grants WHERE session = ?1")?.execute([id.0])?;
    point.prepare_cached("DELETE FROM plans WHERE hash NOT IN (SELECT plan FROM sessions)")?.execute([])?;
    Ok(gone)
}

fn purge(point: &Savepoint<'_>, now: i64) -> Result<Vec<SessionId>, StoreError> {
    point.prepare_cached("DELETE FROM grants WHERE expires_at <= ?1")?.execute([now])?;
    let old: Vec<SessionId> = point
        .prepare_cached("SELECT id FROM sessions WHERE expires_at <= ?1")?
        .query_map([now], |row| row.get(0).map(SessionId))?
        .collect::<Result<_, _>>()?;
    for id in &old {
        delete(point, *id)?;
    }
    Ok(old)
}

fn put_grant(point: &Savepoint<'_>, grant: &Grant) -> Result<(), StoreError> {
    point
        .prepare_cached(
            "INSERT OR REPLACE INTO grants (key, role, session, expires_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![grant.key, grant.role, grant.session.map(|session| session.0), grant.expires_at])?;
    Ok(())
}

fn put_setting(point: &Savepoint<'_>, key: &str, value: &str) -> Result<(), StoreError> {
    point
        .prepare_cached("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)")?
        .execute([key, value])?;
    Ok(())
}

impl Store {
    /// Stores a session that is in the lobby. On disk when it says `Ok`.
    pub async fn create_session(&self, session: NewSession) -> Result<(), StoreError> {
        self.ask(|reply| Job::Create(Box::new(session), reply)).await
    }

    /// Appends to a session's log. On disk, synced, when it says `Ok`.
    pub async fn append(&self, batch: Batch) -> Result<(), StoreError> {
        self.ask(|reply| Job::Append(batch, reply)).await
    }

    /// Erases a session with all that belongs to it. False: there was none.
    pub async fn delete_session(&self, id: &SessionId) -> Result<bool, StoreError> {
        self.ask(|reply| Job::Delete(*id, reply)).await
    }

    /// Erases the sessions and forgets the browsers whose time has come by `now`.
    pub async fn purge_expired(&self, now: i64) -> Result<Vec<SessionId>, StoreError> {
        self.ask(|reply| Job::Purge(now, reply)).await
    }

    /// Remembers a browser.
    pub async fn put_grant(&self, grant: Grant) -> Result<(), StoreError> {
        self.ask(|reply| Job::Grant(grant, reply)).await
    }

    /// Forgets a browser.
    pub async fn delete_grant(&self, key: [u8; 32]) -> Result<(), StoreError> {
        self.ask(|reply| Job::Revoke(key, reply)).await
    }

    /// Keeps a setting.
    pub async fn put_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.ask(|reply| Job::Setting(key.to_owned(), value.to_owned(), reply)).await
    }

    async fn ask<T>(&self, job: impl FnOnce(Reply<T>) -> Job) -> Result<T, StoreError> {
        let (reply, told) = oneshot::channel();
        {
            let jobs = self.inner.jobs.lock().expect("nobody panics while asking the writer");
            jobs.as_ref().ok_or(StoreError::Closed)?.send(job(reply)).map_err(|_| StoreError::Closed)?;
        }
        told.await.unwrap_or(Err(StoreError::Closed))
    }
}

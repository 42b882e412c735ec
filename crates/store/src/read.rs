//! Looking things up, beside the writer: the write-ahead log lets both go on.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{Grant, Record, SessionId, SessionRow, Store, StoreError};

const COLUMNS: &str = "id, code, workshop, title, lang, status, created_at, started_at, ended_at, expires_at, rehearsal, joined, answers";

impl Store {
    fn look<T>(&self, look: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let reader = self.inner.reader.lock().expect("nobody panics while reading");
        Ok(look(&reader)?)
    }

    /// The whole log of a session, in order.
    pub fn events(&self, id: &SessionId) -> Result<Vec<Record>, StoreError> {
        self.look(|reader| {
            let sql = "SELECT seq, at, owner, body FROM events WHERE session = (SELECT number FROM sessions WHERE id = ?1) ORDER BY seq";
            let record = |row: &Row<'_>| {
                let seq: i64 = row.get(0)?;
                Ok(Record { seq: seq as u64, at: row.get(1)?, owner: row.get(2)?, body: row.get(3)? })
            };
            reader.prepare_cached(sql)?.query_map([id.0], record)?.collect()
        })
    }

    /// The frozen workshop of a session.
    pub fn plan(&self, id: &SessionId) -> Result<Vec<u8>, StoreError> {
        let sql = "SELECT body FROM plans WHERE hash = (SELECT plan FROM sessions WHERE id = ?1)";
        let found =
            self.look(|reader| reader.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional())?;
        found.ok_or(StoreError::UnknownSession)
    }

    /// A session by its id.
    pub fn session(&self, id: &SessionId) -> Result<Option<SessionRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM sessions WHERE id = ?1");
        self.look(|reader| reader.prepare_cached(&sql)?.query_row([id.0], session).optional())
    }

    /// A session that has not ended, by its code.
    pub fn session_by_code(&self, code: &str) -> Result<Option<SessionRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM sessions WHERE code = ?1 AND ended_at IS NULL");
        self.look(|reader| reader.prepare_cached(&sql)?.query_row([code], session).optional())
    }

    /// All sessions, the newest first.
    pub fn sessions(&self) -> Result<Vec<SessionRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM sessions ORDER BY created_at DESC, number DESC");
        self.look(|reader| reader.prepare_cached(&sql)?.query_map([], session)?.collect())
    }

    /// A browser that is remembered at `now`.
    pub fn grant(&self, key: &[u8; 32], now: i64) -> Result<Option<Grant>, StoreError> {
        self.look(|reader| {
            let sql = "SELECT key, role, session, expires_at FROM grants WHERE key = ?1 AND expires_at > ?2";
            let grant = |row: &Row<'_>| {
                let session: Option<[u8; 16]> = row.get(2)?;
                Ok(Grant {
                    key: row.get(0)?,
                    role: row.get(1)?,
                    session: session.map(SessionId),
                    expires_at: row.get(3)?,
                })
            };
            reader.prepare_cached(sql)?.query_row(params![key, now], grant).optional()
        })
    }

    /// A setting that was kept.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.look(|reader| {
            reader
                .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()
        })
    }
}

fn session(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    Ok(SessionRow {
        id: SessionId(row.get(0)?),
        code: row.get(1)?,
        workshop: row.get(2)?,
        title: row.get(3)?,
        lang: row.get(4)?,
        status: row.get(5)?,
        created_at: row.get(6)?,
        started_at: row.get(7)?,
        ended_at: row.get(8)?,
        expires_at: row.get(9)?,
        rehearsal: row.get(10)?,
        joined: row.get(11)?,
        answers: row.get(12)?,
    })
}

//! Opening and closing.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rustix::fs::{FlockOperation, flock, statvfs};

use crate::error::OpenError;
use crate::schema;
use crate::write::{Job, Writer};

/// The database, below the data folder.
pub const FILE: &str = "bisou.sqlite";
/// The file whose lock keeps two servers out of one folder.
const LOCK: &str = "lock";

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Keeps other servers out of the folder. `export` and `replay` look in without.
    pub exclusive: bool,
    /// The name of a registered virtual file system, for tests.
    pub vfs: Option<String>,
    /// How long to wait for another program that holds the database.
    pub patience: Duration,
    /// SQLite's `synchronous`; anything but `FULL` is for tests that show what would be lost.
    pub synchronous: &'static str,
    /// The least time between two commits. It is what an answer may wait for others; an answer that comes after a silence
    /// waits for nobody.
    pub pace: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            exclusive: true,
            vfs: None,
            patience: Duration::from_secs(2),
            synchronous: "FULL",
            pace: Duration::from_millis(8),
        }
    }
}

/// The sessions and their logs. Cheap to clone; the last one that is dropped closes the database.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) jobs: Mutex<Option<mpsc::Sender<Job>>>,
    pub(crate) reader: Mutex<Connection>,
    writer: Mutex<Option<JoinHandle<()>>>,
    folder: PathBuf,
    /// Held for as long as the store is open.
    _lock: Option<File>,
}

impl Store {
    /// Opens the store of a folder, which is made when it is not there.
    pub fn open(folder: &Path, options: &Options) -> Result<Self, OpenError> {
        make_folder(folder).map_err(|error| OpenError::from_io(folder.to_owned(), &error))?;
        let lock = if options.exclusive { Some(take_lock(folder)?) } else { None };
        let path = folder.join(FILE);
        let writer = open_writer(&path, options)?;
        let reader = connect(&path, options).map_err(|error| OpenError::from_sqlite(path, &error))?;
        let (jobs, waiting) = mpsc::channel();
        let pace = options.pace;
        let thread = std::thread::Builder::new()
            .name("store".into())
            .spawn(move || Writer::new(writer, pace).run(&waiting));
        let thread = thread.map_err(|error| OpenError::from_io(folder.to_owned(), &error))?;
        let inner = Inner {
            jobs: Mutex::new(Some(jobs)),
            reader: Mutex::new(reader),
            writer: Mutex::new(Some(thread)),
            folder: folder.to_owned(),
            _lock: lock,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Bytes left for this user on the store's file system.
    pub fn free_bytes(&self) -> io::Result<u64> {
        let room = statvfs(&self.inner.folder)?;
        Ok(room.f_bavail.saturating_mul(room.f_frsize))
    }

    /// Writes what waits, closes the database and waits until that is done.
    pub fn close(&self) {
        self.inner.close();
    }
}

impl Inner {
    fn close(&self) {
        drop(self.jobs.lock().expect("nobody panics while asking the writer").take());
        let thread = self.writer.lock().expect("nobody panics while closing").take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

/// Makes a folder that nobody else can look into.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn take_lock(folder: &Path) -> Result<File, OpenError> {
    let path = folder.join(LOCK);
    let opened = private().create(true).truncate(false).open(&path);
    let file = opened.map_err(|error| OpenError::from_io(folder.to_owned(), &error))?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(rustix::io::Errno::WOULDBLOCK) => Err(OpenError::InUse { path: folder.to_owned() }),
        Err(error) => Err(OpenError::from_io(path, &error.into())),
    }
}

fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn open_writer(path: &Path, options: &Options) -> Result<Connection, OpenError> {
    if options.vfs.is_none() {
        private()
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| OpenError::from_io(path.to_owned(), &error))?;
    }
    let failed = |error: rusqlite::Error| OpenError::from_sqlite(path.to_owned(), &error);
    let mut connection = connect(path, options).map_err(failed)?;
    let found = schema::version(&connection).map_err(failed)?;
    if found > schema::VERSION {
        return Err(OpenError::Newer { path: path.to_owned(), found });
    }
    connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
    schema::migrate(&mut connection).map_err(failed)?;
    // Who could not write would lose the first answer: better not to begin.
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK").map_err(failed)?;
    Ok(connection)
}

fn connect(path: &Path, options: &Options) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs.as_str())?,
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.busy_timeout(options.patience)?;
    connection.pragma_update(None, "synchronous", options.synchronous)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

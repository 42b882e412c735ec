//! Why the store cannot be opened, or cannot do what is asked.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::schema::VERSION;

/// Why a store cannot be opened. The words are for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder or the file cannot be written.
    #[error("{} ne peut pas être écrit\u{202f}: choisissez un autre dossier avec --data, ou rendez celui-ci accessible en écriture", .path.display())]
    ReadOnly {
        /// Which.
        path: PathBuf,
    },
    /// Another server uses the folder.
    #[error("un autre Bisou utilise déjà {}\u{202f}: arrêtez-le, ou choisissez un autre dossier avec --data", .path.display())]
    InUse {
        /// Which.
        path: PathBuf,
    },
    /// Another program holds the database.
    #[error("un autre programme tient {} fermé\u{202f}: fermez-le, puis réessayez", .path.display())]
    Locked {
        /// Which.
        path: PathBuf,
    },
    /// The database was written by a newer program.
    #[error("{} vient d’une version plus récente de Bisou (schéma {found}, celle-ci connaît {known})\u{202f}: mettez Bisou à jour", .path.display(), known = VERSION)]
    Newer {
        /// Which.
        path: PathBuf,
        /// Its schema.
        found: i64,
    },
    /// The file is something else.
    #[error("{} n’est pas une base de Bisou\u{202f}: déplacez ce fichier, ou choisissez un autre dossier avec --data", .path.display())]
    NotADatabase {
        /// Which.
        path: PathBuf,
    },
    /// No room.
    #[error("le disque de {} est plein\u{202f}: libérez de la place, puis réessayez", .path.display())]
    NoRoom {
        /// Which.
        path: PathBuf,
    },
    /// Anything else.
    #[error("{} ne s’ouvre pas\u{202f}: {reason}", .path.display())]
    Other {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl OpenError {
    pub(crate) fn from_io(path: PathBuf, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoRoom { path },
            _ => Self::Other { path, reason: error.to_string() },
        }
    }

    pub(crate) fn from_sqlite(path: PathBuf, error: &rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly { path }
            }
            Some(ErrorCode::NotADatabase) => Self::NotADatabase { path },
            Some(ErrorCode::DiskFull) => Self::NoRoom { path },
            _ => Self::Other { path, reason: error.to_string() },
        }
    }
}

/// Why something could not be stored or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room: nothing of what was asked has happened.
    #[error("the disk is full")]
    DiskFull,
    /// An open session has this code.
    #[error("the code is taken")]
    CodeTaken,
    /// The records do not continue the session's log.
    #[error("the records do not continue the log of this session")]
    Discontinuous,
    /// There is no such session.
    #[error("there is no such session")]
    UnknownSession,
    /// Another program holds the database.
    #[error("the database is held by another program")]
    Busy,
    /// The store is being closed.
    #[error("the store is closed")]
    Closed,
    /// Anything else.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Failed(error.to_string()),
        }
    }
}

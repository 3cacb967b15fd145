use std::path::PathBuf;

use super::PostgresFault;
use crate::competition::CompetitionId;

#[derive(Debug, thiserror::Error)]
pub enum JournalFault {
    #[error("another process has this journal open; is a server running on this data folder?")]
    InUse,
    #[error("the journal is damaged: {what}. Keep the file, and start from the last backup")]
    Damaged { what: String },
    #[error("the journal has schema version {found}; this program reads version {known}")]
    Version { found: u64, known: u64 },
    #[error("storage failed: {what}")]
    Storage { what: String },
    #[error("competition {competition} is in that journal already; nothing was copied")]
    There { competition: CompetitionId },
    #[error("competition {competition} is not in that journal")]
    NotThere { competition: CompetitionId },
    #[error(transparent)]
    Postgres(#[from] PostgresFault),
    #[error("{path}: {what}")]
    File { path: PathBuf, what: String },
}

impl JournalFault {
    pub fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}

/// Any error redb meets while reading or writing: corruption is told apart from a failing disk.
impl From<redb::Error> for JournalFault {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::DatabaseAlreadyOpen => Self::InUse,
            redb::Error::Corrupted(what) => Self::Damaged { what },
            other => Self::Storage { what: other.to_string() },
        }
    }
}

macro_rules! through_redb_error {
    ($($error:ty),*) => {$(
        impl From<$error> for JournalFault {
            fn from(error: $error) -> Self {
                redb::Error::from(error).into()
            }
        }
    )*};
}

through_redb_error!(
    redb::DatabaseError,
    redb::TransactionError,
    redb::TableError,
    redb::StorageError,
    redb::CommitError,
    redb::SetDurabilityError
);

//! Where a journal is: in a data folder, or on a server.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use anyhow::bail;

use crate::journal::{JOURNAL_FILE, JournalFault, JournalStore, is_address, shown_address};

#[derive(Clone)]
pub enum Place {
    Folder(PathBuf),
    /// May hold a password.
    Server(String),
}

impl Place {
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Server(_) => None,
        }
    }

    /// To write, made where there is none; `keys` is the folder of a server's key.
    pub fn open(&self, keys: &Path) -> Result<JournalStore, JournalFault> {
        match self {
            Self::Folder(folder) => JournalStore::open(folder),
            Self::Server(address) => JournalStore::open_postgres(address, keys),
        }
    }

    /// What is copied from.
    pub fn open_existing(&self, keys: &Path) -> anyhow::Result<JournalStore> {
        match self {
            Self::Folder(folder) if !folder.join(JOURNAL_FILE).exists() => bail!("there is no journal in this folder"),
            Self::Folder(folder) => Ok(JournalStore::open(folder)?),
            Self::Server(address) => Ok(JournalStore::open_postgres_to_read(address, keys)?),
        }
    }
}

impl From<&str> for Place {
    fn from(text: &str) -> Self {
        if is_address(text) { Self::Server(text.to_owned()) } else { Self::Folder(text.into()) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Server(address) => f.write_str(&shown_address(address)),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

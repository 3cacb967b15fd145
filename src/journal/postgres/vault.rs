//! The key of what lies beside the entries: names, password hashes, secrets. It lies in the data folder; a database server that is
//! somebody else's, its backups and its administrators see sealed bytes only.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::fault::PostgresFault;
use crate::journal::{
    JournalFault, StreamNumber,
    seal::{self, KEY_BYTES, Key},
};

/// The key's name in a data folder.
pub const KEY_FILE: &str = "journal.key";

/// What is kept; part of what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i16)]
pub enum Kind {
    /// Opens with the right key only.
    Probe = 0,
    Person = 1,
    Account = 2,
    Card = 3,
    DrawSecret = 4,
    Seed = 5,
}

pub struct Vault {
    key: Key,
    path: PathBuf,
    /// Held open for its lock: one server uses a data folder.
    _file: File,
}

impl Vault {
    /// With the folder's key. `may_make`: nothing is sealed yet, so there may be none.
    ///
    /// # Errors
    /// When the key is missing, no key, or another server has the folder.
    pub fn open(folder: &Path, may_make: bool, alone: bool) -> Result<Self, JournalFault> {
        let path = folder.join(KEY_FILE);
        let fault = |what: String| PostgresFault::Key { path: path.clone(), what };
        if may_make && !path.exists() {
            make(folder, &path).map_err(|error| fault(error.to_string()))?;
        }
        let mut file = File::open(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => fault(
                "is missing, and names and secrets of this journal are sealed with it. Copy it from the data folder of the server that wrote there"
                    .to_owned(),
            ),
            _ => fault(error.to_string()),
        })?;
        if alone {
            file.try_lock().map_err(|error| match error {
                TryLockError::WouldBlock => JournalFault::InUse,
                TryLockError::Error(error) => fault(error.to_string()).into(),
            })?;
        }
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(KEY_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| fault(error.to_string()))?;
        let key = Key::try_from(bytes.as_slice()).map_err(|_| fault(format!("is no key: {KEY_BYTES} bytes are wanted")))?;
        Ok(Self { key, path, _file: file })
    }

    pub fn seal(&self, (kind, stream, key): (Kind, StreamNumber, &str), content: &[u8]) -> Result<Vec<u8>, JournalFault> {
        let sealed = seal::seal(&self.key, &about(kind, stream, key), content);
        sealed.ok_or_else(|| JournalFault::Storage { what: format!("{key} cannot be sealed") })
    }

    pub fn unseal(&self, (kind, stream, key): (Kind, StreamNumber, &str), sealed: &[u8]) -> Result<Vec<u8>, JournalFault> {
        seal::open(&self.key, &about(kind, stream, key), sealed).ok_or_else(|| match kind {
            Kind::Probe => PostgresFault::Key {
                path: self.path.clone(),
                what: "is the key of another journal. Copy the one from the data folder of the server that wrote there".to_owned(),
            }
            .into(),
            _ => JournalFault::damaged(format!("what is sealed of {key} was altered")),
        })
    }
}

/// What is sealed of one thing cannot be put in the place of another.
fn about(kind: Kind, stream: StreamNumber, key: &str) -> String {
    format!("jinbang {}/{stream}/{key}", kind as i16)
}

/// Whole or not at all: half a key would have to be deleted by hand.
fn make(folder: &Path, path: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let partial = folder.join(format!(".{KEY_FILE}.partial"));
    let _ = fs::remove_file(&partial);
    let mut key: Key = [0; KEY_BYTES];
    rand::fill(&mut key);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    file.write_all(&key)?;
    file.sync_all()?;
    fs::rename(&partial, path)?;
    File::open(folder)?.sync_all()
}

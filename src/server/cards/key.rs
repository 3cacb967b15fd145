//! The key that hashes codes of cards: 32 random bytes in `cards.key`, made when the first card is. Without it printed cards are void.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use data_encoding::HEXLOWER;
use rand::Rng;
use sha2::{Digest, Sha256};

use crate::server::error::ApiError;

const FILE: &str = "cards.key";

pub struct CardKey {
    file: Option<PathBuf>,
    key: OnceLock<[u8; 32]>,
}

impl CardKey {
    #[must_use]
    pub fn new(data: Option<&Path>) -> Self {
        Self { file: data.map(|data| data.join(FILE)), key: OnceLock::new() }
    }

    /// What is kept of a code. All codes are of one length, so nothing can be put behind one.
    ///
    /// # Errors
    /// When the key can be neither read nor made.
    pub fn hash_of(&self, code: &str) -> Result<String, ApiError> {
        let key = if let Some(key) = self.key.get() {
            key
        } else {
            let key = self.file.as_deref().map_or_else(|| Ok(random()), read_or_make)?;
            self.key.get_or_init(|| key)
        };
        Ok(HEXLOWER.encode(&Sha256::new().chain_update(key).chain_update(code).finalize()))
    }
}

fn random() -> [u8; 32] {
    let mut key = [0; 32];
    rand::rng().fill_bytes(&mut key);
    key
}

/// Whoever makes it first wins; the other one reads.
fn read_or_make(file: &Path) -> io::Result<[u8; 32]> {
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(mut made) => {
            let key = random();
            made.write_all(&key)?;
            made.sync_all()?;
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let bytes = fs::read(file)?;
            bytes.try_into().map_err(|_| io::Error::other("cards.key is not 32 bytes long: delete it, and print the cards again"))
        }
        Err(error) => Err(error),
    }
}

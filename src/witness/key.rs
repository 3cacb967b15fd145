//! The key that signs checkpoints: `signing.key` in the data folder, made on the first start, readable for its owner alone. Backups do
//! not hold it.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::WitnessFault;
use crate::signing_key::{SigningKey, new_key_pem};

pub const KEY_FILE: &str = "signing.key";

/// A key is never longer, in bytes.
const KEY_MAX_BYTES: u64 = 4096;

/// Without a folder it lives as long as the process.
pub fn read_or_make(data: Option<&Path>) -> Result<SigningKey, WitnessFault> {
    let Some(data) = data else {
        return SigningKey::from_pem(new_key_pem().as_bytes()).map_err(|source| WitnessFault::Key { path: KEY_FILE.into(), source });
    };
    let path = data.join(KEY_FILE);
    let file = |error: io::Error| WitnessFault::File { path: path.clone(), what: error.to_string() };
    if !path.try_exists().map_err(file)? {
        make(data, &path).map_err(file)?;
    }
    if fs::metadata(&path).map_err(file)?.len() > KEY_MAX_BYTES {
        return Err(file(io::Error::other("it is too large for a key")));
    }
    let pem = fs::read(&path).map_err(file)?;
    SigningKey::from_pem(&pem).map_err(|source| WitnessFault::Key { path: path.clone(), source })
}

/// Whole or not at all: a key that was cut off by a crash would have to be deleted by hand.
fn make(data: &Path, path: &Path) -> io::Result<()> {
    let partial = data.join(format!(".{KEY_FILE}.partial"));
    let _ = fs::remove_file(&partial);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    file.write_all(new_key_pem().as_bytes())?;
    file.sync_all()?;
    fs::rename(&partial, path)?;
    fs::File::open(data)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_is_made_once_and_for_its_owner_alone() {
        let data = tempfile::tempdir().expect("a folder");
        let first = read_or_make(Some(data.path())).expect("made").public();
        assert_eq!(read_or_make(Some(data.path())).expect("read").public(), first);
        let mode = fs::metadata(data.path().join(KEY_FILE)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_ne!(read_or_make(None).expect("in memory").public(), first);
    }

    #[test]
    fn what_is_no_key_is_said_and_left_alone() {
        let data = tempfile::tempdir().expect("a folder");
        let path = data.path().join(KEY_FILE);
        for wrong in [String::new(), "no key".to_owned(), new_key_pem()[..40].to_owned(), "k".repeat(5_000)] {
            fs::write(&path, &wrong).expect("written");
            assert!(read_or_make(Some(data.path())).is_err(), "{wrong}");
            assert_eq!(fs::read_to_string(&path).expect("still there"), wrong);
        }
    }
}

//! `jinbang credentials key FILE`: a new key to sign credentials with.

use std::{fs, io, io::Write, os::unix::fs::OpenOptionsExt, path::PathBuf, process::ExitCode};

use super::{CredentialsError, files};
use crate::signing_key::new_key_pem;

/// Make a new Ed25519 key; whoever has it can issue in your name
#[derive(Debug, clap::Args)]
pub struct Key {
    /// Where it goes: a new file that only its owner can read (PKCS#8, PEM)
    file: PathBuf,
}

pub fn run(args: &Key) -> Result<ExitCode, CredentialsError> {
    let file = &args.file;
    let written = fs::OpenOptions::new().write(true).create_new(true).mode(files::PRIVATE_MODE).open(file).and_then(|mut key| {
        key.write_all(new_key_pem().as_bytes())?;
        key.sync_all()
    });
    written.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => CredentialsError::KeyExists(file.clone()),
        _ => CredentialsError::Output { file: file.clone(), source },
    })?;
    println!("{}: thumbprint {}", file.display(), files::signing_key(file)?.public().thumbprint());
    Ok(ExitCode::SUCCESS)
}

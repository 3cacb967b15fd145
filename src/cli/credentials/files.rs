//! The folder of an issuer: its register, its status list and its key for readers, each whole or not there.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use serde_json::Value;

use super::CredentialsError;
use crate::{
    credential::{Issuer, Register, sign, status_credential},
    signing_key::SigningKey,
};

const REGISTER: &str = "register.json";
const PUBLIC_MODE: u32 = 0o644;
/// Names are in it.
pub const PRIVATE_MODE: u32 = 0o600;
/// What others than the owner may do.
const OTHERS: u32 = 0o077;

pub fn signing_key(file: &Path) -> Result<SigningKey, CredentialsError> {
    let unreadable = |error: io::Error| CredentialsError::Unreadable { file: file.to_owned(), reason: error.to_string() };
    if fs::metadata(file).map_err(unreadable)?.permissions().mode() & OTHERS != 0 {
        return Err(CredentialsError::KeyOpen(file.to_owned()));
    }
    let pem = fs::read(file).map_err(unreadable)?;
    SigningKey::from_pem(&pem).map_err(|source| CredentialsError::Key { file: file.to_owned(), source })
}

/// `None`: nothing was issued into this folder.
pub fn register(folder: &Path) -> Result<Option<Register>, CredentialsError> {
    let file = folder.join(REGISTER);
    let unreadable = |reason: String| CredentialsError::Unreadable { file: file.clone(), reason };
    match fs::read(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(error.to_string())),
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|fault| unreadable(fault.to_string())),
    }
}

/// Another key or another address would give credentials that this folder's status list does not speak for.
pub fn check_issuer(folder: &Path, register: &Register, issuer: &Issuer, key: &SigningKey) -> Result<(), CredentialsError> {
    let thumbprint = key.public().thumbprint();
    for (theirs, ours) in [(&register.issuer, &issuer.url), (&register.key, &thumbprint)] {
        if theirs != ours {
            return Err(CredentialsError::OtherIssuer { file: folder.join(REGISTER), theirs: theirs.clone(), ours: ours.clone() });
        }
    }
    Ok(())
}

/// The register first: a credential whose bit it does not know could not be revoked.
pub fn write_issuer(folder: &Path, register: &Register, issuer: &Issuer, key: &SigningKey) -> Result<(), CredentialsError> {
    write(&folder.join(REGISTER), &pretty(&serde_json::json!(register)), PRIVATE_MODE)?;
    let status = status_credential(issuer, &register.status_list()?, register.changed());
    write(&folder.join("status.jwt"), sign(&status, "vc+jwt", issuer, key).as_bytes(), PUBLIC_MODE)?;
    write(&folder.join("did.json"), &pretty(&issuer.document(&key.public())), PUBLIC_MODE)
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// The old file or the new one, never half of either.
pub fn write(file: &Path, bytes: &[u8], mode: u32) -> Result<(), CredentialsError> {
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    let written = || -> io::Result<()> {
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.as_file().set_permissions(fs::Permissions::from_mode(mode))?;
        new.write_all(bytes)?;
        new.as_file().sync_all()?;
        new.persist(file)?;
        Ok(())
    };
    written().map_err(|source| CredentialsError::Output { file: file.to_owned(), source })
}

//! A certificate that somebody else made and keeps fresh.

use std::{fs, path::PathBuf};

use rustls::sign::CertifiedKey;

use super::{TlsFault, certificate::provider, pem_file};

pub struct Files {
    /// The server's certificate first, then those between it and its root.
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Files {
    /// # Errors
    /// When a file cannot be read, or the key is another certificate's.
    pub fn certificate(&self) -> Result<CertifiedKey, TlsFault> {
        let read = |path: &PathBuf| fs::read(path).map_err(|fault| TlsFault::File { path: path.clone(), fault });
        let chain = pem_file::chain_in(&read(&self.certificate)?, &self.certificate)?;
        let key = pem_file::key_in(&read(&self.key)?, &self.key)?;
        Ok(CertifiedKey::from_der(chain, key, &provider())?)
    }
}

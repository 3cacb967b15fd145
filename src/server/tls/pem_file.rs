//! A private key and its certificates in one PEM file: written whole or not at all, and for nobody else's eyes.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};

use super::TlsFault;

pub struct KeyAndChain {
    pub key: PrivateKeyDer<'static>,
    pub chain: Vec<CertificateDer<'static>>,
}

/// `None` where there is no such file.
pub fn read(path: &Path) -> Result<Option<KeyAndChain>, TlsFault> {
    let pem = match fs::read(path) {
        Ok(pem) => pem,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(TlsFault::File { path: path.to_owned(), fault }),
    };
    Ok(Some(KeyAndChain { key: key_in(&pem, path)?, chain: chain_in(&pem, path)? }))
}

pub fn key_in(pem: &[u8], path: &Path) -> Result<PrivateKeyDer<'static>, TlsFault> {
    PrivateKeyDer::from_pem_slice(pem).map_err(|fault| TlsFault::Pem { path: path.to_owned(), wanted: "a private key", fault })
}

pub fn chain_in(pem: &[u8], path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsFault> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let chain = chain.and_then(|chain| if chain.is_empty() { Err(rustls::pki_types::pem::Error::NoItemsFound) } else { Ok(chain) });
    chain.map_err(|fault| TlsFault::Pem { path: path.to_owned(), wanted: "certificates", fault })
}

/// Readable by this user only, from its first byte on.
pub fn write(path: &Path, content: &str) -> Result<(), TlsFault> {
    let written = || {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(content.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        fs::File::open(folder)?.sync_all()
    };
    written().map_err(|fault| TlsFault::File { path: path.to_owned(), fault })
}

//! TLS: where the certificate comes from, and the handshake that uses it. `docs/tls.md` tells what each source is for.

mod acme;
mod authority;
mod certificate;
mod files;
mod handshake;
mod keeper;
mod local;
mod names;
mod pem_file;
mod profile;

use std::{io, path::PathBuf, sync::Arc};

use rustls::ServerConfig;
use tokio::sync::watch;

use self::certificate::{ACME_ALPN, Current, provider};
pub use self::{
    acme::{Acme, LETS_ENCRYPT},
    authority::{Authority, AuthorityFile},
    files::Files,
    handshake::Handshake,
    local::Local,
    names::{host_names, own_names},
};

#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    #[error("{path}: {fault}")]
    File { path: PathBuf, fault: io::Error },
    #[error("{path} is no PEM file with {wanted}: {fault}")]
    Pem { path: PathBuf, wanted: &'static str, fault: rustls::pki_types::pem::Error },
    #[error("a certificate could not be made: {0}")]
    Making(#[from] rcgen::Error),
    #[error("certificate and key: {0}")]
    Certificate(#[from] rustls::Error),
    #[error("{0} cannot be the name of a server in a certificate")]
    Name(String),
    #[error("ACME: {0}")]
    Acme(#[from] instant_acme::Error),
    #[error("ACME: {0}")]
    Order(String),
}

/// Where the certificate comes from.
pub enum Source {
    /// An authority of this machine's own, which the tablets are told to trust.
    Local(Box<Local>),
    Files(Files),
    Acme(Acme),
}

/// Everything a listener needs for TLS.
pub struct Tls {
    pub source: Source,
    /// How people reach the listener, e.g. `https://192.168.1.20:4161`.
    pub url: String,
    /// The listener without TLS: where a tablet that trusts nothing yet begins.
    pub plain_url: String,
    current: Arc<Current>,
}

impl Tls {
    /// # Errors
    /// When there is no certificate to begin with, except where ACME is yet to give the first.
    pub fn open(source: Source, url: String, plain_url: String) -> Result<Self, TlsFault> {
        let first = match &source {
            Source::Local(local) => Some(local.certificate(&local.names(), std::time::SystemTime::now())?),
            Source::Files(files) => Some(files.certificate()?),
            Source::Acme(acme) => acme.kept()?,
        };
        Ok(Self { source, url, plain_url, current: Arc::new(Current::new(first)) })
    }

    /// # Errors
    /// Never with the versions and the provider chosen here.
    pub(super) fn handshake(&self) -> Result<Handshake, TlsFault> {
        Ok(Handshake::new(self.config()?, &self.url))
    }

    fn config(&self) -> Result<Arc<ServerConfig>, TlsFault> {
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.current) as _);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        if matches!(self.source, Source::Acme(_)) {
            config.alpn_protocols.push(ACME_ALPN.to_vec());
        }
        Ok(Arc::new(config))
    }

    /// Keeps the certificate fresh until the server stops.
    pub(super) fn keep(self, stopping: watch::Receiver<bool>) -> impl Future<Output = ()> + Send + 'static {
        keeper::keep(self.source, self.current, stopping)
    }

    /// The authority that tablets are to trust, where it is our own.
    #[must_use]
    pub fn authority(&self) -> Option<&Authority> {
        match &self.source {
            Source::Local(local) => Some(&local.authority),
            Source::Files(_) | Source::Acme(_) => None,
        }
    }
}

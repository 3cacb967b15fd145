//! The certificate in use, which may be exchanged while the server runs.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use rustls::{
    RootCertStore,
    client::{verify_server_cert_signed_by_trust_anchor, verify_server_name},
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::{ClientHello, ParsedCertificate, ResolvesServerCert},
    sign::CertifiedKey,
};

/// RFC 8737: how an ACME authority asks for its proof.
pub const ACME_ALPN: &[u8] = b"acme-tls/1";

pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

#[derive(Debug, Default)]
pub struct Current {
    certificate: RwLock<Option<Arc<CertifiedKey>>>,
    /// Proofs for an ACME authority, by domain.
    proofs: RwLock<HashMap<String, Arc<CertifiedKey>>>,
}

impl Current {
    pub fn new(first: Option<CertifiedKey>) -> Self {
        Self { certificate: RwLock::new(first.map(Arc::new)), proofs: RwLock::default() }
    }

    pub fn put(&self, certificate: CertifiedKey) {
        *self.certificate.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(certificate));
    }

    pub fn prove(&self, proofs: HashMap<String, Arc<CertifiedKey>>) {
        *self.proofs.write().unwrap_or_else(PoisonError::into_inner) = proofs;
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        if hello.alpn().is_some_and(|protocols| protocols.eq([ACME_ALPN])) {
            return self.proofs.read().unwrap_or_else(PoisonError::into_inner).get(hello.server_name()?).cloned();
        }
        self.certificate.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Whether somebody who trusts `anchor` takes this chain for all the names at that time.
pub fn is_good(chain: &[CertificateDer<'_>], anchor: &CertificateDer<'_>, names: &[ServerName<'_>], at: SystemTime) -> bool {
    let Some((leaf, between)) = chain.split_first() else { return false };
    let Ok(leaf) = ParsedCertificate::try_from(leaf) else { return false };
    let mut roots = RootCertStore::empty();
    if roots.add(anchor.clone().into_owned()).is_err() {
        return false;
    }
    let at = UnixTime::since_unix_epoch(at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO));
    let algorithms = provider().signature_verification_algorithms.all;
    verify_server_cert_signed_by_trust_anchor(&leaf, &roots, between, at, algorithms).is_ok()
        && names.iter().all(|name| verify_server_name(&leaf, name).is_ok())
}

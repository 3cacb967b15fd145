//! A venue with TLS, and clients that trust whom a test says.

use std::{net::SocketAddr, path::Path, sync::Arc, time::SystemTime};

use jinbang::{
    journal::JournalStore,
    server::tls::{Local, Source, Tls},
};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::{
    competition::tiny,
    disk::Disk,
    http::{DEADLINE, Reply, exchange_over},
    venue::Venue,
};

pub struct SecureVenue {
    pub venue: Venue,
    /// Of the TLS listener.
    pub address: SocketAddr,
    pub trusted: Trusted,
}

/// A certificate authority that a client trusts.
#[derive(Clone)]
pub struct Trusted(pub CertificateDer<'static>);

impl SecureVenue {
    /// One small skill; the authority lives in `folder`.
    pub async fn open(folder: &Path) -> Self {
        let local = Local::open(folder, None, SystemTime::now()).expect("an authority");
        let trusted = Trusted(local.authority.certificate().clone());
        Self::on(Source::Local(Box::new(local)), trusted).await
    }

    pub async fn on(source: Source, trusted: Trusted) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its number");
        let tls = Tls::open(source, format!("https://{address}"), "http://venue.test".to_owned()).expect("a certificate");
        let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
        let venue = Venue::with(store, vec![tiny().competition("city")], Some((listener, tls))).await;
        Self { venue, address, trusted }
    }

    pub async fn connect(&self) -> TlsStream<TcpStream> {
        self.trusted.connect(self.address, "127.0.0.1").await.expect("a handshake")
    }

    pub async fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let host = self.address.to_string();
        let exchanged = exchange_over(self.connect().await, &host, method, path, headers, body);
        timeout(DEADLINE, exchanged).await.expect("an answer in time").expect("an answer")
    }
}

impl Trusted {
    pub async fn connect(&self, address: SocketAddr, name: &str) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.clone()).expect("a certificate");
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(name.to_owned()).expect("a name");
        let stream = TcpStream::connect(address).await?;
        timeout(DEADLINE, TlsConnector::from(Arc::new(config)).connect(name, stream)).await.expect("a handshake in time")
    }
}

/// A GET by somebody who trusts this certificate, in PEM, alone.
pub async fn get_trusting(address: SocketAddr, pem: &str, path: &str) -> Reply {
    let trusted = Trusted(CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate"));
    let stream = trusted.connect(address, "127.0.0.1").await.expect("a handshake");
    let host = address.to_string();
    let exchanged = exchange_over(stream, &host, "GET", path, &[], "");
    timeout(DEADLINE, exchanged).await.expect("an answer in time").expect("an answer")
}

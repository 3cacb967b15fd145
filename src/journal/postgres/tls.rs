//! TLS to the server, as `sslmode` asks for it.

use std::{
    io,
    path::Path,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use tokio_rustls::{TlsConnector, client};

use super::fault::PostgresFault;

/// Whose certificate is taken for the server's.
#[derive(Debug, Clone)]
pub enum Trust {
    /// No TLS.
    Never,
    /// Anybody's: whoever listens learns nothing, whoever stands between does. As libpq has it without a root certificate.
    Unasked { required: bool },
    /// One that these roots vouch for.
    Roots { roots: Arc<RootCertStore>, name_must_fit: bool },
}

impl Trust {
    pub fn read(sslmode: Option<&str>, roots: Option<&Path>) -> Result<Self, PostgresFault> {
        let fault = |what: String| PostgresFault::Address { what };
        let vouched = |name_must_fit: bool| {
            let path = roots.ok_or_else(|| fault("to verify, it needs sslrootcert=FILE, the authority's certificate".to_owned()))?;
            Ok(Self::Roots { roots: Arc::new(read_roots(path)?), name_must_fit })
        };
        match sslmode {
            Some("disable") => Ok(Self::Never),
            None | Some("allow" | "prefer") => Ok(Self::Unasked { required: false }),
            Some("require") if roots.is_none() => Ok(Self::Unasked { required: true }),
            Some("require" | "verify-ca") => vouched(false),
            Some("verify-full") => vouched(true),
            Some(_) => Err(fault("sslmode is disable, prefer, require, verify-ca or verify-full".to_owned())),
        }
    }

    /// # Errors
    /// When the roots are good for nothing.
    pub fn connector(&self) -> Result<Connector, PostgresFault> {
        let provider = Arc::new(ring::default_provider());
        let verifier: Arc<dyn ServerCertVerifier> = match self {
            Self::Never | Self::Unasked { .. } => {
                Arc::new(Named { authority: None, name_must_fit: false, provider: Arc::clone(&provider) })
            }
            Self::Roots { roots, name_must_fit } => {
                let authority = WebPkiServerVerifier::builder_with_provider(Arc::clone(roots), Arc::clone(&provider)).build();
                let authority = authority.map_err(|error| PostgresFault::Address { what: format!("sslrootcert: {error}") })?;
                Arc::new(Named { authority: Some(authority), name_must_fit: *name_must_fit, provider: Arc::clone(&provider) })
            }
        };
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.map_err(|error| PostgresFault::Address { what: error.to_string() })?;
        let config = config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
        Ok(Connector(TlsConnector::from(Arc::new(config))))
    }
}

fn read_roots(path: &Path) -> Result<RootCertStore, PostgresFault> {
    let fault = |what: String| PostgresFault::Address { what: format!("sslrootcert {}: {what}", path.display()) };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| fault(error.to_string()))? {
        roots.add(certificate.map_err(|error| fault(error.to_string()))?).map_err(|error| fault(error.to_string()))?;
    }
    if roots.is_empty() { Err(fault("there is no certificate in it".to_owned())) } else { Ok(roots) }
}

#[derive(Debug)]
struct Named {
    authority: Option<Arc<WebPkiServerVerifier>>,
    name_must_fit: bool,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Named {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(authority) = &self.authority else { return Ok(ServerCertVerified::assertion()) };
        match authority.verify_server_cert(end_entity, intermediates, name, ocsp, now) {
            Err(Error::InvalidCertificate(CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }))
                if !self.name_must_fit =>
            {
                Ok(ServerCertVerified::assertion())
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[derive(Clone)]
pub struct Connector(TlsConnector);

pub struct Handshake {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> MakeTlsConnect<S> for Connector {
    type Stream = Stream<S>;
    type TlsConnect = Handshake;
    type Error = io::Error;

    fn make_tls_connect(&mut self, domain: &str) -> io::Result<Handshake> {
        let name = ServerName::try_from(domain.to_owned()).map_err(io::Error::other)?;
        Ok(Handshake { connector: self.0.clone(), name })
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> TlsConnect<S> for Handshake {
    type Stream = Stream<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Stream<S>>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move { Ok(Stream(self.connector.connect(self.name, stream).await?)) })
    }
}

pub struct Stream<S>(client::TlsStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream for Stream<S> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Stream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, into)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

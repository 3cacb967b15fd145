//! The flags about TLS: which certificate, which addresses.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, bail};
use tokio::net::TcpListener;

use super::serving::{bind_tls, reachable_url};
use crate::server::tls::{Acme, Files, LETS_ENCRYPT, Local, Source, Tls};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "TLS (docs/tls.md)")]
pub struct TlsFlags {
    /// Where the certificate comes from [default: local; files with --tls-cert; acme with --acme-domain; off where only this machine can
    /// reach the server, or a proxy does it: --public-url https://…]
    #[arg(long, env = "JINBANG_TLS", value_enum)]
    tls: Option<TlsChoice>,
    /// Address and port for TLS [default: as --listen, one port higher]
    #[arg(long, env = "JINBANG_LISTEN_TLS")]
    listen_tls: Option<SocketAddr>,
    /// A given certificate with those between it and its root, PEM; read again when it changes
    #[arg(long, env = "JINBANG_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Its private key, PEM
    #[arg(long, env = "JINBANG_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A domain whose port 443 leads to --listen-tls; may be repeated
    #[arg(long = "acme-domain", env = "JINBANG_ACME_DOMAIN", value_name = "NAME", value_delimiter = ',')]
    acme_domains: Vec<String>,
    /// Where the ACME authority may write to
    #[arg(long, env = "JINBANG_ACME_EMAIL", value_name = "ADDRESS")]
    acme_email: Option<String>,
    /// The ACME authority's directory
    #[arg(long, env = "JINBANG_ACME_DIRECTORY", value_name = "URL", default_value = LETS_ENCRYPT)]
    acme_directory: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TlsChoice {
    /// An authority of this machine's own, made at the first start; tablets learn to trust it on the page /trust
    Local,
    /// A given certificate
    Files,
    /// From an authority such as Let's Encrypt
    Acme,
    Off,
}

/// The listeners' addresses, as people are told.
pub struct Told {
    pub plain: String,
    pub secure: Option<String>,
}

impl Told {
    /// Where tablets and organisers go.
    #[must_use]
    pub fn public(&self) -> &str {
        self.secure.as_deref().unwrap_or(&self.plain)
    }
}

impl TlsFlags {
    fn choice(&self, listen: SocketAddr, public_url: Option<&str>) -> TlsChoice {
        let behind_a_proxy = public_url.is_some_and(|url| url.starts_with("https://"));
        match self.tls {
            Some(choice) => choice,
            None if self.tls_cert.is_some() => TlsChoice::Files,
            None if !self.acme_domains.is_empty() => TlsChoice::Acme,
            None if self.listen_tls.is_none() && (listen.ip().is_loopback() || behind_a_proxy) => TlsChoice::Off,
            None => TlsChoice::Local,
        }
    }

    /// Opens the TLS listener beside `plain`, which listens where `asked`, and makes the addresses of both. The data folder must be this
    /// process's own.
    ///
    /// # Errors
    /// When a flag is missing, the address is taken or there is no certificate.
    pub fn open(
        self,
        asked: SocketAddr,
        plain: SocketAddr,
        public_url: Option<&str>,
        data: &Path,
    ) -> anyhow::Result<(Told, Option<(TcpListener, Tls)>)> {
        let choice = self.choice(plain, public_url);
        let plain_url = with_host_of(public_url, "http", plain);
        if choice == TlsChoice::Off {
            return Ok((Told { plain: public_url.map_or(plain_url, trimmed), secure: None }, None));
        }
        self.check(choice)?;
        let listener = bind_tls(self.listen_tls.unwrap_or_else(|| one_port_higher(asked)))?;
        let address = listener.local_addr()?;
        let told = public_url.filter(|url| url.starts_with("https://")).map(trimmed);
        let url = match (told, self.acme_domains.first()) {
            (Some(url), _) => url,
            (None, Some(domain)) if choice == TlsChoice::Acme => at_port("https", domain, address.port()),
            (None, _) => with_host_of(public_url, "https", address),
        };
        let tls = Tls::open(self.source(choice, data, &url)?, url.clone(), plain_url.clone())?;
        Ok((Told { plain: plain_url, secure: Some(url) }, Some((listener, tls))))
    }

    /// What is missing is told before an address is taken.
    fn check(&self, choice: TlsChoice) -> anyhow::Result<()> {
        match choice {
            TlsChoice::Files if self.tls_cert.is_none() || self.tls_key.is_none() => bail!("--tls files needs --tls-cert and --tls-key"),
            TlsChoice::Acme if self.acme_domains.is_empty() => bail!("--tls acme needs --acme-domain"),
            _ => Ok(()),
        }
    }

    fn source(self, choice: TlsChoice, data: &Path, url: &str) -> anyhow::Result<Source> {
        Ok(match choice {
            TlsChoice::Files => {
                let certificate = self.tls_cert.context("--tls-cert")?;
                Source::Files(Files { certificate, key: self.tls_key.context("--tls-key")? })
            }
            TlsChoice::Acme => Source::Acme(Acme::new(data, self.acme_domains, self.acme_email, self.acme_directory)),
            TlsChoice::Local | TlsChoice::Off => {
                let local = Local::open(data, Some(url.to_owned()), SystemTime::now());
                let local = local.with_context(|| format!("the certificate authority in {}", data.join("tls").display()))?;
                Source::Local(Box::new(local))
            }
        })
    }
}

fn one_port_higher(asked: SocketAddr) -> SocketAddr {
    // Port 0 takes any: one higher than the one it got may be somebody else's.
    let port = if asked.port() == 0 { 0 } else { asked.port().saturating_add(1) };
    SocketAddr::new(asked.ip(), port)
}

fn trimmed(url: &str) -> String {
    url.trim_end_matches('/').to_owned()
}

/// A listener's address with the host that people were told, where they were told one.
fn with_host_of(public_url: Option<&str>, scheme: &str, listening: SocketAddr) -> String {
    let told = public_url.and_then(|url| url.parse::<axum::http::Uri>().ok());
    match told.as_ref().and_then(axum::http::Uri::host) {
        Some(host) => at_port(scheme, host, listening.port()),
        None => reachable_url(scheme, listening),
    }
}

fn at_port(scheme: &str, host: &str, port: u16) -> String {
    match (scheme, port) {
        ("http", 80) | ("https", 443) => format!("{scheme}://{host}"),
        _ => format!("{scheme}://{host}:{port}"),
    }
}

//! `jinbang edge`: show the boards of other servers.

use std::{io::Write, net::SocketAddr, path::PathBuf, process::ExitCode};

use tokio::net::TcpListener;

use super::{
    nats::NatsFlags,
    serving::{asked_to_stop, bind, bind_tls, reachable_url},
};
use crate::server::{
    Edge, VIEWERS_MAX, VIEWERS_PER_ADDRESS_MAX,
    tls::{Files, Source, Tls},
};

/// Show boards of other servers, which come over NATS; it keeps nothing
#[derive(Debug, clap::Args)]
pub struct EdgeArgs {
    /// Where servers publish their boards: `nats://HOST:4222` or `tls://HOST:4222`, `,` between several; `user:password@` or `token@` before the host
    #[arg(long, env = "JINBANG_NATS", value_name = "URL", hide_env_values = true)]
    nats: String,
    #[command(flatten)]
    flags: NatsFlags,
    /// Address and port to listen on
    #[arg(long, env = "JINBANG_LISTEN", default_value = "0.0.0.0:4160")]
    listen: SocketAddr,
    /// How people reach this edge, where that is not its own address
    #[arg(long, env = "JINBANG_PUBLIC_URL")]
    public_url: Option<String>,
    /// Viewers of boards in all
    #[arg(long, default_value_t = VIEWERS_MAX)]
    viewers_max: usize,
    /// Viewers from one address: behind a proxy or a router everybody has the same
    #[arg(long, default_value_t = VIEWERS_PER_ADDRESS_MAX)]
    viewers_per_address_max: usize,
    /// Address and port for Prometheus, such as 127.0.0.1:9464
    #[arg(long, env = "JINBANG_METRICS", value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
    /// Address and port for TLS
    #[arg(long, env = "JINBANG_LISTEN_TLS", requires = "tls_cert")]
    listen_tls: Option<SocketAddr>,
    /// A given certificate with those between it and its root, PEM; read again when it changes
    #[arg(long, env = "JINBANG_TLS_CERT", value_name = "FILE", requires = "tls_key", requires = "listen_tls")]
    tls_cert: Option<PathBuf>,
    /// Its private key, PEM
    #[arg(long, env = "JINBANG_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

impl EdgeArgs {
    /// # Errors
    /// When a flag is of no use, a file cannot be read or an address is taken.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let options = self.flags.options(&self.nats)?;
        let listener = bind(self.listen)?;
        let plain_url = reachable_url("http", listener.local_addr()?);
        let certificate = self.listen_tls.zip(self.tls_cert.zip(self.tls_key));
        let secure = certificate.map(|(address, files)| secure(address, files, &plain_url)).transpose()?;
        let own_url = secure.as_ref().map_or(&plain_url, |(_, tls)| &tls.url);
        let public_url = self.public_url.as_deref().map_or(own_url.as_str(), |url| url.trim_end_matches('/')).to_owned();
        let mut edge = Edge::open(&options, public_url.clone()).await?;
        edge.places().allow(self.viewers_max, self.viewers_per_address_max);
        edge.metrics = self.metrics.map(bind).transpose()?;
        let stop = asked_to_stop()?;
        println!("Showing boards from {options}");
        println!("  boards    {public_url}/");
        if let Some(metrics) = &edge.metrics {
            println!("  metrics   http://{}/metrics", metrics.local_addr()?);
        }
        println!("  Ctrl-C ends it.");
        edge.run_with(listener, secure, stop).await?;
        // Whoever read it may be gone.
        let _ = writeln!(std::io::stdout(), "Stopped; an edge keeps nothing");
        Ok(ExitCode::SUCCESS)
    }
}

fn secure(address: SocketAddr, (certificate, key): (PathBuf, PathBuf), plain_url: &str) -> anyhow::Result<(TcpListener, Tls)> {
    let listener = bind_tls(address)?;
    let url = reachable_url("https", listener.local_addr()?);
    let tls = Tls::open(Source::Files(Files { certificate, key }), url, plain_url.to_owned())?;
    Ok((listener, tls))
}

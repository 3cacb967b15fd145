//! A certificate from a real ACME server (pebble, from the Debian package of that name), proved over TLS, kept for the next start.

use crate::common;

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use common::{
    http::exchange_over,
    process::{Process, jinbang},
    secure::Trusted,
};
use jinbang::server::tls::Authority;
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use serde_json::json;
use tempfile::tempdir;

const DOMAIN: &str = "scores.jinbang.test";

/// An order takes a second or two.
const DEADLINE: Duration = Duration::from_mins(1);

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `None` where the program is not installed.
fn start(command: &mut Command) -> Option<Running> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok().map(Running)
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
}

struct Ports {
    directory: u16,
    management: u16,
    dns: u16,
    dns_management: u16,
    tls: u16,
}

/// Pebble's own certificate, for its directory and its management.
fn own_certificate(folder: &Path) -> Trusted {
    let localhost = [ServerName::try_from("localhost").expect("a name")];
    let authority = Authority::open(&folder.join("directory-ca.pem"), &localhost, SystemTime::now()).expect("an authority");
    let (pem, _) = authority.issue(&localhost, SystemTime::now()).expect("a certificate");
    let (key, certificate) = pem.split_at(pem.find("-----BEGIN CERTIFICATE").expect("a certificate"));
    for (name, content) in [("key.pem", key), ("cert.pem", certificate), ("roots.pem", &authority.file().pem)] {
        fs::write(folder.join(name), content).expect("a file");
    }
    Trusted(authority.certificate().clone())
}

fn start_pebble(folder: &Path, ports: &Ports) -> Option<(Running, Running)> {
    let config = json!({ "pebble": {
        "listenAddress": format!("127.0.0.1:{}", ports.directory), "managementListenAddress": format!("127.0.0.1:{}", ports.management),
        "certificate": folder.join("cert.pem"), "privateKey": folder.join("key.pem"), "httpPort": free_port(), "tlsPort": ports.tls,
        "ocspResponderURL": "", "externalAccountBindingRequired": false } });
    fs::write(folder.join("pebble.json"), config.to_string()).expect("a file");
    let names =
        start(Command::new("pebble-challtestsrv").args(["-defaultIPv6", "", "-http01", "", "-https01", "", "-tlsalpn01", ""]).args([
            "-dns01",
            &format!("127.0.0.1:{}", ports.dns),
            "-management",
            &format!("127.0.0.1:{}", ports.dns_management),
        ]))?;
    let pebble = start(
        Command::new("pebble")
            .args(["-dnsserver", &format!("127.0.0.1:{}", ports.dns), "-config"])
            .arg(folder.join("pebble.json"))
            .env("PEBBLE_VA_NOSLEEP", "1"),
    )?;
    Some((names, pebble))
}

/// The root that pebble made at its start, once it answers.
async fn pebbles_root(trusted: &Trusted, management: u16) -> Trusted {
    let (began, address) = (Instant::now(), SocketAddr::from(([127, 0, 0, 1], management)));
    loop {
        if let Ok(stream) = trusted.connect(address, "localhost").await {
            let reply = exchange_over(stream, "localhost", "GET", "/roots/0", &[], "").await.expect("an answer");
            return Trusted(CertificateDer::from_pem_slice(&reply.body).expect("a certificate"));
        }
        assert!(began.elapsed() < DEADLINE, "pebble does not answer");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn serve(folder: &Path, ports: &Ports) -> Process {
    let directory = format!("https://localhost:{}/dir", ports.directory);
    let listen = format!("127.0.0.1:{}", ports.tls);
    let mut command = jinbang();
    command.args(["serve", "--listen", "127.0.0.1:0", "--listen-tls", &listen, "--acme-domain", DOMAIN, "--acme-directory", &directory]);
    command.args(["--acme-email", "venue@jinbang.test", "--data"]).arg(folder.join("data"));
    Process::start(command.env("SSL_CERT_FILE", folder.join("roots.pem"))).ready()
}

/// The certificate that a client which trusts only pebble's root is shown.
async fn shown(root: &Trusted, process: &Process, tls: u16) -> CertificateDer<'static> {
    let began = Instant::now();
    loop {
        let connected = root.connect(SocketAddr::from(([127, 0, 0, 1], tls)), DOMAIN).await;
        if let Some(chain) = connected.as_ref().ok().and_then(|stream| stream.get_ref().1.peer_certificates()) {
            return chain[0].clone().into_owned();
        }
        assert!(began.elapsed() < DEADLINE, "{:?}; it said\n{}", connected.err(), process.said());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_ordered_proved_and_kept() {
    let folder = tempdir().expect("a folder");
    let ports = Ports { directory: free_port(), management: free_port(), dns: free_port(), dns_management: free_port(), tls: free_port() };
    let trusted = own_certificate(folder.path());
    let Some(pebble) = start_pebble(folder.path(), &ports) else {
        println!("pebble is not installed: left out");
        return;
    };
    let root = pebbles_root(&trusted, ports.management).await;
    let process = serve(folder.path(), &ports);
    assert!(process.said().contains(&format!("https://{DOMAIN}:{}/marking", ports.tls)), "{}", process.said());
    let first = shown(&root, &process, ports.tls).await;
    process.stop();
    // The next start asks nobody.
    drop(pebble);
    let process = serve(folder.path(), &ports);
    assert_eq!(shown(&root, &process, ports.tls).await, first);
    process.stop();
}

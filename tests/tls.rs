//! TLS on real sockets: who is trusted, what is kept, and that nobody holds up another.

use crate::common;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant, SystemTime},
};

use common::{
    http::{DEADLINE, get, post},
    process::{Process, jinbang, run},
    secure::{SecureVenue, Trusted},
    socket::{hello, submit},
};
use futures_util::{SinkExt, StreamExt};
use jinbang::server::tls::{Authority, Files, Local, Source};
use rustls::pki_types::ServerName;
use serde_json::{Value, json};
use tempfile::tempdir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::{client_async, tungstenite::Message};

const DAY: Duration = Duration::from_hours(24);

fn names(words: &str) -> Vec<ServerName<'static>> {
    words.split_whitespace().map(|word| ServerName::try_from(word.to_owned()).expect("a name")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_that_trusts_the_authority_marks_over_tls() {
    let folder = tempdir().expect("a folder");
    let secure = SecureVenue::open(folder.path()).await;
    let pairing = secure.venue.pair("E1").await;
    let url = format!("wss://{}/ws/marking", secure.address);
    let (mut socket, _) = client_async(url, secure.connect().await).await.expect("a socket");
    for message in [hello(&pairing, None), submit(1, "C1", "M1", "4.5")] {
        socket.send(Message::text(message.to_string())).await.expect("an open socket");
    }
    let receipt = loop {
        let heard = timeout(DEADLINE, socket.next()).await.expect("a frame in time").expect("an open socket").expect("a frame");
        let Message::Text(text) = heard else { continue };
        let message: Value = serde_json::from_str(&text).expect("JSON");
        if message["type"] == "receipt" {
            break message;
        }
    };
    assert_eq!(receipt["sequence"], 1);
    // Both listeners end, whoever is connected.
    let _silent = secure.connect().await;
    secure.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_authority_and_another_name_are_refused() {
    let (folder, other) = (tempdir().expect("a folder"), tempdir().expect("a folder"));
    let secure = SecureVenue::open(folder.path()).await;
    let stranger = Authority::open(&other.path().join("authority.pem"), &names("localhost"), SystemTime::now()).expect("an authority");
    for (trusted, name, taken) in [
        (&secure.trusted, "127.0.0.1", true),
        (&secure.trusted, "localhost", true),
        (&secure.trusted, "jinbang.example", false),
        (&Trusted(stranger.certificate().clone()), "127.0.0.1", false),
    ] {
        assert_eq!(trusted.connect(secure.address, name).await.is_ok(), taken, "{name}");
    }
    secure.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_made_over_tls_is_for_tls_only() {
    let folder = tempdir().expect("a folder");
    let secure = SecureVenue::open(folder.path()).await;
    let body = json!({ "password": secure.venue.password });
    let signed_in = secure.request("POST", "/api/session", &[("Content-Type", "application/json")], &body.to_string()).await;
    let cookie = signed_in.header("set-cookie").expect("a cookie").to_owned();
    assert!(cookie.starts_with("__Host-jinbang_session=") && cookie.ends_with("; Secure") && cookie.contains("Path=/;"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a value");
    assert_eq!(secure.request("GET", "/api/desk", &[("Cookie", cookie)], "").await.status, 200);
    let ended = secure.request("DELETE", "/api/session", &[("Cookie", cookie)], "").await;
    assert!(ended.header("set-cookie").is_some_and(|cookie| cookie.starts_with("__Host-jinbang_session=;")), "{ended:?}");
    assert_eq!(secure.request("GET", "/api/desk", &[("Cookie", cookie)], "").await.status, 401);
    // Who signed in both ways signs out of both.
    let again = secure.request("POST", "/api/session", &[("Content-Type", "application/json")], &body.to_string()).await;
    let without_tls = post(secure.venue.address, "/api/session", &[], &body).await;
    let [one, other] =
        [&again, &without_tls].map(|reply| reply.header("set-cookie").expect("a cookie").split(';').next().expect("a value"));
    let both = format!("{other}; {one}");
    assert_eq!(secure.request("DELETE", "/api/session", &[("Cookie", &both)], "").await.status, 204);
    for cookie in [one, other, &both] {
        assert_eq!(secure.request("GET", "/api/desk", &[("Cookie", cookie)], "").await.status, 401, "{cookie}");
    }
    // Without TLS as ever; behind a proxy the page's own address says it.
    let plain = post(secure.venue.address, "/api/session", &[], &body).await;
    assert!(plain.header("set-cookie").is_some_and(|cookie| cookie.starts_with("jinbang_session=") && !cookie.contains("Secure")));
    let origin = format!("https://{}", secure.venue.address);
    let proxied = post(secure.venue.address, "/api/session", &[("Origin", &origin)], &body).await;
    assert!(proxied.header("set-cookie").is_some_and(|cookie| cookie.ends_with("; Secure")), "{proxied:?}");
    secure.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_speak_tls_disturbs_nobody() {
    let folder = tempdir().expect("a folder");
    let secure = SecureVenue::open(folder.path()).await;
    let mut stalled = Vec::new();
    for bytes in [&b""[..], b"\x16\x03\x01\x02\x00\x01", b"\x00garbage", &[0xff; 4_096]] {
        for _ in 0..20 {
            let mut stream = TcpStream::connect(secure.address).await.expect("a connection");
            stream.write_all(bytes).await.expect("an open connection");
            stalled.push(stream);
        }
    }
    let began = Instant::now();
    assert_eq!(secure.request("GET", "/health", &[], "").await.status, 200);
    assert_eq!(get(secure.venue.address, "/health").await.status, 200);
    assert!(began.elapsed() < Duration::from_secs(5), "they waited {:?} for others", began.elapsed());
    // A request without TLS is told where to go.
    let lost = get(secure.address, "/marking").await;
    assert_eq!(lost.status, 400);
    let text = String::from_utf8(lost.body).expect("text");
    assert!(text.contains(&format!("https://{}/", secure.address)), "{text}");
    // A handshake that does not end is ended.
    let mut silent = stalled.swap_remove(0);
    assert_eq!(timeout(DEADLINE, silent.read(&mut [0])).await.expect("an end").unwrap_or(0), 0);
    secure.venue.stop().await;
}

#[test]
fn authority_and_certificate_are_kept_and_nobody_else_reads_the_keys() {
    let folder = tempdir().expect("a folder");
    let now = SystemTime::now();
    let (here, wider) = (names("192.168.1.20 localhost"), names("192.168.1.20 10.0.0.7 localhost"));
    let open = || Local::open(folder.path(), None, now).expect("an authority");
    let first = open();
    let leaf = |local: &Local, names: &[ServerName<'static>], now| local.certificate(names, now).expect("a certificate").cert[0].clone();
    let kept = leaf(&first, &here, now);
    for file in ["authority.pem", "server.pem"] {
        let mode = fs::metadata(folder.path().join("tls").join(file)).expect(file).permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let again = open();
    assert_eq!(first.authority.certificate(), again.authority.certificate());
    assert_eq!(leaf(&again, &here, now), kept, "a restart changes nothing");
    assert_eq!(leaf(&again, &names("localhost"), now), kept, "an address that went away changes nothing");
    let moved = leaf(&again, &wider, now);
    assert_ne!(moved, kept, "a new address is in a new certificate");
    assert_eq!(leaf(&again, &wider, now + 600 * DAY), moved);
    let renewed = leaf(&again, &wider, now + 700 * DAY);
    assert_ne!(renewed, moved, "one that ends soon is made anew");
    assert_ne!(leaf(&again, &wider, now - 400 * DAY), renewed, "and one that is not valid yet");
    // A file that was damaged is replaced; the authority's is not: tablets would have to trust another.
    fs::write(folder.path().join("tls/server.pem"), "torn").expect("a file");
    leaf(&open(), &here, now);
    fs::write(folder.path().join("tls/authority.pem"), "torn").expect("a file");
    assert!(Local::open(folder.path(), None, now).is_err());
}

#[test]
fn the_authority_may_certify_private_addresses_and_its_own_names_only() {
    let folder = tempdir().expect("a folder");
    let now = SystemTime::now();
    let own = names("192.0.2.7 hall.local hall");
    let authority = Authority::open(&folder.path().join("authority.pem"), &own, now).expect("an authority");
    for (name, may) in [
        ("192.0.2.7", true),
        ("192.0.2.8", false),
        ("10.20.30.40", true),
        ("172.31.255.255", true),
        ("172.32.0.1", false),
        ("192.168.0.1", true),
        ("8.8.8.8", false),
        ("fd12::1", true),
        ("2001:db8::1", false),
        ("hall.local", true),
        ("other.local", false),
        ("bank.example", false),
    ] {
        assert_eq!(authority.may_certify(&names(name)[0], now), may, "{name}");
    }
    let local = Local::open(folder.path(), None, now).expect("an authority");
    let asked = names("10.0.0.1 bank.example");
    assert_eq!(local.out_of_reach(&asked, now), ["bank.example"]);
    assert!(local.certificate(&asked, now).is_ok(), "the rest is served all the same");
}

/// The line of what a server said at its start, without its first word.
fn said<'a>(process: &'a str, word: &str) -> &'a str {
    let line = process.lines().find_map(|line| line.trim().strip_prefix(word));
    line.unwrap_or_else(|| panic!("no {word} in\n{process}")).trim()
}

#[tokio::test(flavor = "multi_thread")]
async fn serve_has_tls_where_others_can_reach_it_and_says_how_to_trust_it() {
    let data = tempdir().expect("a folder");
    let start = |listen: &str, more: &[&str]| {
        let mut command = jinbang();
        command.args(["serve", "--listen", listen, "--data"]).arg(data.path()).args(more);
        Process::start(&mut command).ready()
    };
    let loopback = start("127.0.0.1:0", &[]);
    assert_eq!(said(&loopback.said(), "marking"), format!("http://{}/marking", loopback.address));
    loopback.stop();
    let mut fingerprints = Vec::new();
    for flags in [&["--public-url", "http://127.0.0.1:4160"][..], &["--listen-tls", "127.0.0.1:0"]] {
        let open = start("0.0.0.0:0", flags);
        let text = open.said();
        assert!(said(&text, "boards").starts_with("http://") && said(&text, "tablets").starts_with("http://"), "{text}");
        assert!(said(&text, "marking").starts_with("https://") && said(&text, "desk").starts_with("https://"), "{text}");
        assert!(!text.contains("is no name"), "{text}");
        fingerprints.push(said(&text, "SHA-256").to_owned());
        open.stop();
    }
    assert_eq!(fingerprints[0], fingerprints[1], "a restart is no other authority");
    let proxied = start("0.0.0.0:0", &["--public-url", "https://scores.example/"]);
    assert_eq!(said(&proxied.said(), "marking"), "https://scores.example/marking");
    assert!(!proxied.said().contains("SHA-256"));
    proxied.stop();
}

#[test]
fn flags_that_do_not_fit_are_named() {
    let data = tempdir().expect("a folder");
    for (flags, wanted) in [
        (&["--tls", "acme"][..], "--tls acme needs --acme-domain"),
        (&["--tls", "files"], "--tls files needs --tls-cert and --tls-key"),
        (&["--tls-cert", "cert.pem"], "--tls-key"),
        (&["--tls-cert", "nowhere.pem", "--tls-key", "nowhere.pem"], "nowhere.pem: No such file"),
    ] {
        let ended = run(jinbang().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data.path()).args(flags));
        assert!(ended.code == Some(2) && ended.err.contains(wanted), "{flags:?}: {ended:?}");
    }
}

fn write_pair(folder: &Path, authority: &Authority) {
    let (pem, _) = authority.issue(&names("127.0.0.1"), SystemTime::now()).expect("a certificate");
    let (key, certificate) = pem.split_at(pem.find("-----BEGIN CERTIFICATE").expect("a certificate"));
    fs::write(folder.join("key.pem"), key).expect("a file");
    fs::write(folder.join("cert.pem"), certificate).expect("a file");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_given_certificate_is_used_and_no_authority_is_shown() {
    let folder = tempdir().expect("a folder");
    let authority = Authority::open(&folder.path().join("ca.pem"), &[], SystemTime::now()).expect("an authority");
    write_pair(folder.path(), &authority);
    let files = || Files { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
    let secure = SecureVenue::on(Source::Files(files()), Trusted(authority.certificate().clone())).await;
    let facts = secure.request("GET", "/api/trust", &[], "").await.json();
    assert_eq!((&facts["tls"], &facts["authority"]), (&json!("files"), &Value::Null));
    assert_eq!(secure.request("GET", "/trust/jinbang-ca.crt", &[], "").await.status, 404);
    let before = files().certificate().expect("a certificate").cert[0].clone();
    write_pair(folder.path(), &authority);
    assert_ne!(files().certificate().expect("a certificate").cert[0], before, "a renewed one is read again");
    fs::write(folder.path().join("key.pem"), "no key").expect("a file");
    let fault = files().certificate().expect_err("a fault").to_string();
    assert!(fault.contains("key.pem") && fault.contains("a private key"), "{fault}");
    secure.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_can_take_the_authority_without_tls() {
    let folder = tempdir().expect("a folder");
    let secure = SecureVenue::open(folder.path()).await;
    let at = secure.venue.address;
    let facts = get(at, "/api/trust").await.json();
    assert_eq!((&facts["tls"], &facts["https_url"]), (&json!("local"), &json!(format!("https://{}", secure.address))));
    assert!(facts["qr_svg"].as_str().is_some_and(|svg| svg.contains("<svg")));
    let der = get(at, "/trust/jinbang-ca.crt").await;
    assert_eq!((der.header("content-type"), der.body.as_slice()), (Some("application/x-x509-ca-cert"), secure.trusted.0.as_ref()));
    let fingerprint = facts["authority"]["fingerprint"].as_str().expect("a fingerprint").replace(':', "");
    assert_eq!(fingerprint, data_encoding::HEXUPPER.encode(&<sha2::Sha256 as sha2::Digest>::digest(&der.body)));
    let pem = String::from_utf8(get(at, "/trust/jinbang-ca.pem").await.body).expect("text");
    let base64 = data_encoding::BASE64.encode(&der.body);
    assert_eq!(pem.lines().filter(|line| !line.starts_with('-')).collect::<String>(), base64);
    assert!(!pem.contains("PRIVATE"));
    let profile = get(at, "/trust/jinbang.mobileconfig").await;
    assert_eq!(profile.header("content-type"), Some("application/x-apple-aspen-config"));
    let text = String::from_utf8(profile.body).expect("text");
    assert!(text.contains(&base64) && text.contains("com.apple.security.root"), "{text}");
    // The page may ask the TLS port whether it is trusted, and only this page may.
    let asks = format!("connect-src 'self' https://{};", secure.address);
    let policy = |reply: &common::http::Reply| reply.header("content-security-policy").expect("a policy").to_owned();
    assert!(policy(&get(at, "/trust").await).contains(&asks));
    assert!(!policy(&get(at, "/desk").await).contains("https:"));
    secure.venue.stop().await;
}

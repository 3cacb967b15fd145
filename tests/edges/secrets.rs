//! Who may speak on NATS, over TLS and without; what is secret is never said.

use std::{net::SocketAddr, path::Path};

use crate::common::{
    competition::tiny,
    edge::{RunningEdge, until, until_same},
    nats::Nats,
    process::{Process, jinbang, run},
    venue::Venue,
};
use jinbang::server::{
    Edge,
    nats::{LinkFault, NatsOptions},
};
use tempfile::TempDir;

const BOARD: &str = "/api/boards/city/web";
const ANY: &str = "127.0.0.1:0";

fn options(scheme: &str, secret: &str, nats: &Nats) -> NatsOptions {
    NatsOptions::parse(&format!("{scheme}://{secret}127.0.0.1:{}", nats.port)).expect("an address")
}

async fn shows_the_board(options: &NatsOptions) {
    let venue = Venue::relayed(vec![tiny().competition("city")], options).await;
    let edge = RunningEdge::on(options).await;
    until(edge.address, BOARD, |reply| reply.status == 200).await;
    until_same(venue.address, edge.address, BOARD).await;
    edge.stop().await;
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_tokens_and_keys_are_taken() {
    let password = Nats::with("authorization { user: kim, password: \"s@cret\" }\n");
    shows_the_board(&options("nats", "kim:s%40cret@", &password)).await;
    let token = Nats::with("authorization { token: \"t0ken\" }\n");
    shows_the_board(&options("nats", "t0ken@", &token)).await;
    let key = nkeys::KeyPair::new_user();
    let nats = Nats::with(&format!("authorization {{ users: [ {{ nkey: {} }} ] }}\n", key.public_key()));
    let file = nats.folder.path().join("edge.nk");
    std::fs::write(&file, format!("{}\n", key.seed().expect("a seed"))).expect("written");
    shows_the_board(&options("nats", "", &nats).with_files(None, Some(file), None).expect("one way")).await;
}

/// The users that `docs/edges.md` proposes may do what they must.
#[tokio::test(flavor = "multi_thread")]
async fn the_documented_permissions_are_enough() {
    let page = include_str!("../../docs/edges.md");
    let block = page.split("```\n").find(|block| block.starts_with("authorization {")).expect("an example");
    let nats = Nats::with(&block.replace("$ORIGIN", "\"o\"").replace("$EDGE", "\"e\""));
    let venue = Venue::relayed(vec![tiny().competition("city")], &options("nats", "origin:o@", &nats)).await;
    let edge = RunningEdge::on(&options("nats", "edge:e@", &nats)).await;
    until(edge.address, BOARD, |reply| reply.status == 200).await;
    until_same(venue.address, edge.address, BOARD).await;
    until_same(venue.address, edge.address, "/api/key").await;
    // An edge may not speak for an origin.
    let client = async_nats::ConnectOptions::with_user_and_password("edge".to_owned(), "e".to_owned());
    let client = client.connect(nats.url()).await.expect("NATS");
    let mut beats = client.subscribe("jinbang.v1.beats.>").await.expect("a subscription");
    client.publish("jinbang.v1.beats.forged", "".into()).await.expect("sent");
    for _ in 0..2 {
        let beat = futures_util::StreamExt::next(&mut beats).await.expect("a beat");
        assert_eq!(beat.subject.as_str(), "jinbang.v1.beats.city");
    }
    edge.stop().await;
    venue.stop().await;
}

/// With wrong ones it stays up, says why it has nothing, and repeats no secret.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_and_not_repeated() {
    let nats = Nats::with("authorization { user: kim, password: right }\n");
    let url = format!("nats://kim:wr0ng-secret@127.0.0.1:{}", nats.port);
    let edge = Process::start(jinbang().args(["edge", "--listen", ANY, "--nats", &url])).ready();
    let reason = |reply: &crate::common::http::Reply| reply.json()["reason"].as_str().map(str::to_ascii_lowercase).unwrap_or_default();
    let ready = until(edge.address, "/ready", |reply| reason(reply).contains("authorization")).await;
    assert_eq!((ready.status, ready.json()["status"].as_str()), (503, Some("no-boards-yet")));
    let said = edge.said();
    assert!(said.contains("NATS cannot be reached") && said.to_ascii_lowercase().contains("authorization"), "{said}");
    assert!(!said.contains("wr0ng-secret") && !String::from_utf8_lossy(&ready.body).contains("wr0ng-secret"), "{said}");
    edge.stop();
    for (arguments, wanted) in [
        (vec!["--nats", "http://kim:wr0ng-secret@venue"], "an address such as"),
        (vec!["--nats", "nats://kim:wr0ng-secret@venue", "--nats-creds", "/none"], "only one can be given"),
        (vec!["--nats", "nats://venue", "--nats-creds", "/none/edge.creds"], "/none/edge.creds"),
        (vec!["--nats", "tls://venue", "--nats-ca", "/none/ca.pem"], "/none/ca.pem"),
    ] {
        let ended = run(jinbang().args(["edge", "--listen", ANY]).args(arguments));
        assert!(ended.code == Some(2) && ended.err.contains(wanted), "{ended:?}");
        assert!(!ended.err.contains("wr0ng-secret"), "{ended:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_none_is_told_with_its_file_alone() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("edge.nk");
    for content in ["SUsecret SUsecret", "a secret that is no seed", ""] {
        std::fs::write(&file, content).expect("written");
        let options = NatsOptions::parse("nats://venue").expect("an address").with_files(None, Some(file.clone()), None).expect("one way");
        let Err(fault) = Edge::open(&options, String::new()).await else { panic!("{content} is no seed") };
        let text = fault.to_string();
        assert!(text.contains("edge.nk") && !text.contains("secret"), "{text}");
    }
    let error = LinkFault::Address("nats://venue".to_owned()).to_string();
    assert!(error.contains("nats://venue"));
}

/// A certificate for 127.0.0.1 by an authority of its own; its files are in `folder`.
fn certificates(folder: &Path) {
    let authority_key = rcgen::KeyPair::generate().expect("a key");
    let mut authority = rcgen::CertificateParams::new(Vec::new()).expect("no names");
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let certificate = authority.self_signed(&authority_key).expect("signed");
    let key = rcgen::KeyPair::generate().expect("a key");
    let own = rcgen::CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("a name");
    let signed = own.signed_by(&key, &rcgen::Issuer::from_params(&authority, &authority_key)).expect("signed");
    for (file, text) in [("ca.pem", certificate.pem()), ("nats.pem", signed.pem()), ("nats.key", key.serialize_pem())] {
        std::fs::write(folder.join(file), text).expect("written");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_is_reached_over_tls_where_its_authority_is_known() {
    let folder = TempDir::new().expect("a folder");
    certificates(folder.path());
    let nats = Nats::in_folder(folder, "tls { cert_file: \"nats.pem\", key_file: \"nats.key\" }\n");
    let ca = nats.folder.path().join("ca.pem");
    let trusting = options("tls", "", &nats).with_files(None, None, Some(ca)).expect("no secrets");
    let venue = Venue::relayed(vec![tiny().competition("city")], &trusting).await;
    let edge = RunningEdge::on(&trusting).await;
    until(edge.address, BOARD, |reply| reply.status == 200).await;
    until_same(venue.address, edge.address, BOARD).await;
    // Somebody else's certificate is nobody's word.
    let doubting = RunningEdge::on(&options("tls", "", &nats)).await;
    let ready =
        until(doubting.address, "/ready", |reply| reply.json()["reason"].as_str().is_some_and(|reason| reason.contains(": "))).await;
    assert_eq!(ready.status, 503);
    doubting.stop().await;
    edge.stop().await;
    venue.stop().await;
}

/// An edge speaks TLS to its viewers with a given certificate.
#[tokio::test(flavor = "multi_thread")]
async fn an_edge_has_a_given_certificate() {
    let (nats, folder) = (Nats::start(), TempDir::new().expect("a folder"));
    certificates(folder.path());
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (certificate, key, url) = (file("nats.pem"), file("nats.key"), nats.url());
    let arguments = ["edge", "--listen", ANY, "--listen-tls", ANY, "--tls-cert", &certificate, "--tls-key", &key, "--nats", &url];
    let edge = Process::start(jinbang().args(arguments)).ready();
    let said = edge.said();
    let address = said.split("https://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
    let address: SocketAddr = address.parse().expect("an address");
    let pem = std::fs::read_to_string(file("ca.pem")).expect("a certificate");
    let reply = crate::common::secure::get_trusting(address, &pem, "/health").await;
    assert_eq!((reply.status, reply.json()["status"].as_str()), (200, Some("no-boards-yet")));
    edge.stop();
}

//! A server that is asked to stop does, whoever is connected and says nothing.

use crate::common;

use common::{
    competition::tiny,
    http::DEADLINE,
    socket::{Socket, hello, viewer},
    venue::{Venue, venue},
};
use jinbang::{journal::JournalStore, server::control};
use tempfile::tempdir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UnixStream},
    time::timeout,
};

/// Waits until the server has read what was written so far: it has answered a request that came after.
async fn server_has_seen_everything(venue: &Venue) {
    common::http::get(venue.address, "/health").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_request_does_not_hold_the_server() {
    let venue = venue(tiny()).await;
    let mut idle = TcpStream::connect(venue.address).await.expect("a connection");
    let mut half = TcpStream::connect(venue.address).await.expect("a connection");
    half.write_all(b"POST /api/pair HTTP/1.1\r\nHost: venue\r\nContent-Type: application/json\r\n").await.expect("a connection");
    let mut body = TcpStream::connect(venue.address).await.expect("a connection");
    let head = "POST /api/pair HTTP/1.1\r\nHost: venue\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{";
    body.write_all(head.as_bytes()).await.expect("a connection");
    server_has_seen_everything(&venue).await;
    venue.stop().await;
    assert_eq!(idle.read(&mut [0]).await.unwrap_or(0), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_sockets_do_not_hold_the_server() {
    let venue = venue(tiny()).await;
    let pairing = venue.pair("E1").await;
    let mut nothing_said = Socket::connect(venue.address, "/ws/marking").await;
    let mut never_reads = Socket::connect(venue.address, "/ws/marking").await;
    never_reads.send(hello(&pairing, None)).await;
    let _viewer = viewer(venue.address, "city").await;
    server_has_seen_everything(&venue).await;
    venue.stop().await;
    assert_eq!(nothing_said.until_closed().await.expect("a reason")["code"], "stopping");
}

/// Somebody holds the control socket open and says nothing: others are served, and the server stops.
#[tokio::test(flavor = "multi_thread")]
async fn a_silent_command_holds_nothing() {
    let folder = tempdir().expect("a folder");
    let store = JournalStore::open(folder.path()).expect("a journal");
    let venue = Venue::on(store, vec![tiny().competition("city")]).await;
    let door = control::open(venue.app(), folder.path()).expect("a control socket");
    let _silent = UnixStream::connect(folder.path().join(control::CONTROL_SOCKET)).await.expect("a connection");
    let asked = control::ControlRequest::Pair { expert: "E1".to_owned(), competition: None, skill: None };
    let answer = timeout(DEADLINE, control::ask(folder.path(), &asked)).await.expect("an answer in time").expect("an answer");
    assert!(matches!(answer, control::ControlAnswer::Code { .. }), "{answer:?}");
    venue.stop().await;
    door.await.expect("no panic");
    assert!(!folder.path().join(control::CONTROL_SOCKET).exists());
}

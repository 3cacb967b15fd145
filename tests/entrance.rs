//! Connections that say nothing, say half of it, or do not take what they are sent: they are closed in time, and nobody waits for them.

use crate::common;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use common::{
    competition::tiny,
    contest::measuring,
    disk::Disk,
    http::{DEADLINE, get},
    secure::SecureVenue,
    socket::{Socket, submit, tablet, viewer},
    stream::Stream,
    venue::{Venue, venue},
};
use jinbang::{
    competition::{Competition, Text},
    journal::JournalStore,
    server::Patience,
};
use tempfile::tempdir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    task::yield_now,
    time::timeout,
};

/// What is short of others' usual time.
const SHORT: Duration = Duration::from_millis(400);
/// How late it may be noticed, on a machine that does other things too.
const LATE: Duration = Duration::from_secs(5);
const EVENTS: &str = "/api/boards/city/web/events";
const HELLO: &str = "GET /health HTTP/1.1\r\nHost: venue\r\n\r\n";

fn patience() -> Patience {
    Patience { head: SHORT, body: SHORT, send: SHORT }
}

/// Its board is a megabyte: more than any buffer on the way takes in.
fn wide() -> Competition {
    let mut competition = measuring("city", 400);
    for competitor in &mut competition.skills[0].competitors {
        competitor.name = Text::plain("long name ".repeat(250));
    }
    competition
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let waited = async {
        while !is_so() {
            yield_now().await;
        }
    };
    timeout(LATE, waited).await.unwrap_or_else(|_| panic!("still not: {what}"));
}

/// Somebody who takes in little, has asked, and reads no answer.
async fn never_reads(address: SocketAddr, path: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(2_048).expect("a small buffer");
    let mut stream = socket.connect(address).await.expect("a connection");
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: venue\r\n\r\n").as_bytes()).await.expect("a connection");
    stream
}

/// Whether the server has closed, and when.
async fn end(stream: &mut TcpStream) -> Duration {
    let begun = Instant::now();
    let mut answer = Vec::new();
    let _ = timeout(DEADLINE, stream.read_to_end(&mut answer)).await.expect("an end");
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_takes_nothing_is_closed_and_gives_its_place_back() {
    for path in [EVENTS, "/clics/city/contests/web/event-feed"] {
        let patience = Patience { send: 4 * SHORT, ..patience() };
        let venue = Venue::impatient(vec![wide()], patience).await;
        let mut slow = Vec::new();
        for _ in 0..20 {
            slow.push(never_reads(venue.address, path).await);
        }
        until("all have places", || venue.app().viewers.taken_in_all() == 20).await;
        let mut reads = Stream::open(venue.address, path, &[]).await;
        let reading = tokio::spawn(async move { while reads.line().await.is_some() {} });
        until("only who reads has a place", || venue.app().viewers.taken_in_all() == 1).await;
        for mut stream in slow {
            assert!(end(&mut stream).await < LATE, "{path}");
        }
        assert!(!reading.is_finished(), "{path}");
        venue.stop().await;
        reading.await.expect("it ends with the server");
    }
}

/// It reads a little every now and then: that is not what it was sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_takes_a_little_of_an_event_is_closed_too() {
    let venue = Venue::impatient(vec![wide()], patience()).await;
    let mut slow = never_reads(venue.address, EVENTS).await;
    let begun = Instant::now();
    let mut taken = 0;
    let mut little = [0; 512];
    let gone = async {
        loop {
            match slow.read(&mut little).await {
                Ok(0) | Err(_) => return,
                Ok(bytes) => taken += bytes,
            }
            tokio::time::sleep(SHORT / 8).await;
        }
    };
    timeout(DEADLINE, async {
        tokio::select! {
            () = gone => {}
            () = until("its place is given back", || begun.elapsed() >= SHORT && venue.app().viewers.taken_in_all() == 0) => {}
        }
    })
    .await
    .expect("closed");
    assert!(begun.elapsed() >= SHORT && begun.elapsed() < LATE, "{:?}", begun.elapsed());
    venue.stop().await;
}

/// Five marks came while it was not reading: there is no backlog of them.
#[tokio::test(flavor = "multi_thread")]
async fn who_reads_again_in_time_gets_the_newest_state() {
    let venue = Venue::on(JournalStore::with_backend(Disk::default()).expect("a new journal"), vec![wide()]).await;
    let slow = never_reads(venue.address, EVENTS).await;
    until("it has a place", || venue.app().viewers.taken_in_all() == 1).await;
    let mut watching = viewer(venue.address, "city").await;
    watching.until("snapshot").await;
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    for number in 0..5_u64 {
        expert.send(submit(number + 1, &format!("C{number}"), "M1", "4")).await;
        expert.until("receipt").await;
        watching.until("delta").await;
    }
    let mut reader = Stream::of(slow).await;
    for version in ["1-", "6-"] {
        let event = reader.event().await.expect("an event");
        assert_eq!(event[1].1, "snapshot");
        assert!(event[0].1.starts_with(version), "{}", event[0].1);
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_of_a_request_is_not_waited_for() {
    let venue = Venue::impatient(vec![tiny().competition("city")], patience()).await;
    let body = "POST /api/pair HTTP/1.1\r\nHost: venue\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{";
    for said in ["", "G", "GET /health HTTP/1.1\r\nHost: ven", HELLO, body] {
        let mut stream = TcpStream::connect(venue.address).await.expect("a connection");
        stream.write_all(said.as_bytes()).await.expect("a connection");
        let waited = end(&mut stream).await;
        assert!(waited >= SHORT / 2 && waited < SHORT + LATE, "{said:?}: {waited:?}");
    }
    until("no guest is left", || venue.app().guests.seated() == 0).await;
    venue.stop().await;
}

/// One byte now and then does not make a request.
#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_dribbles_is_not_waited_for() {
    let venue = Venue::impatient(vec![tiny().competition("city")], patience()).await;
    let mut stream = TcpStream::connect(venue.address).await.expect("a connection");
    let begun = Instant::now();
    for byte in HELLO.bytes().cycle() {
        if stream.write_all(&[byte]).await.is_err() || venue.app().guests.seated() == 0 && begun.elapsed() >= SHORT {
            break;
        }
        // Not to wait for anything: this is what a dribbler does.
        tokio::time::sleep(SHORT / 20).await;
        assert!(begun.elapsed() < LATE, "it may go on for ever");
    }
    assert!(begun.elapsed() >= SHORT / 2, "{:?}", begun.elapsed());
    venue.stop().await;
}

/// All seats are taken by those who say nothing: tablets get in all the same, also from the same address, and lose nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_that_says_nothing_keeps_no_tablet_out() {
    let venue = venue(tiny()).await;
    venue.app().guests.allow(40, 30);
    let pairing = venue.pair("E1").await;
    let mut before = tablet(venue.address, &pairing).await;
    let mut crowd = Vec::new();
    for number in 0..200 {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(format!("127.0.0.{}:0", 1 + number % 3).parse().expect("an address")).expect("a loopback address");
        let mut stream = socket.connect(venue.address).await.expect("a connection");
        if number % 2 == 0 {
            stream.write_all(b"GET /ws/marking HTTP/1.1\r\nHo").await.expect("a connection");
        }
        crowd.push(stream);
        assert!(venue.app().guests.seated() <= 40);
    }
    until("the crowd is in", || venue.app().guests.seated() == 40).await;
    assert_eq!(get(venue.address, "/health").await.status, 200);
    let mut late = tablet(venue.address, &venue.pair("E2").await).await;
    for (tablet, aspect) in [(&mut before, "M1"), (&mut late, "M1")] {
        tablet.send(submit(1, "C1", aspect, "4")).await;
        tablet.until_either("receipt", "refused").await;
    }
    // Who came first left first.
    assert!(end(&mut crowd[0]).await < LATE);
    venue.stop().await;
}

/// Sockets that do not say whose tablet they are take no tablet's place, and leave for those who do.
#[tokio::test(flavor = "multi_thread")]
async fn only_tablets_take_tablets_places() {
    let venue = venue(tiny()).await;
    venue.app().guests.allow(10, 10);
    let free = venue.app().tablets.available_permits();
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(Socket::connect(venue.address, "/ws/marking").await);
    }
    assert_eq!(venue.app().tablets.available_permits(), free);
    let _tablet = tablet(venue.address, &venue.pair("E1").await).await;
    assert_eq!(venue.app().tablets.available_permits(), free - 1);
    assert!(silent[0].until_closed().await.is_none(), "it left for another");
    venue.stop().await;
}

/// Handshakes are guests too.
#[tokio::test(flavor = "multi_thread")]
async fn handshakes_that_stall_leave_for_others() {
    let folder = tempdir().expect("a folder");
    let secure = SecureVenue::open(folder.path()).await;
    secure.venue.app().guests.allow(10, 10);
    let mut stalled = Vec::new();
    for _ in 0..30 {
        stalled.push(TcpStream::connect(secure.address).await.expect("a connection"));
    }
    assert_eq!(secure.request("GET", "/health", &[], "").await.status, 200);
    assert!(end(&mut stalled[0]).await < LATE);
    assert!(secure.venue.app().guests.seated() <= 10);
    secure.venue.stop().await;
}

//! Connections that break in the middle of a commit: before the server has heard of it, or after it has committed and before it can say so.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering},
    },
};

use super::{Cluster, each_is_there_once};
use crate::common::contest::{Writing, measure, measuring, pair, stored};
use jinbang::journal::JournalStore;
use tempfile::tempdir;

const THROUGH: u8 = 0;
const CUT_BEFORE: u8 = 1;
const CUT_AFTER: u8 = 2;

/// What every commit of a mark has in it, and nothing else.
const OF_A_MARK: &[u8] = b"\"aspect\":\"M1\"";

/// Stands between the writer and its server.
struct Proxy {
    port: u16,
    armed: Arc<AtomicU8>,
    cuts: Arc<AtomicU32>,
}

impl Proxy {
    fn before(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let proxy = Self {
            port: listener.local_addr().expect("its number").port(),
            armed: Arc::new(AtomicU8::new(THROUGH)),
            cuts: Arc::new(AtomicU32::new(0)),
        };
        let (armed, cuts) = (Arc::clone(&proxy.armed), Arc::clone(&proxy.cuts));
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let server = TcpStream::connect(("127.0.0.1", server)).expect("the server");
                let (armed, cuts) = (Arc::clone(&armed), Arc::clone(&cuts));
                std::thread::spawn(move || carry(&client, &server, &armed, &cuts));
            }
        });
        proxy
    }
}

/// One connection. The way back is carried by another thread until a cut swallows what comes.
fn carry(client: &TcpStream, server: &TcpStream, armed: &AtomicU8, cuts: &AtomicU32) {
    let swallowing = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(count @ 1..) = (&*server).read(&mut bytes) {
                if swallowing.load(Ordering::SeqCst) || (&*client).write_all(&bytes[..count]).is_err() {
                    break;
                }
            }
            let _ = client.shutdown(Shutdown::Both);
            let _ = server.shutdown(Shutdown::Both);
        });
        let mut bytes = vec![0; 1 << 16];
        while let Ok(count @ 1..) = (&*client).read(&mut bytes) {
            let is_commit = bytes[..count].windows(OF_A_MARK.len()).any(|window| window == OF_A_MARK);
            let cut = if is_commit { armed.swap(THROUGH, Ordering::SeqCst) } else { THROUGH };
            if cut != THROUGH {
                cuts.fetch_add(1, Ordering::SeqCst);
                swallowing.store(true, Ordering::SeqCst);
            }
            if cut == CUT_BEFORE || (&*server).write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        let _ = server.shutdown(Shutdown::Both);
        let _ = client.shutdown(Shutdown::Both);
    });
}

#[test]
fn a_commit_whose_answer_is_lost_is_found_out_about() {
    let (cluster, folder) = (Cluster::shared(), tempdir().expect("a folder"));
    let database = cluster.database();
    let proxy = Proxy::before(cluster.port);
    let store = JournalStore::open_postgres(&Cluster::url_at(proxy.port, &database), folder.path()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 200)]).expect("a contest");
    stored(writing.ask(pair("E1")));
    let mut receipts = Vec::new();
    for number in 1..=40 {
        proxy.armed.store(if number % 2 == 0 { CUT_BEFORE } else { CUT_AFTER }, Ordering::SeqCst);
        receipts.push(stored(writing.ask(measure("E1", number, number))));
        assert_eq!(u64::from(proxy.cuts.load(Ordering::SeqCst)), number, "the commit was cut");
    }
    assert_eq!(receipts.iter().map(|receipt| receipt.position).collect::<Vec<_>>(), (3..=42).collect::<Vec<_>>());
    writing.stop();
    each_is_there_once(&store, &receipts);
    let confirmed: u32 = cluster.sql(&database, "SELECT value FROM jinbang.meta WHERE name = 'confirmed'").parse().expect("a number");
    assert!(confirmed >= 1, "some were there already, and a commit behind them said that they stay");
}

/// An administrator who ends every connection, over and over, while three experts judge.
#[test]
fn a_storm_of_ended_connections_loses_and_doubles_nothing() {
    let (cluster, folder) = (Cluster::shared(), tempdir().expect("a folder"));
    let database = cluster.database();
    let store = JournalStore::open_postgres(&cluster.url(&database), folder.path()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 2_000)]).expect("a contest");
    let mut receipts = Vec::new();
    for expert in ["E1", "E2", "E3"] {
        stored(writing.ask(pair(expert)));
    }
    for round in 0..15 {
        std::thread::scope(|scope| {
            let judging: Vec<_> = (0_u64..3)
                .map(|expert| {
                    let writing = &writing;
                    scope.spawn(move || {
                        let commands = (1..=30).map(|number| {
                            let number = round * 30 + number;
                            measure(&format!("E{}", expert + 1), number, expert * 600 + number)
                        });
                        commands.map(|command| stored(writing.ask(command))).collect::<Vec<_>>()
                    })
                })
                .collect();
            let ended = cluster
                .sql("postgres", &format!("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database}'"));
            assert_ne!(ended, "0");
            receipts.extend(judging.into_iter().flat_map(|one| one.join().expect("no panic")));
        });
    }
    writing.stop();
    assert_eq!(receipts.len(), 15 * 90);
    each_is_there_once(&store, &receipts);
}

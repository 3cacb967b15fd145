//! The least a durable receipt can cost: an event loop that appends what has arrived to a preallocated file, syncs once, and answers all.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    os::unix::fs::FileExt,
    path::PathBuf,
    time::Duration,
};

use mio::{
    Events, Interest, Poll, Token,
    net::{TcpListener, TcpStream as MioStream},
};

use super::client::{Load, Measured};

/// As long as one of our journal's records.
const RECORD_BYTES: usize = 256;
const FILE_BYTES: usize = 128 << 20;
const LISTENER: Token = Token(usize::MAX);

pub fn serve() {
    let folder = PathBuf::from(std::env::var_os("JINBANG_BENCH_DATA").expect("a folder"));
    let file = super::probe::preallocated(&folder.join("log"), FILE_BYTES);
    let mut listener = TcpListener::bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    println!("{}", listener.local_addr().expect("bound"));
    let mut poll = Poll::new().expect("an event loop");
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE).expect("room");
    let (mut events, mut clients, mut offset) = (Events::with_capacity(1_024), Vec::<MioStream>::new(), 0);
    loop {
        poll.poll(&mut events, None).expect("the event loop goes on");
        let (mut batch, mut waiting) = (Vec::new(), Vec::new());
        for event in &events {
            if event.token() == LISTENER {
                while let Ok((mut stream, _)) = listener.accept() {
                    let _ = stream.set_nodelay(true);
                    poll.registry().register(&mut stream, Token(clients.len()), Interest::READABLE).expect("room");
                    clients.push(stream);
                }
                continue;
            }
            if read_record(&mut clients[event.token().0], &mut batch) {
                waiting.push(event.token().0);
            }
        }
        if !batch.is_empty() {
            file.write_all_at(&batch, offset % (FILE_BYTES as u64 / 2)).expect("the disk takes it");
            file.sync_data().expect("the disk keeps it");
            offset += batch.len() as u64;
        }
        for client in waiting {
            let _ = clients[client].write_all(&[1; 64]);
        }
    }
}

fn read_record(stream: &mut MioStream, batch: &mut Vec<u8>) -> bool {
    let mut record = [0; RECORD_BYTES];
    let mut length = 0;
    loop {
        match stream.read(&mut record[length..]) {
            Ok(0) => return false,
            Ok(more) if length + more == RECORD_BYTES => {
                batch.extend_from_slice(&record);
                return true;
            }
            Ok(more) => length += more,
            // A record this small comes in one piece on loopback.
            Err(error) if error.kind() == ErrorKind::WouldBlock => return false,
            Err(_) => return false,
        }
    }
}

struct Bare(SocketAddr);

impl Load for Bare {
    fn connect(&mut self, _: usize) -> TcpStream {
        TcpStream::connect(self.0).expect("the bare loop listens")
    }

    fn request(&mut self, _: usize, number: u64, into: &mut Vec<u8>) {
        into.extend_from_slice(&number.to_le_bytes());
        into.resize(RECORD_BYTES, 7);
    }

    fn answer(bytes: &[u8]) -> Option<usize> {
        (bytes.len() >= 64).then_some(64)
    }
}

pub fn sample(clients: usize, length: Duration) -> Option<Measured> {
    let folder = super::support::scratch();
    let (process, address) = super::support::process::Process::start_role("bare", folder.path(), clients);
    Some(super::run(Bare(address.parse().ok()?), &process, clients, length))
}

//! The same question to a Redis sorted set over a socket: a new total, its rank, the first 50.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    time::Instant,
};

use super::{
    question::{COMPETITORS, FIRST_ROWS, Mark},
    support::{Scatter, process::Process, redis, scratch},
};

const PIPELINE: usize = 64;

pub struct SortedSet {
    socket: TcpStream,
    _process: Process,
    _folder: tempfile::TempDir,
}

impl SortedSet {
    /// With a total for everybody; `None` where there is no Redis.
    pub fn new() -> Option<Self> {
        let folder = scratch();
        let (process, address) = redis::start(folder.path(), &[])?;
        let socket = TcpStream::connect(address).expect("redis listens");
        socket.set_nodelay(true).expect("a socket");
        let set = Self { socket, _process: process, _folder: folder };
        let mut scatter = Scatter::new(1);
        let mut reader = BufReader::new(&set.socket);
        for first in (0..COMPETITORS).step_by(1_000) {
            let mut request = Vec::new();
            (first..first + 1_000).for_each(|competitor| zadd(&mut request, competitor, scatter.below(1_001)));
            (&set.socket).write_all(&request).expect("sent");
            (0..1_000).for_each(|_| answer(&mut reader));
        }
        Some(set)
    }

    /// Per mark, in µs: three commands, each waiting for the one before.
    pub fn one_command_at_a_time(&self, marks: &[Mark]) -> Vec<f64> {
        let mut reader = BufReader::new(&self.socket);
        let mut timed = |mark: &Mark| {
            let start = Instant::now();
            for command in [zadd_of, zrevrank, zrevrange] {
                let mut request = Vec::new();
                command(&mut request, mark);
                (&self.socket).write_all(&request).expect("sent");
                answer(&mut reader);
            }
            start.elapsed().as_secs_f64() * 1e6
        };
        marks.iter().map(&mut timed).collect()
    }

    /// Per mark, in µs: 64 marks are asked about at once.
    #[allow(clippy::cast_precision_loss)] // 64 at most
    pub fn pipelined(&self, marks: &[Mark]) -> Vec<f64> {
        let mut reader = BufReader::with_capacity(1 << 18, &self.socket);
        let mut timed = |batch: &[Mark]| {
            let start = Instant::now();
            let mut request = Vec::new();
            for mark in batch {
                zadd_of(&mut request, mark);
                zrevrank(&mut request, mark);
                zrevrange(&mut request, mark);
            }
            (&self.socket).write_all(&request).expect("sent");
            (0..3 * batch.len()).for_each(|_| answer(&mut reader));
            start.elapsed().as_secs_f64() * 1e6 / batch.len() as f64
        };
        marks.chunks(PIPELINE).map(&mut timed).collect()
    }
}

fn zadd(into: &mut Vec<u8>, competitor: usize, total: usize) {
    command(into, &["ZADD", "totals", &total.to_string(), &format!("C{competitor:05}")]);
}

fn zadd_of(into: &mut Vec<u8>, mark: &Mark) {
    // A total that is as far from the one before as one aspect's mark can move it.
    let scattered = Scatter::new(mark.competitor as u64).below(900);
    zadd(into, mark.competitor, scattered + usize::try_from(mark.hundredths).unwrap_or(0));
}

fn zrevrank(into: &mut Vec<u8>, mark: &Mark) {
    command(into, &["ZREVRANK", "totals", &format!("C{:05}", mark.competitor)]);
}

fn zrevrange(into: &mut Vec<u8>, _: &Mark) {
    command(into, &["ZREVRANGE", "totals", "0", &(FIRST_ROWS - 1).to_string(), "WITHSCORES"]);
}

fn command(into: &mut Vec<u8>, words: &[&str]) {
    write!(into, "*{}\r\n", words.len()).expect("memory");
    for word in words {
        write!(into, "${}\r\n{word}\r\n", word.len()).expect("memory");
    }
}

/// Reads one answer whole.
fn answer(reader: &mut impl BufRead) {
    let mut line = String::new();
    reader.read_line(&mut line).expect("an answer");
    let number = || line[1..].trim().parse::<usize>().expect("a number");
    match line.as_bytes()[0] {
        b'*' => (0..number()).for_each(|_| answer(reader)),
        b'$' => {
            let mut bytes = vec![0; number() + 2];
            reader.read_exact(&mut bytes).expect("a string");
        }
        b':' | b'+' => {}
        _ => panic!("{line}"),
    }
}

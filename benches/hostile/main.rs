//! What judges feel of ten thousand viewers who do harm. The server, the judge and the crowd are processes of their own on this machine; the
//! crowd stands back for the other two, as if it were on machines of its own.
//!
//! `cargo bench --bench hostile` (`CROWD`, `COMPETITORS`, `SECONDS` and `ROUNDS` narrow it). In each round a judge enters a mark every 10 ms
//! and a tablet comes anew every 100 ms, first in peace, then in the crowd; figures are medians of the rounds. The crowd: viewers over
//! WebSocket and over Server-Sent Events that never read, senders of garbage, half requests a byte a second, and connections that are dropped
//! as soon as they are made. One viewer watches and reads all the time. *Slow reader until*: the longest time after which one of those who
//! never read was found to be still connected.

mod crowd;
#[path = "../fan_out/server.rs"]
mod server;
#[path = "../fan_out/sockets.rs"]
mod sockets;
#[path = "../support/mod.rs"]
mod support;

use std::{
    env,
    io::Read,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use jinbang::server::{FILES_WANTED, VIEWERS_MAX};
use sockets::{Judge, next_frame, open};
use support::{median, process::Process, quantile, scratch};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PACE: Duration = Duration::from_millis(10);
/// One mark of so many is followed by a tablet that comes anew.
const MARKS_PER_TABLET: usize = 10;

fn main() {
    rlimit::increase_nofile_limit(FILES_WANTED).expect("the system says how many files there may be");
    match env::var("JINBANG_BENCH_ROLE").as_deref() {
        Ok(role) if role.starts_with("crowd") => return crowd::gather(),
        Ok(_) => return server::serve(VIEWERS_MAX),
        Err(_) => {}
    }
    let (crowd, rounds) = (setting("CROWD").unwrap_or(10_000), setting("ROUNDS").unwrap_or(5));
    println!("a crowd of {crowd}, {rounds} rounds, a board of {} competitors; medians; ms", competitors());
    let rounds: Vec<Round> = (0..rounds).map(|_| round(crowd)).collect();
    let of = |pick: &dyn Fn(&Round) -> f64| median(&mut rounds.iter().map(pick).collect::<Vec<_>>());
    println!("                    in peace  in the crowd  ratio");
    for (name, share) in [("receipt, median", 0.5), ("receipt, p99", 0.99)] {
        let [peace, attack] = [of(&|round| round.peace.receipt(share)), of(&|round| round.attack.receipt(share))];
        let ratio = of(&|round| round.attack.receipt(share) / round.peace.receipt(share));
        println!("{name:<20}{peace:>8.2}{attack:>14.2}{ratio:>7.2}");
    }
    for (name, share) in [("tablet in, median", 0.5), ("tablet in, p99", 0.99)] {
        let [peace, attack] = [of(&|round| round.peace.welcome(share)), of(&|round| round.attack.welcome(share))];
        println!("{name:<20}{peace:>8.2}{attack:>14.2}{:>7.2}", attack / peace);
    }
    println!(
        "memory of the server: {:.0} MB before, {:.0} in the crowd, {:.0} after",
        of(&|r| r.before),
        of(&|r| r.during),
        of(&|r| r.after)
    );
    println!("slow reader until: {:.2} s, in the worst round {:.2}", of(&|r| r.slow), rounds.iter().map(|r| r.slow).fold(0.0, f64::max));
    println!("harm done in a round: {}", rounds.last().map_or("", |round| &round.harm));
}

fn setting(name: &str) -> Option<usize> {
    env::var(name).ok()?.parse().ok()
}

/// Enough that a board is larger than what the system keeps for a viewer.
fn competitors() -> usize {
    setting("COMPETITORS").unwrap_or(2_000)
}

struct Round {
    peace: Waits,
    attack: Waits,
    /// Memory of the server, in megabytes.
    before: f64,
    during: f64,
    after: f64,
    /// Seconds.
    slow: f64,
    harm: String,
}

/// In milliseconds.
struct Waits {
    receipts: Vec<f64>,
    welcomes: Vec<f64>,
}

impl Waits {
    fn receipt(&self, share: f64) -> f64 {
        quantile(&mut self.receipts.clone(), share)
    }

    fn welcome(&self, share: f64) -> f64 {
        quantile(&mut self.welcomes.clone(), share)
    }
}

fn round(size: usize) -> Round {
    let folder = scratch();
    let (server, line) = Process::start_role("server", folder.path(), competitors());
    let (address, token) = line.split_once(' ').expect("an address and a token");
    let mut judge = Judge::connect(address, token);
    let board = watch(address);
    let megabytes = || server.resident_bytes() / f64::from(1 << 20);
    let seconds = Duration::from_secs(setting("SECONDS").unwrap_or(15) as u64);
    judging(&mut judge, address, token, Duration::from_secs(1));
    let (peace, before) = (judging(&mut judge, address, token, seconds / 2), megabytes());
    let (mut crowd, _) = Process::start_role(&format!("crowd {address} {size}"), Path::new(""), board);
    let (attack, during) = (judging(&mut judge, address, token, seconds), megabytes());
    let mut told = String::new();
    crowd.0.stdout.take().expect("piped").read_to_string(&mut told).expect("the crowd tells what it did");
    let (slow, harm) = told.trim().split_once(' ').expect("seconds and words");
    drop(crowd);
    judging(&mut judge, address, token, Duration::from_secs(1));
    Round { peace, attack, before, during, after: megabytes(), slow: slow.parse().expect("a number"), harm: harm.to_owned() }
}

fn judging(judge: &mut Judge, address: &str, token: &str, time: Duration) -> Waits {
    let (mut waits, end) = (Waits { receipts: Vec::new(), welcomes: Vec::new() }, Instant::now() + time);
    while Instant::now() < end {
        let start = Instant::now();
        judge.submit();
        waits.receipts.push(start.elapsed().as_secs_f64() * 1e3);
        if waits.receipts.len().is_multiple_of(MARKS_PER_TABLET) {
            let start = Instant::now();
            drop(Judge::connect(address, token));
            waits.welcomes.push(start.elapsed().as_secs_f64() * 1e3);
        }
        thread::sleep(PACE.saturating_sub(start.elapsed()));
    }
    waits
}

/// Somebody looks at the board in peace too, so that it is made anew then as well. Answers the length of a whole board, in bytes.
fn watch(address: &str) -> usize {
    let (mut stream, mut received) = open(address, "/ws/board/bench/bench");
    let board = next_frame(&mut stream, &mut received).len();
    // Ends with the server.
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        while stream.read(&mut buffer).is_ok_and(|length| length > 0) {}
    });
    board
}

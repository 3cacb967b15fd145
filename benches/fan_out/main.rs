//! From a judge's mark to the last viewer's screen: one real server, one judge, and viewers on `/ws/board`.
//!
//! `cargo bench --bench fan_out` (`VIEWERS`, `UPDATES` and `COMPETITORS` narrow it). The judge enters a mark every 250 ms when all viewers
//! have the one before. A board moves at most once per tick of the server, so a part of the wait is the wait for the tick; the time from the
//! first to the last viewer is the fan-out alone. Viewers and server share this machine's cores.

mod server;
mod sockets;
#[path = "../support/mod.rs"]
mod support;
mod viewers;

use std::{
    env,
    time::{Duration, Instant},
};

use sockets::Judge;
use support::{median, process::Process, quantile, scratch};
use viewers::Viewers;

const PAUSE: Duration = Duration::from_millis(250);

fn main() {
    let competitors = setting("COMPETITORS").unwrap_or(100);
    if env::var_os("JINBANG_BENCH_ROLE").is_some() {
        server::serve();
        return;
    }
    let updates = setting("UPDATES").unwrap_or(40);
    println!("{updates} marks, a board of {competitors} competitors; times in ms from the submit, medians and the 99th of 100");
    println!(
        "                         first      last               first           deliveries    CPU µs/    CPU µs/      delta   snapshot    RSS kB/"
    );
    println!(
        "   viewers   receipt    viewer    viewer       p99   to last       p99   a second     update   delivery      bytes      bytes     viewer"
    );
    for viewers in setting("VIEWERS").map_or(vec![1, 100, 1_000, 5_000], |one| vec![one]) {
        measure(viewers, updates);
    }
}

fn setting(name: &str) -> Option<usize> {
    env::var(name).ok()?.parse().ok()
}

/// What one mark took, in milliseconds from its submit.
struct Update {
    receipt: f64,
    first: f64,
    last: f64,
}

#[allow(clippy::cast_precision_loss)]
fn measure(count: usize, updates: usize) {
    let folder = scratch();
    let (process, line) = Process::start_role("server", folder.path(), setting("COMPETITORS").unwrap_or(100));
    let (address, token) = line.split_once(' ').expect("an address and a token");
    let mut judge = Judge::connect(address, token);
    let empty = process.resident_bytes();
    let mut viewers = Viewers::connect(address, count);
    let each_kb = (process.resident_bytes() - empty) / 1024.0 / count as f64;
    // The first marks move the board from its start.
    for _ in 0..8 {
        update(&mut judge, &mut viewers);
    }
    let (cpu, bytes) = (process.cpu_seconds(), viewers.bytes);
    let measured: Vec<Update> = (0..updates).map(|_| update(&mut judge, &mut viewers)).collect();
    let cpu_us = (process.cpu_seconds() - cpu) * 1e6 / updates as f64;
    let delta = (viewers.bytes - bytes) as f64 / (updates * count) as f64;
    let of = |pick: fn(&Update) -> f64, share: f64| quantile(&mut measured.iter().map(pick).collect::<Vec<_>>(), share);
    let spread = |update: &Update| update.last - update.first;
    let rate = median(&mut measured.iter().map(|update| count as f64 / spread(update)).collect::<Vec<_>>());
    let times = [
        of(|update| update.receipt, 0.5),
        of(|update| update.first, 0.5),
        of(|update| update.last, 0.5),
        of(|update| update.last, 0.99),
        of(spread, 0.5),
        of(spread, 0.99),
    ];
    let times = times.map(|time| format!("{time:>10.2}")).concat();
    let rate = if count > 1 { rate * 1e3 } else { f64::NAN };
    let (each_cpu, snapshot) = (cpu_us / count as f64, viewers.snapshot_bytes);
    println!("{count:>10}{times}{rate:>11.0}{cpu_us:>11.0}{each_cpu:>11.1}{delta:>11.0}{snapshot:>11}{each_kb:>11.1}");
}

/// One mark, to the last viewer; then a pause, so that every mark is an update of its own.
fn update(judge: &mut Judge, viewers: &mut Viewers) -> Update {
    let start = Instant::now();
    judge.submit();
    let receipt = millis(start);
    let (first, last) = viewers.wait_for_all(start);
    std::thread::sleep(PAUSE.saturating_sub(start.elapsed()));
    Update { receipt, first, last }
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

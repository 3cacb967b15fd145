//! Socket to receipt, durable: this server, Redis with `appendfsync always`, and a bare event loop with one `fdatasync` a batch, side by
//! side with the same clients.
//!
//! `cargo bench --bench receipts` prints medians and ratios (`ROUNDS`, `MILLIS`, `CLIENTS` and `ONLY` narrow it). Redis is left out, and said so, where `redis-server` is not installed.

mod bare;
mod client;
mod jinbang_server;
mod probe;
mod redis;
#[path = "../support/mod.rs"]
mod support;

use std::{env, time::Duration};

use client::{Load, Measured};
use support::{median, process::Process};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One system under load; started afresh for each sample.
type System = (&'static str, fn(usize, Duration) -> Option<Measured>);

const SYSTEMS: [System; 3] = [("bare loop", bare::sample), ("jinbang", jinbang_server::sample), ("redis", redis::sample)];

fn main() {
    if let Ok(role) = env::var("JINBANG_BENCH_ROLE") {
        match role.as_str() {
            "bare" => bare::serve(),
            "jinbang" => jinbang_server::serve(),
            other => panic!("no role {other}"),
        }
        return;
    }
    let rounds: usize = env::var("ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let length = Duration::from_millis(env::var("MILLIS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000));
    println!("{rounds} rounds of {} ms; a receipt means: on the disk. Medians; each round runs every system.", length.as_millis());
    let counts = env::var("CLIENTS").ok().and_then(|text| text.parse().ok()).map_or(vec![1, 50, 200], |one| vec![one]);
    for clients in counts {
        compare(clients, rounds, length);
    }
}

fn compare(clients: usize, rounds: usize, length: Duration) {
    let mut samples: [Vec<Measured>; 3] = Default::default();
    let mut syncs = Vec::new();
    for _ in 0..rounds {
        syncs.push(probe::fdatasync_us());
        for ((name, sample), into) in SYSTEMS.iter().zip(&mut samples) {
            if env::var("ONLY").is_ok_and(|only| only != *name) {
                continue;
            }
            into.extend(sample(clients, length));
        }
    }
    let sync = median(&mut syncs);
    println!("\n{clients} clients, one mark at a time each; one raw fdatasync takes {sync:.0} µs");
    println!("{:<12}{:>12}{:>12}{:>12}{:>16}{:>16}", "", "receipts/s", "p50 µs", "p99 µs", "p50 ÷ fdatasync", "server CPU µs");
    let mut rates = Vec::new();
    for ((name, _), measured) in SYSTEMS.iter().zip(&mut samples) {
        if measured.is_empty() {
            println!("{name:<12}{:>12}", "not here");
            continue;
        }
        let of = |pick: fn(&Measured) -> f64| median(&mut measured.iter().map(pick).collect::<Vec<_>>());
        let (rate, p50, p99) = (of(|m| m.per_second), of(|m| m.p50_us), of(|m| m.p99_us));
        let cpu = of(|m| m.server_cpu_us);
        println!("{name:<12}{rate:>12.0}{p50:>12.0}{p99:>12.0}{:>16.2}{cpu:>16.1}", p50 / sync);
        rates.push((name, rate));
    }
    let ours = rates.iter().find(|(name, _)| **name == "jinbang").map(|(_, rate)| *rate);
    for (name, rate) in rates.iter().filter(|(name, _)| **name != "jinbang") {
        if let Some(ours) = ours {
            println!("jinbang ÷ {name}: {:.2}", ours / rate);
        }
    }
}

fn run(load: impl Load, process: &Process, clients: usize, length: Duration) -> Measured {
    let before = process.cpu_seconds();
    let mut measured = client::run(load, clients, length);
    measured.server_cpu_us = (process.cpu_seconds() - before) * 1e6 / (measured.per_second * length.as_secs_f64());
    measured
}

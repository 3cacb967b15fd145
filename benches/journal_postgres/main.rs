//! The journal on PostgreSQL beside one on redb and beside `pgbench`, which inserts the same rows singly: durable marks a second, the time to
//! fold a million entries, bytes on the disk.
//!
//! `cargo bench --bench journal_postgres` starts a server of its own and prints medians; each round runs every system (`ROUNDS`, `SECONDS` and
//! `MARKS` narrow it).

#[path = "../journal/entries.rs"]
mod entries;
mod fold;
#[path = "../../tests/common/postgres.rs"]
#[allow(dead_code)] // the tests use the rest
mod postgres;
mod rate;
mod singly;
#[path = "../support/mod.rs"]
mod support;
#[path = "../journal/unsynced.rs"]
#[allow(dead_code)] // `journal` prints more
mod unsynced;

use std::{env, str::FromStr};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let cluster = postgres::Cluster::start("bench");
    rate::print(&cluster);
    fold::print(&cluster);
}

fn wanted<T: FromStr>(name: &str, otherwise: T) -> T {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

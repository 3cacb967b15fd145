//! What an edge costs and what it is worth, beside its origin: a real nats-server, an origin and an edge in processes of their own, the same
//! viewers at one and at the other in turns.
//!
//! `cargo bench --bench edges` (`VIEWERS=1000,5000`, `COMPETITORS`, `UPDATES` and `ROUNDS` narrow it). *Added* is from when a viewer at the origin has
//! a mark to when a viewer at the edge has it, both on one machine with everything else. *Deliveries* are as in `fan_out`: viewers divided by
//! the time from the first to the last of them; *own*: per second of processor of the thread that writes to viewers, in thousands. *Recovery* is
//! from the start of a process that was killed, or of NATS, to the newest board, asked for every millisecond.

mod edge;
mod latency;
#[path = "../../tests/common/nats.rs"]
#[allow(dead_code)] // tests use more of it
mod nats;
mod recovery;
#[path = "../fan_out/server.rs"]
mod server;
#[path = "../fan_out/sockets.rs"]
mod sockets;
#[path = "../support/mod.rs"]
mod support;
#[path = "../fan_out/viewers.rs"]
mod viewers;

use std::{
    env,
    time::{Duration, Instant},
};

use jinbang::server::FILES_WANTED;
use nats::Nats;
use sockets::Judge;
use support::{median, process::Process, scratch};
use viewers::Viewers;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Between two updates, so that every mark is an update of its own.
const PAUSE: Duration = Duration::from_millis(250);
/// First updates that are not counted.
const WARM_UP: usize = 4;

fn main() {
    rlimit::increase_nofile_limit(FILES_WANTED).expect("the system says how many files there may be");
    match env::var("JINBANG_BENCH_ROLE").as_deref() {
        Ok("edge") => return edge::serve(),
        Ok(_) => return server::serve(usize::MAX),
        Err(_) => {}
    }
    let mut hall = Hall::open();
    latency::measure(&mut hall, setting("UPDATES").unwrap_or(100));
    let counts = env::var("VIEWERS").ok().map(|list| list.split(',').filter_map(|one| one.trim().parse().ok()).collect());
    for viewers in counts.unwrap_or(vec![1_000, 5_000]) {
        deliveries(&mut hall, viewers, setting("UPDATES").unwrap_or(20).min(20), setting("ROUNDS").unwrap_or(5));
    }
    recovery::measure(hall, setting("ROUNDS").unwrap_or(5) * 2);
}

/// Everything that is started.
struct Hall {
    nats: Nats,
    origin: Process,
    origin_address: String,
    judge: Judge,
    edge: Process,
    edge_address: String,
    _folder: tempfile::TempDir,
}

impl Hall {
    fn open() -> Self {
        let (nats, folder) = (Nats::start(), scratch());
        let url = nats.url();
        let (origin, line) = Process::start_role_with("server", folder.path(), competitors(), &[("JINBANG_BENCH_NATS", &url)]);
        let (address, token) = line.split_once(' ').expect("an address and a token");
        let judge = Judge::connect(address, token);
        let (edge, edge_address) = edge::start(&url, "127.0.0.1:0");
        edge::wait_for_board(&edge_address, |_| true);
        Self { nats, origin, origin_address: address.to_owned(), judge, edge, edge_address, _folder: folder }
    }
}

fn setting(name: &str) -> Option<usize> {
    env::var(name).ok()?.parse().ok()
}

fn competitors() -> usize {
    setting("COMPETITORS").unwrap_or(50)
}

/// One round at one server.
struct Round {
    /// Thousand deliveries a second, and per second of the own thread's processor.
    per_second: f64,
    per_own_second: f64,
    /// From the origin's own stamp to the last viewer, in milliseconds.
    published: f64,
}

/// Of the origin and of the edge, in turns.
fn deliveries(hall: &mut Hall, count: usize, updates: usize, rounds: usize) {
    let (mut origin, mut edge) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let address = hall.origin_address.clone();
        origin.push(round(&address, &hall.origin, &mut hall.judge, count, updates));
        let address = hall.edge_address.clone();
        edge.push(round(&address, &hall.edge, &mut hall.judge, count, updates));
    }
    let (there, here) = (middle(&origin), middle(&edge));
    println!(
        "{count} viewers, {updates} updates × {rounds} rounds, medians: thousand deliveries a second, own; published to the last viewer, ms"
    );
    for (name, Round { per_second, per_own_second, published }) in [("origin", &there), ("edge", &here)] {
        println!("  {name:<7}{per_second:>7.0}{per_own_second:>7.0}{published:>9.1}");
    }
    let (per_second, per_own_second) = (here.per_second / there.per_second, here.per_own_second / there.per_own_second);
    println!("  ratio  {per_second:>7.2}{per_own_second:>7.2}{:>9.2}", here.published / there.published);
}

fn middle(rounds: &[Round]) -> Round {
    let of = |pick: fn(&Round) -> f64| median(&mut rounds.iter().map(pick).collect::<Vec<_>>());
    Round {
        per_second: of(|round| round.per_second),
        per_own_second: of(|round| round.per_own_second),
        published: of(|round| round.published),
    }
}

#[allow(clippy::cast_precision_loss)]
fn round(address: &str, process: &Process, judge: &mut Judge, count: usize, updates: usize) -> Round {
    let mut viewers = Viewers::connect(address, count);
    let own = || process.cpu_seconds_of(|name| name.starts_with("audience"));
    let (mut spreads, mut published, mut cpu) = (Vec::new(), Vec::new(), 0.0);
    for update in 0..WARM_UP + updates {
        if update == WARM_UP {
            cpu = own();
        }
        let start = Instant::now();
        judge.submit();
        let update_times = viewers.wait_for_all(start);
        if update >= WARM_UP {
            spreads.push(update_times.last - update_times.first);
            published.push(update_times.published);
        }
        std::thread::sleep(PAUSE.saturating_sub(start.elapsed()));
    }
    Round {
        per_second: count as f64 / median(&mut spreads),
        per_own_second: (updates * count) as f64 / (own() - cpu) / 1e3,
        published: median(&mut published),
    }
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

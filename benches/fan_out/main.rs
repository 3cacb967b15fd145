//! From a mark to the last viewer's screen, beside a bare event loop that only writes: both in processes of their own, the same viewers.
//!
//! `cargo bench --bench fan_out` (`VIEWERS=1000,19500`, `COMPETITORS`, `UPDATES` and `ROUNDS` narrow it). A judge enters a mark when all
//! viewers have the one before; the bare loop is told to write a frame of the same length. *Spread* is the time from the first to the last
//! viewer; *published* the time from the server's own stamp to the last viewer. Each figure is the median of the rounds, in which both take turns.
//! Viewers and server share this machine's cores.
//!
//! Processor time is the server's alone, and told twice. *k/cpu-s*: of all its threads, and so with what one mark costs before there is anything
//! to deliver: its receipt, the journal's sync, the fold, the board's next version; the bare loop has nothing of that, it gets a byte. *own*: of
//! the one thread that does what the bare loop does. *kB each* is memory in user space; what the system keeps for a socket comes to both.

mod bare;
mod server;
mod sockets;
#[path = "../support/mod.rs"]
mod support;
mod viewers;

use std::{
    env,
    io::Write,
    net::TcpStream,
    time::{Duration, Instant},
};

use jinbang::server::FILES_WANTED;
use sockets::{Judge, open};
use support::{median, process::Process, quantile, scratch};
use viewers::Viewers;

// The program's own: what a viewer takes in memory is also a matter of the allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Between two updates, so that every mark is an update of its own.
const PAUSE: Duration = Duration::from_millis(250);
/// First updates that are not counted.
const WARM_UP: usize = 8;

fn main() {
    // Each viewer is a file on both sides.
    rlimit::increase_nofile_limit(FILES_WANTED).expect("the system says how many files there may be");
    match env::var("JINBANG_BENCH_ROLE").as_deref() {
        Ok("bare") => return bare::serve(),
        Ok(_) => return server::serve(usize::MAX),
        Err(_) => {}
    }
    let (updates, rounds) = (setting("UPDATES").unwrap_or(30), setting("ROUNDS").unwrap_or(5));
    println!(
        "{updates} updates × {rounds} rounds, a board of {} competitors; medians; ms; thousand deliveries a second, and per second of the server's processor",
        competitors()
    );
    println!("viewers        bytes   spread      p99  published      p99   k/s  k/cpu-s   own  kB each");
    let counts = env::var("VIEWERS").ok().map(|list| list.split(',').filter_map(|one| one.trim().parse().ok()).collect());
    for viewers in counts.unwrap_or(vec![1_000, 5_000, 10_000, 19_500]) {
        compare(viewers, updates, rounds);
    }
}

fn setting(name: &str) -> Option<usize> {
    env::var(name).ok()?.parse().ok()
}

fn competitors() -> usize {
    setting("COMPETITORS").unwrap_or(50)
}

/// One round of one server.
struct Figures {
    bytes: f64,
    spread: f64,
    spread_p99: f64,
    published: f64,
    published_p99: f64,
    per_second: f64,
    per_cpu_second: f64,
    per_own_second: f64,
    kb_each: f64,
}

fn compare(viewers: usize, updates: usize, rounds: usize) {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let folder = scratch();
        let (process, line) = Process::start_role("server", folder.path(), competitors());
        let (address, token) = line.split_once(' ').expect("an address and a token");
        let mut judge = Judge::connect(address, token);
        ours.push(measure(&process, "audience", address, viewers, updates, || judge.submit()));
        drop(process);
        let bytes = median(&mut ours.iter().map(|round| round.bytes).collect::<Vec<_>>());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let (process, address) = Process::start_role("bare", folder.path(), bytes as usize);
        let mut publisher: TcpStream = open(&address, "/publish").0;
        // Its one thread is named like the program.
        bare.push(measure(&process, "fan_out", &address, viewers, updates, || publisher.write_all(b"!").expect("a bare loop")));
    }
    let ours = middle(&ours);
    let bare = middle(&bare);
    line(&format!("{viewers} jinbang"), &ours);
    line(&format!("{viewers} bare"), &bare);
    println!(
        "{:>14}: {:.2} × the deliveries a second, {:.2} × per second of processor, {:.2} × of the own thread; published to the last viewer p99 {:.2} ×",
        "ratio",
        ours.per_second / bare.per_second,
        ours.per_cpu_second / bare.per_cpu_second,
        ours.per_own_second / bare.per_own_second,
        ours.published_p99 / bare.published_p99
    );
}

#[allow(clippy::cast_precision_loss)]
fn measure(process: &Process, own_thread: &str, address: &str, count: usize, updates: usize, mut publish: impl FnMut()) -> Figures {
    let empty = settled(process);
    let mut viewers = Viewers::connect(address, count);
    let kb_each = (process.resident_bytes() - empty) / 1024.0 / count as f64;
    let mut update = |viewers: &mut Viewers| {
        let start = Instant::now();
        publish();
        let update = viewers.wait_for_all(start);
        std::thread::sleep(PAUSE.saturating_sub(start.elapsed()));
        update
    };
    for _ in 0..WARM_UP {
        update(&mut viewers);
    }
    let own = || process.cpu_seconds_of(|name| name.starts_with(own_thread));
    let (cpu, own_cpu, bytes) = (process.cpu_seconds(), own(), viewers.bytes);
    let measured: Vec<viewers::Update> = (0..updates).map(|_| update(&mut viewers)).collect();
    let (deliveries, cpu, own_cpu) = ((updates * count) as f64, process.cpu_seconds() - cpu, own() - own_cpu);
    let of = |pick: fn(&viewers::Update) -> f64, share| quantile(&mut measured.iter().map(pick).collect::<Vec<_>>(), share);
    let spread = |update: &viewers::Update| update.last - update.first;
    let published = |update: &viewers::Update| update.published;
    Figures {
        bytes: (viewers.bytes - bytes) as f64 / deliveries,
        spread: of(spread, 0.5),
        spread_p99: of(spread, 0.99),
        published: of(published, 0.5),
        published_p99: of(published, 0.99),
        per_second: count as f64 / of(spread, 0.5),
        per_cpu_second: deliveries / cpu / 1e3,
        per_own_second: deliveries / own_cpu / 1e3,
        kb_each,
    }
}

/// Its memory, in user space, when it has given back what it needed to start.
fn settled(process: &Process) -> f64 {
    let mut before = process.resident_bytes();
    loop {
        std::thread::sleep(PAUSE);
        let now = process.resident_bytes();
        if now >= before {
            return now;
        }
        before = now;
    }
}

fn middle(rounds: &[Figures]) -> Figures {
    let of = |pick: fn(&Figures) -> f64| median(&mut rounds.iter().map(pick).collect::<Vec<_>>());
    Figures {
        bytes: of(|round| round.bytes),
        spread: of(|round| round.spread),
        spread_p99: of(|round| round.spread_p99),
        published: of(|round| round.published),
        published_p99: of(|round| round.published_p99),
        per_second: of(|round| round.per_second),
        per_cpu_second: of(|round| round.per_cpu_second),
        per_own_second: of(|round| round.per_own_second),
        kb_each: of(|round| round.kb_each),
    }
}

fn line(name: &str, figures: &Figures) {
    let Figures { bytes, spread, spread_p99, published, published_p99, per_second, per_cpu_second, per_own_second, kb_each } = figures;
    println!(
        "{name:>14}{bytes:>6.0}{spread:>9.2}{spread_p99:>9.2}{published:>11.1}{published_p99:>9.1}{per_second:>6.0}{per_cpu_second:>9.0}{per_own_second:>6.0}{kb_each:>9.1}"
    );
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

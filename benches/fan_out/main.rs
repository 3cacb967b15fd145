//! From a mark to the last viewer's screen, beside a bare event loop that only writes: both in processes of their own, the same viewers.
//!
//! `cargo bench --bench fan_out` (`VIEWERS=1000,19500`, `COMPETITORS`, `UPDATES` and `ROUNDS` narrow it). A judge enters a mark when all
//! viewers have the one before; the bare loop is told to write a frame of the same length. *Spread* is the time from the first to the last
//! viewer; *published* the time from the server's own stamp to the last viewer. Each figure is the median of the rounds, in which both take turns.
//! Viewers and server share this machine's cores.
//!
//! `BESIDE` names a command that serves the same viewers the same frames; `BESIDE="python3 benches/fan_out/uwebsockets.py"` is `µWebSockets`, as
//! the package `socketify` of `PyPI` brings it.
//!
//! Processor time is the server's alone, and told twice. *k/cpu-s*: of all its threads, and so with what one mark costs before there is anything
//! to deliver: its receipt, the journal's sync, the fold, the board's next version; the bare loop has nothing of that, it gets a byte. *own*: of
//! the one thread that does what the bare loop does. *kB each* is memory in user space by which a server grows when the viewers come; what the
//! system keeps for a socket comes to both. It is measured in servers of their own that give memory back as soon as it is free, for what a
//! server has left over from its start would otherwise hide it.

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
    process::Command,
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
/// A short message as a client sends it.
const TELL: [u8; 7] = [0x81, 0x81, 0, 0, 0, 0, b'!'];
/// An allocator that keeps nothing for later.
const KEEPS_NOTHING: [(&str, &str); 1] = [("MIMALLOC_PURGE_DELAY", "0")];

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
    let (mut ours, mut bare, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let folder = scratch();
        let (process, line) = Process::start_role("server", folder.path(), competitors());
        let (address, token) = line.split_once(' ').expect("an address and a token");
        let mut judge = Judge::connect(address, token);
        ours.push(measure(&process, "audience", address, viewers, updates, || judge.submit()));
        drop(process);
        let bytes = median(&mut ours.iter().map(|round| round.bytes).collect::<Vec<_>>());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let bytes = bytes as usize;
        bare.push(told(&Process::start_role("bare", folder.path(), bytes), viewers, updates));
        if let Ok(command) = env::var("BESIDE") {
            let mut words = command.split_whitespace();
            let mut command = Command::new(words.next().expect("a program"));
            others.push(told(&Process::start(command.args(words), bytes), viewers, updates));
        }
        for (role, figures) in [("server", &mut ours), ("bare", &mut bare)] {
            let folder = scratch();
            let (process, line) = Process::start_role_with(role, folder.path(), competitors(), &KEEPS_NOTHING);
            let address = line.split(' ').next().expect("an address");
            figures.last_mut().expect("measured just now").kb_each = memory(&process, address, viewers);
        }
    }
    let ours = middle(&ours);
    line(&format!("{viewers} jinbang"), &ours);
    for (name, rounds) in [("bare", bare), ("beside", others)] {
        if !rounds.is_empty() {
            ratios(&format!("{viewers} {name}"), &ours, &middle(&rounds));
        }
    }
}

/// A server of one thread that publishes whenever it is told anything.
fn told((process, address): &(Process, String), viewers: usize, updates: usize) -> Figures {
    let mut publisher: TcpStream = open(address, "/publish").0;
    measure(process, "", address, viewers, updates, || publisher.write_all(&TELL).expect("a server that hears"))
}

fn ratios(name: &str, ours: &Figures, other: &Figures) {
    line(name, other);
    println!(
        "{:>14}: {:.2} × the deliveries a second, {:.2} × per second of processor, {:.2} × of the own thread; published to the last viewer p99 {:.2} ×",
        "ratio",
        ours.per_second / other.per_second,
        ours.per_cpu_second / other.per_cpu_second,
        ours.per_own_second / other.per_own_second,
        ours.published_p99 / other.published_p99
    );
}

#[allow(clippy::cast_precision_loss)]
fn measure(process: &Process, own_thread: &str, address: &str, count: usize, updates: usize, mut publish: impl FnMut()) -> Figures {
    let mut viewers = Viewers::connect(address, count);
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
        kb_each: 0.0,
    }
}

/// What each viewer who only waits adds, in kilobytes.
#[allow(clippy::cast_precision_loss)]
fn memory(process: &Process, address: &str, count: usize) -> f64 {
    drop(Viewers::connect(address, 10));
    let empty = settled(process);
    let viewers = Viewers::connect(address, count);
    let full = settled(process);
    drop(viewers);
    (full - empty) / 1024.0 / count as f64
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

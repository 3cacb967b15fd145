//! The live table: a line a second.

use std::{
    sync::atomic::Ordering::Relaxed,
    time::{Duration, Instant},
};

use super::{
    memory::{self, Memory},
    tally::Tally,
};

const HEADINGS: [&str; 12] = [
    "seconds",
    "viewers",
    "deliveries/s",
    "p50 ms",
    "p99 ms",
    "MB/s",
    "lost",
    "turned away",
    "marks/s",
    "receipt p99 ms",
    "server MB",
    "own MB",
];
/// The headings stand above every so many lines.
const HEADINGS_EVERY: u32 = 20;

/// What the last line was made from.
#[derive(Default, Clone, Copy)]
struct Counts {
    deliveries: u64,
    bytes: u64,
    stored: u64,
}

pub struct Table {
    quiet: bool,
    lines: u32,
    start: Instant,
    last: Instant,
    before: Counts,
    memory: Memory,
    /// Resident with everybody connected and as the highest of any line, in bytes.
    pub server_at_begin: Option<u64>,
    pub server_before: Option<u64>,
    pub server_highest: Option<u64>,
    /// Lost connections of everybody, while they came in.
    pub measured: Duration,
    pub watching: u64,
}

impl Table {
    pub fn new(quiet: bool, memory: Memory) -> Self {
        let now = Instant::now();
        let server_before = memory.resident();
        Self {
            quiet,
            lines: 0,
            start: now,
            last: now,
            before: Counts::default(),
            memory,
            server_at_begin: None,
            server_before,
            server_highest: None,
            measured: Duration::ZERO,
            watching: 0,
        }
    }

    /// Everybody is connected.
    pub fn begin(&mut self, tally: &Tally) {
        self.server_at_begin = self.memory.resident();
        self.watching = tally.watching.load(Relaxed);
        (self.start, self.last, self.before) = (Instant::now(), Instant::now(), Counts::default());
        if !self.quiet {
            println!("all {} viewers are there; measuring", self.watching);
        }
    }

    pub fn line(&mut self, tally: &Tally, connecting: bool) {
        let now =
            Counts { deliveries: tally.deliveries.load(Relaxed), bytes: tally.bytes.load(Relaxed), stored: tally.stored.load(Relaxed) };
        let seconds = self.last.elapsed().as_secs_f64().max(1e-3);
        let server = self.memory.resident();
        self.server_highest = self.server_highest.max(server);
        let (p50, p99, receipt) = {
            let mut waits = tally.waits();
            let of = |share: f64, waits: &hdrhistogram::Histogram<u64>| (!waits.is_empty()).then(|| millis(waits.value_at_quantile(share)));
            let told = (of(0.5, &waits.lately), of(0.99, &waits.lately), of(0.99, &waits.receipt));
            waits.lately.reset();
            told
        };
        #[allow(clippy::cast_precision_loss)]
        let rate = |now: u64, before: u64| now.saturating_sub(before) as f64 / seconds;
        let cells = [
            if connecting { "joining".to_owned() } else { format!("{:.0}", self.start.elapsed().as_secs_f64()) },
            tally.watching.load(Relaxed).to_string(),
            format!("{:.0}", rate(now.deliveries, self.before.deliveries)),
            shown(p50),
            shown(p99),
            format!("{:.1}", rate(now.bytes, self.before.bytes) / 1e6),
            tally.lost.load(Relaxed).to_string(),
            tally.turned_away.load(Relaxed).to_string(),
            format!("{:.0}", rate(now.stored, self.before.stored)),
            shown(receipt),
            megabytes(server),
            megabytes(memory::own()),
        ];
        (self.last, self.before, self.measured) = (Instant::now(), now, self.start.elapsed());
        if !self.quiet {
            self.print(&cells);
        }
    }

    fn print(&mut self, cells: &[String; HEADINGS.len()]) {
        if self.lines.is_multiple_of(HEADINGS_EVERY) {
            println!("{}", HEADINGS.join("  "));
        }
        self.lines += 1;
        let aligned: Vec<String> = HEADINGS.iter().zip(cells).map(|(heading, cell)| format!("{cell:>0$}", heading.len())).collect();
        println!("{}", aligned.join("  "));
    }
}

#[allow(clippy::cast_precision_loss)]
pub fn millis(micros: u64) -> f64 {
    micros as f64 / 1e3
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"))
}

#[allow(clippy::cast_precision_loss)]
fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "–".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1e6))
}

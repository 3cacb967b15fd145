//! What a run came to, for people and for programs.

use std::{fmt, sync::atomic::Ordering::Relaxed};

use hdrhistogram::Histogram;
use serde::Serialize;

use super::{
    table::{Table, millis},
    tally::Tally,
};

#[derive(Debug, Serialize)]
pub struct Summary {
    pub seconds: f64,
    pub viewers: Viewers,
    pub judges: Judges,
    pub hostile: Hostile,
    pub server_memory: Option<ServerMemory>,
}

#[derive(Debug, Serialize)]
pub struct Viewers {
    pub asked_for: usize,
    /// When measuring began.
    pub connected: u64,
    pub deliveries: u64,
    pub deliveries_per_second: f64,
    pub bytes: u64,
    pub bytes_per_delivery: f64,
    pub lost: u64,
    pub turned_away: u64,
    /// From publication to a viewer, by the server's clock and this machine's.
    pub wait_ms: Option<Waits>,
    /// The shortest of them: with the server on another machine, mostly the difference of the clocks.
    pub shortest_wait_ms: Option<i64>,
}

#[derive(Debug, Serialize)]
pub struct Judges {
    pub asked_for: usize,
    pub stored: u64,
    pub refused: u64,
    pub receipt_ms: Option<Waits>,
}

#[derive(Debug, Serialize)]
pub struct Hostile {
    pub asked_for: usize,
    pub opened: u64,
    pub closed: u64,
}

#[derive(Debug, Serialize)]
pub struct Waits {
    pub p50: f64,
    pub p99: f64,
    pub longest: f64,
}

/// Resident, in bytes; only where the server runs on this machine.
#[derive(Debug, Serialize)]
pub struct ServerMemory {
    pub before: u64,
    pub with_viewers: u64,
    pub highest: u64,
    pub per_viewer: f64,
}

impl Waits {
    fn of(histogram: &Histogram<u64>) -> Option<Self> {
        let at = |share: f64| millis(histogram.value_at_quantile(share));
        (!histogram.is_empty()).then(|| Self { p50: at(0.5), p99: at(0.99), longest: millis(histogram.max()) })
    }
}

impl Summary {
    #[allow(clippy::cast_precision_loss)]
    pub fn of(tally: &Tally, table: &Table, viewers: usize, judges: usize, hostile: usize) -> Self {
        let waits = tally.waits();
        let seconds = table.measured.as_secs_f64();
        let (deliveries, bytes) = (tally.deliveries.load(Relaxed), tally.bytes.load(Relaxed));
        Self {
            seconds,
            viewers: Viewers {
                asked_for: viewers,
                connected: table.watching,
                deliveries,
                deliveries_per_second: if seconds > 0.0 { deliveries as f64 / seconds } else { 0.0 },
                bytes,
                bytes_per_delivery: if deliveries > 0 { bytes as f64 / deliveries as f64 } else { 0.0 },
                lost: tally.lost.load(Relaxed),
                turned_away: tally.turned_away.load(Relaxed),
                wait_ms: Waits::of(&waits.viewer),
                shortest_wait_ms: waits.nearest,
            },
            judges: Judges {
                asked_for: judges,
                stored: tally.stored.load(Relaxed),
                refused: tally.refused.load(Relaxed),
                receipt_ms: Waits::of(&waits.receipt),
            },
            hostile: Hostile { asked_for: hostile, opened: tally.hostile_opened.load(Relaxed), closed: tally.hostile_closed.load(Relaxed) },
            server_memory: table.server_before.zip(table.server_at_begin).map(|(before, with_viewers)| ServerMemory {
                before,
                with_viewers,
                highest: table.server_highest.unwrap_or(with_viewers),
                per_viewer: with_viewers.saturating_sub(before) as f64 / table.watching.max(1) as f64,
            }),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seconds, viewers, judges, hostile, server_memory } = self;
        let waits = |waits: &Option<Waits>| match waits {
            None => "nothing to measure".to_owned(),
            Some(Waits { p50, p99, longest }) => format!("p50 {p50:.1} ms, p99 {p99:.1} ms, longest {longest:.1} ms"),
        };
        writeln!(f, "\n{seconds:.0} s with {} of {} viewers", viewers.connected, viewers.asked_for)?;
        writeln!(
            f,
            "  deliveries  {} ({:.0} a second, {:.0} bytes each)",
            viewers.deliveries, viewers.deliveries_per_second, viewers.bytes_per_delivery
        )?;
        writeln!(f, "  to viewers  {}", waits(&viewers.wait_ms))?;
        writeln!(f, "  viewers     {} connections lost, {} turned away", viewers.lost, viewers.turned_away)?;
        if judges.asked_for > 0 {
            writeln!(f, "  judges      {} marks stored, {} refused; {}", judges.stored, judges.refused, waits(&judges.receipt_ms))?;
        }
        if hostile.asked_for > 0 {
            writeln!(f, "  hostile     {} connections, {} of them closed", hostile.opened, hostile.closed)?;
        }
        if let Some(memory) = server_memory {
            #[allow(clippy::cast_precision_loss)]
            let megabytes = |bytes: u64| bytes as f64 / 1e6;
            let ServerMemory { before, with_viewers, highest, per_viewer } = memory;
            writeln!(
                f,
                "  server      {:.0} MB before, {:.0} MB with the viewers ({:.1} kB each), {:.0} MB at most",
                megabytes(*before),
                megabytes(*with_viewers),
                per_viewer / 1e3,
                megabytes(*highest)
            )?;
        }
        Ok(())
    }
}

//! The demo's bar: what is stored, what was refused, how fast.

use std::{
    io::IsTerminal,
    sync::atomic::{AtomicU64, Ordering},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

pub struct Progress {
    bar: ProgressBar,
    taken: AtomicU64,
    /// Without a terminal a line is printed for each tenth.
    plain: bool,
}

impl Progress {
    pub fn new(marks: u64) -> Self {
        let plain = !std::io::stderr().is_terminal();
        let bar =
            ProgressBar::with_draw_target(Some(marks), if plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() });
        let style = ProgressStyle::with_template("{bar:40.yellow} {pos}/{len} stored · {per_sec} · {eta} left {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, taken: AtomicU64::new(0), plain }
    }

    pub fn stored(&self) {
        self.step();
    }

    /// Somebody else (you) entered it before.
    pub fn entered_by_another(&self) {
        let taken = self.taken.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.set_message(format!("· {taken} were there already"));
        self.step();
    }

    pub fn note(&self, line: &str) {
        if self.plain { eprintln!("{line}") } else { self.bar.println(line) }
    }

    fn step(&self) {
        self.bar.inc(1);
        let (now, all) = (self.bar.position(), self.bar.length().unwrap_or(1));
        if self.plain && now * 10 / all != (now - 1) * 10 / all {
            eprintln!("{now} of {all} marks stored");
        }
    }

    pub fn finish(&self, exit: bool) {
        self.bar.abandon();
        let there = match self.taken.load(Ordering::Relaxed) {
            0 => String::new(),
            taken => format!(" ({taken} were there already)"),
        };
        self.note(&format!("Every mark is stored{there}.{}", if exit { "" } else { " The boards stay up." }));
    }
}

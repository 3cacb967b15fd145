//! Analyses that follow the judging, made by one thread of their own: whatever they take, marks and boards have the other cores.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    time::Duration,
};

use rustc_hash::FxHashMap;
use serde::Serialize;
use tokio::{
    sync::watch,
    time::{Instant, timeout_at},
};

use super::{Look, Views};
use crate::{
    compare::compared,
    engine::Clock,
    fairness::{AnalysisOptions, BootstrapOptions, analysed},
    judging::Millis,
};

/// How often scores are drawn for rank intervals while judging runs; fewer than in `jinbang fairness`.
pub const LIVE_REPLICATES_COUNT: u32 = 200;

/// A skill of more competitors is not analysed live: every look would carry megabytes. The commands have no such limit.
pub const LIVE_COMPETITORS_MAX: usize = 2_000;

/// After a report the thread rests as many times as long as the report took, up to [`REST_MAX`], so that looking at the desk while judging
/// runs does not cost a core.
const REST_FACTOR: u32 = 2;
const REST_MAX: Duration = Duration::from_secs(10);

/// How long a request waits for a report where there is none yet.
pub const FIRST_WAIT: Duration = Duration::from_millis(200);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnalysisKind {
    Fairness,
    Comparison,
}

/// One analysis of one skill, numbered as the views are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Which {
    pub contest: usize,
    pub skill: usize,
    pub kind: AnalysisKind,
}

/// A report as it is sent.
#[derive(Clone)]
pub struct Found {
    /// The skill's last change that it knows of.
    pub position: u64,
    pub computed_at: Millis,
    /// JSON.
    pub report: Arc<[u8]>,
}

/// What there is, and what there should be.
pub struct Latest {
    /// The skill's last change.
    pub newest: u64,
    pub found: Option<Found>,
    /// Computing failed as of this change, and would again.
    pub failed: bool,
}

#[derive(Default)]
struct Cell {
    found: Option<Found>,
    failed: Option<u64>,
    /// In the queue or being made.
    under_way: bool,
}

/// The last report of each kind and skill. The queue holds each of them once at most.
pub struct Analyses {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Which>,
}

struct Shared {
    views: Arc<Views>,
    clock: Arc<dyn Clock>,
    cells: Mutex<FxHashMap<Which, Cell>>,
    /// Counts what was made.
    made: watch::Sender<u64>,
}

impl Analyses {
    /// The thread ends with this value, after the report it is making. Nobody waits for it.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(views: Arc<Views>, clock: Arc<dyn Clock>) -> std::io::Result<Self> {
        let shared = Arc::new(Shared { views, clock, cells: Mutex::default(), made: watch::Sender::new(0) });
        let (queue, wanted) = mpsc::channel();
        let worker = Arc::clone(&shared);
        std::thread::Builder::new().name("analysis".to_owned()).spawn(move || {
            for which in wanted {
                let start = std::time::Instant::now();
                worker.make(which);
                std::thread::sleep((start.elapsed() * REST_FACTOR).min(REST_MAX));
            }
        })?;
        Ok(Self { shared, queue })
    }

    /// What there is now; what is out of date is put into the queue.
    #[must_use]
    pub fn latest(&self, which: Which) -> Latest {
        let newest = self.shared.views.contests[which.contest].state().skills[which.skill].changed_at;
        let mut cells = self.shared.cells();
        let cell = cells.entry(which).or_default();
        let latest = Latest { newest, found: cell.found.clone(), failed: cell.failed.is_some_and(|at| at >= newest) };
        if !latest.is_ready() && !latest.failed && !cell.under_way {
            cell.under_way = self.queue.send(which).is_ok();
        }
        latest
    }

    /// Like [`Analyses::latest`]; where there is no report yet, a quick one is waited for.
    pub async fn latest_soon(&self, which: Which) -> Latest {
        let deadline = Instant::now() + FIRST_WAIT;
        let mut made = self.shared.made.subscribe();
        loop {
            let latest = self.latest(which);
            if latest.found.is_some() || latest.failed || !matches!(timeout_at(deadline, made.changed()).await, Ok(Ok(()))) {
                return latest;
            }
        }
    }
}

impl Latest {
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.position >= self.newest)
    }
}

impl Shared {
    fn cells(&self) -> MutexGuard<'_, FxHashMap<Which, Cell>> {
        self.cells.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn make(&self, which: Which) {
        // As of its turn, not as of the request.
        let position = self.views.contests[which.contest].state().skills[which.skill].changed_at;
        // A fault of one analysis must not end all others.
        let made = catch_unwind(AssertUnwindSafe(|| self.found(which)));
        let mut cells = self.cells();
        let cell = cells.entry(which).or_default();
        cell.under_way = false;
        if let Ok(Some(found)) = made {
            (cell.found, cell.failed) = (Some(found), None);
        } else {
            tracing::error!(?which, position, "an analysis failed");
            cell.failed = Some(position);
        }
        drop(cells);
        self.made.send_modify(|made| *made += 1);
    }

    fn found(&self, which: Which) -> Option<Found> {
        let Look { skill, state, .. } = Look::at(&self.views.contests[which.contest], which.skill);
        let report = match which.kind {
            AnalysisKind::Fairness => encoded(&analysed(&skill, &state.tally, &options(), &mut |_| {})),
            AnalysisKind::Comparison => encoded(&compared(&skill, &state.tally, &state.draws)),
        };
        Some(Found { position: state.changed_at, computed_at: self.clock.now(), report: report?.into() })
    }
}

fn options() -> AnalysisOptions {
    let bootstrap = BootstrapOptions { replicates: LIVE_REPLICATES_COUNT, ..BootstrapOptions::default() };
    AnalysisOptions { bootstrap, ..AnalysisOptions::default() }
}

fn encoded(report: &impl Serialize) -> Option<Vec<u8>> {
    serde_json::to_vec(report).ok()
}

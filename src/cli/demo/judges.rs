//! The demo's judges: one tablet each, at one pace together; then they sign.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Context;
use tokio::sync::mpsc;

use super::{plan::Plan, progress::Progress, signatures::Signatures, turn::Turn};
use crate::{
    server::{SharedApp, pair_device},
    tablet::{Outcome, Tablet},
};

/// Marks that wait on one tablet before the others wait for it.
const TABLET_QUEUE_MAX_MARKS: usize = 64;

pub struct Judges {
    app: SharedApp,
    url: String,
    /// The boards end with the last mark.
    exit: bool,
}

impl Judges {
    pub fn new(app: SharedApp, url: String, exit: bool) -> Self {
        Self { app, url, exit }
    }

    /// # Errors
    /// When a tablet cannot be paired or loses its server for good.
    pub async fn play(self, plan: Plan, length: Duration) -> anyhow::Result<()> {
        let progress = Arc::new(Progress::new(plan.marks.len() as u64));
        let mut tablets = Vec::new();
        for invitation in plan.judges {
            let name = format!("demo {}", invitation.expert);
            let paired = pair_device(&self.app, invitation, &name, None).await.context("pairing a demo tablet")?;
            let (queue, turns) = mpsc::channel(TABLET_QUEUE_MAX_MARKS);
            let tablet = Tablet::new(&self.url, &paired.competition, &paired.token);
            tablets.push((queue, tokio::spawn(judge(tablet, turns, Arc::clone(&progress)))));
        }
        let queues = tablets.iter().map(|(queue, _)| queue.clone()).collect();
        let signatures = Signatures::new(Arc::clone(&self.app.views), plan.seats, queues);
        // From here on the server lives as long as its own handle.
        drop(self.app);
        let marked = Arc::new(AtomicBool::new(false));
        let signing = tokio::spawn(signatures.give(Arc::clone(&marked)));
        let (start, count) = (Instant::now(), plan.marks.len().max(1));
        for (number, (judge, entry)) in plan.marks.into_iter().enumerate() {
            #[allow(clippy::cast_precision_loss)]
            let due = start + length.mul_f64(number as f64 / count as f64);
            tokio::time::sleep_until(due.into()).await;
            if tablets[judge].0.send(Turn::Mark(entry)).await.is_err() {
                break;
            }
        }
        marked.store(true, Ordering::Relaxed);
        signing.await.context("the demo's signatures")?;
        for (queue, tablet) in tablets {
            drop(queue);
            tablet.await.context("a demo tablet")??;
        }
        progress.finish(self.exit);
        Ok(())
    }
}

async fn judge(mut tablet: Tablet, mut turns: mpsc::Receiver<Turn>, progress: Arc<Progress>) -> anyhow::Result<()> {
    while let Some(turn) = turns.recv().await {
        let entry = match turn {
            Turn::Mark(entry) => entry,
            // Another signature may have come first: then it is asked for again.
            Turn::Sign(part, digest) => {
                tablet.sign(&part, &digest).await?;
                continue;
            }
        };
        match tablet.submit(&entry).await? {
            Outcome::Stored { .. } => progress.stored(),
            Outcome::Refused { code, .. } if matches!(code.as_str(), "already-marked" | "panel-full" | "locked") => {
                progress.entered_by_another();
            }
            Outcome::Refused { message, .. } => {
                progress.note(&format!("{} {}: {message}", entry.competitor, entry.aspect));
                progress.entered_by_another();
            }
        }
    }
    Ok(())
}

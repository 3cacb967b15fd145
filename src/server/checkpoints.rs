//! Checkpoints of what the logs hold, signed and kept beside the journal as long as the server runs, and once more when it stops.

use std::io;

use tokio::time::{MissedTickBehavior, interval};

use super::{
    app::{SharedApp, stopped},
    limits::CHECKPOINT_INTERVAL,
    proofs::of,
};

/// Returns when the server is stopping.
///
/// # Errors
/// None: what cannot be kept is noted, and marking goes on.
pub async fn keep_up(app: SharedApp) -> io::Result<()> {
    let mut stopping = app.stopping.clone();
    let mut ticks = interval(CHECKPOINT_INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let last = tokio::select! {
            () = stopped(&mut stopping) => true,
            _ = ticks.tick() => false,
        };
        let kept = SharedApp::clone(&app);
        tokio::task::spawn_blocking(move || keep(&kept)).await.map_err(io::Error::other)?;
        if last {
            return Ok(());
        }
    }
}

/// Of every log that has grown.
fn keep(app: &SharedApp) {
    for view in app.views.contests.iter() {
        if let Err(fault) = app.witness.keep(of(app, view)) {
            tracing::error!(%fault, "a checkpoint was not kept");
        }
    }
}

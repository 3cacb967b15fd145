//! Whose turn it is to write. One row says which epoch it is and until when its holder is taken for alive, by the server's clock. Who
//! takes over begins a new epoch; every commit asks for its own, so that an old writer that wakes up appends nothing.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

use super::{
    fault::{PostgresFault, Trouble},
    lines::{Line, Lines},
};
use crate::journal::JournalFault;

/// A writer that is not heard of for so long may be relieved of its turn.
const SILENCE_MAX: Duration = Duration::from_secs(5);
const RENEW_INTERVAL: Duration = Duration::from_secs(1);
/// How often one that waits for the turn looks.
const LOOK_INTERVAL: Duration = Duration::from_millis(200);
/// For the last word of a server that ends.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(2);

const TAKE: &str = "UPDATE jinbang.lease SET epoch = epoch + 1, holder = $1, until = clock_timestamp() + make_interval(secs => $2) \
    WHERE until <= clock_timestamp() OR holder = $1 RETURNING epoch";
const RENEW: &str = "UPDATE jinbang.lease SET until = clock_timestamp() + make_interval(secs => $2) WHERE epoch = $1";
const RELEASE: &str = "UPDATE jinbang.lease SET until = clock_timestamp() WHERE epoch = $1";

pub struct Lease {
    lines: Weak<Lines>,
    pub epoch: i64,
    lost: Arc<AtomicBool>,
    /// Ends the renewals when it goes.
    _alive: watch::Sender<()>,
}

impl Lease {
    /// Takes the turn, when it is free or its holder is silent for [`SILENCE_MAX`]. A holder of the same name is this one, before it was killed:
    /// the caller has the lock of the folder.
    ///
    /// # Errors
    /// When another is alive.
    pub fn take(lines: &Arc<Lines>, holder: &str) -> Result<Self, JournalFault> {
        let patience = SILENCE_MAX + 2 * RENEW_INTERVAL;
        let deadline = Instant::now() + patience;
        let mut first_seen = None;
        let epoch = lines.ask(patience, async |line| {
            loop {
                if let Some(row) = line.client.query_opt(TAKE, &[&holder, &SILENCE_MAX.as_secs_f64()]).await? {
                    return Ok(row.get::<_, i64>(0));
                }
                let (other, seen) = seen(line).await?;
                // It has moved: somebody renews it.
                if *first_seen.get_or_insert_with(|| seen.clone()) != seen || Instant::now() >= deadline {
                    return Err(PostgresFault::Held { server: lines.settings.server.clone(), holder: other }.into());
                }
                sleep(LOOK_INTERVAL).await;
            }
        })?;
        let (alive, ended) = watch::channel(());
        let lost = Arc::new(AtomicBool::new(false));
        lines.runtime().spawn(renew(Arc::downgrade(lines), epoch, Arc::clone(&lost), ended));
        Ok(Self { lines: Arc::downgrade(lines), epoch, lost, _alive: alive })
    }

    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Acquire)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(lines) = self.lines.upgrade().filter(|_| !self.is_lost()) else { return };
        let release = async {
            let line = lines.connect().await?;
            Ok::<_, Trouble>(line.client.execute(RELEASE, &[&self.epoch]).await?)
        };
        if !matches!(lines.wait(async { timeout(RELEASE_TIMEOUT, release).await }), Ok(Ok(_))) {
            tracing::warn!(server = lines.settings.server, "the turn to write was not given back; it ends by itself");
        }
    }
}

/// Who holds it, and until when in the server's own words.
async fn seen(line: &Line) -> Result<(String, String), Trouble> {
    let row = line.client.query_one("SELECT holder, epoch::text || ' ' || until::text FROM jinbang.lease", &[]).await?;
    Ok((row.get(0), row.get(1)))
}

pub async fn holder(line: &Line) -> Result<String, Trouble> {
    Ok(seen(line).await?.0)
}

/// Who holds it now, if that is not the holder of this epoch.
pub async fn living(line: &Line, own: Option<i64>) -> Result<Option<String>, Trouble> {
    let asked = "SELECT holder FROM jinbang.lease WHERE until > clock_timestamp() AND epoch IS DISTINCT FROM $1";
    Ok(line.client.query_opt(asked, &[&own]).await?.map(|row| row.get(0)))
}

async fn renew(lines: Weak<Lines>, epoch: i64, lost: Arc<AtomicBool>, mut ended: watch::Receiver<()>) {
    let mut line: Option<Line> = None;
    loop {
        tokio::select! {
            _ = ended.changed() => return,
            () = sleep(RENEW_INTERVAL) => {}
        }
        let Some(lines) = lines.upgrade() else { return };
        if line.as_ref().is_none_or(|line| line.client.is_closed()) {
            line = lines.connect().await.ok();
        }
        let Some(open) = &line else { continue };
        // One that fails is tried again; commits find out by themselves whether it was too late.
        let renewed = timeout(SILENCE_MAX, open.client.execute(RENEW, &[&epoch, &SILENCE_MAX.as_secs_f64()])).await;
        if let Ok(Ok(0)) = renewed {
            tracing::error!(server = lines.settings.server, "another server has taken over the journal");
            lost.store(true, Ordering::Release);
            return;
        }
        if renewed.is_err() {
            line = None;
        }
    }
}

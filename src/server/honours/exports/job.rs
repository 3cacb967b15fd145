//! Files are made one at a time, beside everything else; the list shows how far.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use tokio::sync::{Semaphore, watch};

use super::content::{Parts, parts};
use crate::{
    archive::OfficeEvent,
    competition::Text,
    export::office::{SealedCells, file},
    honours::exports::{ExportEvent, ExportId, ExportState, ExportWhat},
    server::{
        access::Officer,
        app::{App, SharedApp},
        error::ApiError,
        honours::{hex, office::Office},
        limits::EXPORT_CONTENT_MAX_BYTES,
    },
};

pub struct Jobs {
    jobs: Mutex<HashMap<ExportId, Job>>,
    turn: Arc<Semaphore>,
}

#[derive(Debug, Clone)]
pub struct Job {
    pages: Arc<(AtomicU32, AtomicU32)>,
    ended: watch::Sender<bool>,
    /// Why it ended without a file.
    pub fault: Option<Text>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { jobs: Mutex::default(), turn: Arc::new(Semaphore::new(1)) }
    }
}

impl Job {
    fn new() -> Self {
        Self { pages: Arc::default(), ended: watch::Sender::new(false), fault: None }
    }

    /// Returns when there is a file, or will be none.
    pub async fn ended(&self) {
        let _ = self.ended.subscribe().wait_for(|ended| *ended).await;
    }

    /// How many are done, and of how many.
    pub fn progress(&self) -> (u32, u32) {
        (self.pages.0.load(Ordering::Relaxed), self.pages.1.load(Ordering::Relaxed))
    }
}

impl Jobs {
    pub fn get(&self, export: ExportId) -> Option<Job> {
        self.locked().get(&export).cloned()
    }

    /// `None`: it is being made already.
    fn begin(&self, export: ExportId) -> Option<Job> {
        let mut jobs = self.locked();
        if jobs.get(&export).is_some_and(|job| job.fault.is_none()) {
            return None;
        }
        let job = Job::new();
        jobs.insert(export, job.clone());
        Some(job)
    }

    fn end(&self, export: ExportId, fault: Option<Text>) {
        let mut jobs = self.locked();
        let Some(job) = jobs.remove(&export) else { return };
        if fault.is_some() {
            jobs.insert(export, Job { fault, ..Job::new() });
        }
        job.ended.send_replace(true);
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<ExportId, Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Has it made for this officer; what becomes of it stands in the list.
pub fn start(app: &SharedApp, office: &Office, export: ExportId, officer: Officer) {
    let Some(job) = office.jobs.begin(export) else { return };
    let (app, turn) = (SharedApp::clone(app), Arc::clone(&office.jobs.turn));
    tokio::spawn(async move {
        let Ok(_turn) = turn.acquire_owned().await else { return };
        let blocking = SharedApp::clone(&app);
        let made = tokio::task::spawn_blocking(move || make(&blocking, export, officer, &job)).await;
        let Ok(office) = Office::of(&app) else { return };
        let fault = match made {
            Ok(Ok(())) => None,
            Ok(Err(error)) => {
                if !matches!(error, ApiError::Export(_) | ApiError::OfficeFile(_)) {
                    tracing::error!(%error, export, "an export could not be made");
                }
                Some(error.public_message())
            }
            Err(_) => Some(Text::new("服务器未能生成文件，原因见服务器日志", "the server could not make it; its log says why")),
        };
        office.jobs.end(export, fault);
    });
}

fn make(app: &App, export: ExportId, officer: Officer, job: &Job) -> Result<(), ApiError> {
    let office = Office::of(app)?;
    let mut progress = |done: usize, of: usize| {
        job.pages.0.store(u32::try_from(done).unwrap_or(u32::MAX), Ordering::Relaxed);
        job.pages.1.store(u32::try_from(of).unwrap_or(u32::MAX), Ordering::Relaxed);
    };
    let (parts, sealed) = keep(app, office, export, &mut progress)?;
    let bytes = file(&parts.content, &sealed, &*office.typeface, &office.scratch, &mut progress)?;
    let what = ExportWhat::Made {
        sha256: hex::sha256(&bytes),
        bytes: bytes.len() as u64,
        day: parts.day,
        content: parts.digest,
        people: parts.people,
        certificates: parts.certificates,
    };
    let mut exports = office.exports();
    // Somebody may have taken it back meanwhile.
    if exports.get(export).is_some_and(|export| export.state == ExportState::Waiting) {
        let event = ExportEvent { at: app.now(), officer: officer.name, export, what };
        office.archive.append(&[OfficeEvent::Export(event.clone())])?;
        exports.apply(&event);
    }
    Ok(())
}

/// What it is made of is on the disk before the file is made.
fn keep(app: &App, office: &Office, export: ExportId, progress: &mut dyn FnMut(usize, usize)) -> Result<(Parts, SealedCells), ApiError> {
    let results = app.results();
    let of = office.exports().get(export).map(|export| export.of.clone()).ok_or(ApiError::NotFound("such export"))?;
    // Held until it is kept: nobody is erased or merged in between.
    let register = office.register();
    let (parts, sealed) = parts(app, office, &results, &register, export, &of, progress)?;
    if parts.json.len() > EXPORT_CONTENT_MAX_BYTES {
        return Err(ApiError::BadRequest(format!("more than {EXPORT_CONTENT_MAX_BYTES} bytes at once; choose less")));
    }
    let own = sealed.iter().map(|(person, cells)| Ok((person.clone(), serde_json::to_vec(cells)?)));
    let own = own.collect::<Result<Vec<_>, serde_json::Error>>().map_err(|_| ApiError::Internal("an export could not be kept"))?;
    office.archive.put_export(export, &parts.json, &own)?;
    Ok((parts, sealed))
}

//! The data folder's own door: a Unix socket for commands on the same machine (`jinbang backup`, `jinbang pair`). Whoever may open the
//! folder may use it; one line of JSON each way.

use std::{
    io::{self, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    time::{sleep, timeout},
};

use super::{
    access::Invitation,
    app::{App, SharedApp, stopped},
    desk::issue_code,
    limits::CONTROL_TIMEOUT,
    sign_in,
};
use crate::{
    archive::{ArchiveFault, backup_all},
    competition::{CompetitionId, CompetitorId, SkillId},
    journal::{JournalFault, written_whole},
};

/// The socket's name in a data folder.
pub const CONTROL_SOCKET: &str = "control.sock";

/// After a connection that could not be taken.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// The longest line either way, in bytes.
const LINE_MAX_BYTES: u64 = 64 << 10;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlRequest {
    /// Copy the journal to this absolute path.
    Backup { to: PathBuf },
    /// Write a bundle, or the receipt of a competitor, to this absolute path.
    Proof { competition: CompetitionId, skill: SkillId, competitor: Option<CompetitorId>, to: PathBuf },
    /// Another password for the organiser.
    Password,
    /// A pairing code for an expert; the competition and skill may be left out where the id is unique.
    Pair { expert: String, competition: Option<String>, skill: Option<String> },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlAnswer {
    BackedUp { bytes: u64 },
    Written { bytes: u64 },
    Code { code: String, url: String, expires_at: i64 },
    Password { password: String },
    Failed { why: String },
}

/// Opens the door; it is closed when the server stops.
///
/// # Errors
/// When the folder cannot hold a socket.
pub fn open(app: SharedApp, folder: &Path) -> io::Result<tokio::task::JoinHandle<()>> {
    let path = folder.join(CONTROL_SOCKET);
    // The journal's lock says that no other server uses this folder: what lies here was left by one that was killed.
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    Ok(tokio::spawn(async move {
        let mut stopping = app.stopping.clone();
        loop {
            tokio::select! {
                () = stopped(&mut stopping) => break,
                accepted = listener.accept() => match accepted {
                    // Each on its own: a long backup, or somebody who says nothing, holds up nobody else.
                    Ok((stream, _)) => drop(tokio::spawn(serve(Arc::clone(&app), stream))),
                    // Out of descriptors, most likely: they come back.
                    Err(error) => {
                        tracing::warn!(%error, "control socket");
                        sleep(ACCEPT_PAUSE).await;
                    }
                },
            }
        }
        let _ = std::fs::remove_file(&path);
    }))
}

async fn serve(app: SharedApp, stream: UnixStream) {
    if let Err(error) = answer(&app, stream).await {
        tracing::warn!(%error, "control socket");
    }
}

async fn answer(app: &SharedApp, stream: UnixStream) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    let mut stopping = app.stopping.clone();
    let mut read = BufReader::new(read.take(LINE_MAX_BYTES));
    tokio::select! {
        () = stopped(&mut stopping) => return Ok(()),
        read = timeout(CONTROL_TIMEOUT, read.read_line(&mut line)) => read??,
    };
    let answer = match serde_json::from_str(&line) {
        Ok(ControlRequest::Backup { to }) => back_up(app, to).await,
        Ok(ControlRequest::Proof { competition, skill, competitor, to }) => write_proof(app, competition, skill, competitor, to).await,
        Ok(ControlRequest::Pair { expert, competition, skill }) => pairing_code(app, &expert, competition.as_deref(), skill.as_deref()),
        Ok(ControlRequest::Password) => new_password(app).await,
        Err(error) => ControlAnswer::Failed { why: error.to_string() },
    };
    let mut json = serde_json::to_vec(&answer)?;
    json.push(b'\n');
    write.write_all(&json).await
}

async fn back_up(app: &SharedApp, to: PathBuf) -> ControlAnswer {
    let app = SharedApp::clone(app);
    let done = tokio::task::spawn_blocking(move || {
        backup_all(&app.store, app.office.get().map(|office| &office.archive), &to)?;
        Ok::<u64, ArchiveFault>(std::fs::metadata(&to).map_or(0, |file| file.len()))
    });
    match done.await {
        Ok(Ok(bytes)) => ControlAnswer::BackedUp { bytes },
        Ok(Err(fault)) => ControlAnswer::Failed { why: fault.to_string() },
        Err(error) => ControlAnswer::Failed { why: error.to_string() },
    }
}

/// Whoever knew the old one is signed out.
async fn new_password(app: &SharedApp) -> ControlAnswer {
    // Whoever has just given the old one has a session by now, which ends here, or is not let in.
    let Ok(_alone) = app.password_checks.acquire().await else { return ControlAnswer::Failed { why: "the server is stopping".to_owned() } };
    let app = SharedApp::clone(app);
    let done = tokio::task::spawn_blocking(move || {
        let password = sign_in::replace_password(&app.store).map_err(|fault| fault.to_string())?;
        app.sessions.end_the_organisers();
        Ok::<_, String>(password)
    });
    match done.await {
        Ok(Ok(password)) => ControlAnswer::Password { password },
        Ok(Err(why)) => ControlAnswer::Failed { why },
        Err(error) => ControlAnswer::Failed { why: error.to_string() },
    }
}

async fn write_proof(
    app: &SharedApp,
    competition: CompetitionId,
    skill: SkillId,
    competitor: Option<CompetitorId>,
    to: PathBuf,
) -> ControlAnswer {
    let app = SharedApp::clone(app);
    let done = tokio::task::spawn_blocking(move || {
        let (_, view) = app.views.find(&competition).ok_or_else(|| format!("there is no competition {competition} here"))?;
        let text = app.notary().text(view, &skill, competitor.as_ref()).map_err(|fault| fault.to_string())?;
        written_whole(&to, |partial| {
            let fault = |error: io::Error| JournalFault::File { path: partial.into(), what: error.to_string() };
            std::fs::File::create(partial)
                .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
                .map_err(fault)
        })
        .map_err(|fault| fault.to_string())?;
        Ok::<u64, String>(text.len() as u64)
    });
    match done.await {
        Ok(Ok(bytes)) => ControlAnswer::Written { bytes },
        Ok(Err(why)) => ControlAnswer::Failed { why },
        Err(error) => ControlAnswer::Failed { why: error.to_string() },
    }
}

fn pairing_code(app: &App, expert: &str, competition: Option<&str>, skill: Option<&str>) -> ControlAnswer {
    let places = invitations(app, expert, competition, skill);
    let invitation = match places.as_slice() {
        [one] => one.clone(),
        [] => return ControlAnswer::Failed { why: format!("there is no expert {expert} here") },
        several => {
            let names: Vec<String> =
                several.iter().map(|place| format!("{}/{}", app.views.contests[place.contest].id, place.skill)).collect();
            return ControlAnswer::Failed { why: format!("expert {expert} is in {}; add --competition and --skill", names.join(", ")) };
        }
    };
    match issue_code(app, invitation) {
        Ok(code) => ControlAnswer::Code { code: code.code, url: code.url, expires_at: code.expires_at },
        Err(error) => ControlAnswer::Failed { why: error.to_string() },
    }
}

/// Everywhere an expert of this id judges.
fn invitations(app: &App, expert: &str, competition: Option<&str>, skill: Option<&str>) -> Vec<Invitation> {
    let mut found = Vec::new();
    for (contest, view) in app.views.contests.iter().enumerate().filter(|(_, view)| competition.is_none_or(|id| view.id.as_str() == id)) {
        for known in view.competition.skills.iter().filter(|known| skill.is_none_or(|id| known.id.as_str() == id)) {
            if let Some(index) = known.expert_index(expert) {
                found.push(Invitation { contest, skill: known.id.clone(), expert: known.experts[index].id.clone() });
            }
        }
    }
    found
}

/// Asks the server that has this data folder open.
///
/// # Errors
/// When no server listens there, or it answers nonsense.
pub async fn ask(folder: &Path, request: &ControlRequest) -> io::Result<ControlAnswer> {
    let stream = UnixStream::connect(folder.join(CONTROL_SOCKET)).await?;
    let (read, mut write) = stream.into_split();
    let mut json = serde_json::to_vec(request)?;
    json.push(b'\n');
    write.write_all(&json).await?;
    let mut line = String::new();
    BufReader::new(read.take(LINE_MAX_BYTES)).read_line(&mut line).await?;
    Ok(serde_json::from_str(&line)?)
}

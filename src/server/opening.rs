//! Opening one more competition while the server runs.

use std::sync::PoisonError;

use super::{app::App, error::ApiError};
use crate::{
    competition::Competition,
    engine::{Contest, ContestNumber, OpenFault},
    live::ContestView,
};

/// Records the opening and shows the competition to everybody. It waits for the disk: call it where it may block.
///
/// # Errors
/// When a competition of this id is open, there are too many, or the journal fails.
pub fn open_competition(app: &App, competition: Competition) -> Result<ContestNumber, ApiError> {
    let _one_at_a_time = app.opening.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(reason) = app.engine.read_only() {
        return Err(ApiError::ReadOnly(reason.to_string()));
    }
    if app.views.find(competition.id.as_str()).is_some() {
        return Err(ApiError::AlreadyOpen(competition.id));
    }
    if app.views.contests.is_full() {
        return Err(ApiError::Full("competitions"));
    }
    let contest = Contest::open(&app.store, competition, app.now()).map_err(|fault| failed(app, fault))?;
    let view = ContestView::new(&app.store, contest.clone(), app.now())?.ok_or(ApiError::Internal("the opening was not recorded"))?;
    // Nobody can send it a command before readers have it.
    let number = app.engine.add(contest);
    app.views.contests.push(view).map(|()| number).map_err(|_| ApiError::Full("competitions"))
}

fn failed(app: &App, fault: OpenFault) -> ApiError {
    match fault {
        OpenFault::Journal(fault) => {
            app.engine.fail(&fault);
            ApiError::Storage(fault)
        }
        other => {
            tracing::error!(fault = %other, "a competition could not be opened");
            ApiError::Internal("the competition could not be opened")
        }
    }
}

//! `DELETE /api/drafts/{draft}`.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};

use super::{aside, store::Drafts};
use crate::server::{app::SharedApp, error::ApiError};

/// Also one that was opened: the competition is in the journal.
pub async fn remove(State(app): State<SharedApp>, Path(draft): Path<String>) -> Result<StatusCode, ApiError> {
    aside(app, move |app| {
        let _one_at_a_time = app.drafts.lock();
        Drafts::forget(&app.drafts.find(&draft)?)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

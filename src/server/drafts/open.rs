//! `POST /api/drafts/{draft}/open`: from now on judges mark by these rules. The draft stays as the record of what was opened.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{DraftFault, aside, check::checked};
use crate::{
    import::Severity,
    server::{app::SharedApp, error::ApiError, json::JsonBody, opening::open_competition},
    wire::{DraftOpenRequest, DraftOpened},
};

pub async fn open(
    State(app): State<SharedApp>,
    Path(draft): Path<String>,
    JsonBody(request): JsonBody<DraftOpenRequest>,
) -> Result<Json<DraftOpened>, ApiError> {
    aside(app, move |app| {
        let _nothing_changes = app.drafts.lock();
        let draft = app.drafts.open_to_change(&draft)?;
        let (check, import) = checked(app, &draft)?;
        if check.digest != request.digest {
            return Err(DraftFault::ChangedMeanwhile.into());
        }
        let errors = check.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
        let competition = import.competition.filter(|_| check.openable).ok_or(DraftFault::Faulty(errors))?;
        let id = competition.id.to_string();
        open_competition(app, competition)?;
        draft.set_opened(&id)?;
        tracing::info!(competition = %id, draft = %draft.name, "a competition was opened");
        Ok(Json(DraftOpened { competition: id }))
    })
    .await
}

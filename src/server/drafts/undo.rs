//! `POST /api/drafts/{draft}/undo`: the version before the last change, and again: back.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{DraftFault, aside, path::DraftPath, show::about, store::Before};
use crate::{
    server::{app::SharedApp, error::ApiError, json::JsonBody},
    wire::{DraftFile, DraftUndoRequest},
};

pub async fn undo(
    State(app): State<SharedApp>,
    Path(draft): Path<String>,
    JsonBody(request): JsonBody<DraftUndoRequest>,
) -> Result<Json<DraftFile>, ApiError> {
    aside(app, move |app| {
        let path: DraftPath = request.path.parse()?;
        let _one_at_a_time = app.drafts.lock();
        let draft = app.drafts.open_to_change(&draft)?;
        match draft.before(&path)? {
            Before::Unchanged => return Err(DraftFault::NothingBefore.into()),
            Before::Absent => draft.replace(&path, None)?,
            Before::File(content) => draft.replace(&path, Some(&content))?,
        }
        about(&draft, &path)?.map(Json).ok_or(ApiError::Internal("what was undone is gone"))
    })
    .await
}

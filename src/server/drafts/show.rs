//! `GET /api/drafts/{draft}`: its files.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    aside,
    path::DraftPath,
    store::{Before, Draft, etag},
};
use crate::{
    server::{app::SharedApp, error::ApiError},
    wire::{DraftFile, DraftView},
};

pub async fn show(State(app): State<SharedApp>, Path(draft): Path<String>) -> Result<Json<DraftView>, ApiError> {
    aside(app, move |app| {
        let draft = app.drafts.find(&draft)?;
        let mut files = Vec::new();
        for path in draft.paths()? {
            files.extend(about(&draft, &path)?);
        }
        Ok(Json(DraftView { draft: draft.name.clone(), opened: draft.opened(), files }))
    })
    .await
}

/// `None` for a file that neither is nor was there.
pub fn about(draft: &Draft, path: &DraftPath) -> Result<Option<DraftFile>, ApiError> {
    let (content, can_undo) = (draft.read(path)?, !matches!(draft.before(path)?, Before::Unchanged));
    if content.is_none() && !can_undo {
        return Ok(None);
    }
    let bytes = content.as_ref().map_or(0, Vec::len);
    Ok(Some(DraftFile {
        path: path.to_string(),
        etag: content.as_deref().map(etag),
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        can_undo,
    }))
}

//! `POST /api/drafts`.

use axum::{extract::State, http::StatusCode};
use toml_edit::{DocumentMut, value};

use super::{
    aside,
    path::COMPETITION,
    store::{Draft, Drafts},
    template,
};
use crate::{
    server::{app::SharedApp, error::ApiError, json::JsonBody},
    wire::{DraftCreateRequest, DraftOrigin},
};

pub async fn create(State(app): State<SharedApp>, JsonBody(request): JsonBody<DraftCreateRequest>) -> Result<StatusCode, ApiError> {
    aside(app, move |app| {
        let _one_at_a_time = app.drafts.lock();
        // Looked for before the new one is made.
        let origin = match &request.from {
            DraftOrigin::CopyOf(name) => Some(app.drafts.find(name)?),
            DraftOrigin::Template { .. } | DraftOrigin::Nothing => None,
        };
        let draft = app.drafts.create(request.draft.trim())?;
        let filled = match (&request.from, origin) {
            (DraftOrigin::Template { title }, _) => template::fill(&draft, title),
            (_, Some(origin)) => copy(&origin, &draft),
            _ => Ok(()),
        };
        if filled.is_err() {
            Drafts::forget(&draft)?;
        }
        filled.map(|()| StatusCode::CREATED)
    })
    .await
}

/// Every file, under its own id: two competitions of one id cannot both be open.
fn copy(origin: &Draft, draft: &Draft) -> Result<(), ApiError> {
    for path in origin.paths()? {
        let Some(mut content) = origin.read(&path)? else { continue };
        if path.as_str() == COMPETITION
            && let Some(mut about) = String::from_utf8(content.clone()).ok().and_then(|text| text.parse::<DocumentMut>().ok())
            && about.contains_key("id")
        {
            about["id"] = value(draft.name.as_str());
            content = about.to_string().into_bytes();
        }
        draft.fill(&path, &content)?;
    }
    Ok(())
}

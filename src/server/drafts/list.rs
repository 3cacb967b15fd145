//! `GET /api/drafts`.

use std::{fs, time::UNIX_EPOCH};

use axum::{Json, extract::State};

use super::{aside, path::DraftPath, store::Draft};
use crate::{
    competition::Text,
    server::{app::SharedApp, error::ApiError},
    wire::{DraftList, DraftSummary},
};

pub async fn list(State(app): State<SharedApp>) -> Result<Json<DraftList>, ApiError> {
    aside(app, |app| {
        let mut drafts: Vec<DraftSummary> = app.drafts.all()?.iter().map(summary).collect();
        drafts.sort_by_key(|draft| (draft.opened.is_some(), std::cmp::Reverse(draft.changed_at)));
        Ok(Json(DraftList { drafts }))
    })
    .await
}

fn summary(draft: &Draft) -> DraftSummary {
    DraftSummary { draft: draft.name.clone(), title: title(draft), changed_at: changed_at(draft), opened: draft.opened() }
}

/// As far as it can be read; a file with faults is for the check.
fn title(draft: &Draft) -> Text {
    let text = fs::read_to_string(draft.folder.join(super::path::COMPETITION)).unwrap_or_default();
    let table: toml::Table = text.parse().unwrap_or_default();
    let written = ["title", "titles", "name"].iter().find_map(|key| table.get(*key));
    match written {
        Some(toml::Value::String(title)) => Text::plain(title),
        Some(toml::Value::Table(both)) => {
            let of = |language: &str| both.get(language).and_then(toml::Value::as_str).unwrap_or_default();
            Text::new(of("zh"), of("en"))
        }
        _ => Text::plain(&draft.name),
    }
}

fn changed_at(draft: &Draft) -> i64 {
    let paths = draft.paths().unwrap_or_default();
    let files = paths.iter().map(DraftPath::relative).map(|path| draft.folder.join(path)).chain([draft.folder.clone()]);
    let times = files.filter_map(|file| fs::symlink_metadata(file).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    times.max().and_then(|newest| i64::try_from(newest.as_millis()).ok()).unwrap_or(0)
}

//! `GET`, `POST /api/drafts/{draft}/workbooks/{skill}`: the scheme of a CIS workbook, shown as a table, and turned into one.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};

use super::{DraftFault, aside, store::Draft};
use crate::{
    competition::SkillId,
    import::{Converted, workbook_as_table},
    server::{app::SharedApp, error::ApiError},
    wire::SchemeTable,
};

pub async fn show_table(State(app): State<SharedApp>, Path((draft, skill)): Path<(String, String)>) -> Result<Json<SchemeTable>, ApiError> {
    aside(app, move |app| {
        let converted = converted(&app.drafts.find(&draft)?, &skill)?;
        Ok(Json(SchemeTable { table: converted.table, same: converted.same }))
    })
    .await
}

/// Only where the skill stays exactly the same.
pub async fn convert(State(app): State<SharedApp>, Path((draft, skill)): Path<(String, String)>) -> Result<StatusCode, ApiError> {
    aside(app, move |app| {
        let _one_at_a_time = app.drafts.lock();
        let draft = app.drafts.open_to_change(&draft)?;
        let converted = converted(&draft, &skill)?;
        if !converted.same {
            return Err(DraftFault::NotTheSame.into());
        }
        let path = |name: &str| format!("skills/{skill}/{name}").parse();
        draft.replace(&path("skill.toml")?, Some(converted.rules.as_bytes()))?;
        draft.replace(&path("scheme.csv")?, Some(converted.table.as_bytes()))?;
        draft.replace(&path("scheme.xlsx")?, None)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

fn converted(draft: &Draft, skill: &str) -> Result<Converted, ApiError> {
    let known = draft.skills()?.iter().any(|known| known == skill);
    let id: Option<SkillId> = skill.parse().ok().filter(|_| known);
    Ok(workbook_as_table(&draft.folder, &id.ok_or(ApiError::NotFound("such skill"))?).map_err(DraftFault::from)?)
}

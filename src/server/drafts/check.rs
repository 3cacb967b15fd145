//! `GET /api/drafts/{draft}/check`: every fault of the folder.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{aside, path::COMPETITION, store::Draft};
use crate::{
    competition::Text,
    import::{Import, Severity, read_without_marks},
    server::{
        app::{App, SharedApp},
        error::ApiError,
    },
    wire::{DraftCheck, DraftFault, DraftSkill},
};

pub async fn check(State(app): State<SharedApp>, Path(draft): Path<String>) -> Result<Json<DraftCheck>, ApiError> {
    aside(app, move |app| {
        let _nothing_changes = app.drafts.lock();
        let draft = app.drafts.find(&draft)?;
        checked(app, &draft).map(|(check, _)| Json(check))
    })
    .await
}

pub fn checked(app: &App, draft: &Draft) -> Result<(DraftCheck, Import), ApiError> {
    let import = read_without_marks(&draft.folder);
    let mut faults: Vec<DraftFault> = import.faults.iter().map(DraftFault::from).collect();
    let id = import.competition.as_ref().map(|competition| competition.id.to_string());
    if let Some(id) = id.as_deref().filter(|id| draft.opened().is_none() && app.views.find(id).is_some()) {
        faults.insert(0, id_taken(id));
    }
    let openable = import.competition.is_some() && !faults.iter().any(|fault| fault.severity == Severity::Error);
    let title = |skill: &str| {
        let known = import.competition.as_ref().and_then(|competition| competition.skill(skill));
        known.map_or_else(|| Text::plain(skill), |skill| skill.title.clone())
    };
    let skills = import.summary.skills.iter().map(|skill| DraftSkill::new(title(&skill.skill), skill)).collect();
    Ok((DraftCheck { competition: id, digest: draft.digest()?, openable, faults, skills }, import))
}

fn id_taken(id: &str) -> DraftFault {
    DraftFault {
        severity: Severity::Error,
        code: "already-open".to_owned(),
        file: COMPETITION.to_owned(),
        row: None,
        column: Some("id".to_owned()),
        found: id.to_owned(),
        problem: "a competition of this id is open already".to_owned(),
        remedy: "give this one another id".to_owned(),
        skill: None,
    }
}

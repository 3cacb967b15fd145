//! `GET /api/audit/{competition}`, `GET /api/audit/{competition}/{skill}`: the journal from newest to oldest.

use std::ops::ControlFlow;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;

use super::place::apart;
use crate::{
    judging::Entry,
    live::{
        ContestView,
        audit::{AuditLine, line},
    },
    server::{
        app::{App, SharedApp},
        error::ApiError,
        limits::{AUDIT_BATCH_ENTRIES, AUDIT_LOOK_BACK_MAX, AUDIT_PAGE_DEFAULT, AUDIT_PAGE_MAX},
        query::QueryOf,
    },
    wire::AuditPage,
};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    skill: Option<String>,
    competitor: Option<String>,
    /// Who made the entry.
    expert: Option<String>,
    aspect: Option<String>,
    kind: Option<String>,
    text: Option<String>,
    before: Option<u64>,
    limit: Option<usize>,
}

impl Wanted {
    fn has(&self, line: &AuditLine) -> bool {
        let shown = &line.shown;
        let is = |wanted: &Option<String>, found: Option<&str>| wanted.as_deref().is_none_or(|wanted| found == Some(wanted));
        let among = |wanted: &Option<String>, found: &[String]| wanted.as_ref().is_none_or(|wanted| found.contains(wanted));
        is(&self.skill, shown.skill.as_deref())
            && is(&self.kind, Some(shown.kind))
            && is(&self.expert, shown.actor.id.as_deref())
            && among(&self.competitor, &line.competitors)
            && among(&self.aspect, &line.aspects)
            && self.text.as_deref().is_none_or(|text| line.says(text))
    }

    /// Empty fields of a form ask for nothing.
    fn tidied(mut self) -> Self {
        for field in [&mut self.skill, &mut self.competitor, &mut self.expert, &mut self.aspect, &mut self.kind, &mut self.text] {
            *field = field.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        self.text = self.text.map(|text| text.to_lowercase());
        self
    }
}

pub async fn of_competition(
    State(app): State<SharedApp>,
    Path(competition): Path<String>,
    QueryOf(wanted): QueryOf<Wanted>,
) -> Result<Json<AuditPage>, ApiError> {
    apart(move || page(&app, &competition, &wanted.tidied()).map(Json)).await
}

pub async fn of_skill(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    QueryOf(wanted): QueryOf<Wanted>,
) -> Result<Json<AuditPage>, ApiError> {
    apart(move || page(&app, &competition, &Wanted { skill: Some(skill), ..wanted.tidied() }).map(Json)).await
}

fn page(app: &App, competition: &str, wanted: &Wanted) -> Result<AuditPage, ApiError> {
    let (_, view) = app.views.find(competition).ok_or(ApiError::NotFound("such competition"))?;
    if wanted.skill.as_ref().is_some_and(|skill| view.competition.skill_index(skill).is_none()) {
        return Err(ApiError::NotFound("such skill"));
    }
    let limit = wanted.limit.unwrap_or(AUDIT_PAGE_DEFAULT).clamp(1, AUDIT_PAGE_MAX);
    // What readers have not folded yet they cannot tell about.
    let newest = view.state().position + 1;
    let mut before = wanted.before.map_or(newest, |before| before.min(newest));
    let end = before.saturating_sub(AUDIT_LOOK_BACK_MAX).max(1);
    let mut entries = Vec::new();
    while before > end && entries.len() < limit {
        let batch = read_back(app, view, before, usize::try_from(before - end).unwrap_or(usize::MAX).min(AUDIT_BATCH_ENTRIES))?;
        if batch.is_empty() {
            break;
        }
        let state = view.state();
        for entry in batch {
            before = entry.position;
            let line = line(&state, &entry);
            if wanted.has(&line) {
                entries.push(line.shown);
                if entries.len() == limit {
                    break;
                }
            }
        }
    }
    Ok(AuditPage { entries, looked_to: before, next_before: (before > 1).then_some(before) })
}

/// The entries before a position, newest first.
fn read_back(app: &App, view: &ContestView, before: u64, most: usize) -> Result<Vec<Entry>, ApiError> {
    let mut batch = Vec::with_capacity(most);
    app.store.read_back(&view.id, view.stream, before, |sealed| {
        batch.push(sealed.entry);
        if batch.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(batch)
}

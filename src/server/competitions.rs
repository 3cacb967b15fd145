//! `GET /api/competitions`, `GET /health`, `GET /ready`.

use axum::{Json, extract::State, http::StatusCode};

use super::app::SharedApp;
use crate::{
    competition::{Competition, Skill},
    judging::Millis,
    live::{ContestView, skill_state},
    publication::{Label, MarkingProgress},
    wire::{CompetitionSummary, Competitions, Health, Progress, SkillState, SkillSummary, Visibility},
};

pub async fn list(State(app): State<SharedApp>) -> Json<Competitions> {
    Json(Competitions { competitions: app.views.contests.iter().map(|view| summary(view, app.now())).collect() })
}

pub fn summary(view: &ContestView, now: Millis) -> CompetitionSummary {
    let competition: &Competition = &view.competition;
    CompetitionSummary {
        id: competition.id.to_string(),
        title: competition.title.clone(),
        class: competition.class,
        starts: competition.starts.clone(),
        ends: competition.ends.clone(),
        skills: competition.skills.iter().zip(view.progress(now)).map(|(skill, progress)| skill_summary(skill, progress)).collect(),
    }
}

fn skill_summary(skill: &Skill, (label, progress): (Label, Option<MarkingProgress>)) -> SkillSummary {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    SkillSummary {
        id: skill.id.to_string(),
        title: skill.title.clone(),
        competitors: count(skill.competitors.len()),
        aspects: count(skill.scheme.aspects.len()),
        visibility: if progress.is_some() { Visibility::Live } else { Visibility::Hidden },
        label,
        state: if label == Label::Ceremony { SkillState::Locked } else { skill_state(progress) },
        progress: progress.map(|progress| Progress { done: count(progress.done), of: count(progress.of) }),
    }
}

/// 503 when marks cannot be taken: after a storage fault, and while the server stops.
pub async fn ready(State(app): State<SharedApp>) -> (StatusCode, Json<Health>) {
    if *app.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(Health { status: "stopping", reason: None }));
    }
    let is_writable = app.engine.read_only().is_none();
    let status = if is_writable { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, health(State(app)).await)
}

/// 200 as long as the process answers.
pub async fn health(State(app): State<SharedApp>) -> Json<Health> {
    let reason = app.engine.read_only().map(|reason| reason.to_string());
    Json(Health { status: if reason.is_some() { "read-only" } else { "ok" }, reason })
}

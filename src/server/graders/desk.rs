//! `GET /api/graders/{competition}/{skill}`, `POST /api/graders`, `DELETE /api/graders/{grader}`.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;

use super::token::new_token;
use crate::{
    competition::{GraderId, Skill},
    judging::{Action, Refusal, SkillState, grader_of},
    server::{app::SharedApp, desk::place::Place, error::ApiError, json::JsonBody, query::QueryOf},
    wire::{GraderCard, GraderRequest, GraderToken, Graders},
};

pub async fn list(State(app): State<SharedApp>, Path((competition, skill)): Path<(String, String)>) -> Result<Json<Graders>, ApiError> {
    let place = Place::find(&app, &competition, &skill)?;
    let state = place.view.state();
    Ok(Json(Graders { graders: cards(place.skill(), &state.skills[place.index]) }))
}

fn cards(skill: &Skill, state: &SkillState) -> Vec<GraderCard> {
    let mut measures: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (aspect, rule) in skill.scheme.aspects.iter().enumerate() {
        if let Some(grader) = grader_of(skill, aspect) {
            measures.entry(grader).or_default().push(rule.id.to_string());
        }
    }
    let card = |(name, aspects): (&str, Vec<String>)| {
        let known = state.proceedings.graders.get(name);
        let awaiting = state.proceedings.measured.values().filter(|measured| measured.grader.as_str() == name).count();
        GraderCard {
            grader: name.to_owned(),
            aspects,
            added_at: known.map(|known| known.added_at),
            revoked: known.is_some_and(|known| known.revoked),
            last_run_at: known.and_then(|known| known.last_run_at),
            measurements: known.map_or(0, |known| known.measurements),
            awaiting: u32::try_from(awaiting).unwrap_or(u32::MAX),
        }
    };
    measures.into_iter().map(card).collect()
}

/// A new token; one there was before is void.
pub async fn add(State(app): State<SharedApp>, JsonBody(of): JsonBody<GraderRequest>) -> Result<Json<GraderToken>, ApiError> {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    let grader: GraderId = of.grader.parse().map_err(|_| Refusal::UnknownGrader(of.grader))?;
    let (token, token_hash) = new_token(&place.view.id, &place.skill().id, &grader);
    place.ask(Action::AddGrader { skill: place.skill_id(), grader: grader.clone(), token_hash }).await?;
    Ok(Json(GraderToken { grader: grader.to_string(), token }))
}

#[derive(Deserialize)]
pub struct Of {
    competition: String,
    skill: String,
}

pub async fn revoke(State(app): State<SharedApp>, Path(grader): Path<String>, QueryOf(of): QueryOf<Of>) -> Result<StatusCode, ApiError> {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    let grader = grader.parse().map_err(|_| ApiError::NotFound("such grader"))?;
    match place.ask(Action::RevokeGrader { skill: place.skill_id(), grader }).await {
        Err(ApiError::Refused(Refusal::UnknownGrader(_))) => Err(ApiError::NotFound("such grader")),
        done => done.map(|()| StatusCode::NO_CONTENT),
    }
}

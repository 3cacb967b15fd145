//! `GET /api/explanations/{competition}/{skill}/{competitor}`.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    app::{App, SharedApp},
    error::ApiError,
};
use crate::explain::{Entries, Explanation, Question, explain};

pub async fn explanation(
    State(app): State<SharedApp>,
    Path((competition, skill, competitor)): Path<(String, String, String)>,
) -> Result<Json<Explanation>, ApiError> {
    // Milliseconds in a large skill: other requests do not wait for it, and marks never do.
    let made = tokio::task::spawn_blocking(move || made(&app, &competition, &skill, &competitor)).await;
    made.map_err(|_| ApiError::Internal("the explanation could not be made"))?.map(Json)
}

fn made(app: &App, competition: &str, skill: &str, competitor: &str) -> Result<Explanation, ApiError> {
    let (_, view) = app.views.find(competition).ok_or(ApiError::NotFound("such competition"))?;
    let competition = &view.competition;
    let index = competition.skill_index(skill).ok_or(ApiError::NotFound("such skill"))?;
    let skill = &competition.skills[index];
    let state = view.state();
    let of_skill = &state.skills[index];
    let competitor = of_skill.competitor(competitor).ok_or(ApiError::NotFound("such competitor"))?;
    let ranking = of_skill.ranking(skill);
    let entries = Entries::Journal { last: state.position };
    let (tally, draws) = (&of_skill.tally, of_skill.draws.as_slice());
    Ok(explain(&Question { competition, skill, tally, ranking: &ranking, draws, competitor, entries }))
}

//! `GET /api/explanations/{competition}/{skill}/{competitor}`.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    app::SharedApp,
    desk::place::{Place, apart},
    error::ApiError,
};
use crate::explain::{Entries, Explanation, Question, explain};

pub async fn explanation(
    State(app): State<SharedApp>,
    Path((competition, skill, competitor)): Path<(String, String, String)>,
) -> Result<Json<Explanation>, ApiError> {
    apart(move || made(&Place::find(&app, &competition, &skill)?, &competitor).map(Json)).await
}

fn made(place: &Place<'_>, competitor: &str) -> Result<Explanation, ApiError> {
    let look = place.look();
    let (skill, state) = (&*look.skill, &look.state);
    let competitor = state.competitor(competitor).ok_or(ApiError::NotFound("such competitor"))?;
    let ranking = state.ranking(skill);
    let entries = Entries::Journal { last: look.position };
    let (competition, tally, draws) = (&*place.view.competition, &state.tally, state.draws.as_slice());
    Ok(explain(&Question { competition, skill, tally, ranking: &ranking, draws, competitor, entries }))
}

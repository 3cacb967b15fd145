//! `GET /api/missing/{competition}/{skill}?day=&sub_criterion=&panel=&expert=`.

use axum::{
    Json,
    extract::{Path, State},
};

use super::place::{Place, apart};
use crate::{
    live::missing,
    server::{app::SharedApp, error::ApiError, query::QueryOf},
    wire::{Missing, MissingQuery},
};

pub async fn of_skill(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    QueryOf(asked): QueryOf<MissingQuery>,
) -> Result<Json<Missing>, ApiError> {
    apart(move || Ok(Json(made(&Place::find(&app, &competition, &skill)?, &asked)))).await
}

fn made(place: &Place<'_>, asked: &MissingQuery) -> Missing {
    let (position, state) = {
        let state = place.view.state();
        (state.position, state.skills[place.index].clone())
    };
    // Not through `Look`: it forgets who of an incomplete panel has scored, and that is what is asked.
    match state.veiled(place.skill()) {
        Some((skill, state)) => missing(&skill, &state, position, asked),
        None => missing(place.skill(), &state, position, asked),
    }
}

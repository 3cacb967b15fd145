//! `GET /api/cards/{competition}`: what became of the cards; never their codes.

use axum::{
    Json,
    extract::{Path, State},
};

use crate::{
    server::{app::SharedApp, error::ApiError},
    wire::{CardProgress, CardState, CardStates},
};

pub async fn list(State(app): State<SharedApp>, Path(competition): Path<String>) -> Result<Json<CardStates>, ApiError> {
    let (_, view) = app.views.find(&competition).ok_or(ApiError::NotFound("such competition"))?;
    let mut cards = app.store.cards(view.stream)?;
    // The newest of an expert comes first.
    cards.sort_by_key(|card| std::cmp::Reverse(card.expires_at));
    let now = app.now();
    let shown = cards.into_iter().map(|card| CardState {
        state: match card.used_at {
            Some(_) => CardProgress::Used,
            None if card.expires_at <= now => CardProgress::Expired,
            None => CardProgress::Waiting,
        },
        skill: card.skill,
        expert: card.expert,
        expires_at: card.expires_at,
        used_at: card.used_at,
    });
    Ok(Json(CardStates { cards: shown.collect() }))
}

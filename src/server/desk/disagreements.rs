//! `GET /api/disagreements/{competition}/{skill}`.

use axum::{
    Json,
    extract::{Path, State},
};

use super::place::{Place, apart};
use crate::{
    live::disagreements,
    server::{app::SharedApp, error::ApiError},
    wire::Disagreements,
};

pub async fn of_skill(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<Json<Disagreements>, ApiError> {
    apart(move || Ok(Json(disagreements(&Place::find(&app, &competition, &skill)?.look())))).await
}

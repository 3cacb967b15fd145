//! `GET /api/affairs/{competition}/{skill}`.

use axum::{
    Json,
    extract::{Extension, Path, State},
};

use super::place::{Place, apart};
use crate::{
    live::affairs::{Viewer, affairs},
    server::{access::Holder, app::SharedApp, error::ApiError},
    wire::Affairs,
};

pub async fn of_skill(
    State(app): State<SharedApp>,
    Extension(holder): Extension<Holder>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<Json<Affairs>, ApiError> {
    apart(move || {
        let place = Place::find(&app, &competition, &skill)?;
        let viewer = match holder {
            Holder::Organiser(_) => Viewer::Organiser,
            Holder::Device(who) => Viewer::Expert(who.expert),
            Holder::Officer(_) => return Err(ApiError::Forbidden),
        };
        // Signatures name a digest of the marks under the real ids, which codes stand for here too.
        let state = place.view.state().skills[place.index].clone();
        Ok(Json(affairs(place.skill(), &state, viewer)))
    })
    .await
}

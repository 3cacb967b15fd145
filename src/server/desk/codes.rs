//! `POST /api/codes`, `GET /api/codes/{competition}/{skill}/{layer}`.

use std::collections::HashSet;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::place::Place;
use crate::{
    competition::Skill,
    export::csv::formula_safe,
    judging::{Action, Refusal},
    server::{app::SharedApp, error::ApiError, json::JsonBody, secrets},
    wire::CodesRequest,
};

pub async fn draw(State(app): State<SharedApp>, JsonBody(of): JsonBody<CodesRequest>) -> Result<StatusCode, ApiError> {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    let layers = layers(place.skill()).map_err(|_| ApiError::Internal("the system gives no randomness"))?;
    place.ask(Action::DrawCodes { skill: place.skill_id(), layers }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One code for everybody in each layer, each drawn by chance, no two alike.
fn layers(skill: &Skill) -> Result<Vec<Vec<String>>, rand::rngs::SysError> {
    let mut taken: HashSet<String> = skill.competitors.iter().map(|competitor| competitor.id.to_string()).collect();
    let mut one = || loop {
        let code = secrets::new_competitor_code()?;
        if taken.insert(code.clone()) {
            return Ok(code);
        }
    };
    (0..skill.conduct.code_layers).map(|_| skill.competitors.iter().map(|_| one()).collect()).collect()
}

/// Who has which code. That it was taken is on record before it is given.
pub async fn sheet(
    State(app): State<SharedApp>,
    Path((competition, skill, layer)): Path<(String, String, u8)>,
) -> Result<Response, ApiError> {
    let place = Place::find(&app, &competition, &skill)?;
    place.ask(Action::TakeCodeSheet { skill: place.skill_id(), layer }).await?;
    let csv = written(&place, layer)?;
    let name = format!("attachment; filename=\"codes-{layer}.csv\"");
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)], csv).into_response())
}

fn written(place: &Place<'_>, layer: u8) -> Result<Vec<u8>, ApiError> {
    let state = place.view.state();
    let drawn = state.skills[place.index].proceedings.codes.as_ref().ok_or(Refusal::CodesMissing)?;
    let codes = usize::from(layer).checked_sub(1).and_then(|layer| drawn.layers.get(layer)).ok_or(Refusal::LayerOrder)?;
    let failed = |_| ApiError::Internal("the code sheet could not be written");
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record(["competitor", "code"]).map_err(failed)?;
    for (competitor, code) in place.skill().competitors.iter().zip(codes) {
        rows.write_record([&*formula_safe(&competitor.id), code]).map_err(failed)?;
    }
    rows.into_inner().map_err(|_| ApiError::Internal("the code sheet could not be written"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_easy_to_read_and_no_number_to_a_spreadsheet() {
        for _ in 0..1_000 {
            let code = secrets::new_competitor_code().expect("randomness");
            assert_eq!(code.len(), 4);
            assert!(!code.contains(['0', 'O', '1', 'I']), "{code}");
            assert!(code.starts_with(|first: char| first.is_ascii_uppercase()), "{code}");
        }
    }
}

//! `POST /api/measurements`: what a machine measured, taken as a whole or not at all.

use axum::{
    Json,
    extract::{Extension, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;

use super::token::Machine;
use crate::{
    competition::Text,
    engine::Answer,
    judging::{Action, Actor, Command, Measure, MeasuredValue, Refusal, run_faults},
    server::{
        app::{App, SharedApp},
        error::ApiError,
        json::JsonBody,
        limits::RUN_FAULTS_TOLD_MAX,
    },
    wire::{MeasurementFault, MeasurementsAnswer, MeasurementsRefused, MeasurementsRequest, Problem},
};

pub async fn post_measurements(
    State(app): State<SharedApp>,
    Extension(machine): Extension<Machine>,
    JsonBody(request): JsonBody<MeasurementsRequest>,
) -> Result<Response, ApiError> {
    meant(&app, &machine, request.competition.as_deref(), request.skill.as_deref())?;
    let measurements = request.measurements.into_iter().map(|one| MeasuredValue {
        competitor: one.competitor,
        aspect: one.aspect,
        value: one.value,
        evidence: one.evidence,
    });
    take(&app, machine, request.run, measurements.collect()).await
}

/// Where a machine names competition and skill, they are those of its token.
pub fn meant(app: &App, machine: &Machine, competition: Option<&str>, skill: Option<&str>) -> Result<(), ApiError> {
    let view = &app.views.contests[machine.contest];
    let other_skill = skill.is_some_and(|skill| skill != view.competition.skills[machine.skill].id.as_str());
    if other_skill || competition.is_some_and(|competition| competition != view.id.as_str()) { Err(ApiError::Forbidden) } else { Ok(()) }
}

pub async fn take(app: &App, machine: Machine, run: String, measurements: Vec<MeasuredValue>) -> Result<Response, ApiError> {
    let view = &app.views.contests[machine.contest];
    let skill = &view.competition.skills[machine.skill];
    let asked = Measure { skill: skill.id.clone(), grader: machine.grader.clone(), run, measurements };
    let count = asked.measurements.len();
    let action = Action::Measure(asked.clone());
    match app
        .engine
        .ask(machine.contest, Command { at: app.now(), actor: Actor::Grader(machine.grader), id: None, browser: None, action })
        .await?
    {
        Answer::Stored(receipt) => {
            let answer = MeasurementsAnswer {
                position: receipt.position,
                hash: if skill.conduct.code_layers > 0 { String::new() } else { HEXLOWER.encode(&receipt.hash) },
                at: receipt.at,
                measurements: count,
            };
            Ok(Json(answer).into_response())
        }
        Answer::Refused(refusal) => {
            let faults = run_faults(skill, &view.state().skills[machine.skill], &asked);
            Ok(refused(&refusal, faults.into_iter().map(|(index, refusal)| fault(Some(index), &refusal)).collect()))
        }
        Answer::ReadOnly(reason) => Err(ApiError::ReadOnly(reason.to_string())),
    }
}

pub fn fault(index: Option<usize>, refusal: &Refusal) -> MeasurementFault {
    MeasurementFault { index, code: refusal.code(), message: refusal.message() }
}

/// Everything that is wrong at once; the error itself is the first of it.
pub fn refused(first: &Refusal, mut faults: Vec<MeasurementFault>) -> Response {
    if faults.is_empty() {
        faults.push(fault(None, first));
    }
    let more = faults.len().saturating_sub(RUN_FAULTS_TOLD_MAX);
    faults.truncate(RUN_FAULTS_TOLD_MAX);
    if more > 0 {
        let message = Text::new(format!("另有 {more} 处错误"), format!("and {more} more faults"));
        faults.push(MeasurementFault { index: None, code: "more", message });
    }
    let error = Problem { code: first.code(), message: first.message() };
    (StatusCode::CONFLICT, Json(MeasurementsRefused { error, faults })).into_response()
}

//! `GET /api/ceremony/{competition}/{skill}?reveal=&from_place=`, `POST /api/ceremony/propose`, `…/step`, `…/end`.

use axum::{
    Json,
    extract::{Extension, Path, State},
    http::StatusCode,
};

use super::place::{Place, apart};
use crate::{
    competition::{BrowserId, Competition, Skill},
    judging::{Action, Proposal, ProposedCeremony, SkillState},
    live::Look,
    ranking::{Reveal, Standing, reveal_steps},
    server::{app::SharedApp, error::ApiError, json::JsonBody, query::QueryOf},
    wire::{
        CeremonyEndRequest, CeremonyQuery, CeremonyRefusal, CeremonyRequest, CeremonyRow, CeremonyStatus, CeremonyStepRequest,
        RunningCeremony,
    },
};

pub async fn status(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    QueryOf(asked): QueryOf<CeremonyQuery>,
) -> Result<Json<CeremonyStatus>, ApiError> {
    apart(move || {
        let place = Place::find(&app, &competition, &skill)?;
        Ok(Json(told(&place, &place.look(), asked)))
    })
    .await
}

fn told(place: &Place<'_>, look: &Look<'_>, asked: CeremonyQuery) -> CeremonyStatus {
    let (skill, state) = (&*look.skill, &look.state);
    let (running, result) = (state.proceedings.ceremony.as_ref(), state.result_digest(skill));
    let called = running.and_then(|_| place.view.ceremony_result(place.index));
    let shown = called.as_ref().unwrap_or(state);
    let (reveal, from_place) = match running {
        Some(ceremony) => (ceremony.what.reveal, ceremony.what.from_place),
        None => (asked.reveal.unwrap_or(Reveal::Places), asked.from_place),
    };
    let would_be = ProposedCeremony { reveal, from_place, result };
    let refusal = state.may_begin_ceremony(skill, &would_be, place.app.now()).err().filter(|_| running.is_none());
    let standings = shown.ranking(skill).standings(skill, &shown.tally, &shown.draws);
    let steps = reveal_steps(&standings, reveal, from_place);
    let others = skill.competitors.len() - steps.iter().map(Vec::len).sum::<usize>();
    CeremonyStatus {
        reveal,
        from_place,
        result: would_be.result,
        refusal: refusal.map(|refusal| CeremonyRefusal { code: refusal.code().to_owned(), message: refusal.message() }),
        running: running.map(|ceremony| RunningCeremony {
            begun_at: ceremony.begun_at,
            step: ceremony.step,
            changed: state.ceremony_stands(skill, ceremony).is_err(),
        }),
        steps: rows(&place.view.competition, skill, shown, &standings, &steps),
        others: u32::try_from(others).unwrap_or(u32::MAX),
    }
}

/// Nobody, while codes are closed: the order of a list of codes would outlive them.
fn rows(
    competition: &Competition,
    skill: &Skill,
    state: &SkillState,
    standings: &[Standing],
    steps: &[Vec<usize>],
) -> Vec<Vec<CeremonyRow>> {
    if state.closed_layers(skill) > 0 {
        return Vec::new();
    }
    let mut standing_of = vec![None; skill.competitors.len()];
    for standing in standings {
        standing_of[standing.competitor] = Some(standing);
    }
    let row = |&competitor: &usize| standing_of[competitor].map(|standing| row(competition, skill, standing));
    steps.iter().map(|step| step.iter().filter_map(row).collect()).collect()
}

fn row(competition: &Competition, skill: &Skill, standing: &Standing) -> CeremonyRow {
    let competitor = &skill.competitors[standing.competitor];
    let delegation = competitor.delegation.and_then(|index| competition.delegations.get(index));
    CeremonyRow {
        competitor: competitor.id.to_string(),
        name: competitor.name.clone(),
        delegation: delegation.map(|delegation| delegation.name.clone()).unwrap_or_default(),
        rank: standing.rank,
        total: standing.total.fixed(skill.rules.decimals),
        medal: standing.medal,
    }
}

pub async fn propose(
    State(app): State<SharedApp>,
    Extension(browser): Extension<BrowserId>,
    JsonBody(of): JsonBody<CeremonyRequest>,
) -> Result<StatusCode, ApiError> {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    let what = Proposal::BeginCeremony(ProposedCeremony { reveal: of.reveal, from_place: of.from_place, result: of.result });
    place.ask_from(Some(browser), Action::Propose { skill: Some(place.skill_id()), what, reason: of.reason }).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn step(State(app): State<SharedApp>, JsonBody(of): JsonBody<CeremonyStepRequest>) -> Result<StatusCode, ApiError> {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    place.ask(Action::StepCeremony { skill: place.skill_id(), from: of.from, to: of.to }).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn end(State(app): State<SharedApp>, JsonBody(of): JsonBody<CeremonyEndRequest>) -> Result<StatusCode, ApiError> {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    place.ask(Action::EndCeremony { skill: place.skill_id(), publish: of.publish }).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! `POST /api/impact/{competition}/{skill}`: places with and without other scores. Nothing is stored.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    place::{Place, apart},
    rows::{Rows, changed},
};
use crate::{
    judging::{PROPOSED_SCORES_MAX, Proposal, ProposedScore, Refusal, SkillState},
    live::find_competitor,
    server::{app::SharedApp, error::ApiError, json::JsonBody},
    wire::{Impact, ImpactRequest},
};

pub async fn impact(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    JsonBody(request): JsonBody<ImpactRequest>,
) -> Result<Json<Impact>, ApiError> {
    // Held until the answer is made, whether or not somebody still waits for it.
    let turn = app.previews.clone().acquire_owned().await.map_err(|_| ApiError::Internal("the server is stopping"))?;
    apart(move || {
        let _turn = turn;
        made(&Place::find(&app, &competition, &skill)?, request).map(Json)
    })
    .await
}

fn made(place: &Place<'_>, request: ImpactRequest) -> Result<Impact, ApiError> {
    let rules = place.skill();
    let (position, mut state) = {
        let state = place.view.state();
        (state.position, state.skills[place.index].clone())
    };
    let what = asked(place, &state, request)?;
    let replacements = state.effect_of(rules, &what)?;
    let before = Rows::of(rules, &state);
    state.replace(rules, &replacements, position + 1).map_err(|_| Refusal::PanelFull)?;
    let (rows, unchanged) = changed(rules, &state, &before, &Rows::of(rules, &state));
    Ok(Impact { position, rows, unchanged })
}

fn asked(place: &Place<'_>, state: &SkillState, request: ImpactRequest) -> Result<Proposal, ApiError> {
    match (request.proposal, request.scores) {
        (Some(number), None) => {
            let proposal = state.proposal(number).ok_or(Refusal::NoSuchProposal(number))?;
            if proposal.closed.is_some() { Err(Refusal::ProposalClosed(number).into()) } else { Ok(proposal.what.clone()) }
        }
        (None, Some(scores)) if scores.is_empty() || scores.len() > PROPOSED_SCORES_MAX => Err(Refusal::TooMany("scores").into()),
        (None, Some(scores)) => {
            let named = |score: ProposedScore| {
                let competitor = find_competitor(place.skill(), state, &score.competitor);
                let competitor = competitor.ok_or_else(|| Refusal::UnknownCompetitor(score.competitor.clone()))?;
                Ok(ProposedScore { competitor: place.skill().competitors[competitor].id.to_string(), ..score })
            };
            Ok(Proposal::Correct { scores: scores.into_iter().map(named).collect::<Result<_, Refusal>>()? })
        }
        _ => Err(ApiError::BadRequest("either proposal or scores".to_owned())),
    }
}

//! `GET /api/delegations/{competition}`: medals by delegation, over the skills and within each.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use crate::{
    competition::Competition,
    live::BoardFrames,
    ranking::{Outcome, delegation_table},
    server::{
        app::SharedApp,
        error::ApiError,
        feeds::{Document, public},
    },
    wire::{BoardRow, DelegationSkill, DelegationStanding, DelegationTable, SkillMedals, Snapshot},
};

pub async fn delegations(State(app): State<SharedApp>, Path(competition): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let (_, view) = app.views.find(&competition).ok_or(ApiError::NotFound("such competition"))?;
    let boards: Vec<Arc<BoardFrames>> = (0..view.competition.skills.len()).map(|skill| app.hall.newest(&view.stage, skill)).collect();
    let shown: Vec<&Snapshot> = boards.iter().map(|board| board.content()).collect();
    let document = Document::json(&table(&view.competition, &shown));
    Ok(public(document.answer(&headers, "application/json")))
}

/// `boards`: what is shown of each skill. Who is on none of them is not in the table.
fn table(competition: &Competition, boards: &[&Snapshot]) -> DelegationTable {
    let outcomes: Vec<Vec<Outcome>> = boards.iter().map(|board| board.rows.iter().map(outcome).collect()).collect();
    let mut entries: BTreeMap<&str, u32> = BTreeMap::new();
    for competitor in boards.iter().flat_map(|board| &board.competitors).filter(|competitor| !competitor.guest) {
        *entries.entry(&competitor.delegation.id).or_default() += 1;
    }
    let row = |row: crate::ranking::DelegationRow| {
        let delegation = &competition.delegations[row.delegation];
        let id = delegation.id.to_string();
        let entries = *entries.get(id.as_str())?;
        Some(DelegationStanding {
            rank: row.rank,
            name: delegation.name.clone(),
            entries,
            medals: row.medals,
            points: row.medal_points.to_string(),
            skills: medals_by_skill(boards, &id),
            id,
        })
    };
    DelegationTable {
        competition: competition.title.clone(),
        skills: competition.skills.iter().zip(boards).map(|(skill, board)| told(skill.id.to_string(), board)).collect(),
        delegations: delegation_table(competition, &outcomes).into_iter().filter_map(row).collect(),
    }
}

fn told(id: String, board: &Snapshot) -> DelegationSkill {
    DelegationSkill { id, title: board.skill.clone(), state: board.state, label: board.label }
}

/// Places and medals; scale scores of different skills are not set side by side here.
fn outcome(row: &BoardRow) -> Outcome {
    Outcome { competitor: row.0 as usize, ranked: row.1.is_some(), scale_score: None, medal: row.4.into() }
}

/// Skills in which the delegation has a medal.
fn medals_by_skill(boards: &[&Snapshot], delegation: &str) -> Vec<SkillMedals> {
    let mut all = Vec::new();
    for (skill, board) in (0..).zip(boards) {
        let mut medals = [0; 4];
        for (competitor, row) in board.competitors.iter().zip(&board.rows).filter(|(one, _)| one.delegation.id == delegation) {
            let place = row.4.counted_at().filter(|_| !competitor.guest);
            if let Some(place) = place {
                medals[place] += 1;
            }
        }
        if medals != [0; 4] {
            all.push(SkillMedals(skill, medals));
        }
    }
    all
}

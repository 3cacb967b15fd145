//! `GET /api/standings/{competition}/{skill}`: for organisers, hidden skills too, with what is already decided.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    app::{App, SharedApp},
    error::ApiError,
};
use crate::{
    competition::{Skill, TieLast},
    judging::SkillState,
    ranking::{Chance, MedalChances, PublishedRules, Standing},
    wire::{DeskChance, DeskStanding, DeskStandings},
};

pub async fn standings(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<Json<DeskStandings>, ApiError> {
    let made = tokio::task::spawn_blocking(move || made(&app, &competition, &skill)).await;
    made.map_err(|_| ApiError::Internal("the standings could not be made"))?.map(Json)
}

fn made(app: &App, competition: &str, skill: &str) -> Result<DeskStandings, ApiError> {
    let (_, view) = app.views.find(competition).ok_or(ApiError::NotFound("such competition"))?;
    let index = view.competition.skill_index(skill).ok_or(ApiError::NotFound("such skill"))?;
    let skill = &view.competition.skills[index];
    // A copy of one skill, so that folding goes on meanwhile.
    let (position, of_skill) = {
        let state = view.state();
        (state.position, state.skills[index].clone())
    };
    Ok(told(skill, &of_skill, position))
}

fn told(skill: &Skill, of_skill: &SkillState, position: u64) -> DeskStandings {
    let (tally, draws, ranking) = (&of_skill.tally, of_skill.draws.as_slice(), of_skill.ranking(skill));
    let standings = ranking.standings(skill, tally, draws);
    let chances = ranking.chances(skill, tally, &standings, draws);
    let reach = ranking.all_reachable(skill, draws);
    let ids = |tied: Vec<usize>| tied.into_iter().map(|competitor| skill.competitors[competitor].id.to_string()).collect();
    let open_ties = if skill.rules.ties.last == TieLast::Draw { ranking.open_ties(draws) } else { Vec::new() };
    let row = |standing: &Standing| row(skill, standing, reach[standing.competitor], &chances[standing.competitor]);
    DeskStandings {
        position,
        rules: PublishedRules::of(&skill.rules),
        basis: ranking.scale().published(skill),
        complete: tally.done() == tally.wanted(),
        rows: standings.iter().map(row).collect(),
        open_ties: open_ties.into_iter().map(ids).collect(),
    }
}

fn row(skill: &Skill, standing: &Standing, reach: Option<(u32, u32)>, chances: &MedalChances) -> DeskStanding {
    let competitor = &skill.competitors[standing.competitor];
    let (best_rank, worst_rank) = reach.unzip();
    DeskStanding {
        competitor: competitor.id.to_string(),
        name: competitor.name.clone(),
        eligible: competitor.eligible,
        withdrawn: standing.withdrawn,
        rank: standing.rank,
        best_rank,
        worst_rank,
        total: standing.total.fixed(skill.rules.decimals),
        done: standing.done,
        scale_score: standing.scale_score.map(|score| score.fixed(skill.rules.scale.decimals())),
        medal: standing.medal,
        chances: chances
            .iter()
            .filter(|(_, chance)| *chance != Chance::Gone)
            .map(|&(medal, chance)| DeskChance { medal, certain: chance == Chance::Certain })
            .collect(),
    }
}

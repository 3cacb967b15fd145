//! `GET /api/standings/{competition}/{skill}`: hidden skills too, with what is already decided.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    app::SharedApp,
    desk::place::{Place, apart},
    error::ApiError,
};
use crate::{
    competition::{Skill, TieLast},
    live::Look,
    ranking::{Chance, MedalChances, PublishedRules, Standing},
    wire::{DeskChance, DeskStanding, DeskStandings},
};

pub async fn standings(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<Json<DeskStandings>, ApiError> {
    apart(move || Ok(Json(told(&Place::find(&app, &competition, &skill)?.look())))).await
}

fn told(look: &Look<'_>) -> DeskStandings {
    let (skill, state) = (&*look.skill, &look.state);
    let (tally, draws, ranking) = (&state.tally, state.draws.as_slice(), state.ranking(skill));
    let standings = ranking.standings(skill, tally, draws);
    let chances = ranking.chances(skill, tally, &standings, draws);
    let reach = ranking.all_reachable(skill, draws);
    let ids = |tied: Vec<usize>| tied.into_iter().map(|competitor| skill.competitors[competitor].id.to_string()).collect();
    let open_ties = if skill.rules.ties.last == TieLast::Draw { ranking.open_ties(draws) } else { Vec::new() };
    let row = |standing: &Standing| {
        let competitor = standing.competitor;
        row(skill, standing, reach[competitor], &chances[competitor], state.under_appeal(competitor))
    };
    DeskStandings {
        position: look.position,
        rules: PublishedRules::of(&skill.rules),
        basis: ranking.scale().published(skill),
        complete: tally.done() == tally.wanted(),
        rows: standings.iter().map(row).collect(),
        open_ties: open_ties.into_iter().map(ids).collect(),
    }
}

fn row(skill: &Skill, standing: &Standing, reach: Option<(u32, u32)>, chances: &MedalChances, under_appeal: bool) -> DeskStanding {
    let competitor = &skill.competitors[standing.competitor];
    let (best_rank, worst_rank) = reach.unzip();
    DeskStanding {
        competitor: competitor.id.to_string(),
        name: competitor.name.clone(),
        eligible: competitor.eligible,
        withdrawn: standing.withdrawn,
        under_appeal,
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

//! Places at two moments, side by side.

use crate::{
    competition::Skill,
    judging::SkillState,
    live::called::called,
    ranking::Standing,
    wire::{PlaceThen, RowChange},
};

/// Everybody's row, by index in the skill, and who stands before whom.
pub struct Rows {
    rows: Vec<PlaceThen>,
    order: Vec<usize>,
}

impl Rows {
    pub fn of(skill: &Skill, state: &SkillState) -> Self {
        let mut shown = state.clone();
        shown.keep_secrets(skill);
        shown.settle(skill);
        let state = &shown;
        let standings = state.ranking(skill).standings(skill, &state.tally, &state.draws);
        let order: Vec<usize> = standings.iter().map(|standing| standing.competitor).collect();
        let mut rows: Vec<_> = standings.into_iter().map(|standing| (standing.competitor, row(skill, &standing))).collect();
        rows.sort_unstable_by_key(|(competitor, _)| *competitor);
        Self { rows: rows.into_iter().map(|(_, row)| row).collect(), order }
    }
}

fn row(skill: &Skill, standing: &Standing) -> PlaceThen {
    PlaceThen {
        rank: standing.rank,
        total: standing.total.fixed(skill.rules.decimals),
        scale_score: standing.scale_score.map(|score| score.fixed(skill.rules.scale.decimals())),
        medal: standing.medal,
        withdrawn: standing.withdrawn,
    }
}

/// The rows that differ, best first as they stand after, and how many do not. Equals are in the order of what they are called.
pub fn changed(skill: &Skill, state: &SkillState, before: &Rows, after: &Rows) -> (Vec<RowChange>, u32) {
    let differs = |&&competitor: &&usize| before.rows[competitor] != after.rows[competitor];
    let mut rows: Vec<RowChange> = after.order.iter().filter(differs).map(|&index| change(skill, state, index, before, after)).collect();
    rows.sort_by(|a, b| {
        let rank = |row: &RowChange| (row.after.rank.is_none(), row.after.rank);
        rank(a).cmp(&rank(b)).then_with(|| a.competitor.cmp(&b.competitor))
    });
    let unchanged = u32::try_from(after.rows.len() - rows.len()).unwrap_or(u32::MAX);
    (rows, unchanged)
}

fn change(skill: &Skill, state: &SkillState, index: usize, before: &Rows, after: &Rows) -> RowChange {
    let competitor = called(skill, state, index).to_owned();
    let known_as = state.proceedings.codes.as_ref().map(|codes| codes.known_as(index).unwrap_or(&skill.competitors[index].id));
    RowChange {
        known_as: known_as.filter(|known| *known != competitor).map(str::to_owned),
        competitor,
        before: before.rows[index].clone(),
        after: after.rows[index].clone(),
    }
}

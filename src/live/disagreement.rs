//! Where a panel did not agree: cells that wait for another round, or had more than one.

use super::Look;
use crate::{
    decimal::Decimal,
    scoring::{CellState, Score, Value},
    wire::{Disagreement, DisagreementRound, Disagreements, PanelScore},
};

/// Cells listed at once.
pub const DISAGREEMENTS_MAX_CELLS: usize = 500;

/// The latest first. Rounds that not everybody has scored in are nobody's business yet.
#[must_use]
pub fn disagreements(look: &Look<'_>) -> Disagreements {
    let mut cells: Vec<Disagreement> = Vec::new();
    for (aspect, _) in look.skill.scheme.aspects.iter().enumerate().filter(|(_, rule)| rule.is_judgement()) {
        cells.extend((0..look.skill.competitors.len()).filter_map(|competitor| disagreement(look, competitor, aspect)));
    }
    cells.sort_by(|a, b| b.position.cmp(&a.position).then_with(|| (&a.competitor, &a.aspect).cmp(&(&b.competitor, &b.aspect))));
    let waiting = cells.iter().filter(|cell| cell.open).count();
    let more = cells.len() > DISAGREEMENTS_MAX_CELLS;
    cells.truncate(DISAGREEMENTS_MAX_CELLS);
    Disagreements { position: look.position, waiting: u32::try_from(waiting).unwrap_or(u32::MAX), cells, more }
}

fn disagreement(look: &Look<'_>, competitor: usize, aspect: usize) -> Option<Disagreement> {
    let (rule, tally) = (&look.skill.scheme.aspects[aspect], &look.state.tally);
    let wanted = rule.wanted_scores();
    let now: Vec<Score> = tally.scores(competitor, aspect).copied().collect();
    let again = matches!(tally.state(competitor, aspect), CellState::Rescore) && now.len() >= wanted;
    let earlier = look.state.proceedings.earlier.get(&(competitor, aspect));
    if !again && earlier.is_none() {
        return None;
    }
    let complete = earlier.into_iter().flatten().chain([&now]).filter(|round| round.len() >= wanted);
    let mark = tally.mark(competitor, aspect).filter(|_| now.len() >= wanted);
    Some(Disagreement {
        competitor: look.skill.competitors[competitor].id.to_string(),
        aspect: rule.id.to_string(),
        name: rule.name.clone(),
        sub_criterion: look.skill.scheme.sub_criteria[rule.sub_criterion].id.to_string(),
        open: mark.is_none(),
        position: earlier.into_iter().flatten().flatten().chain(&now).map(|score| score.position).max().unwrap_or(0),
        rounds: complete.map(|round| shown(look, aspect, round)).collect(),
        mark: mark.map(|mark| mark.to_string()),
    })
}

fn shown(look: &Look<'_>, aspect: usize, round: &[Score]) -> DisagreementRound {
    let rule = &look.skill.scheme.aspects[aspect];
    let numbers = || {
        round.iter().filter_map(|score| match score.value {
            Value::Number(number) => Some(number),
            _ => None,
        })
    };
    let spread = numbers().max().unwrap_or(Decimal::ZERO) - numbers().min().unwrap_or(Decimal::ZERO);
    let score = |score: &Score| {
        let expert = look.skill.experts.get(usize::from(score.expert))?;
        Some(PanelScore { expert: expert.id.to_string(), value: score.value.written(rule), position: Some(score.position) })
    };
    DisagreementRound { scores: round.iter().filter_map(score).collect(), spread: spread.to_string() }
}

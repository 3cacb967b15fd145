//! A cell as a tablet shows it. Scores of a panel stay secret until all are there.

use super::{called::called, sight::Sight};
use crate::{
    competition::Skill,
    judging::SkillState,
    scoring::{CellState, Score},
    wire::{Cell, CellProgress, MeasuredCard, OwnEntry, PanelScore},
};

/// One cell (competitor, aspect) as a tablet sees it; with the entry of `expert`, whose tablet it is. A measurement's entry is the team's.
#[must_use]
pub fn cell(skill: &Skill, state: &SkillState, (competitor, aspect): (usize, usize), sight: &Sight, expert: Option<usize>) -> Cell {
    let rule = &skill.scheme.aspects[aspect];
    let given = state.tally.scores(competitor, aspect).count();
    let (progress, mark) = match state.tally.state(competitor, aspect) {
        CellState::Done(_) | CellState::Rescore if given < rule.wanted_scores() => (CellProgress::Partial, None),
        CellState::Done(mark) => (CellProgress::Done, Some(mark.to_string())),
        CellState::Rescore => (CellProgress::Rescore, None),
        CellState::Open if given > 0 => (CellProgress::Partial, None),
        CellState::Open => (CellProgress::Open, None),
    };
    let own = state
        .tally
        .scores(competitor, aspect)
        .find(|score| !rule.is_judgement() || expert.is_some_and(|expert| usize::from(score.expert) == expert));
    let of = rule.wanted_scores();
    let shown = |score: &Score| {
        let expert = skill.experts.get(usize::from(score.expert))?;
        Some(PanelScore { expert: expert.id.to_string(), value: score.value.written(rule), position: Some(score.position) })
    };
    let who = |score: &Score| skill.experts.get(usize::from(score.expert)).map(|expert| expert.id.to_string());
    // Nobody sees another's score, nor a mark made of some of them, before all have given theirs.
    let complete = given >= of;
    let scores =
        if complete && rule.is_judgement() { state.tally.scores(competitor, aspect).filter_map(shown).collect() } else { Vec::new() };
    // That somebody has scored is no secret to those who must see that everybody does.
    let scored = state.tally.scores(competitor, aspect).filter(|_| sight.leads && !complete && rule.is_judgement());
    let scored = scored.filter_map(who).collect();
    let proceedings = &state.proceedings;
    let whole = |rounds: &Vec<Vec<Score>>| rounds.clone().into_iter().filter(move |round| round.len() >= of);
    let earlier = proceedings.earlier.get(&(competitor, aspect)).filter(|_| rule.is_judgement());
    Cell {
        competitor: called(skill, state, competitor).to_owned(),
        aspect: rule.id.to_string(),
        state: progress,
        round: state.tally.round(competitor, aspect),
        given: u32::try_from(given).unwrap_or(u32::MAX),
        of: u32::try_from(of).unwrap_or(u32::MAX),
        mark,
        own: own.map(|score| OwnEntry { value: score.value.written(rule), position: score.position }),
        scores,
        scored,
        earlier: earlier.map(|rounds| whole(rounds).map(|round| round.iter().filter_map(shown).collect()).collect()).unwrap_or_default(),
        measured: proceedings.measured.get(&(competitor, aspect)).map(|measured| MeasuredCard {
            value: measured.value.written(rule),
            grader: measured.grader.to_string(),
            evidence: measured.evidence.clone(),
            position: measured.position,
            at: measured.at,
        }),
    }
}

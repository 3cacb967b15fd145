//! Which marks are not there, and whose they are.

use super::progress::{self, competing, count};
use crate::{
    competition::{Skill, SubCriterion},
    judging::{SkillState, day_of},
    wire::{Missing, MissingCell, MissingPart, MissingQuery},
};

/// Cells listed at once; the counts beside them are of all.
pub const MISSING_MAX_CELLS: usize = 1_000;

/// The cells that `asked` is about, by sub-criterion, in the order of the scheme. Says who has scored already, never what.
#[must_use]
pub fn missing(skill: &Skill, state: &SkillState, position: u64, asked: &MissingQuery) -> Missing {
    let mut room = MISSING_MAX_CELLS;
    let competing = competing(skill, state);
    let subs = skill.scheme.sub_criteria.iter().enumerate().filter(|(_, sub)| is_asked(sub, asked));
    let parts: Vec<MissingPart> = subs
        .map(|(index, sub)| {
            let mut cells = cells(skill, state, &competing, index, asked.expert.as_deref());
            let all = count(cells.len());
            cells.truncate(room);
            room -= cells.len();
            MissingPart { sub_criterion: sub.id.to_string(), missing: all, locked: state.locked[index], cells }
        })
        .filter(|part| part.missing > 0)
        .collect();
    let more = parts.iter().any(|part| count(part.cells.len()) < part.missing);
    Missing { position, missing: parts.iter().map(|part| part.missing).sum(), parts, more }
}

fn is_asked(sub: &SubCriterion, asked: &MissingQuery) -> bool {
    let panel = sub.panel.as_ref().map_or("", |panel| panel.as_str());
    asked.sub_criterion.as_ref().is_none_or(|id| *id == sub.id.as_str())
        && asked.panel.as_ref().is_none_or(|id| id == panel)
        && asked.day.is_none_or(|day| day == day_of(sub))
}

fn cells(skill: &Skill, state: &SkillState, competing: &[usize], sub: usize, expert: Option<&str>) -> Vec<MissingCell> {
    let judges = progress::judges_of(skill, sub);
    let mut cells = Vec::new();
    for (aspect, rule) in skill.scheme.aspects.iter().enumerate().filter(|(_, rule)| rule.sub_criterion == sub) {
        for &competitor in competing.iter().filter(|&&competitor| !progress::is_done(skill, state, competitor, aspect)) {
            let wanted = judges.iter().filter(|&&judge| progress::is_wanted(skill, state, judge, competitor, aspect));
            let experts: Vec<String> = wanted.map(|&judge| skill.experts[judge].id.to_string()).collect();
            if expert.is_some_and(|expert| !experts.iter().any(|one| one == expert)) {
                continue;
            }
            cells.push(MissingCell {
                competitor: skill.competitors[competitor].id.to_string(),
                aspect: rule.id.to_string(),
                judged: rule.is_judgement(),
                given: count(state.tally.scores(competitor, aspect).count()),
                of: count(rule.wanted_scores()),
                again: progress::is_scored_again(skill, state, competitor, aspect),
                measured: state.proceedings.measured.contains_key(&(competitor, aspect)),
                experts,
            });
        }
    }
    cells
}

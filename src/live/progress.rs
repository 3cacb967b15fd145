//! How far a skill is: by day, by panel, by expert.

use crate::{
    competition::{PanelId, Skill},
    judging::{SkillState, day_of},
    scoring::CellState,
    wire::{AspectName, DayProgress, PanelProgress, SubCriterionProgress},
};

/// An expert's judgement scores.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExpertScores {
    pub given: u32,
    /// Still wanted: the panel is not full, or scores again.
    pub missing: u32,
    /// Of these: somebody else has scored already.
    pub awaited: u32,
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn competing(skill: &Skill, state: &SkillState) -> Vec<usize> {
    (0..skill.competitors.len()).filter(|&competitor| !state.tally.sums(competitor).withdrawn).collect()
}

/// Marks of one sub-criterion: there are, will be, and cells that are scored again.
#[derive(Clone, Copy, Default)]
struct Marks {
    done: usize,
    of: usize,
    rescore: usize,
    measurements_missing: usize,
}

impl Marks {
    fn add(&mut self, other: Self) {
        self.done += other.done;
        self.of += other.of;
        self.rescore += other.rescore;
        self.measurements_missing += other.measurements_missing;
    }
}

/// Per sub-criterion.
fn marks(skill: &Skill, state: &SkillState) -> Vec<Marks> {
    let mut marks = vec![Marks::default(); skill.scheme.sub_criteria.len()];
    let competing = competing(skill, state);
    for (aspect, rule) in skill.scheme.aspects.iter().enumerate() {
        let of = &mut marks[rule.sub_criterion];
        for &competitor in &competing {
            of.of += 1;
            match state.tally.state(competitor, aspect) {
                CellState::Done(_) => of.done += usize::from(is_done(skill, state, competitor, aspect)),
                CellState::Rescore => of.rescore += 1,
                CellState::Open => of.measurements_missing += usize::from(!rule.is_judgement()),
            }
        }
    }
    marks
}

#[must_use]
pub fn days(skill: &Skill, state: &SkillState) -> Vec<DayProgress> {
    let mut numbers: Vec<u32> = skill.scheme.sub_criteria.iter().map(day_of).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let marks = marks(skill, state);
    let day = |day: u32| {
        let subs = || skill.scheme.sub_criteria.iter().enumerate().filter(move |(_, sub)| day_of(sub) == day);
        let mut all = Marks::default();
        subs().for_each(|(index, _)| all.add(marks[index]));
        DayProgress {
            day,
            done: count(all.done),
            of: count(all.of),
            deadline: state.proceedings.deadlines.get(&day).copied(),
            late: subs().map(|(index, _)| state.proceedings.late[index].count).sum(),
            sub_criteria: subs()
                .map(|(index, sub)| SubCriterionProgress {
                    id: sub.id.to_string(),
                    name: sub.name.clone(),
                    aspects: aspects_of(skill, index),
                    panel: sub.panel.as_ref().map(ToString::to_string),
                    done: count(marks[index].done),
                    of: count(marks[index].of),
                    rescore: count(marks[index].rescore),
                    locked: state.locked[index],
                })
                .collect(),
        }
    };
    numbers.into_iter().map(day).collect()
}

fn aspects_of(skill: &Skill, sub: usize) -> Vec<AspectName> {
    let aspects = skill.scheme.aspects.iter().filter(|aspect| aspect.sub_criterion == sub);
    aspects.map(|aspect| AspectName { id: aspect.id.to_string(), name: aspect.name.clone() }).collect()
}

/// `scores` as of [`scores_of`].
#[must_use]
pub fn panels(skill: &Skill, state: &SkillState, scores: &[ExpertScores]) -> Vec<PanelProgress> {
    let mut names: Vec<Option<&PanelId>> = skill.scheme.sub_criteria.iter().map(|sub| sub.panel.as_ref()).collect();
    names.sort_unstable();
    names.dedup();
    let marks = marks(skill, state);
    let panel = |name: Option<&PanelId>| {
        let mut all = Marks::default();
        for (index, _) in skill.scheme.sub_criteria.iter().enumerate().filter(|(_, sub)| sub.panel.as_ref() == name) {
            all.add(marks[index]);
        }
        let of_panel = skill.experts.iter().zip(scores).filter(|(expert, of)| of.awaited > 0 && expert.panel.as_ref() == name);
        let mut behind: Vec<_> = of_panel.collect();
        behind.sort_by_key(|(_, of)| std::cmp::Reverse(of.awaited));
        PanelProgress {
            panel: name.map(ToString::to_string),
            done: count(all.done),
            of: count(all.of),
            measurements_missing: count(all.measurements_missing),
            behind: behind.into_iter().map(|(expert, _)| expert.id.to_string()).collect(),
        }
    };
    names.into_iter().map(panel).collect()
}

/// Per expert.
#[must_use]
pub fn scores_of(skill: &Skill, state: &SkillState) -> Vec<ExpertScores> {
    let mut scores = vec![ExpertScores::default(); skill.experts.len()];
    let competing = competing(skill, state);
    for (aspect, rule) in skill.scheme.aspects.iter().enumerate().filter(|(_, rule)| rule.is_judgement()) {
        let judges = judges_of(skill, rule.sub_criterion);
        for &competitor in &competing {
            let given = state.tally.scores(competitor, aspect).count();
            let again = is_scored_again(skill, state, competitor, aspect);
            for &judge in &judges {
                let of = &mut scores[judge];
                of.given += u32::from(!again && has_scored(state, judge, competitor, aspect));
                let wanted = is_wanted(skill, state, judge, competitor, aspect);
                of.missing += u32::from(wanted);
                of.awaited += u32::from(wanted && given > 0);
            }
        }
    }
    scores
}

/// Who may mark in a sub-criterion, by index in the skill.
pub(super) fn judges_of(skill: &Skill, sub_criterion: usize) -> Vec<usize> {
    let sub = &skill.scheme.sub_criteria[sub_criterion];
    (0..skill.experts.len()).filter(|&expert| skill.experts[expert].may_mark(sub)).collect()
}

/// A mark of some of the panel is none yet.
pub(super) fn is_done(skill: &Skill, state: &SkillState, competitor: usize, aspect: usize) -> bool {
    matches!(state.tally.state(competitor, aspect), CellState::Done(_)) && has_whole_panel(skill, state, competitor, aspect)
}

/// The panel was complete and did not agree.
pub(super) fn is_scored_again(skill: &Skill, state: &SkillState, competitor: usize, aspect: usize) -> bool {
    matches!(state.tally.state(competitor, aspect), CellState::Rescore) && has_whole_panel(skill, state, competitor, aspect)
}

fn has_whole_panel(skill: &Skill, state: &SkillState, competitor: usize, aspect: usize) -> bool {
    state.tally.scores(competitor, aspect).count() >= skill.scheme.aspects[aspect].wanted_scores()
}

fn has_scored(state: &SkillState, judge: usize, competitor: usize, aspect: usize) -> bool {
    state.tally.scores(competitor, aspect).any(|score| usize::from(score.expert) == judge)
}

/// A judgement score of one of those who may mark there.
pub(super) fn is_wanted(skill: &Skill, state: &SkillState, judge: usize, competitor: usize, aspect: usize) -> bool {
    let rule = &skill.scheme.aspects[aspect];
    if !rule.is_judgement() || state.locked[rule.sub_criterion] {
        return false;
    }
    let own = has_scored(state, judge, competitor, aspect);
    if is_scored_again(skill, state, competitor, aspect) {
        return own;
    }
    !own && !has_whole_panel(skill, state, competitor, aspect) && !is_compatriot(skill, competitor, judge)
}

fn is_compatriot(skill: &Skill, competitor: usize, expert: usize) -> bool {
    let delegation = skill.experts[expert].delegation;
    skill.conduct.code_layers == 0 && delegation.is_some() && skill.competitors[competitor].delegation == delegation
}

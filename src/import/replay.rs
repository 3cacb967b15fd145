//! Marks in the order of their rows, through the same tally as live marks; and what that shows.

use super::{
    fault::{Faults, Place},
    limits,
    marks::{FILE, MarkRow},
};
use crate::{
    competition::{AspectKind, Competition, ExpertRole, RankingMethod, Skill},
    ranking::expert_places,
    scoring::{CellState, Score, SkillTally},
};

/// Missing marks named in one fault.
const MISSING_NAMED_COUNT: usize = 5;

/// One tally per skill. A score's `position` is its row.
#[must_use]
pub fn tallies(competition: &Competition, marks: &[MarkRow]) -> Vec<SkillTally> {
    let mut tallies: Vec<SkillTally> = competition.skills.iter().map(SkillTally::new).collect();
    for mark in marks {
        let tally = &mut tallies[mark.skill];
        let score = score(tally, mark);
        tally.record(mark.competitor, mark.aspect, score);
    }
    tallies
}

/// A judgement score is the expert's own, a measurement the team's.
fn owner(tally: &SkillTally, mark: &MarkRow) -> u16 {
    let judged = tally.aspects()[mark.aspect].is_judgement();
    mark.expert.filter(|_| judged).and_then(|expert| u16::try_from(expert).ok()).unwrap_or(Score::NO_EXPERT)
}

fn score(tally: &SkillTally, mark: &MarkRow) -> Score {
    let expert = owner(tally, mark);
    Score { expert, round: tally.next_round(mark.competitor, mark.aspect), value: mark.value, position: mark.row }
}

/// Reports what the marks show; `listed` tells per skill how many of its experts experts.csv lists.
pub(super) fn check(faults: &Faults, competition: &Competition, listed: &[usize], marks: &[MarkRow]) {
    let mut tallies: Vec<SkillTally> = competition.skills.iter().map(SkillTally::new).collect();
    let place = faults.in_file(FILE, None);
    let mut marked = vec![false; competition.skills.len()];
    for mark in marks {
        let skill = &competition.skills[mark.skill];
        let place = place.of_skill(&skill.id).row(mark.row);
        marked[mark.skill] = true;
        check_expert(&place, competition, skill, listed[mark.skill], mark);
        record(&place, skill, &mut tallies[mark.skill], mark);
    }
    for (index, skill) in competition.skills.iter().enumerate().filter(|(index, _)| marked[*index]) {
        report_cells(&place.of_skill(&skill.id), skill, &tallies[index]);
        report_majority(&place.of_skill(&skill.id), skill, &tallies[index]);
    }
}

fn check_expert(place: &Place<'_>, competition: &Competition, skill: &Skill, listed: usize, mark: &MarkRow) {
    let Some(expert) = mark.expert else { return };
    let known = expert < listed;
    let expert = &skill.experts[expert];
    let delegation = skill.competitors[mark.competitor].delegation;
    if let Some(delegation) = delegation.filter(|_| delegation == expert.delegation) {
        let problem = format!("expert and competitor both belong to {}", competition.delegations[delegation].id);
        place.column("expert").error("compatriot", expert.id.as_str(), problem, "let another expert of the panel judge this competitor");
    }
    let sub_criterion = &skill.scheme.sub_criteria[skill.scheme.aspects[mark.aspect].sub_criterion];
    if let Some(panel) = sub_criterion.panel.as_ref().filter(|panel| known && expert.panel.as_ref() != Some(panel)) {
        let problem = format!("panel {panel} marks {}, and this expert is not on it", sub_criterion.id);
        place.column("expert").error("wrong-panel", expert.id.as_str(), problem, "correct the expert here, or the panel in experts.csv");
    }
    if expert.role == ExpertRole::Supervisor {
        place.column("expert").error(
            "supervisor-judges",
            expert.id.as_str(),
            "a supervisor does not judge",
            "correct the expert here, or the role in experts.csv",
        );
    }
}

fn record(place: &Place<'_>, skill: &Skill, tally: &mut SkillTally, mark: &MarkRow) {
    let score = score(tally, mark);
    let again = tally.scores(mark.competitor, mark.aspect).find(|own| own.expert == score.expert).filter(|own| own.round == score.round);
    let aspect = &skill.scheme.aspects[mark.aspect];
    if let Some(earlier) = again {
        let problem = format!("row {} has the same entry already; this one counts as its correction", earlier.position);
        let (column, code) = if aspect.is_judgement() { ("expert", "scored-twice") } else { ("aspect", "measured-twice") };
        let found = mark.expert.filter(|_| aspect.is_judgement()).map_or(aspect.id.as_str(), |expert| skill.experts[expert].id.as_str());
        place.column(column).warning(code, found, problem, "keep the row that is right");
    }
    if !tally.record(mark.competitor, mark.aspect, score) {
        let found = mark.expert.map_or("", |expert| skill.experts[expert].id.as_str());
        let problem = format!(
            "{} other experts have already scored {} of {}",
            aspect.wanted_scores(),
            aspect.id,
            skill.competitors[mark.competitor].id
        );
        place.column("expert").error("panel-full", found, problem, "remove the score, or enlarge the panel ([judgement] experts)");
    }
}

/// Places by majority compare the same judges for everybody.
fn report_majority(place: &Place<'_>, skill: &Skill, tally: &SkillTally) {
    if skill.rules.ranking != RankingMethod::RankMajority {
        return;
    }
    if let Err(fault) = expert_places(skill, tally, |competitor| !tally.sums(competitor).withdrawn) {
        let remedy = "let the same experts judge everybody, or write [ranking] method = \"total\"";
        place.column("expert").error("no-majority", skill.id.as_str(), fault.in_words(skill), remedy);
    }
}

fn report_cells(place: &Place<'_>, skill: &Skill, tally: &SkillTally) {
    let mut missing = Vec::new();
    let mut missing_count = 0_usize;
    // Nobody marks whoever has withdrawn.
    for (competitor, who) in skill.competitors.iter().enumerate().filter(|(_, who)| !who.withdrawn) {
        for (index, aspect) in skill.scheme.aspects.iter().enumerate() {
            let first_row = tally.scores(competitor, index).map(|score| score.position).min();
            let given = tally.scores(competitor, index).count();
            let cell = || format!("{} {}", who.id, aspect.id);
            match (tally.state(competitor, index), first_row, &aspect.kind) {
                (CellState::Done(_), ..) => {}
                (CellState::Rescore, Some(row), AspectKind::Judgement(rule)) => {
                    let allowed = rule.max_spread.map(|spread| spread.to_string()).unwrap_or_default();
                    let problem = format!("the scores for {} lie more than {allowed} apart, so the mark stays open", cell());
                    place.row(row).column("value").warning(
                        "spread-too-wide",
                        cell(),
                        problem,
                        "the panel scores again; add the new scores below",
                    );
                }
                (_, Some(row), _) => {
                    let problem = format!("{} has {given} of {} scores, so the mark stays open", cell(), aspect.wanted_scores());
                    place.row(row).column("aspect").warning("panel-incomplete", cell(), problem, "add the missing scores");
                }
                (_, None, _) => {
                    missing_count += 1;
                    if missing.len() < MISSING_NAMED_COUNT {
                        missing.push(cell());
                    }
                }
            }
        }
    }
    if missing_count > 0 {
        let of = tally.wanted();
        let more = if missing_count > missing.len() { " …" } else { "" };
        let problem = format!("{missing_count} of {of} marks of skill {} are missing; a missing mark is never a zero", skill.id);
        place.column("aspect").warning("marks-missing", format!("{}{more}", missing.join(", ")), problem, "add them when they are there");
    }
}

/// Whether all scores of the skill can be held at once.
pub(super) fn fits(place: &Place<'_>, skill: &Skill) -> bool {
    let each: usize = skill.scheme.aspects.iter().map(crate::competition::Aspect::wanted_scores).sum();
    let all = each.saturating_mul(skill.competitors.len());
    if all > limits::SCORES_MAX_PER_SKILL {
        let problem = format!("{all} scores would be wanted; a skill holds {}", limits::SCORES_MAX_PER_SKILL);
        place.error("skill-too-large", skill.id.as_str(), problem, "split the skill");
    }
    all <= limits::SCORES_MAX_PER_SKILL
}

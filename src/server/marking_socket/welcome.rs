//! What a tablet is told first: its scheme, its competitors, the state of every cell.

use crate::{
    competition::{AspectKind, Competition, Competitor, Expert, Judgement, Skill, Text},
    decimal::Decimal,
    judging::{ContestState, Millis, SkillState},
    live::{
        aspects::{aspect_card, entered_step},
        called::called,
        cell::cell,
        sight::Sight,
    },
    server::devices::Identity,
    wire::{
        AspectCard, ColleagueCard, CompetitorCard, ExpertCard, JudgementCard, Locked, Marks, PROTOCOL, SkillCard, SubCriterionCard, Welcome,
    },
};

pub fn welcome(competition: &Competition, state: &ContestState, who: &Identity, next_sequence: u64, now: Millis) -> Welcome {
    let skill = &competition.skills[who.skill];
    let expert = &skill.experts[who.expert];
    Welcome {
        now,
        protocol: PROTOCOL,
        competition: competition.title.clone(),
        position: state.position,
        next_sequence,
        expert: ExpertCard {
            id: expert.id.to_string(),
            name: expert.name.clone(),
            role: expert.role,
            panel: expert.panel.as_ref().map(ToString::to_string),
        },
        skill: skill_card(skill),
        sub_criteria: sub_criteria(skill, &state.skills[who.skill], who),
        competitors: competitors(competition, skill, &state.skills[who.skill], who),
    }
}

fn skill_card(skill: &Skill) -> SkillCard {
    let judgement = skill.scheme.aspects.iter().find_map(|aspect| match &aspect.kind {
        AspectKind::Judgement(judgement) => Some(judgement),
        AspectKind::Measurement(_) => None,
    });
    SkillCard {
        id: skill.id.to_string(),
        title: skill.title.clone(),
        judgement: judgement.map(judgement_card),
        measurement_step: skill.scheme.aspects.iter().find_map(entered_step).unwrap_or(Decimal::ZERO).to_string(),
        blind: skill.conduct.code_layers > 0,
        experts: skill.experts.iter().map(colleague).collect(),
    }
}

fn colleague(expert: &Expert) -> ColleagueCard {
    ColleagueCard { id: expert.id.to_string(), role: expert.role, panel: expert.panel.as_ref().map(ToString::to_string) }
}

fn judgement_card(judgement: &Judgement) -> JudgementCard {
    JudgementCard {
        min: judgement.min.to_string(),
        max: judgement.max.to_string(),
        step: judgement.step.to_string(),
        experts: judgement.experts,
        max_spread: judgement.max_spread.map(|spread| spread.to_string()),
        decimals: judgement.decimals,
    }
}

fn sub_criteria(skill: &Skill, state: &SkillState, who: &Identity) -> Vec<SubCriterionCard> {
    let sight = Sight::of(&skill.experts[who.expert]);
    let aspects_of = |sub: usize| -> Vec<AspectCard> {
        let own =
            skill.scheme.aspects.iter().enumerate().filter(|(index, aspect)| aspect.sub_criterion == sub && sight.reaches(skill, *index));
        own.map(|(_, aspect)| aspect_card(aspect)).collect()
    };
    let cards = skill.scheme.sub_criteria.iter().enumerate().map(|(index, sub)| {
        let criterion = &skill.scheme.criteria[sub.criterion];
        SubCriterionCard {
            id: sub.id.to_string(),
            name: sub.name.clone(),
            criterion: criterion.id.to_string(),
            criterion_name: criterion.name.clone(),
            day: sub.day,
            locked: state.locked[index],
            may_mark: skill.experts[who.expert].may_mark(sub),
            aspects: aspects_of(index),
        }
    });
    cards.filter(|card| !card.aspects.is_empty()).collect()
}

fn competitors(competition: &Competition, skill: &Skill, state: &SkillState, who: &Identity) -> Vec<CompetitorCard> {
    if skill.conduct.code_layers > 0 {
        return behind_codes(skill, state);
    }
    let own_delegation = skill.experts[who.expert].delegation;
    let card = |(index, competitor): (usize, &Competitor)| CompetitorCard {
        id: competitor.id.to_string(),
        name: competitor.name.clone(),
        delegation: competitor
            .delegation
            .and_then(|index| competition.delegations.get(index))
            .map(|delegation| delegation.name.clone())
            .unwrap_or_default(),
        may_mark: competitor.delegation.is_none() || competitor.delegation != own_delegation,
        withdrawn: state.tally.sums(index).withdrawn,
    };
    skill.competitors.iter().enumerate().map(card).collect()
}

/// Nobody before the codes are drawn; then in the order of the codes, for that of the list would tell who is who.
fn behind_codes(skill: &Skill, state: &SkillState) -> Vec<CompetitorCard> {
    if state.proceedings.codes.is_none() {
        return Vec::new();
    }
    let card = |index: usize| CompetitorCard {
        id: called(skill, state, index).to_owned(),
        name: Text::default(),
        delegation: Text::default(),
        may_mark: true,
        withdrawn: state.tally.sums(index).withdrawn,
    };
    let mut cards: Vec<CompetitorCard> = (0..skill.competitors.len()).map(card).collect();
    cards.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    cards
}

/// Which sub-criteria are locked, and which are not.
pub fn locks(competition: &Competition, state: &ContestState, who: &Identity) -> impl Iterator<Item = Locked> {
    let (skill, marked) = (&competition.skills[who.skill], &state.skills[who.skill]);
    let position = state.position;
    [true, false].into_iter().map(move |locked| {
        let of_this_kind = skill.scheme.sub_criteria.iter().zip(&marked.locked).filter(move |(_, is)| **is == locked);
        Locked { position, sub_criteria: of_this_kind.map(|(sub, _)| sub.id.to_string()).collect(), locked }
    })
}

/// Every cell the expert sees in which something was entered, or only those that changed after `since`.
pub fn marks(competition: &Competition, state: &ContestState, who: &Identity, since: Option<u64>) -> Marks {
    let (skill, marked) = (&competition.skills[who.skill], &state.skills[who.skill]);
    // A position this journal has not reached is from another one (a backup was put back): start afresh.
    let since = since.filter(|&position| position <= state.position);
    let sight = Sight::of(&skill.experts[who.expert]);
    let mut cells = Vec::new();
    for competitor in 0..skill.competitors.len() {
        for aspect in (0..skill.scheme.aspects.len()).filter(|&aspect| sight.reaches(skill, aspect)) {
            let measured = marked.proceedings.measured.get(&(competitor, aspect)).map(|measured| measured.position);
            let newest = marked.tally.scores(competitor, aspect).map(|score| score.position).chain(measured).max();
            if newest.is_some_and(|newest| since.is_none_or(|since| newest > since)) {
                cells.push(cell(skill, marked, (competitor, aspect), &sight, Some(who.expert)));
            }
        }
    }
    if skill.conduct.code_layers > 0 {
        // The order of the list would tell who is who.
        cells.sort_by(|a, b| a.competitor.cmp(&b.competitor));
    }
    Marks { position: state.position, full: since.is_none(), cells }
}

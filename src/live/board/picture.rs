//! What a board shows at one moment: made from what is published, and from nothing else.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    competition::{Competition, Competitor, Skill, Text},
    publication::{Decided, Label, MarkingProgress, MarkingStage, PublishedSkill},
    ranking::{PublishedBasis, PublishedRules, Standing},
    wire::{BoardCompetitor, BoardDelegation, BoardRow, SkillState, Snapshot, row_flags},
};

/// What stays the same while a competition is open.
pub(super) struct Head {
    pub competition: Text,
    pub skill: Text,
    pub rules: Arc<PublishedRules>,
    pub decimals: u32,
    pub max_total: String,
    pub aspects: u32,
    cards: Vec<Arc<BoardCompetitor>>,
}

impl Head {
    pub fn new(competition: &Competition, skill: &Skill) -> Self {
        Self {
            competition: competition.title.clone(),
            skill: skill.title.clone(),
            rules: Arc::new(PublishedRules::of(&skill.rules)),
            decimals: skill.rules.decimals,
            max_total: skill.rules.total.highest(skill.scheme.max_total()).to_string(),
            aspects: number(skill.scheme.aspects.len()),
            cards: skill.competitors.iter().map(|competitor| Arc::new(card(competition, competitor))).collect(),
        }
    }
}

impl Head {
    /// As the whole board tells it.
    pub fn of(board: &Snapshot) -> Self {
        Self {
            competition: board.competition.clone(),
            skill: board.skill.clone(),
            rules: Arc::clone(&board.rules),
            decimals: board.decimals,
            max_total: board.max_total.clone(),
            aspects: board.aspects,
            cards: board.competitors.clone(),
        }
    }
}

#[derive(PartialEq, Eq)]
pub(super) struct Picture {
    pub state: SkillState,
    pub label: Label,
    pub basis: Vec<PublishedBasis>,
    /// By index; nobody in a blind skill.
    pub cards: Vec<Arc<BoardCompetitor>>,
    pub rows: Vec<BoardRow>,
    pub order: Vec<u32>,
}

impl Picture {
    pub fn new(head: &Head, skill: &Skill, published: &PublishedSkill) -> Self {
        let list = || (0..number(skill.competitors.len())).collect();
        match published {
            PublishedSkill::Blind => Self::before_publication(Vec::new(), Vec::new()),
            PublishedSkill::Hidden => Self::before_publication(head.cards.clone(), list()),
            PublishedSkill::Ceremony { shown, newest } => Self::of_ceremony(head, skill, shown, newest),
            PublishedSkill::Live { label, progress, basis, standings, decided, under_appeal } => {
                let appeal = |competitor| if under_appeal.contains(&competitor) { row_flags::UNDER_APPEAL } else { 0 };
                let row = |standing: &Standing| {
                    row(skill, standing, flags(standing.withdrawn, decided[standing.competitor]) + appeal(standing.competitor))
                };
                let mut rows: Vec<BoardRow> = standings.iter().map(row).collect();
                rows.sort_unstable_by_key(|row| row.0);
                Self {
                    state: state_of(Some(*progress)),
                    label: *label,
                    basis: basis.clone(),
                    cards: head.cards.clone(),
                    rows,
                    order: standings.iter().map(|standing| number(standing.competitor)).collect(),
                }
            }
        }
    }

    /// As the whole board shows it.
    pub fn of(board: &Snapshot) -> Self {
        Self {
            state: board.state,
            label: board.label,
            basis: board.basis.clone(),
            cards: board.competitors.clone(),
            rows: board.rows.clone(),
            order: board.order.clone(),
        }
    }

    /// What the places over time are made of. A ceremony has none: a step that was taken back would be in them.
    pub fn rows_over_time(&self) -> &[BoardRow] {
        if self.label == Label::Ceremony { &[] } else { &self.rows }
    }

    /// Who was not called yet stands behind, in the order of the list.
    fn of_ceremony(head: &Head, skill: &Skill, shown: &[Standing], newest: &BTreeSet<usize>) -> Self {
        let everybody = (0..number(skill.competitors.len())).collect();
        let mut picture = Self::before_publication(head.cards.clone(), everybody);
        for standing in shown {
            let flag = if newest.contains(&standing.competitor) { row_flags::JUST_SHOWN } else { 0 };
            picture.rows[standing.competitor] = row(skill, standing, flag);
        }
        let called = shown.iter().map(|standing| number(standing.competitor));
        let waiting = picture.rows.iter().filter(|row| row.1.is_none()).map(|row| row.0);
        picture.order = called.chain(waiting).collect();
        Self { state: SkillState::Locked, label: Label::Ceremony, ..picture }
    }

    fn before_publication(cards: Vec<Arc<BoardCompetitor>>, order: Vec<u32>) -> Self {
        let unmarked = |&index: &u32| BoardRow(index, None, String::new(), 0, None.into(), None, 0);
        let rows = order.iter().map(unmarked).collect();
        Self { state: SkillState::Hidden, label: Label::Hidden, basis: Vec::new(), cards, rows, order }
    }
}

#[must_use]
pub fn state_of(progress: Option<MarkingProgress>) -> SkillState {
    match progress.map(|progress| progress.stage) {
        None => SkillState::Hidden,
        Some(MarkingStage::NotStarted) => SkillState::NotStarted,
        Some(MarkingStage::Marking) => SkillState::Marking,
        Some(MarkingStage::Complete) => SkillState::Complete,
        Some(MarkingStage::Locked) => SkillState::Locked,
    }
}

fn flags(withdrawn: bool, decided: Decided) -> u32 {
    let each = [
        (withdrawn, row_flags::WITHDRAWN),
        (decided.place, row_flags::PLACE_CERTAIN),
        (decided.medal, row_flags::MEDAL_CERTAIN),
        (decided.medal_possible, row_flags::MEDAL_POSSIBLE),
    ];
    each.into_iter().filter(|(is, _)| *is).map(|(_, flag)| flag).sum()
}

fn row(skill: &Skill, standing: &Standing, flags: u32) -> BoardRow {
    BoardRow(
        number(standing.competitor),
        standing.rank,
        standing.total.fixed(skill.rules.decimals),
        standing.done,
        standing.medal.into(),
        standing.scale_score.map(|score| score.to_string()),
        flags,
    )
}

fn card(competition: &Competition, competitor: &Competitor) -> BoardCompetitor {
    let delegation = competitor.delegation.and_then(|index| competition.delegations.get(index));
    BoardCompetitor {
        id: competitor.id.to_string(),
        name: competitor.name.clone(),
        delegation: BoardDelegation {
            id: delegation.map(|delegation| delegation.id.to_string()).unwrap_or_default(),
            name: delegation.map(|delegation| delegation.name.clone()).unwrap_or_default(),
        },
        kind: competitor.kind,
        guest: !competitor.eligible,
        members: competitor.members.iter().map(|member| bilingual(member)).collect(),
    }
}

/// "张伟 Zhang Wei" is two names of one person.
fn bilingual(name: &str) -> Text {
    let name = name.trim();
    match name.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) if at > 0 => Text::new(name[..at].trim(), name[at..].trim()),
        _ => Text::plain(name),
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

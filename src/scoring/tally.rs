//! The running totals of one skill: one new score changes one cell and one competitor's sums.
//!
//! Competitors, aspects and experts are dense indices here; the order of arrival never changes a result.

use super::{
    PanelOutcome, Value,
    bounds::{self, Bounds},
    measurement, panel,
    sums::{self, SumPart, Sums},
    total::TotalFormula,
};
use crate::{
    competition::{Aspect, AspectKind, Skill},
    decimal::Decimal,
};

/// One expert's current entry in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Index of the expert, or [`Score::NO_EXPERT`] for a measurement nobody signed.
    pub expert: u16,
    pub round: u8,
    pub value: Value,
    /// Journal position of the entry.
    pub position: u64,
}

impl Score {
    pub const NO_EXPERT: u16 = u16::MAX;
    const NONE: Self = Self { expert: Self::NO_EXPERT, round: 0, value: Value::No, position: 0 };

    const fn is_there(&self) -> bool {
        self.round != 0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    /// Nothing yet, or not yet enough.
    Open,
    /// The panel must score again.
    Rescore,
    Done(Decimal),
}

#[derive(Clone)]
pub struct SkillTally {
    pub(super) aspects: Vec<Aspect>,
    /// What an aspect's mark can be, before anybody has marked it.
    pub(super) unmarked: Vec<Bounds>,
    /// First slot of each aspect within a competitor's slots.
    slot_of: Vec<usize>,
    slots_each: usize,
    slots: Vec<Score>,
    pub(super) cells: Vec<Cell>,
    pub(super) sums: Vec<Sums>,
    pub(super) parts_of: Vec<Vec<SumPart>>,
    pub(super) formula: TotalFormula,
    /// Per competitor.
    pub(super) groups: Vec<Option<usize>>,
    pub(super) nothing: Sums,
}

/// Side by side, because a new score needs both and they are far from anything else in memory.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub state: CellState,
    /// The round being scored, from 1.
    round: u8,
    /// Scores of that round.
    pub given: u8,
}

impl Cell {
    const OPEN: Self = Self { state: CellState::Open, round: 1, given: 0 };
}

impl SkillTally {
    #[must_use]
    pub fn new(skill: &Skill) -> Self {
        let aspects = skill.scheme.aspects.clone();
        let mut slots_each = 0;
        let slot_of = aspects
            .iter()
            .map(|aspect| {
                slots_each += aspect.wanted_scores();
                slots_each - aspect.wanted_scores()
            })
            .collect();
        let competitors = skill.competitors.len();
        let nothing = sums::nothing(skill);
        let mut tally = Self {
            unmarked: aspects.iter().map(bounds::unmarked).collect(),
            slot_of,
            slots_each,
            slots: vec![Score::NONE; slots_each * competitors],
            cells: vec![Cell::OPEN; aspects.len() * competitors],
            sums: vec![nothing.clone(); competitors],
            parts_of: sums::parts_of(skill),
            formula: TotalFormula::of(skill),
            groups: skill.competitors.iter().map(|competitor| competitor.group).collect(),
            nothing,
            aspects,
        };
        for (competitor, who) in skill.competitors.iter().enumerate().filter(|(_, who)| who.withdrawn) {
            tally.set_withdrawn(competitor, who.withdrawn);
        }
        tally
    }

    pub fn set_withdrawn(&mut self, competitor: usize, withdrawn: bool) {
        self.sums[competitor].withdrawn = withdrawn;
    }

    fn cell(&self, competitor: usize, aspect: usize) -> usize {
        competitor * self.aspects.len() + aspect
    }

    fn slots_at(&self, competitor: usize, aspect: usize) -> std::ops::Range<usize> {
        let first = competitor * self.slots_each + self.slot_of[aspect];
        first..first + self.aspects[aspect].wanted_scores()
    }

    #[must_use]
    pub fn state(&self, competitor: usize, aspect: usize) -> CellState {
        self.cells[self.cell(competitor, aspect)].state
    }

    #[must_use]
    pub fn mark(&self, competitor: usize, aspect: usize) -> Option<Decimal> {
        match self.state(competitor, aspect) {
            CellState::Done(mark) => Some(mark),
            CellState::Open | CellState::Rescore => None,
        }
    }

    /// The round being scored, from 1.
    #[must_use]
    pub fn round(&self, competitor: usize, aspect: usize) -> u8 {
        self.cells[self.cell(competitor, aspect)].round
    }

    /// The current round's scores.
    pub fn scores(&self, competitor: usize, aspect: usize) -> impl Iterator<Item = &Score> {
        let round = self.round(competitor, aspect);
        self.slots[self.slots_at(competitor, aspect)].iter().filter(move |score| score.round == round)
    }

    /// The latest entry of one expert, of whichever round.
    #[must_use]
    pub fn latest_by(&self, competitor: usize, aspect: usize, expert: u16) -> Option<&Score> {
        self.slots[self.slots_at(competitor, aspect)].iter().find(|score| score.is_there() && score.expert == expert)
    }

    #[must_use]
    pub fn sums(&self, competitor: usize) -> &Sums {
        &self.sums[competitor]
    }

    #[must_use]
    pub fn competitors(&self) -> usize {
        self.sums.len()
    }

    #[must_use]
    pub fn aspects(&self) -> &[Aspect] {
        &self.aspects
    }

    /// Marks there are in the whole skill, of those who have not withdrawn.
    #[must_use]
    pub fn done(&self) -> usize {
        self.sums.iter().filter(|sums| !sums.withdrawn).map(|sums| sums.done as usize).sum()
    }

    /// Marks there will be.
    #[must_use]
    pub fn wanted(&self) -> usize {
        self.sums.iter().filter(|sums| !sums.withdrawn).count() * self.aspects.len()
    }

    /// Forgets the scores of the round that is being scored.
    pub fn clear_round(&mut self, competitor: usize, aspect: usize) {
        let (round, range) = (self.round(competitor, aspect), self.slots_at(competitor, aspect));
        for slot in self.slots[range].iter_mut().filter(|slot| slot.round == round) {
            *slot = Score::NONE;
        }
        self.settle(competitor, aspect);
    }

    /// The same marks of the same competitors in another order.
    #[must_use]
    pub fn reordered(&self, order: &[usize]) -> Self {
        let aspects = self.aspects.len();
        Self {
            slots: order.iter().flat_map(|&index| &self.slots[index * self.slots_each..][..self.slots_each]).copied().collect(),
            cells: order.iter().flat_map(|&index| &self.cells[index * aspects..][..aspects]).copied().collect(),
            sums: order.iter().map(|&index| self.sums[index].clone()).collect(),
            groups: order.iter().map(|&index| self.groups[index]).collect(),
            aspects: self.aspects.clone(),
            unmarked: self.unmarked.clone(),
            slot_of: self.slot_of.clone(),
            parts_of: self.parts_of.clone(),
            formula: self.formula.clone(),
            nothing: self.nothing.clone(),
            slots_each: self.slots_each,
        }
    }

    /// The same entries with other marks. `mark` is asked for every mark there is, by competitor and aspect; `None` leaves it.
    #[must_use]
    pub fn remarked(&self, mark: impl Fn(usize, usize) -> Option<Decimal>) -> Self {
        let mut tally = self.clone();
        for competitor in 0..tally.competitors() {
            for aspect in 0..tally.aspects.len() {
                let before = tally.state(competitor, aspect);
                if let (CellState::Done(_), Some(other)) = (before, mark(competitor, aspect)) {
                    let cell = tally.cell(competitor, aspect);
                    tally.cells[cell].state = CellState::Done(other);
                    tally.carry(competitor, aspect, before, CellState::Done(other));
                }
            }
        }
        tally
    }

    /// Takes a score: replaces the same expert's, opens the round it belongs to, fills a free place. Answers whether the
    /// panel had room for it.
    pub fn record(&mut self, competitor: usize, aspect: usize, score: Score) -> bool {
        if !self.put(competitor, aspect, score) {
            return false;
        }
        self.settle(competitor, aspect);
        true
    }

    fn put(&mut self, competitor: usize, aspect: usize, score: Score) -> bool {
        let range = self.slots_at(competitor, aspect);
        let cell = self.cell(competitor, aspect);
        let round = self.cells[cell].round.max(score.round);
        let slots = &mut self.slots[range];
        let place = slots
            .iter()
            .position(|slot| slot.is_there() && slot.expert == score.expert)
            .or_else(|| slots.iter().position(|slot| !slot.is_there()))
            .or_else(|| slots.iter().position(|slot| slot.round < round));
        let Some(place) = place else { return false };
        slots[place] = score;
        self.cells[cell].round = round;
        true
    }

    /// Recomputes one cell and carries the difference into the sums.
    fn settle(&mut self, competitor: usize, aspect: usize) {
        let state = self.evaluate(competitor, aspect);
        let given = u8::try_from(self.scores(competitor, aspect).count()).unwrap_or(u8::MAX);
        let cell = self.cell(competitor, aspect);
        self.cells[cell].given = given;
        let before = std::mem::replace(&mut self.cells[cell].state, state);
        self.carry(competitor, aspect, before, state);
    }

    fn evaluate(&self, competitor: usize, aspect: usize) -> CellState {
        let rule = &self.aspects[aspect];
        match &rule.kind {
            AspectKind::Measurement(measured) => self
                .scores(competitor, aspect)
                .next()
                .and_then(|score| measurement::mark(measured, rule.max_mark, score.value))
                .map_or(CellState::Open, CellState::Done),
            AspectKind::Judgement(judgement) => {
                let mut given = [Decimal::ZERO; panel::PANEL_MAX_EXPERTS as usize];
                let mut count = 0;
                for score in self.scores(competitor, aspect) {
                    if let (Value::Number(number), Some(place)) = (score.value, given.get_mut(count)) {
                        *place = number;
                        count += 1;
                    }
                }
                match panel::outcome(judgement, rule.max_mark, &given[..count]) {
                    PanelOutcome::Open => CellState::Open,
                    PanelOutcome::SpreadTooWide => CellState::Rescore,
                    PanelOutcome::Mark(mark) => CellState::Done(mark),
                }
            }
        }
    }

    fn carry(&mut self, competitor: usize, aspect: usize, before: CellState, after: CellState) {
        let values = self.parts_of[aspect].iter().any(|part| matches!(part, SumPart::SmallerValue { .. }));
        if before == after && !values {
            return;
        }
        let negated_value = if values { self.negated_value(competitor, aspect) } else { None };
        let sums = &mut self.sums[competitor];
        if let CellState::Done(mark) = before {
            sums.add(&self.parts_of[aspect], Decimal::ZERO - mark, -1);
        }
        if let CellState::Done(mark) = after {
            sums.add(&self.parts_of[aspect], mark, 1);
        }
        for part in &self.parts_of[aspect] {
            if let SumPart::SmallerValue { key, .. } = *part {
                sums.keys[key] = negated_value.unwrap_or(Decimal::MIN);
            }
        }
        sums.finish(&self.formula, self.groups[competitor]);
    }

    /// The measured value, negated so that larger is better.
    pub(super) fn negated_value(&self, competitor: usize, aspect: usize) -> Option<Decimal> {
        self.scores(competitor, aspect).find_map(|score| match score.value {
            Value::Number(number) => Some(Decimal::from_units(-number.units())),
            _ => None,
        })
    }
}

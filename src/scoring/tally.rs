//! The running totals of one skill: one new score changes one cell, one competitor's sums, and that competitor's place.
//!
//! Competitors, aspects and experts are dense indices here; the order of arrival never changes a result.

use std::cmp::Ordering;

use super::{PanelOutcome, Value, measurement, panel};
use crate::{
    competition::{Aspect, AspectKind, Skill, TieKey},
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

/// What a competitor has so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    pub total: Decimal,
    /// Aspects that have a mark.
    pub done: u32,
    /// One value per tie key, larger is better.
    pub keys: Box<[Decimal]>,
}

impl Sums {
    /// Better place first. Whoever has no mark at all comes after everyone who has one (rules.md §4).
    #[must_use]
    pub fn place_order(&self, other: &Self) -> Ordering {
        (self.done == 0).cmp(&(other.done == 0)).then_with(|| other.total.cmp(&self.total)).then_with(|| other.keys.cmp(&self.keys))
    }
}

#[derive(Clone)]
pub struct SkillTally {
    aspects: Vec<Aspect>,
    /// First slot of each aspect within a competitor's slots.
    slot_of: Vec<usize>,
    slots_each: usize,
    slots: Vec<Score>,
    cells: Vec<Cell>,
    sums: Vec<Sums>,
    /// For each aspect the tie keys it takes part in.
    keys_of: Vec<Vec<KeyPart>>,
    /// Competitors, best first; equal ones by index.
    order: Vec<u32>,
    ordered: bool,
}

/// Side by side, because a new score needs both and they are far from anything else in memory.
#[derive(Clone, Copy)]
struct Cell {
    state: CellState,
    /// The round being scored, from 1.
    round: u8,
}

impl Cell {
    const OPEN: Self = Self { state: CellState::Open, round: 1 };
}

#[derive(Clone, Copy)]
enum KeyPart {
    Sum(usize),
    SmallerValue(usize),
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
        let mut keys_of = vec![Vec::new(); aspects.len()];
        for (key, rule) in skill.rules.ties.keys.iter().enumerate() {
            match rule {
                TieKey::Sum { aspects, .. } => aspects.iter().for_each(|&aspect| keys_of[aspect].push(KeyPart::Sum(key))),
                TieKey::SmallerValue { aspect, .. } => keys_of[*aspect].push(KeyPart::SmallerValue(key)),
            }
        }
        let nothing = Sums {
            total: Decimal::ZERO,
            done: 0,
            keys: skill
                .rules
                .ties
                .keys
                .iter()
                .map(|key| if matches!(key, TieKey::Sum { .. }) { Decimal::ZERO } else { Decimal::MIN })
                .collect(),
        };
        Self {
            slot_of,
            slots_each,
            slots: vec![Score::NONE; slots_each * competitors],
            cells: vec![Cell::OPEN; aspects.len() * competitors],
            sums: vec![nothing; competitors],
            keys_of,
            order: (0..u32::try_from(competitors).unwrap_or(u32::MAX)).collect(),
            ordered: true,
            aspects,
        }
    }

    /// For a state that only decides about marks: [`SkillTally::order`] and [`SkillTally::rank`] stay as they are from now on, until
    /// [`SkillTally::sort`].
    pub fn stop_ordering(&mut self) {
        self.ordered = false;
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

    /// The best first; `Ordering::Equal` neighbours share a place.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
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

    /// Marks there are in the whole skill.
    #[must_use]
    pub fn done(&self) -> usize {
        self.sums.iter().map(|sums| sums.done as usize).sum()
    }

    /// The shared place of a competitor, from 1; `None` until the first mark.
    #[must_use]
    pub fn rank(&self, competitor: usize) -> Option<u32> {
        let sums = &self.sums[competitor];
        let better = self.order.partition_point(|&other| self.sums[other as usize].place_order(sums) == Ordering::Less);
        (sums.done > 0).then(|| u32::try_from(better + 1).unwrap_or(u32::MAX))
    }

    /// Takes a score: replaces the same expert's, opens the round it belongs to, fills a free place. Answers whether the
    /// panel had room for it.
    pub fn record(&mut self, competitor: usize, aspect: usize, score: Score) -> bool {
        if !self.put(competitor, aspect, score) {
            return false;
        }
        self.settle(competitor, aspect, self.ordered);
        true
    }

    /// [`SkillTally::record`] for loading many scores: places are right only after [`SkillTally::sort`].
    pub fn record_unsorted(&mut self, competitor: usize, aspect: usize, score: Score) -> bool {
        if !self.put(competitor, aspect, score) {
            return false;
        }
        self.settle(competitor, aspect, false);
        true
    }

    pub fn sort(&mut self) {
        let sums = &self.sums;
        self.order.sort_unstable_by(|&a, &b| sums[a as usize].place_order(&sums[b as usize]).then(a.cmp(&b)));
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

    /// Recomputes one cell and carries the difference into sums and order.
    fn settle(&mut self, competitor: usize, aspect: usize, keep_order: bool) {
        let state = self.evaluate(competitor, aspect);
        let cell = self.cell(competitor, aspect);
        let before = std::mem::replace(&mut self.cells[cell].state, state);
        if before == state && self.keys_of[aspect].iter().all(|part| matches!(part, KeyPart::Sum(_))) {
            return;
        }
        let old_place = keep_order.then(|| self.place_of(competitor));
        self.carry(competitor, aspect, before, state);
        if let Some(old_place) = old_place {
            self.move_from(competitor, old_place);
        }
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
        let smaller_value = self.scores(competitor, aspect).find_map(|score| match score.value {
            Value::Number(number) => Some(Decimal::from_units(-number.units())),
            _ => None,
        });
        let sums = &mut self.sums[competitor];
        if let CellState::Done(mark) = before {
            sums.total -= mark;
            sums.done -= 1;
        }
        if let CellState::Done(mark) = after {
            sums.total += mark;
            sums.done += 1;
        }
        for part in &self.keys_of[aspect] {
            match *part {
                KeyPart::Sum(key) => {
                    if let CellState::Done(mark) = before {
                        sums.keys[key] -= mark;
                    }
                    if let CellState::Done(mark) = after {
                        sums.keys[key] += mark;
                    }
                }
                KeyPart::SmallerValue(key) => sums.keys[key] = smaller_value.unwrap_or(Decimal::MIN),
            }
        }
    }

    fn place_of(&self, competitor: usize) -> usize {
        let sums = &self.sums[competitor];
        self.order
            .partition_point(|&other| self.sums[other as usize].place_order(sums).then((other as usize).cmp(&competitor)) == Ordering::Less)
    }

    /// `order` without the competitor is still sorted: find the new place in it and turn the stretch between by one.
    fn move_from(&mut self, competitor: usize, old_place: usize) {
        let goes_before = |other: &u32| {
            self.sums[*other as usize].place_order(&self.sums[competitor]).then((*other as usize).cmp(&competitor)) == Ordering::Less
        };
        if old_place > 0 && !goes_before(&self.order[old_place - 1]) {
            let ahead = self.order[..old_place].partition_point(goes_before);
            self.order[ahead..=old_place].rotate_right(1);
            return;
        }
        let behind = self.order[old_place + 1..].partition_point(goes_before);
        self.order[old_place..=old_place + behind].rotate_left(1);
    }
}

//! What a competitor can still end with.

use super::{
    CellState, SkillTally, Value,
    bounds::{self, Bounds},
    sums::{SumPart, Sums},
    tally::Cell,
};
use crate::{competition::AspectKind, decimal::Decimal};

/// What a competitor can still end with, when every missing mark is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extremes {
    pub low: Sums,
    pub high: Sums,
    /// No mark is missing.
    pub complete: bool,
}

impl SkillTally {
    /// The lowest and the highest a competitor can still end with.
    #[must_use]
    pub fn extremes(&self, competitor: usize) -> Extremes {
        let mut extremes = Extremes { low: self.nothing.clone(), high: self.nothing.clone(), complete: true };
        let first = competitor * self.aspects.len();
        for (aspect, cell) in self.cells[first..first + self.aspects.len()].iter().enumerate() {
            let (bounds, complete) = self.cell_bounds(competitor, aspect, *cell);
            extremes.complete &= complete;
            for (sums, mark) in [(&mut extremes.low, bounds.low), (&mut extremes.high, bounds.high)] {
                sums.add(&self.parts_of[aspect], mark, 1);
            }
            for part in &self.parts_of[aspect] {
                if let SumPart::SmallerValue { key, best } = *part {
                    let value = if complete { self.negated_value(competitor, aspect).or(Some(Decimal::MIN)) } else { None };
                    extremes.low.keys[key] = value.unwrap_or(Decimal::MIN);
                    extremes.high.keys[key] = value.unwrap_or(best);
                }
            }
        }
        for sums in [&mut extremes.low, &mut extremes.high] {
            sums.withdrawn = self.sums[competitor].withdrawn;
            sums.finish(&self.formula, self.groups[competitor]);
        }
        extremes
    }

    /// What the mark can still become, and whether it is final.
    fn cell_bounds(&self, competitor: usize, aspect: usize, cell: Cell) -> (Bounds, bool) {
        let rule = &self.aspects[aspect];
        match (cell.state, &rule.kind) {
            // With `missing = "skip"` a mark exists before the panel is complete and may still change.
            (CellState::Done(mark), _) if usize::from(cell.given) >= rule.wanted_scores() => (Bounds { low: mark, high: mark }, true),
            (CellState::Open | CellState::Done(_), AspectKind::Judgement(judgement)) if cell.given > 0 => {
                let given: Vec<Decimal> = self
                    .scores(competitor, aspect)
                    .filter_map(|score| if let Value::Number(number) = score.value { Some(number) } else { None })
                    .collect();
                (bounds::partly_scored(judgement, rule.max_mark, &given, self.unmarked[aspect]), false)
            }
            _ => (self.unmarked[aspect], false),
        }
    }
}

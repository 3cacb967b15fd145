//! The skating system: from each judge's places to one order by majorities (WDSF, The Skating System, rules 5 to 8).
//!
//! Places are awarded column by column: "1st", "2nd and higher", "3rd and higher" … In each column those who have a majority of judges
//! are placed, and all of them before the next column is looked at.

use std::{cmp::Reverse, sync::Arc};

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Rule {
    /// One competitor alone has a majority in the column.
    #[serde(rename = "5")]
    Five,
    /// Of several the larger majority comes first.
    #[serde(rename = "6")]
    Six,
    /// Of equal majorities the lower sum of the places in the majority comes first.
    #[serde(rename = "7a")]
    SevenA,
    /// Of equal sums the next column decides, among the tied ones only: first the larger number, then the lower sum.
    #[serde(rename = "7b")]
    SevenB,
    /// Nobody left has a majority: the next column is included.
    #[serde(rename = "8")]
    Eight,
}

/// One comparison on the way to a place. Whoever it does not tell apart goes on to the next step together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    pub rule: Rule,
    /// Places "`column` and higher" are counted.
    pub column: u32,
    /// Under rule 8 the first of the columns up to `column` that gave nobody a majority; else `column`.
    pub from_column: u32,
    /// Judges that make a majority.
    pub majority: u32,
    /// Who is compared, best first; under rule 8 those who have a majority in the column after.
    pub compared: Vec<Count>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Index into the table.
    pub competitor: usize,
    /// Judges who gave a place in the column or higher.
    pub judges: u32,
    /// Sum of those places.
    pub sum: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placed {
    /// Index into the table.
    pub competitor: usize,
    /// Shared by those whom rules 5 to 8 cannot tell apart.
    pub rank: u32,
    /// The steps that led to this place, in order; those who were compared together have the same ones.
    pub trace: Vec<Arc<Step>>,
}

/// More than half of the judges, also of an even number.
#[must_use]
pub fn majority_of(judges: usize) -> usize {
    judges / 2 + 1
}

/// Ranks competitors by the places that judges gave them, best first; equal ones are in the order of the table.
///
/// A row has one place from 1 per judge, the judges in the same order in every row. A judge may give a place to several.
#[must_use]
pub fn rank_by_majority<R: AsRef<[u32]>>(table: &[R]) -> Vec<Placed> {
    let rows: Vec<Row> = table.iter().enumerate().map(|(competitor, places)| Row::new(competitor, places.as_ref())).collect();
    let judges = table.first().map_or(0, |places| places.as_ref().len());
    let needed = majority_of(judges);
    // Where a competitor reaches the majority: the highest of the best `needed` places.
    let mut waiting: Vec<(u32, &Row)> = rows.iter().filter_map(|row| Some((*row.places.get(needed - 1)?, row))).collect();
    waiting.sort_by_key(|&(column, _)| column);
    let mut placing = Placing { majority: u32::try_from(needed).unwrap_or(u32::MAX), placed: Vec::with_capacity(waiting.len()) };
    let mut done = 0;
    for group in waiting.chunk_by(|(one, _), (other, _)| one == other) {
        let column = group[0].0;
        let rows: Vec<&Row> = group.iter().map(|(_, row)| *row).collect();
        let mut trace = Vec::new();
        if column > done + 1 {
            trace.push(placing.step(Rule::Eight, done + 1, column - 1, &rows));
        }
        placing.place_column(&rows, column, &trace);
        done = column;
    }
    placing.placed
}

/// A competitor's places, best first.
struct Row {
    competitor: usize,
    places: Vec<u32>,
}

impl Row {
    fn new(competitor: usize, places: &[u32]) -> Self {
        let mut places = places.to_vec();
        places.sort_unstable();
        Self { competitor, places }
    }

    fn count(&self, column: u32) -> Count {
        let judges = self.places.partition_point(|&place| place <= column);
        let sum = self.places[..judges].iter().map(|&place| u64::from(place)).sum();
        Count { competitor: self.competitor, judges: u32::try_from(judges).unwrap_or(u32::MAX), sum }
    }

    fn next_place_after(&self, column: u32) -> Option<u32> {
        self.places.get(self.places.partition_point(|&place| place <= column)).copied()
    }
}

struct Placing {
    majority: u32,
    placed: Vec<Placed>,
}

impl Placing {
    fn step(&self, rule: Rule, from_column: u32, column: u32, rows: &[&Row]) -> Arc<Step> {
        let mut compared: Vec<Count> = rows.iter().map(|row| row.count(column)).collect();
        compared.sort_by_key(|count| (Reverse(count.judges), count.sum));
        Arc::new(Step { rule, column, from_column, majority: self.majority, compared })
    }

    /// Places all who have their majority in this column.
    fn place_column(&mut self, rows: &[&Row], column: u32, trace: &[Arc<Step>]) {
        if rows.len() == 1 {
            let last = self.step(Rule::Five, column, column, rows);
            return self.award(rows, &with(trace, last));
        }
        let trace = with(trace, self.step(Rule::Six, column, column, rows));
        for equal in groups(rows, |row| Reverse(row.count(column).judges)) {
            if equal.len() == 1 {
                self.award(&equal, &trace);
                continue;
            }
            let trace = with(&trace, self.step(Rule::SevenA, column, column, &equal));
            for tied in groups(&equal, |row| row.count(column).sum) {
                self.break_tie(&tied, column, &trace);
            }
        }
    }

    /// Rule 7, second part. The others wait until all of these are placed.
    fn break_tie(&mut self, tied: &[&Row], column: u32, trace: &[Arc<Step>]) {
        // Columns in which none of them has a place change nothing.
        let next = tied.iter().filter_map(|row| row.next_place_after(column)).min();
        let Some(next) = next.filter(|_| tied.len() > 1) else { return self.award(tied, trace) };
        let trace = with(trace, self.step(Rule::SevenB, next, next, tied));
        let by_count = |row: &Row| {
            let count = row.count(next);
            (Reverse(count.judges), count.sum)
        };
        for tied in groups(tied, by_count) {
            self.break_tie(&tied, next, &trace);
        }
    }

    fn award(&mut self, equals: &[&Row], trace: &[Arc<Step>]) {
        let rank = u32::try_from(self.placed.len() + 1).unwrap_or(u32::MAX);
        self.placed.extend(equals.iter().map(|row| Placed { competitor: row.competitor, rank, trace: trace.to_vec() }));
    }
}

fn with(trace: &[Arc<Step>], step: Arc<Step>) -> Vec<Arc<Step>> {
    trace.iter().cloned().chain([step]).collect()
}

/// Equals together, in ascending order of the key.
fn groups<'r, K: Ord>(rows: &[&'r Row], key: impl Fn(&Row) -> K) -> Vec<Vec<&'r Row>> {
    let mut keyed: Vec<(K, &Row)> = rows.iter().map(|row| (key(row), *row)).collect();
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    keyed.chunk_by(|(one, _), (other, _)| one == other).map(|group| group.iter().map(|(_, row)| *row).collect()).collect()
}

//! What changed between two versions of one window, in as few bytes as a plain reader can follow.

use super::order::moves_between;
use crate::{
    publication::Label,
    wire::{BoardRow, Delta, Joined, ScaleChange, Snapshot},
};

pub(super) enum Step {
    Same,
    Delta(Box<Delta>),
    /// More is new than not: whoever looks is sent the whole.
    Anew,
}

/// `after` has the next version.
pub(super) fn between(before: &Snapshot, after: &Snapshot) -> Step {
    let before_of = |index: u32| before.rows.binary_search_by_key(&index, |row| row.0).ok().map(|at| &before.rows[at]);
    let left: Vec<u32> = before.rows.iter().map(|row| row.0).filter(|&index| !has(after, index)).collect();
    let (mut joined, mut rows, mut scales) = (Vec::new(), Vec::new(), Vec::new());
    let mut whole = vec![false; after.rows.last().map_or(0, |row| row.0 as usize + 1)];
    for (row, card) in after.rows.iter().zip(&after.competitors) {
        match before_of(row.0) {
            Some(old) if differs_otherwise(old, row) => rows.push(row.clone()),
            Some(old) => {
                if old.5 != row.5 {
                    scales.push(ScaleChange(row.0, row.5.clone()));
                }
                continue;
            }
            None => {
                joined.push(Joined(row.0, card.clone()));
                rows.push(row.clone());
            }
        }
        whole[row.0 as usize] = true;
    }
    if before.field != after.field || joined.len() * 2 > after.rows.len() || takes_back(before, after) {
        return Step::Anew;
    }
    let shifts = shifts(after, &whole, before_of);
    let mut start: Vec<u32> = before.order.iter().copied().filter(|&index| has(after, index)).collect();
    start.extend(joined.iter().map(|one| one.0));
    let moves = moves_between(&start, &after.order);
    let delta = Delta {
        version: after.version,
        later: after.at - before.at,
        state: (after.state != before.state).then_some(after.state),
        label: (after.label != before.label).then_some(after.label),
        basis: (after.basis != before.basis).then(|| after.basis.clone()),
        left,
        joined,
        order: moves.is_none().then(|| after.order.clone()),
        moves: moves.unwrap_or_default(),
        shifts,
        scales,
        rows,
    };
    if says_nothing(&delta) { Step::Same } else { Step::Delta(Box::new(delta)) }
}

/// A ceremony begins or ends, or somebody who was called is not any more: whoever is behind must not hear of it afterwards.
fn takes_back(before: &Snapshot, after: &Snapshot) -> bool {
    let (was, is) = (before.label == Label::Ceremony, after.label == Label::Ceremony);
    let placed = |snapshot: &Snapshot| snapshot.rows.iter().filter(|row| row.1.is_some()).count();
    was != is || (is && placed(after) < placed(before))
}

fn has(snapshot: &Snapshot, index: u32) -> bool {
    snapshot.rows.binary_search_by_key(&index, |row| row.0).is_ok()
}

/// In more than the scale score and where the rank moved to.
fn differs_otherwise(old: &BoardRow, new: &BoardRow) -> bool {
    old.1.is_some() != new.1.is_some() || (&old.2, old.3, old.4, old.6) != (&new.2, new.3, new.4, new.6)
}

/// Runs of places whose ranks moved alike. Rows that are sent whole fit into any run.
fn shifts<'a>(after: &Snapshot, whole: &[bool], before_of: impl Fn(u32) -> Option<&'a BoardRow>) -> Vec<i32> {
    let (mut shifts, mut run): (Vec<i32>, (usize, usize, i32)) = (Vec::new(), (0, 0, 0));
    for (place, &index) in after.order.iter().enumerate().filter(|(_, index)| !whole[**index as usize]) {
        let new = after.rows.binary_search_by_key(&index, |row| row.0).ok().and_then(|at| after.rows[at].1);
        let by = match (before_of(index).and_then(|row| row.1), new) {
            (Some(old), Some(new)) => i32::try_from(i64::from(new) - i64::from(old)).unwrap_or(0),
            _ => 0,
        };
        if by != run.2 {
            push_run(&mut shifts, run);
            run = (place, place, by);
        }
        run.1 = place;
    }
    push_run(&mut shifts, run);
    shifts
}

fn push_run(shifts: &mut Vec<i32>, (first, last, by): (usize, usize, i32)) {
    if by != 0 {
        let number = |value: usize| i32::try_from(value).unwrap_or(i32::MAX);
        shifts.extend([number(first), number(last - first + 1), by]);
    }
}

fn says_nothing(delta: &Delta) -> bool {
    let Delta { version: _, later: _, state, label, basis, left, joined, moves, order, shifts, scales, rows } = delta;
    (state.is_none() && label.is_none() && basis.is_none() && order.is_none())
        && (left.is_empty() && joined.is_empty() && moves.is_empty() && shifts.is_empty() && scales.is_empty() && rows.is_empty())
}

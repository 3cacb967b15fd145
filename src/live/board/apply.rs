//! A whole board and what changed since, put together as a viewer does it.

use crate::wire::{Delta, Snapshot};

/// What came does not follow what is there: the whole board must be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Gap {
    #[error("versions are missing between")]
    Missing,
    #[error("it is no message of a whole board, or does not fit the board that is there")]
    Unfit,
}

/// The version after `before`, of the whole board.
pub(super) fn apply(before: &Snapshot, delta: Delta) -> Result<Snapshot, Gap> {
    if delta.version != before.version + 1 {
        return Err(Gap::Missing);
    }
    // The whole board has everybody: whoever joined or left would be in a window.
    if !delta.left.is_empty() || !delta.joined.is_empty() || before.members.is_some() {
        return Err(Gap::Unfit);
    }
    let mut after = before.clone();
    (after.version, after.at) = (delta.version, before.at.saturating_add(delta.later));
    after.state = delta.state.unwrap_or(before.state);
    after.label = delta.label.unwrap_or(before.label);
    after.basis = delta.basis.unwrap_or(after.basis);
    match delta.order {
        Some(order) if is_order_of(&order, after.rows.len()) => after.order = order,
        Some(_) => return Err(Gap::Unfit),
        None => move_all(&mut after.order, &delta.moves)?,
    }
    shift(&mut after, &delta.shifts)?;
    for change in delta.scales {
        after.rows.get_mut(change.0 as usize).ok_or(Gap::Unfit)?.5 = change.1;
    }
    for row in delta.rows {
        let place = after.rows.get_mut(row.0 as usize).ok_or(Gap::Unfit)?;
        *place = row;
    }
    Ok(after)
}

/// Whether everything in it is in its place, so that nothing that is made of it can fail.
pub(super) fn is_whole(snapshot: &Snapshot) -> bool {
    let in_place = snapshot.rows.iter().enumerate().all(|(at, row)| row.0 as usize == at);
    let members = (snapshot.members.is_none(), snapshot.rows.len(), snapshot.field as usize);
    snapshot.version > 0
        && in_place
        && members == (true, snapshot.competitors.len(), snapshot.rows.len())
        && is_order_of(&snapshot.order, snapshot.rows.len())
}

fn is_order_of(order: &[u32], count: usize) -> bool {
    let mut seen = vec![false; count];
    let each_once = order.iter().all(|&index| seen.get_mut(index as usize).is_some_and(|seen| !std::mem::replace(seen, true)));
    each_once && order.len() == count
}

fn move_all(order: &mut Vec<u32>, moves: &[u32]) -> Result<(), Gap> {
    let pairs = moves.chunks_exact(2);
    if !pairs.remainder().is_empty() || moves.iter().any(|&place| place as usize >= order.len()) {
        return Err(Gap::Unfit);
    }
    for pair in pairs {
        let index = order.remove(pair[0] as usize);
        order.insert(pair[1] as usize, index);
    }
    Ok(())
}

fn shift(board: &mut Snapshot, shifts: &[i32]) -> Result<(), Gap> {
    let runs = shifts.chunks_exact(3);
    if !runs.remainder().is_empty() {
        return Err(Gap::Unfit);
    }
    for run in runs {
        let (first, count) = (usize::try_from(run[0]).map_err(|_| Gap::Unfit)?, usize::try_from(run[1]).map_err(|_| Gap::Unfit)?);
        let places = board.order.get(first..first.saturating_add(count)).ok_or(Gap::Unfit)?;
        for &index in places {
            let rank = &mut board.rows[index as usize].1;
            // Rows without a place come whole, and afterwards.
            *rank = rank.and_then(|rank| rank.checked_add_signed(run[2]));
        }
    }
    Ok(())
}

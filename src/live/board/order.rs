//! How one order becomes another by taking single rows out and putting them in elsewhere.

use rustc_hash::FxHashMap;

/// With more of them the whole order is shorter, or soon will be.
pub const MOVES_MAX: usize = 200;

/// Pairs of places, from and to, each about the order after the pairs before it. As few as there can be: whoever is in the longest run
/// that kept its order stays. `None`: send the whole order.
pub(super) fn moves_between(before: &[u32], after: &[u32]) -> Option<Vec<u32>> {
    if before == after {
        return Some(Vec::new());
    }
    let place_before: FxHashMap<u32, usize> = before.iter().enumerate().map(|(place, &index)| (index, place)).collect();
    let was: Vec<usize> = after.iter().map(|index| place_before.get(index).copied()).collect::<Option<_>>()?;
    let stays = longest_rising(&was);
    let moving = stays.iter().filter(|stays| !**stays).count();
    if moving > MOVES_MAX || moving * 2 > after.len() {
        return None;
    }
    let mut now = before.to_vec();
    let mut moves = Vec::with_capacity(moving * 2);
    // Whoever stands before this place stands right already.
    let mut settled: Option<u32> = None;
    for (&index, stays) in after.iter().zip(stays) {
        if !stays {
            let from = now.iter().position(|&other| other == index)?;
            now.remove(from);
            let to = match settled {
                Some(ahead) => now.iter().position(|&other| other == ahead)? + 1,
                None => 0,
            };
            now.insert(to, index);
            moves.extend([u32::try_from(from).ok()?, u32::try_from(to).ok()?]);
        }
        settled = Some(index);
    }
    Some(moves)
}

/// Which elements are in a longest rising subsequence; the numbers differ.
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    // Per length the element that ends the lowest such sequence; per element the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < *number);
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut is_in = vec![false; numbers.len()];
    let mut at = ends.last().copied();
    while let Some(here) = at {
        is_in[here] = true;
        at = previous[here];
    }
    is_in
}

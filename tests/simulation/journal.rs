//! What a journal must be like, whatever happened to the server.

use std::collections::{BTreeMap, BTreeSet};

use jinbang::{
    bundle::{Seed, Shares},
    engine::Receipt,
    journal::{Hash, Sealed},
    judging::{Body, CommandId, ContestState},
    proof::Tree,
};

use crate::common::contest::fold;

/// What the server said and what the disk had, since the day began.
#[derive(Default)]
pub struct Truth {
    /// Every receipt that left the server, whether it arrived or not.
    pub receipts: BTreeMap<(String, u64), Receipt>,
    /// Every entry that was on the disk.
    pub committed: Vec<Sealed>,
    /// Roots of the log at some sizes.
    pub checkpoints: Vec<(usize, Hash)>,
}

impl Truth {
    /// A receipt leaves the server.
    ///
    /// # Errors
    /// When the same command was answered otherwise.
    pub fn promised(&mut self, id: &CommandId, receipt: Receipt) -> Result<(), String> {
        let known = self.receipts.entry((id.device.to_string(), id.sequence)).or_insert(receipt);
        if *known == receipt { Ok(()) } else { Err(format!("invariant 2: {id:?} was answered with {known:?} and with {receipt:?}")) }
    }

    /// The journal as it was found on the disk.
    ///
    /// # Errors
    /// The invariant that does not hold.
    pub fn check(&mut self, found: &[Sealed]) -> Result<(), String> {
        if !found.starts_with(&self.committed) {
            return Err(format!(
                "invariant 1: {} of {} entries that were on the disk are there as they were",
                same(found, &self.committed),
                self.committed.len()
            ));
        }
        for ((device, sequence), receipt) in &self.receipts {
            let entry = usize::try_from(receipt.position - 1).ok().and_then(|at| found.get(at));
            if entry.is_none_or(|sealed| sealed.hash != receipt.hash) {
                return Err(format!("invariant 1: {device} {sequence} was promised entry {}", receipt.position));
            }
        }
        once(found)?;
        in_order(found)?;
        locks_hold(found)?;
        self.grown(found)?;
        self.committed = found.to_vec();
        Ok(())
    }

    /// Invariant 5: the log begins with what was signed, and may be signed again.
    fn grown(&mut self, found: &[Sealed]) -> Result<(), String> {
        let tree = log(found)?;
        for (size, root) in &self.checkpoints {
            if tree.root(*size) != Some(*root) {
                return Err(format!("invariant 5: the log of {size} entries was another one"));
            }
        }
        self.checkpoints.extend(tree.root(tree.size()).map(|root| (tree.size(), root)));
        Ok(())
    }
}

fn same(found: &[Sealed], wanted: &[Sealed]) -> usize {
    found.iter().zip(wanted).take_while(|(found, wanted)| found == wanted).count()
}

fn log(found: &[Sealed]) -> Result<Tree, String> {
    let (mut shares, mut tree) = (Shares::new(Seed([7; 32])), Tree::default());
    for sealed in found {
        let json = serde_json::to_vec(&sealed.entry).map_err(|error| error.to_string())?;
        let parts = shares.of(&sealed.entry, &json).map_err(|fault| format!("invariant 5: {fault}"))?;
        if parts.len() != 1 {
            return Err(format!("invariant 5: entry {} has {} leaves", sealed.entry.position, parts.len()));
        }
        for share in parts {
            tree.push(share.leaf());
        }
    }
    Ok(tree)
}

fn once(found: &[Sealed]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for id in found.iter().filter_map(|sealed| sealed.entry.command.as_ref()) {
        if !seen.insert((id.device.to_string(), id.sequence)) {
            return Err(format!("invariant 2: {id:?} made two entries"));
        }
    }
    Ok(())
}

/// Whatever the clocks said.
fn in_order(found: &[Sealed]) -> Result<(), String> {
    let is_in_order = (1..).zip(found).all(|(position, sealed)| sealed.entry.position == position);
    if is_in_order { Ok(()) } else { Err("invariant 11: the positions have a gap, or go back".to_owned()) }
}

/// The contest has one sub-criterion.
fn locks_hold(found: &[Sealed]) -> Result<(), String> {
    let mut is_locked = false;
    for sealed in found {
        match &sealed.entry.body {
            Body::Locked { .. } => is_locked = true,
            Body::Unlocked { .. } => is_locked = false,
            Body::Mark(_) if is_locked => return Err(format!("invariant 10: entry {} is a mark after a lock", sealed.entry.position)),
            _ => {}
        }
    }
    Ok(())
}

/// Invariants 4, 6 and 7: what readers have is the fold of the journal, and comes to what the entries say, read in the simplest way.
///
/// # Errors
/// The invariant that does not hold.
pub fn check_state(found: &[Sealed], live: &ContestState) -> Result<(), String> {
    let again = fold(found);
    if again.fingerprint() != live.fingerprint() {
        return Err(format!("invariant 6: readers have another state than the {} entries", found.len()));
    }
    let mut cells: BTreeMap<(String, String), (u8, BTreeMap<String, u64>)> = BTreeMap::new();
    for sealed in found {
        let Body::Mark(mark) = &sealed.entry.body else { continue };
        let (round, current) = cells.entry((mark.competitor.to_string(), mark.aspect.to_string())).or_default();
        if mark.round > *round {
            (*round, *current) = (mark.round, BTreeMap::new());
        }
        let by = if mark.aspect.starts_with('J') { format!("{:?}", sealed.entry.actor) } else { String::new() };
        current.insert(by, sealed.entry.position);
    }
    let Some(skill) = live.skills.first() else { return Ok(()) };
    for ((competitor, aspect), (_, current)) in cells {
        let (Some(at), Some(of)) = (skill.competitor(&competitor), skill.aspect(&aspect)) else {
            return Err(format!("invariant 4: {competitor} {aspect}"));
        };
        let has: BTreeSet<u64> = skill.tally.scores(at, of).map(|score| score.position).collect();
        if has != current.values().copied().collect() {
            return Err(format!("invariant 4: {competitor} {aspect} has {has:?}, and the entries say {current:?}"));
        }
    }
    Ok(())
}

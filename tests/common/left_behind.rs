//! What a stopped server left in its data folder, read without it.

use std::path::Path;

use jinbang::{
    journal::{JournalFault, JournalStore, Sealed},
    judging::{Body, ContestState, MarkEntry},
    ranking::standings,
};
use serde_json::{Value, json};

pub struct LeftBehind {
    pub store: JournalStore,
    /// Every entry of the only competition, the chain of hashes checked.
    pub sealed: Vec<Sealed>,
    pub state: ContestState,
}

impl LeftBehind {
    pub fn in_folder(data: &Path) -> Self {
        let store = JournalStore::open(data).expect("a journal nobody has open");
        let competitions = store.competitions().expect("a list");
        let [(id, stream)] = competitions.as_slice() else { panic!("one competition, not {competitions:?}") };
        let mut sealed = Vec::new();
        store
            .replay(id, *stream, |block| -> Result<(), JournalFault> {
                sealed.extend(block);
                Ok(())
            })
            .expect("an unbroken chain");
        let state = ContestState::replay(sealed.iter().map(|sealed| &sealed.entry)).expect("entries that fit");
        Self { store, sealed, state }
    }

    pub fn marks(&self) -> impl Iterator<Item = (&Sealed, &MarkEntry)> {
        self.sealed.iter().filter_map(|sealed| match &sealed.entry.body {
            Body::Mark(mark) => Some((sealed, mark)),
            _ => None,
        })
    }

    /// What the board of a skill must show: `[competitor, rank, total, marks]` in order of place.
    pub fn board(&self, skill: &str) -> Value {
        let index = self.state.skill(skill).expect("a skill");
        let rules = &self.state.competition.as_ref().expect("an open competition").skills[index];
        let rows = standings(rules, &self.state.skills[index].tally).into_iter().map(|standing| {
            let competitor = rules.competitors[standing.competitor].id.as_str();
            json!([competitor, standing.rank, standing.total.fixed(rules.rules.decimals), standing.done])
        });
        rows.collect()
    }
}

/// The same from a board's snapshot.
pub fn shown(snapshot: &Value) -> Value {
    let rows = snapshot["order"].as_array().expect("an order").iter().map(|index| {
        let index = usize::try_from(index.as_u64().expect("an index")).expect("small");
        let row = &snapshot["rows"][index];
        assert_eq!(row[0], index);
        json!([snapshot["competitors"][index]["id"], row[1], row[2], row[3]])
    });
    rows.collect()
}

use std::{collections::BTreeSet, ops::ControlFlow};

use super::{Entries, GateFault};
use crate::{
    competition::Competition,
    judging::{Actor, Body, ContestState, Entry, Millis, SkillState},
};

/// A competition as it was some time ago: the entries up to the first one that is too young.
pub(super) struct Lagging {
    state: ContestState,
    /// The highest time of an entry in it.
    newest_at: Millis,
    /// Of the entry that was too young the last time.
    next_at: Option<Millis>,
}

impl Lagging {
    /// That it was opened, by which rules and with whom, is no secret of any age.
    pub fn new(competition: &Competition) -> Self {
        let body = Body::Opened { competition: Box::new(competition.clone()) };
        let mut state = ContestState::default();
        // The first entry always fits.
        let _ = state.apply(&Entry { position: 1, at: 0, actor: Actor::Organiser, command: None, browser: None, body });
        Self { state, newest_at: Millis::MIN, next_at: None }
    }

    pub const fn newest_at(&self) -> Millis {
        self.newest_at
    }

    pub fn skill(&self, index: usize) -> Option<&SkillState> {
        self.state.skills.get(index)
    }

    /// Folds what is not younger than `until`, at most to `position`; `before` is told of every entry of a skill. Answers the skills that had any.
    pub fn advance(
        &mut self,
        entries: &impl Entries,
        position: u64,
        until: Millis,
        mut before: impl FnMut(usize, &SkillState, &Entry),
    ) -> Result<BTreeSet<usize>, GateFault> {
        let mut touched = BTreeSet::new();
        if self.state.position >= position || self.next_at.is_some_and(|next| next > until) {
            return Ok(touched);
        }
        let mut done = Ok(());
        self.next_at = None;
        entries.read_on(self.state.position + 1, &mut |entry| {
            if entry.position > position {
                return ControlFlow::Break(());
            }
            if entry.at > until {
                self.next_at = Some(entry.at);
                return ControlFlow::Break(());
            }
            if let Some(index) = entry.body.skill().and_then(|skill| self.state.skill(skill)) {
                before(index, &self.state.skills[index], entry);
                touched.insert(index);
            }
            done = self.state.apply(entry);
            self.newest_at = self.newest_at.max(entry.at);
            if done.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        done?;
        if let Some(competition) = self.state.competition.clone() {
            for &index in &touched {
                self.state.skills[index].settle(&competition.skills[index]);
            }
        }
        Ok(touched)
    }
}

//! What readers read: the state folded so far, names, boards, tablets.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tokio::sync::watch;

use super::{BoardChannel, Contests, MarkingHub};
use crate::{
    competition::{Competition, CompetitionId},
    engine::Contest,
    journal::{JournalFault, JournalStore, PersonRecord, StreamNumber},
    judging::{ContestState, Millis},
    publication::{look, publish},
};

/// One competition, for readers.
pub struct ContestView {
    pub id: CompetitionId,
    pub stream: StreamNumber,
    /// With names.
    pub competition: Arc<Competition>,
    pub boards: Vec<BoardChannel>,
    pub hub: MarkingHub,
    state: RwLock<ContestState>,
    position: watch::Sender<u64>,
}

/// All competitions of this server, numbered as the engine numbers them.
pub struct Views {
    pub contests: Contests,
    pub writable: watch::Sender<Option<Arc<str>>>,
}

impl ContestView {
    /// A second fold of the journal, for readers.
    ///
    /// # Errors
    /// When names cannot be read; `None` when the competition was never opened.
    pub fn new(store: &JournalStore, contest: Contest, at: Millis) -> Result<Option<Self>, JournalFault> {
        let Some(opened) = &contest.state.competition else { return Ok(None) };
        let mut named = Competition::clone(opened);
        let mut fault = None;
        PersonRecord::put_into(&mut named, |key| {
            store.person(contest.stream, key).unwrap_or_else(|error| {
                fault = Some(error);
                None
            })
        });
        if let Some(fault) = fault {
            return Err(fault);
        }
        let boards = named
            .skills
            .iter()
            .zip(&contest.state.skills)
            .map(|(skill, state)| BoardChannel::new(&named, skill, &publish(skill, look(skill, state)), at))
            .collect();
        Ok(Some(Self {
            id: contest.id,
            stream: contest.stream,
            competition: Arc::new(named),
            boards,
            hub: MarkingHub::default(),
            position: watch::Sender::new(contest.state.position),
            state: RwLock::new(contest.state),
        }))
    }

    pub fn state(&self) -> RwLockReadGuard<'_, ContestState> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the board's next version, if anything that viewers see has changed.
    pub fn refresh_board(&self, skill: usize, at: Millis) {
        let rules = &self.competition.skills[skill];
        let publish = || {
            self.state_mut().skills[skill].settle(rules);
            publish(rules, look(rules, &self.state().skills[skill]))
        };
        self.boards[skill].update(rules, publish, at);
    }

    pub(super) fn state_mut(&self) -> RwLockWriteGuard<'_, ContestState> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now_at(&self, position: u64) {
        self.position.send_replace(position);
    }

    /// Returns when this view has folded the entry at `position`.
    pub async fn reached(&self, position: u64) {
        let _ = self.position.subscribe().wait_for(|&at| at >= position).await;
    }
}

impl Views {
    #[must_use]
    pub fn find(&self, competition: &str) -> Option<(usize, &ContestView)> {
        self.contests.iter().enumerate().find(|(_, contest)| contest.id.as_str() == competition)
    }
}

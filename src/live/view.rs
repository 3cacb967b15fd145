//! What readers read: the state folded so far, names, boards, tablets.

use std::{
    collections::BTreeSet,
    ops::ControlFlow,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use rustc_hash::FxHashMap;
use tokio::sync::watch;

use super::{Bell, BoardChannel, Boards, Contests, MarkingHub, Stage};
use crate::{
    competition::{Competition, CompetitionId, Outline},
    engine::{Clock, Contest},
    journal::{JournalFault, JournalStore, PersonRecord, StreamNumber},
    judging::{ContestState, Entry, Millis, SkillState},
    publication::{Entries, Gate, GateFault, Label, MarkingProgress, publish, publish_progress},
};

/// One competition, for readers.
pub struct ContestView {
    pub id: CompetitionId,
    pub stream: StreamNumber,
    /// With names.
    pub competition: Arc<Competition>,
    pub stage: Arc<Stage>,
    pub hub: MarkingHub,
    state: RwLock<ContestState>,
    /// Taken after `state`, never before.
    gate: RwLock<Gate>,
    journal: Journal,
    position: watch::Sender<u64>,
}

/// All competitions of this server, numbered as the engine numbers them.
pub struct Views {
    pub contests: Contests,
    pub writable: watch::Sender<Option<Arc<str>>>,
    /// Rings when a board may have a new version.
    pub bell: Bell,
}

impl ContestView {
    /// A second fold of the journal, for readers.
    ///
    /// # Errors
    /// When names cannot be read; `None` when the competition was never opened.
    pub fn new(store: &JournalStore, contest: Contest, at: Millis) -> Result<Option<Self>, JournalFault> {
        let Some(opened) = &contest.state.competition else { return Ok(None) };
        let mut named = Competition::clone(opened);
        let people: FxHashMap<_, _> = store.people(contest.stream)?.into_iter().collect();
        PersonRecord::put_into(&mut named, |key| people.get(key).cloned());
        let journal = Journal { store: store.clone(), id: contest.id.clone(), stream: contest.stream };
        let gate = Gate::read(&journal, &contest.state, at).map_err(|fault| JournalFault::damaged(fault.to_string()))?;
        let boards = named
            .skills
            .iter()
            .zip(&contest.state.skills)
            .enumerate()
            .map(|(index, (skill, state))| BoardChannel::new(&named, skill, &publish(skill, gate.look(index, skill, state, at)), at))
            .map(Arc::new)
            .collect();
        Ok(Some(Self {
            id: contest.id,
            stream: contest.stream,
            stage: Arc::new(Stage { outline: Outline::of(&named), boards }),
            competition: Arc::new(named),
            hub: MarkingHub::default(),
            position: watch::Sender::new(contest.state.position),
            state: RwLock::new(contest.state),
            gate: RwLock::new(gate),
            journal,
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
            let (state, gate) = (self.state(), self.gate());
            publish(rules, gate.look(skill, rules, &state.skills[skill], at))
        };
        self.stage.boards[skill].update(rules, publish, at);
    }

    /// What a list of skills says about each of them.
    #[must_use]
    pub fn progress(&self, at: Millis) -> Vec<(Label, Option<MarkingProgress>)> {
        let (state, gate) = (self.state(), self.gate());
        let skills = self.competition.skills.iter().zip(&state.skills).enumerate();
        skills.map(|(index, (skill, state))| publish_progress(skill, gate.look(index, skill, state, at))).collect()
    }

    #[must_use]
    pub fn progress_of(&self, skill: usize, at: Millis) -> (Label, Option<MarkingProgress>) {
        let (rules, state, gate) = (&self.competition.skills[skill], self.state(), self.gate());
        publish_progress(rules, gate.look(skill, rules, &state.skills[skill], at))
    }

    /// The result that a ceremony shows, whatever came in since.
    #[must_use]
    pub fn ceremony_result(&self, skill: usize) -> Option<SkillState> {
        self.gate().ceremony(skill).cloned()
    }

    fn gate(&self) -> RwLockReadGuard<'_, Gate> {
        self.gate.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn gate_mut(&self) -> RwLockWriteGuard<'_, Gate> {
        self.gate.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be called with every entry just before it is applied.
    pub(super) fn before(&self, state: &ContestState, entry: &Entry) {
        if let Err(fault) = self.gate_mut().before(&self.journal, state, entry) {
            tracing::error!(%fault, competition = %self.id, "what was to be frozen is hidden");
        }
    }

    /// The skills of which something else may be shown, because time has passed.
    pub(super) fn pass_time(&self, now: Millis) -> BTreeSet<usize> {
        let state = self.state();
        self.gate_mut().tick(&self.journal, &state, now).unwrap_or_else(|fault| {
            tracing::error!(%fault, competition = %self.id, "delayed boards cannot follow the journal");
            BTreeSet::new()
        })
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

/// The boards of this server's own competitions.
pub struct OwnBoards {
    pub views: Arc<Views>,
    pub clock: Arc<dyn Clock>,
}

impl Boards for OwnBoards {
    fn find(&self, competition: &str) -> Option<Arc<Stage>> {
        self.views.find(competition).map(|(_, view)| Arc::clone(&view.stage))
    }

    fn refresh(&self, stage: &Stage, skill: usize) {
        if let Some((_, view)) = self.views.find(&stage.outline.id) {
            view.refresh_board(skill, self.clock.now());
            self.views.bell.ring();
        }
    }

    fn is_waiting(&self) -> bool {
        false
    }
}

/// Where the gate reads entries again.
struct Journal {
    store: JournalStore,
    id: CompetitionId,
    stream: StreamNumber,
}

impl Entries for Journal {
    fn read_on(&self, from: u64, each: &mut dyn FnMut(&Entry) -> ControlFlow<()>) -> Result<(), GateFault> {
        Ok(self.store.read_on(&self.id, self.stream, from, |sealed| each(&sealed.entry))?)
    }
}

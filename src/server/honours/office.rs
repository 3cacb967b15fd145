//! What the office works with: its archive, the programmes, and results as they are now.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustc_hash::FxHashMap;

use crate::{
    archive::{Archive, ArchiveFault},
    competition::{CompetitionId, SkillId},
    honours::{
        Contest, Programme,
        nomination::{Known, Register, ResultState},
    },
    judging::Millis,
    live::{ContestView, Views},
    publication::Label,
    server::{app::App, error::ApiError},
};

#[derive(Debug, thiserror::Error)]
pub enum OfficeFault {
    #[error(transparent)]
    Archive(#[from] ArchiveFault),
    #[error("this server has an honours office already")]
    Open,
}

pub struct Office {
    pub archive: Archive,
    pub programmes: Vec<Programme>,
    register: Mutex<Register>,
    /// Of each competition, by its number: as of which entry.
    contests: Mutex<HashMap<usize, (u64, Arc<Contest>)>>,
}

/// Results as they are now.
pub struct Results {
    pub contests: Vec<Arc<Contest>>,
    pub states: FxHashMap<(CompetitionId, SkillId), ResultState>,
}

impl Office {
    /// In this data folder; without one it is gone with the process.
    ///
    /// # Errors
    /// When the archive cannot be used.
    pub fn open(folder: Option<&Path>, programmes: Vec<Programme>) -> Result<Self, OfficeFault> {
        let archive = folder.map_or_else(Archive::in_memory, Archive::open)?;
        let register = Mutex::new(archive.register()?);
        Ok(Self { archive, programmes, register, contests: Mutex::default() })
    }

    /// The office of this server.
    ///
    /// # Errors
    /// When it has none.
    pub fn of(app: &App) -> Result<&Self, ApiError> {
        app.office.get().ok_or(ApiError::NotFound("honours office here: start the server with --programmes DIR"))
    }

    pub fn register(&self) -> MutexGuard<'_, Register> {
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn known<'a>(&'a self, results: &'a Results) -> Known<'a> {
        Known { programmes: &self.programmes, results: &results.states }
    }

    /// It may take long: call it where it may block.
    pub fn results(&self, views: &Views, now: Millis) -> Results {
        let mut results = Results { contests: Vec::new(), states: FxHashMap::default() };
        for (number, view) in views.contests.iter().enumerate() {
            let contest = self.contest(number, view);
            let labels = view.progress(now);
            for (skill, (label, _)) in contest.skills.iter().zip(labels) {
                let state = ResultState { digest: skill.digest.clone(), is_published: label == Label::Final };
                results.states.insert((contest.id.clone(), skill.id.clone()), state);
            }
            results.contests.push(contest);
        }
        results
    }

    fn contest(&self, number: usize, view: &ContestView) -> Arc<Contest> {
        let (position, tallies, draws) = {
            let state = view.state();
            let known =
                self.contests().get(&number).filter(|(position, _)| *position == state.position).map(|(_, contest)| Arc::clone(contest));
            if let Some(known) = known {
                return known;
            }
            let tallies: Vec<_> = state.skills.iter().map(|skill| skill.tally.clone()).collect();
            let draws: Vec<_> = state.skills.iter().map(|skill| skill.draws.as_slice().to_vec()).collect();
            (state.position, tallies, draws)
        };
        let contest = Arc::new(Contest::new(&view.competition, &tallies, &draws));
        self.contests().insert(number, (position, Arc::clone(&contest)));
        contest
    }

    fn contests(&self) -> MutexGuard<'_, HashMap<usize, (u64, Arc<Contest>)>> {
        self.contests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Results {
    pub fn contest(&self, id: &str) -> Option<&Arc<Contest>> {
        self.contests.iter().find(|contest| contest.id.as_str() == id)
    }
}

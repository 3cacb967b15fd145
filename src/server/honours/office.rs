//! What the office works with: its archive, the programmes, and results as they are now.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustc_hash::FxHashMap;

use super::exports::Jobs;
use crate::{
    archive::{Archive, ArchiveFault},
    competition::{Competition, CompetitionId, SkillId},
    export::pdf::Typeface,
    honours::{
        Catalogue, Contest, Programme,
        exports::Exports,
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

/// What an office is opened with.
pub struct OfficeRules {
    pub programmes: Vec<Programme>,
    /// Titles of honours.
    pub catalogue: Catalogue,
    /// For PDFs, read when one is made; or what to do to have it.
    pub typeface: Box<TypefaceSource>,
}

pub type TypefaceSource = dyn Fn() -> Result<Typeface, String> + Send + Sync;

pub struct Office {
    pub archive: Archive,
    pub programmes: Vec<Programme>,
    pub catalogue: Catalogue,
    pub typeface: Box<TypefaceSource>,
    /// Rows of workbooks wait here, in files without a name.
    pub scratch: PathBuf,
    pub jobs: Jobs,
    register: Mutex<Register>,
    exports: Mutex<Exports>,
    /// Of each competition, by its number.
    contests: Mutex<HashMap<usize, Made>>,
}

/// Made of these skills as of this entry.
struct Made {
    position: u64,
    published: Vec<usize>,
    contest: Arc<Contest>,
}

/// Published results as they are now; nothing else is looked at here.
pub struct Results {
    pub competitions: Vec<Arc<Competition>>,
    /// Of each competition the skills that are published.
    pub contests: Vec<Arc<Contest>>,
    pub states: FxHashMap<(CompetitionId, SkillId), ResultState>,
}

impl From<Vec<Programme>> for OfficeRules {
    fn from(programmes: Vec<Programme>) -> Self {
        let none = || Err("this server was given no font for PDFs".to_owned());
        Self { programmes, catalogue: Catalogue::default(), typeface: Box::new(none) }
    }
}

impl Office {
    /// In this data folder; without one it is gone with the process.
    ///
    /// # Errors
    /// When the archive cannot be used.
    pub fn open(folder: Option<&Path>, rules: OfficeRules) -> Result<Self, OfficeFault> {
        let OfficeRules { programmes, catalogue, typeface } = rules;
        let archive = folder.map_or_else(Archive::in_memory, Archive::open)?;
        let register = archive.register()?;
        // Where a merge was recorded and its data not moved before the end.
        for (from, into) in register.merged() {
            archive.move_person(from, into)?;
        }
        let exports = Mutex::new(archive.exports()?);
        Ok(Self {
            archive,
            programmes,
            catalogue,
            typeface,
            scratch: folder.map_or_else(std::env::temp_dir, Path::to_owned),
            jobs: Jobs::default(),
            register: Mutex::new(register),
            exports,
            contests: Mutex::default(),
        })
    }

    /// The office of this server.
    ///
    /// # Errors
    /// When it has none.
    pub fn of(app: &App) -> Result<&Self, ApiError> {
        app.office.get().ok_or(ApiError::NotFound("honours office here: start the server with --programmes DIR"))
    }

    /// Whoever does something holds it until that is on the disk: one deed at a time, each checked against what is there.
    pub fn register(&self) -> MutexGuard<'_, Register> {
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Office::register`]; whoever holds both takes that one first.
    pub fn exports(&self) -> MutexGuard<'_, Exports> {
        self.exports.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn known<'a>(&'a self, results: &'a Results) -> Known<'a> {
        Known { programmes: &self.programmes, results: &results.states }
    }

    /// It may take long: call it where it may block.
    pub fn results(&self, views: &Views, now: Millis) -> Results {
        let mut results = Results { competitions: Vec::new(), contests: Vec::new(), states: FxHashMap::default() };
        for (number, view) in views.contests.iter().enumerate() {
            let contest = self.contest(number, view, now);
            for skill in &contest.skills {
                let state = ResultState { digest: skill.digest.clone(), is_published: true };
                results.states.insert((contest.id.clone(), skill.id.clone()), state);
            }
            results.competitions.push(Arc::clone(&view.competition));
            results.contests.push(contest);
        }
        results
    }

    fn contest(&self, number: usize, view: &ContestView, now: Millis) -> Arc<Contest> {
        let (position, published, skills) = loop {
            let before = view.state().position;
            let labels = view.progress(now).into_iter().enumerate();
            let published: Vec<usize> = labels.filter(|(_, (label, _))| *label == Label::Final).map(|(skill, _)| skill).collect();
            let state = view.state();
            if state.position != before {
                // Something came in between: what was final may be unlocked by now.
                continue;
            }
            if let Some(made) = self.contests().get(&number).filter(|made| made.position == before && made.published == published) {
                return Arc::clone(&made.contest);
            }
            let of_skill = |&skill: &usize| (skill, state.skills[skill].tally.clone(), state.skills[skill].draws.as_slice().to_vec());
            let skills: Vec<_> = published.iter().map(of_skill).collect();
            break (before, published, skills);
        };
        let of_skill = skills.iter().map(|(skill, tally, draws)| (*skill, tally, draws.as_slice()));
        let contest = Arc::new(Contest::of(&view.competition, of_skill));
        self.contests().insert(number, Made { position, published, contest: Arc::clone(&contest) });
        contest
    }

    fn contests(&self) -> MutexGuard<'_, HashMap<usize, Made>> {
        self.contests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Results {
    /// A skill of a competition by their ids, and its index.
    pub fn find(&self, competition: &str, skill: &str) -> Result<(&Competition, usize), String> {
        let found = self.competitions.iter().find(|known| known.id.as_str() == competition);
        let competition = found.ok_or_else(|| format!("there is no competition {competition}"))?;
        let index = competition.skill_index(skill).ok_or_else(|| format!("there is no skill {skill} in {}", competition.id))?;
        Ok((competition, index))
    }

    /// A published skill, and its index in the contest.
    pub fn published(&self, competition: &str, skill: &str) -> Option<(&Contest, usize)> {
        let contest = self.contests.iter().find(|contest| contest.id.as_str() == competition)?;
        let index = contest.skills.iter().position(|known| known.id.as_str() == skill)?;
        Some((contest, index))
    }
}

//! Results that are public for good: signed throughout, shown, and with no appeal waiting. Honours and certificates rest on nothing else.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use rustc_hash::FxHashMap;

use crate::{
    competition::{Competition, CompetitionId, SkillId},
    honours::{Certificate, Contest, candidates, certificates, nomination::ResultState, settled_awards},
    judging::Millis,
    live::{ContestView, Views},
    publication::Label,
    ranking::{Award, Draw},
    scoring::SkillTally,
};

/// What was made of them, kept until something changes.
#[derive(Default)]
pub struct Published {
    /// Of each competition, by its number.
    made: Mutex<HashMap<usize, Arc<Made>>>,
}

struct Made {
    /// Of which skills, and as of which entry of each.
    of: Vec<(usize, u64)>,
    contest: Arc<Contest>,
    /// `None`: some skill is not public yet, and may hold a better score.
    awards: Option<Vec<Vec<Vec<Award>>>>,
    certificates: OnceLock<HashMap<String, Certificate>>,
}

/// Published results as they are now.
pub struct Results {
    pub competitions: Vec<Arc<Competition>>,
    /// Of each competition the skills that are published.
    pub contests: Vec<Arc<Contest>>,
    /// Per entry of each contest, the awards across skills; none before every skill is public.
    pub awards: Vec<Vec<Vec<Award>>>,
    pub states: FxHashMap<(CompetitionId, SkillId), ResultState>,
}

impl Published {
    /// It may take long: call it where it may block.
    pub fn results(&self, views: &Views, now: Millis) -> Results {
        let mut results = Results { competitions: Vec::new(), contests: Vec::new(), awards: Vec::new(), states: FxHashMap::default() };
        for (number, view) in views.contests.iter().enumerate() {
            let made = self.made(number, view, now);
            let contest = Arc::clone(&made.contest);
            for skill in &contest.skills {
                let state = ResultState { digest: skill.digest.clone(), is_published: true };
                results.states.insert((contest.id.clone(), skill.id.clone()), state);
            }
            results.competitions.push(Arc::clone(&view.competition));
            results.contests.push(contest);
            // A whole contest has its entries in the order of skills and competitors.
            results.awards.push(made.awards.as_ref().map(|awards| awards.concat()).unwrap_or_default());
        }
        results
    }

    /// The certificate of this id, where its result is public now. It may take long, as [`Published::results`].
    pub fn certificate(&self, views: &Views, now: Millis, id: &str) -> Option<Certificate> {
        let of_contest = |(number, view): (usize, &ContestView)| {
            let made = self.made(number, view, now);
            made.certificates(&view.competition).get(id).cloned()
        };
        views.contests.iter().enumerate().find_map(of_contest)
    }

    /// Marks and draws of a competition whose every skill is public; `None` while one is not.
    pub fn whole(&self, views: &Views, now: Millis, competition: &str) -> Option<(Vec<SkillTally>, Vec<Vec<Draw>>)> {
        let (number, view) = views.contests.iter().enumerate().find(|(_, view)| view.id.as_str() == competition)?;
        loop {
            let made = self.made(number, view, now);
            if made.of.len() < view.competition.skills.len() {
                return None;
            }
            let state = view.state();
            // Otherwise something came in between.
            if made.of.iter().all(|(skill, changed_at)| state.skills[*skill].changed_at == *changed_at) {
                return Some(state.skills.iter().map(|skill| (skill.tally.clone(), skill.draws.clone())).unzip());
            }
        }
    }

    /// Everybody's who has won something there, in the order of skills and competitors.
    pub fn certificates(&self, views: &Views, now: Millis, competition: &str) -> Vec<Certificate> {
        let Some((number, view)) = views.contests.iter().enumerate().find(|(_, view)| view.id.as_str() == competition) else {
            return Vec::new();
        };
        self.made(number, view, now).in_order(&view.competition)
    }

    /// Whoever comes while it is made waits for it, instead of making it too.
    fn made(&self, number: usize, view: &ContestView, now: Millis) -> Arc<Made> {
        let mut kept = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let before = view.state().position;
            let labels = view.progress(now).into_iter().enumerate();
            let published = labels.filter(|(_, (label, _))| *label == Label::Final).map(|(skill, _)| skill);
            let published: Vec<usize> = published.collect();
            let state = view.state();
            if state.position != before {
                // Something came in between: what was final may be unlocked by now.
                continue;
            }
            let of: Vec<(usize, u64)> = published.iter().map(|&skill| (skill, state.skills[skill].changed_at)).collect();
            if let Some(made) = kept.get(&number).filter(|made| made.of == of) {
                return Arc::clone(made);
            }
            let tallies: Vec<_> = published.iter().map(|&skill| state.skills[skill].tally.clone()).collect();
            let draws: Vec<_> = published.iter().map(|&skill| state.skills[skill].draws.clone()).collect();
            drop(state);
            let made = Arc::new(Made::new(&view.competition, of, &tallies, &draws));
            kept.insert(number, Arc::clone(&made));
            return made;
        }
    }
}

impl Made {
    fn new(competition: &Competition, of: Vec<(usize, u64)>, tallies: &[SkillTally], draws: &[Vec<Draw>]) -> Self {
        let skills = of.iter().zip(tallies).zip(draws).map(|(((index, _), tally), draws)| (*index, tally, draws.as_slice()));
        let contest = Arc::new(Contest::of(competition, skills));
        let is_whole = of.len() == competition.skills.len();
        let awards = if is_whole { settled_awards(competition, tallies, draws) } else { None };
        Self { of, contest, awards, certificates: OnceLock::new() }
    }

    fn in_order(&self, competition: &Competition) -> Vec<Certificate> {
        let people = candidates(&self.contest, &[]);
        certificates(competition, &self.contest, &people, self.awards.as_deref())
    }

    fn certificates(&self, competition: &Competition) -> &HashMap<String, Certificate> {
        self.certificates.get_or_init(|| {
            let all = self.in_order(competition).into_iter();
            all.map(|certificate| (certificate.id.clone(), certificate)).collect()
        })
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

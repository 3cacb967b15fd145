//! What of a competition the audience may be shown: a second, shorter fold of the journal. It knows entries and the time alone, so it is the same after a
//! restart.

mod lagging;

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    ops::ControlFlow,
};

use self::lagging::Lagging;
use super::{Label, Seen};
use crate::{
    competition::{Competition, Publication, Skill},
    judging::{Body, ContestState, Entry, Millis, Proposal, Publishing, SkillState},
};

pub type GateFault = Box<dyn Error + Send + Sync>;

/// Where entries are read again.
pub trait Entries {
    /// Hands on the entries from this position on, until `each` has enough.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read_on(&self, from: u64, each: &mut dyn FnMut(&Entry) -> ControlFlow<()>) -> Result<(), GateFault>;
}

pub struct Gate {
    doors: Vec<Door>,
    /// By delay.
    lagging: BTreeMap<Millis, Lagging>,
}

#[derive(Default)]
struct Door {
    /// What is shown from the freeze on: marks, population, scale, withdrawals, appeals, locks, all of it.
    pinned: Option<SkillState>,
    /// The result that a ceremony shows, whatever comes in meanwhile.
    ceremony: Option<SkillState>,
    /// The rules had stopped it at the last tick.
    stopped: bool,
}

impl Door {
    fn pin(&mut self, skill: &Skill, state: &SkillState) {
        if self.pinned.is_none() {
            self.pinned = Some(settled(skill, state));
        }
    }

    /// Before an entry of this time joins the state that is shown.
    fn let_in(&mut self, skill: &Skill, state: &SkillState, at: Millis) {
        if skill.publication.freeze_at.is_some_and(|from| at >= from) {
            self.pin(skill, state);
        }
    }
}

fn settled(skill: &Skill, state: &SkillState) -> SkillState {
    let mut state = state.clone();
    state.settle(skill);
    state
}

fn follows_rules(state: &ContestState, skill: usize) -> bool {
    state.skills[skill].proceedings.publishing == Publishing::ByRule
}

impl Gate {
    /// Before the first mark.
    #[must_use]
    pub fn new(competition: &Competition) -> Self {
        let delays: BTreeSet<Millis> =
            competition.skills.iter().map(|skill| skill.publication.delay_ms()).filter(|&delay| delay > 0).collect();
        Self {
            doors: competition.skills.iter().map(|_| Door::default()).collect(),
            lagging: delays.into_iter().map(|delay| (delay, Lagging::new(competition))).collect(),
        }
    }

    /// As of the entry at `state.position` and of `now`.
    ///
    /// # Errors
    /// When entries cannot be read again.
    pub fn read(entries: &impl Entries, state: &ContestState, now: Millis) -> Result<Self, GateFault> {
        let Some(competition) = &state.competition else { return Ok(Self { doors: Vec::new(), lagging: BTreeMap::new() }) };
        let mut gate = Self::new(competition);
        let of_desk = |index: usize| !follows_rules(state, index) || state.skills[index].proceedings.ceremony.is_some();
        let stops = |index: usize| competition.skills[index].publication.freeze_at.is_some() || of_desk(index);
        if (0..competition.skills.len()).any(stops) {
            gate.replay(entries, state.position)?;
        }
        gate.tick(entries, state, now)?;
        Ok(gate)
    }

    fn replay(&mut self, entries: &impl Entries, until: u64) -> Result<(), GateFault> {
        let (mut state, mut done) = (ContestState::default(), Ok(()));
        entries.read_on(1, &mut |entry| {
            if entry.position > until {
                return ControlFlow::Break(());
            }
            done = self.before(entries, &state, entry).and_then(|()| Ok(state.apply(entry)?));
            if done.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        done
    }

    /// To be called with every entry just before it is applied to `state`.
    ///
    /// # Errors
    /// When entries cannot be read again. A skill that was to be frozen shows nothing then.
    pub fn before(&mut self, entries: &impl Entries, state: &ContestState, entry: &Entry) -> Result<(), GateFault> {
        let Some(competition) = &state.competition else { return Ok(()) };
        let Some(index) = entry.body.skill().and_then(|skill| state.skill(skill)) else { return Ok(()) };
        let (skill, of_skill) = (&competition.skills[index], &state.skills[index]);
        let confirms = |number: u32| of_skill.proposal(number).map(|known| &known.what);
        match entry.body {
            Body::Frozen { .. } => return self.freeze(entries, state, index, entry.at),
            Body::ProposalConfirmed { proposal, .. } if confirms(proposal) == Some(&Proposal::Publish) => {
                self.doors[index].pinned = None;
                return Ok(());
            }
            Body::CeremonyEnded { published: true, .. } => {
                self.doors[index] = Door { stopped: self.doors[index].stopped, ..Door::default() };
                return Ok(());
            }
            Body::CeremonyEnded { published: false, .. } => self.doors[index].ceremony = None,
            Body::ProposalConfirmed { proposal, .. } if matches!(confirms(proposal), Some(Proposal::BeginCeremony(_))) => {
                self.doors[index].ceremony = Some(settled(skill, of_skill));
                // What is shown now is shown again if it is broken off, whatever the rules would let through until then.
                if of_skill.may_be_frozen(skill, entry.at).is_ok() {
                    self.freeze(entries, state, index, entry.at)?;
                }
            }
            _ => {}
        }
        if follows_rules(state, index) && skill.publication.delay_minutes == 0 {
            self.doors[index].let_in(skill, of_skill, entry.at);
        }
        Ok(())
    }

    /// At the desk: what is shown at this moment stays.
    fn freeze(&mut self, entries: &impl Entries, state: &ContestState, index: usize, at: Millis) -> Result<(), GateFault> {
        let Some(competition) = &state.competition else { return Ok(()) };
        let skill = &competition.skills[index];
        let delay = skill.publication.delay_ms();
        let lagging = self.lagging.get(&delay).filter(|_| follows_rules(state, index));
        let Some(lagging) = lagging else {
            self.doors[index].pin(skill, &state.skills[index]);
            return Ok(());
        };
        if lagging.newest_at() > at - delay {
            // It went ahead of an entry that was on its way: again from the beginning, as after a restart.
            self.lagging.insert(delay, Lagging::new(competition));
            for other in (0..self.doors.len()).filter(|&other| follows_rules(state, other)) {
                if competition.skills[other].publication.delay_ms() == delay {
                    self.doors[other].pinned = None;
                }
            }
        }
        self.catch_up(entries, state, delay, at)?;
        if let Some(shown) = self.lagging.get(&delay).and_then(|lagging| lagging.skill(index)) {
            self.doors[index].pin(skill, shown);
        }
        Ok(())
    }

    /// Lets time pass. Answers the skills of which something else may be shown now.
    ///
    /// # Errors
    /// When entries cannot be read again: what is shown then lags further behind.
    pub fn tick(&mut self, entries: &impl Entries, state: &ContestState, now: Millis) -> Result<BTreeSet<usize>, GateFault> {
        let Some(competition) = &state.competition else { return Ok(BTreeSet::new()) };
        let mut touched = BTreeSet::new();
        for delay in self.lagging.keys().copied().collect::<Vec<_>>() {
            touched.extend(self.catch_up(entries, state, delay, now)?);
        }
        for (index, (door, skill)) in self.doors.iter_mut().zip(&competition.skills).enumerate() {
            let stopped = stopped_since(&skill.publication, now).is_some();
            if std::mem::replace(&mut door.stopped, stopped) != stopped {
                touched.insert(index);
            }
        }
        Ok(touched)
    }

    fn catch_up(&mut self, entries: &impl Entries, state: &ContestState, delay: Millis, now: Millis) -> Result<BTreeSet<usize>, GateFault> {
        let Some(lagging) = self.lagging.get_mut(&delay) else { return Ok(BTreeSet::new()) };
        let Some(competition) = &state.competition else { return Ok(BTreeSet::new()) };
        let doors = &mut self.doors;
        lagging.advance(entries, state.position, now - delay, |index, shown, entry| {
            let skill = &competition.skills[index];
            if skill.publication.delay_ms() == delay && follows_rules(state, index) {
                doors[index].let_in(skill, shown, entry.at);
            }
        })
    }

    /// The result that a ceremony shows, whatever came in since.
    #[must_use]
    pub fn ceremony(&self, index: usize) -> Option<&SkillState> {
        self.doors.get(index)?.ceremony.as_ref()
    }

    /// What the audience may be shown of a skill; `state` is the skill as it is.
    #[must_use]
    pub fn look<'a>(&'a self, index: usize, skill: &Skill, state: &'a SkillState, now: Millis) -> Seen<'a> {
        let door = self.doors.get(index);
        if let Some(ceremony) = &state.proceedings.ceremony {
            return Seen::ceremony(door.and_then(|door| door.ceremony.as_ref()), ceremony);
        }
        let pinned = door.and_then(|door| door.pinned.as_ref());
        match state.proceedings.publishing {
            Publishing::Published { .. } => Seen::whole(skill, state),
            // Without what was pinned: rather nothing than too much.
            Publishing::Frozen { at, published } => Seen::frozen(skill, pinned, at, published),
            Publishing::ByRule => {
                let policy = &skill.publication;
                let moving = match self.lagging.get(&policy.delay_ms()) {
                    Some(lagging) => lagging.skill(index),
                    None => Some(state),
                };
                let label = match stopped_since(policy, now) {
                    Some(since) => Some(Label::Frozen { since }),
                    None if policy.delay_minutes > 0 => Some(Label::Delayed { minutes: policy.delay_minutes }),
                    None => None,
                };
                Seen::by_rule(skill, pinned.or(moving), label)
            }
        }
    }
}

/// The time of the last entry that is shown, once the rules have stopped the board.
fn stopped_since(policy: &Publication, now: Millis) -> Option<Millis> {
    policy.freeze_at.filter(|&at| now >= at.saturating_add(policy.delay_ms()))
}

//! A tablet: what is made on it waits in its storage until the server has answered.

use std::collections::BTreeMap;

use jinbang::{
    competition::DeviceId,
    engine::Answer,
    judging::{Action, Refusal, Submit},
};
use rand::{RngExt, rngs::StdRng};

use crate::common::{competition::id, room::tablet_of};

pub const COMPETITORS: usize = 4;
const VALUES: [&str; 5] = ["0", "1", "2", "3", "2.5"];

/// What the tablet shows of something made on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Queued,
    Stored(u64),
    Refused,
}

pub struct Tablet {
    pub device: DeviceId,
    pub expert: &'static str,
    /// No message comes through.
    pub cut_off: bool,
    /// Of the next command; in the tablet's storage.
    next: u64,
    /// In the tablet's storage too.
    queue: Vec<(u64, Action)>,
    /// Position of its own current entry, per competitor and aspect.
    own: BTreeMap<(String, String), u64>,
    /// Of everything that was ever made on it, by number.
    pub made: BTreeMap<u64, (Action, Fate)>,
}

impl Tablet {
    pub fn of(expert: &'static str) -> Self {
        let device = tablet_of(expert, false);
        Self { device, expert, cut_off: false, next: 1, queue: Vec::new(), own: BTreeMap::new(), made: BTreeMap::new() }
    }

    /// The expert does something.
    pub fn work(&mut self, random: &mut StdRng) {
        let action = if self.expert == "H" { Self::lead(random) } else { self.mark(random) };
        self.queue.push((self.next, action.clone()));
        self.made.insert(self.next, (action, Fate::Queued));
        self.next += 1;
    }

    fn lead(random: &mut StdRng) -> Action {
        let sub_criterion = Some("A1".to_owned());
        if random.random_bool(0.3) {
            Action::Lock { sub_criterion }
        } else {
            Action::Unlock { sub_criterion, reason: "simulated".to_owned() }
        }
    }

    fn mark(&self, random: &mut StdRng) -> Action {
        if random.random_bool(0.05) {
            return Action::Unlock { sub_criterion: Some("A1".to_owned()), reason: "simulated".to_owned() };
        }
        let competitor = format!("C{}", random.random_range(0..COMPETITORS));
        let aspect = ["M1", "J1", "J2"][random.random_range(0..3)].to_owned();
        let corrects = self.own.get(&(competitor.clone(), aspect.clone())).copied().filter(|_| random.random_bool(0.9));
        let reason = corrects.map(|_| "simulated".to_owned());
        let value = VALUES[random.random_range(0..VALUES.len())].to_owned();
        Action::Submit(Submit { competitor, aspect, value, corrects, reason, confirms: None, made_at: None })
    }

    pub fn waiting(&self) -> impl Iterator<Item = &(u64, Action)> {
        self.queue.iter()
    }

    pub fn is_idle(&self) -> bool {
        self.queue.is_empty()
    }

    /// The page is loaded anew; what was in the tablet's storage is there.
    pub fn reload(&mut self, loses_queue: bool, counts_anew: bool) {
        if loses_queue {
            self.queue.clear();
        }
        if counts_anew {
            self.next = 1;
        }
    }

    /// # Errors
    /// What no tablet may ever be told.
    pub fn hear(&mut self, sequence: u64, answer: &Answer) -> Result<(), String> {
        let fate = match answer {
            Answer::Stored(receipt) => Fate::Stored(receipt.position),
            Answer::Refused(Refusal::SequenceConflict(_)) => {
                return Err(format!("invariant 2: number {sequence} of {} is used", self.device));
            }
            Answer::Refused(_) => Fate::Refused,
            // It stays in the queue.
            Answer::ReadOnly(_) => return Ok(()),
        };
        let Some((action, known)) = self.made.get_mut(&sequence) else {
            return Err(format!("invariant 20: {} was told about {sequence}, which it never made", self.device));
        };
        match known {
            Fate::Queued => {}
            same if *same == fate => return Ok(()),
            other => return Err(format!("invariant 2: {} heard {other:?} and {fate:?} of {sequence}", self.device)),
        }
        if let (Action::Submit(submit), Fate::Stored(position)) = (&*action, &fate) {
            self.own.insert((submit.competitor.clone(), submit.aspect.clone()), *position);
        }
        *known = fate;
        self.queue.retain(|(waiting, _)| *waiting != sequence);
        Ok(())
    }

    pub fn id_of(&self, sequence: u64) -> jinbang::judging::CommandId {
        jinbang::judging::CommandId { device: id(self.device.as_str()), sequence }
    }
}

//! What devices were refused lately. A command that comes twice has one answer: a late copy of one that was refused, and that its tablet
//! has given up, must not be taken because something else has changed meanwhile. They are in memory only, for whatever was on its way
//! ends with the process.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::{
    competition::DeviceId,
    judging::{Action, Command, Refusal},
};

/// Of one device, the newest ones: as many as a tablet may have under way.
pub const REFUSALS_KEPT_MAX: usize = 128;

#[derive(Default)]
pub struct Refusals(FxHashMap<DeviceId, VecDeque<Refused>>);

struct Refused {
    sequence: u64,
    /// Of what was asked, SHA-256.
    what: [u8; 32],
    refusal: Refusal,
}

fn digest(action: &Action) -> [u8; 32] {
    Sha256::digest(format!("{action:?}")).into()
}

/// What a device saved to a file comes back under its old numbers, and may be taken then.
const fn is_recovered(action: &Action) -> bool {
    matches!(action, Action::Recover(_) | Action::RecoverAppeal(_) | Action::RecoverRemark { .. })
}

impl Refusals {
    /// The answer that this very command had.
    pub fn of(&self, command: &Command) -> Option<Refusal> {
        let id = command.id.as_ref().filter(|_| !is_recovered(&command.action))?;
        let known = self.0.get(&id.device)?.iter().find(|known| known.sequence == id.sequence)?;
        (known.what == digest(&command.action)).then(|| known.refusal.clone())
    }

    pub fn note(&mut self, command: &Command, refusal: &Refusal) {
        let Some(id) = command.id.as_ref().filter(|_| !is_recovered(&command.action)) else { return };
        let of_device = self.0.entry(id.device.clone()).or_default();
        if of_device.len() >= REFUSALS_KEPT_MAX {
            of_device.pop_front();
        }
        of_device.push_back(Refused { sequence: id.sequence, what: digest(&command.action), refusal: refusal.clone() });
    }
}

//! What a recovery file holds, and what is asked for it.

use crate::{
    judging::{Action, Appeal, ContestState, Millis, Refusal, Submit},
    live::called::called,
    wire::{RecoveryCommand, RecoveryEntry, RecoveryKind, RecoveryOutcome, RecoveryResult},
};

pub enum Item {
    Mark(RecoveryEntry),
    Command(RecoveryCommand),
}

/// In the order in which they were made.
pub fn items_of(entries: Vec<RecoveryEntry>, commands: Vec<RecoveryCommand>) -> Vec<Item> {
    let mut items: Vec<Item> = entries.into_iter().map(Item::Mark).chain(commands.into_iter().map(Item::Command)).collect();
    items.sort_by_key(Item::sequence);
    items
}

impl Item {
    pub const fn sequence(&self) -> u64 {
        match self {
            Self::Mark(entry) => entry.sequence,
            Self::Command(command) => command.sequence(),
        }
    }

    /// `position_of`: where something of this device is stored by now.
    pub fn action(&self, now: Millis, position_of: impl Fn(u64) -> Option<u64>) -> Result<Action, Refusal> {
        Ok(match self {
            Self::Mark(entry) => {
                let corrects = match (entry.corrects, entry.corrects_sequence) {
                    (None, Some(sequence)) => Some(position_of(sequence).ok_or(Refusal::StaleCorrection { current: None })?),
                    (corrects, _) => corrects,
                };
                Action::Recover(Submit {
                    competitor: entry.competitor.clone(),
                    aspect: entry.aspect.clone(),
                    value: entry.value.clone(),
                    corrects,
                    reason: entry.reason.clone(),
                    confirms: entry.confirms,
                    made_at: Some(entry.made_at),
                })
            }
            Self::Command(RecoveryCommand::Appeal { competitor, aspects, grounds, pressed_at, .. }) => Action::RecoverAppeal(Appeal {
                skill: None,
                competitor: competitor.clone(),
                aspects: aspects.clone(),
                grounds: grounds.clone(),
                pressed_ago: now.saturating_sub(*pressed_at),
            }),
            Self::Command(RecoveryCommand::Remark { appeal, aspect, value, .. }) => {
                Action::RecoverRemark { appeal: *appeal, aspect: aspect.clone(), value: value.clone() }
            }
        })
    }

    /// Without what became of it.
    pub fn shown(&self, state: &ContestState, skill: usize) -> RecoveryResult {
        let (kind, competitor, aspects, value, appeal) = match self {
            Self::Mark(entry) => {
                (RecoveryKind::Mark, Some(entry.competitor.clone()), vec![entry.aspect.clone()], entry.value.clone(), None)
            }
            Self::Command(RecoveryCommand::Appeal { competitor, aspects, grounds, .. }) => {
                (RecoveryKind::Appeal, Some(competitor.clone()), aspects.clone(), grounds.clone(), None)
            }
            Self::Command(RecoveryCommand::Remark { appeal, aspect, value, .. }) => {
                (RecoveryKind::Remark, appellant(state, skill, *appeal), vec![aspect.clone()], value.clone(), Some(*appeal))
            }
        };
        let outcome = RecoveryOutcome::Refused;
        let sequence = self.sequence();
        RecoveryResult { sequence, kind, competitor, aspects, value, appeal, outcome, position: None, code: None, message: None }
    }
}

/// Whom an appeal is about, as tablets call the competitor.
fn appellant(state: &ContestState, skill: usize, appeal: u32) -> Option<String> {
    let rules = state.competition.as_ref()?.skills.get(skill)?;
    let state = &state.skills[skill];
    Some(called(rules, state, state.appeal(appeal)?.competitor).to_owned())
}

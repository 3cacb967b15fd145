//! What is done about the audience's view while judging runs: freezing takes one person, for hiding more is always safe; publishing takes two.

use super::{refusal::Refusal, state::SkillState, time::Millis};
use crate::competition::{Publication, Show, Skill};

/// The last word about what the audience sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Publishing {
    /// As the rules say.
    #[default]
    ByRule,
    /// What was shown then is shown on.
    Frozen {
        at: Millis,
        /// The skill had been published: the rules held nothing back any more.
        published: bool,
    },
    /// Nothing is held back any more.
    Published { at: Millis },
}

impl Publishing {
    pub(super) const fn frozen(self, at: Millis) -> Self {
        Self::Frozen { at, published: matches!(self, Self::Published { .. } | Self::Frozen { published: true, .. }) }
    }
}

impl SkillState {
    /// There is something to hold on to, and it still moves.
    ///
    /// # Errors
    /// Why not.
    pub fn may_be_frozen(&self, skill: &Skill, now: Millis) -> Result<(), Refusal> {
        if self.proceedings.ceremony.is_some() {
            return Err(Refusal::CeremonyRuns);
        }
        let Publication { show, freeze_at, .. } = skill.publication;
        match self.proceedings.publishing {
            Publishing::Frozen { .. } => Err(Refusal::FrozenAlready),
            Publishing::ByRule if show == Show::Hidden => Err(Refusal::NothingShown),
            Publishing::ByRule if freeze_at.is_some_and(|at| at + skill.publication.delay_ms() <= now) => Err(Refusal::FrozenAlready),
            Publishing::ByRule | Publishing::Published { .. } => Ok(()),
        }
    }

    /// Something is held back, or will be.
    ///
    /// # Errors
    /// Why not.
    pub fn may_be_published(&self, skill: &Skill) -> Result<(), Refusal> {
        match self.proceedings.publishing {
            _ if self.proceedings.ceremony.is_some() => Err(Refusal::CeremonyRuns),
            Publishing::Frozen { .. } => Ok(()),
            Publishing::ByRule if !skill.publication.is_open() => Ok(()),
            Publishing::ByRule | Publishing::Published { .. } => Err(Refusal::NothingHeldBack),
        }
    }
}

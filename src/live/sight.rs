//! What of a skill's marks one person is shown.

use crate::competition::{Expert, ExpertRole, PanelId, Skill};

/// Which cells a tablet is shown: an expert those of the own panel, a chief expert or supervisor all of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sight {
    panel: Option<PanelId>,
    pub(super) leads: bool,
}

impl Sight {
    #[must_use]
    pub fn of(expert: &Expert) -> Self {
        Self { panel: expert.sees().cloned(), leads: expert.role != ExpertRole::Expert }
    }

    #[must_use]
    pub fn reaches(&self, skill: &Skill, aspect: usize) -> bool {
        let wanted = skill.scheme.sub_criteria[skill.scheme.aspects[aspect].sub_criterion].panel.as_ref();
        wanted.is_none() || self.panel.is_none() || wanted == self.panel.as_ref()
    }
}

//! Blind codes: layer over layer between a competitor and the experts, opened from the last one up under a supervisor's eyes.

use std::collections::{BTreeMap, BTreeSet};

use super::{command::CODE_MAX_CHARS, refusal::Refusal, state::SkillState};
use crate::competition::{CompetitorId, Skill};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes {
    /// Per layer, per competitor. Experts know the last one.
    pub layers: Vec<Vec<String>>,
    /// Layers that are open, from the last one.
    pub opened: usize,
    by_code: BTreeMap<String, usize>,
}

impl Codes {
    pub(super) fn new(layers: Vec<Vec<String>>) -> Self {
        let by_code = layers.last().into_iter().flatten().enumerate().map(|(index, code)| (code.clone(), index)).collect();
        Self { layers, opened: 0, by_code }
    }

    /// What a competitor is known by to everybody now; `None`: by name.
    #[must_use]
    pub fn known_as(&self, competitor: usize) -> Option<&str> {
        let closed = self.layers.len() - self.opened;
        self.layers.get(closed.checked_sub(1)?)?.get(competitor).map(String::as_str)
    }

    /// The same codes of the same competitors in another order.
    pub(super) fn reordered(&self, order: &[usize]) -> Self {
        let layer = |codes: &Vec<String>| order.iter().map(|&index| codes[index].clone()).collect();
        Self { opened: self.opened, ..Self::new(self.layers.iter().map(layer).collect()) }
    }

    /// What experts know a competitor by.
    #[must_use]
    pub fn code(&self, competitor: usize) -> &str {
        self.layers.last().and_then(|codes| codes.get(competitor)).map_or("", String::as_str)
    }
}

impl SkillState {
    /// A competitor by id or, in a blind skill, by the code that experts know.
    ///
    /// # Errors
    /// When nobody is called that, or the codes are not drawn yet.
    pub fn known_competitor(&self, skill: &Skill, named: &str) -> Result<usize, Refusal> {
        let unknown = || Refusal::UnknownCompetitor(named.to_owned());
        if skill.conduct.code_layers == 0 {
            return self.competitor(named).ok_or_else(unknown);
        }
        let codes = self.proceedings.codes.as_ref().ok_or(Refusal::CodesMissing)?;
        codes.by_code.get(named).copied().ok_or_else(unknown)
    }

    /// Layers that are still closed.
    #[must_use]
    pub fn closed_layers(&self, skill: &Skill) -> usize {
        let layers = usize::from(skill.conduct.code_layers);
        self.proceedings.codes.as_ref().map_or(layers, |codes| layers.saturating_sub(codes.opened))
    }

    pub(super) fn draw_codes(&mut self, layers: &[Vec<String>]) -> Result<(), &'static str> {
        if layers.is_empty() || layers.iter().any(|codes| codes.len() != self.tally.competitors()) {
            return Err("codes for other competitors");
        }
        if layers.iter().flatten().any(|code| code.parse::<CompetitorId>().is_err()) {
            return Err("a code that is no id");
        }
        self.proceedings.codes = Some(Codes::new(layers.to_vec()));
        Ok(())
    }

    pub(super) fn open_codes(&mut self, layer: u8) -> Result<(), &'static str> {
        let codes = self.proceedings.codes.as_mut().ok_or("no codes to open")?;
        if usize::from(layer) + codes.opened != codes.layers.len() {
            return Err("another layer is opened first");
        }
        codes.opened += 1;
        Ok(())
    }
}

pub(super) fn may_be_opened(state: &SkillState, layer: u8) -> Result<(), Refusal> {
    let codes = state.proceedings.codes.as_ref().ok_or(Refusal::CodesMissing)?;
    if layer == 0 || usize::from(layer) + codes.opened != codes.layers.len() {
        return Err(Refusal::LayerOrder);
    }
    if state.locked.iter().all(|locked| *locked) { Ok(()) } else { Err(Refusal::NotLockedYet) }
}

/// One code for everybody in each layer, no two alike, none of them somebody's id, and no mark before.
pub(super) fn may_be_drawn(skill: &Skill, state: &SkillState, layers: &[Vec<String>]) -> Result<(), Refusal> {
    if skill.conduct.code_layers == 0 {
        return Err(Refusal::NotBlind);
    }
    if state.proceedings.codes.is_some() {
        return Err(Refusal::CodesDrawn);
    }
    let mut seen = BTreeSet::new();
    let fits = layers.len() == usize::from(skill.conduct.code_layers)
        && layers.iter().all(|codes| codes.len() == skill.competitors.len())
        && layers.iter().flatten().all(|code| {
            code.parse::<CompetitorId>().is_ok()
                && code.chars().count() <= CODE_MAX_CHARS
                && state.competitor(code).is_none()
                && seen.insert(code.as_str())
        });
    if fits { Ok(()) } else { Err(Refusal::CodesUnfit) }
}

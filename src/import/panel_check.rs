//! Whether every panel has enough experts once compatriots step aside.

use std::collections::BTreeSet;

use super::{fault::Place, table::Row};
use crate::competition::{Competition, Expert, ExpertRole, PanelId, Skill};

pub(super) fn check(place: &Place<'_>, competition: &Competition, skill: &Skill) {
    let delegations: BTreeSet<Option<usize>> = skill.competitors.iter().map(|competitor| competitor.delegation).collect();
    for panel in panels(skill) {
        let wanted = wanted(skill, panel);
        let judges: Vec<&Expert> = skill.experts.iter().filter(|expert| may_sit(expert, panel)).collect();
        let short = delegations.iter().filter_map(|delegation| {
            let free = judges.iter().filter(|judge| delegation.is_none() || judge.delegation != *delegation).count();
            (free < wanted).then_some((*delegation, free))
        });
        let short: Vec<(Option<usize>, usize)> = short.collect();
        let Some((delegation, free)) = short.iter().min_by_key(|(_, free)| *free) else { continue };
        let name = panel.map_or_else(|| format!("skill {}", skill.id), |panel| format!("panel {panel}"));
        let whom = delegation.map_or_else(String::new, |index| format!(" for competitors of {}", competition.delegations[index].id));
        let problem = format!("{name} has {free} experts{whom} and each aspect wants {wanted}");
        let remedy = "add experts of other delegations to the panel in experts.csv, or lower [judgement] experts";
        place.column("panel").warning("too-few-experts", panel.map_or("", |panel| panel.as_str()), problem, remedy);
    }
}

/// Each panel that judges, once; `None` stands for all experts of the skill.
fn panels(skill: &Skill) -> BTreeSet<Option<&PanelId>> {
    let judged = skill.scheme.aspects.iter().filter(|aspect| aspect.is_judgement());
    judged.map(|aspect| skill.scheme.sub_criteria[aspect.sub_criterion].panel.as_ref()).collect()
}

fn wanted(skill: &Skill, panel: Option<&PanelId>) -> usize {
    let own = skill.scheme.aspects.iter().filter(|aspect| skill.scheme.sub_criteria[aspect.sub_criterion].panel.as_ref() == panel);
    own.map(crate::competition::Aspect::wanted_scores).max().unwrap_or(0)
}

/// Who may score for a panel: its members, and for no panel everyone who judges.
#[must_use]
pub fn may_sit(expert: &Expert, panel: Option<&PanelId>) -> bool {
    expert.role != ExpertRole::Supervisor && (panel.is_none() || expert.panel.as_ref() == panel)
}

/// An expert's own panel must be one of the skill's.
pub(super) fn check_own_panel(row: &Row<'_, '_>, expert: &Expert, skill: &Skill) {
    let Some(panel) = &expert.panel else { return };
    let mut known: Vec<&str> = skill.scheme.sub_criteria.iter().filter_map(|sub| sub.panel.as_deref()).collect();
    known.sort_unstable();
    known.dedup();
    if !known.contains(&panel.as_str()) {
        let remedy = if known.is_empty() {
            "remove it, or add [[panels]] to skill.toml".to_owned()
        } else {
            format!("write one of: {}", known.join(", "))
        };
        let place = row.place_of("panel");
        place.of_skill(&skill.id).error("unknown-panel", panel.as_str(), format!("skill {} has no such panel", skill.id), remedy);
    }
}

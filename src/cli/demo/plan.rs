//! Who enters which mark.

use std::collections::HashMap;

use crate::{
    competition::{Competition, ExpertRole, Skill},
    import::{MarkRow, may_sit},
    server::Invitation,
    tablet::Entry,
};

pub struct Plan {
    pub judges: Vec<Invitation>,
    /// The judge's skill and index in it.
    pub seats: Vec<(usize, usize)>,
    /// In order of arrival, each with its judge's index.
    pub marks: Vec<(usize, Entry)>,
}

/// A measurement that nobody signed is entered by one of the panel who may.
pub fn plan(competition: &Competition, marks: &[MarkRow]) -> Plan {
    let mut judges = Vec::new();
    let mut known: HashMap<(usize, usize), usize> = HashMap::new();
    let mut planned = Vec::with_capacity(marks.len());
    for mark in marks {
        let skill = &competition.skills[mark.skill];
        let Some(expert) = mark.expert.or_else(|| someone(skill, mark)) else { continue };
        let judge = *known.entry((mark.skill, expert)).or_insert_with(|| {
            judges.push(invitation(skill, expert));
            judges.len() - 1
        });
        let aspect = &skill.scheme.aspects[mark.aspect];
        planned.push((
            judge,
            Entry {
                competitor: skill.competitors[mark.competitor].id.to_string(),
                aspect: aspect.id.to_string(),
                value: mark.value.written(aspect),
            },
        ));
    }
    // Who leads enters nothing, and signs.
    for (index, skill) in competition.skills.iter().enumerate() {
        for expert in (0..skill.experts.len()).filter(|&expert| skill.experts[expert].role != ExpertRole::Expert) {
            known.entry((index, expert)).or_insert_with(|| {
                judges.push(invitation(skill, expert));
                judges.len() - 1
            });
        }
    }
    let mut seats = vec![(0, 0); judges.len()];
    for (seat, judge) in known {
        seats[judge] = seat;
    }
    Plan { judges, seats, marks: planned }
}

fn invitation(skill: &Skill, expert: usize) -> Invitation {
    Invitation { contest: 0, skill: skill.id.clone(), expert: skill.experts[expert].id.clone() }
}

fn someone(skill: &Skill, mark: &MarkRow) -> Option<usize> {
    let panel = skill.scheme.sub_criteria[skill.scheme.aspects[mark.aspect].sub_criterion].panel.as_ref();
    let delegation = skill.competitors[mark.competitor].delegation;
    let may = |index: &usize| {
        let expert = &skill.experts[*index];
        expert.role == ExpertRole::Expert && may_sit(expert, panel) && (delegation.is_none() || expert.delegation != delegation)
    };
    let team: Vec<usize> = (0..skill.experts.len()).filter(may).collect();
    team.get(mark.competitor % team.len().max(1)).copied()
}

/// An expert for whoever watches the demo: the last of the first skill's judges.
pub fn spare_judge(competition: &Competition) -> Option<Invitation> {
    somebody(competition, ExpertRole::Expert)
}

/// The first skill's chief expert, who sees what the others cannot.
pub fn chief(competition: &Competition) -> Option<Invitation> {
    somebody(competition, ExpertRole::Chief)
}

fn somebody(competition: &Competition, role: ExpertRole) -> Option<Invitation> {
    let skill = competition.skills.first()?;
    let expert = skill.experts.iter().rposition(|expert| expert.role == role)?;
    Some(invitation(skill, expert))
}

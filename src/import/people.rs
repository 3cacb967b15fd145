//! `delegations.csv`, `competitors.csv` and `experts.csv`.

use std::collections::{HashMap, HashSet};

use super::{
    fault::{Place, nearest},
    files::Folder,
    limits, panel_check,
    table::{Row, Table},
    words,
};
use crate::competition::{Competitor, CompetitorKind, Delegation, DelegationId, Expert, ExpertRole, Group, IdFault, Skill, Text};

pub(super) const DELEGATION_COLUMNS: [&str; 4] = ["id", "name", "name_zh", "name_en"];
pub(super) const COMPETITOR_COLUMNS: [&str; 11] =
    ["id", "skill", "name", "name_zh", "name_en", "delegation", "kind", "members", "group", "eligible", "withdrawn"];
pub(super) const EXPERT_COLUMNS: [&str; 8] = ["id", "skill", "name", "name_zh", "name_en", "delegation", "role", "panel"];

/// Delegations by id; those that only other files name are added with their id as name.
#[derive(Default)]
pub(super) struct Delegations {
    pub list: Vec<Delegation>,
    index: HashMap<DelegationId, usize>,
    /// There is a list, so a delegation missing from it deserves a word.
    listed: bool,
}

pub(super) fn read_delegations(folder: &Folder<'_>) -> Delegations {
    const FILE: &str = "delegations.csv";
    let mut delegations = Delegations::default();
    let Some(text) = folder.text(FILE, None, limits::TABLE_MAX_BYTES).read() else { return delegations };
    let Some(table) = Table::open(&text, folder.faults.in_file(FILE, None), &DELEGATION_COLUMNS[..1], &DELEGATION_COLUMNS[1..]) else {
        return delegations;
    };
    delegations.listed = true;
    for row in table.rows() {
        let Some(id) = id::<DelegationId>(&row, "id") else { continue };
        if delegations.index.contains_key(&id) {
            row.place_of("id").error("duplicate-delegation", id.as_str(), "this delegation is there twice", "remove one of the rows");
            continue;
        }
        let name = name_of(&row);
        delegations.add(id, name);
    }
    delegations
}

impl Delegations {
    fn add(&mut self, id: DelegationId, name: Text) -> usize {
        let name = if name.is_empty() { Text::plain(id.as_str()) } else { name };
        self.index.insert(id.clone(), self.list.len());
        self.list.push(Delegation { id, name });
        self.list.len() - 1
    }

    /// The delegation a row names, if any.
    fn of_row(&mut self, row: &Row<'_, '_>) -> Option<usize> {
        let written = row.cell("delegation");
        if written.is_empty() {
            return None;
        }
        if let Some(&index) = self.index.get(written) {
            return Some(index);
        }
        let id = id::<DelegationId>(row, "delegation")?;
        if self.listed {
            let known = self.list.iter().take(1_000).map(|delegation| delegation.id.as_str());
            let near = nearest(written, known).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
            let remedy = format!("{near}Correct it here, or add it to delegations.csv");
            row.place_of("delegation").warning("unknown-delegation", written, "delegations.csv does not list this delegation", remedy);
        }
        Some(self.add(id, Text::default()))
    }
}

/// An empty list is easily an accident, and a competition is opened only once.
pub(super) fn check_somebody_competes(folder: &Folder<'_>, skills: &[Skill]) {
    let place = folder.faults.in_file("competitors.csv", None);
    for skill in skills.iter().filter(|skill| skill.competitors.is_empty() && folder.has("competitors.csv")) {
        let problem = format!("nobody competes in {}", skill.id);
        place.of_skill(&skill.id).warning("no-competitors", "", problem, "add its competitors before the competition is opened");
    }
}

pub(super) fn read_competitors(folder: &Folder<'_>, skills: &mut [Skill], delegations: &mut Delegations) {
    const FILE: &str = "competitors.csv";
    let place = folder.faults.in_file(FILE, None);
    if !folder.has(FILE) {
        place.warning(
            "no-competitors",
            "",
            "there is no competitors.csv, so nobody competes",
            "add competitors.csv with the columns id,skill",
        );
    }
    let Some(text) = folder.text(FILE, None, limits::TABLE_MAX_BYTES).read() else { return };
    let Some(table) = Table::open(&text, place, &COMPETITOR_COLUMNS[..2], &COMPETITOR_COLUMNS[2..]) else { return };
    let mut seen = HashSet::new();
    for row in table.rows() {
        let Some(skill) = skill_of(&row, skills) else { continue };
        let skill_id = skills[skill].id.to_string();
        let place = row.place_of("id");
        let place = place.of_skill(&skill_id);
        let Some(competitor) = competitor(&row, &place, delegations, &skills[skill].rules.total.groups) else { continue };
        if !seen.insert((skill, competitor.id.clone())) {
            place.error(
                "duplicate-competitor",
                competitor.id.as_str(),
                "this competitor is there twice in this skill",
                "remove one of the rows",
            );
        } else if skills[skill].competitors.len() >= limits::COMPETITORS_MAX_PER_SKILL {
            let problem = format!("a skill holds at most {} competitors", limits::COMPETITORS_MAX_PER_SKILL);
            place.error("too-many-competitors", competitor.id.as_str(), problem, "split the skill");
        } else {
            skills[skill].competitors.push(competitor);
        }
    }
}

fn competitor(row: &Row<'_, '_>, place: &Place<'_>, delegations: &mut Delegations, groups: &[Group]) -> Option<Competitor> {
    let parsed = row.cell("id").parse();
    if let Err(fault) = &parsed {
        bad_id(place, row.cell("id"), fault);
    }
    Some(Competitor {
        id: parsed.ok()?,
        name: name_of(row),
        members: row.cell("members").split([';', '；']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        delegation: delegations.of_row(row),
        kind: kind(row),
        group: group(row, groups),
        eligible: yes_or_no(row, "eligible", true),
        withdrawn: yes_or_no(row, "withdrawn", false),
    })
}

fn group(row: &Row<'_, '_>, groups: &[Group]) -> Option<usize> {
    let written = row.cell("group");
    if written.is_empty() {
        return None;
    }
    let known = groups.iter().position(|group| group.id.as_str() == written);
    if known.is_none() {
        let names: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
        let remedy = match names.as_slice() {
            [] => "empty the cell, or add [groups] to skill.toml".to_owned(),
            _ => format!("write one of the groups of skill.toml: {}", names.join(", ")),
        };
        row.place_of("group").error("unknown-group", written, "[groups] of the skill does not name this group", remedy);
    }
    known
}

pub(super) fn kind(row: &Row<'_, '_>) -> Option<CompetitorKind> {
    let written = row.cell("kind");
    match written.to_lowercase().as_str() {
        "" => None,
        "worker" | "职工" => Some(CompetitorKind::Worker),
        "teacher" | "教师" => Some(CompetitorKind::Teacher),
        "student" | "学生" => Some(CompetitorKind::Student),
        _ => {
            row.place_of("kind").error(
                "unknown-kind",
                written,
                "there is no such kind of competitor",
                "write worker, teacher or student, or nothing",
            );
            None
        }
    }
}

fn yes_or_no(row: &Row<'_, '_>, column: &'static str, default: bool) -> bool {
    let written = row.cell(column);
    match written.to_lowercase().as_str() {
        "" => default,
        "yes" | "y" | "true" | "1" | "是" => true,
        "no" | "n" | "false" | "0" | "否" => false,
        _ => {
            let means = if default { "yes" } else { "no" };
            let remedy = format!("write yes or no; an empty cell means {means}");
            row.place_of(column).error("not-yes-or-no", written, format!("{column} is yes or no"), remedy);
            default
        }
    }
}

/// Whether there was a usable file.
pub(super) fn read_experts(folder: &Folder<'_>, skills: &mut [Skill], delegations: &mut Delegations) -> bool {
    const FILE: &str = "experts.csv";
    let Some(text) = folder.text(FILE, None, limits::TABLE_MAX_BYTES).read() else { return false };
    let Some(table) = Table::open(&text, folder.faults.in_file(FILE, None), &EXPERT_COLUMNS[..2], &EXPERT_COLUMNS[2..]) else {
        return false;
    };
    let mut seen = HashSet::new();
    for row in table.rows() {
        let judged: Vec<usize> = match row.cell("skill") {
            "" | "*" => (0..skills.len()).collect(),
            _ => skill_of(&row, skills).into_iter().collect(),
        };
        let Some(expert) = expert(&row, delegations) else { continue };
        for skill in judged {
            let list = &mut skills[skill].experts;
            if !seen.insert((skill, expert.id.clone())) {
                row.place_of("id").error(
                    "duplicate-expert",
                    expert.id.as_str(),
                    "this expert is there twice in this skill",
                    "remove one of the rows",
                );
            } else if list.len() < limits::EXPERTS_MAX_PER_SKILL {
                list.push(expert.clone());
                panel_check::check_own_panel(&row, &expert, &skills[skill]);
            } else {
                let problem = format!("a skill holds at most {} experts", limits::EXPERTS_MAX_PER_SKILL);
                row.place_of("id").error("too-many-experts", expert.id.as_str(), problem, "split the skill");
            }
        }
    }
    true
}

fn expert(row: &Row<'_, '_>, delegations: &mut Delegations) -> Option<Expert> {
    let written = row.cell("role");
    let role = match written.to_lowercase().as_str() {
        "" | "expert" | "裁判" | "裁判员" => ExpertRole::Expert,
        "chief" | "chief expert" | "裁判长" => ExpertRole::Chief,
        "supervisor" | "监督" | "监督员" => ExpertRole::Supervisor,
        _ => {
            row.place_of("role").error("unknown-role", written, "there is no such role", "write expert, chief or supervisor");
            ExpertRole::Expert
        }
    };
    let panel = if row.cell("panel").is_empty() { None } else { id(row, "panel") };
    Some(Expert { id: id(row, "id")?, name: name_of(row), delegation: delegations.of_row(row), role, panel })
}

/// The skill a row names; reported when there is none.
pub(super) fn skill_of(row: &Row<'_, '_>, skills: &[Skill]) -> Option<usize> {
    let written = row.cell("skill");
    let found = skills.iter().position(|skill| skill.id.as_str() == written);
    if found.is_none() {
        let known: Vec<&str> = skills.iter().map(|skill| skill.id.as_str()).collect();
        let near = nearest(written, known.iter().copied()).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        let remedy = format!("{near}Write the name of a folder in skills/: {}", known.join(", "));
        row.place_of("skill").of_skill(written).error("unknown-skill", written, "there is no such skill", remedy);
    }
    found
}

fn name_of(row: &Row<'_, '_>) -> Text {
    let zh = row.cell("name_zh");
    words::person(if zh.is_empty() { row.cell("name") } else { zh }, row.cell("name_en"))
}

fn id<T: std::str::FromStr<Err = IdFault>>(row: &Row<'_, '_>, column: &'static str) -> Option<T> {
    let written = row.cell(column);
    match written.parse() {
        Ok(id) => Some(id),
        Err(fault) => {
            bad_id(&row.place_of(column), written, &fault);
            None
        }
    }
}

pub(super) fn bad_id(place: &Place<'_>, written: &str, fault: &IdFault) {
    place.error("bad-id", written, format!("the id {fault}"), "write an id of letters, digits, '-', '_' and '.'");
}

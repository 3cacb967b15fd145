//! `marks.csv`: the entries, row by row.

use std::collections::HashMap;

use super::{
    fault::{Place, Reported, nearest},
    files::Folder,
    limits, people,
    table::{Row, Table},
};
use crate::{
    competition::{AspectId, Competition, CompetitorId, Expert, ExpertId, ExpertRole, Skill, Text},
    scoring::{VALUE_MAX_BYTES, Value, ValueFault},
};

/// One entry. The indices are those of the competition's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkRow {
    /// The line in `marks.csv`, from 1.
    pub row: u64,
    pub skill: usize,
    pub competitor: usize,
    pub aspect: usize,
    /// `None` for a measurement nobody signed.
    pub expert: Option<usize>,
    pub value: Value,
    /// Milliseconds since 1970, UTC.
    pub at: Option<i64>,
}

pub(super) const FILE: &str = "marks.csv";

/// Experts that only this file names are added to their skill.
pub(super) fn read(folder: &Folder<'_>, competition: &mut Competition, experts_listed: bool) -> Vec<MarkRow> {
    let place = folder.faults.in_file(FILE, None);
    let Some(text) = folder.text(FILE, None, limits::MARKS_MAX_BYTES).read().filter(|text| !text.trim().is_empty()) else {
        return Vec::new();
    };
    let required = ["skill", "competitor", "aspect", "value"];
    let Some(table) = Table::open(&text, place.clone(), &required, &["expert", "at"]) else { return Vec::new() };
    let mut reader = Reader::new(&table, competition, experts_listed);
    let mut marks = Vec::new();
    for row in table.rows() {
        if marks.len() >= limits::MARK_ROWS_MAX_COUNT {
            let problem = format!("more than {} entries", limits::MARK_ROWS_MAX_COUNT);
            place.row(row.line).error("too-many-rows", "", problem, "split the competition");
            break;
        }
        marks.extend(reader.mark(&row));
    }
    if !experts_listed && reader.unlisted > 0 {
        let found = format!("{} experts", reader.unlisted);
        place.column("expert").warning(
            "expert-not-listed",
            found,
            "these experts are named here only",
            "list them in experts.csv to have delegations and panels checked",
        );
    }
    marks
}

/// Ids of one skill.
struct Index {
    competitors: HashMap<CompetitorId, usize>,
    aspects: HashMap<AspectId, usize>,
    experts: HashMap<ExpertId, usize>,
    /// From here on experts were added by this file.
    listed: usize,
}

impl Index {
    fn new(skill: &Skill) -> Self {
        Self {
            competitors: skill.competitors.iter().enumerate().map(|(index, competitor)| (competitor.id.clone(), index)).collect(),
            aspects: skill.scheme.aspects.iter().enumerate().map(|(index, aspect)| (aspect.id.clone(), index)).collect(),
            experts: skill.experts.iter().enumerate().map(|(index, expert)| (expert.id.clone(), index)).collect(),
            listed: skill.experts.len(),
        }
    }
}

struct Reader<'c> {
    competition: &'c mut Competition,
    skills: HashMap<String, usize>,
    indices: Vec<Index>,
    columns: [Option<usize>; 6],
    experts_listed: bool,
    unlisted: usize,
}

const COLUMNS: [&str; 6] = ["skill", "competitor", "aspect", "expert", "value", "at"];

impl<'c> Reader<'c> {
    fn new(table: &Table<'_>, competition: &'c mut Competition, experts_listed: bool) -> Self {
        let skills = competition.skills.iter().enumerate().map(|(index, skill)| (skill.id.to_string(), index)).collect();
        let indices = competition.skills.iter().map(Index::new).collect();
        Self { skills, indices, columns: COLUMNS.map(|name| table.column(name)), competition, experts_listed, unlisted: 0 }
    }

    /// `None` where the row has a fault; all its faults are reported.
    fn mark(&mut self, row: &Row<'_, '_>) -> Option<MarkRow> {
        let [skill, competitor, aspect, expert, value, at] = self.columns.map(|column| row.at(column));
        let Some(&skill) = self.skills.get(skill) else {
            people::skill_of(row, &self.competition.skills);
            return None;
        };
        let index = &self.indices[skill];
        let (competitor_id, aspect_id) = (competitor, aspect);
        let competitor = index.competitors.get(competitor).copied();
        let aspect = index.aspects.get(aspect).copied();
        if competitor.is_none() {
            let known = self.competition.skills[skill].competitors.iter().map(|competitor| competitor.id.as_str());
            self.unknown(row, skill, "competitor", "unknown-competitor", competitor_id, known);
        }
        if aspect.is_none() {
            let known = self.competition.skills[skill].scheme.aspects.iter().map(|aspect| aspect.id.as_str());
            self.unknown(row, skill, "aspect", "unknown-aspect", aspect_id, known);
        }
        let at = self.time(row, skill, at);
        let value = aspect.map(|aspect| self.value(row, skill, aspect, value));
        let expert = self.expert(row, skill, aspect, expert);
        Some(MarkRow { row: row.line, skill, competitor: competitor?, aspect: aspect?, expert: expert.ok()?, value: value??, at: at.ok()? })
    }

    fn unknown<'k>(
        &'k self,
        row: &Row<'_, '_>,
        skill: usize,
        column: &'static str,
        code: &'static str,
        written: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let near = nearest(written, known.take(2_000)).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        let skill = &self.competition.skills[skill].id;
        let problem = format!("skill {skill} has no such {column}");
        row.place_of(column).of_skill(skill).error(code, written, problem, format!("{near}Correct the {column} or remove the row"));
    }

    fn time(&self, row: &Row<'_, '_>, skill: usize, written: &str) -> Result<Option<i64>, Reported> {
        if written.is_empty() {
            return Ok(None);
        }
        if let Ok(time) = written.parse::<jiff::Timestamp>() {
            return Ok(Some(time.as_millisecond()));
        }
        let place = row.place_of("at");
        let place = place.of_skill(&self.competition.skills[skill].id);
        place.error("bad-time", written, "this is no point in time", "write it as 2026-11-18T09:00:00+08:00, or leave it empty");
        Err(Reported)
    }

    fn value(&self, row: &Row<'_, '_>, skill: usize, aspect: usize, written: &str) -> Option<Value> {
        let skill = &self.competition.skills[skill];
        let found = Value::parse(written, &skill.scheme.aspects[aspect]);
        if let Err(fault) = &found {
            let place = row.place_of("value");
            report_value(&place.of_skill(&skill.id), written, fault);
        } else if written.len() > VALUE_MAX_BYTES {
            let place = row.place_of("value");
            place.of_skill(&skill.id).error("value-too-long", written, format!("more than {VALUE_MAX_BYTES} bytes"), "shorten it");
            return None;
        }
        found.ok()
    }

    /// The expert of a row, added where only this file names them.
    fn expert(&mut self, row: &Row<'_, '_>, skill: usize, aspect: Option<usize>, written: &str) -> Result<Option<usize>, Reported> {
        let of_skill = &self.competition.skills[skill];
        let judged = aspect.is_some_and(|aspect| of_skill.scheme.aspects[aspect].is_judgement());
        if written.is_empty() {
            if judged {
                let place = row.place_of("expert");
                place.of_skill(&of_skill.id).error("expert-missing", "", "a judgement score needs its expert", "write the expert's id");
            }
            return if judged { Err(Reported) } else { Ok(None) };
        }
        if let Some(&index) = self.indices[skill].experts.get(written) {
            return Ok(Some(index));
        }
        let place = row.place_of("expert");
        let place = place.of_skill(&of_skill.id);
        let id = match written.parse::<ExpertId>() {
            Ok(id) => id,
            Err(fault) => {
                people::bad_id(&place, written, &fault);
                return Err(Reported);
            }
        };
        if self.experts_listed {
            let near = nearest(written, of_skill.experts.iter().take(2_000).map(|expert| expert.id.as_str()))
                .map(|near| format!("did you mean {near}? "));
            let remedy = format!("{}Correct the id, or add the expert to experts.csv", near.unwrap_or_default());
            place.warning("expert-not-listed", written, "experts.csv does not list this expert for this skill", remedy);
        }
        if of_skill.experts.len() >= limits::EXPERTS_MAX_PER_SKILL {
            place.error(
                "too-many-experts",
                written,
                format!("a skill holds at most {} experts", limits::EXPERTS_MAX_PER_SKILL),
                "split the skill",
            );
            return Err(Reported);
        }
        Ok(Some(self.add_expert(skill, id)))
    }

    fn add_expert(&mut self, skill: usize, id: ExpertId) -> usize {
        let experts = &mut self.competition.skills[skill].experts;
        debug_assert!(experts.len() >= self.indices[skill].listed);
        self.indices[skill].experts.insert(id.clone(), experts.len());
        experts.push(Expert { id, name: Text::default(), delegation: None, role: ExpertRole::Expert, panel: None });
        self.unlisted += 1;
        experts.len() - 1
    }
}

fn report_value(place: &Place<'_>, written: &str, fault: &ValueFault) {
    if written.is_empty() {
        place.error("value-missing", "", "the row has no value", "write the value, or remove the row: a missing mark is never a zero");
        return;
    }
    let (code, remedy) = match fault {
        ValueFault::NotANumber { expected, .. } => ("not-a-number", format!("write {expected}")),
        ValueFault::OutOfRange { min, max, .. } => ("out-of-range", format!("write a value from {min} to {max}")),
        ValueFault::TooFine { step, .. } => ("too-fine", format!("write a multiple of {step}")),
        ValueFault::UnknownChoice { choices, .. } => ("unknown-choice", format!("write one of: {}", choices.join(", "))),
    };
    place.error(code, written, fault.to_string(), remedy);
}

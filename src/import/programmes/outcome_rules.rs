//! Rules of learning outcomes: one TOML file, a table of results and what each is worth.

use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{condition, contradictions::can_both_hold, parts, programme::sources};
use crate::{
    competition::RuleId,
    decimal::Decimal,
    honours::{
        Catalogue, SkillLevel, Source,
        outcome::{OutcomeRow, OutcomeRules},
    },
    import::{
        Overlay,
        fault::{Fault, Faults},
        files::Folder,
        keys::{Keys, TomlFile},
        limits,
    },
};

/// What a rules file holds.
#[derive(Debug)]
pub struct OutcomeRulesFile {
    /// `None` where it cannot be used at all. Whoever decides by them asks [`OutcomeRulesFile::is_sound`] first.
    pub rules: Option<OutcomeRules>,
    pub faults: Vec<Fault>,
}

impl OutcomeRulesFile {
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.rules.is_some() && !self.faults.iter().any(Fault::is_error)
    }
}

/// Reads the file and reports every fault.
#[must_use]
pub fn read_outcome_rules(path: &Path) -> OutcomeRulesFile {
    let (faults, overlay) = (Faults::default(), Overlay::new());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = Folder { root: path.parent().unwrap_or(Path::new("")), overlay: &overlay, faults: &faults };
    if !name.is_empty() && !folder.has(&name) {
        faults.in_file(&name, None).error("file-missing", path.to_string_lossy(), "there is no such file", "name a file of rules");
    }
    let text = if name.is_empty() { None } else { folder.text(&name, None, limits::TOML_MAX_BYTES).read() };
    let rules = text.and_then(|text| read(&text, &name, &faults));
    OutcomeRulesFile { rules, faults: faults.into_list() }
}

/// The same of a text that comes from elsewhere; `name` is what faults call it.
#[must_use]
pub fn outcome_rules(text: &str, name: &str) -> OutcomeRulesFile {
    let faults = Faults::default();
    let rules = read(text, name, &faults);
    OutcomeRulesFile { rules, faults: faults.into_list() }
}

fn read(text: &str, name: &str, faults: &Faults) -> Option<OutcomeRules> {
    let file = TomlFile::parse(text, faults.in_file(name, None));
    let keys = file.keys();
    let id = parts::required(&keys, "id", keys.string("id"));
    let title = parts::title(&keys);
    let sources = sources(&keys);
    let tables = keys.tables("outcomes");
    if tables.is_empty() {
        keys.place().error(
            "no-outcomes",
            "",
            "no result is worth anything here",
            "add [[outcomes]] with id, when, level or credits, source",
        );
    }
    let rows: Vec<(&Keys<'_>, OutcomeRow)> = tables.iter().filter_map(|table| Some((table, row(table, &sources)?))).collect();
    keys.finish_strictly();
    contradictions(&rows);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Some(OutcomeRules { id: id?, title, sources, rows, digest: HEXLOWER.encode(&Sha256::digest(text)) })
}

fn row(keys: &Keys<'_>, sources: &[Source]) -> Option<OutcomeRow> {
    // All are read before any is missed, so that every fault is reported.
    let (id, source) = (parts::id::<RuleId>(keys), parts::source(keys, sources));
    let (level, hours, credits) = (keys.word("level", &SkillLevel::WORDS), positive(keys, "hours"), positive(keys, "credits"));
    let credits_source = credits_source(keys, sources);
    let clause = keys.string("clause").unwrap_or_default();
    let unconfirmed = keys.flag("unconfirmed").unwrap_or(false);
    parts::required(keys, "when", keys.has("when").then_some(()));
    let condition = if keys.has("when") { condition::read(&keys.table("when"), &Catalogue::default()) } else { None };
    if !["level", "hours", "credits"].iter().any(|key| keys.has(key)) {
        keys.place().error(
            "worth-nothing",
            "",
            "this row gives neither a level nor hours nor credits",
            "add one of them, or remove the row",
        );
    }
    keys.finish_strictly();
    Some(OutcomeRow { id: id?, condition: condition?, level, hours, credits, source: source?, credits_source, clause, unconfirmed })
}

fn positive(keys: &Keys<'_>, key: &'static str) -> Option<Decimal> {
    let number = keys.decimal(key)?;
    if number <= Decimal::ZERO || number > Decimal::from_int(limits::LEARNING_MAX) {
        let problem = format!("{key} are more than 0 and at most {}", limits::LEARNING_MAX);
        keys.place_of(key).error("out-of-range", number.to_string(), problem, "write such a number, or remove the key");
        return None;
    }
    Some(number)
}

fn credits_source(keys: &Keys<'_>, sources: &[Source]) -> Option<usize> {
    let written = keys.string("credits_source")?;
    let found = sources.iter().position(|source| source.key == written);
    if found.is_none() {
        keys.unknown_word("credits_source", &written, sources.iter().map(|source| source.key.as_str()));
    }
    found
}

/// Of two rows for one result somebody would have to choose.
fn contradictions(rows: &[(&Keys<'_>, OutcomeRow)]) {
    for (index, (keys, row)) in rows.iter().enumerate() {
        for (_, other) in &rows[..index] {
            if other.id == row.id {
                keys.place_of("id").error("duplicate-row", row.id.as_str(), "another row has this id", "give each row an id of its own");
            }
            if !can_both_hold(&other.condition, &row.condition) {
                continue;
            }
            let found = format!("{}, {}", other.id, row.id);
            let remedy = "make one of the conditions narrower, so that a result fits one row only";
            if other.grants_like(row) {
                keys.place_of("when").error("overlapping-rows", found, "one result can fit both rows", remedy);
            } else {
                let problem = "one result can fit both rows, which give different things";
                keys.place_of("when").error("contradictory-rows", found, problem, remedy);
            }
        }
    }
}

//! The JSON about drafts: competitions that are being set up.

use serde::{Deserialize, Serialize};

use crate::{
    competition::Text,
    import::{Encoding, Fault, Severity, SkillSummary},
};

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftList {
    pub drafts: Vec<DraftSummary>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftSummary {
    pub draft: String,
    pub title: Text,
    #[cfg_attr(test, ts(type = "number"))]
    pub changed_at: i64,
    /// The competition it was opened as; nothing in it changes any more.
    pub opened: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftCreateRequest {
    /// Its id, and that of the competition until it says otherwise.
    pub draft: String,
    pub from: DraftOrigin,
}

/// What a new draft begins with.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum DraftOrigin {
    /// One skill with two aspects.
    Template {
        title: Text,
    },
    /// No file at all: they are sent next.
    Nothing,
    CopyOf(String),
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftView {
    pub draft: String,
    pub opened: Option<String>,
    pub files: Vec<DraftFile>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftFile {
    pub path: String,
    /// Absent for one that is gone and could be brought back.
    pub etag: Option<String>,
    pub bytes: u32,
    pub can_undo: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftUndoRequest {
    pub path: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftCheck {
    /// The competition's id, as the draft has it.
    pub competition: Option<String>,
    /// Of all files: opening names it, so that what is opened is what was checked.
    pub digest: String,
    pub openable: bool,
    pub faults: Vec<DraftFault>,
    pub skills: Vec<DraftSkill>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftFault {
    pub severity: Severity,
    pub code: String,
    pub file: String,
    pub row: Option<u32>,
    pub column: Option<String>,
    pub found: String,
    pub problem: String,
    pub remedy: String,
    pub skill: Option<String>,
}

impl From<&Fault> for DraftFault {
    fn from(fault: &Fault) -> Self {
        Self {
            severity: fault.severity,
            code: fault.code.to_owned(),
            file: fault.file.clone(),
            row: fault.row.and_then(|row| u32::try_from(row).ok()),
            column: fault.column.clone(),
            found: fault.found.clone(),
            problem: fault.problem.clone(),
            remedy: fault.remedy.clone(),
            skill: fault.skill.clone(),
        }
    }
}

/// What a skill holds, in numbers.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftSkill {
    pub skill: String,
    pub title: Text,
    pub measurements: u32,
    pub judgements: u32,
    pub max_total: String,
    pub competitors: u32,
    pub experts: u32,
}

impl DraftSkill {
    #[must_use]
    pub fn new(title: Text, summary: &SkillSummary) -> Self {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            skill: summary.skill.clone(),
            title,
            measurements: count(summary.measurements),
            judgements: count(summary.judgements),
            max_total: summary.max_total.clone(),
            competitors: count(summary.competitors),
            experts: count(summary.experts),
        }
    }
}

/// The values of a TOML file, for forms.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftValues {
    pub etag: Option<String>,
    #[cfg_attr(test, ts(type = "Record<string, unknown>"))]
    pub values: serde_json::Value,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftKeysRequest {
    pub path: String,
    /// The version these changes are meant for; none for a file that is not there yet.
    pub etag: Option<String>,
    pub set: Vec<DraftKey>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftKey {
    pub key: Vec<String>,
    /// As TOML writes it; none: the key is removed.
    pub value: Option<String>,
}

/// A list as it would be taken in.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ListPreview {
    /// Of the table there is.
    pub etag: Option<String>,
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    pub encoding: Encoding,
    pub heading_row: u32,
    pub headings: Vec<ListHeading>,
    /// What a heading may be.
    pub columns: Vec<String>,
    /// The columns of the table that comes of it.
    pub becomes: Vec<String>,
    pub rows: Vec<ListRow>,
    /// Of these `rows` has the first.
    pub total: u32,
    pub faults: Vec<DraftFault>,
    pub applied: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ListHeading {
    pub heading: String,
    pub column: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ListRow {
    /// In the file it comes from.
    pub row: u32,
    pub cells: Vec<String>,
}

/// A workbook's scheme as `scheme.csv` would have it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SchemeTable {
    pub table: String,
    /// Nothing is lost by turning the workbook into this table.
    pub same: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftOpenRequest {
    pub digest: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DraftOpened {
    pub competition: String,
}

//! What an export is of, as it is asked for and recorded.

use serde::{Deserialize, Serialize};

use super::{Column, ExportId};
use crate::honours::nomination::{Nomination, NominationId, Stage};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum ExportOf {
    /// A row for each; what is left out does not narrow them down.
    Nominations {
        format: TableFormat,
        columns: Vec<Column>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        programme: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        year: Option<i16>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        stage: Option<Stage>,
    },
    /// Everybody in the published results of a competition, judged by every rule, as a workbook.
    Verdicts {
        competition: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        programme: Option<String>,
    },
    /// For ceremony tools that read what CIS exports; of a competition whose every skill is published.
    Cis { competition: String, file: CisTable },
    /// Of everybody who has won something in a published result; a page for each in one PDF.
    Certificates {
        competition: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        skill: Option<String>,
    },
    /// What a nomination is decided by, as PDF.
    Dossier {
        #[cfg_attr(test, ts(type = "number"))]
        nomination: NominationId,
        /// Whole names; otherwise only their first letters.
        names: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum TableFormat {
    Xlsx,
    Csv,
    /// With a byte order mark, by which some spreadsheets know Chinese characters.
    CsvBom,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum CisTable {
    CompetitorResults,
    BestOfNation,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportFault {
    #[error("columns: choose one at least")]
    NoColumns,
    #[error("columns: one of them is there twice")]
    ColumnTwice,
}

impl ExportOf {
    /// # Errors
    /// When it makes no table.
    pub fn check(&self) -> Result<(), ExportFault> {
        let Self::Nominations { columns, .. } = self else { return Ok(()) };
        if columns.is_empty() {
            return Err(ExportFault::NoColumns);
        }
        let mut sorted = columns.clone();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| pair[0] == pair[1]) { Err(ExportFault::ColumnTwice) } else { Ok(()) }
    }

    /// Whether it takes two people. Certificates, verdicts and results name whom the public board names.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        match self {
            Self::Nominations { columns, .. } => columns.iter().any(|column| column.is_personal()),
            Self::Certificates { .. } | Self::Verdicts { .. } | Self::Cis { .. } => false,
            Self::Dossier { names, .. } => *names,
        }
    }

    /// Whether a nomination has a row in it.
    #[must_use]
    pub fn takes(&self, id: NominationId, nomination: &Nomination) -> bool {
        match self {
            Self::Nominations { programme, year, stage, .. } => {
                programme.as_ref().is_none_or(|wanted| nomination.subject.programme.as_str() == wanted)
                    && year.is_none_or(|wanted| nomination.subject.year == wanted)
                    && stage.is_none_or(|wanted| nomination.stage == wanted)
            }
            Self::Certificates { .. } | Self::Verdicts { .. } | Self::Cis { .. } => false,
            Self::Dossier { nomination, .. } => *nomination == id,
        }
    }

    /// What the file of an export is called.
    #[must_use]
    pub fn file_name(&self, export: ExportId) -> String {
        let stem = match self {
            Self::Nominations { .. } => "nominations",
            Self::Verdicts { .. } => "verdicts",
            Self::Certificates { .. } => "certificates",
            Self::Dossier { .. } => "dossier",
            // Ceremony tools know them by these names.
            Self::Cis { file: CisTable::CompetitorResults, .. } => return "Competitor_results.xlsx".to_owned(),
            Self::Cis { file: CisTable::BestOfNation, .. } => return "Best_of_Nation.xlsx".to_owned(),
        };
        format!("jinbang-{stem}-{export}.{}", self.ending())
    }

    #[must_use]
    pub const fn ending(&self) -> &'static str {
        match self {
            Self::Nominations { format, .. } => format.ending(),
            Self::Verdicts { .. } | Self::Cis { .. } => "xlsx",
            Self::Certificates { .. } | Self::Dossier { .. } => "pdf",
        }
    }
}

impl TableFormat {
    const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv | Self::CsvBom => "csv",
            Self::Json => "json",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[Column]) -> ExportOf {
        ExportOf::Nominations { format: TableFormat::Csv, columns: columns.to_vec(), programme: None, year: None, stage: None }
    }

    #[test]
    fn what_is_sealed_takes_two_people() {
        let sealed = Column::ALL.into_iter().filter(|column| table(&[Column::Person, *column]).is_personal());
        let words: Vec<String> = sealed.map(|column| serde_json::to_string(&column).expect("a word")).collect();
        assert_eq!(words.join(" "), r#""registered-name-zh" "registered-name-en" "national-id" "social-security" "employer" "phone""#);
        assert!(ExportOf::Dossier { nomination: 1, names: true }.is_personal());
        assert!(!ExportOf::Dossier { nomination: 1, names: false }.is_personal());
    }

    #[test]
    fn a_table_has_columns_and_each_once() {
        assert_eq!(table(&[]).check(), Err(ExportFault::NoColumns));
        assert_eq!(table(&[Column::Year, Column::Phone, Column::Year]).check(), Err(ExportFault::ColumnTwice));
        assert_eq!(table(&Column::ALL).check(), Ok(()));
    }
}

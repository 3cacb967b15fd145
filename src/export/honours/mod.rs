//! Verdicts for other programs, for spreadsheets, and for people at a terminal.

pub mod changes;
pub mod csv;
mod heading;
pub mod json;
mod lines;
mod listing;
mod report;
mod rules;
pub mod table;
pub mod workbook;

pub use changes::{ChangeLine, ChangesReport};
pub use lines::{CategoryReport, FactLine, GrantsLine, PersonVerdict, ProgrammeReport, PromotionLine, Report, RuleLine, RuleVerdict};
pub use report::Selection;

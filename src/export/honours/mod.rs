//! Verdicts for other programs, for spreadsheets, and for people at a terminal.

pub mod changes;
pub mod csv;
mod lines;
mod report;
pub mod table;

pub use changes::{ChangeLine, ChangesReport};
pub use lines::{CategoryReport, FactLine, GrantsLine, PersonVerdict, ProgrammeReport, PromotionLine, Report, RuleVerdict};
pub use report::Selection;

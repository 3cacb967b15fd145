//! Verdicts for other programs, for spreadsheets, and for people at a terminal.

pub mod changes;
pub mod csv;
mod report;
pub mod table;

pub use changes::{ChangeLine, ChangesReport};
pub use report::{CategoryReport, PersonVerdict, ProgrammeReport, Report, RuleVerdict, Selection};

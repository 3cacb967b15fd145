//! Verdicts for other programs, for spreadsheets, and for people at a terminal.

pub mod changes;
pub mod csv;
mod lines;
mod report;
pub mod table;

pub use changes::{ChangeLine, ChangesReport};
pub use lines::{CategoryReport, PersonVerdict, ProgrammeReport, Report, RuleVerdict};
pub use report::Selection;

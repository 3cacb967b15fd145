//! Learning outcomes for a credit bank, for spreadsheets, and for people at a terminal.

pub mod csv;
mod reason;
mod report;
pub mod table;
mod who;

pub use report::{OutcomeLine, OutcomesReport, WithheldLine};

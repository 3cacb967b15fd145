//! From entries to marks and totals. Exact decimals only.

pub mod measurement;
pub mod panel;
mod round;
mod tally;
mod value;

pub use panel::{PANEL_MAX_EXPERTS, PanelOutcome};
pub use tally::{CellState, Score, SkillTally, Sums};
pub use value::{VALUE_MAX_BYTES, Value, ValueFault};

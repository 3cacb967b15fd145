//! From entries to marks and totals. Exact decimals only.

pub mod bounds;
mod extremes;
pub mod measurement;
pub mod panel;
mod round;
mod sums;
mod tally;
mod total;
mod value;

pub use extremes::Extremes;
pub use panel::{PANEL_MAX_EXPERTS, PanelOutcome};
pub use sums::{PartSum, Sums};
pub use tally::{CellState, Score, SkillTally};
pub use total::TotalFormula;
pub use value::{VALUE_MAX_BYTES, Value, ValueFault};

//! What leaves the office: who asked for it and why, who agreed where it takes two, and what it was.

mod column;
mod event;
mod of;
mod refusal;
mod register;

pub use column::Column;
pub use event::{ExportEvent, ExportWhat};
pub use of::{CisTable, ExportFault, ExportOf, TableFormat};
pub use refusal::ExportRefusal;
pub use register::{Export, ExportState, Exports, MadeExport};

/// Given when it is asked for, and kept for ever.
pub type ExportId = u64;

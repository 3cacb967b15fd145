//! `/api/honours/exports`: files that leave the office. Each is recorded with who asked for it and why, and can be made again byte for byte.

mod ask;
mod content;
mod dossier;
mod fetch;
mod job;
mod list;
mod nominations;
mod workbooks;

pub use ask::{ask_for_export, confirm_export, withdraw_export};
pub use fetch::export_file;
pub use job::Jobs;
pub use list::exports;

//! The honours office: nominations on their way, moved by named officers.

mod act;
mod candidates;
mod deeds;
mod erase;
mod exports;
mod facts;
mod field;
mod hex;
mod masked;
mod office;
mod people;
mod person;
mod pipeline;
mod programmes;
mod quotas;
mod statistics;

pub use act::{act, preview};
pub use candidates::candidates;
pub use erase::{ask_to_erase, confirm_erasure, withdraw_erasure};
pub use exports::{ask_for_export, confirm_export, export_file, exports, withdraw_export};
pub use office::{Office, OfficeFault, OfficeRules, TypefaceSource};
pub use people::{merge_person, people};
pub use person::{keep_person, person, reveal_person};
pub use pipeline::{nomination, pipeline};
pub use programmes::programme;
pub use statistics::{statistics, statistics_chart, statistics_table};

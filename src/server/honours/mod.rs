//! The honours office: nominations on their way, moved by named officers.

mod act;
mod candidates;
mod erase;
mod masked;
mod office;
mod people;
mod person;
mod pipeline;
mod quotas;

pub use act::{act, preview};
pub use candidates::candidates;
pub use erase::{ask_to_erase, confirm_erasure, withdraw_erasure};
pub use office::{Office, OfficeFault};
pub use people::{merge_person, people};
pub use person::{keep_person, person, reveal_person};
pub use pipeline::{nomination, pipeline};

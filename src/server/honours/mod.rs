//! The honours office: nominations on their way, moved by named officers.

mod act;
mod candidates;
mod office;
mod pipeline;
mod quotas;

pub use act::{act, preview};
pub use candidates::candidates;
pub use office::{Office, OfficeFault};
pub use pipeline::{nomination, pipeline};

//! A list of people as an organiser has it: a sheet or text file with headings in the office's own words, made into the folder's table.

mod encoding;
mod headings;
mod listed;
mod source;

pub use encoding::Encoding;
pub use listed::{Listed, ListedPeople, Merging};
pub use source::{Intake, IntakeFault};

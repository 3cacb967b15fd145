use crate::{judging::Part, tablet::Entry};

/// What a judge does next.
pub enum Turn {
    Mark(Entry),
    Sign(Part, String),
}

//! Names where experts read.

use crate::{competition::Skill, judging::SkillState};

/// What a competitor is called where experts read: by code in a blind skill.
#[must_use]
pub fn called<'a>(skill: &'a Skill, state: &'a SkillState, competitor: usize) -> &'a str {
    match &state.proceedings.codes {
        Some(codes) => codes.code(competitor),
        None => skill.competitors[competitor].id.as_str(),
    }
}

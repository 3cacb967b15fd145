//! `/clics/{competition}/`: the CLICS Contest API of a competition, read-only. Its skills are the contests.

mod contests;
mod event_feed;
mod objects;
mod problem;

pub use contests::{contest, contests, information};
pub use event_feed::event_feed;
pub use objects::{collection, object};
pub use problem::ClicsError;

use super::{
    error::ApiError,
    feeds::{Asked, Document, Kind},
    hall::Hall,
};
use crate::{
    competition::{Outline, SkillOutline},
    export::clics::{self, Collection},
    live::BoardFrames,
};
use serde::Serialize;
use std::sync::Arc;

/// A skill by the id it has as a contest.
struct Place<'a> {
    asked: Asked<'a>,
}

impl<'a> Place<'a> {
    fn find(hall: &'a Hall, competition: &str, contest: &str) -> Result<Self, ClicsError> {
        let stage = hall.find(competition, "such competition")?;
        let is_meant = |skill: &SkillOutline| clics::id_of(&skill.id) == contest;
        let skill = stage.outline.skills.iter().position(is_meant).ok_or(ApiError::NotFound("such contest"))?;
        Ok(Self { asked: Asked { hall, stage, skill } })
    }

    fn outline(&self) -> &Outline {
        &self.asked.stage.outline
    }

    fn skill(&self) -> &SkillOutline {
        &self.outline().skills[self.asked.skill]
    }

    fn state(&self, frames: &Arc<BoardFrames>) -> Result<Document, ApiError> {
        let shown = self.asked.shown(frames)?;
        Ok(self.asked.document(frames, Kind::ClicsState, || json(&clics::state(self.outline(), &shown))))
    }

    fn all(&self, frames: &Arc<BoardFrames>, collection: Collection) -> Result<Document, ApiError> {
        let shown = self.asked.shown(frames)?;
        Ok(self.asked.document(frames, Kind::Clics(collection), || json(&collection.objects(&shown))))
    }
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    // These shapes hold nothing that JSON cannot: no maps, no numbers that are none.
    serde_json::to_vec(value).unwrap_or_default()
}

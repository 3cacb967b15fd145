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
    app::App,
    error::ApiError,
    feeds::{Asked, Document, Kind},
};
use crate::{
    competition::Skill,
    export::clics::{self, Collection},
    live::{BoardFrames, ContestView},
};
use serde::Serialize;
use std::sync::Arc;

/// A skill by the id it has as a contest.
struct Place<'a> {
    asked: Asked<'a>,
    view: &'a ContestView,
}

impl<'a> Place<'a> {
    fn find(app: &'a App, competition: &str, contest: &str) -> Result<Self, ClicsError> {
        let (number, view) = app.views.find(competition).ok_or(ApiError::NotFound("such competition"))?;
        let is_meant = |skill: &Skill| clics::id_of(&skill.id) == contest;
        let skill = view.competition.skills.iter().position(is_meant).ok_or(ApiError::NotFound("such contest"))?;
        Ok(Self { asked: Asked::of(app, number, view, skill), view })
    }

    fn skill(&self) -> &'a Skill {
        &self.view.competition.skills[self.asked.skill]
    }

    fn state(&self, frames: &Arc<BoardFrames>) -> Result<Document, ApiError> {
        let shown = self.asked.shown(frames)?;
        Ok(self.asked.document(frames, Kind::ClicsState, || json(&clics::state(&self.view.competition, &shown))))
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

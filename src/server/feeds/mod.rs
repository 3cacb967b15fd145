//! Boards for readers other than our own page. Everything is made from a version of the board, and so from what is published alone.

mod board_json;
mod board_page;
mod ctftime;
mod document;
mod embed;
mod events;
mod reader;
mod shelf;

use std::sync::Arc;

pub use board_json::board;
pub use board_page::board_page;
pub use ctftime::ctftime;
pub use document::{Document, public};
pub use embed::{embed, style};
pub use events::events;
pub use reader::{Telling, read_on};
pub use shelf::{Kind, Shelf};

use super::{error::ApiError, hall::Hall};
use crate::{
    export::shown::Shown,
    live::{BoardChannel, BoardFrames, Stage},
};

/// A board that somebody asks for.
pub struct Asked<'a> {
    pub hall: &'a Hall,
    pub stage: Arc<Stage>,
    pub skill: usize,
}

impl<'a> Asked<'a> {
    pub fn find(hall: &'a Hall, competition: &str, skill: &str) -> Result<Self, ApiError> {
        let stage = hall.find(competition, "such competition")?;
        let skill = stage.outline.skill_index(skill).ok_or(ApiError::NotFound("such board"))?;
        Ok(Self { hall, stage, skill })
    }

    pub fn board(&self) -> &BoardChannel {
        &self.stage.boards[self.skill]
    }

    pub fn newest(&self) -> Arc<BoardFrames> {
        self.hall.newest(&self.stage, self.skill)
    }

    /// The board's bytes, read back once for everything that is made of them.
    pub fn shown(&self, frames: &Arc<BoardFrames>) -> Result<Arc<Shown>, ApiError> {
        self.hall.shelf.shown(self.board().key(), frames).ok_or(ApiError::Internal("a board that cannot be read back"))
    }

    /// What is made of this version once, for everybody who asks.
    pub fn document(&self, frames: &Arc<BoardFrames>, kind: Kind, make: impl FnOnce() -> Vec<u8>) -> Document {
        self.hall.shelf.document(self.board().key(), frames, kind, make)
    }
}

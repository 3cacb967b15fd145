//! Boards for readers other than our own page. Everything is made from a version of the board, and so from what is published alone.

mod board_json;
mod board_page;
mod ctftime;
mod document;
mod embed;
mod events;
mod reader;
mod shelf;

use std::{net::IpAddr, sync::Arc};

pub use board_json::board;
pub use board_page::board_page;
pub use ctftime::ctftime;
pub use document::{Document, public};
pub use embed::{embed, style};
pub use events::events;
pub use reader::{Telling, read_on};
pub use shelf::{BoardKey, Kind, Shelf};
use tokio::sync::watch;

use super::{app::App, error::ApiError, viewers};
use crate::{
    export::shown::Shown,
    live::{BoardFrames, ContestView},
};

/// A board that somebody asks for.
pub struct Asked<'a> {
    app: &'a App,
    pub view: &'a ContestView,
    pub skill: usize,
    pub key: BoardKey,
}

impl<'a> Asked<'a> {
    pub fn find(app: &'a App, competition: &str, skill: &str) -> Result<Self, ApiError> {
        let (contest, view) = app.views.find(competition).ok_or(ApiError::NotFound("such competition"))?;
        let skill = view.competition.skill_index(skill).ok_or(ApiError::NotFound("such board"))?;
        Ok(Self::of(app, contest, view, skill))
    }

    pub const fn of(app: &'a App, contest: usize, view: &'a ContestView, skill: usize) -> Self {
        Self { app, view, skill, key: (contest, skill) }
    }

    /// The newest version. Where nobody watches it is made now, but not for everyone who asks.
    pub fn newest(&self) -> Arc<BoardFrames> {
        let board = &self.view.boards[self.skill];
        if !board.is_watched() && self.app.shelf.is_due(self.key) {
            self.view.refresh_board(self.skill, self.app.now());
        }
        board.newest()
    }

    /// The board's bytes, read back once for everything that is made of them.
    pub fn shown(&self, frames: &Arc<BoardFrames>) -> Result<Arc<Shown>, ApiError> {
        self.app.shelf.shown(self.key, frames).ok_or(ApiError::Internal("a board that cannot be read back"))
    }

    /// What is made of this version once, for everybody who asks.
    pub fn document(&self, frames: &Arc<BoardFrames>, kind: Kind, make: impl FnOnce() -> Vec<u8>) -> Document {
        self.app.shelf.document(self.key, frames, kind, make)
    }

    /// For as long as somebody reads on. Like any other viewer it needs a place.
    pub fn follow(&self, address: IpAddr) -> Result<(watch::Receiver<Arc<BoardFrames>>, viewers::Place), ApiError> {
        let place = self.app.viewers.take(address)?;
        let first_viewer = !self.view.boards[self.skill].is_watched();
        let board = self.view.boards[self.skill].subscribe();
        if first_viewer {
            self.view.refresh_board(self.skill, self.app.now());
        }
        Ok((board, place))
    }
}

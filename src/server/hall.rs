//! Where the audience is: what boards are shown with, wherever they come from.

use std::{
    net::IpAddr,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use axum::extract::FromRef;
use tokio::sync::watch;

use super::{
    app::SharedApp,
    entrance::Guests,
    error::ApiError,
    feeds::Shelf,
    metrics::Answers,
    reading_room::ReadingRoom,
    viewers::{Audience, Place, Places},
};
use crate::live::{BoardFrames, Boards, Stage};

#[derive(Clone)]
pub struct Hall(Arc<Inside>);

pub struct Inside {
    pub boards: Box<dyn Boards>,
    pub guests: Arc<Guests>,
    pub viewers: Arc<Places>,
    pub audience: Arc<Audience>,
    pub shelf: Shelf,
    pub readers: Arc<ReadingRoom>,
    pub answers: Answers,
    /// True once the server is stopping.
    pub stopping: watch::Receiver<bool>,
    /// How people reach this server, e.g. `http://192.168.1.20:4160`.
    pub public_url: String,
    /// Where the audience is told another address.
    pub audience_url: OnceLock<String>,
}

impl Hall {
    pub fn new(
        boards: Box<dyn Boards>,
        audience: Audience,
        readers: ReadingRoom,
        stopping: watch::Receiver<bool>,
        public_url: String,
    ) -> Self {
        Self(Arc::new(Inside {
            boards,
            guests: Arc::default(),
            viewers: Arc::default(),
            audience: Arc::new(audience),
            shelf: Shelf::default(),
            readers: Arc::new(readers),
            answers: Answers::default(),
            stopping,
            public_url,
            audience_url: OnceLock::new(),
        }))
    }
}

impl Deref for Hall {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}

impl FromRef<SharedApp> for Hall {
    fn from_ref(app: &SharedApp) -> Self {
        app.hall.clone()
    }
}

impl Inside {
    pub fn find(&self, competition: &str, what: &'static str) -> Result<Arc<Stage>, ApiError> {
        let missing = || if self.boards.is_waiting() { ApiError::NoBoardsYet } else { ApiError::NotFound(what) };
        self.boards.find(competition).ok_or_else(missing)
    }

    /// How the audience reaches this server.
    pub fn audience_url(&self) -> &str {
        self.audience_url.get().unwrap_or(&self.public_url)
    }

    /// The newest version. Where nobody watches it is made now, but not for everyone who asks.
    pub fn newest(&self, stage: &Stage, skill: usize) -> Arc<BoardFrames> {
        let board = &stage.boards[skill];
        if !board.is_watched() && self.shelf.is_due(board.key()) {
            self.boards.refresh(stage, skill);
        }
        board.newest()
    }

    /// For as long as somebody reads on. Like any other viewer it needs a place.
    pub fn follow(&self, stage: &Stage, skill: usize, address: IpAddr) -> Result<(watch::Receiver<Arc<BoardFrames>>, Place), ApiError> {
        let place = self.viewers.take(address)?;
        let first_viewer = !stage.boards[skill].is_watched();
        let board = stage.boards[skill].subscribe();
        if first_viewer {
            self.boards.refresh(stage, skill);
        }
        Ok((board, place))
    }
}

//! Somebody who reads on: what is sent now, and again whenever the board changes, until the server stops.

use std::{
    io::{self, ErrorKind},
    net::IpAddr,
    sync::Arc,
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use futures_util::stream::unfold;
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

use super::{Asked, public};
use crate::{
    live::BoardFrames,
    server::{app::stopped, entrance::Line, error::ApiError, limits::STREAM_KEEP_ALIVE, viewers::Place},
};

/// What a reader is sent of a version; nothing where it has that already. It is asked for when what came before is taken, so whoever is slow
/// gets the newest state, never a backlog.
pub trait Telling: Send + 'static {
    const CONTENT_TYPE: &'static str;
    /// Sent when there was nothing else for a while.
    const ALIVE: &'static str;

    fn tell(&mut self, frames: &Arc<BoardFrames>) -> Option<Bytes>;
}

struct Reader<T> {
    telling: T,
    board: watch::Receiver<Arc<BoardFrames>>,
    stopping: watch::Receiver<bool>,
    line: Arc<Line>,
    taken: watch::Receiver<u64>,
    /// Something was sent, and it is not known that it was taken.
    has_sent: bool,
    _place: Place,
}

/// An answer that goes on. Like any other viewer the reader takes a place.
pub fn read_on<T: Telling>(asked: &Asked<'_>, reader: IpAddr, line: Arc<Line>, telling: T) -> Result<Response, ApiError> {
    let (board, place) = asked.hall.follow(&asked.stage, asked.skill, reader)?;
    let (stopping, taken) = (asked.hall.stopping.clone(), line.go_on());
    let reader = Reader { telling, board, stopping, line, taken, has_sent: false, _place: place };
    let room = Arc::clone(&asked.hall.readers);
    let stream = unfold((room, reader), |(room, mut reader)| async move {
        let (next, reader) = room.run(async move { (reader.next().await, reader) }).await?;
        next.transpose().map(|bytes| (bytes, (room, reader)))
    });
    let mut response = Response::new(Body::from_stream(stream));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(T::CONTENT_TYPE));
    Ok(public(response))
}

impl<T: Telling> Reader<T> {
    /// An error closes the connection at once.
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        if self.has_sent {
            self.until_taken().await?;
        }
        let next = self.news().await;
        self.taken.mark_unchanged();
        self.has_sent = next.is_some();
        Ok(next)
    }

    async fn until_taken(&mut self) -> io::Result<()> {
        tokio::select! {
            taken = timeout(self.line.patience, self.taken.changed()) => match taken {
                Ok(changed) => changed.map_err(io::Error::other),
                Err(_) => Err(ErrorKind::TimedOut.into()),
            },
            () = stopped(&mut self.stopping) => Err(ErrorKind::ConnectionAborted.into()),
        }
    }

    async fn news(&mut self) -> Option<Bytes> {
        loop {
            let frames = Arc::clone(&self.board.borrow_and_update());
            if let Some(bytes) = self.telling.tell(&frames) {
                return Some(bytes);
            }
            tokio::select! {
                changed = self.board.changed() => changed.ok()?,
                () = sleep(STREAM_KEEP_ALIVE) => return Some(Bytes::from_static(T::ALIVE.as_bytes())),
                () = stopped(&mut self.stopping) => return None,
            }
        }
    }
}

//! A viewer on the way from the web server to the audience.

use std::{io, sync::Arc};

use bytes::{Bytes, BytesMut};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use rustls::ServerConnection;
use tokio::sync::watch;
use tokio_rustls::server::TlsStream;

use super::{places::Place, stream::Stream};
use crate::{
    live::{BoardFrames, BoardKey},
    server::entrance::Watched,
};

/// What somebody wants to watch.
pub struct Wish {
    pub key: BoardKey,
    pub board: watch::Receiver<Arc<BoardFrames>>,
    pub deflated: bool,
}

pub struct Arrival {
    pub stream: Stream,
    /// What came behind the handshake.
    pub unread: Bytes,
    pub wish: Wish,
    pub place: Place,
}

impl Arrival {
    /// Takes the socket out of everything that was around it.
    pub fn new(upgraded: Upgraded, wish: Wish, place: Place) -> io::Result<Self> {
        let (tcp, tls, unread) = match upgraded.downcast::<TokioIo<Watched>>() {
            Ok(parts) => (parts.io.into_inner(), None, parts.read_buf),
            Err(other) => {
                let parts = other.downcast::<TokioIo<TlsStream<Watched>>>().map_err(|_| io::Error::other("an unknown transport"))?;
                let (tcp, tls) = parts.io.into_inner().into_inner();
                (tcp, Some(Box::<ServerConnection>::new(tls)), parts.read_buf)
            }
        };
        let stream = Stream::new(tcp.into_inner().into_std()?, tls)?;
        // A copy: it may be a small part of a large buffer.
        let unread = BytesMut::from(&unread[..]).freeze();
        Ok(Self { stream, unread, wish, place })
    }
}

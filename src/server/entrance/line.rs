//! A connection's socket, watched: whether the other end takes what it is sent.

use std::{
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{
            AtomicBool,
            Ordering::{Acquire, Release},
        },
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use rustix::net::sockopt;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::watch,
    time::{Sleep, sleep},
};

use crate::server::limits::VIEWER_SEND_BUFFER_BYTES;

/// What an answer that goes on knows of its socket, and the socket of it.
pub struct Line {
    pub patience: Duration,
    goes_on: AtomicBool,
    /// How often the system has taken all there was.
    taken: watch::Sender<u64>,
}

impl Line {
    #[must_use]
    pub fn new(patience: Duration) -> Self {
        Self { patience, goes_on: AtomicBool::new(false), taken: watch::Sender::new(0) }
    }

    /// The answer goes on for as long as somebody reads; changes when all of it that there was has been taken.
    #[must_use]
    pub fn go_on(&self) -> watch::Receiver<u64> {
        self.goes_on.store(true, Release);
        self.taken.subscribe()
    }

    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.goes_on.load(Acquire)
    }
}

pub struct Watched {
    tcp: TcpStream,
    line: Arc<Line>,
    is_bounded: bool,
    /// While something is not taken: the end of patience.
    stuck: Option<Pin<Box<Sleep>>>,
}

impl Watched {
    #[must_use]
    pub const fn new(tcp: TcpStream, line: Arc<Line>) -> Self {
        Self { tcp, line, is_bounded: false, stuck: None }
    }

    #[must_use]
    pub fn into_inner(self) -> TcpStream {
        self.tcp
    }

    /// What the system keeps for somebody who reads on is bounded, and not for long: like a viewer.
    fn bound(&mut self) -> io::Result<()> {
        if !self.is_bounded && self.line.goes_on() {
            self.is_bounded = true;
            sockopt::set_socket_send_buffer_size(&self.tcp, VIEWER_SEND_BUFFER_BYTES)?;
            sockopt::set_tcp_user_timeout(&self.tcp, u32::try_from(self.line.patience.as_millis()).unwrap_or(u32::MAX))?;
        }
        Ok(())
    }

    fn in_time(&mut self, context: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.stuck = None;
            return written;
        }
        let patience = self.line.patience;
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(stuck.as_mut().poll(context));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(context, buffer)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.bound()?;
        let written = Pin::new(&mut self.tcp).poll_write(context, bytes);
        self.in_time(context, written)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.bound()?;
        let written = Pin::new(&mut self.tcp).poll_write_vectored(context, bytes);
        self.in_time(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    /// Asked for when everything before it was written.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.tcp).poll_flush(context))?;
        if self.line.goes_on() {
            self.line.taken.send_modify(|times| *times += 1);
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}

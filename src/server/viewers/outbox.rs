//! What is on its way to one viewer: at most one frame of the board, and a few bytes besides.

use std::{io, time::Instant};

use bytes::{Buf, Bytes};

use super::stream::Stream;
use crate::server::limits::VIEWER_SIDE_MAX_BYTES;

#[derive(Default)]
pub struct Outbox {
    /// What is left of a frame that the socket did not take whole. Its bytes are everybody's.
    rest: Bytes,
    /// Small frames that are this viewer's alone; they go out between the board's.
    side: Vec<u8>,
    stuck_since: Option<Instant>,
}

impl Outbox {
    /// Since when something has not been taken.
    #[must_use]
    pub const fn stuck_since(&self) -> Option<Instant> {
        self.stuck_since
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stuck_since.is_none() && self.rest.is_empty() && self.side.is_empty()
    }

    /// A frame of the board, only while nothing is stuck.
    pub fn send(&mut self, stream: &mut Stream, frame: &Bytes) -> io::Result<()> {
        let taken = stream.write(frame)?;
        if taken < frame.len() {
            self.rest = frame.slice(taken..);
        }
        self.settle(stream)
    }

    /// Whole frames of this viewer's own. False: there are too many already.
    pub fn put_beside(&mut self, frames: &[u8]) -> bool {
        let fits = self.side.len() + frames.len() <= VIEWER_SIDE_MAX_BYTES;
        if fits {
            self.side.extend_from_slice(frames);
        }
        fits
    }

    /// Writes what fits.
    pub fn go_on(&mut self, stream: &mut Stream) -> io::Result<()> {
        loop {
            while !self.rest.is_empty() {
                let taken = stream.write(&self.rest)?;
                if taken == 0 {
                    return self.settle(stream);
                }
                self.rest.advance(taken);
            }
            if self.side.is_empty() {
                return self.settle(stream);
            }
            // The frame before is out: it has its time, and this one its own.
            self.stuck_since = None;
            self.rest = std::mem::take(&mut self.side).into();
        }
    }

    fn settle(&mut self, stream: &mut Stream) -> io::Result<()> {
        let done = self.rest.is_empty() && stream.flush()?;
        if done {
            (self.rest, self.stuck_since) = (Bytes::new(), None);
        } else if self.stuck_since.is_none() {
            self.stuck_since = Some(Instant::now());
        }
        Ok(())
    }
}

//! One viewer: what it holds, what it says, when it is sent away.

use std::{
    io::{self, ErrorKind},
    time::{Duration, Instant},
};

use bytes::Bytes;

use super::{
    ear::{Ear, Heard},
    outbox::Outbox,
    places::Place,
    stream::Stream,
};
use crate::{
    competition::Text,
    live::Frame,
    server::{
        limits::{
            CLOSE_TIMEOUT, PING_INTERVAL, SEND_TIMEOUT, VIEWER_FRAMES_MAX_PER_MINUTE, VIEWER_RESYNCS_MAX_PER_MINUTE,
            WRONG_MESSAGES_MAX_PER_MINUTE,
        },
        wrong_messages::WrongMessages,
    },
    wire::{BoardMessage, Closing, Source},
};

/// An empty ping.
const PING: [u8; 2] = [0x89, 0];
const PONG: u8 = 0x8a;
const CLOSE: u8 = 0x88;
/// Close codes of RFC 6455.
const GOING_AWAY: u16 = 1001;
const AGAINST_THE_RULES: u16 = 1008;

pub struct Viewer {
    pub feed: usize,
    /// Where it is in its feed's list.
    pub seat: usize,
    /// The version it has; 0 for none.
    pub held: u64,
    pub deflated: bool,
    stream: Stream,
    out: Outbox,
    ear: Ear,
    /// When something was last heard from it, or sent: the system itself gives up a peer that does not acknowledge what it is sent.
    in_touch: Instant,
    pinged: Option<Instant>,
    frames: WrongMessages,
    resyncs: WrongMessages,
    wrong: WrongMessages,
    /// Everything is said; until then it may take what is on its way.
    closing_until: Option<Instant>,
    is_finished: bool,
    _place: Place,
}

/// The viewer is gone, or is to be let go.
pub struct Gone;

impl From<io::Error> for Gone {
    fn from(_: io::Error) -> Self {
        Self
    }
}

impl Viewer {
    pub fn new(stream: Stream, deflated: bool, place: Place, now: Instant) -> Self {
        Self {
            feed: 0,
            seat: 0,
            held: 0,
            deflated,
            stream,
            out: Outbox::default(),
            ear: Ear::default(),
            in_touch: now,
            pinged: None,
            frames: WrongMessages::default(),
            resyncs: WrongMessages::default(),
            wrong: WrongMessages::default(),
            closing_until: None,
            is_finished: false,
            _place: place,
        }
    }

    pub const fn stream(&mut self) -> &mut Stream {
        &mut self.stream
    }

    /// Whether it can be sent something now.
    pub fn is_free(&self) -> bool {
        self.out.stuck_since().is_none() && self.closing_until.is_none()
    }

    /// What brings it to `version`; only when it [is free](Self::is_free).
    pub fn show(&mut self, version: u64, frames: &Bytes, now: Instant) -> Result<(), Gone> {
        (self.held, self.in_touch, self.pinged) = (version, now, None);
        Ok(self.out.send(&mut self.stream, frames)?)
    }

    /// Whether its board's origin is heard. Who has no room for that is slow, and sees no newer board either.
    pub fn tell_silence(&mut self, silent: Option<Duration>) -> Result<(), Gone> {
        let silent_ms = silent.map(|silent| u64::try_from(silent.as_millis()).unwrap_or(u64::MAX));
        self.out.put_beside(&Frame::new(&BoardMessage::Source(Source { silent_ms })).bytes(false));
        self.go_on()
    }

    /// There is room again.
    pub fn go_on(&mut self) -> Result<(), Gone> {
        self.out.go_on(&mut self.stream)?;
        if self.closing_until.is_some() && self.out.is_empty() && !self.is_finished {
            // Once: the system tells of it as if there were room again.
            self.is_finished = true;
            self.stream.finish();
        }
        Ok(())
    }

    /// Reads at most one buffer. `Ok(true)`: there may be more.
    pub fn read(&mut self, buffer: &mut [u8], now: Instant) -> Result<bool, Gone> {
        match self.stream.read(buffer) {
            Ok(0) => Err(Gone),
            Ok(length) => self.hear(&buffer[..length], now).map(|()| true),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(false),
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(true),
            Err(_) => Err(Gone),
        }
    }

    pub fn hear(&mut self, bytes: &[u8], now: Instant) -> Result<(), Gone> {
        if self.closing_until.is_some() {
            return Ok(());
        }
        (self.in_touch, self.pinged) = (now, None);
        let mut heard = Vec::new();
        let end = self.ear.take(bytes, |one| heard.push(one));
        for one in heard {
            self.answer(one, now)?;
            if self.closing_until.is_some() {
                return Ok(());
            }
        }
        match end {
            Ok(()) => Ok(()),
            Err(breach) => self.close(&close_frame(Some(breach as u16)), now),
        }
    }

    fn answer(&mut self, heard: Heard, now: Instant) -> Result<(), Gone> {
        if self.frames.too_many(VIEWER_FRAMES_MAX_PER_MINUTE) {
            return self.send_away(now);
        }
        match heard {
            Heard::Pong => Ok(()),
            Heard::Ping(payload) => {
                let mut pong = vec![PONG, u8::try_from(payload.len()).map_err(|_| Gone)?];
                pong.extend(payload);
                // A ping that is answered by none is no fault: another one will be.
                self.out.put_beside(&pong);
                self.go_on()
            }
            Heard::Close(code) => self.close(&close_frame(code), now),
            Heard::Resync if self.resyncs.too_many(VIEWER_RESYNCS_MAX_PER_MINUTE) => self.send_away(now),
            Heard::Resync => {
                self.held = 0;
                Ok(())
            }
            Heard::Unknown if self.wrong.too_many(WRONG_MESSAGES_MAX_PER_MINUTE) => self.send_away(now),
            Heard::Unknown => {
                let message = Text::new("无法识别的消息", "a viewer may only send resync");
                let error = BoardMessage::Error(Closing { code: "unknown-message", message });
                if self.out.put_beside(&Frame::new(&error).bytes(false)) { self.go_on() } else { self.send_away(now) }
            }
        }
    }

    fn send_away(&mut self, now: Instant) -> Result<(), Gone> {
        self.part("too-many-errors", Text::new("错误消息过多", "too many wrong messages"), AGAINST_THE_RULES, now)
    }

    pub fn stop(&mut self, now: Instant) -> Result<(), Gone> {
        self.part("stopping", Text::new("服务器正在停止", "the server is stopping"), GOING_AWAY, now)
    }

    fn part(&mut self, code: &'static str, message: Text, close: u16, now: Instant) -> Result<(), Gone> {
        let mut last = Frame::new(&BoardMessage::Closing(Closing { code, message })).bytes(false).to_vec();
        last.extend(close_frame(Some(close)));
        self.close(&last, now)
    }

    fn close(&mut self, last: &[u8], now: Instant) -> Result<(), Gone> {
        if self.closing_until.is_none() {
            self.closing_until = Some(now + CLOSE_TIMEOUT);
            self.out.put_beside(last);
            self.go_on()?;
        }
        Ok(())
    }

    /// Looks at its times; from time to time a sign of life is asked for.
    pub fn check(&mut self, now: Instant) -> Result<(), Gone> {
        let has_passed = |since: Option<Instant>, time: Duration| since.is_some_and(|since| now.duration_since(since) >= time);
        if self.closing_until.is_some_and(|until| now >= until) || has_passed(self.out.stuck_since(), SEND_TIMEOUT) {
            return Err(Gone);
        }
        if has_passed(Some(self.in_touch), PING_INTERVAL * 2) {
            return Err(Gone);
        }
        if has_passed(Some(self.pinged.unwrap_or(self.in_touch)), PING_INTERVAL) && self.is_free() {
            self.pinged = Some(now);
            self.out.put_beside(&PING);
            self.go_on()?;
        }
        Ok(())
    }
}

fn close_frame(code: Option<u16>) -> Vec<u8> {
    let code = code.map(u16::to_be_bytes);
    let payload = code.as_ref().map_or(&[][..], |code| &code[..]);
    [&[CLOSE, u8::try_from(payload.len()).unwrap_or(0)], payload].concat()
}

#[cfg(test)]
mod tests {
    use std::{
        io::Read,
        net::{TcpListener, TcpStream},
        sync::Arc,
    };

    use mio::{Events, Poll, Token};

    use super::*;
    use crate::server::viewers::Places;

    /// A viewer, and its end of the line.
    fn viewer(now: Instant) -> (Viewer, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let stream = Stream::new(listener.accept().unwrap().0, None).unwrap();
        let place = Arc::new(Places::default()).take("127.0.0.1".parse().unwrap()).unwrap();
        (Viewer::new(stream, false, place, now), line)
    }

    #[test]
    fn who_is_silent_is_asked_once_and_let_go_at_the_second_interval() {
        let begun = Instant::now();
        let (mut viewer, mut line) = viewer(begun);
        let at = |seconds: u64| begun + Duration::from_secs(seconds);
        for second in 0..50 {
            assert!(viewer.check(at(second)).is_ok(), "{second}");
        }
        let mut ping = [0; 2];
        line.read_exact(&mut ping).unwrap();
        assert_eq!(ping, PING);
        line.set_nonblocking(true).unwrap();
        assert_eq!(line.read(&mut ping).unwrap_err().kind(), ErrorKind::WouldBlock, "one ping");
        // A sign of life begins everything anew.
        let pong = [0x8a, 0x80, 0, 0, 0, 0];
        assert!(viewer.hear(&pong, at(49)).is_ok());
        assert!(viewer.check(at(50)).is_ok() && viewer.check(at(98)).is_ok());
        assert!(viewer.check(at(99)).is_err());
    }

    #[test]
    fn who_is_sent_frames_is_not_asked() {
        let begun = Instant::now();
        let (mut viewer, mut line) = viewer(begun);
        let at = |seconds: u64| begun + Duration::from_secs(seconds);
        for second in (20..200).step_by(20) {
            assert!(viewer.show(second, &vec![0x81, 0].into(), at(second)).is_ok() && viewer.check(at(second + 19)).is_ok());
        }
        let mut frames = [0; 18];
        line.read_exact(&mut frames).unwrap();
        assert_eq!(frames, [0x81, 0].repeat(9)[..], "no ping among them");
        assert!(viewer.check(at(180 + 49)).is_ok() && viewer.check(at(180 + 50)).is_err());
    }

    /// Somebody who is told to go and stays keeps nobody busy.
    #[test]
    fn a_viewer_that_is_closed_makes_no_more_events() {
        let (mut viewer, _line) = viewer(Instant::now());
        let (mut poll, mut events) = (Poll::new().unwrap(), Events::with_capacity(8));
        viewer.stream().register(poll.registry(), Token(0)).unwrap();
        assert!(viewer.stop(Instant::now()).is_ok());
        let quiet = (0..100).any(|_| {
            poll.poll(&mut events, Some(Duration::ZERO)).unwrap();
            events.iter().for_each(|_| assert!(viewer.go_on().is_ok()));
            events.is_empty()
        });
        assert!(quiet, "it was never quiet");
    }

    #[test]
    fn who_does_not_take_a_frame_is_let_go_though_it_takes_some_of_it() {
        let (mut viewer, mut line) = viewer(Instant::now());
        assert!(viewer.show(7, &vec![0x81; 8 << 20].into(), Instant::now()).is_ok());
        let begun = viewer.out.stuck_since().expect("more than a socket takes");
        assert!(!viewer.is_free());
        let mut some = vec![0; 32 << 10];
        line.read_exact(&mut some).unwrap();
        assert!(viewer.go_on().is_ok());
        assert_eq!(viewer.out.stuck_since(), Some(begun));
        assert!(viewer.check(begun + SEND_TIMEOUT / 2).is_ok());
        assert!(viewer.check(begun + SEND_TIMEOUT).is_err());
    }
}

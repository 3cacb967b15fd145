//! The audience's event loop. Everything in it is done in small steps, so that a full hall, a flood of newcomers and those who talk too
//! much wait for one another no longer than a step takes.

use std::{
    collections::HashMap,
    io::ErrorKind,
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use mio::{Events, Poll, Token, Waker};

use super::{
    arrival::{Arrival, Wish},
    audience::Order,
    crowd::Crowd,
    feed::Feed,
    viewer::{Gone, Viewer},
};
use crate::{
    live::BoardKey,
    server::limits::{BOARD_KEPT_WARM, CLOSE_TIMEOUT},
};

pub(super) const DOORBELL: Token = Token(usize::MAX);

/// Viewers that are written to between two looks at what else there is.
const STEP_VIEWERS: usize = 256;

/// Newcomers that are let in between two such looks.
const STEP_ARRIVALS: usize = 64;

const EVENTS_MAX: usize = 1_024;

/// Read from a viewer at once, in bytes.
const READ_BYTES: usize = 4 << 10;

/// The times of a part of all viewers are looked at this often, of everybody in `CHECK_PARTS` times that.
const CHECK_INTERVAL: Duration = Duration::from_millis(50);
const CHECK_PARTS: usize = 10;

pub struct Hub {
    poll: Poll,
    /// Held until the end: what a doorbell that is gone has rung is not heard any more.
    _doorbell: Arc<Waker>,
    inbox: mpsc::Receiver<Order>,
    crowd: Crowd,
    feeds: Vec<Option<Feed>>,
    /// Boards whose origin is silent, and when it was heard last.
    silent: HashMap<BoardKey, Instant>,
    /// Who may have more to say.
    talking: Vec<usize>,
    has_orders: bool,
    checked: usize,
    next_check: Instant,
    stopping_until: Option<Instant>,
}

impl Hub {
    pub fn new(poll: Poll, doorbell: Arc<Waker>, inbox: mpsc::Receiver<Order>) -> Self {
        Self {
            poll,
            _doorbell: doorbell,
            inbox,
            crowd: Crowd::default(),
            feeds: Vec::new(),
            silent: HashMap::new(),
            talking: Vec::new(),
            has_orders: false,
            checked: 0,
            next_check: Instant::now(),
            stopping_until: None,
        }
    }

    pub fn run(mut self) {
        let mut events = Events::with_capacity(EVENTS_MAX);
        loop {
            match self.poll.poll(&mut events, self.patience()) {
                Err(error) if error.kind() != ErrorKind::Interrupted => {
                    tracing::error!(%error, "the audience is lost");
                    return;
                }
                _ => {}
            }
            let now = Instant::now();
            for event in events.iter().filter(|event| event.token() != DOORBELL) {
                let number = event.token().0;
                if event.is_writable() {
                    self.with(number, Viewer::go_on);
                    self.catch_up(number, now);
                }
                if event.is_readable() || event.is_read_closed() || event.is_error() {
                    self.listen(number, now);
                }
            }
            for number in std::mem::take(&mut self.talking) {
                self.listen(number, now);
            }
            self.take_orders(now);
            self.show_boards(now);
            if now >= self.next_check {
                self.check(now);
            }
            if self.stopping_until.is_some_and(|until| now >= until || self.crowd.is_empty()) {
                return;
            }
        }
    }

    fn patience(&self) -> Option<Duration> {
        let busy = self.has_orders || !self.talking.is_empty() || self.feeds.iter().flatten().any(Feed::is_under_way);
        match (busy, self.feeds.is_empty() && self.stopping_until.is_none()) {
            (true, _) => Some(Duration::ZERO),
            (false, true) => None,
            (false, false) => Some(self.next_check.saturating_duration_since(Instant::now())),
        }
    }

    fn take_orders(&mut self, now: Instant) {
        self.has_orders = false;
        for _ in 0..STEP_ARRIVALS {
            match self.inbox.try_recv() {
                Ok(Order::Welcome(arrival)) => self.welcome(*arrival, now),
                Ok(Order::HeardLast(boards, heard)) => self.note_silence(&boards, heard, now),
                Ok(Order::Stop) => self.stop(now),
                Err(_) => return,
            }
        }
        self.has_orders = true;
    }

    fn welcome(&mut self, arrival: Arrival, now: Instant) {
        if self.stopping_until.is_some() {
            return;
        }
        let number = self.crowd.add(Viewer::new(arrival.stream, arrival.wish.deflated, arrival.place, now));
        let feed = self.feed_for(arrival.wish, now);
        let seats = &mut self.feeds[feed].as_mut().expect("`feed_for` answers with a feed that is there").viewers;
        let viewer = self.crowd.get(number).expect("`add` gave this number, and nobody has left since");
        (viewer.feed, viewer.seat) = (feed, seats.len());
        seats.push(number);
        let registered = viewer.stream().register(self.poll.registry(), Token(number));
        self.with(number, |viewer| {
            registered?;
            viewer.hear(&arrival.unread, now)
        });
        self.catch_up(number, now);
        let silent_since = self.feeds[feed].as_ref().and_then(|feed| self.silent.get(&feed.key)).copied();
        if let Some(since) = silent_since {
            self.with(number, |viewer| viewer.tell_silence(Some(now.duration_since(since))));
        }
        // With TLS something may have been read already.
        self.talking.push(number);
    }

    fn note_silence(&mut self, boards: &[BoardKey], heard: Option<Instant>, now: Instant) {
        for board in boards {
            match heard {
                Some(at) => self.silent.insert(*board, at),
                None => self.silent.remove(board),
            };
        }
        let of_them = self.feeds.iter().flatten().filter(|feed| boards.contains(&feed.key));
        for number in of_them.flat_map(|feed| feed.viewers.clone()).collect::<Vec<_>>() {
            self.with(number, |viewer| viewer.tell_silence(heard.map(|at| now.duration_since(at))));
        }
    }

    fn feed_for(&mut self, wish: Wish, now: Instant) -> usize {
        let found = Feed::new(wish.key, wish.board);
        let same = |feed: &Feed| feed.key == found.key && feed.window == found.window;
        if let Some(at) = self.feeds.iter().position(|feed| feed.as_ref().is_some_and(same)) {
            if let Some(feed) = &mut self.feeds[at] {
                feed.empty_since = None;
            }
            return at;
        }
        if self.feeds.is_empty() {
            self.next_check = now;
        }
        let at = self.feeds.iter().position(Option::is_none).unwrap_or(self.feeds.len());
        if at == self.feeds.len() {
            self.feeds.push(None);
        }
        self.feeds[at] = Some(found);
        at
    }

    /// Sends the newest versions on, to a part of those who have not got them.
    fn show_boards(&mut self, now: Instant) {
        for at in 0..self.feeds.len() {
            let Some(feed) = &mut self.feeds[at] else { continue };
            if feed.look() {
                for &number in &feed.viewers {
                    self.crowd.get(number).into_iter().for_each(|viewer| viewer.held = 0);
                }
            }
            for _ in 0..STEP_VIEWERS {
                let Some(number) = self.feeds[at].as_mut().and_then(Feed::next) else { break };
                self.catch_up(number, now);
            }
        }
    }

    /// Whoever is not busy with an older frame is sent what leads to the newest version.
    fn catch_up(&mut self, number: usize, now: Instant) {
        let Some(viewer) = self.crowd.get(number) else { return };
        let Some(feed) = &mut self.feeds[viewer.feed] else { return };
        if viewer.held != feed.version() && viewer.is_free() {
            let bytes = feed.bytes_since(viewer.held, viewer.deflated);
            if viewer.show(feed.version(), &bytes, now).is_err() {
                self.let_go(number);
            }
        }
    }

    fn listen(&mut self, number: usize, now: Instant) {
        let mut buffer = [0; READ_BYTES];
        let mut more = false;
        self.with(number, |viewer| {
            more = viewer.read(&mut buffer, now)?;
            Ok(())
        });
        if more {
            self.talking.push(number);
        }
        self.catch_up(number, now);
    }

    fn check(&mut self, now: Instant) {
        self.next_check = now + CHECK_INTERVAL;
        let part = self.crowd.numbers().div_ceil(CHECK_PARTS);
        for number in self.checked..self.crowd.numbers().min(self.checked + part) {
            self.with(number, |viewer| viewer.check(now));
        }
        self.checked = if self.checked + part >= self.crowd.numbers() { 0 } else { self.checked + part };
        for feed in &mut self.feeds {
            if feed.as_ref().is_some_and(|feed| feed.empty_since.is_some_and(|since| now.duration_since(since) >= BOARD_KEPT_WARM)) {
                *feed = None;
            }
        }
        if self.feeds.iter().all(Option::is_none) {
            self.feeds.clear();
        }
    }

    fn stop(&mut self, now: Instant) {
        self.stopping_until = Some(now + CLOSE_TIMEOUT);
        self.next_check = now;
        for number in 0..self.crowd.numbers() {
            self.with(number, |viewer| viewer.stop(now));
        }
    }

    fn with(&mut self, number: usize, act: impl FnOnce(&mut Viewer) -> Result<(), Gone>) {
        if self.crowd.get(number).is_some_and(|viewer| act(viewer).is_err()) {
            self.let_go(number);
        }
    }

    /// Closes the socket; the system takes it out of the event queue.
    fn let_go(&mut self, number: usize) {
        let Some(gone) = self.crowd.remove(number) else { return };
        let Some(feed) = &mut self.feeds[gone.feed] else { return };
        feed.remove(gone.seat);
        if let Some(&moved) = feed.viewers.get(gone.seat)
            && let Some(viewer) = self.crowd.get(moved)
        {
            viewer.seat = gone.seat;
        }
        if feed.viewers.is_empty() {
            feed.empty_since = Some(Instant::now());
        }
    }
}

//! The thread of the viewers, and how others reach it.

use std::{
    io,
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::Instant,
};

use mio::{Poll, Waker};
use thread_priority::{NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy, set_thread_priority_and_policy, thread_native_id};

use super::{
    arrival::Arrival,
    hub::{DOORBELL, Hub},
};
use crate::live::{Bell, BoardKey};

pub(super) enum Order {
    Welcome(Box<Arrival>),
    /// The server that makes these boards was heard last then; nothing: it is heard.
    HeardLast(Vec<BoardKey>, Option<Instant>),
    Stop,
}

pub struct Audience {
    orders: mpsc::Sender<Order>,
    waker: Arc<Waker>,
}

impl Audience {
    /// # Errors
    /// When the system has no thread or no event queue to give.
    pub fn start(bell: &Bell) -> io::Result<(Self, JoinHandle<()>)> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), DOORBELL)?);
        let heard = Arc::clone(&waker);
        bell.hang(move || ring(&heard));
        let (orders, inbox) = mpsc::channel();
        let hub = Hub::new(poll, Arc::clone(&waker), inbox);
        let thread = std::thread::Builder::new().name("audience".to_owned()).spawn(move || {
            step_back();
            hub.run();
        })?;
        Ok((Self { orders, waker }, thread))
    }

    pub(super) fn welcome(&self, arrival: Arrival) {
        self.tell(Order::Welcome(Box::new(arrival)));
    }

    /// Tells the viewers of these boards since when their origin is silent, or that it is heard again.
    pub fn hears_of(&self, boards: Vec<BoardKey>, heard: Option<Instant>) {
        self.tell(Order::HeardLast(boards, heard));
    }

    /// Tells every viewer, and ends the thread soon after.
    pub fn stop(&self) {
        self.tell(Order::Stop);
    }

    fn tell(&self, order: Order) {
        // After the end nobody listens: what was sent is dropped, and its socket closed.
        let _ = self.orders.send(order);
        ring(&self.waker);
    }
}

impl Drop for Audience {
    fn drop(&mut self) {
        self.stop();
    }
}

fn ring(waker: &Waker) {
    if let Err(error) = waker.wake() {
        tracing::error!(%error, "the audience does not hear");
    }
}

/// Judges come first: whatever else has work takes the processor from an idle-class thread at once, where a merely nice one keeps it for a slice
/// of some milliseconds.
fn step_back() {
    let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
    if let Err(error) = set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle) {
        tracing::warn!(%error, "the audience has the priority of the judges");
    }
}

//! Connections without a place: how many there may be, in all and from one address, and who leaves when there are more.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{
            AtomicBool, AtomicU64, AtomicUsize,
            Ordering::{AcqRel, Acquire, Relaxed},
        },
    },
};

use tokio::sync::Notify;

use crate::server::{
    limits::{GUESTS_MAX, GUESTS_PER_ADDRESS_MAX},
    viewers::network,
};

pub struct Guests {
    in_all_max: AtomicUsize,
    per_address_max: AtomicUsize,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    in_all: usize,
    turns: u64,
    by_address: HashMap<IpAddr, OfAddress>,
}

#[derive(Default)]
struct OfAddress {
    seats: usize,
    /// Those who are waited for, longest first. Whoever waits for us is not sent away.
    waiting: BTreeMap<u64, Arc<Seat>>,
}

#[derive(Default)]
struct Seat {
    sent_away: Notify,
    is_free: AtomicBool,
}

/// One connection. Its seat is free again when it is dropped, at the latest.
pub struct Guest {
    guests: Arc<Guests>,
    address: IpAddr,
    seat: Arc<Seat>,
    /// Since when it is waited for, in turns; only looked at with `inside` locked.
    turn: AtomicU64,
}

impl Default for Guests {
    fn default() -> Self {
        Self {
            in_all_max: AtomicUsize::new(GUESTS_MAX),
            per_address_max: AtomicUsize::new(GUESTS_PER_ADDRESS_MAX),
            inside: Mutex::default(),
        }
    }
}

impl Guests {
    /// Other numbers than the usual ones.
    pub fn allow(&self, in_all: usize, per_address: usize) {
        self.in_all_max.store(in_all, Relaxed);
        self.per_address_max.store(per_address, Relaxed);
    }

    /// `None` where all seats are taken by those who wait for us.
    #[must_use]
    pub fn let_in(self: &Arc<Self>, address: IpAddr) -> Option<Guest> {
        let address = network(address);
        let mut inside = self.inside();
        let of_address = inside.by_address.get(&address).map_or(0, |of_address| of_address.seats);
        let crowded = if of_address >= self.per_address_max.load(Relaxed) {
            Some(address)
        } else if inside.in_all >= self.in_all_max.load(Relaxed) {
            Some(inside.busiest()?)
        } else {
            None
        };
        if let Some(crowded) = crowded {
            inside.send_away_from(crowded)?;
        }
        inside.in_all += 1;
        inside.by_address.entry(address).or_default().seats += 1;
        let guest = Guest { guests: Arc::clone(self), address, seat: Arc::default(), turn: AtomicU64::new(0) };
        guest.wait_in(&mut inside);
        Some(guest)
    }

    /// How many there are.
    #[must_use]
    pub fn seated(&self) -> usize {
        self.inside().in_all
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    /// Among the addresses that somebody can be sent away from, the one with the most seats.
    fn busiest(&self) -> Option<IpAddr> {
        let some_wait = self.by_address.iter().filter(|(_, of_address)| !of_address.waiting.is_empty());
        some_wait.max_by_key(|(_, of_address)| of_address.seats).map(|(address, _)| *address)
    }

    fn send_away_from(&mut self, address: IpAddr) -> Option<()> {
        let (_, seat) = self.by_address.get_mut(&address)?.waiting.pop_first()?;
        seat.sent_away.notify_one();
        self.free(address, &seat);
        Some(())
    }

    fn free(&mut self, address: IpAddr, seat: &Seat) {
        if seat.is_free.swap(true, AcqRel) {
            return;
        }
        self.in_all -= 1;
        if let Some(of_address) = self.by_address.get_mut(&address) {
            of_address.seats -= 1;
            if of_address.seats == 0 {
                self.by_address.remove(&address);
            }
        }
    }
}

impl Guest {
    /// It is waited for: for a handshake, a request, or to take an answer.
    pub fn waits(&self) {
        self.wait_in(&mut self.guests.inside());
    }

    fn wait_in(&self, inside: &mut Inside) {
        self.stand_up(inside);
        if self.seat.is_free.load(Acquire) {
            return;
        }
        inside.turns += 1;
        self.turn.store(inside.turns, Relaxed);
        if let Some(of_address) = inside.by_address.get_mut(&self.address) {
            of_address.waiting.insert(inside.turns, Arc::clone(&self.seat));
        }
    }

    /// It waits for us.
    pub fn is_served(&self) {
        self.stand_up(&mut self.guests.inside());
    }

    fn stand_up(&self, inside: &mut Inside) {
        if let Some(of_address) = inside.by_address.get_mut(&self.address) {
            of_address.waiting.remove(&self.turn.load(Relaxed));
        }
    }

    /// It has a place of another kind.
    pub fn leave(&self) {
        let mut inside = self.guests.inside();
        self.stand_up(&mut inside);
        inside.free(self.address, &self.seat);
    }

    /// Returns when it must leave for somebody else.
    pub async fn sent_away(&self) {
        self.seat.sent_away.notified().await;
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    fn is_gone(guest: &Guest) -> bool {
        guest.sent_away().now_or_never().is_some()
    }

    #[test]
    fn who_has_waited_longest_at_the_busiest_address_leaves() {
        let guests = Arc::new(Guests::default());
        guests.allow(4, 3);
        let come = |address: &str| guests.let_in(address.parse().unwrap());
        let crowd: Vec<Guest> = (0..3).map(|_| come("10.0.0.1").unwrap()).collect();
        let judge = come("10.0.0.2").unwrap();
        crowd[0].is_served();
        let other = come("10.0.0.3").unwrap();
        assert_eq!(guests.seated(), 4);
        assert_eq!([&crowd[0], &crowd[1], &crowd[2], &judge, &other].map(is_gone), [false, true, false, false, false]);
        // A request renews the turn; an address that is full sends away its own.
        drop(other);
        crowd[0].waits();
        let more = [come("10.0.0.1").unwrap(), come("10.0.0.1").unwrap()];
        assert_eq!([&crowd[0], &crowd[2], &more[0], &more[1], &judge].map(is_gone), [false, true, false, false, false]);
        drop((crowd, more));
        assert_eq!(guests.seated(), 1);
        judge.leave();
        drop(judge);
        assert_eq!((guests.seated(), guests.inside().by_address.len()), (0, 0));
    }

    #[test]
    fn who_waits_for_us_is_not_sent_away() {
        let guests = Arc::new(Guests::default());
        guests.allow(3, 2);
        let come = |address: &str| guests.let_in(address.parse().unwrap());
        let served: Vec<Guest> = (0..2).map(|_| come("10.0.0.1").unwrap()).collect();
        served.iter().for_each(Guest::is_served);
        assert!(come("10.0.0.1").is_none(), "two of one address");
        let last = come("10.0.0.2").unwrap();
        last.is_served();
        assert!(come("10.0.0.3").is_none(), "three in all");
        last.waits();
        assert!(come("10.0.0.3").is_some() && is_gone(&last));
        assert!(!served.iter().any(is_gone));
    }
}

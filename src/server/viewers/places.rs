//! How many may watch: in all, and from one address.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use crate::server::{
    error::ApiError,
    limits::{VIEWERS_MAX, VIEWERS_PER_ADDRESS_MAX},
};

pub struct Places {
    in_all_max: AtomicUsize,
    per_address_max: AtomicUsize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    in_all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// Given back when it is dropped.
pub struct Place {
    places: Arc<Places>,
    address: IpAddr,
}

impl Default for Places {
    fn default() -> Self {
        let per_address_max = AtomicUsize::new(VIEWERS_PER_ADDRESS_MAX);
        Self { in_all_max: AtomicUsize::new(VIEWERS_MAX), per_address_max, taken: Mutex::default() }
    }
}

impl Places {
    /// Other numbers than the usual ones.
    pub fn allow(&self, in_all: usize, per_address: usize) {
        self.in_all_max.store(in_all, Relaxed);
        self.per_address_max.store(per_address, Relaxed);
    }

    /// # Errors
    /// When there is no place left.
    pub fn take(self: &Arc<Self>, address: IpAddr) -> Result<Place, ApiError> {
        let address = network(address);
        let mut taken = self.taken();
        if taken.in_all >= self.in_all_max.load(Relaxed) {
            return Err(ApiError::Full("viewers"));
        }
        let of_address = taken.by_address.get(&address).copied().unwrap_or(0);
        if of_address >= self.per_address_max.load(Relaxed) {
            return Err(ApiError::Full("viewers from this address"));
        }
        taken.by_address.insert(address, of_address + 1);
        taken.in_all += 1;
        drop(taken);
        Ok(Place { places: Arc::clone(self), address })
    }

    /// How many are taken.
    #[must_use]
    pub fn taken_in_all(&self) -> usize {
        self.taken().in_all
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        taken.in_all -= 1;
        if let Some(count) = taken.by_address.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                taken.by_address.remove(&self.address);
            }
        }
    }
}

/// One subscriber has a whole network of IPv6 addresses.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_by_network_and_given_back() {
        let places = Arc::new(Places::default());
        places.allow(4, 2);
        let take = |address: &str| places.take(address.parse().unwrap()).ok();
        let one = take("10.0.0.1");
        assert!(one.is_some());
        let other = take("::ffff:10.0.0.1");
        assert!(other.is_some() && take("10.0.0.1").is_none(), "two from one address");
        let six = [take("2001:db8:0:7::1"), take("2001:db8:0:7:ffff::9")];
        assert!(six.iter().all(Option::is_some) && take("10.0.0.2").is_none(), "four in all");
        drop(one);
        assert!(take("2001:db8:0:7::5").is_none() && take("10.0.0.2").is_some());
        drop((other, six));
        assert_eq!((places.taken_in_all(), places.taken().by_address.len()), (0, 0));
    }
}

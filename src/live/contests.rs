//! The list of competitions: it only grows, so what was looked up stays where it is while others are opened beside it.

use std::{ops::Index, sync::OnceLock};

use super::ContestView;
use crate::engine::ContestNumber;

/// Competitions one server can hold.
pub const CONTESTS_MAX: usize = 1_000;

/// Numbered as the engine numbers them. Reading takes no lock.
pub struct Contests(Box<[OnceLock<Box<ContestView>>]>);

impl Default for Contests {
    fn default() -> Self {
        Self((0..CONTESTS_MAX).map(|_| OnceLock::new()).collect())
    }
}

impl Contests {
    /// Adds one at the end; whoever calls sees to it that only one is added at a time.
    ///
    /// # Errors
    /// The view itself, when the list is full.
    pub fn push(&self, view: ContestView) -> Result<(), Box<ContestView>> {
        match self.0.get(self.len()) {
            Some(place) => place.set(Box::new(view)),
            None => Err(Box::new(view)),
        }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.partition_point(|place| place.get().is_some())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.get(0).is_none()
    }

    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.last().is_none_or(|place| place.get().is_some())
    }

    #[must_use]
    pub fn get(&self, number: ContestNumber) -> Option<&ContestView> {
        self.0.get(number)?.get().map(AsRef::as_ref)
    }

    pub fn iter(&self) -> impl Iterator<Item = &ContestView> {
        self.0.iter().map_while(|place| place.get().map(AsRef::as_ref))
    }
}

impl Index<ContestNumber> for Contests {
    type Output = ContestView;

    fn index(&self, number: ContestNumber) -> &ContestView {
        self.get(number).expect("numbers are given out when a competition is opened, and none is ever closed")
    }
}

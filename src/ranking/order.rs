//! Competitors by place, kept sorted one change at a time.

use std::cmp::Ordering;

use super::sorted::SortedBlocks;
use crate::{decimal::Decimal, scoring::Sums};

/// What a place depends on: a total, then tie keys; larger is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceKey {
    /// `None`: no place.
    pub total: Option<Decimal>,
    pub keys: Box<[Decimal]>,
}

impl PlaceKey {
    #[must_use]
    pub fn of(sums: &Sums) -> Self {
        Self { total: sums.is_placed().then_some(sums.total), keys: sums.keys.clone() }
    }

    /// The same without a place.
    #[must_use]
    pub fn nowhere(self) -> Self {
        Self { total: None, ..self }
    }

    /// Better first.
    #[must_use]
    pub fn place_order(&self, other: &Self) -> Ordering {
        other.total.cmp(&self.total).then_with(|| if self.total.is_some() { other.keys.cmp(&self.keys) } else { Ordering::Equal })
    }
}

/// A total beside its competitor, because most comparisons need nothing else.
#[derive(Debug, Clone, Copy)]
struct Placed {
    total: Option<Decimal>,
    competitor: u32,
}

/// Best first, equal ones by index.
#[derive(Debug, Clone)]
pub struct Order {
    keys: Vec<PlaceKey>,
    placed: SortedBlocks<Placed>,
    /// Competitors that have a place.
    ranked: usize,
}

impl Order {
    #[must_use]
    pub fn new(keys: Vec<PlaceKey>) -> Self {
        let mut competitors: Vec<u32> = (0..u32::try_from(keys.len()).unwrap_or(u32::MAX)).collect();
        competitors.sort_unstable_by(|&a, &b| keys[a as usize].place_order(&keys[b as usize]).then(a.cmp(&b)));
        let placed: Vec<Placed> =
            competitors.into_iter().map(|competitor| Placed { total: keys[competitor as usize].total, competitor }).collect();
        let ranked = keys.iter().filter(|key| key.total.is_some()).count();
        Self { placed: SortedBlocks::from_sorted(&placed), keys, ranked }
    }

    /// Moves a competitor to where the new key belongs.
    pub fn update(&mut self, competitor: usize, key: PlaceKey) {
        if self.keys[competitor] == key {
            return;
        }
        let index = u32::try_from(competitor).unwrap_or(u32::MAX);
        let keys = &self.keys;
        let is_at = |key: &PlaceKey, other: &Placed| order_of(keys, other, key).then(other.competitor.cmp(&index));
        self.placed.remove(|other| is_at(&keys[competitor], other));
        self.placed.insert(Placed { total: key.total, competitor: index }, |other| is_at(&key, other));
        self.ranked -= usize::from(self.keys[competitor].total.is_some());
        self.ranked += usize::from(key.total.is_some());
        self.keys[competitor] = key;
    }

    #[must_use]
    pub fn key(&self, competitor: usize) -> &PlaceKey {
        &self.keys[competitor]
    }

    /// Competitors, with and without a place.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.placed.len()
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// Competitors that have a place.
    #[must_use]
    pub const fn ranked(&self) -> usize {
        self.ranked
    }

    /// The shared place, from 1.
    #[must_use]
    pub fn rank(&self, competitor: usize) -> Option<u32> {
        let key = &self.keys[competitor];
        key.total?;
        u32::try_from(self.ahead_of(key) + 1).ok()
    }

    /// How many are certainly better than somebody with this key would be.
    #[must_use]
    pub fn ahead_of(&self, key: &PlaceKey) -> usize {
        self.placed.count_before(|other| order_of(&self.keys, other, key))
    }

    /// How many are better or equal.
    #[must_use]
    pub fn not_behind(&self, key: &PlaceKey) -> usize {
        self.placed.count_before(|other| match order_of(&self.keys, other, key) {
            Ordering::Equal => Ordering::Less,
            other => other,
        })
    }

    /// Where a competitor stands in the list, from 0.
    #[must_use]
    pub fn position(&self, competitor: usize) -> usize {
        let index = u32::try_from(competitor).unwrap_or(u32::MAX);
        self.placed.count_before(|other| order_of(&self.keys, other, &self.keys[competitor]).then(other.competitor.cmp(&index)))
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.placed.iter().map(|placed| placed.competitor as usize)
    }

    /// From a place on.
    pub fn iter_from(&self, position: usize) -> impl Iterator<Item = usize> {
        self.placed.iter_from(position).map(|placed| placed.competitor as usize)
    }
}

fn order_of(keys: &[PlaceKey], placed: &Placed, key: &PlaceKey) -> Ordering {
    key.total.cmp(&placed.total).then_with(|| match key.total {
        Some(_) => key.keys.cmp(&keys[placed.competitor as usize].keys),
        None => Ordering::Equal,
    })
}

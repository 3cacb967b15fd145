//! A sorted list that stays fast when it is long: blocks of bounded length, so that an insertion moves a few kilobytes at most, and places
//! are counted block by block.

use std::cmp::Ordering;

/// Elements of a full block; it is split into two.
const BLOCK_MAX_LEN: usize = 512;

/// Sorted by an order that the caller gives with every call, always the same one. Equal elements may be there more than once.
#[derive(Debug, Clone)]
pub struct SortedBlocks<T> {
    /// None is empty.
    blocks: Vec<Vec<T>>,
    /// Of each block the last element and the length: side by side, because every search goes through them.
    lasts: Vec<T>,
    lens: Vec<usize>,
    len: usize,
}

impl<T> Default for SortedBlocks<T> {
    fn default() -> Self {
        Self { blocks: Vec::new(), lasts: Vec::new(), lens: Vec::new(), len: 0 }
    }
}

impl<T: Copy> SortedBlocks<T> {
    #[must_use]
    pub fn from_sorted(sorted: &[T]) -> Self {
        let blocks: Vec<Vec<T>> = sorted.chunks(BLOCK_MAX_LEN / 2).map(<[T]>::to_vec).collect();
        let lasts = blocks.iter().filter_map(|block| block.last().copied()).collect();
        Self { lens: blocks.iter().map(Vec::len).collect(), lasts, blocks, len: sorted.len() }
    }

    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Block and place in it; the block after the last where there are not so many.
    fn locate(&self, mut place: usize) -> (usize, usize) {
        for (block, &len) in self.lens.iter().enumerate() {
            if place < len {
                return (block, place);
            }
            place -= len;
        }
        (self.blocks.len(), 0)
    }

    /// The element at a place, from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<T> {
        let (block, place) = self.locate(place);
        self.blocks.get(block)?.get(place).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = T> {
        self.blocks.iter().flatten().copied()
    }

    /// From a place on, which is found without going through the elements before it.
    pub fn iter_from(&self, place: usize) -> impl Iterator<Item = T> {
        let (block, place) = self.locate(place);
        self.blocks[block..].iter().flatten().copied().skip(place)
    }

    /// Block and place in it of the first element that does not come before, as `position` sees it: how an element of the list is ordered
    /// against what is looked for.
    fn find(&self, position: &impl Fn(&T) -> Ordering) -> (usize, usize) {
        let before = |element: &T| position(element) == Ordering::Less;
        let block = self.lasts.partition_point(before);
        (block, self.blocks.get(block).map_or(0, |block| block.partition_point(before)))
    }

    /// How many elements come before what is looked for.
    pub fn count_before(&self, position: impl Fn(&T) -> Ordering) -> usize {
        let (block, place) = self.find(&position);
        self.lens[..block].iter().sum::<usize>() + place
    }

    /// Puts an element before the first that does not come before it.
    pub fn insert(&mut self, element: T, position: impl Fn(&T) -> Ordering) {
        self.len += 1;
        let (mut block, mut place) = self.find(&position);
        if self.blocks.is_empty() {
            self.put_block(0, vec![element]);
            return;
        }
        if block == self.blocks.len() {
            // Behind everything: at the end of the last block.
            block -= 1;
            place = self.lens[block];
        }
        self.blocks[block].insert(place, element);
        if self.blocks[block].len() > BLOCK_MAX_LEN {
            let upper = self.blocks[block].split_off(BLOCK_MAX_LEN / 2);
            self.put_block(block + 1, upper);
        }
        self.note(block);
    }

    /// Takes the first element out that is equal to what is looked for. Answers whether there was one.
    pub fn remove(&mut self, position: impl Fn(&T) -> Ordering) -> bool {
        let (block, place) = self.find(&position);
        let found = self.blocks.get(block).and_then(|block| block.get(place)).is_some_and(|element| position(element) == Ordering::Equal);
        if found {
            self.len -= 1;
            self.blocks[block].remove(place);
            self.note(block);
        }
        found
    }

    fn put_block(&mut self, at: usize, block: Vec<T>) {
        self.lens.insert(at, block.len());
        self.lasts.insert(at, block[block.len() - 1]);
        self.blocks.insert(at, block);
    }

    /// The block has changed; an empty one goes.
    fn note(&mut self, block: usize) {
        if let Some(&last) = self.blocks[block].last() {
            (self.lasts[block], self.lens[block]) = (last, self.blocks[block].len());
        } else {
            self.lasts.remove(block);
            self.lens.remove(block);
            self.blocks.remove(block);
        }
    }

    /// For many [`SortedBlocks::get`]s in a row.
    #[must_use]
    pub fn indexed(&self) -> Indexed<'_, T> {
        let start = |next: &mut usize, len: &usize| {
            *next += len;
            Some(*next - len)
        };
        let starts = self.lens.iter().scan(0, start).collect();
        Indexed { blocks: &self.blocks, starts }
    }
}

/// A list that knows where its blocks start.
pub struct Indexed<'a, T> {
    blocks: &'a [Vec<T>],
    starts: Vec<usize>,
}

impl<T: Copy> Indexed<'_, T> {
    #[must_use]
    pub fn get(&self, place: usize) -> Option<T> {
        let block = self.starts.partition_point(|&start| start <= place).checked_sub(1)?;
        self.blocks[block].get(place - self.starts[block]).copied()
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng, rngs::StdRng};

    use super::*;

    /// Whatever is put in and taken out, it is the sorted list of what is there.
    #[test]
    fn it_is_a_sorted_list() {
        let mut random = StdRng::seed_from_u64(7);
        let mut plain: Vec<i64> = (0..2_000).map(|_| random.random_range(0..3_000)).collect();
        plain.sort_unstable();
        let mut sorted = SortedBlocks::from_sorted(&plain);
        for turn in 0..20_000 {
            let value = random.random_range(0..3_000);
            // Grows first and shrinks to nothing afterwards.
            if random.random_bool(if turn < 8_000 { 0.7 } else { 0.2 }) {
                sorted.insert(value, |other| other.cmp(&value));
                plain.insert(plain.partition_point(|&other| other < value), value);
            } else {
                let there = plain.binary_search(&value);
                assert_eq!(sorted.remove(|other| other.cmp(&value)), there.is_ok());
                if let Ok(place) = there {
                    plain.remove(place);
                }
            }
            let place = random.random_range(0..4_000);
            assert_eq!(sorted.get(place), plain.get(place).copied());
            assert_eq!(sorted.indexed().get(place), plain.get(place).copied());
            assert_eq!(sorted.count_before(|other| other.cmp(&value)), plain.partition_point(|&other| other < value));
            assert_eq!((sorted.len(), sorted.is_empty()), (plain.len(), plain.is_empty()));
            if turn % 500 == 0 {
                assert_eq!(sorted.iter().collect::<Vec<_>>(), plain);
                assert_eq!(sorted.iter_from(place).collect::<Vec<_>>(), plain[place.min(plain.len())..]);
            }
        }
    }
}

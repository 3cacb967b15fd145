//! RFC 9162, section 2.1: a tree over a list of leaves that only grows.

use sha2::{Digest, Sha256};

pub type Hash = [u8; 32];

/// RFC 9162, 2.1.1: what a leaf is hashed with, so that it is never taken for a node.
const LEAF: [u8; 1] = [0];
const NODE: [u8; 1] = [1];

/// The hash of a leaf that is made of these parts, one after the other.
#[must_use]
pub fn leaf_hash(parts: &[&[u8]]) -> Hash {
    let hasher = Sha256::new().chain_update(LEAF);
    parts.iter().fold(hasher, Digest::chain_update).finalize().into()
}

pub(super) fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update(NODE).chain_update(left).chain_update(right).finalize().into()
}

/// The largest power of two below `size`, which is at least 2.
fn split(size: usize) -> usize {
    1 << (size - 1).ilog2()
}

/// Keeps every node that no later leaf can change: 64 bytes a leaf.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// By height: the nodes over 1, 2, 4, … leaves.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    #[must_use]
    pub fn size(&self) -> usize {
        self.levels.first().map_or(0, Vec::len)
    }

    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for height in 0.. {
            if height == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let level = &mut self.levels[height];
            level.push(hash);
            let [.., left, right] = level.as_slice() else { return };
            if level.len() % 2 == 1 {
                return;
            }
            hash = node_hash(left, right);
        }
    }

    /// Of the first `size` leaves; `None`: there are not so many.
    #[must_use]
    pub fn root(&self, size: usize) -> Option<Hash> {
        match size {
            0 => Some(Sha256::digest([]).into()),
            _ if size > self.size() => None,
            _ => Some(self.over(0, size)),
        }
    }

    /// Over these leaves: not none, and from a multiple of a power of two that is not below their number.
    fn over(&self, start: usize, end: usize) -> Hash {
        let size = end - start;
        if size.is_power_of_two() {
            return self.levels[size.ilog2() as usize][start / size];
        }
        let middle = start + split(size);
        node_hash(&self.over(start, middle), &self.over(middle, end))
    }

    /// RFC 9162, 2.1.3.1: from a leaf to the root over the first `size` leaves. `None`: the leaf is not one of them.
    #[must_use]
    pub fn inclusion(&self, leaf: usize, size: usize) -> Option<Vec<Hash>> {
        if leaf >= size || size > self.size() {
            return None;
        }
        let (mut start, mut end, mut path) = (0, size, Vec::new());
        while end - start > 1 {
            let middle = start + split(end - start);
            if leaf < middle {
                path.push(self.over(middle, end));
                end = middle;
            } else {
                path.push(self.over(start, middle));
                start = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// RFC 9162, 2.1.4.1: from the root over the first `earlier` leaves to the one over the first `size`. `None`: there are not so many,
    /// or `earlier` is 0 or more than `size`.
    #[must_use]
    pub fn consistency(&self, earlier: usize, size: usize) -> Option<Vec<Hash>> {
        if earlier == 0 || earlier > size || size > self.size() {
            return None;
        }
        let (mut start, mut end, mut path) = (0, size, Vec::new());
        // The part that is cut at `earlier` lies between start and end; at 0 the verifier knows the root already.
        while earlier != end {
            let middle = start + split(end - start);
            if earlier <= middle {
                path.push(self.over(middle, end));
                end = middle;
            } else {
                path.push(self.over(start, middle));
                start = middle;
            }
        }
        if start > 0 {
            path.push(self.over(start, end));
        }
        path.reverse();
        Some(path)
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::default();
        for leaf in leaves {
            tree.push(leaf);
        }
        tree
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;
    use crate::proof::{is_consistent, is_included};

    /// RFC 9162, 2.1.1, word for word.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(split(leaves.len()));
                node_hash(&by_definition(left), &by_definition(right))
            }
        }
    }

    fn leaves(count: usize) -> Vec<Hash> {
        (0..count).map(|number| leaf_hash(&[&number.to_le_bytes()])).collect()
    }

    #[test]
    fn known_roots() {
        // The leaves and roots that implementations of Certificate Transparency test with (certificate-transparency-go, merkle).
        let inputs: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let tree: Tree = inputs.iter().map(|input| leaf_hash(&[input])).collect();
        for (size, root) in roots.iter().enumerate() {
            assert_eq!(HEXLOWER.encode(&tree.root(size).expect("so many leaves")), *root, "{size}");
        }
        assert_eq!(tree.root(9), None);
    }

    #[test]
    fn every_proof_of_every_small_tree_holds_and_no_other_does() {
        const MOST: usize = 40;
        let all = leaves(MOST);
        let tree: Tree = all.iter().copied().collect();
        for size in 1..=MOST {
            let root = by_definition(&all[..size]);
            assert_eq!(tree.root(size), Some(root));
            for (leaf, hash) in all[..size].iter().enumerate() {
                let path = tree.inclusion(leaf, size).expect("a leaf of it");
                assert!(is_included(hash, leaf, size, &path, &root), "{leaf} of {size}");
                assert!(!is_included(hash, (leaf + 1) % size, size, &path, &root) || size == 1, "{leaf} elsewhere in {size}");
                assert!(!is_included(&leaf_hash(&[b"another"]), leaf, size, &path, &root));
                let mut longer = path.clone();
                longer.push(root);
                assert!(!is_included(hash, leaf, size, &longer, &root));
                if let Some((_, shorter)) = path.split_last() {
                    assert!(!is_included(hash, leaf, size, shorter, &root));
                }
            }
            assert_eq!(tree.inclusion(size, size), None);
            for earlier in 1..=size {
                let before = by_definition(&all[..earlier]);
                let path = tree.consistency(earlier, size).expect("it has so many");
                assert!(is_consistent(earlier, &before, size, &root, &path), "{earlier} and {size}");
                let mut another = before;
                another[7] ^= 1;
                assert!(!is_consistent(earlier, &another, size, &root, &path), "another {earlier} and {size}");
                for at in 0..path.len() {
                    let mut bent = path.clone();
                    bent[at][0] ^= 1;
                    assert!(!is_consistent(earlier, &before, size, &root, &bent), "{earlier} and {size}, bent at {at}");
                }
            }
            assert_eq!(tree.consistency(0, size), None);
            assert_eq!(tree.consistency(size + 1, size), None);
        }
    }
}

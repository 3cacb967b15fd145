//! Which measures can be compared: subsets of each facet whose differences the design determines.

use rustc_hash::FxHashMap;

use super::super::{Rating, blocks::Union};

/// Facets in the order of the model: competitors, aspects, experts.
pub(super) type Triple = [u32; 3];

#[must_use]
pub(super) const fn triple(rating: &Rating) -> Triple {
    [rating.competitor, rating.aspect, rating.expert]
}

/// For each facet the subsets of its elements that can be compared with one another.
///
/// Two ratings whose elements are comparable in two facets determine the difference of their elements in the third; this is applied
/// until nothing changes (Weeks and Williams, Technometrics 6, 1964, whose ratings differ in one facet only, carried on to subsets).
/// What it finds comparable is so; a design connected by a longer chain of differences, as in a bare Latin square, is reported as
/// apart.
pub(super) fn subsets(sizes: [usize; 3], ratings: impl Iterator<Item = Triple>) -> [Vec<Vec<u32>>; 3] {
    let mut unions = sizes.map(Union::new);
    let mut triples: Vec<Triple> = ratings.collect();
    let members = [0, 1, 2].map(|facet| {
        let mut members: Vec<u32> = triples.iter().map(|triple| triple[facet]).collect();
        members.sort_unstable();
        members.dedup();
        members
    });
    loop {
        let mut joined = false;
        for facet in 0..3 {
            let (one, other) = ((facet + 1) % 3, (facet + 2) % 3);
            let mut first: FxHashMap<(u32, u32), u32> = FxHashMap::default();
            for triple in &triples {
                let key = (unions[one].find(triple[one]), unions[other].find(triple[other]));
                let earlier = *first.entry(key).or_insert(triple[facet]);
                joined |= unions[facet].join(earlier, triple[facet]);
            }
        }
        if !joined {
            break;
        }
        for triple in &mut triples {
            (0..3).for_each(|facet| triple[facet] = unions[facet].find(triple[facet]));
        }
        triples.sort_unstable();
        triples.dedup();
    }
    std::array::from_fn(|facet| unions[facet].components(&members[facet]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ratings as `competitor aspect expert`, digits.
    fn counts(text: &str) -> [usize; 3] {
        let digit = |c: char| c.to_digit(10).expect("a digit");
        let triples = text.split_whitespace().map(|word| {
            let mut digits = word.chars().map(digit);
            [(); 3].map(|()| digits.next().expect("three digits"))
        });
        subsets([10, 10, 10], triples).map(|subsets| subsets.len())
    }

    #[test]
    fn what_two_facets_share_is_comparable_in_the_third() {
        for (design, ratings, expected) in [
            ("crossed", "000 001 010 011 100 101 110 111", [1, 1, 1]),
            ("a panel for each aspect", "000 001 100 101 012 013 112 113", [1, 2, 2]),
            ("a panel for each competitor", "000 001 010 011 102 103 112 113", [2, 1, 2]),
            ("one expert a unit, experts meet over aspects", "000 010 100 110 021 121 031 131 011", [1, 1, 1]),
            ("a Latin square is not seen through", "000 110 011 101", [2, 2, 2]),
            ("one rating", "000", [1, 1, 1]),
        ] {
            assert_eq!(counts(ratings), expected, "{design}");
        }
    }
}

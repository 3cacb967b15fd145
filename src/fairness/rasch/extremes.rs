//! Who got the lowest or the highest category everywhere has no finite measure: such elements leave before the estimation, in turns
//! until none is left, and get a finite estimate afterwards.

use super::{
    super::Ratings,
    categories::{Coding, Observed},
    subsets::triple,
};

/// Ratings that still count when nothing more is removed.
pub(super) const KEPT: u32 = u32::MAX;

/// One facet's extreme elements, which left together.
pub(super) struct Removal {
    pub(super) facet: usize,
    /// Index, and whether it is at the top.
    pub(super) elements: Vec<(u32, bool)>,
}

pub(super) struct Sifted {
    pub(super) removals: Vec<Removal>,
    /// Per rating the removal that took it away (index into `removals`), or [`KEPT`]. A scale with one observed category says nothing; its
    /// ratings leave as a removal without elements.
    pub(super) left_at: Vec<u32>,
    pub(super) observed: Observed,
}

/// Removes competitors, then aspects, then experts, and starts again after each removal, because it may make others extreme.
pub(super) fn sift(ratings: &Ratings, coding: &Coding) -> Sifted {
    let mut left_at = vec![KEPT; ratings.list().len()];
    let mut removals: Vec<Removal> = Vec::new();
    loop {
        let active: Vec<bool> = left_at.iter().map(|&left| left == KEPT).collect();
        let observed = Observed::among(coding, ratings, &active);
        let turn = u32::try_from(removals.len()).unwrap_or(KEPT - 1);
        if let Some(removal) = remove_flat(ratings, coding, &observed, &mut left_at, turn)
            .or_else(|| (0..3).find_map(|facet| remove_extreme(facet, ratings, coding, &observed, &mut left_at, turn)))
        {
            removals.push(removal);
        } else {
            return Sifted { removals, left_at, observed };
        }
    }
}

fn remove_flat(ratings: &Ratings, coding: &Coding, observed: &Observed, left_at: &mut [u32], turn: u32) -> Option<Removal> {
    let mut found = false;
    for (rating, left) in ratings.list().iter().zip(left_at) {
        if *left == KEPT && observed.top(coding.scale_of[rating.aspect as usize]) == 0 {
            *left = turn;
            found = true;
        }
    }
    found.then(|| Removal { facet: 0, elements: Vec::new() })
}

fn remove_extreme(
    facet: usize,
    ratings: &Ratings,
    coding: &Coding,
    observed: &Observed,
    left_at: &mut [u32],
    turn: u32,
) -> Option<Removal> {
    let size = [ratings.competitors(), ratings.aspects().len(), ratings.experts()][facet];
    // Sum of categories, and the most it could be.
    let mut margins = vec![(0_u64, 0_u64); size];
    for ((rating, &step), _) in ratings.list().iter().zip(&coding.steps).zip(&*left_at).filter(|(_, left)| **left == KEPT) {
        let scale = coding.scale_of[rating.aspect as usize];
        let margin = &mut margins[triple(rating)[facet] as usize];
        margin.0 += u64::from(observed.category(scale, step));
        margin.1 += observed.top(scale) as u64;
    }
    let extreme = |&(sum, most): &(u64, u64)| most > 0 && (sum == 0 || sum == most);
    let elements: Vec<(u32, bool)> =
        (0_u32..).zip(&margins).filter(|(_, margin)| extreme(margin)).map(|(index, margin)| (index, margin.0 > 0)).collect();
    if elements.is_empty() {
        return None;
    }
    for (rating, left) in ratings.list().iter().zip(left_at) {
        if *left == KEPT && extreme(&margins[triple(rating)[facet] as usize]) {
            *left = turn;
        }
    }
    Some(Removal { facet, elements })
}

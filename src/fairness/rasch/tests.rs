//! The estimator against its own equations, against known parameters, and at the edges of its data.

use proptest::prelude::*;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

use super::{
    model::{Curve, Weights},
    *,
};
use crate::{
    decimal::Decimal,
    fairness::{
        Rating,
        sample::{aspects, near, range},
    },
};

fn fitted(ratings: &Ratings) -> Rasch {
    rasch(ratings, RaschOptions::default(), &mut |_, _| {}).unwrap_or_else(|fault| panic!("{fault}"))
}

fn fault(ratings: &Ratings) -> Option<FairnessFault> {
    rasch(ratings, RaschOptions::default(), &mut |_, _| {}).err()
}

fn measures(elements: &[Option<Element>]) -> Vec<f64> {
    elements.iter().map(|element| element.map_or(f64::NAN, |element| element.measure)).collect()
}

/// Evenly spread from −`half` to `half`.
fn spread(count: u32, half: f64) -> Vec<f64> {
    (0..count).map(|index| half * (2.0 * f64::from(index) / f64::from(count - 1) - 1.0)).collect()
}

/// Ratings of 0 to 3 drawn from the model.
struct Known {
    abilities: Vec<f64>,
    difficulties: Vec<f64>,
    severities: Vec<f64>,
    thresholds: [f64; 3],
}

impl Known {
    fn draw(&self, seed: u64) -> Ratings {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let curve = Curve::new(&self.thresholds);
        let mut list = Vec::new();
        let mut p: Weights = [0.0; CATEGORIES_MAX_COUNT];
        for (competitor, b) in (0_u32..).zip(&self.abilities) {
            for (aspect, d) in (0_u32..).zip(&self.difficulties) {
                for (expert, c) in (0_u32..).zip(&self.severities) {
                    curve.probabilities(b - d - c, &mut p);
                    let mut left = f64::from(random.next_u32()) / 2.0_f64.powi(32);
                    let value = (0..3)
                        .take_while(|&k| {
                            left -= p[k];
                            left >= 0.0
                        })
                        .count();
                    let value = Decimal::from_int(i32::try_from(value).expect("0 to 3"));
                    list.push(Rating { competitor, aspect, expert, value, position: list.len() as u64, compatriot: false });
                }
            }
        }
        let of = vec![range("0", "3", "1"); self.difficulties.len()];
        Ratings::new(self.abilities.len(), self.severities.len(), of, list).expect("in range")
    }
}

fn known() -> Known {
    Known {
        abilities: spread(120, 2.0),
        difficulties: spread(12, 1.0),
        severities: vec![-0.6, -0.2, 0.1, 0.7],
        thresholds: [-1.2, 0.0, 1.2],
    }
}

#[test]
fn known_parameters_come_back_within_their_errors() {
    let (known, mut worst) = (known(), 0.0_f64);
    let fit = fitted(&known.draw(1));
    for (found, truth) in [(&fit.experts, &known.severities), (&fit.aspects, &known.difficulties)] {
        for (element, truth) in found.iter().flatten().zip(truth) {
            worst = worst.max((element.measure - truth).abs() / element.error);
        }
    }
    assert!(worst < 3.5, "{worst} standard errors");
    let thresholds: Vec<f64> = fit.scales[0].categories.iter().filter_map(|category| Some(category.threshold?.0)).collect();
    assert!(thresholds.iter().zip(known.thresholds).all(|(found, truth)| near(*found, truth, 0.12)), "{thresholds:?}");
    let fits: Vec<Fit> = fit.experts.iter().flatten().filter_map(|element| element.fit).collect();
    assert!(fits.iter().all(|fit| near(fit.infit, 1.0, 0.1) && near(fit.outfit, 1.0, 0.2)), "{fits:?}");
    let separation = fit.expert_separation.expect("four experts");
    assert!(separation.reliability > 0.98 && separation.elements == 4, "{separation:?}");
    assert!(measures(&fit.competitors).windows(40).all(|window| window[0] < window[39]));
}

/// At the maximum every margin that was observed is expected (Andersen 1977): of each competitor, aspect, expert and category.
#[test]
fn observed_margins_are_expected_margins() {
    let ratings = known().draw(2);
    let fit = fitted(&ratings);
    assert!(fit.convergence.largest_residual < 1e-6 && fit.convergence.largest_change < 1e-6, "{:?}", fit.convergence);
    let thresholds: Vec<f64> = fit.scales[0].categories.iter().filter_map(|category| Some(category.threshold?.0)).collect();
    let curve = Curve::new(&thresholds);
    let mut margins = vec![[0.0_f64; 2]; ratings.experts()];
    let mut p: Weights = [0.0; CATEGORIES_MAX_COUNT];
    for rating in ratings.list() {
        let of = |elements: &[Option<Element>], index: u32| elements[index as usize].map_or(f64::NAN, |element| element.measure);
        let theta = of(&fit.competitors, rating.competitor) - of(&fit.aspects, rating.aspect) - of(&fit.experts, rating.expert);
        if fit.competitors[rating.competitor as usize].is_some_and(|element| !element.extreme) {
            curve.probabilities(theta, &mut p);
            let margin = &mut margins[rating.expert as usize];
            margin[0] += rating.score();
            margin[1] += curve.moments(&p).0;
        }
    }
    assert!(margins.iter().all(|[observed, expected]| near(*observed, *expected, 1e-6)), "{margins:?}");
}

#[test]
fn severities_and_thresholds_and_difficulties_sum_to_zero() {
    let fit = fitted(&known().draw(3));
    let thresholds: f64 = fit.scales[0].categories.iter().filter_map(|category| Some(category.threshold?.0)).sum();
    for sum in [measures(&fit.experts).iter().sum(), measures(&fit.aspects).iter().sum(), thresholds] {
        assert!(near(sum, 0.0, 1e-9), "{sum}");
    }
}

/// A rotation of experts, so that nobody scores everything.
#[test]
fn missing_ratings_are_no_obstacle() {
    let whole = known().draw(4);
    let kept = whole.list().iter().filter(|rating| (rating.competitor + rating.aspect + rating.expert) % 4 < 2).copied().collect();
    let ratings = Ratings::new(whole.competitors(), whole.experts(), whole.aspects().to_vec(), kept).expect("a part of it");
    let fit = fitted(&ratings);
    let within = |(element, truth): (&Element, &f64)| (element.measure - truth).abs() < 4.0 * element.error;
    assert!(fit.experts.iter().flatten().zip(&known().severities).all(within), "{:?}", fit.experts);
    assert_eq!((fit.expert_subsets.len(), fit.competitor_subsets.len()), (1, 1));
}

/// Two experts with yes or no have a closed form: the joint estimate of their difference is twice the logit of the discordant pairs
/// (Andersen 1980), which the correction halves.
#[test]
fn two_dichotomous_experts_show_the_bias_and_its_correction() {
    // One aspect; 6 competitors pass with the first only, 2 with the second only.
    let rows = "1 0\n1 0\n1 0\n1 0\n1 0\n1 0\n0 1\n0 1";
    let ratings = aspects(&[rows], range("0", "1", "1"));
    for (bias, factor) in [(BiasCorrection::None, 1.0), (BiasCorrection::Length, 0.5)] {
        let options = RaschOptions { bias, ..RaschOptions::default() };
        let fit = rasch(&ratings, options, &mut |_, _| {}).expect("finite");
        let severities = measures(&fit.experts);
        assert!(near(severities[1] - severities[0], 2.0 * 3.0_f64.ln() * factor, 1e-6), "{severities:?}");
        assert!(near(fit.bias_factor, factor, 1e-12));
    }
}

/// The same ratings, and another index of one facet that gets `value` wherever the first of that facet has a rating.
fn with_constant(of: &Ratings, facet: usize, value: i32) -> Ratings {
    let sizes = [of.competitors(), of.aspects().len(), of.experts()].map(|size| u32::try_from(size).expect("a small table"));
    let constant = of.list().iter().filter(|rating| triple(rating)[facet] == 0).map(|rating| {
        let mut constant = Rating { value: Decimal::from_int(value), ..*rating };
        *[&mut constant.competitor, &mut constant.aspect, &mut constant.expert][facet] = sizes[facet];
        constant
    });
    let mut grown = sizes.map(|size| size as usize);
    grown[facet] += 1;
    let list = of.list().iter().copied().chain(constant).collect();
    Ratings::new(grown[0], grown[2], vec![of.aspects()[0]; grown[1]], list).expect("in range")
}

#[test]
fn an_extreme_element_gets_a_finite_estimate_at_its_end_and_moves_nobody() {
    let ratings = Known { abilities: spread(12, 1.0), ..known() }.draw(6);
    let without = fitted(&ratings);
    // A competitor's measure rises with the scores, an aspect's difficulty and an expert's severity fall.
    for (facet, value, highest) in [(0, 3, true), (0, 0, false), (1, 3, false), (1, 0, true), (2, 3, false), (2, 0, true)] {
        let with = fitted(&with_constant(&ratings, facet, value));
        let (after, before) =
            ([&with.competitors, &with.aspects, &with.experts][facet], [&without.competitors, &without.aspects, &without.experts][facet]);
        let (extreme, others) = after.split_last().expect("one more");
        let extreme = extreme.expect("an estimate");
        assert!(extreme.extreme && extreme.fit.is_none() && extreme.error.is_finite(), "{extreme:?}");
        let beyond = |other: &Element| !other.extreme && (extreme.measure > other.measure) == highest;
        assert!(others.iter().flatten().all(beyond), "facet {facet}, {value}: {extreme:?}");
        let moved: Vec<f64> = measures(others).iter().zip(measures(before)).map(|(a, b)| a - b).collect();
        assert!(moved.iter().all(|by| near(*by, moved[0], 1e-6)), "facet {facet}, {value}: {moved:?}");
        assert!(near(measures(&with.experts).iter().sum(), 0.0, 1e-9));
    }
}

/// Experts 0 and 1 judge even aspects, 2 and 3 odd ones.
#[test]
fn a_panel_for_each_aspect_keeps_its_severities_apart() {
    let whole = known().draw(7);
    let kept = whole.list().iter().filter(|rating| rating.aspect % 2 == rating.expert / 2).copied().collect();
    let fit = fitted(&Ratings::new(whole.competitors(), whole.experts(), whole.aspects().to_vec(), kept).expect("a part of it"));
    assert_eq!((&fit.expert_subsets, fit.aspect_subsets.len(), fit.competitor_subsets.len()), (&vec![vec![0, 1], vec![2, 3]], 2, 1));
    for subset in &fit.expert_subsets {
        let sum: f64 = subset.iter().filter_map(|&expert| fit.experts[expert as usize]).map(|expert| expert.measure).sum();
        assert!(near(sum, 0.0, 1e-9), "{sum}");
    }
    assert_eq!(fit.expert_separation, Err(FairnessFault::Disconnected(2)));
}

#[test]
fn an_unobserved_category_counts_as_the_one_below() {
    let whole = known().draw(8);
    let doubled = whole.list().iter().map(|rating| Rating { value: rating.value + rating.value, ..*rating }).collect();
    let doubled = Ratings::new(whole.competitors(), whole.experts(), vec![range("0", "6", "1"); whole.aspects().len()], doubled);
    let (fit, same) = (fitted(&doubled.expect("in range")), fitted(&whole));
    let scores: Vec<String> = fit.scales[0].categories.iter().map(|category| category.lowest.to_string()).collect();
    assert_eq!(scores, ["0", "2", "4", "6"]);
    assert!(measures(&fit.experts).iter().zip(measures(&same.experts)).all(|(a, b)| near(*a, b, 1e-9)));
}

#[test]
fn what_cannot_be_estimated_has_a_named_reason() {
    for (rows, expected) in [
        (". .", FairnessFault::NoScores),
        ("1 .\n2 .", FairnessFault::OneExpert),
        ("50 50\n50 50", FairnessFault::AllEqual),
        ("0 0\n100 100", FairnessFault::AllExtreme),
        // Whoever ever gets 30 never gets 0: nothing says how far the two pairs of competitors are apart.
        ("0 20\n20 0\n30 20\n20 30", FairnessFault::Separated),
    ] {
        assert_eq!(fault(&aspects(&[rows], range("0", "100", "1"))), Some(expected), "{rows}");
    }
}

#[test]
fn fine_scores_are_cut_into_intervals() {
    let whole = known().draw(9);
    let stretched = whole.list().iter().map(|rating| {
        let value = Decimal::from_units(rating.value.units() * 30 + i64::from(rating.expert) * 1_000_000);
        Rating { value, ..*rating }
    });
    let fit = fitted(
        &Ratings::new(whole.competitors(), whole.experts(), vec![range("0", "100", "0.01"); 12], stretched.collect()).expect("in range"),
    );
    assert!(fit.scales[0].cut);
    assert!(measures(&fit.experts).iter().zip(measures(&fitted(&whole).experts)).all(|(a, b)| near(*a, b, 1e-9)));
}

#[test]
fn one_competitor_is_enough_to_compare_experts() {
    let fit = fitted(&Known { abilities: vec![0.2], difficulties: spread(40, 1.0), ..known() }.draw(10));
    let severities = measures(&fit.experts);
    assert!(severities.windows(2).all(|pair| pair[0] < pair[1]), "{severities:?}");
}

fn shuffled(of: &Ratings, order: &[u32]) -> Ratings {
    let moved = of.list().iter().map(|rating| Rating { competitor: order[rating.competitor as usize], ..*rating }).collect();
    Ratings::new(of.competitors(), of.experts(), of.aspects().to_vec(), moved).expect("the same ratings")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_competitors_changes_nothing(order in Just((0..20).collect::<Vec<u32>>()).prop_shuffle()) {
        let ratings = Known { abilities: spread(20, 1.5), ..known() }.draw(5);
        let (before, after) = (fitted(&ratings), fitted(&shuffled(&ratings, &order)));
        prop_assert!(measures(&before.experts).iter().zip(measures(&after.experts)).all(|(a, b)| near(*a, b, 1e-6)));
        for (competitor, &place) in order.iter().enumerate() {
            let (a, b) = (before.competitors[competitor], after.competitors[place as usize]);
            prop_assert!(near(a.map_or(0.0, |a| a.measure), b.map_or(9.0, |b| b.measure), 1e-6));
        }
    }

    /// Whatever the scores: an answer of finite numbers, or a named reason.
    #[test]
    fn nothing_is_ever_not_a_number(scores in proptest::collection::vec(0_i32..=4, 24), step in 1..=2) {
        let list = scores.iter().zip(0_u32..).filter(|(score, _)| **score < 4).map(|(&score, index)| Rating {
            competitor: index % 4, aspect: index / 12, expert: index / 4 % 3, value: Decimal::from_int(score * step),
            position: u64::from(index), compatriot: false,
        });
        let ratings = Ratings::new(4, 3, vec![range("0", "6", "1"); 2], list.collect()).expect("in range");
        if let Ok(fit) = rasch(&ratings, RaschOptions::default(), &mut |_, _| {}) {
            for element in [&fit.competitors, &fit.aspects, &fit.experts].into_iter().flatten().flatten() {
                prop_assert!(element.measure.is_finite() && element.error.is_finite(), "{element:?}");
                prop_assert!(element.fit.is_none_or(|fit| fit.infit.is_finite() && fit.outfit.is_finite()), "{element:?}");
            }
            prop_assert!(fit.fair_scores.iter().flatten().chain(fit.residuals.iter().flatten()).all(|value| value.is_finite()));
        }
    }
}

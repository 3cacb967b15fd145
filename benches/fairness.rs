//! Fairness on as many scores as a skill and as a whole national competition have.
//!
//! `cargo bench --bench fairness`

mod support;

use std::{hint::black_box, time::Instant};

use jinbang::{
    decimal::Decimal,
    fairness::{RaschOptions, Rating, Ratings, ScoreRange, additive, agreement, rasch},
};
use support::{Scatter, median};

/// Competitors, aspects, experts of the skill, experts in a panel.
type Size = (u32, u32, u32, u32);
const SKILL: Size = (320, 10, 8, 4);
const NATION: Size = (10_000, 20, 40, 5);
const TURNS: usize = 5;

fn main() {
    for (size, turns) in [(SKILL, 4 * TURNS), (NATION, TURNS)] {
        let ratings = ratings(size);
        println!("{} scores: {} competitors × {} aspects × {} of {} experts", ratings.list().len(), size.0, size.1, size.3, size.2);
        measured("additive effects", turns, || additive(&ratings).is_ok());
        measured("Rasch", turns, || rasch(&ratings, RaschOptions::default(), &mut |_, _| {}).is_ok());
        measured("ICC, alpha, W", turns, || {
            // Nobody of a rotating panel scores any competitor on all their aspects, so W has no answer here.
            black_box(agreement::kendall(&ratings).is_err());
            let alphas = agreement::Metric::ALL.iter().all(|&metric| agreement::alpha(&ratings, metric).is_ok());
            alphas && agreement::one_way(&ratings).is_ok() && agreement::two_way(&ratings).is_ok()
        });
    }
}

fn measured(name: &str, turns: usize, run: impl Fn() -> bool) {
    let mut seconds: Vec<f64> = (0..turns)
        .map(|_| {
            let begin = Instant::now();
            assert!(black_box(run()), "{name} has an answer");
            begin.elapsed().as_secs_f64()
        })
        .collect();
    println!("  {name:<18}{:>10.1} ms, median of {turns}", median(&mut seconds) * 1e3);
}

/// Scores of 0 to 3: ability less difficulty less severity plus chance. The panel moves on by one expert per unit.
fn ratings((competitors, aspects, experts, panel): Size) -> Ratings {
    let mut scatter = Scatter::new(1);
    let mut chance = move |half: usize| i64::try_from(scatter.below(2 * half + 1)).unwrap_or(0) - i64::try_from(half).unwrap_or(0);
    let mut draw = |count: u32, half: usize| (0..count).map(|_| chance(half)).collect::<Vec<i64>>();
    let (abilities, difficulties, severities) = (draw(competitors, 100), draw(aspects, 60), draw(experts, 40));
    let noise = draw(competitors * aspects * panel, 120);
    let mut list = Vec::with_capacity(noise.len());
    for competitor in 0..competitors {
        for aspect in 0..aspects {
            for seat in 0..panel {
                let expert = (competitor + aspect + seat) % experts;
                let latent =
                    abilities[competitor as usize] - difficulties[aspect as usize] - severities[expert as usize] + noise[list.len()];
                let score = i32::try_from((latent + 200).div_euclid(100).clamp(0, 3)).unwrap_or(0);
                list.push(Rating {
                    competitor,
                    aspect,
                    expert,
                    value: Decimal::from_int(score),
                    position: list.len() as u64,
                    compatriot: false,
                });
            }
        }
    }
    let range = ScoreRange { min: Decimal::ZERO, max: Decimal::from_int(3), step: Decimal::ONE };
    Ratings::new(competitors as usize, experts as usize, vec![range; aspects as usize], list).expect("sound scores")
}

//! From scores to places: everything anew, and one mark.
//!
//! `cargo bench --bench scoring`

mod support;

use std::{hint::black_box, time::Duration};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use jinbang::{
    competition::Skill,
    decimal::Decimal,
    ranking::{Ranking, standings},
    scoring::{Score, SkillTally, Value},
};
use support::{Scatter, competition};

const COMPETITORS: usize = 10_000;
const ASPECTS: usize = 100;
const JUDGES: usize = 3;
/// Cells whose marks change in turn: far more than the processor's nearest memory holds.
const CORRECTED_CELLS: usize = 65_536;
/// Shares no factor with the number of scores, so that stepping by it meets every score once.
const SHUFFLE_STEP: usize = 1_234_577;

fn skill(aspects: usize) -> Skill {
    competition::skill(COMPETITORS, aspects, &competition::judged(), JUDGES)
}

/// An expert scores the panel's `level` or one more.
fn score(expert: usize, level: usize, more: usize) -> Score {
    let value = Value::Number(Decimal::from_int(i32::try_from(level + more).unwrap_or(0)));
    Score { expert: u16::try_from(expert).unwrap_or(0), round: 1, value, position: 1 }
}

fn level(competitor: usize, aspect: usize) -> usize {
    Scatter::new((competitor * 1_000 + aspect) as u64).below(3)
}

/// Every score once, `step` scores apart: 1 in the order of the list.
fn record_all(tally: &mut SkillTally, step: usize) {
    let (aspects, scores) = (tally.aspects().len(), tally.competitors() * tally.aspects().len() * JUDGES);
    let mut at = 0;
    for _ in 0..scores {
        let (cell, expert) = (at / JUDGES, at % JUDGES);
        let (competitor, aspect) = (cell / aspects, cell % aspects);
        let level = level(competitor, aspect);
        tally.record(competitor, aspect, score(expert, level, (at / 7) % 2));
        at = (at + step) % scores;
    }
}

fn everything(criterion: &mut Criterion) {
    let skill = skill(ASPECTS);
    let mut group = criterion.benchmark_group(format!("{COMPETITORS} competitors × {ASPECTS} aspects × {JUDGES} judges"));
    group.sample_size(10).throughput(Throughput::Elements((COMPETITORS * ASPECTS * JUDGES) as u64));
    for (name, step) in [("recompute, scores in order", 1), ("recompute, scores as they come", SHUFFLE_STEP)] {
        group.bench_function(name, |bencher| {
            let recompute = |mut tally: SkillTally| {
                record_all(&mut tally, step);
                tally
            };
            bencher.iter_batched(|| SkillTally::new(&skill), recompute, BatchSize::PerIteration);
        });
    }
    group.throughput(Throughput::Elements(COMPETITORS as u64));
    let mut tally = SkillTally::new(&skill);
    record_all(&mut tally, 1);
    group.bench_function("standings", |bencher| bencher.iter(|| black_box(standings(&skill, &tally))));
    group.bench_function("places, scale and reach from nothing", |bencher| bencher.iter(|| black_box(Ranking::new(&skill, &tally))));
    group.finish();
}

fn one_mark(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group(format!("one mark among {COMPETITORS} competitors"));
    for aspects in [10, ASPECTS, 400] {
        let mut tally = SkillTally::new(&skill(aspects));
        record_all(&mut tally, 1);
        let cell = |index: usize| index * SHUFFLE_STEP % (COMPETITORS * aspects);
        let cells: Vec<(usize, usize)> = (0..CORRECTED_CELLS).map(cell).map(|cell| (cell / aspects, cell % aspects)).collect();
        let mut turn = 0;
        group.bench_function(format!("{aspects} aspects"), |bencher| {
            bencher.iter(|| {
                let (competitor, aspect) = cells[turn % CORRECTED_CELLS];
                let more = turn / CORRECTED_CELLS % 2;
                turn += 1;
                tally.record(competitor, aspect, score(0, level(competitor, aspect), more))
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = everything, one_mark
}
criterion_main!(benches);

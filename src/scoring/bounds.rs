//! What a mark can still become: exact, also when part of a panel has scored.

use super::{Value, measurement, panel, panel::PanelOutcome};
use crate::{
    competition::{Aspect, AspectKind, Judgement, Mapping, Measurement, Reduction},
    decimal::Decimal,
};

/// The lowest and the highest mark that can come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub low: Decimal,
    pub high: Decimal,
}

/// Of an aspect that nobody has marked.
#[must_use]
pub fn unmarked(aspect: &Aspect) -> Bounds {
    match &aspect.kind {
        AspectKind::Measurement(measured) => measurement_bounds(measured, aspect.max_mark),
        AspectKind::Judgement(judgement) => {
            let all = |score: Decimal| vec![score; judgement.experts as usize];
            over(judgement, aspect.max_mark, &[all(judgement.min), all(judgement.max)])
        }
    }
}

/// Of an aspect that some of its panel have scored. `unmarked`: [`unmarked`] of it.
///
/// A panel that can still lie too far apart scores again, and then anything can come out.
#[must_use]
pub fn partly_scored(judgement: &Judgement, max_mark: Decimal, given: &[Decimal], unmarked: Bounds) -> Bounds {
    let missing = (judgement.experts as usize).saturating_sub(given.len());
    let (Some(&lowest), Some(&highest)) = (given.iter().min(), given.iter().max()) else { return unmarked };
    let widest = if missing > 1 { judgement.max - judgement.min } else { (highest - judgement.min).max(judgement.max - lowest) };
    if missing == 0 || judgement.max_spread.is_some_and(|limit| widest > limit) {
        return unmarked;
    }
    let filled = |score: Decimal| given.iter().copied().chain(std::iter::repeat_n(score, missing)).collect::<Vec<_>>();
    let mut panels = vec![filled(judgement.min), filled(judgement.max)];
    if judgement.reduction == Reduction::ClosestPair && missing == 1 {
        panels.extend(close_scores(judgement, given).into_iter().map(filled));
    }
    over(judgement, max_mark, &panels)
}

fn over(judgement: &Judgement, max_mark: Decimal, panels: &[Vec<Decimal>]) -> Bounds {
    // Without the spread rule: a panel at one end of its range agrees, and where it might not `partly_scored` has answered.
    let judgement = Judgement { max_spread: None, ..judgement.clone() };
    let marks = panels.iter().filter_map(|scores| match panel::outcome(&judgement, max_mark, scores) {
        PanelOutcome::Mark(mark) => Some(mark),
        PanelOutcome::Open | PanelOutcome::SpreadTooWide => None,
    });
    let mut marks = marks.collect::<Vec<_>>();
    marks.sort_unstable();
    Bounds { low: marks.first().copied().unwrap_or_default(), high: marks.last().copied().unwrap_or_default() }
}

/// With one score missing the closest pair is not monotone in it: the extremes are where the new score makes a pair that is as close as
/// the closest (above, where equal distance wins) or just closer (below), or equals one that is there.
fn close_scores(judgement: &Judgement, given: &[Decimal]) -> Vec<Decimal> {
    let mut sorted = given.to_vec();
    sorted.sort_unstable();
    let gap = sorted.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or(judgement.max - judgement.min);
    let closer = (gap - judgement.step).max(Decimal::ZERO);
    let around = |score: Decimal| [score, score - gap, score + gap, score - closer, score + closer];
    sorted.into_iter().flat_map(around).map(|score| score.clamp(judgement.min, judgement.max)).collect()
}

fn measurement_bounds(measured: &Measurement, max_mark: Decimal) -> Bounds {
    let of = |value| measurement::mark(measured, max_mark, value);
    match &measured.mapping {
        Mapping::Mark { .. } | Mapping::YesNo => Bounds { low: Decimal::ZERO, high: max_mark },
        Mapping::Choice { choices } => {
            let marks = (0..choices.len()).filter_map(|choice| of(Value::Choice(u16::try_from(choice).ok()?)));
            let mut marks = marks.collect::<Vec<_>>();
            marks.sort_unstable();
            Bounds { low: marks.first().copied().unwrap_or_default(), high: marks.last().copied().unwrap_or_default() }
        }
        Mapping::RegularDifference { deduction, .. } => {
            Bounds { low: if *deduction > Decimal::ZERO { Decimal::ZERO } else { max_mark }, high: max_mark }
        }
        Mapping::Linear { target, .. } => Bounds { low: Decimal::ZERO, high: of(Value::Number(*target)).unwrap_or(max_mark) },
        Mapping::Steps { steps, .. } => {
            let best = steps.iter().filter_map(|step| of(Value::Number(step.at))).max();
            Bounds { low: Decimal::ZERO, high: best.unwrap_or_default() }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng, rngs::StdRng};

    use super::*;
    use crate::competition::{JudgementResult, Missing};

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    /// Every way to complete a panel of coarse scores; `None` where the panel would have to score again.
    fn completions(judgement: &Judgement, given: &[Decimal], out: &mut Vec<PanelOutcome>) {
        if given.len() == judgement.experts as usize {
            out.push(panel::outcome(judgement, dec("7"), given));
            return;
        }
        let mut score = judgement.min;
        while score <= judgement.max {
            let mut more = given.to_vec();
            more.push(score);
            completions(judgement, &more, out);
            score += judgement.step;
        }
    }

    /// The bounds are what trying every completion finds: not wider, not narrower.
    #[test]
    fn bounds_of_a_panel_are_exact() {
        let mut random = StdRng::seed_from_u64(11);
        for _ in 0..3_000 {
            let reductions = [Reduction::Mean, Reduction::Median, Reduction::TrimmedMean { drop: 1 }, Reduction::ClosestPair];
            let judgement = Judgement {
                min: Decimal::from_int(random.random_range(0..2)),
                max: Decimal::from_int(random.random_range(3..6)),
                step: Decimal::ONE,
                experts: random.random_range(3..5),
                max_spread: random.random_bool(0.3).then(|| Decimal::from_int(random.random_range(1..6))),
                reduction: reductions[random.random_range(0..reductions.len())],
                missing: Missing::Wait,
                result: if random.random_bool(0.5) { JudgementResult::Value } else { JudgementResult::Proportion },
                decimals: random.random_range(0..3),
                descriptions: Vec::new(),
            };
            let mut score = || judgement.min + Decimal::from_int(random.random_range(0..=2));
            let given: Vec<Decimal> = (0..judgement.experts - 1).map(|_| score()).collect();
            let given = &given[..random.random_range(0..=given.len())];
            let tried = |given: &[Decimal]| {
                let mut found = Vec::new();
                completions(&judgement, given, &mut found);
                let again = found.contains(&PanelOutcome::SpreadTooWide);
                let mut marks: Vec<Decimal> =
                    found.iter().filter_map(|outcome| if let PanelOutcome::Mark(mark) = outcome { Some(*mark) } else { None }).collect();
                marks.sort_unstable();
                (marks.first().zip(marks.last()).map(|(&low, &high)| Bounds { low, high }), again)
            };
            let (anything, _) = tried(&[]);
            let (found, again) = tried(given);
            let expected = if again { anything } else { found };
            let said = partly_scored(&judgement, dec("7"), given, anything.expect("a panel that agrees"));
            assert_eq!(Some(said), expected, "{judgement:?} {given:?}");
        }
    }
}

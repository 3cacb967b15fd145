//! From a panel's scores to one mark: reduction, the spread rule, missing judges.

use crate::{
    competition::{Judgement, JudgementResult, Missing, Reduction},
    decimal::Decimal,
};

/// The largest panel, in experts.
pub const PANEL_MAX_EXPERTS: u32 = 15;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelOutcome {
    /// Scores are still wanted.
    Open,
    /// Highest and lowest differ by more than the rule allows: the panel scores again.
    SpreadTooWide,
    Mark(Decimal),
}

/// A reduced score, kept exact as `sum ÷ count` (sum in units of 10⁻⁸) until the one rounding at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reduced {
    pub sum: i128,
    pub count: i128,
}

/// Judges one aspect of one competitor. `scores` are the current round's, in any order.
#[must_use]
pub fn outcome(judgement: &Judgement, max_mark: Decimal, scores: &[Decimal]) -> PanelOutcome {
    let complete = scores.len() >= judgement.experts as usize;
    if scores.is_empty() || !complete && judgement.missing == Missing::Wait {
        return PanelOutcome::Open;
    }
    let mut sorted = [Decimal::ZERO; PANEL_MAX_EXPERTS as usize];
    let Some(sorted) = sorted.get_mut(..scores.len()) else { return PanelOutcome::Open };
    sorted.copy_from_slice(scores);
    sorted.sort_unstable();
    if judgement.max_spread.is_some_and(|limit| sorted[sorted.len() - 1] - sorted[0] > limit) {
        return PanelOutcome::SpreadTooWide;
    }
    match reduce(judgement.reduction, sorted).and_then(|reduced| to_mark(judgement, max_mark, reduced)) {
        Some(mark) => PanelOutcome::Mark(mark),
        None => PanelOutcome::Open,
    }
}

/// Reduces sorted scores (lowest first); `None` when too few are left to reduce.
#[must_use]
pub fn reduce(reduction: Reduction, sorted: &[Decimal]) -> Option<Reduced> {
    let n = sorted.len();
    let kept = match reduction {
        Reduction::Mean => sorted,
        Reduction::Median => sorted.get(n.checked_sub(1)? / 2..=n / 2)?,
        Reduction::TrimmedMean { drop } => sorted.get(drop as usize..n.checked_sub(drop as usize)?)?,
        Reduction::ClosestPair => closest_pair(sorted)?,
    };
    (!kept.is_empty()).then(|| Reduced { sum: kept.iter().map(|score| i128::from(score.units())).sum(), count: kept.len() as i128 })
}

fn closest_pair(sorted: &[Decimal]) -> Option<&[Decimal]> {
    // `min_by_key` keeps the first of equals, so looking from the top down keeps the higher pair.
    sorted.windows(2).rev().min_by_key(|pair| pair[1] - pair[0])
}

/// The aspect's result rule and its one rounding; `None` beyond what can be held.
#[must_use]
pub fn to_mark(judgement: &Judgement, max_mark: Decimal, reduced: Reduced) -> Option<Decimal> {
    match judgement.result {
        JudgementResult::Value => Decimal::ratio(reduced.sum, reduced.count * i128::from(Decimal::ONE.units()), judgement.decimals),
        JudgementResult::Proportion => {
            let whole = reduced.count.checked_mul(i128::from(judgement.max.units()))?.checked_mul(i128::from(Decimal::ONE.units()))?;
            Decimal::ratio(reduced.sum.checked_mul(i128::from(max_mark.units()))?, whole, judgement.decimals)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    fn judged(reduction: Reduction, result: JudgementResult, missing: Missing, experts: u32, max_mark: &str, scores: &str) -> PanelOutcome {
        let judgement = Judgement {
            min: Decimal::ZERO,
            max: dec(if result == JudgementResult::Value { "1000" } else { "3" }),
            step: dec("0.01"),
            experts,
            max_spread: (result == JudgementResult::Proportion).then_some(Decimal::ONE),
            reduction,
            missing,
            result,
            decimals: 2,
            descriptions: Vec::new(),
        };
        let scores: Vec<Decimal> = scores.split_whitespace().map(dec).collect();
        outcome(&judgement, dec(max_mark), &scores)
    }

    fn mark(text: &str) -> PanelOutcome {
        PanelOutcome::Mark(dec(text))
    }

    /// rules.md §1: (s1 + s2 + s3) ÷ 9 × max mark; a spread of more than 1 is scored again.
    #[test]
    fn three_experts_score_nought_to_three() {
        for (scores, expected) in [
            ("3 3 3", mark("2")),
            ("2 2 3", mark("1.56")),
            ("0 0 0", mark("0")),
            ("0 1 0", mark("0.22")),
            ("1 2 3", PanelOutcome::SpreadTooWide),
            ("0 0 3", PanelOutcome::SpreadTooWide),
            ("2 3", PanelOutcome::Open),
            ("", PanelOutcome::Open),
        ] {
            assert_eq!(judged(Reduction::Mean, JudgementResult::Proportion, Missing::Wait, 3, "2", scores), expected, "{scores}");
        }
    }

    /// rules.md §2. The closest-pair cases are rules.ijru.sport/3.0.0's own.
    #[test]
    fn reductions_follow_their_rulebooks() {
        use Reduction::{ClosestPair, Mean, Median, TrimmedMean};
        for (reduction, scores, expected) in [
            (Mean, "80 90 91", mark("87")),
            (Median, "80 90 91", mark("90")),
            (Median, "80 90 91 95", mark("90.5")),
            (TrimmedMean { drop: 1 }, "70 88.5 90 91 99", mark("89.83")),
            (TrimmedMean { drop: 1 }, "1 2.005 2.005 2.005 3", mark("2.01")),
            (TrimmedMean { drop: 2 }, "6.5 7 7 7.5 7.5 8 8", mark("7.33")),
            (TrimmedMean { drop: 1 }, "4 9", PanelOutcome::Open),
            (TrimmedMean { drop: 0 }, "4 9", mark("6.5")),
            (ClosestPair, "112 114 118", mark("113")),
            (ClosestPair, "112 115 118", mark("116.5")),
            (ClosestPair, "118 112 115", mark("116.5")),
            (ClosestPair, "7", PanelOutcome::Open),
        ] {
            let experts = u32::try_from(scores.split_whitespace().count()).unwrap_or(0);
            assert_eq!(
                judged(reduction, JudgementResult::Value, Missing::Wait, experts, "100", scores),
                expected,
                "{reduction:?} {scores}"
            );
        }
    }

    /// A missing judge is missing, not 0.
    #[test]
    fn a_missing_judge_is_waited_for_or_skipped() {
        assert_eq!(judged(Reduction::Mean, JudgementResult::Value, Missing::Wait, 5, "100", "80 90"), PanelOutcome::Open);
        assert_eq!(judged(Reduction::Mean, JudgementResult::Value, Missing::Skip, 5, "100", "80 90"), mark("85"));
        assert_eq!(
            judged(Reduction::TrimmedMean { drop: 1 }, JudgementResult::Value, Missing::Skip, 5, "100", "80 90"),
            PanelOutcome::Open
        );
        assert_eq!(judged(Reduction::Mean, JudgementResult::Value, Missing::Skip, 5, "100", ""), PanelOutcome::Open);
    }
}

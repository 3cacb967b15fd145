//! From sums of marks to the total: weights of modules (theory 20, practice 80) and factors of groups, exact until one rounding.

use crate::{
    competition::{Skill, TotalRule},
    decimal::Decimal,
};

/// `total = factor × Σ weight × (marks of the part ÷ its highest sum)`, as whole numbers over one denominator.
#[derive(Debug, Clone)]
pub struct TotalFormula {
    /// One per part; none: the plain sum.
    multipliers: Vec<i128>,
    denominator: i128,
    /// Numerator and denominator, per group; none: no total is multiplied.
    factors: Vec<(i128, i128)>,
    decimals: u32,
}

impl TotalFormula {
    /// `None` when the numbers are too fine to be put over one denominator, or a largest total could not be held.
    #[must_use]
    pub fn new(rule: &TotalRule) -> Option<Self> {
        let shares: Vec<(i128, i128)> = rule.parts.iter().map(|part| lowest_terms(part.weight, part.max)).collect::<Option<_>>()?;
        let mut denominator: i128 = 1;
        for (_, below) in &shares {
            denominator = (denominator / gcd(denominator, *below)).checked_mul(*below)?;
        }
        let multipliers = shares.iter().map(|(above, below)| above.checked_mul(denominator / below)).collect::<Option<_>>()?;
        // With a factor anywhere everybody's total has the same places.
        let factors = rule.groups.iter().filter(|_| rule.has_factors()).map(|group| lowest_terms(group.factor, Decimal::ONE));
        let factors = factors.collect::<Option<_>>()?;
        let formula = Self { multipliers, denominator, factors, decimals: rule.decimals };
        let highest = || rule.parts.iter().map(|part| part.max);
        let fits = |group| rule.parts.is_empty() || formula.total(Decimal::ZERO, highest(), group).is_some();
        (fits(None) && (0..rule.groups.len()).all(|group| fits(Some(group)))).then_some(formula)
    }

    /// For a skill as it was opened.
    #[must_use]
    pub fn of(skill: &Skill) -> Self {
        // What cannot be computed is refused before a competition opens.
        Self::new(&skill.rules.total).unwrap_or(Self { multipliers: Vec::new(), denominator: 1, factors: Vec::new(), decimals: 2 })
    }

    /// `sum`: all marks; `parts`: the marks of each weighted part, and perhaps more.
    #[must_use]
    pub fn total(&self, sum: Decimal, parts: impl IntoIterator<Item = Decimal>, group: Option<usize>) -> Option<Decimal> {
        let factor = group.and_then(|group| self.factors.get(group).copied()).unwrap_or((1, 1));
        if self.multipliers.is_empty() && self.factors.is_empty() {
            return Some(sum);
        }
        let mut weighted: i128 = if self.multipliers.is_empty() { i128::from(sum.units()) } else { 0 };
        for (multiplier, part) in self.multipliers.iter().zip(parts) {
            weighted = weighted.checked_add(multiplier.checked_mul(i128::from(part.units()))?)?;
        }
        let denominator = self.denominator.checked_mul(factor.1)?.checked_mul(i128::from(Decimal::ONE.units()))?;
        Decimal::ratio(weighted.checked_mul(factor.0)?, denominator, self.decimals)
    }
}

fn lowest_terms(above: Decimal, below: Decimal) -> Option<(i128, i128)> {
    let (above, below) = (i128::from(above.units()), i128::from(below.units()));
    let common = gcd(above, below);
    (below > 0).then(|| (above / common, below / common))
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::competition::{Group, WeightedPart};

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    fn rule(parts: &[(&str, &str)], factors: &[&str], decimals: u32) -> TotalRule {
        let part =
            |(max, weight): &(&str, &str)| WeightedPart { name: String::new(), aspects: Vec::new(), max: dec(max), weight: dec(weight) };
        let group = |factor: &&str| Group { id: "g".parse().expect("an id"), factor: dec(factor) };
        TotalRule { parts: parts.iter().map(part).collect(), decimals, groups: factors.iter().map(group).collect() }
    }

    /// rules.md §4: theory and practice 20/80 or 30/70; each out of its own highest sum.
    #[test]
    fn modules_are_weighted_and_rounded_once() {
        for (parts, marks, expected) in [
            ([("100", "20"), ("100", "80")], ["85", "90"], "89"),
            ([("100", "30"), ("100", "70")], ["85", "90.5"], "88.85"),
            ([("50", "20"), ("150", "80")], ["50", "150"], "100"),
            ([("30", "20"), ("70", "80")], ["10", "35"], "46.67"),
            ([("30", "20"), ("70", "80")], ["0", "0"], "0"),
            ([("3", "20"), ("7", "80")], ["0.01", "0.01"], "0.18"),
        ] {
            let formula = TotalFormula::new(&rule(&parts, &[], 2)).expect("small numbers");
            assert_eq!(formula.total(dec("1"), marks.map(dec), None), Some(dec(expected)), "{parts:?} {marks:?}");
        }
    }

    #[test]
    fn a_group_has_a_factor() {
        let plain = TotalFormula::new(&rule(&[], &["1", "1.025"], 2)).expect("small numbers");
        for (group, expected) in [(None, "80.13"), (Some(0), "80.13"), (Some(1), "82.13")] {
            assert_eq!(plain.total(dec("80.125"), [], group), Some(dec(expected)), "{group:?}");
        }
        let weighted = TotalFormula::new(&rule(&[("100", "50"), ("100", "50")], &["0.9"], 3)).expect("small numbers");
        assert_eq!(weighted.total(dec("0"), [dec("61"), dec("70")], Some(0)), Some(dec("58.95")));
    }

    #[test]
    fn what_cannot_be_held_is_no_formula() {
        let primes = ["0.99999989", "0.99999971", "0.99999959", "0.99999931", "0.99999899", "0.99999847"].map(|max| (max, "16.66666667"));
        assert!(TotalFormula::new(&rule(&primes, &[], 2)).is_none());
    }
}

//! From a measured value to a mark.

use super::Value;
use crate::{
    competition::{DifferenceType, Direction, Mapping, Measurement, Step},
    decimal::Decimal,
};

/// The mark of a measurement, between zero and `max_mark`. `None` only where a parameter makes the arithmetic impossible
/// (a percentage of a target of zero), which `check` reports before a competition opens.
#[must_use]
pub fn mark(measurement: &Measurement, max_mark: Decimal, value: Value) -> Option<Decimal> {
    let number = match value {
        Value::Yes => return Some(max_mark),
        Value::No => return Some(Decimal::ZERO),
        Value::Choice(index) => {
            let Mapping::Choice { choices } = &measurement.mapping else { return None };
            return choices.get(usize::from(index)).map(|choice| floor_zero(max_mark - choice.deduction));
        }
        Value::Number(number) => number,
    };
    match &measurement.mapping {
        Mapping::Mark { .. } => Some(number),
        Mapping::YesNo | Mapping::Choice { .. } => None,
        Mapping::RegularDifference { target, difference, deduction, difference_type } => {
            let whole = whole_differences(number, *target, *difference, *difference_type)?;
            let deducted = whole.checked_mul(i128::from(deduction.units()));
            let left = deducted.map_or(0, |deducted| (i128::from(max_mark.units()) - deducted).max(0));
            Some(Decimal::from_units(i64::try_from(left).ok()?.min(max_mark.units())))
        }
        Mapping::Linear { target, zero } => {
            let (from_zero, span) =
                (i128::from(number.units()) - i128::from(zero.units()), i128::from(target.units()) - i128::from(zero.units()));
            let (from_zero, span) = if span < 0 { (-from_zero, -span) } else { (from_zero, span) };
            proportion(max_mark, from_zero.clamp(0, span), span, measurement.decimals)
        }
        Mapping::Steps { direction, steps } => {
            let share = steps.iter().find(|step| reaches(number, step, *direction)).map_or(Decimal::ZERO, |step| step.share);
            proportion(max_mark, i128::from(share.units()), i128::from(Decimal::ONE.units()), measurement.decimals)
        }
    }
}

fn floor_zero(mark: Decimal) -> Decimal {
    mark.max(Decimal::ZERO)
}

fn reaches(value: Decimal, step: &Step, direction: Direction) -> bool {
    match direction {
        Direction::Higher => value >= step.at,
        Direction::Lower => value <= step.at,
    }
}

/// `max_mark × part ÷ whole`, rounded half up.
fn proportion(max_mark: Decimal, part: i128, whole: i128, decimals: u32) -> Option<Decimal> {
    Decimal::ratio(i128::from(max_mark.units()).checked_mul(part)?, whole.checked_mul(i128::from(Decimal::ONE.units()))?, decimals)
}

fn whole_differences(value: Decimal, target: Decimal, difference: Decimal, kind: DifferenceType) -> Option<i128> {
    let away = (i128::from(value.units()) - i128::from(target.units())).abs();
    let one = match kind {
        DifferenceType::Unit => i128::from(difference.units()),
        // difference per cent of the target, kept as a fraction: away ÷ (target × difference ÷ 100)
        DifferenceType::Percent => {
            let per_cent = i128::from(target.units()).abs().checked_mul(i128::from(difference.units()))?;
            return (per_cent > 0).then(|| away.checked_mul(100 * i128::from(Decimal::ONE.units())).map(|scaled| scaled / per_cent))?;
        }
    };
    (one > 0).then(|| away / one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::competition::Choice;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    fn measure(mapping: Mapping, max: &str, value: Value) -> Option<Decimal> {
        let measurement = Measurement { decimals: 2, unit: String::new(), grader: None, typical: None, mapping };
        mark(&measurement, dec(max), value)
    }

    fn number(text: &str) -> Value {
        Value::Number(dec(text))
    }

    #[test]
    fn full_or_no_marks() {
        assert_eq!(measure(Mapping::YesNo, "1.5", Value::Yes), Some(dec("1.5")));
        assert_eq!(measure(Mapping::YesNo, "1.5", Value::No), Some(Decimal::ZERO));
        assert_eq!(measure(Mapping::Mark { step: dec("0.01") }, "1.5", number("1.25")), Some(dec("1.25")));
    }

    /// rules.md §1: each choice has a deduction.
    #[test]
    fn a_choice_deducts_from_full_marks_and_never_below_zero() {
        let choices = ["0", "0.25", "9"].map(|deduction| Choice { label: deduction.to_owned(), deduction: dec(deduction) }).to_vec();
        for (choice, expected) in [(0, Some("1")), (1, Some("0.75")), (2, Some("0")), (3, None)] {
            assert_eq!(
                measure(Mapping::Choice { choices: choices.clone() }, "1", Value::Choice(choice)),
                expected.map(dec),
                "choice {choice}"
            );
        }
    }

    /// rules.md §1: target, difference, deduction per whole difference, never below 0.
    #[test]
    fn regular_difference_counts_whole_differences_only() {
        for (kind, target, difference, deduction, value, expected) in [
            (DifferenceType::Unit, "0", "1", "0.25", "0", "1"),
            (DifferenceType::Unit, "0", "1", "0.25", "0.99", "1"),
            (DifferenceType::Unit, "0", "1", "0.25", "1", "0.75"),
            (DifferenceType::Unit, "0", "1", "0.25", "-3", "0.25"),
            (DifferenceType::Unit, "0", "1", "0.25", "99", "0"),
            (DifferenceType::Unit, "50", "0.02", "0.1", "50.05", "0.8"),
            (DifferenceType::Percent, "200", "5", "0.5", "189", "0.5"),
            (DifferenceType::Percent, "200", "5", "0.5", "191", "1"),
        ] {
            let mapping = Mapping::RegularDifference {
                target: dec(target),
                difference: dec(difference),
                deduction: dec(deduction),
                difference_type: kind,
            };
            assert_eq!(measure(mapping, "1", number(value)), Some(dec(expected)), "{value} from {target}");
        }
        let impossible = Mapping::RegularDifference {
            target: Decimal::ZERO,
            difference: dec("5"),
            deduction: dec("1"),
            difference_type: DifferenceType::Percent,
        };
        assert_eq!(measure(impossible, "1", number("1")), None);
    }

    #[test]
    fn linear_runs_from_zero_to_target_in_either_direction() {
        for (target, zero, value, expected) in [
            ("0.1", "-0.5", "0.1", "2"),
            ("0.1", "-0.5", "7", "2"),
            ("0.1", "-0.5", "-0.5", "0"),
            ("0.1", "-0.5", "-9", "0"),
            ("0.1", "-0.5", "-0.2", "1"),
            ("0.1", "-0.5", "0", "1.67"),
            ("10", "40", "10", "2"),
            ("10", "40", "25", "1"),
            ("10", "40", "50", "0"),
        ] {
            let mapping = Mapping::Linear { target: dec(target), zero: dec(zero) };
            assert_eq!(measure(mapping, "2", number(value)), Some(dec(expected)), "{value} of {zero}..{target}");
        }
    }

    #[test]
    fn steps_give_the_best_share_reached() {
        let steps = || [("95", "1"), ("90", "0.6")].map(|(at, share)| Step { at: dec(at), share: dec(share) }).to_vec();
        for (value, expected) in [("95", "2"), ("94.99", "1.2"), ("90", "1.2"), ("89.9", "0")] {
            assert_eq!(measure(Mapping::Steps { direction: Direction::Higher, steps: steps() }, "2", number(value)), Some(dec(expected)));
        }
        let lower = [("5", "1"), ("9", "0.5")].map(|(at, share)| Step { at: dec(at), share: dec(share) }).to_vec();
        for (value, expected) in [("5", "2"), ("7", "1"), ("9.1", "0")] {
            assert_eq!(
                measure(Mapping::Steps { direction: Direction::Lower, steps: lower.clone() }, "2", number(value)),
                Some(dec(expected))
            );
        }
    }
}

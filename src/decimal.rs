//! Exact decimals: marks, totals, targets and parameters.
//!
//! A [`Decimal`] is a whole number of 10⁻⁸, the finest step the CIS calculation parameters use. The range is
//! ±92,233,720,368; everything outside is an error, nothing ever saturates or rounds by itself.

use std::{cmp::Ordering, fmt, iter::Sum, ops, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub const SCALE_DIGITS: u32 = 8;
const ONE: i64 = 10_i64.pow(SCALE_DIGITS);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalFault {
    #[error("not a number")]
    NotANumber,
    #[error("more than 8 decimal places")]
    TooFine,
    #[error("too large")]
    TooLarge,
}

impl Decimal {
    pub const ZERO: Self = Self(0);
    pub const ONE: Self = Self(ONE);
    pub const MIN: Self = Self(i64::MIN);

    #[must_use]
    pub const fn from_int(value: i32) -> Self {
        Self(value as i64 * ONE)
    }

    /// The value in units of 10⁻⁸.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Whether the value is a whole number of `step`s away from `origin`. A step of zero allows everything.
    #[must_use]
    pub fn on_grid(self, origin: Self, step: Self) -> bool {
        step.0 == 0 || (i128::from(self.0) - i128::from(origin.0)) % i128::from(step.0) == 0
    }

    /// `numerator ÷ denominator` (both in 10⁻⁸ or any other common unit), rounded half up (away from zero on a tie)
    /// to `decimals` places. `None` when the denominator is zero or the result does not fit.
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128, decimals: u32) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let step = 10_i128.pow(decimals.min(SCALE_DIGITS));
        let negative = (numerator < 0) != (denominator < 0);
        let (n, d) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let scaled = n.checked_mul(step.unsigned_abs())?;
        let doubled = scaled.checked_mul(2)?.checked_add(d)? / d.checked_mul(2)?;
        let rounded = i128::try_from(doubled).ok()? * (i128::from(ONE) / step);
        i64::try_from(if negative { -rounded } else { rounded }).ok().map(Self)
    }

    /// Rounded half up to `decimals` places.
    #[must_use]
    pub fn rounded(self, decimals: u32) -> Option<Self> {
        Self::ratio(i128::from(self.0), i128::from(ONE), decimals)
    }

    #[allow(clippy::cast_precision_loss)] // only `scale` and `fairness` leave exact arithmetic, through this door
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// The way back from `scale` and `fairness`: rounded half up to `decimals` places, `None` for NaN and infinities.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    #[must_use]
    pub fn from_f64(value: f64, decimals: u32) -> Option<Self> {
        let decimals = decimals.min(SCALE_DIGITS);
        let scaled = value * 10_i64.pow(decimals) as f64;
        if !scaled.is_finite() || scaled.abs() >= i64::MAX as f64 {
            return None;
        }
        let magnitude = ((scaled.abs() + 0.5).floor() as i64).checked_mul(10_i64.pow(SCALE_DIGITS - decimals))?;
        Some(Self(if scaled < 0.0 { -magnitude } else { magnitude }))
    }

    /// With exactly `decimals` places where the value allows it, with more where it needs them.
    #[must_use]
    pub fn fixed(self, decimals: u32) -> String {
        let shortest = self.to_string();
        let places = shortest.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let wanted = decimals.min(SCALE_DIGITS) as usize;
        if places >= wanted {
            return shortest;
        }
        let dot = if places == 0 { "." } else { "" };
        format!("{shortest}{dot}{}", "0".repeat(wanted - places))
    }
}

impl FromStr for Decimal {
    type Err = DecimalFault;

    /// Reads `12`, `-0.25`, `.5`, `+3.`, `0E-8` and `1.5e2`; surrounding blanks are ignored.
    fn from_str(text: &str) -> Result<Self, DecimalFault> {
        let text = text.trim();
        let (negative, text) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (digits, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().map_err(|_| DecimalFault::NotANumber)?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(DecimalFault::NotANumber);
        }
        let units = scaled_digits(whole, fraction, exponent)?;
        Ok(Self(if negative { -units } else { units }))
    }
}

/// `whole.fraction × 10^exponent` in units of 10⁻⁸.
fn scaled_digits(whole: &str, fraction: &str, exponent: i32) -> Result<i64, DecimalFault> {
    let digits = || whole.bytes().chain(fraction.bytes());
    if digits().all(|b| b == b'0') {
        return Ok(0);
    }
    let fraction_len = i32::try_from(fraction.len()).map_err(|_| DecimalFault::TooFine)?;
    let shift = exponent.checked_sub(fraction_len).and_then(|s| s.checked_add(SCALE_DIGITS.cast_signed())).ok_or(DecimalFault::TooLarge)?;
    let mut units: i128 = 0;
    for digit in digits() {
        units = units.checked_mul(10).and_then(|u| u.checked_add(i128::from(digit - b'0'))).ok_or(DecimalFault::TooLarge)?;
    }
    let power = 10_i128.checked_pow(shift.unsigned_abs());
    let units = if shift >= 0 {
        power.and_then(|p| units.checked_mul(p)).ok_or(DecimalFault::TooLarge)?
    } else {
        let power = power.ok_or(DecimalFault::TooFine)?;
        if units % power != 0 {
            return Err(DecimalFault::TooFine);
        }
        units / power
    };
    i64::try_from(units).map_err(|_| DecimalFault::TooLarge)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let (whole, fraction) = (magnitude / ONE.unsigned_abs(), magnitude % ONE.unsigned_abs());
        if self.0 < 0 {
            f.write_str("-")?;
        }
        if fraction == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{fraction:08}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl ops::Add for Decimal {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl ops::Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl ops::AddAssign for Decimal {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl ops::SubAssign for Decimal {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |sum, value| sum + value)
    }
}

impl PartialEq<i32> for Decimal {
    fn eq(&self, other: &i32) -> bool {
        *self == Self::from_int(*other)
    }
}

impl PartialOrd<i32> for Decimal {
    fn partial_cmp(&self, other: &i32) -> Option<Ordering> {
        self.partial_cmp(&Self::from_int(*other))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    /// Accepts a string, a whole number, or a number with a fraction as rule files write it (`0.25`): its shortest
    /// decimal form is taken, which is what was written for up to 15 digits.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Decimal;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a decimal number with at most 8 places")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
                text.parse().map_err(|fault| E::custom(format!("{text:?}: {fault}")))
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    #[test]
    fn reads_what_rule_files_and_sheets_write() {
        for (text, shown) in [
            ("0", "0"),
            ("87.25", "87.25"),
            (" 1.50 ", "1.5"),
            ("-0.25", "-0.25"),
            (".5", "0.5"),
            ("+3.", "3"),
            ("0E-8", "0"),
            ("1.00000000", "1"),
            ("1.5e2", "150"),
            ("25e-2", "0.25"),
            ("92233720368", "92233720368"),
        ] {
            assert_eq!(dec(text).to_string(), shown, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_exact_decimal() {
        use DecimalFault::{NotANumber, TooFine, TooLarge};
        for (text, fault) in [
            ("", NotANumber),
            ("-", NotANumber),
            (".", NotANumber),
            ("1,5", NotANumber),
            ("1e", NotANumber),
            ("NaN", NotANumber),
            ("inf", NotANumber),
            ("１", NotANumber),
            ("0.123456789", TooFine),
            ("1e-9", TooFine),
            ("92233720369", TooLarge),
            ("1e999999999", TooLarge),
            ("9e2147483647", TooLarge),
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(fault), "{text}");
        }
    }

    #[test]
    fn halves_round_away_from_zero() {
        for (numerator, denominator, decimals, expected) in
            [(1, 3, 2, "0.33"), (2, 3, 2, "0.67"), (1, 8, 2, "0.13"), (-1, 8, 2, "-0.13"), (5, 2, 0, "3"), (249, 100, 0, "2")]
        {
            assert_eq!(Decimal::ratio(numerator, denominator, decimals), Some(dec(expected)), "{numerator}/{denominator}");
        }
        assert_eq!(Decimal::ratio(1, 0, 2), None);
        assert_eq!(Decimal::from_f64(700.125, 2), Some(dec("700.13")));
        assert_eq!(Decimal::from_f64(f64::NAN, 2), None);
    }

    #[test]
    fn fixed_places_never_hide_digits() {
        for (value, places, shown) in [("5", 2, "5.00"), ("5.5", 2, "5.50"), ("5.125", 2, "5.125"), ("-0.5", 0, "-0.5")] {
            assert_eq!(dec(value).fixed(places), shown);
        }
    }

    proptest! {
        #[test]
        fn agrees_with_an_independent_decimal(a in -9_000_000_000_000_000_i64..9_000_000_000_000_000, b in 1_i64..1_000_000_000_000, places in 0_u32..6) {
            let ours = Decimal::ratio(i128::from(a), i128::from(b), places).unwrap();
            let exact = rust_decimal::Decimal::from(a) / rust_decimal::Decimal::from(b);
            let theirs = exact.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            prop_assert_eq!(ours.to_string(), theirs.normalize().to_string());
        }

        #[test]
        fn shown_and_read_again_is_the_same(units in any::<i64>()) {
            prop_assume!(units != i64::MIN);
            let value = Decimal::from_units(units);
            prop_assert_eq!(value.to_string().parse::<Decimal>(), Ok(value));
        }
    }
}

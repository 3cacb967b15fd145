//! Exact fractions, and how they are written down.

use crate::decimal::Decimal;

/// A quotient that ends within so many places is shown whole.
const WHOLE_MAX_PLACES: usize = 12;

/// In lowest terms, the denominator above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ratio {
    above: i128,
    below: i128,
}

impl Ratio {
    /// `None` for a denominator of 0. So it is with everything here that cannot be held exactly.
    pub fn new(above: i128, below: i128) -> Option<Self> {
        let common = common_divisor(above, below) * below.signum();
        (common != 0).then(|| Self { above: above / common, below: below / common })
    }

    pub fn of(number: Decimal) -> Self {
        let common = common_divisor(number.units().into(), Decimal::ONE.units().into());
        Self { above: i128::from(number.units()) / common, below: i128::from(Decimal::ONE.units()) / common }
    }

    pub fn whole(number: i128) -> Self {
        Self { above: number, below: 1 }
    }

    /// Reads `-12.345` with any number of places.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let below = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        Self::new(format!("{whole}{fraction}").parse().ok()?, below)
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        let common = common_divisor(self.below, other.below);
        let own = self.above.checked_mul(other.below / common)?;
        let above = own.checked_add(other.above.checked_mul(self.below / common)?)?;
        Self::new(above, (self.below / common).checked_mul(other.below)?)
    }

    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { above: other.above.checked_neg()?, ..other })
    }

    pub fn times(self, other: Self) -> Option<Self> {
        let (one, two) = (Self::new(self.above, other.below)?, Self::new(other.above, self.below)?);
        Self::new(one.above.checked_mul(two.above)?, one.below.checked_mul(two.below)?)
    }

    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.below, other.above)?)
    }

    pub fn abs(self) -> Option<Self> {
        Some(Self { above: self.above.checked_abs()?, ..self })
    }

    /// The whole number at or below.
    pub fn floor(self) -> Self {
        Self::whole(self.above.div_euclid(self.below))
    }

    pub fn is_below(self, other: Self) -> bool {
        self.minus(other).is_some_and(|difference| difference.above < 0)
    }

    pub const fn is_above_zero(self) -> bool {
        self.above > 0
    }

    pub const fn is_zero(self) -> bool {
        self.above == 0
    }

    /// Half up, away from zero.
    pub fn rounded(self, places: u32) -> Option<Decimal> {
        Decimal::ratio(self.above, self.below, places)
    }

    /// Half up to more places than a [`Decimal`] has.
    pub fn rounded_fine(self, places: u32) -> Option<Self> {
        let unit = 10_i128.checked_pow(places)?;
        let doubled = self.above.checked_abs()?.checked_mul(unit)?.checked_mul(2)?.checked_add(self.below)?;
        Self::new(self.above.signum() * (doubled / self.below.checked_mul(2)?), unit)
    }

    /// Whole where it ends soon; else cut, with `…`, behind a digit more than `places`: enough to see how it is rounded.
    pub fn shown(self, places: u32) -> String {
        let (size, below) = (self.above.unsigned_abs(), self.below.unsigned_abs());
        let (whole, mut rest) = (size / below, size % below);
        let mut digits = String::new();
        let cut = (places as usize + 1).max(3);
        while rest != 0 && digits.len() < cut.max(WHOLE_MAX_PLACES) {
            let Some(next) = rest.checked_mul(10) else { break };
            digits.push(char::from(b'0' + u8::try_from(next / below).unwrap_or_default()));
            rest = next % below;
        }
        let sign = if self.above < 0 { "−" } else { "" };
        if rest != 0 {
            digits.truncate(cut);
            digits.push('…');
        }
        let dot = if digits.is_empty() { "" } else { "." };
        format!("{sign}{whole}{dot}{digits}")
    }
}

fn common_divisor(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one.checked_rem(other).unwrap_or_default());
    }
    one.saturating_abs().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_are_shown_to_the_digit_that_decides() {
        for (above, below, places, shown) in [
            (14, 9, 2, "1.555…"),
            (6, 3, 2, "2"),
            (1, 8, 2, "0.125"),
            (-1, 3, 0, "−0.333…"),
            (1, 3, 4, "0.33333…"),
            (1, 1_000_000, 2, "0.000001"),
        ] {
            assert_eq!(Ratio::new(above, below).map(|ratio| ratio.shown(places)).as_deref(), Some(shown));
        }
        assert_eq!(Ratio::new(1, 0), None);
    }
}

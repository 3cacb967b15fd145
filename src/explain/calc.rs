//! Arithmetic as a person writes it down, made together with its exact value: the text cannot say anything else than the number.

use super::ratio::Ratio;
use crate::decimal::{Decimal, SCALE_DIGITS};

/// How firmly a text holds together; whatever is looser gets parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Atom,
}

/// `None` as value: beyond exact numbers of 128 bits, and nothing is shown.
#[derive(Debug, Clone)]
pub(super) struct Calc {
    text: String,
    binding: Binding,
    value: Option<Ratio>,
}

impl Calc {
    pub fn of(number: Decimal) -> Self {
        Self::fixed(number, 0)
    }

    /// With so many places, or more where the number has more.
    pub fn fixed(number: Decimal, places: u32) -> Self {
        Self::atom(minus_sign(&number.fixed(places)), Some(Ratio::of(number)))
    }

    pub fn whole(number: usize) -> Self {
        Self::atom(number.to_string(), i128::try_from(number).ok().map(Ratio::whole))
    }

    /// A number that ends, with all its places.
    pub fn ratio(number: Ratio) -> Self {
        Self::atom(number.shown(0), Some(number))
    }

    fn atom(text: String, value: Option<Ratio>) -> Self {
        Self { text, binding: Binding::Atom, value }
    }

    /// `a + b + c`; of nothing, 0.
    pub fn sum(terms: impl IntoIterator<Item = Self>) -> Self {
        let plus = |sum: Self, term: Self| sum.joined(" + ", &term, Binding::Sum, Ratio::plus);
        terms.into_iter().reduce(plus).unwrap_or_else(|| Self::whole(0))
    }

    pub fn minus(self, other: &Self) -> Self {
        self.joined(" − ", other, Binding::Sum, Ratio::minus)
    }

    pub fn times(self, other: &Self) -> Self {
        self.joined(" × ", other, Binding::Product, Ratio::times)
    }

    pub fn over(self, other: &Self) -> Self {
        self.joined(" ÷ ", other, Binding::Product, Ratio::over)
    }

    fn joined(self, sign: &str, other: &Self, binding: Binding, apply: impl Fn(Ratio, Ratio) -> Option<Ratio>) -> Self {
        // What is added or multiplied needs no parentheses of its own; what is taken off or divided by does.
        let right_binds = if matches!(sign, " + " | " × ") { binding } else { next_firmer(binding) };
        let right = if other.text.starts_with('−') { format!("({})", other.text) } else { other.held(right_binds) };
        let value = self.value.zip(other.value).and_then(|(own, other)| apply(own, other));
        Self { text: format!("{}{sign}{right}", self.held(binding)), binding, value }
    }

    fn held(&self, least: Binding) -> String {
        if self.binding < least { format!("({})", self.text) } else { self.text.clone() }
    }

    /// `⌊a⌋`: the whole number at or below.
    pub fn floor(self) -> Self {
        Self::atom(format!("⌊{}⌋", self.text), self.value.map(Ratio::floor))
    }

    /// `|a|`
    pub fn abs(self) -> Self {
        Self::atom(format!("|{}|", self.text), self.value.and_then(Ratio::abs))
    }

    /// `max(low, a)`, where it makes a difference.
    pub fn at_least(self, low: &Self) -> Self {
        match (self.value, low.value) {
            (Some(own), Some(bound)) if !own.is_below(bound) => self,
            _ => Self::atom(format!("max({}, {})", low.text, self.text), low.value),
        }
    }

    /// `min(high, a)`, where it makes a difference.
    pub fn at_most(self, high: &Self) -> Self {
        match (self.value, high.value) {
            (Some(own), Some(bound)) if !bound.is_below(own) => self,
            _ => Self::atom(format!("min({}, {})", high.text, self.text), high.value),
        }
    }

    pub const fn value(&self) -> Option<Ratio> {
        self.value
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// `a + b = 1.555… → 1.56`: rounded half up. Nothing where the text is that number itself, and nothing beyond exact numbers.
    pub fn line(&self, places: u32) -> Option<String> {
        self.equation(places, places, &minus_sign(&self.value?.rounded(places)?.fixed(places)))
    }

    /// `a + b = 1.56`: as it is, with at least so many places.
    pub fn exact_line(&self, places: u32) -> Option<String> {
        self.equation(SCALE_DIGITS, places, &minus_sign(&self.value?.rounded(SCALE_DIGITS)?.fixed(places)))
    }

    /// [`Calc::line`] for more places than a [`Decimal`] has.
    pub fn fine_line(&self, places: u32) -> Option<String> {
        self.equation(places, places, &self.value?.rounded_fine(places)?.shown(places))
    }

    fn equation(&self, rounded_to: u32, places: u32, shown: &str) -> Option<String> {
        let (value, text) = (self.value?, &self.text);
        if value.rounded_fine(rounded_to)? != value {
            return Some(format!("{text} = {} → {shown}", value.shown(places)));
        }
        let is_number = self.binding == Binding::Atom && Ratio::parse(&text.replace('−', "-")) == Some(value);
        (!is_number).then(|| format!("{text} = {shown}"))
    }
}

const fn next_firmer(binding: Binding) -> Binding {
    match binding {
        Binding::Sum => Binding::Product,
        Binding::Product | Binding::Atom => Binding::Atom,
    }
}

/// The sign that stands in texts; a hyphen is easily lost.
pub(super) fn minus_sign(number: &str) -> String {
    number.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Calc {
        Calc::of(text.parse().expect("a number"))
    }

    #[test]
    fn parentheses_are_where_they_are_needed() {
        let sum = || Calc::sum(["2", "2", "3"].map(number));
        let panel = || number("3").times(&number("3"));
        for (calc, places, line) in [
            (
                sum().over(&panel()).times(&Calc::fixed("2".parse().expect("a number"), 2)),
                2,
                "(2 + 2 + 3) ÷ (3 × 3) × 2.00 = 1.555… → 1.56",
            ),
            (number("1").minus(&sum()), 0, "1 − (2 + 2 + 3) = −6"),
            (number("5").minus(&number("-3")), 0, "5 − (−3) = 8"),
            (number("5").minus(&number("3.2").minus(&number("0.2"))).abs().floor(), 0, "⌊|5 − (3.2 − 0.2)|⌋ = 2"),
            (number("1").minus(&number("9")).at_least(&Calc::whole(0)), 1, "max(0, 1 − 9) = 0.0"),
            (number("9").minus(&number("1")).at_least(&Calc::whole(0)), 1, "9 − 1 = 8.0"),
            (number("0.125").times(&number("1")), 2, "0.125 × 1 = 0.125 → 0.13"),
        ] {
            assert_eq!(calc.line(places).as_deref(), Some(line));
        }
        assert_eq!(number("12.5").line(2), None);
        assert_eq!(number("1").over(&number("0")).line(2), None);
    }
}

//! Reads a line of arithmetic and works it out in exact fractions, as somebody with a pencil would: `(2 + 2 + 3) ÷ (3 × 3) × 2.00 =
//! 1.555… → 1.56`.
//!
//! `=` is exact, or cut where the number ends with `…`; `→` rounds half up to the places shown; `≈` is a floating-point number, or a root;
//! `<`, `>`, `≤`, `≥` compare. `|a|`, `⌊a⌋`, `max(a, b)` and `min(a, b)` are what they are.

use std::cmp::Ordering;

/// In lowest terms, the denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number(i128, i128);

impl Number {
    fn new(above: i128, below: i128) -> Result<Self, String> {
        let (mut a, mut b) = (above.abs(), below.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        if below == 0 { Err("a division by nothing".to_owned()) } else { Ok(Self(below.signum() * above / a, below.abs() / a)) }
    }

    /// `-12.5`
    pub fn read(text: &str) -> Result<Self, String> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}").parse().map_err(|_| format!("{text:?} is no number"))?;
        Self::new(digits, power(fraction.len())?)
    }

    fn apply(self, sign: char, other: Self) -> Result<Self, String> {
        let product = |a: i128, b: i128| a.checked_mul(b).ok_or_else(|| "numbers too long for this calculator".to_owned());
        match sign {
            '+' => {
                Self::new(product(self.0, other.1)?.checked_add(product(other.0, self.1)?).ok_or("too long")?, product(self.1, other.1)?)
            }
            '−' => self.apply('+', Self(-other.0, other.1)),
            '×' => {
                let (one, two) = (Self::new(self.0, other.1)?, Self::new(other.0, self.1)?);
                Self::new(product(one.0, two.0)?, product(one.1, two.1)?)
            }
            _ => self.apply('×', Self::new(other.1, other.0)?),
        }
    }

    fn order(self, other: Self) -> Result<Ordering, String> {
        Ok(self.apply('−', other)?.0.cmp(&0))
    }

    fn floor(self) -> Self {
        Self(self.0.div_euclid(self.1), 1)
    }

    /// The digits after the point cut off.
    fn cut(self, places: usize) -> Result<Self, String> {
        let unit = power(places)?;
        Self::new(self.0.signum() * (self.0.abs().checked_mul(unit).ok_or("too long")? / self.1), unit)
    }

    fn rounded(self, places: usize) -> Result<Self, String> {
        let half = Self::new(self.0.signum(), 2 * power(places)?)?;
        self.apply('+', half)?.cut(places)
    }
}

fn power(places: usize) -> Result<i128, String> {
    let places = u32::try_from(places).map_err(|_| "too many places".to_owned())?;
    10_i128.checked_pow(places).ok_or_else(|| "too many places".to_owned())
}

/// One side of an equation.
#[derive(Debug, Clone, Copy)]
struct Side {
    value: Number,
    /// Of a single number: the places shown, and whether it is cut.
    places: Option<usize>,
    cut: bool,
    /// It is the root of the value.
    root: bool,
}

/// Checks a line; the number it ends with.
pub fn work_out(line: &str) -> Result<Number, String> {
    let mut reader = Reader { left: line };
    let mut side = reader.sum()?;
    let mut last = side.value;
    while let Some(relation) = reader.next_of("=→≈<>≤≥") {
        let right = reader.sum()?;
        last = follow(side, relation, right)?;
        if relation != '=' || !right.cut {
            side = Side { value: last, ..right };
        }
        if matches!(relation, '<' | '>' | '≤' | '≥') {
            break;
        }
    }
    if reader.left.is_empty() { Ok(last) } else { Err(format!("cannot read {:?}", reader.left)) }
}

fn follow(left: Side, relation: char, right: Side) -> Result<Number, String> {
    let (a, b) = (left.value, right.value);
    let holds = match relation {
        '=' if right.cut => a.cut(right.places.unwrap_or(0))? == b,
        '=' => a == b,
        '→' => a.rounded(right.places.ok_or("rounded to no number")?)? == b,
        '≈' if left.root => {
            let unit = Number::new(1, power(right.places.ok_or("a root that is no number")?)?)?;
            let square = |number: Number| number.apply('×', number);
            square(b.apply('−', unit)?)?.order(a)?.is_le() && square(b.apply('+', unit)?)?.order(a)?.is_ge()
        }
        '≈' => {
            let apart = a.apply('−', b.cut(12)?)?;
            Number(apart.0.abs(), apart.1).order(Number(1, 1_000_000))?.is_lt()
        }
        '<' => a.order(b)?.is_lt(),
        '>' => a.order(b)?.is_gt(),
        '≤' => a.order(b)?.is_le(),
        _ => a.order(b)?.is_ge(),
    };
    match (holds, relation) {
        (false, _) => Err(format!("{a:?} {relation} {b:?} is wrong")),
        (true, '<' | '>' | '≤' | '≥') => Ok(a),
        (true, _) => Ok(b),
    }
}

struct Reader<'a> {
    left: &'a str,
}

impl Reader<'_> {
    fn next_of(&mut self, signs: &str) -> Option<char> {
        self.left = self.left.trim_start();
        let next = self.left.chars().next().filter(|next| signs.contains(*next))?;
        self.left = &self.left[next.len_utf8()..];
        Some(next)
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        self.next_of(sign).map(|_| ()).ok_or_else(|| format!("{sign} is missing before {:?}", self.left))
    }

    fn sum(&mut self) -> Result<Side, String> {
        self.chained("+−", Self::product)
    }

    fn product(&mut self) -> Result<Side, String> {
        self.chained("×÷", Self::factor)
    }

    fn chained(&mut self, signs: &str, part: impl Fn(&mut Self) -> Result<Side, String>) -> Result<Side, String> {
        let mut side = part(self)?;
        while let Some(sign) = self.next_of(signs) {
            let right = part(self)?;
            side = plain(side.value.apply(sign, right.value)?);
        }
        Ok(side)
    }

    fn factor(&mut self) -> Result<Side, String> {
        self.left = self.left.trim_start();
        for (word, pick) in [("max(", Ordering::Greater), ("min(", Ordering::Less)] {
            if let Some(left) = self.left.strip_prefix(word) {
                self.left = left;
                let one = self.sum()?;
                self.expect(",")?;
                let other = self.sum()?;
                self.expect(")")?;
                return Ok(plain(if one.value.order(other.value)? == pick { one.value } else { other.value }));
            }
        }
        let Some(sign) = self.next_of("−(|⌊√") else { return self.number() };
        if sign == '−' {
            let side = self.factor()?;
            return Ok(Side { value: Number(-side.value.0, side.value.1), ..side });
        }
        if sign == '√' {
            self.expect("(")?;
        }
        let inner = self.sum()?.value;
        self.expect(match sign {
            '|' => "|",
            '⌊' => "⌋",
            _ => ")",
        })?;
        Ok(match sign {
            '|' => plain(Number(inner.0.abs(), inner.1)),
            '⌊' => plain(inner.floor()),
            '√' => Side { root: true, ..plain(inner) },
            _ => plain(inner),
        })
    }

    fn number(&mut self) -> Result<Side, String> {
        let end = self.left.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.left.len());
        let (text, left) = self.left.split_at(end);
        self.left = left;
        let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let cut = self.left.starts_with('…') && self.next_of("…").is_some();
        Ok(Side { places: Some(places), cut, ..plain(Number::read(text)?) })
    }
}

const fn plain(value: Number) -> Side {
    Side { value, places: None, cut: false, root: false }
}

#[test]
fn right_is_right_and_wrong_is_wrong() {
    for (line, result) in [
        ("(2 + 2 + 3) ÷ (3 × 3) × 2.00 = 1.555… → 1.56", Some("1.56")),
        ("(2 + 2 + 3) ÷ (3 × 3) × 2.00 = 1.556… → 1.56", None),
        ("(2 + 2 + 3) ÷ (3 × 3) × 2.00 = 1.555… → 1.55", None),
        ("2 + 3 × 4 = 14", Some("14")),
        ("10 − 3 − 2 = 5", Some("5")),
        ("12 ÷ 3 ÷ 2 = 2.00", Some("2")),
        ("5 − (−3) = 8", Some("8")),
        ("−1 ÷ 8 = −0.125 → −0.13", Some("-0.13")),
        ("⌊|189 − 200| ÷ (200 × 5 ÷ 100)⌋ = 1", Some("1")),
        ("max(0, 1.00 − 9) = 0.00", Some("0")),
        ("min(1000, max(0, 3)) = 3", Some("3")),
        ("3 − 1 = 2 > 1", Some("2")),
        ("3 − 1 = 2 ≤ 1", None),
        ("√(2) ≈ 1.414214", Some("1.414214")),
        ("√(2) ≈ 1.414216", None),
        ("1 ÷ 3 ≈ 0.33333333 → 0.3", Some("0.3")),
        ("1 ÷ 0 = 1", None),
        ("1 + = 1", None),
        ("1 = 1 and", None),
    ] {
        assert_eq!(work_out(line).ok(), result.map(|text| Number::read(text).expect("a number")), "{line}");
    }
}

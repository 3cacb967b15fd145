//! Krippendorff's alpha (*Content Analysis*, 2004, ch. 11; "Computing Krippendorff's Alpha-Reliability", 2011), with missing scores.

use super::super::{FairnessFault, Rating, Ratings};

pub const ALPHA_METHOD: &str = "krippendorff-alpha/1";
/// The ratio metric compares every score with every other one; more different ones than this are refused.
pub const RATIO_MAX_VALUES: usize = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    Nominal,
    Ordinal,
    Interval,
    Ratio,
}

impl Metric {
    pub const ALL: [Self; 4] = [Self::Nominal, Self::Ordinal, Self::Interval, Self::Ratio];
}

/// Units with two scores or more, their scores as places among the different ones.
struct Pairable {
    /// Different scores, ascending, with how often each occurs.
    values: Vec<(f64, f64)>,
    /// Per unit the places of its scores.
    units: Vec<Vec<usize>>,
    count: f64,
}

/// 1 − observed ÷ expected disagreement: 1 for agreement throughout, 0 for what chance gives, below for worse.
///
/// # Errors
/// Where no unit has two scores, all scores are equal, or (ratio) a score is negative or there are too many different ones.
pub fn alpha(ratings: &Ratings, metric: Metric) -> Result<f64, FairnessFault> {
    let data = Pairable::of(ratings)?;
    if metric == Metric::Ratio {
        if data.values[0].0 < 0.0 {
            return Err(FairnessFault::NegativeScores);
        }
        if data.values.len() > RATIO_MAX_VALUES {
            return Err(FairnessFault::TooManyValues(RATIO_MAX_VALUES));
        }
    }
    let positions = data.positions(metric);
    let difference = |a: usize, b: usize| difference(metric, positions[a], positions[b]);
    let observed: f64 = data.units.iter().map(|unit| within(unit, difference)).sum::<f64>() / data.count;
    let expected = data.expected(metric, &positions) / (data.count * (data.count - 1.0));
    Ok(1.0 - observed / expected)
}

/// Squared difference of two scores' positions.
fn difference(metric: Metric, a: f64, b: f64) -> f64 {
    match metric {
        Metric::Nominal => f64::from(u8::from(a.total_cmp(&b).is_ne())),
        Metric::Ordinal | Metric::Interval => (a - b) * (a - b),
        Metric::Ratio if a + b > 0.0 => ((a - b) / (a + b)).powi(2),
        Metric::Ratio => 0.0,
    }
}

/// The sum over ordered pairs of one unit, divided by its other scores.
fn within(unit: &[usize], difference: impl Fn(usize, usize) -> f64) -> f64 {
    let pairs: f64 =
        unit.iter().enumerate().flat_map(|(at, &a)| unit[at + 1..].iter().map(move |&b| (a, b))).map(|(a, b)| difference(a, b)).sum();
    2.0 * pairs / (unit.len() - 1) as f64
}

impl Pairable {
    fn of(ratings: &Ratings) -> Result<Self, FairnessFault> {
        let units: Vec<&[Rating]> = ratings.units().filter(|unit| unit.len() >= 2).collect();
        let mut scores: Vec<_> = units.iter().flat_map(|unit| unit.iter().map(|rating| rating.value)).collect();
        scores.sort_unstable();
        let values: Vec<_> = scores.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len() as f64)).collect();
        match values.len() {
            0 => return Err(FairnessFault::NoSharedUnit),
            1 => return Err(FairnessFault::AllEqual),
            _ => {}
        }
        let place = |rating: &Rating| values.partition_point(|(value, _)| *value < rating.value);
        Ok(Self {
            units: units.iter().map(|unit| unit.iter().map(place).collect()).collect(),
            count: scores.len() as f64,
            values: values.iter().map(|(value, count)| (value.to_f64(), *count)).collect(),
        })
    }

    /// What the metric compares. The ordinal difference, the number of scores from one to the other with half of each end, is the
    /// difference of middle ranks.
    fn positions(&self, metric: Metric) -> Vec<f64> {
        let mut below = 0.0;
        let position = |&(value, count): &(f64, f64)| {
            below += count;
            if metric == Metric::Ordinal { below - count / 2.0 } else { value }
        };
        self.values.iter().map(position).collect()
    }

    /// The sum of differences over all ordered pairs of scores.
    fn expected(&self, metric: Metric, positions: &[f64]) -> f64 {
        let counts = || self.values.iter().map(|(_, count)| count);
        match metric {
            Metric::Nominal => self.count * self.count - counts().map(|count| count * count).sum::<f64>(),
            Metric::Ordinal | Metric::Interval => {
                let mean = counts().zip(positions).map(|(count, at)| count * at).sum::<f64>() / self.count;
                2.0 * self.count * counts().zip(positions).map(|(count, at)| count * (at - mean).powi(2)).sum::<f64>()
            }
            Metric::Ratio => {
                let with_later = |(at, count): (usize, &f64)| {
                    let later = counts().zip(positions).skip(at + 1);
                    count * later.map(|(other, b)| other * difference(metric, positions[at], *b)).sum::<f64>()
                };
                2.0 * counts().enumerate().map(with_later).sum::<f64>()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::{aspects, near, range, table};

    /// One line per coder, one character per unit, to one line per unit.
    fn coded(coders: &[&str]) -> Ratings {
        let coders: Vec<Vec<&str>> = coders.iter().map(|line| line.split_whitespace().collect()).collect();
        let units: Vec<String> =
            (0..coders[0].len()).map(|unit| coders.iter().map(|coder| coder[unit]).collect::<Vec<_>>().join(" ")).collect();
        table(&units.join("\n"))
    }

    /// The second example is Krippendorff 2011, section C.
    #[test]
    fn worked_examples_come_out() {
        let three = coded(&["* * * * * 3 4 1 2 1 1 3 3 * 3", "1 * 2 1 3 3 4 3 * * * * * * *", "* * 2 1 3 4 4 * 2 1 1 3 3 * 4"]);
        let four = coded(&["1 2 3 3 2 1 4 1 2 * * *", "1 2 3 3 2 2 4 1 2 5 * 3", "* 3 3 3 2 3 4 2 2 5 1 *", "1 2 3 3 2 4 4 1 2 5 1 *"]);
        for (data, metric, expected) in [
            (&three, Metric::Nominal, 0.691),
            (&three, Metric::Interval, 0.811),
            (&four, Metric::Nominal, 0.743),
            (&four, Metric::Ordinal, 0.815),
            (&four, Metric::Interval, 0.849),
            (&four, Metric::Ratio, 0.797),
        ] {
            let found = alpha(data, metric).expect("data");
            assert!(near(found, expected, 0.0005), "{metric:?}: {found}");
        }
    }

    #[test]
    fn edges_have_a_reason() {
        for (rows, fault) in [("1 .\n. 2", FairnessFault::NoSharedUnit), ("2 2\n2 2", FairnessFault::AllEqual)] {
            for metric in Metric::ALL {
                assert_eq!(alpha(&table(rows), metric), Err(fault.clone()), "{rows}");
            }
        }
        let below = aspects(&["-1 2\n2 2"], range("-3", "3", "1"));
        assert_eq!(alpha(&below, Metric::Ratio), Err(FairnessFault::NegativeScores));
        assert!(alpha(&below, Metric::Interval).is_ok());
        assert!(alpha(&table("0 0\n1 1\n0 0"), Metric::Ratio).is_ok_and(|alpha| near(alpha, 1.0, 1e-12)));
    }
}

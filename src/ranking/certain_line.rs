//! What is certain about a scale while its population may still change: how far apart scores are, which totals reach a medallion.

use crate::{
    competition::{ScaleRule, Skill, SpreadEstimator},
    decimal::Decimal,
    scoring::Extremes,
};

/// Floating point may be off by so much of itself; claims keep this distance.
const CAUTION: f64 = 1e-9;

/// Totals that certainly reach a medallion, and totals that certainly do not, in marks.
pub(super) struct MedallionTotals {
    pub from: Option<f64>,
    pub below: Option<f64>,
}

/// What is certain about the line from totals to scale scores.
pub(super) enum Line {
    /// The total itself is compared.
    Totals,
    /// Scale points per mark; where the line starts matters to nobody here.
    Slope {
        per_mark: f64,
        decimals: u32,
        at: (Decimal, Decimal),
    },
    /// Around a middle between the two, at least so many scale points per mark.
    Around {
        centre: Decimal,
        middle: (f64, f64),
        per_mark: f64,
        decimals: u32,
        clamp: Option<Clamp>,
    },
    Unknown,
}

impl Line {
    pub(super) fn of(skill: &Skill, members: &[&Extremes]) -> Self {
        if skill.rules.population.per_group {
            return Self::Unknown;
        }
        match &skill.rules.scale {
            ScaleRule::None => Self::Totals,
            ScaleRule::Linear { from, to, decimals } => {
                let per_mark = (to.1 - to.0).to_f64() / (from.1 - from.0).to_f64();
                Self::Slope { per_mark, decimals: *decimals, at: (from.0, to.0) }
            }
            ScaleRule::Percentile { .. } => Self::Unknown,
            ScaleRule::Worldskills { centre, estimator, target_spread, clamp, decimals } => {
                let (spread, spreads_away) = match estimator {
                    SpreadEstimator::Fixed(spread) => (spread.to_f64(), None),
                    // The median is at most one standard deviation away from the mean.
                    SpreadEstimator::Sd => (largest_deviation(members), second_extreme(members.len()).map(|away| away + 1.0)),
                    // It can be zero although people differ, and then everyone stands at the centre.
                    SpreadEstimator::Mad => return Self::Unknown,
                };
                let clamp = Clamp::of(*clamp, *target_spread, spreads_away);
                Self::around(*centre, middle(members, median), target_spread.to_f64() / spread, *decimals, clamp)
            }
            ScaleRule::Standard { centre, target_spread, clamp, decimals } => {
                let clamp = Clamp::of(*clamp, *target_spread, second_extreme(members.len()));
                Self::around(*centre, middle(members, mean), target_spread.to_f64() / largest_deviation(members), *decimals, clamp)
            }
        }
    }

    fn around(centre: Decimal, middle: Option<(f64, f64)>, per_mark: f64, decimals: u32, clamp: Option<Clamp>) -> Self {
        match middle {
            Some(middle) if per_mark.is_finite() && per_mark > 0.0 => Self::Around { centre, middle, per_mark, decimals, clamp },
            _ => Self::Unknown,
        }
    }

    /// The least distance of two totals that is certainly more than the window in scale points, in units.
    pub(super) fn apart(&self, window: Decimal) -> Option<i128> {
        let (per_mark, decimals) = match self {
            Self::Totals => return Some(i128::from(window.units())),
            Self::Slope { per_mark, decimals, .. } | Self::Around { per_mark, decimals, .. } => (*per_mark, *decimals),
            Self::Unknown => return None,
        };
        if let Self::Around { centre, clamp: Some(clamp), .. } = self
            && !clamp.leaves_apart(centre.to_f64(), window.to_f64() + step(decimals))
        {
            return None;
        }
        // Rounding may bring two scores together by one step.
        let needed = (window.to_f64() + step(decimals)) / per_mark * (1.0 + CAUTION) * units_per_mark();
        #[allow(clippy::cast_possible_truncation)]
        (needed.is_finite() && needed < 1e18).then(|| needed.ceil() as i128 + 1)
    }

    pub(super) fn medallion(&self, medallion: Decimal) -> MedallionTotals {
        match self {
            Self::Totals => MedallionTotals { from: Some(medallion.to_f64()), below: Some(medallion.to_f64()) },
            Self::Slope { per_mark, decimals, at } => {
                let total = |away: f64| at.0.to_f64() + (medallion.to_f64() + away - at.1.to_f64()) / per_mark;
                MedallionTotals { from: Some(total(step(*decimals))), below: Some(total(-step(*decimals))) }
            }
            Self::Around { centre, middle, per_mark, decimals, clamp } => {
                let over = medallion.to_f64() - centre.to_f64();
                let at_centre = centre.rounded(*decimals).is_some_and(|score| score >= medallion);
                // The line is at least that steep: beyond the middle it only carries further away from the centre.
                let rise = if at_centre { 0.0 } else { (over + step(*decimals)).max(0.0) / per_mark };
                let fall = (over - step(*decimals)).min(0.0) / per_mark;
                let (from, below) = (middle.1 + rise, middle.0 + fall);
                let (lowest, highest) = clamp.as_ref().map_or((f64::NEG_INFINITY, f64::INFINITY), |clamp| clamp.range);
                MedallionTotals {
                    from: (highest >= medallion.to_f64()).then_some(from + CAUTION * from.abs()),
                    below: (lowest < medallion.to_f64()).then_some(below - CAUTION * below.abs()),
                }
            }
            Self::Unknown => MedallionTotals { from: None, below: None },
        }
    }
}

/// Scale scores do not leave a range.
pub(super) struct Clamp {
    range: (f64, f64),
    /// Nobody with somebody above is further above the centre than this in scale points, nobody with somebody below further below.
    second: Option<f64>,
}

impl Clamp {
    fn of(range: Option<(Decimal, Decimal)>, target_spread: Decimal, spreads_away: Option<f64>) -> Option<Self> {
        let (low, high) = range?;
        let second = spreads_away.map(|away| away * target_spread.to_f64() * (1.0 + CAUTION));
        Some(Self { range: (low.to_f64(), high.to_f64()), second })
    }

    /// Whether two scores that are further apart than `distance` without the clamp still are with it.
    fn leaves_apart(&self, centre: f64, distance: f64) -> bool {
        let fits = |second: f64| centre + second + distance <= self.range.1 && centre - second - distance >= self.range.0;
        self.second.is_some_and(fits)
    }
}

/// The second largest of n values is at most so many sample standard deviations above their mean: √((n − 1)(n − 2) ÷ 2n), with the two
/// largest equal and all others equal.
#[allow(clippy::cast_precision_loss)]
fn second_extreme(members: usize) -> Option<f64> {
    let n = members as f64;
    (members >= 3).then(|| ((n - 1.0) * (n - 2.0) / (2.0 * n)).sqrt())
}

fn step(decimals: u32) -> f64 {
    10_f64.powi(-decimals.cast_signed())
}

#[allow(clippy::cast_precision_loss)]
fn units_per_mark() -> f64 {
    Decimal::ONE.units() as f64
}

/// The lowest and the highest the middle can become: it never falls when a total rises.
fn middle(members: &[&Extremes], of: impl Fn(Vec<f64>) -> f64) -> Option<(f64, f64)> {
    let lows = members.iter().map(|extremes| extremes.low.total.to_f64()).collect();
    let highs = members.iter().map(|extremes| extremes.high.total.to_f64()).collect();
    (!members.is_empty()).then(|| (of(lows), of(highs)))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2])
}

#[allow(clippy::cast_precision_loss, clippy::needless_pass_by_value)]
fn mean(values: Vec<f64>) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// No completion has a larger sample standard deviation: deviations from any one point add up to no less than those from the mean.
#[allow(clippy::cast_precision_loss)]
fn largest_deviation(members: &[&Extremes]) -> f64 {
    let ends = || members.iter().map(|extremes| (extremes.low.total.to_f64(), extremes.high.total.to_f64()));
    let point = ends().map(|(low, high)| f64::midpoint(low, high)).sum::<f64>() / members.len() as f64;
    let squares: f64 = ends().map(|(low, high)| (low - point).powi(2).max((high - point).powi(2))).sum();
    (squares / (members.len() as f64 - 1.0)).sqrt() * (1.0 + CAUTION)
}

//! How far medals are decided, by place and by a points window.

use super::{
    Chance, Ranking,
    reach::{Who, as_rank},
};
use crate::{
    competition::{Medal, PopulationMembers, ScaleRule, Skill, SpreadEstimator},
    decimal::Decimal,
    scoring::{Extremes, SkillTally},
};

/// Floating point may be off by so much of itself; claims keep this distance.
const CAUTION: f64 = 1e-9;

pub(super) enum Outlook {
    /// First and last place of each medal that goes by place.
    Places(Vec<(Medal, (u32, u32))>),
    Scores(Scores),
}

impl Outlook {
    /// `reach`: how many entrants are certainly ahead in the end, and how many may be.
    pub(super) fn chance(&self, medal: Medal, competitor: usize, reach: (usize, usize)) -> Chance {
        let (best, worst) = (as_rank(reach.0 + 1), as_rank(reach.1 + 1));
        match self {
            Self::Places(ranges) => match ranges.iter().find(|(other, _)| *other == medal) {
                Some((_, (first, last))) if *first <= best && worst <= *last => Chance::Certain,
                Some((_, (first, last))) if first <= last && worst >= *first && best <= *last => Chance::Possible,
                _ => Chance::Gone,
            },
            Self::Scores(scores) => scores.chance(medal, competitor, worst),
        }
    }
}

/// What is certain about scale scores while marks are missing.
pub(super) struct Scores {
    extremes: Vec<Extremes>,
    /// Two totals further apart than this, in units of 10⁻⁸, have scale scores further apart than the window in every completion; `None`
    /// when no distance is enough.
    apart: Option<i128>,
    /// Entrants' lowest totals, rising, each with the lowest highest total from there on.
    above: Vec<(i64, i64)>,
    medallion: Medallion,
}

/// Totals that certainly reach a medallion, and totals that certainly do not, in marks.
struct Medallion {
    from: Option<f64>,
    below: Option<f64>,
}

impl Scores {
    pub(super) fn new(skill: &Skill, ranking: &Ranking, tally: &SkillTally, window: Decimal, medallion: Decimal) -> Self {
        let extremes: Vec<Extremes> = (0..tally.competitors()).map(|competitor| tally.extremes(competitor)).collect();
        let members = || {
            let counts = |index: usize| skill.rules.population.who == PopulationMembers::All || skill.competitors[index].eligible;
            extremes.iter().enumerate().filter(move |(index, extreme)| !extreme.low.withdrawn && counts(*index)).map(|(_, extreme)| extreme)
        };
        let line = Line::of(skill, &members().collect::<Vec<_>>());
        let field = ranking.reach.field(Who::Entrants);
        let in_field = (0..tally.competitors()).filter(|&competitor| field.lows.key(competitor).total.is_some());
        let mut above: Vec<(i64, i64)> =
            in_field.map(|competitor| (extremes[competitor].low.total.units(), extremes[competitor].high.total.units())).collect();
        above.sort_unstable();
        let mut lowest_high = i64::MAX;
        for (_, high) in above.iter_mut().rev() {
            lowest_high = lowest_high.min(*high);
            *high = lowest_high;
        }
        Self { apart: line.apart(window), medallion: line.medallion(medallion), extremes, above }
    }

    fn chance(&self, medal: Medal, competitor: usize, worst: u32) -> Chance {
        // Every medal's scores lie within one window, so somebody that far ahead is in a better group.
        let groups_ahead = self.groups_ahead(competitor);
        match medal {
            Medal::Gold if worst == 1 => Chance::Certain,
            Medal::Gold if groups_ahead >= 1 => Chance::Gone,
            Medal::Silver if groups_ahead >= 2 || worst == 1 => Chance::Gone,
            Medal::Bronze if groups_ahead >= 3 || worst == 1 => Chance::Gone,
            Medal::Medallion => self.medallion_chance(competitor, groups_ahead, worst),
            Medal::Gold | Medal::Silver | Medal::Bronze => Chance::Possible,
            Medal::Merit => Chance::Gone,
        }
    }

    fn medallion_chance(&self, competitor: usize, groups_ahead: usize, worst: u32) -> Chance {
        let extremes = &self.extremes[competitor];
        let (low, high) = (extremes.low.total.to_f64(), extremes.high.total.to_f64());
        if worst == 1 || self.medallion.below.is_some_and(|below| high < below) {
            Chance::Gone
        } else if groups_ahead >= 3 && self.medallion.from.is_some_and(|from| low > from) {
            Chance::Certain
        } else {
            Chance::Possible
        }
    }

    /// How many entrants are certainly ahead by more than a window, each of the one before; three are enough.
    fn groups_ahead(&self, competitor: usize) -> usize {
        let Some(apart) = self.apart else { return 0 };
        let mut top = i128::from(self.extremes[competitor].high.total.units());
        let mut groups = 0;
        while groups < 3 {
            let first = self.above.partition_point(|(low, _)| i128::from(*low) <= top + apart);
            let Some((_, lowest_high)) = self.above.get(first) else { break };
            top = i128::from(*lowest_high);
            groups += 1;
        }
        groups
    }
}

/// What is certain about the line from totals to scale scores.
enum Line {
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
    },
    Unknown,
}

impl Line {
    fn of(skill: &Skill, members: &[&Extremes]) -> Self {
        if skill.rules.population.per_group {
            return Self::Unknown;
        }
        match &skill.rules.scale {
            ScaleRule::None => Self::Totals,
            ScaleRule::Linear { from, to, decimals } => {
                let per_mark = (to.1 - to.0).to_f64() / (from.1 - from.0).to_f64();
                Self::Slope { per_mark, decimals: *decimals, at: (from.0, to.0) }
            }
            // A clamp may make any two scores equal.
            ScaleRule::Percentile { .. } | ScaleRule::Worldskills { clamp: Some(_), .. } | ScaleRule::Standard { clamp: Some(_), .. } => {
                Self::Unknown
            }
            ScaleRule::Worldskills { centre, estimator, target_spread, decimals, .. } => {
                let spread = match estimator {
                    SpreadEstimator::Fixed(spread) => spread.to_f64(),
                    SpreadEstimator::Sd => largest_deviation(members),
                    // It can be zero although people differ, and then everyone stands at the centre.
                    SpreadEstimator::Mad => return Self::Unknown,
                };
                Self::around(*centre, middle(members, median), target_spread.to_f64() / spread, *decimals)
            }
            ScaleRule::Standard { centre, target_spread, decimals, .. } => {
                Self::around(*centre, middle(members, mean), target_spread.to_f64() / largest_deviation(members), *decimals)
            }
        }
    }

    fn around(centre: Decimal, middle: Option<(f64, f64)>, per_mark: f64, decimals: u32) -> Self {
        match middle {
            Some(middle) if per_mark.is_finite() && per_mark > 0.0 => Self::Around { centre, middle, per_mark, decimals },
            _ => Self::Unknown,
        }
    }

    /// The least distance of two totals that is certainly more than the window in scale points, in units.
    fn apart(&self, window: Decimal) -> Option<i128> {
        let (per_mark, decimals) = match self {
            Self::Totals => return Some(i128::from(window.units())),
            Self::Slope { per_mark, decimals, .. } | Self::Around { per_mark, decimals, .. } => (*per_mark, *decimals),
            Self::Unknown => return None,
        };
        // Rounding may bring two scores together by one step.
        let needed = (window.to_f64() + step(decimals)) / per_mark * (1.0 + CAUTION) * units_per_mark();
        #[allow(clippy::cast_possible_truncation)]
        (needed.is_finite() && needed < 1e18).then(|| needed.ceil() as i128 + 1)
    }

    fn medallion(&self, medallion: Decimal) -> Medallion {
        match self {
            Self::Totals => Medallion { from: Some(medallion.to_f64()), below: Some(medallion.to_f64()) },
            Self::Slope { per_mark, decimals, at } => {
                let total = |away: f64| at.0.to_f64() + (medallion.to_f64() + away - at.1.to_f64()) / per_mark;
                Medallion { from: Some(total(step(*decimals))), below: Some(total(-step(*decimals))) }
            }
            Self::Around { centre, middle, per_mark, decimals } => {
                let over = medallion.to_f64() - centre.to_f64();
                let at_centre = centre.rounded(*decimals).is_some_and(|score| score >= medallion);
                // The line is at least that steep: beyond the middle it only carries further away from the centre.
                let rise = if at_centre { 0.0 } else { (over + step(*decimals)).max(0.0) / per_mark };
                let fall = (over - step(*decimals)).min(0.0) / per_mark;
                let (from, below) = (middle.1 + rise, middle.0 + fall);
                Medallion { from: Some(from + CAUTION * from.abs()), below: Some(below - CAUTION * below.abs()) }
            }
            Self::Unknown => Medallion { from: None, below: None },
        }
    }
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

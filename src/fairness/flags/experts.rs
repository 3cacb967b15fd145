//! Which experts and which single scores to look at.

use super::{
    super::{Additive, Fit, Rasch},
    Compatriots, Drift, Limits,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Additive effect below nought beyond the limits.
    Severe,
    Lenient,
    /// Infit or outfit above the limit: scores that the rest of the panel's do not explain.
    Erratic,
    /// Infit or outfit below the limit: more predictable than independent scores are.
    TooPredictable,
    /// Always the lowest or always the highest category.
    Extreme,
    Drift,
    Compatriots,
}

impl Flag {
    /// The name in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Severe => "severe",
            Self::Lenient => "lenient",
            Self::Erratic => "erratic",
            Self::TooPredictable => "too-predictable",
            Self::Extreme => "extreme",
            Self::Drift => "drift",
            Self::Compatriots => "compatriots",
        }
    }
}

/// The flags of one expert; what was not computed raises none.
#[must_use]
pub fn flags(
    expert: usize,
    additive: Option<&Additive>,
    rasch: Option<&Rasch>,
    drift: Option<Drift>,
    compatriots: Option<Compatriots>,
    limits: &Limits,
) -> Vec<Flag> {
    let mut flags = Vec::new();
    flags.extend(additive.and_then(|additive| severity(additive, expert, limits)));
    let element = rasch.and_then(|rasch| rasch.experts.get(expert).copied().flatten());
    if let Some(fit) = element.and_then(|element| element.fit) {
        flags.extend(misfit(fit, limits, |(mean_square, _)| mean_square > limits.mean_square.1).then_some(Flag::Erratic));
        flags.extend(misfit(fit, limits, |(mean_square, _)| mean_square < limits.mean_square.0).then_some(Flag::TooPredictable));
    }
    flags.extend(element.is_some_and(|element| element.extreme).then_some(Flag::Extreme));
    flags.extend(drift.is_some_and(|drift| drift.t.abs() >= limits.t).then_some(Flag::Drift));
    flags.extend(compatriots.and_then(|found| found.t).is_some_and(|t| t.abs() >= limits.t).then_some(Flag::Compatriots));
    flags
}

/// Whether one of the mean squares, with its deviate beyond the limit, is outside in this way.
fn misfit(fit: Fit, limits: &Limits, outside: impl Fn((f64, f64)) -> bool) -> bool {
    let both = [(fit.infit, fit.infit_z), (fit.outfit, fit.outfit_z)];
    both.into_iter().filter_map(|(mean_square, z)| Some((mean_square, z?))).any(|of| of.1.abs() >= limits.fit_deviate && outside(of))
}

fn severity(additive: &Additive, expert: usize, limits: &Limits) -> Option<Flag> {
    let (effect, error) = ((*additive.effects.get(expert)?)?, (*additive.errors.get(expert)?)?);
    let beyond = effect.abs() > limits.effect_errors * error && effect.abs() > limits.effect_spreads * additive.residual_sd?;
    beyond.then_some(if effect < 0.0 { Flag::Severe } else { Flag::Lenient })
}

/// Single scores far from what the model expects.
#[derive(Debug, Clone, PartialEq)]
pub struct Surprises {
    /// How many there are.
    pub count: usize,
    /// Places in [`super::super::Ratings::list`] with the standardised residual, the largest first.
    pub listed: Vec<(usize, f64)>,
}

#[must_use]
pub fn surprises(rasch: &Rasch, limits: &Limits) -> Surprises {
    let far = |(place, residual): (usize, &Option<f64>)| Some((place, (*residual)?)).filter(|(_, z)| z.abs() >= limits.residual);
    let mut listed: Vec<(usize, f64)> = rasch.residuals.iter().enumerate().filter_map(far).collect();
    listed.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let count = listed.len();
    listed.truncate(limits.listed_max_count);
    Surprises { count, listed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::{
        additive,
        sample::{near, table},
    };

    fn named(rows: &str) -> Vec<Vec<&'static str>> {
        let fit = additive(&table(rows)).expect("two experts");
        let of = |expert| flags(expert, Some(&fit), None, None, None, &Limits::default()).into_iter().map(Flag::name).collect();
        (0..fit.effects.len()).map(of).collect()
    }

    #[test]
    fn an_effect_is_flagged_beyond_its_error_and_the_spread() {
        for (rows, expected) in [
            ("5 6 1\n6 5 1\n8 8 4\n9 8 5\n4 5 0\n7 7 3", [vec!["lenient"], vec!["lenient"], vec!["severe"]]),
            ("5 6 5\n6 5 6\n8 8 7\n9 8 9\n4 5 5\n7 7 7", [vec![], vec![], vec![]]),
        ] {
            assert_eq!(named(rows), expected, "{rows}");
        }
    }

    #[test]
    fn fit_is_flagged_beyond_its_limits_and_beyond_chance() {
        for (infit, infit_z, expected) in [
            (1.6, Some(2.5), (true, false)),
            (1.6, Some(1.5), (false, false)),
            (1.4, Some(9.0), (false, false)),
            (0.4, Some(-2.5), (false, true)),
            (0.4, None, (false, false)),
        ] {
            let (fit, limits) = (Fit { infit, infit_z, outfit: 1.0, outfit_z: Some(0.0) }, Limits::default());
            let high = misfit(fit, &limits, |(mean_square, _)| mean_square > limits.mean_square.1);
            let low = misfit(fit, &limits, |(mean_square, _)| mean_square < limits.mean_square.0);
            assert_eq!((high, low), expected, "{infit}");
        }
    }

    #[test]
    fn drift_and_compatriots_are_flagged_from_their_t() {
        for (t, expected) in [(2.9, vec![]), (-3.0, vec![Flag::Drift, Flag::Compatriots])] {
            let (drift, own) = (Drift { change: t, t, df: 9 }, Compatriots { own: 3, difference: t, t: Some(t) });
            assert_eq!(flags(0, None, None, Some(drift), Some(own), &Limits::default()), expected, "{t}");
        }
        assert!(near(Limits::default().t, 3.0, 0.0));
    }
}

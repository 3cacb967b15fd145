//! One skill's analysis from beginning to end: every method, put into a report.

mod agreed;
mod people;
mod scales;

use super::{
    ADDITIVE_METHOD, Additive, BOOTSTRAP_METHOD, BootstrapOptions, CATEGORIES_MAX_COUNT, FairnessFault, MARGIN_TOLERANCE, RASCH_METHOD,
    Rasch, RaschOptions, Ratings, Z_METHOD, additive,
    agreement::{ALPHA_METHOD, CONFIDENCE, ICC_METHOD, KENDALL_METHOD},
    flags::{COMPATRIOT_METHOD, DRIFT_METHOD, Limits},
    rank_confidence, rasch,
    report::{Methods, Note, PLACES, Parameters, RankReport, Ranks, SkillFairness},
};
use crate::{competition::Skill, scoring::SkillTally};

#[derive(Debug, Clone, Copy, Default)]
pub struct AnalysisOptions {
    pub rasch: RaschOptions,
    pub limits: Limits,
    pub bootstrap: BootstrapOptions,
}

/// What is being computed, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stage {
    Additive,
    /// `residual`: the largest difference of a margin, which goes to zero.
    Rasch {
        iteration: u32,
        residual: f64,
    },
    Agreement,
    Ranks {
        done: u32,
        of: u32,
    },
}

/// Everything about one skill. What cannot be computed is null, and a note says why.
#[must_use]
pub fn analysed(skill: &Skill, tally: &SkillTally, options: &AnalysisOptions, progress: &mut dyn FnMut(Stage)) -> SkillFairness {
    let mut notes = Notes::default();
    let ratings = match Ratings::of(skill, tally) {
        Ok(ratings) => Some(ratings),
        Err(fault) => notes.missing("scores", &fault.into()),
    };
    // No judgement scores at all are an analysis as well: of nothing.
    let ratings = ratings.unwrap_or_else(Ratings::none);
    progress(Stage::Additive);
    let fitted = notes.unless_missing("additive", additive(&ratings));
    let mut iterated = |iteration, residual| progress(Stage::Rasch { iteration, residual });
    let measured = notes.unless_missing("rasch", rasch(&ratings, options.rasch, &mut iterated));
    let of = Analysed { skill, ratings: &ratings, additive: fitted.as_ref(), rasch: measured.as_ref(), limits: &options.limits };
    of.note_what_is_special(&mut notes);
    progress(Stage::Agreement);
    let agreement = agreed::agreement(&of, &mut notes);
    let mut drawn = |done, of| progress(Stage::Ranks { done, of });
    let ranks = ranks(skill, tally, options.bootstrap, &mut drawn);
    SkillFairness {
        skill: skill.id.to_string(),
        scores: count(ratings.list().len()),
        units: count(ratings.units().count()),
        methods: methods(),
        parameters: parameters(options),
        connected: super::expert_blocks(&ratings).len() <= 1,
        blocks: people::blocks(&of),
        experts: people::experts(&of),
        competitors: people::competitors(&of),
        aspects: scales::aspects(&of),
        thresholds: scales::thresholds(&of),
        rasch: scales::summary(&of, &mut notes),
        agreement,
        surprises: people::surprises(&of).unwrap_or_default(),
        ranks,
        notes: notes.0,
    }
}

/// What the parts of the report are made from.
struct Analysed<'a> {
    skill: &'a Skill,
    ratings: &'a Ratings,
    additive: Option<&'a Additive>,
    rasch: Option<&'a Rasch>,
    limits: &'a Limits,
}

impl Analysed<'_> {
    fn expert(&self, index: u32) -> String {
        self.skill.experts.get(index as usize).map_or_else(|| index.to_string(), |expert| expert.id.to_string())
    }

    fn note_what_is_special(&self, notes: &mut Notes) {
        if let Some(blocks) = self.additive.map(|additive| additive.blocks.len()).filter(|blocks| *blocks > 1) {
            notes.add("additive", &FairnessFault::Disconnected(blocks));
        }
        if let Some(subsets) = self.rasch.map(|rasch| rasch.expert_subsets.len()).filter(|subsets| *subsets > 1) {
            notes.add("rasch.severity", &FairnessFault::Disconnected(subsets));
        }
        if let Some(additive) = self.additive.filter(|additive| additive.errors.iter().all(Option::is_none)) {
            let without_error = additive
                .residual_sd
                .map_or(FairnessFault::NoDegreesOfFreedom, |_| FairnessFault::TooManyExperts(super::DIRECT_MAX_EXPERTS));
            notes.add("additive.se", &without_error);
        }
    }
}

#[derive(Default)]
struct Notes(Vec<Note>);

impl Notes {
    fn add(&mut self, concerns: &str, fault: &FairnessFault) {
        self.0.push(Note { concerns: concerns.to_owned(), code: fault.code().to_owned(), text: fault.message() });
    }

    fn missing<T>(&mut self, concerns: &str, fault: &FairnessFault) -> Option<T> {
        self.add(concerns, fault);
        None
    }

    fn unless_missing<T>(&mut self, concerns: &str, found: Result<T, FairnessFault>) -> Option<T> {
        found.map_or_else(|fault| self.missing(concerns, &fault), Some)
    }
}

fn ranks(skill: &Skill, tally: &SkillTally, options: BootstrapOptions, progress: &mut dyn FnMut(u32, u32)) -> Ranks {
    let confidence = rank_confidence(skill, tally, options, progress);
    let total = |index: usize| tally.sums(index).total;
    let mut order: Vec<usize> = (0..tally.competitors()).filter(|&index| confidence.competitors[index].is_some()).collect();
    order.sort_by(|&a, &b| total(b).cmp(&total(a)).then(a.cmp(&b)));
    let shown = |total: crate::decimal::Decimal| total.fixed(skill.rules.decimals);
    let competitors = order.iter().filter_map(|&index| {
        let interval = confidence.competitors[index]?;
        Some(RankReport {
            competitor: skill.competitors[index].id.to_string(),
            rank: count(order.partition_point(|&other| total(other) > total(index)) + 1),
            rank_low: interval.rank.0,
            rank_high: interval.rank.1,
            total: shown(total(index)),
            total_low: shown(interval.total.0),
            total_high: shown(interval.total.1),
        })
    });
    let competitors = competitors.collect();
    Ranks { seed: confidence.seed, replicates: confidence.replicates, competitors }
}

const fn methods() -> Methods {
    Methods {
        z: Z_METHOD,
        additive: ADDITIVE_METHOD,
        rasch: RASCH_METHOD,
        icc: ICC_METHOD,
        alpha: ALPHA_METHOD,
        kendall_w: KENDALL_METHOD,
        drift: DRIFT_METHOD,
        compatriots: COMPATRIOT_METHOD,
        ranks: BOOTSTRAP_METHOD,
    }
}

fn parameters(options: &AnalysisOptions) -> Parameters {
    Parameters {
        confidence: CONFIDENCE,
        bias_correction: options.rasch.bias.name(),
        extreme_adjustment: options.rasch.extreme_adjustment,
        categories_max: count(CATEGORIES_MAX_COUNT),
        margin_tolerance: MARGIN_TOLERANCE,
        mean_square_low: options.limits.mean_square.0,
        mean_square_high: options.limits.mean_square.1,
        fit_deviate: options.limits.fit_deviate,
        effect_errors: options.limits.effect_errors,
        effect_spreads: options.limits.effect_spreads,
        residual: options.limits.residual,
        t: options.limits.t,
        places: PLACES,
    }
}

/// Rounded for the report; nothing that is no number leaves this room.
fn shown(value: f64) -> Option<f64> {
    let factor = 10_f64.powi(PLACES.cast_signed());
    // Adding nought turns a negative nought into a plain one.
    Some((value * factor).round() / factor + 0.0).filter(|shown| shown.is_finite())
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_leave_the_room() {
        for (value, expected) in
            [(1.234_567_89, Some("1.234568")), (-0.000_000_1, Some("0")), (f64::NAN, None), (f64::NEG_INFINITY, None), (f64::MAX, None)]
        {
            assert_eq!(shown(value).map(|shown| shown.to_string()).as_deref(), expected, "{value}");
        }
    }
}

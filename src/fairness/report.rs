//! What a fairness analysis says, as plain data: for `jinbang fairness`, for the desk, and for whoever checks it.
//!
//! Every number is rounded to [`PLACES`] decimal places; where there is none, `notes` say why.

use serde::Serialize;

use crate::competition::Text;

/// Decimal places of every number in a report.
pub const PLACES: u32 = 6;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct FairnessReport {
    pub competition: String,
    pub skills: Vec<SkillFairness>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SkillFairness {
    pub skill: String,
    /// Judgement scores, and the units (competitor × aspect) they are of.
    pub scores: u32,
    pub units: u32,
    pub methods: Methods,
    pub parameters: Parameters,
    /// Whether every expert can be compared with every other through units they shared.
    pub connected: bool,
    pub blocks: Vec<Block>,
    /// Experts with at least one score.
    pub experts: Vec<ExpertFairness>,
    pub competitors: Vec<CompetitorFairness>,
    pub aspects: Vec<AspectFairness>,
    pub thresholds: Vec<Threshold>,
    pub rasch: Option<RaschSummary>,
    pub agreement: Agreement,
    pub surprises: SurprisesReport,
    pub ranks: Ranks,
    pub notes: Vec<Note>,
}

/// Why something is missing or was done in a special way.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Note {
    /// The part of the report: `additive`, `rasch`, `icc.1` …
    pub concerns: String,
    pub code: String,
    pub text: Text,
}

/// Names with versions; formulas are in docs/fairness.md.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Methods {
    pub z: &'static str,
    pub additive: &'static str,
    pub rasch: &'static str,
    pub icc: &'static str,
    pub alpha: &'static str,
    pub kendall_w: &'static str,
    pub drift: &'static str,
    pub compatriots: &'static str,
    pub ranks: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Parameters {
    pub confidence: f64,
    pub bias_correction: &'static str,
    pub extreme_adjustment: f64,
    pub categories_max: u32,
    pub margin_tolerance: f64,
    pub mean_square_low: f64,
    pub mean_square_high: f64,
    pub fit_deviate: f64,
    pub effect_errors: f64,
    pub effect_spreads: f64,
    pub residual: f64,
    pub t: f64,
    pub places: u32,
}

/// Experts who can be compared with one another. Effects sum to zero within it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Block {
    pub experts: Vec<BlockExpert>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct BlockExpert {
    pub expert: String,
    pub additive: Option<f64>,
    pub additive_se: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExpertFairness {
    pub expert: String,
    pub n: u32,
    /// Mean score; not comparable between experts who scored different units.
    pub mean: Option<f64>,
    pub z: Option<f64>,
    /// In score units, positive: higher marks; null where blocks are apart.
    pub additive: Option<f64>,
    pub additive_se: Option<f64>,
    pub rasch: ExpertRasch,
    pub drift: Option<DriftReport>,
    pub compatriots: Option<CompatriotsReport>,
    /// `severe`, `lenient`, `erratic`, `too-predictable`, `extreme`, `drift`, `compatriots`.
    pub flags: Vec<&'static str>,
}

/// In logits, positive: more severe; null where subsets are apart. Fit does not depend on that.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExpertRasch {
    pub severity: Option<f64>,
    pub se: Option<f64>,
    pub infit: Option<f64>,
    pub outfit: Option<f64>,
    pub infit_z: Option<f64>,
    pub outfit_z: Option<f64>,
    pub extreme: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DriftReport {
    pub change: Option<f64>,
    pub t: Option<f64>,
    pub df: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CompatriotsReport {
    pub own: u32,
    pub difference: Option<f64>,
    pub t: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CompetitorFairness {
    pub competitor: String,
    pub n: u32,
    /// In logits; null where competitors cannot be compared.
    pub measure: Option<f64>,
    pub se: Option<f64>,
    pub infit: Option<f64>,
    pub outfit: Option<f64>,
    pub extreme: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AspectFairness {
    pub aspect: String,
    pub n: u32,
    pub mean: Option<f64>,
    /// In logits, positive: harder; null where aspects cannot be compared.
    pub difficulty: Option<f64>,
    pub se: Option<f64>,
    pub infit: Option<f64>,
    pub outfit: Option<f64>,
    pub extreme: bool,
    /// Index of the scale in `thresholds`.
    pub scale: Option<u32>,
}

/// One category of a rating scale; `threshold` is between the category below and this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Threshold {
    pub scale: u32,
    /// The score, or the lowest and highest of an interval of a fine scale.
    pub category: String,
    pub n: u32,
    pub threshold: Option<f64>,
    pub se: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RaschSummary {
    pub converged: bool,
    pub iterations: u32,
    pub largest_change: Option<f64>,
    /// Largest difference between an observed and an expected margin.
    pub largest_residual: Option<f64>,
    pub log_likelihood: Option<f64>,
    pub bias_factor: f64,
    /// Subsets of experts whose severities can be compared, each summing to zero.
    pub expert_subsets: Vec<Vec<SubsetExpert>>,
    pub competitor_subsets: u32,
    pub aspect_subsets: u32,
    pub separation: Separations,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SubsetExpert {
    pub expert: String,
    pub severity: Option<f64>,
    pub se: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Separations {
    pub competitors: Option<SeparationReport>,
    pub aspects: Option<SeparationReport>,
    pub experts: Option<SeparationReport>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SeparationReport {
    pub elements: u32,
    pub sd: Option<f64>,
    pub rmse: Option<f64>,
    pub separation: Option<f64>,
    pub reliability: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Agreement {
    pub icc: Icc<f64>,
    /// Lower and upper end.
    pub icc_intervals: Icc<[f64; 2]>,
    pub icc_data: IccData,
    pub alpha: Alpha,
    pub kendall_w: KendallReport,
}

/// The six forms; `k`: of the mean of all raters.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Icc<T> {
    #[serde(rename = "1,1")]
    pub single_1: Option<T>,
    #[serde(rename = "2,1")]
    pub single_2: Option<T>,
    #[serde(rename = "3,1")]
    pub single_3: Option<T>,
    #[serde(rename = "1,k")]
    pub mean_1: Option<T>,
    #[serde(rename = "2,k")]
    pub mean_2: Option<T>,
    #[serde(rename = "3,k")]
    pub mean_3: Option<T>,
}

/// The units and raters the coefficients are from.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct IccData {
    pub one_way_units: u32,
    pub one_way_raters: u32,
    pub two_way_units: u32,
    pub two_way_experts: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Alpha {
    pub nominal: Option<f64>,
    pub ordinal: Option<f64>,
    pub interval: Option<f64>,
    pub ratio: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct KendallReport {
    pub w: Option<f64>,
    pub chi2: Option<f64>,
    pub df: Option<u32>,
    pub p: Option<f64>,
    pub experts: Vec<String>,
    pub competitors: u32,
}

/// Single scores far from what the Rasch model expects.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SurprisesReport {
    pub count: u32,
    /// The most surprising ones.
    pub listed: Vec<Surprise>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Surprise {
    pub competitor: String,
    pub aspect: String,
    pub expert: String,
    pub score: String,
    /// Standardised residual.
    pub z: Option<f64>,
}

/// How sure the ranks of the totals are. Equal totals share a rank here: tie keys, draws and majorities are not asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Ranks {
    pub seed: u32,
    pub replicates: u32,
    pub competitors: Vec<RankReport>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RankReport {
    pub competitor: String,
    pub rank: u32,
    pub rank_low: u32,
    pub rank_high: u32,
    pub total: String,
    pub total_low: String,
    pub total_high: String,
}

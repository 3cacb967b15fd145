//! The rules a standing follows, as they are published with it: names, versions, parameters.

use serde::{Deserialize, Serialize};

use super::PublishedBasis;
use crate::{
    competition::{
        BronzeAfterSilvers, MedalRule, MedalRules, MissingMarks, PopulationMembers, PopulationRule, ScaleRule, SkillRules, SpreadEstimator,
        TieLast,
    },
    decimal::Decimal,
};

/// Exact numbers are strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PublishedRules {
    /// How places are given, with its version.
    pub method: String,
    /// Weights of modules in the total; empty: the plain sum.
    pub weights: Vec<Named>,
    /// Factors of groups that are not 1.
    pub factors: Vec<Named>,
    pub scale: Option<PublishedScale>,
    /// In the order they are asked.
    pub tie_keys: Vec<String>,
    pub tie_last: TieLast,
    /// The medal rule with its version; none without medals.
    pub medals: Option<PublishedMethod>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Named {
    pub name: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PublishedMethod {
    pub method: String,
    pub parameters: Vec<Named>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PublishedScale {
    pub method: String,
    pub parameters: Vec<Named>,
    /// Whose results the scale is taken from.
    pub population: PopulationMembers,
    /// What becomes of competitors whose marks are not all there.
    pub missing: MissingMarks,
    pub per_group: bool,
}

fn named(name: &str, value: &dyn ToString) -> Named {
    Named { name: name.to_owned(), value: value.to_string() }
}

impl PublishedRules {
    #[must_use]
    pub fn of(rules: &SkillRules) -> Self {
        Self {
            method: rules.ranking.versioned_name().to_owned(),
            weights: rules.total.parts.iter().map(|part| named(&part.name, &part.weight)).collect(),
            factors: rules
                .total
                .groups
                .iter()
                .filter(|group| group.factor != Decimal::ONE)
                .map(|group| named(&group.id, &group.factor))
                .collect(),
            scale: scale(&rules.scale, rules.population),
            tie_keys: rules.ties.keys.iter().map(|key| key.name().to_owned()).collect(),
            tie_last: rules.ties.last,
            medals: medals(&rules.medals),
        }
    }
}

impl PublishedRules {
    /// Everything in one line, with what the scale is laid out around.
    #[must_use]
    pub fn line(&self, basis: &[PublishedBasis]) -> String {
        let mut parts = vec![self.method.clone()];
        parts.extend(with_parameters("weights", &self.weights));
        parts.extend(with_parameters("factors", &self.factors));
        if let Some(scale) = &self.scale {
            parts.extend(with_parameters(&format!("scale {}", scale.method), &scale.told()));
            parts.extend(basis.iter().map(PublishedBasis::line));
        }
        if !self.tie_keys.is_empty() {
            parts.push(format!("ties {}", self.tie_keys.join(", ")));
        }
        if self.tie_last == TieLast::Draw {
            parts.push("last a draw".to_owned());
        }
        if let Some(medals) = &self.medals {
            parts.extend(with_parameters(&format!("medals {}", medals.method), &medals.parameters));
        }
        parts.join("; ")
    }
}

impl PublishedScale {
    /// The parameters, and whom the scale is taken from.
    fn told(&self) -> Vec<Named> {
        let population = match self.population {
            PopulationMembers::All => "all",
            PopulationMembers::Eligible => "eligible",
        };
        let missing = match self.missing {
            MissingMarks::SoFar => "so-far",
            MissingMarks::Wait => "wait",
        };
        let mut told = self.parameters.clone();
        told.extend([named("population", &population), named("missing", &missing)]);
        told.extend(self.per_group.then(|| named("per_group", &true)));
        told
    }
}

/// `name (key value, key value)`; nothing for nothing.
fn with_parameters(name: &str, parameters: &[Named]) -> Option<String> {
    let told: Vec<String> = parameters.iter().map(|one| format!("{} {}", one.name, one.value)).collect();
    (!told.is_empty()).then(|| format!("{name} ({})", told.join(", ")))
}

fn scale(rule: &ScaleRule, population: PopulationRule) -> Option<PublishedScale> {
    let range = |name: &str, (low, high): (Decimal, Decimal)| named(name, &format!("{low} – {high}"));
    let around = |centre: Decimal, target_spread: Decimal, clamp: Option<(Decimal, Decimal)>, decimals: u32| {
        let mut parameters = vec![named("centre", &centre), named("target_spread", &target_spread)];
        parameters.extend(clamp.map(|clamp| range("clamp", clamp)));
        parameters.push(named("decimals", &decimals));
        parameters
    };
    let parameters = match rule {
        ScaleRule::None => return None,
        ScaleRule::Worldskills { centre, estimator, target_spread, clamp, decimals } => {
            let mut parameters = around(*centre, *target_spread, *clamp, *decimals);
            parameters.insert(
                1,
                match estimator {
                    SpreadEstimator::Sd => named("estimator", &"sd"),
                    SpreadEstimator::Mad => named("estimator", &"mad"),
                    SpreadEstimator::Fixed(spread) => named("spread", &spread),
                },
            );
            parameters
        }
        ScaleRule::Standard { centre, target_spread, clamp, decimals } => around(*centre, *target_spread, *clamp, *decimals),
        ScaleRule::Linear { from, to, decimals } => vec![range("from", *from), range("to", *to), named("decimals", &decimals)],
        ScaleRule::Percentile { decimals } => vec![named("decimals", &decimals)],
    };
    Some(PublishedScale {
        method: rule.versioned_name()?.to_owned(),
        parameters,
        population: population.who,
        missing: population.missing,
        per_group: population.per_group,
    })
}

fn medals(rules: &MedalRules) -> Option<PublishedMethod> {
    let flag = |merit: bool| named("merit", &if merit { "yes" } else { "no" });
    let three = |values: [String; 3]| values.join(" / ");
    let (method, mut parameters) = match &rules.rule {
        MedalRule::None => return None,
        MedalRule::TopN { gold, silver, bronze, merit } => {
            ("top-n/1", vec![named("counts", &three([gold, silver, bronze].map(ToString::to_string))), flag(*merit)])
        }
        MedalRule::Share { per_cent, merit } => {
            ("share/1", vec![named("shares", &three(per_cent.map(|share| format!("{share} %")))), flag(*merit)])
        }
        MedalRule::Worldskills { window, medallion, bronze_after_silvers } => {
            let bronze = match bronze_after_silvers {
                BronzeAfterSilvers::Window => "window",
                BronzeAfterSilvers::Always => "always",
            };
            let parameters = vec![named("window", &window), named("medallion", &medallion), named("bronze_after_silvers", &bronze)];
            ("worldskills/1", parameters)
        }
    };
    parameters.extend(rules.small_fields.iter().map(|field| {
        let left: Vec<&str> = field.medals.iter().map(|medal| medal.word()).collect();
        named(&format!("at_most {}", field.at_most), &if left.is_empty() { "void".to_owned() } else { left.join(" / ") })
    }));
    Some(PublishedMethod { method: method.to_owned(), parameters })
}

//! Who would be given what: abilities, difficulties, severities. The order of drawing is part of the algorithm.

use super::{
    SimulationError,
    chance::{Chance, squashed},
};
use crate::{
    competition::{Aspect, AspectKind, Choice, Direction, Expert, Judgement, Mapping, Measurement, Skill},
    decimal::Decimal,
    import::may_sit,
    scoring::Value,
};

/// Panels are drawn again until their scores lie within the rule; after this many times they agree.
const REDRAWS_MAX_COUNT: u32 = 50;
/// Most competitors do most things well.
const AVERAGE_QUALITY: f64 = 0.7;

pub struct Simulated {
    pub competitor: usize,
    pub aspect: usize,
    pub expert: Option<String>,
    pub value: Value,
}

/// What is drawn once: an expert leans to one side and is steady or not.
struct Judge {
    id: String,
    delegation: Option<usize>,
    expert: Option<usize>,
    severity: f64,
    noise: f64,
}

/// One entry per wanted score, by sub-criterion, competitor and aspect.
pub(super) fn skill(skill: &Skill, stream: usize, seed: u64) -> Result<Vec<Simulated>, SimulationError> {
    let mut chance = Chance::new(seed, 2 * stream as u64);
    let abilities: Vec<Vec<f64>> = skill
        .competitors
        .iter()
        .map(|_| {
            let general = 0.8 * chance.normal();
            skill.scheme.criteria.iter().map(|_| general + 0.5 * chance.normal()).collect()
        })
        .collect();
    let difficulties: Vec<f64> = skill.scheme.aspects.iter().map(|_| 0.6 * chance.normal()).collect();
    let judges = judges(skill, &mut chance);
    let mut scores = Vec::new();
    for sub_criterion in 0..skill.scheme.sub_criteria.len() {
        for (competitor, ability) in abilities.iter().enumerate() {
            for (index, aspect) in skill.scheme.aspects.iter().enumerate().filter(|(_, aspect)| aspect.sub_criterion == sub_criterion) {
                let quality = ability[skill.scheme.criterion_of(index)] - difficulties[index] + 0.4 * chance.normal();
                let share = squashed(quality + AVERAGE_QUALITY);
                match &aspect.kind {
                    AspectKind::Measurement(measured) => {
                        let value = measurement(measured, aspect, share, &mut chance);
                        scores.push(Simulated { competitor, aspect: index, expert: None, value });
                    }
                    AspectKind::Judgement(rule) => {
                        let panel = panel(skill, &judges, competitor, aspect, rule)?;
                        let given = judged(rule, &panel, share, &mut chance);
                        scores.extend(panel.iter().zip(given).map(|(judge, score)| Simulated {
                            competitor,
                            aspect: index,
                            expert: Some(judge.id.clone()),
                            value: Value::Number(score),
                        }));
                    }
                }
            }
        }
    }
    Ok(scores)
}

/// The experts of the skill; where none are listed, as many as the largest panel wants.
fn judges(skill: &Skill, chance: &mut Chance) -> Vec<Judge> {
    let judge = |id: String, expert: Option<usize>, chance: &mut Chance| Judge {
        id,
        delegation: expert.and_then(|index| skill.experts[index].delegation),
        expert,
        severity: 0.3 * chance.normal(),
        noise: 0.2 + 0.2 * chance.uniform(),
    };
    if skill.experts.is_empty() {
        let wanted = skill.scheme.aspects.iter().filter(|aspect| aspect.is_judgement()).map(Aspect::wanted_scores).max().unwrap_or(0);
        return (1..=wanted).map(|number| judge(format!("expert-{number}"), None, chance)).collect();
    }
    skill.experts.iter().enumerate().map(|(index, expert)| judge(expert.id.to_string(), Some(index), chance)).collect()
}

/// The first experts of the panel who are no compatriots of the competitor.
fn panel<'j>(
    skill: &Skill,
    judges: &'j [Judge],
    competitor: usize,
    aspect: &Aspect,
    rule: &Judgement,
) -> Result<Vec<&'j Judge>, SimulationError> {
    let wanted = rule.experts as usize;
    let panel = skill.scheme.sub_criteria[aspect.sub_criterion].panel.as_ref();
    let delegation = skill.competitors[competitor].delegation;
    let expert = |judge: &Judge| -> Option<&Expert> { judge.expert.map(|index| &skill.experts[index]) };
    let seated: Vec<&Judge> = judges
        .iter()
        .filter(|judge| expert(judge).is_none_or(|expert| may_sit(expert, panel)))
        .filter(|judge| delegation.is_none() || judge.delegation != delegation)
        .take(wanted)
        .collect();
    if seated.len() == wanted {
        return Ok(seated);
    }
    Err(SimulationError::TooFewExperts {
        skill: skill.id.to_string(),
        competitor: skill.competitors[competitor].id.to_string(),
        aspect: aspect.id.to_string(),
        free: seated.len(),
        wanted,
    })
}

fn judged(rule: &Judgement, panel: &[&Judge], share: f64, chance: &mut Chance) -> Vec<Decimal> {
    let range = rule.max.to_f64() - rule.min.to_f64();
    for _ in 0..REDRAWS_MAX_COUNT {
        let scores: Vec<Decimal> = panel
            .iter()
            .map(|judge| {
                let lean = (judge.noise * chance.normal() - judge.severity) / 3.0;
                on_grid(rule.min.to_f64() + range * (share + lean), rule.min, rule.max, rule.step)
            })
            .collect();
        let spread = scores.iter().max().zip(scores.iter().min()).map_or(Decimal::ZERO, |(high, low)| *high - *low);
        if rule.max_spread.is_none_or(|limit| spread <= limit) {
            return scores;
        }
    }
    vec![on_grid(rule.min.to_f64() + range * share, rule.min, rule.max, rule.step); panel.len()]
}

fn measurement(measured: &Measurement, aspect: &Aspect, share: f64, chance: &mut Chance) -> Value {
    let wobbling = share + 0.1 * chance.normal();
    match &measured.mapping {
        Mapping::YesNo => {
            if chance.uniform() < share {
                Value::Yes
            } else {
                Value::No
            }
        }
        Mapping::Mark { step } => {
            // A tenth above full marks is full marks: many aspects are simply done.
            Value::Number(on_grid(aspect.max_mark.to_f64() * wobbling * 1.1, Decimal::ZERO, aspect.max_mark, *step))
        }
        Mapping::Choice { choices } => Value::Choice(choice(choices, wobbling)),
        Mapping::RegularDifference { .. } | Mapping::Linear { .. } | Mapping::Steps { .. } => Value::Number(number(measured, wobbling)),
    }
}

/// The better the competitor, the smaller the deduction.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and a few choices
fn choice(choices: &[Choice], share: f64) -> u16 {
    let mut best_first: Vec<usize> = (0..choices.len()).collect();
    best_first.sort_by_key(|&index| choices[index].deduction);
    let place = ((1.0 - share) * choices.len() as f64).clamp(0.0, choices.len() as f64 - 1.0) as usize;
    best_first.get(place).and_then(|&index| u16::try_from(index).ok()).unwrap_or(0)
}

/// Between the worst and the best typical value, with as many places as those are written with.
fn number(measured: &Measurement, share: f64) -> Decimal {
    let (worst, best) = typical(measured);
    let (low, high) = (worst.min(best), worst.max(best));
    let step = grid_of(low).min(grid_of(high));
    on_grid(worst.to_f64() + (best.to_f64() - worst.to_f64()) * share.clamp(0.0, 1.0), low, high, step)
}

/// The worst and the best value to expect; without `typical`, those the mapping itself tells apart.
fn typical(measured: &Measurement) -> (Decimal, Decimal) {
    let (low, high) = measured.typical.unwrap_or_else(|| told_apart(&measured.mapping));
    let higher_is_better = match &measured.mapping {
        Mapping::Linear { target, zero } => target > zero,
        Mapping::Steps { direction, .. } => *direction == Direction::Higher,
        Mapping::RegularDifference { target, .. } => {
            let away = |value: Decimal| i128::from(value.units()).abs_diff(i128::from(target.units()));
            away(high) < away(low)
        }
        _ => true,
    };
    if higher_is_better { (low, high) } else { (high, low) }
}

fn told_apart(mapping: &Mapping) -> (Decimal, Decimal) {
    let (one, other) = match mapping {
        Mapping::Linear { target, zero } => (*target, *zero),
        Mapping::Steps { steps, .. } => match (steps.first(), steps.last()) {
            (Some(first), Some(last)) => (first.at, last.at),
            _ => (Decimal::ZERO, Decimal::ONE),
        },
        Mapping::RegularDifference { target, difference, .. } => {
            let four = Decimal::from_units(difference.units().saturating_mul(4));
            (*target, target.checked_add(four).unwrap_or(*target))
        }
        _ => (Decimal::ZERO, Decimal::ONE),
    };
    (one.min(other), one.max(other))
}

/// The last place a number is written with.
fn grid_of(value: Decimal) -> Decimal {
    let mut grid = Decimal::ONE.units();
    while grid > 1 && value.units() % grid != 0 {
        grid /= 10;
    }
    Decimal::from_units(grid)
}

/// The nearest of `low`, `low + step`, `low + 2 step` … up to `high`.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // clamped to the number of steps
fn on_grid(value: f64, low: Decimal, high: Decimal, step: Decimal) -> Decimal {
    let steps = (high.units().saturating_sub(low.units())) / step.units().max(1);
    let wanted = ((value - low.to_f64()) / step.to_f64() + 0.5).floor().clamp(0.0, steps as f64);
    Decimal::from_units(low.units() + wanted as i64 * step.units())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_on_the_grid_they_may_be_entered_on() {
        for (value, low, high, step, expected) in [
            (1.4, "0", "3", "1", "1"),
            (1.5, "0", "3", "1", "2"),
            (-9.0, "0", "3", "1", "0"),
            (9.0, "0", "3", "1", "3"),
            (9.0, "0", "1", "0.4", "0.8"),
            (0.37, "-0.45", "0.18", "0.01", "0.18"),
            (f64::NAN, "0", "3", "1", "0"),
        ] {
            let [low, high, step, expected] = [low, high, step, expected].map(|text| text.parse::<Decimal>().unwrap());
            assert_eq!(on_grid(value, low, high, step), expected, "{value}");
        }
    }
}

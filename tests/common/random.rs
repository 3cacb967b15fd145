//! Competitions, entries and orders drawn at random: every mapping, reduction, missing policy and result occurs.

use jinbang::{
    competition::{
        Aspect, AspectKind, AwardRules, BronzeAfterSilvers, Choice, Competition, Delegation, DifferenceType, Direction, Group, Judgement,
        JudgementResult, Mapping, Medal, MedalRule, MedalRules, Missing, MissingMarks, NamedScale, PopulationMembers, PopulationRule,
        RankingMethod, Reduction, ScaleRule, Skill, SkillRules, SmallField, SpreadEstimator, Step, Text, TieKey, TieLast, TieRule,
        TotalRule, WeightedPart,
    },
    decimal::Decimal,
    scoring::{Score, SkillTally, Value},
};
use rand::{RngExt, rngs::StdRng, seq::SliceRandom};

use super::competition::{MARK, dec, id, skill};

fn one_of<T: Copy>(random: &mut StdRng, values: &[T]) -> T {
    values[random.random_range(0..values.len())]
}

/// Up to seven competitors, six aspects and two tie keys; totals collide often.
pub fn any_skill(random: &mut StdRng) -> Skill {
    let mut builder = skill().experts("E0 E1 E2 E3 E4 E5 E6 E7");
    for competitor in 0..random.random_range(1..8) {
        builder = builder.competitors(&format!("C{competitor}"));
    }
    for aspect in 0..random.random_range(1..7) {
        // An aspect without marks is there for its value: a time that breaks ties.
        let max_mark = one_of(random, &["0", "1", "2", "1.25", "7.5"]);
        builder = if random.random_bool(0.5) {
            builder.judged(&format!("J{aspect}"), max_mark, any_judgement(random))
        } else {
            builder.measured(&format!("M{aspect}"), max_mark, any_mapping(random))
        };
    }
    let mut skill = builder.skill();
    skill.competitors.iter_mut().for_each(|competitor| competitor.eligible = random.random_bool(0.8));
    let keys = (0..random.random_range(0..3)).filter_map(|_| any_key(&skill.scheme.aspects, random)).collect();
    let last = one_of(random, &[TieLast::Shared, TieLast::Draw]);
    any_total(&mut skill, random);
    let medals = any_medals(random);
    skill.rules = SkillRules { ties: TieRule { keys, last }, medals, decimals: 2, ..skill.rules };
    skill
}

/// Now and then two weighted modules, groups with factors, a scale.
fn any_total(skill: &mut Skill, random: &mut StdRng) {
    let max_of = |aspects: &[usize]| aspects.iter().map(|&aspect| skill.scheme.aspects[aspect].max_mark).sum::<Decimal>();
    let (theory, practice): (Vec<usize>, Vec<usize>) = (0..skill.scheme.aspects.len()).partition(|_| random.random_bool(0.4));
    let (first, second) = (max_of(&theory), max_of(&practice));
    let mut total = TotalRule { decimals: random.random_range(0..4), ..TotalRule::default() };
    if random.random_bool(0.3) && first > Decimal::ZERO && second > Decimal::ZERO {
        let weights = one_of(random, &[["20", "80"], ["30", "70"], ["33.3", "66.7"]]).map(dec);
        let part = |aspects, max, weight| WeightedPart { name: String::new(), aspects, max, weight };
        total.parts = vec![part(theory, first, weights[0]), part(practice, second, weights[1])];
    }
    if random.random_bool(0.3) {
        total.groups = ["a", "b"].map(|name| Group { id: id(name), factor: dec(one_of(random, &["1", "1.02", "0.975"])) }).to_vec();
        skill.competitors.iter_mut().for_each(|competitor| competitor.group = one_of(random, &[None, Some(0), Some(1)]));
    }
    skill.rules.total = total;
}

/// Any scale, perhaps places by it, or a tie key that is another scale.
pub fn any_scale(skill: &mut Skill, random: &mut StdRng) {
    let population = PopulationRule {
        who: one_of(random, &[PopulationMembers::All, PopulationMembers::Eligible]),
        missing: one_of(random, &[MissingMarks::SoFar, MissingMarks::Wait]),
        per_group: !skill.rules.total.groups.is_empty() && random.random_bool(0.5),
    };
    let rule = any_scale_rule(random);
    skill.rules.scale = rule;
    skill.rules.population = population;
    if random.random_bool(0.4) {
        let of = random.random_bool(0.7).then(|| (0..skill.scheme.aspects.len()).filter(|_| random.random_bool(0.5)).collect());
        skill.rules.more_scales = vec![NamedScale { name: "more".to_owned(), of, rule: any_scale_rule(random), population }];
        let scale = one_of(random, &[None, Some(0)]);
        let at = random.random_range(0..=skill.rules.ties.keys.len());
        skill.rules.ties.keys.insert(at, TieKey::Scale { name: "scale".to_owned(), scale });
    }
    // Medals by scores of several scales go with places by scores only; other rules are refused when a folder is read.
    let medals_by_score = matches!(skill.rules.medals.rule, MedalRule::Worldskills { .. });
    if random.random_bool(0.3) || population.per_group && medals_by_score {
        skill.rules.ranking = RankingMethod::Scale;
    }
}

fn any_scale_rule(random: &mut StdRng) -> ScaleRule {
    let clamp = one_of(random, &[None, Some((dec("690"), dec("720")))]);
    let decimals = random.random_range(0..3);
    match random.random_range(0..4) {
        0 => ScaleRule::Worldskills {
            centre: dec("700"),
            estimator: one_of(random, &[SpreadEstimator::Sd, SpreadEstimator::Mad, SpreadEstimator::Fixed(Decimal::ONE)]),
            target_spread: dec(one_of(random, &["30", "2"])),
            clamp,
            decimals,
        },
        1 => ScaleRule::Standard { centre: dec("50"), target_spread: dec("10"), clamp: None, decimals },
        2 => ScaleRule::Linear { from: (dec("0"), dec("20")), to: (dec("60"), dec("100")), decimals },
        _ => ScaleRule::Percentile { decimals },
    }
}

fn any_medals(random: &mut StdRng) -> MedalRules {
    use Medal::{Gold, Medallion, Merit, Silver};
    let merit = random.random_bool(0.5);
    let rule = match random.random_range(0..3) {
        0 => MedalRule::TopN { gold: 1, silver: random.random_range(0..3), bronze: 1, merit },
        1 => {
            MedalRule::Share { per_cent: one_of(random, &[["10", "20", "30"], ["33.4", "0", "66.6"], ["25", "25", "25"]]).map(dec), merit }
        }
        _ => MedalRule::Worldskills {
            window: dec(one_of(random, &["0", "0.5", "2", "30"])),
            medallion: dec(one_of(random, &["0", "2.5", "700"])),
            bronze_after_silvers: one_of(random, &[BronzeAfterSilvers::Window, BronzeAfterSilvers::Always]),
        },
    };
    let field = |at_most: u32, medals: &[Medal]| SmallField { at_most, medals: medals.to_vec() };
    let small_fields = match random.random_range(0..4) {
        0 => vec![field(2, &[]), field(4, &[Gold, Silver])],
        1 => vec![field(3, &[Gold, Merit]), field(1, &[])],
        2 => vec![field(5, &[Gold, Silver, Medallion])],
        _ => Vec::new(),
    };
    MedalRules { rule, small_fields }
}

/// Up to three skills, most of them on one scale, for four delegations and people without any.
pub fn any_competition(random: &mut StdRng) -> Competition {
    let mut competition = skill().competition("games");
    competition.delegations = ["de", "cn", "fr", "br"].map(|name| Delegation { id: id(name), name: Text::plain(name) }).to_vec();
    let points = one_of(random, &[["4", "3", "2", "1"], ["7", "2.5", "0.75", "0"]]).map(dec);
    competition.awards =
        AwardRules { best_of_delegation: random.random_bool(0.8), best_of_all: random.random_bool(0.8), medal_points: points };
    competition.skills = (0..random.random_range(1..4))
        .map(|number| {
            let mut skill = any_skill(random);
            skill.id = id(&format!("s{number}"));
            skill.rules.scale = one_scale_for_most(random);
            skill
                .competitors
                .iter_mut()
                .for_each(|competitor| competitor.delegation = Some(random.random_range(0..5)).filter(|&index| index < 4));
            skill
        })
        .collect();
    competition
}

/// Of the `WorldSkills` kind, so that most can be compared.
fn one_scale_for_most(random: &mut StdRng) -> ScaleRule {
    let (target_spread, estimator) =
        (one_of(random, &["30", "30", "30", "50"]), one_of(random, &[SpreadEstimator::Sd, SpreadEstimator::Fixed(dec("2"))]));
    let worldskills = ScaleRule::Worldskills {
        centre: dec("700"),
        estimator,
        target_spread: dec(target_spread),
        clamp: None,
        decimals: random.random_range(0..3),
    };
    if random.random_bool(0.7) { worldskills } else { ScaleRule::None }
}

fn any_judgement(random: &mut StdRng) -> Judgement {
    let (min, max, step) = one_of(random, &[("0", "3", "1"), ("0", "10", "0.25"), ("50", "100", "0.5"), ("1", "7", "0.01")]);
    Judgement {
        min: dec(min),
        max: dec(max),
        step: dec(step),
        experts: random.random_range(1..8),
        max_spread: one_of(random, &[None, Some("1"), Some("2.5")]).map(dec),
        reduction: one_of(
            random,
            &[
                Reduction::Mean,
                Reduction::Median,
                Reduction::TrimmedMean { drop: 1 },
                Reduction::TrimmedMean { drop: 2 },
                Reduction::ClosestPair,
            ],
        ),
        missing: one_of(random, &[Missing::Wait, Missing::Skip]),
        result: one_of(random, &[JudgementResult::Proportion, JudgementResult::Value]),
        decimals: random.random_range(0..4),
        descriptions: Vec::new(),
    }
}

fn any_mapping(random: &mut StdRng) -> Mapping {
    let difference_type = one_of(random, &[DifferenceType::Unit, DifferenceType::Percent]);
    let (direction, steps) = one_of(random, &[(Direction::Higher, ["95", "90.5", "20"]), (Direction::Lower, ["5", "20", "90.5"])]);
    match random.random_range(0..6) {
        0 => MARK,
        1 => Mapping::YesNo,
        2 => Mapping::Choice { choices: ["0", "0.25", "3"].map(|text| Choice { label: text.to_owned(), deduction: dec(text) }).to_vec() },
        3 => Mapping::RegularDifference {
            target: dec(one_of(random, &["50", "-20.5", "0.3"])),
            difference: dec(one_of(random, &["1", "0.07", "30"])),
            deduction: dec(one_of(random, &["0.1", "0.33"])),
            difference_type,
        },
        4 => {
            let (target, zero) = one_of(random, &[("90", "10"), ("10", "90"), ("0.1", "-0.7")]);
            Mapping::Linear { target: dec(target), zero: dec(zero) }
        }
        _ => Mapping::Steps {
            direction,
            steps: steps.iter().zip(["1", "0.6", "0.333"]).map(|(at, share)| Step { at: dec(at), share: dec(share) }).collect(),
        },
    }
}

fn any_key(aspects: &[Aspect], random: &mut StdRng) -> Option<TieKey> {
    let measured: Vec<usize> = (0..aspects.len()).filter(|&aspect| !aspects[aspect].is_judgement()).collect();
    if random.random_bool(0.5) {
        let some = (0..aspects.len()).filter(|_| random.random_bool(0.5)).collect();
        return Some(TieKey::Sum { name: "some".to_owned(), aspects: some });
    }
    (!measured.is_empty()).then(|| TieKey::SmallerValue { name: "time".to_owned(), aspect: one_of(random, &measured) })
}

/// A value the aspect allows.
pub fn any_value(aspect: &Aspect, random: &mut StdRng) -> Value {
    let on_grid = |random: &mut StdRng, min: Decimal, max: Decimal, step: Decimal| {
        let steps = (max - min).units() / step.units();
        Value::Number(Decimal::from_units(min.units() + random.random_range(0..=steps) * step.units()))
    };
    match &aspect.kind {
        AspectKind::Judgement(judgement) => {
            // Close to one another more often than not, or no panel would ever agree.
            let near = judgement.min + Decimal::ONE;
            match random.random_range(0..10) {
                0..6 => on_grid(random, judgement.min, judgement.max.min(near), judgement.step),
                6 => Value::Number(judgement.max),
                _ => on_grid(random, judgement.min, judgement.max, judgement.step),
            }
        }
        AspectKind::Measurement(measurement) => match &measurement.mapping {
            Mapping::Mark { step } => on_grid(random, Decimal::ZERO, aspect.max_mark, *step),
            Mapping::YesNo => one_of(random, &[Value::Yes, Value::No]),
            Mapping::Choice { choices } => Value::Choice(u16::try_from(random.random_range(0..choices.len())).expect("few choices")),
            Mapping::RegularDifference { .. } | Mapping::Linear { .. } | Mapping::Steps { .. } => {
                Value::Number(Decimal::from_units(random.random_range(-50..200) * 50_000_000 + one_of(random, &[0, 1, 25_000_000])))
            }
        },
    }
}

/// One entry for a cell: which expert gave which value.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    pub competitor: usize,
    pub aspect: usize,
    pub expert: u16,
    pub value: Value,
}

impl Given {
    pub fn score(self, position: u64) -> Score {
        Score { expert: self.expert, round: 1, value: self.value, position }
    }
}

/// Whoever belongs to a cell's panel gives a score with this probability.
pub fn any_entries(skill: &Skill, likely: f64, random: &mut StdRng) -> Vec<Given> {
    let mut entries = Vec::new();
    for competitor in 0..skill.competitors.len() {
        for (index, aspect) in skill.scheme.aspects.iter().enumerate() {
            for place in 0..u16::try_from(aspect.wanted_scores()).expect("a small panel") {
                let expert = if aspect.is_judgement() { place } else { Score::NO_EXPERT };
                if random.random_bool(likely) {
                    entries.push(Given { competitor, aspect: index, expert, value: any_value(aspect, random) });
                }
            }
        }
    }
    entries.shuffle(random);
    entries
}

/// One score at a time, as the server does it.
pub fn tally_of(skill: &Skill, entries: &[Given]) -> SkillTally {
    let mut tally = SkillTally::new(skill);
    for (position, given) in (1..).zip(entries) {
        assert!(tally.record(given.competitor, given.aspect, given.score(position)), "room for {given:?}");
    }
    tally
}

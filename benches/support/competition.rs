//! A competition with one skill, as large as a bench wants it.

use jinbang::{
    competition::{
        Aspect, AspectKind, AwardRules, Competition, CompetitionClass, Competitor, Conduct, Criterion, Expert, ExpertRole, IdFault,
        Judgement, JudgementResult, Mapping, Measurement, Missing, Publication, Reduction, Scheme, Skill, SkillRules, SubCriterion, Text,
    },
    decimal::Decimal,
};

pub fn id<T: std::str::FromStr<Err = IdFault>>(text: impl AsRef<str>) -> T {
    text.as_ref().parse().expect("an id")
}

/// The mark itself is entered, in hundredths.
pub fn measured() -> AspectKind {
    let mapping = Mapping::Mark { step: Decimal::from_units(1_000_000) };
    AspectKind::Measurement(Measurement { decimals: 2, unit: String::new(), grader: None, typical: None, mapping })
}

/// Three experts score 0 to 3, at most 1 apart.
pub fn judged() -> AspectKind {
    AspectKind::Judgement(Judgement {
        min: Decimal::ZERO,
        max: Decimal::from_int(3),
        step: Decimal::ONE,
        experts: 3,
        max_spread: Some(Decimal::ONE),
        reduction: Reduction::Mean,
        missing: Missing::Wait,
        result: JudgementResult::Proportion,
        decimals: 2,
        descriptions: Vec::new(),
    })
}

/// Competitors `C00000` …, aspects `A1.M0` … worth one mark each, experts `E0` …
pub fn skill(competitors: usize, aspects: usize, kind: &AspectKind, experts: usize) -> Skill {
    let aspect = |index: usize| Aspect {
        id: id(format!("A1.M{index}")),
        sub_criterion: 0,
        name: Text::default(),
        max_mark: Decimal::ONE,
        section: String::new(),
        requirement: String::new(),
        extra: String::new(),
        kind: kind.clone(),
    };
    let competitor = |index: usize| Competitor {
        id: id(format!("C{index:05}")),
        name: Text::default(),
        members: Vec::new(),
        delegation: None,
        kind: None,
        group: None,
        eligible: true,
        withdrawn: false,
    };
    let expert = |index: usize| Expert {
        id: id(format!("E{index}")),
        name: Text::default(),
        delegation: None,
        role: ExpertRole::Expert,
        panel: None,
    };
    Skill {
        id: id("bench"),
        title: Text::default(),
        publication: Publication::default(),
        scheme: Scheme {
            criteria: vec![Criterion { id: id("A"), name: Text::default() }],
            sub_criteria: vec![SubCriterion { id: id("A1"), criterion: 0, name: Text::default(), day: None, panel: None }],
            aspects: (0..aspects).map(aspect).collect(),
        },
        rules: SkillRules { decimals: 2, ..SkillRules::default() },
        conduct: Conduct::default(),
        competitors: (0..competitors).map(competitor).collect(),
        experts: (0..experts).map(expert).collect(),
    }
}

pub fn competition(skill: Skill) -> Competition {
    Competition {
        id: id("bench"),
        title: Text::default(),
        class: CompetitionClass::Municipal,
        starts: None,
        ends: None,
        awards: AwardRules::default(),
        delegations: Vec::new(),
        skills: vec![skill],
    }
}

//! Small competitions in code; a case names only what it is about.

use jinbang::{
    competition::{
        Aspect, AspectKind, AwardRules, Competition, CompetitionClass, Competitor, Conduct, Criterion, Delegation, Expert, ExpertRole,
        Judgement, JudgementResult, Mapping, Measurement, Missing, Publication, Reduction, Scheme, Show, Skill, SkillRules, SubCriterion,
        Text,
    },
    decimal::Decimal,
};

pub const MARK: Mapping = Mapping::Mark { step: Decimal::from_units(1_000_000) };

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

pub fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

/// rules.md §1: three experts give 0 to 3; a spread of more than 1 is scored again.
pub fn judgement() -> Judgement {
    Judgement {
        min: Decimal::ZERO,
        max: dec("3"),
        step: Decimal::ONE,
        experts: 3,
        max_spread: Some(Decimal::ONE),
        reduction: Reduction::Mean,
        missing: Missing::Wait,
        result: JudgementResult::Proportion,
        decimals: 2,
        descriptions: Vec::new(),
    }
}

/// Ids are words; `@` names a delegation, `/` a panel, `=` a role: `"E1@cn/p2=chief"`.
fn split(word: &str) -> (&str, Option<&str>, Option<&str>, Option<&str>) {
    let (rest, role) = word.split_once('=').map_or((word, None), |(rest, role)| (rest, Some(role)));
    let (rest, panel) = rest.split_once('/').map_or((rest, None), |(rest, panel)| (rest, Some(panel)));
    let (rest, delegation) = rest.split_once('@').map_or((rest, None), |(rest, delegation)| (rest, Some(delegation)));
    (rest, delegation, panel, role)
}

pub struct SkillBuilder {
    skill: Skill,
    delegations: Vec<Delegation>,
}

/// The skill `web`, with no one in it.
pub fn skill() -> SkillBuilder {
    SkillBuilder::new("web")
}

impl SkillBuilder {
    pub fn new(name: &str) -> Self {
        let skill = Skill {
            id: id(name),
            title: Text::plain(name),
            publication: Publication::default(),
            scheme: Scheme::default(),
            rules: SkillRules { decimals: 2, ..SkillRules::default() },
            conduct: Conduct::default(),
            competitors: Vec::new(),
            experts: Vec::new(),
        };
        Self { skill, delegations: Vec::new() }
    }

    fn delegation(&mut self, name: &str) -> usize {
        let known = self.delegations.iter().position(|delegation| delegation.id.as_str() == name);
        known.unwrap_or_else(|| {
            self.delegations.push(Delegation { id: id(name), name: Text::plain(name) });
            self.delegations.len() - 1
        })
    }

    pub fn competitors(mut self, words: &str) -> Self {
        for word in words.split_whitespace() {
            let (name, delegation, ..) = split(word);
            let delegation = delegation.map(|name| self.delegation(name));
            self.skill.competitors.push(Competitor {
                id: id(name),
                name: Text::plain(format!("name of {name}")),
                members: Vec::new(),
                delegation,
                kind: None,
                group: None,
                eligible: true,
                withdrawn: false,
            });
        }
        self
    }

    pub fn experts(mut self, words: &str) -> Self {
        for word in words.split_whitespace() {
            let (name, delegation, panel, role) = split(word);
            let role = match role {
                None => ExpertRole::Expert,
                Some("chief") => ExpertRole::Chief,
                Some("supervisor") => ExpertRole::Supervisor,
                Some(other) => panic!("no role {other}"),
            };
            let delegation = delegation.map(|name| self.delegation(name));
            self.skill.experts.push(Expert {
                id: id(name),
                name: Text::plain(format!("name of {name}")),
                delegation,
                role,
                panel: panel.map(id),
            });
        }
        self
    }

    /// A sub-criterion, `"B1"` or `"B1/panel"`; aspects that follow are in it.
    pub fn sub_criterion(mut self, word: &str) -> Self {
        let (name, _, panel, _) = split(word);
        let scheme = &mut self.skill.scheme;
        if scheme.criteria.last().is_none_or(|criterion| !name.starts_with(criterion.id.as_str())) {
            scheme.criteria.push(Criterion { id: id(&name[..1]), name: Text::plain(&name[..1]) });
        }
        let criterion = scheme.criteria.len() - 1;
        scheme.sub_criteria.push(SubCriterion { id: id(name), criterion, name: Text::plain(name), day: None, panel: panel.map(id) });
        self
    }

    pub fn aspect(mut self, name: &str, max_mark: &str, kind: AspectKind) -> Self {
        if self.skill.scheme.sub_criteria.is_empty() {
            self = self.sub_criterion("A1");
        }
        let scheme = &mut self.skill.scheme;
        scheme.aspects.push(Aspect {
            id: id(name),
            sub_criterion: scheme.sub_criteria.len() - 1,
            name: Text::plain(name),
            max_mark: dec(max_mark),
            section: String::new(),
            requirement: String::new(),
            extra: String::new(),
            kind,
        });
        self
    }

    pub fn judged(self, name: &str, max_mark: &str, judgement: Judgement) -> Self {
        self.aspect(name, max_mark, AspectKind::Judgement(judgement))
    }

    pub fn measured(self, name: &str, max_mark: &str, mapping: Mapping) -> Self {
        let measurement = Measurement { decimals: 2, unit: String::new(), grader: None, typical: None, mapping };
        self.aspect(name, max_mark, AspectKind::Measurement(measurement))
    }

    pub fn rules(mut self, rules: SkillRules) -> Self {
        self.skill.rules = rules;
        self
    }

    pub fn conduct(mut self, conduct: Conduct) -> Self {
        self.skill.conduct = conduct;
        self
    }

    /// The day the last sub-criterion is marked on.
    pub fn on_day(mut self, day: u32) -> Self {
        if let Some(sub) = self.skill.scheme.sub_criteria.last_mut() {
            sub.day = Some(day);
        }
        self
    }

    /// Measured by a machine.
    pub fn machine(self, name: &str, max_mark: &str, grader: &str) -> Self {
        let measurement = Measurement { decimals: 2, unit: String::new(), grader: Some(grader.to_owned()), typical: None, mapping: MARK };
        self.aspect(name, max_mark, AspectKind::Measurement(measurement))
    }

    pub fn published(mut self, publication: Publication) -> Self {
        self.skill.publication = publication;
        self
    }

    pub fn hidden(self) -> Self {
        self.published(Publication::of(Show::Hidden))
    }

    pub fn skill(self) -> Skill {
        self.skill
    }

    /// A competition of this skill alone.
    pub fn competition(self, name: &str) -> Competition {
        Competition {
            id: id(name),
            title: Text::plain(name),
            class: CompetitionClass::Municipal,
            starts: None,
            ends: None,
            awards: AwardRules::default(),
            delegations: self.delegations,
            skills: vec![self.skill],
        }
    }
}

/// Three experts, two competitors, one judgement `J1` of 2 marks, one measurement `M1` of 5.
pub fn tiny() -> SkillBuilder {
    skill().competitors("C1 C2").experts("E1 E2 E3 H=chief S=supervisor").judged("J1", "2", judgement()).measured("M1", "5", MARK)
}

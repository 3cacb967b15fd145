//! The facts that a verdict rests on, in words, with where they come from or who can supply them.

use super::{
    Birth, Condition, Held, Place, Provisional, Verdict,
    judge::{Case, judge},
};
use crate::{
    competition::{CompetitionClass, CompetitorKind, HonourId, Medal, Text},
    decimal::Decimal,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub text: Text,
    pub origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The result of the case's skill, with its digest.
    Result { digest: String },
    /// `competition.toml`.
    Competition,
    /// `competitors.csv`, as the organiser declared it.
    Entry,
    /// A row of `people.csv` that was taken from a document.
    Document { name: String, row: u64 },
    /// A row of `people.csv` that names no document.
    Declaration { row: u64 },
    /// Nobody has said it.
    Missing { supplier: Supplier },
}

/// Who can say what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supplier {
    ChiefExpert,
    Organiser,
    Person,
    Employer,
    /// Whoever awards levels of skill.
    EvaluationBody,
    RecommendingBody,
}

impl Supplier {
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::ChiefExpert => ("裁判长", "the chief expert"),
            Self::Organiser => ("组委会", "the organiser"),
            Self::Person => ("本人", "the person"),
            Self::Employer => ("用人单位", "the employer"),
            Self::EvaluationBody => ("技能等级评价机构", "the body that evaluated the skill level"),
            Self::RecommendingBody => ("推荐单位", "the recommending body"),
        };
        Text::new(zh, en)
    }
}

/// Those that decide: of what fails all that fail, of what is unknown all that are missing.
pub(super) fn facts(condition: &Condition, case: &Case<'_>) -> Vec<Fact> {
    let verdict = judge(condition, case);
    let deciding = |parts: &[Condition]| -> Vec<Fact> {
        parts.iter().filter(|part| judge(part, case) == verdict).flat_map(|part| facts(part, case)).collect()
    };
    match condition {
        Condition::All(parts) | Condition::Any(parts) => deciding(parts),
        Condition::Not(part) => facts(part, case),
        _ => vec![leaf(condition, case)],
    }
}

fn leaf(condition: &Condition, case: &Case<'_>) -> Fact {
    match condition {
        Condition::Place(_) | Condition::UpperHalf | Condition::Ranked => place(case),
        Condition::Medal(_) => medal(case),
        Condition::PartPassed { part, .. } => part_marks(case, part),
        Condition::Kind(_) => kind(case),
        Condition::Class(_) => class(case.contest.class),
        Condition::Field(_) => result(case, &case.skill.title.zh, &case.skill.title.en),
        Condition::Held { .. } => held_on(case),
        Condition::Honour(_) => honours(case),
        Condition::Level { .. } => level(case),
        Condition::FrontLineYears(_) => {
            let said = case.facts.front_line_years.map(|years| (format!("一线工作{years}年"), format!("{years} years at the front line")));
            said_of(case, said, ("一线工作年限", "years at the front line"), Supplier::Employer)
        }
        Condition::AgeAtMost(_) => born(case),
        Condition::Province(_) => province(case),
        Condition::Channel(_) => word(case, case.facts.channel.as_ref(), ("推荐渠道", "recommended by"), Supplier::RecommendingBody),
        Condition::Employer(_) => word(case, case.facts.employer.as_ref(), ("单位类型", "employer"), Supplier::Employer),
        Condition::Occupation(_) => word(case, case.facts.occupation.as_ref(), ("岗位", "occupation"), Supplier::Employer),
        Condition::Migrant(_) => {
            let said = case.facts.migrant.map(|migrant| {
                let (zh, en) = if migrant { ("农民工", "a migrant worker") } else { ("非农民工", "no migrant worker") };
                (zh.to_owned(), en.to_owned())
            });
            said_of(case, said, ("是否农民工", "whether a migrant worker"), Supplier::Employer)
        }
        Condition::Gender(_) => {
            let said =
                case.facts.gender.map(|gender| (if gender.word() == "female" { "女" } else { "男" }.to_owned(), gender.word().to_owned()));
            said_of(case, said, ("性别", "gender"), Supplier::Person)
        }
        Condition::Document(document) => {
            let said = (judge(condition, case) == Verdict::Yes).then(|| (format!("材料 {document}"), format!("document {document}")));
            said_of(case, said, (&format!("材料 {document}"), &format!("document {document}")), Supplier::Person)
        }
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) => Fact { text: Text::default(), origin: Origin::Competition },
    }
}

fn result(case: &Case<'_>, zh: &str, en: &str) -> Fact {
    Fact { text: Text::new(zh, en), origin: Origin::Result { digest: case.skill.digest.clone() } }
}

fn missing(zh: &str, en: &str, supplier: Supplier) -> Fact {
    Fact { text: Text::new(format!("缺少：{zh}"), format!("missing: {en}")), origin: Origin::Missing { supplier } }
}

/// What `people.csv` says, or that it does not.
fn said_of(case: &Case<'_>, said: Option<(String, String)>, what: (&str, &str), supplier: Supplier) -> Fact {
    let Some((zh, en)) = said else { return missing(what.0, what.1, supplier) };
    let (row, document) = (case.facts.row, &case.facts.document);
    let origin = if document.is_empty() { Origin::Declaration { row } } else { Origin::Document { name: document.clone(), row } };
    Fact { text: Text::new(zh, en), origin }
}

fn word(case: &Case<'_>, own: Option<&String>, what: (&str, &str), supplier: Supplier) -> Fact {
    said_of(case, own.map(|own| (format!("{} {own}", what.0), format!("{} {own}", what.1))), what, supplier)
}

fn place(case: &Case<'_>) -> Fact {
    let entrants = case.skill.entrants;
    match case.entry.place {
        Place::At(place) => match case.entry.team_size() {
            1 => result(case, &format!("{entrants}名选手中第{place}名"), &format!("place {place} of {entrants} entrants")),
            size => result(
                case,
                &format!("{entrants}队中第{place}名，{size}人队"),
                &format!("place {place} of {entrants} entrants, a team of {size}"),
            ),
        },
        Place::Guest => result(case, "特邀选手，不占名次", "a guest, who takes no place"),
        Place::Withdrawn => result(case, "已退赛", "withdrawn"),
        Place::Void => result(case, &format!("仅{entrants}名参赛，赛项无效"), &format!("the skill is void with {entrants} entrants")),
        Place::Provisional(why) => provisional(case, why),
    }
}

fn provisional(case: &Case<'_>, why: Provisional) -> Fact {
    let count = case.skill.marks_missing;
    match why {
        Provisional::MarksMissing => missing(
            &format!("还有{count}个评分未录入，名次未定"),
            &format!("{count} marks of the skill, so the place may change"),
            Supplier::ChiefExpert,
        ),
        Provisional::Draw => missing("并列，待抽签", "the draw among equals", Supplier::Organiser),
        Provisional::NoPlace => missing("按裁判多数尚无名次", "a place by the experts' majority", Supplier::ChiefExpert),
    }
}

fn medal(case: &Case<'_>) -> Fact {
    if !matches!(case.entry.place, Place::At(_)) {
        return place(case);
    }
    match case.entry.medal {
        Some(medal) => result(case, Medal::word_zh(medal), medal.word()),
        None => result(case, "无奖牌、无优胜奖", "no medal and no merit prize"),
    }
}

fn part_marks(case: &Case<'_>, name: &str) -> Fact {
    if let Place::Guest | Place::Withdrawn | Place::Void = case.entry.place {
        return place(case);
    }
    match case.part(name) {
        None => missing(&format!("{name} 部分的成绩"), &format!("marks of part {name}: the skill's rules name none"), Supplier::Organiser),
        Some(part) if case.skill.marks_missing > 0 => {
            missing(&format!("{name} 部分尚未评完"), &format!("all marks; part {name} has {} so far", part.marks), Supplier::ChiefExpert)
        }
        Some(part) => {
            let hundred = i128::from(Decimal::from_int(100).units());
            let share = Decimal::ratio(
                i128::from(part.marks.units()) * hundred,
                i128::from(part.max.units()) * i128::from(Decimal::ONE.units()),
                2,
            );
            let share = share.map_or_else(|| "–".to_owned(), |share| share.to_string());
            let (marks, max) = (part.marks, part.max);
            result(case, &format!("{name} 部分 {marks}/{max}（{share}%）"), &format!("part {name}: {marks} of {max} ({share} %)"))
        }
    }
}

fn kind(case: &Case<'_>) -> Fact {
    let text = |kind: CompetitorKind| {
        let zh = match kind {
            CompetitorKind::Worker => "职工",
            CompetitorKind::Teacher => "教师",
            CompetitorKind::Student => "学生",
        };
        (zh.to_owned(), kind.word().to_owned())
    };
    match (case.facts.kind, case.entry.kind) {
        (None, Some(kind)) => {
            let (zh, en) = text(kind);
            Fact { text: Text::new(zh, en), origin: Origin::Entry }
        }
        (own, _) => said_of(case, own.map(text), ("身份（职工、教师、学生）", "worker, teacher or student"), Supplier::Organiser),
    }
}

fn class(class: CompetitionClass) -> Fact {
    let zh = match class {
        CompetitionClass::National => "国家级赛事",
        CompetitionClass::Class1 => "一类赛",
        CompetitionClass::Class2 => "二类赛",
        CompetitionClass::Provincial => "省级赛",
        CompetitionClass::Municipal => "市级赛",
    };
    Fact { text: Text::new(zh, format!("class {}", class.word())), origin: Origin::Competition }
}

fn held_on(case: &Case<'_>) -> Fact {
    match case.contest.ends {
        Some(day) => Fact { text: Text::new(format!("{day} 结束"), format!("ended {day}")), origin: Origin::Competition },
        None => missing("竞赛日期", "the competition's dates", Supplier::Organiser),
    }
}

fn honours(case: &Case<'_>) -> Fact {
    let said = case.facts.honours.as_ref().map(|held| {
        let ids: Vec<&str> = held.iter().map(HonourId::as_str).collect();
        match ids.as_slice() {
            [] => ("未获任何荣誉".to_owned(), "holds no honour".to_owned()),
            _ => (format!("已获 {}", ids.join("、")), format!("holds {}", ids.join(", "))),
        }
    });
    said_of(case, said, ("已获荣誉", "honours held"), Supplier::Person)
}

fn level(case: &Case<'_>) -> Fact {
    let said = case.facts.level.map(|held| match held {
        Held::Nothing => ("无技能等级".to_owned(), "holds no skill level".to_owned()),
        Held::Level(level) => (level.word_zh().to_owned(), level.word().to_owned()),
    });
    said_of(case, said, ("现技能等级", "the skill level held"), Supplier::EvaluationBody)
}

fn born(case: &Case<'_>) -> Fact {
    let said = case.facts.born.map(|born| match born {
        Birth::Year(year) => (format!("{year}年出生"), format!("born in {year}")),
        Birth::Day(day) => (format!("{day} 出生"), format!("born {day}")),
    });
    if said.is_some() && case.contest.ends.is_none() {
        return held_on(case);
    }
    if let (Some((youngest, oldest)), Some((zh, en))) = (case.age(), &said)
        && youngest < oldest
    {
        return said_of(
            case,
            Some((format!("{zh}（{youngest}或{oldest}岁）"), format!("{en}: {youngest} or {oldest} years old"))),
            ("", ""),
            Supplier::Person,
        );
    }
    said_of(case, said, ("出生日期", "the date of birth"), Supplier::Person)
}

fn province(case: &Case<'_>) -> Fact {
    match (&case.facts.province, case.delegated_by()) {
        (None, Some(delegation)) => {
            Fact { text: Text::new(format!("代表队 {delegation}"), format!("of delegation {delegation}")), origin: Origin::Entry }
        }
        (own, _) => word(case, own.as_ref(), ("省份", "province"), Supplier::RecommendingBody),
    }
}

//! The sections of a dossier, in the order in which a committee reads them.

use super::{Showing, words};
use crate::{
    competition::{HonourId, Text, masked_name},
    export::{
        certificate::words::both,
        honours::{CategoryReport, FactLine, GrantsLine, PersonVerdict, ProgrammeReport, PromotionLine, Report, RuleLine, RuleVerdict},
        pdf::{Colour, Flow, PdfError, Style},
    },
    honours::Verdict,
};

const INK: Colour = Colour(34, 34, 34);
const GREY: Colour = Colour(96, 96, 96);
const ACCENT: Colour = Colour(140, 112, 56);

const TITLE: Style = Style { size: 20.0, colour: ACCENT, indent: 0.0 };
const HEADING: Style = Style { size: 12.5, colour: ACCENT, indent: 0.0 };
const STRONG: Style = Style { size: 11.0, colour: INK, indent: 0.0 };
const BODY: Style = Style { size: 10.0, colour: INK, indent: 0.0 };
const ITEM: Style = Style { size: 10.0, colour: INK, indent: 12.0 };
const DETAIL: Style = Style { size: 8.5, colour: GREY, indent: 24.0 };

pub(super) struct Sections<'a> {
    pub flow: Flow<'a>,
    pub report: &'a Report,
    pub showing: &'a Showing<'a>,
}

type Written = Result<(), PdfError>;

impl Sections<'_> {
    pub fn person(&mut self, programme: &ProgrammeReport, person: &PersonVerdict) -> Written {
        self.flow.turn();
        self.head(programme)?;
        self.who(person)?;
        self.result(person)?;
        let same =
            |other: &&PersonVerdict| (&other.skill, &other.competitor, other.member) == (&person.skill, &person.competitor, person.member);
        for category in &programme.categories {
            if let Some(person) = category.people.iter().find(same) {
                self.category(programme, category, person)?;
            }
        }
        self.list("此后程序", "What follows", &programme.procedure)
    }

    fn heading(&mut self, text: &str) -> Written {
        self.flow.gap(8.0);
        self.flow.paragraph(text, HEADING)
    }

    fn head(&mut self, programme: &ProgrammeReport) -> Written {
        self.flow.paragraph("提名材料 Nomination dossier", TITLE)?;
        self.flow.paragraph(&both(&programme.title), STRONG)?;
        let open = "…".to_owned();
        let (from, to) = (programme.from.as_ref().unwrap_or(&open), programme.to.as_ref().unwrap_or(&open));
        self.flow.paragraph(&format!("期间 period: {from} – {to}"), DETAIL_AT_MARGIN)?;
        self.flow.paragraph(&format!("规则 rules sha256:{}", programme.digest), DETAIL_AT_MARGIN)?;
        self.flow.rule(ACCENT);
        Ok(())
    }

    fn who(&mut self, person: &PersonVerdict) -> Written {
        self.heading("人员 Person")?;
        let name =
            if self.showing.names { person.name.clone() } else { Text::new(masked_name(&person.name.zh), masked_name(&person.name.en)) };
        self.flow.paragraph(&both(&name), STRONG)?;
        let member = person.member.map_or_else(String::new, |member| format!("，队员 member {member}"));
        self.flow.paragraph(&format!("编号 id: {}；参赛 competitor: {}{member}", person.person, person.competitor), BODY)
    }

    fn result(&mut self, person: &PersonVerdict) -> Written {
        self.heading("成绩 Result")?;
        let ended = self.report.ends.as_ref().map_or_else(String::new, |day| format!("，{day}"));
        self.flow.paragraph(&format!("{}（{}）{ended}", both(&self.report.title), self.report.class.word()), BODY)?;
        let skill = both(&(self.showing.skill_title)(&person.skill));
        let line = self.report.results.iter().find(|line| line.skill == person.skill);
        let place = match (person.place, line) {
            (Some(place), Some(line)) => format!("第{place}名，共{0}名 place {place} of {0}", line.entrants),
            (None, Some(line)) if line.marks_missing > 0 => {
                format!("名次未定，还有{0}个评分未录入 no certain place: {0} marks are missing", line.marks_missing)
            }
            _ => "无名次 no place".to_owned(),
        };
        self.flow.paragraph(&format!("{skill}：{place}"), STRONG)?;
        let digest = line.map_or("", |line| line.digest.as_str());
        self.flow.paragraph(&format!("sha256:{digest}"), DETAIL_AT_MARGIN)
    }

    fn category(&mut self, programme: &ProgrammeReport, category: &CategoryReport, person: &PersonVerdict) -> Written {
        self.flow.gap(4.0);
        self.flow.rule(GREY);
        self.heading(&format!("类别 Category: {}", both(&category.title)))?;
        let seat = person.seat.map_or_else(String::new, |seat| format!("；{}", words::seat(seat)));
        self.flow.paragraph(&format!("结论 verdict: {}{seat}", words::verdict(person.verdict)), STRONG)?;
        for (rule, ruling) in category.rules.iter().zip(&person.rules) {
            self.rule(programme, rule, ruling)?;
        }
        self.list("所需证明", "Evidence that is wanted", &category.evidence)?;
        // What somebody gets who does not qualify would read as a promise.
        if person.verdict != Verdict::No {
            self.grants(&category.grants, person.promotion.as_ref())?;
        }
        Ok(())
    }

    fn rule(&mut self, programme: &ProgrammeReport, rule: &RuleLine, ruling: &RuleVerdict) -> Written {
        self.flow.gap(3.0);
        self.flow.paragraph(&format!("【{}】{}", words::verdict(ruling.verdict), both(&rule.text)), ITEM)?;
        for fact in &ruling.facts {
            self.flow.paragraph(&fact_line(fact), DETAIL)?;
        }
        let source = programme.sources.iter().find(|source| source.source == rule.source);
        let mut parts: Vec<String> = Vec::new();
        if let Some(source) = source {
            parts.extend([both(&source.title), source.number.clone(), rule.clause.clone(), source.address.clone()]);
        }
        if rule.unconfirmed {
            parts.push("未核对原文 not confirmed from the primary text".to_owned());
        }
        parts.retain(|part| !part.is_empty());
        self.flow.paragraph(&format!("规则来源 source: {}", parts.join("，")), DETAIL)
    }

    fn list(&mut self, zh: &str, en: &str, texts: &[Text]) -> Written {
        if texts.is_empty() {
            return Ok(());
        }
        self.heading(&format!("{zh} {en}"))?;
        texts.iter().try_for_each(|text| self.flow.paragraph(&format!("· {}", both(text)), ITEM))
    }

    fn grants(&mut self, grants: &GrantsLine, promotion: Option<&PromotionLine>) -> Written {
        let named = |ids: &[String]| -> Vec<String> {
            let title = |id: &String| id.parse::<HonourId>().map_or_else(|_| id.clone(), |id| both(&(self.showing.honour_title)(&id)));
            ids.iter().map(title).collect()
        };
        let mut lines: Vec<String> = Vec::new();
        lines.extend(grants.money.iter().map(|money| format!("{} {} {}", money.amount, money.currency, both(&money.purpose))));
        lines.extend(named(&grants.honours));
        lines.extend(promotion.map(promotion_line));
        lines.extend(grants.certificate.iter().map(both));
        lines.extend(grants.training.iter().chain(&grants.posts).map(both));
        lines.extend(named(&grants.recommended_for).into_iter().map(|honour| format!("推荐 recommended for: {honour}")));
        if lines.is_empty() {
            return Ok(());
        }
        self.heading("可获待遇 What it grants")?;
        lines.iter().try_for_each(|line| self.flow.paragraph(&format!("· {line}"), ITEM))
    }
}

const DETAIL_AT_MARGIN: Style = Style { indent: 0.0, ..DETAIL };

fn fact_line(fact: &FactLine) -> String {
    let from = words::origin(fact.origin);
    match &fact.supplier {
        Some(supplier) => format!("{from}：{}；由 to be supplied by: {}", both(&fact.text), both(supplier)),
        None if fact.origin == "result" => format!("依据 fact: {}（{from} sha256:{}）", both(&fact.text), fact.reference),
        None => format!("依据 fact: {}（{from}: {}）", both(&fact.text), fact.reference),
    }
}

fn promotion_line(promotion: &PromotionLine) -> String {
    let level = Text::new(promotion.level_zh.unwrap_or_default(), promotion.level.unwrap_or_default());
    match promotion.state {
        "to" => format!("晋升 promotion to: {}", both(&level)),
        "already" => format!("已具有 held already: {}", both(&level)),
        "unknown" => format!("现等级未知，最高可晋升 level held is unknown; promotion up to: {}", both(&level)),
        _ => "现等级不在晋升范围 no promotion from the level held".to_owned(),
    }
}

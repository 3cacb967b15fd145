//! What is printed, in the form it is printed in; `docs/outcomes.schema.json` describes it. Exact numbers are strings.

use serde::Serialize;

use super::reason;
use super::who::Who;
use crate::{
    competition::{CompetitionClass, Medal, Text},
    honours::{
        Candidate, Contest, Entry, Place,
        outcome::{Decision, OutcomeRow, OutcomeRules, SignedResult, decide},
    },
};

#[derive(Debug, Serialize)]
pub struct OutcomesReport {
    pub competition: String,
    pub title: Text,
    pub class: CompetitionClass,
    pub ends: Option<String>,
    pub rules: RulesLine,
    pub outcomes: Vec<OutcomeLine>,
    pub withheld: Vec<WithheldLine>,
}

#[derive(Debug, Serialize)]
pub struct RulesLine {
    pub id: String,
    pub title: Text,
    /// Of the file, SHA-256, hex.
    pub digest: String,
    pub sources: Vec<SourceLine>,
}

#[derive(Debug, Serialize)]
pub struct SourceLine {
    pub source: String,
    pub title: Text,
    pub number: String,
    pub address: String,
    pub unconfirmed: bool,
}

#[derive(Debug, Serialize)]
pub struct OutcomeLine {
    #[serde(flatten)]
    pub who: Who,
    pub place: Option<u32>,
    pub entrants: u32,
    pub medal: Option<&'static str>,
    pub medal_zh: Option<&'static str>,
    /// The row of the rules.
    pub row: String,
    pub level: Option<&'static str>,
    pub level_zh: Option<&'static str>,
    pub hours: Option<String>,
    pub credits: Option<String>,
    pub source: String,
    pub credits_source: String,
    pub clause: String,
    pub unconfirmed: bool,
    /// The competition's last day.
    pub date: Option<String>,
    pub signed: String,
}

#[derive(Debug, Serialize)]
pub struct WithheldLine {
    #[serde(flatten)]
    pub who: Who,
    /// A word for programs.
    pub reason: &'static str,
    pub text: Text,
    /// Who can supply what is missing.
    pub supplier: Option<Text>,
}

impl OutcomesReport {
    /// In the order of skills and ids, whatever the order of the lists.
    #[must_use]
    pub fn new(contest: &Contest, candidates: &[Candidate], rules: &OutcomeRules, signed: &[SignedResult], with_names: bool) -> Self {
        let mut report = Self {
            competition: contest.id.to_string(),
            title: contest.title.clone(),
            class: contest.class,
            ends: contest.ends.map(|day| day.to_string()),
            rules: rules_line(rules),
            outcomes: Vec::new(),
            withheld: Vec::new(),
        };
        let mut ordered: Vec<&Candidate> = candidates.iter().collect();
        ordered.sort_by_key(|candidate| {
            let entry = &contest.entries[candidate.entry];
            (&contest.skills[entry.skill].id, &entry.competitor, candidate.member)
        });
        for candidate in ordered {
            let who = who(contest, candidate, with_names);
            match decide(contest, candidate, rules, signed) {
                Decision::Outcome { row, signed } => report.outcomes.push(outcome(contest, candidate, who, rules, row, signed)),
                Decision::Withheld(why) => {
                    let (reason, text, supplier) = reason::of(&why, &who);
                    report.withheld.push(WithheldLine { who, reason, text, supplier });
                }
            }
        }
        report
    }
}

fn rules_line(rules: &OutcomeRules) -> RulesLine {
    let source = |source: &crate::honours::Source| SourceLine {
        source: source.key.clone(),
        title: source.title.clone(),
        number: source.number.clone(),
        address: source.address.clone(),
        unconfirmed: source.unconfirmed,
    };
    RulesLine {
        id: rules.id.clone(),
        title: rules.title.clone(),
        digest: rules.digest.clone(),
        sources: rules.sources.iter().map(source).collect(),
    }
}

fn who(contest: &Contest, candidate: &Candidate, with_names: bool) -> Who {
    let entry = &contest.entries[candidate.entry];
    let skill = &contest.skills[entry.skill];
    Who {
        person: candidate.person.clone(),
        skill: skill.id.to_string(),
        skill_title: skill.title.clone(),
        competitor: entry.competitor.to_string(),
        member: candidate.member.map(|member| member + 1),
        name: with_names.then(|| candidate.name.clone()),
        result: skill.digest.clone(),
    }
}

fn place(entry: &Entry) -> Option<u32> {
    if let Place::At(place) = entry.place { Some(place) } else { None }
}

fn outcome(
    contest: &Contest,
    candidate: &Candidate,
    who: Who,
    rules: &OutcomeRules,
    row: &OutcomeRow,
    signed: &SignedResult,
) -> OutcomeLine {
    let entry = &contest.entries[candidate.entry];
    let source = |index: usize| rules.source(index).map(|source| source.key.clone()).unwrap_or_default();
    OutcomeLine {
        who,
        place: place(entry),
        entrants: contest.skills[entry.skill].entrants,
        medal: entry.medal.map(Medal::word),
        medal_zh: entry.medal.map(Medal::word_zh),
        row: row.id.to_string(),
        level: row.level.map(crate::honours::SkillLevel::word),
        level_zh: row.level.map(crate::honours::SkillLevel::word_zh),
        hours: row.hours.map(|hours| hours.to_string()),
        credits: row.credits.map(|credits| credits.to_string()),
        source: source(row.source),
        credits_source: source(row.credits_source.unwrap_or(row.source)),
        clause: row.clause.clone(),
        unconfirmed: rules.is_unconfirmed(row),
        date: contest.ends.map(|day| day.to_string()),
        signed: signed.on.to_string(),
    }
}

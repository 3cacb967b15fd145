//! `{competition, skills: [{skill, method, complete, standings: […]}], delegations: […]}`. Exact numbers are strings.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    Results, SkillStandings,
    delegations::{self, Line},
};
use crate::{
    competition::Medal,
    ranking::{MedalChances, PublishedBasis, PublishedRules, Standing},
};

#[derive(Serialize)]
struct Document<'a> {
    competition: &'a str,
    skills: Vec<SkillJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delegations: Option<Vec<Line<'a>>>,
}

#[derive(Serialize)]
struct DelegationsDocument<'a> {
    competition: &'a str,
    delegations: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct SkillJson<'a> {
    skill: &'a str,
    method: &'static str,
    /// Everything the standings follow, with parameters.
    rules: PublishedRules,
    /// What the scale is laid out around, per population.
    basis: Vec<PublishedBasis>,
    complete: bool,
    /// What a reader must know besides.
    notes: Vec<String>,
    /// Competitors who are equal in everything and wait for a draw.
    open_ties: Vec<Vec<&'a str>>,
    standings: Vec<StandingJson<'a>>,
}

#[derive(Serialize)]
struct StandingJson<'a> {
    competitor: &'a str,
    rank: Option<u32>,
    total: String,
    scale_score: Option<String>,
    medal: Option<&'static str>,
    awards: Vec<&'static str>,
    best_rank: Option<u32>,
    worst_rank: Option<u32>,
    withdrawn: bool,
    /// Per medal: certain, possible or gone.
    medal_chances: Chances<'a>,
    marks: Marks<'a>,
}

/// By aspect, in the scheme's order; a missing mark is absent.
struct Marks<'a> {
    of: &'a SkillStandings<'a>,
    competitor: usize,
}

impl Serialize for Marks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (index, aspect) in self.of.skill.scheme.aspects.iter().enumerate() {
            if let Some(mark) = self.of.tally.mark(self.competitor, index) {
                map.serialize_entry(aspect.id.as_str(), &mark.fixed(self.of.skill.rules.decimals))?;
            }
        }
        map.end()
    }
}

struct Chances<'a>(&'a MedalChances);

impl Serialize for Chances<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(medal, chance)| (medal.word(), chance)))
    }
}

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, results: &Results<'_>) -> io::Result<()> {
    let document = Document {
        competition: results.competition.id.as_str(),
        skills: results.skills.iter().map(skill_json).collect(),
        delegations: results.delegations.is_some().then(|| delegations::lines(results)),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// `{competition, delegations: […]}`.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_delegations(out: &mut dyn Write, results: &Results<'_>) -> io::Result<()> {
    let document = DelegationsDocument { competition: results.competition.id.as_str(), delegations: delegations::lines(results) };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn skill_json<'a>(of: &'a SkillStandings<'a>) -> SkillJson<'a> {
    SkillJson {
        skill: of.skill.id.as_str(),
        method: of.skill.rules.ranking.versioned_name(),
        rules: PublishedRules::of(&of.skill.rules),
        basis: of.ranking.scale().published(of.skill),
        complete: of.is_complete(),
        notes: of.notes(),
        open_ties: of.open_ties.iter().map(|tied| tied.iter().map(|&one| of.skill.competitors[one].id.as_str()).collect()).collect(),
        standings: of.standings.iter().map(|standing| standing_json(of, standing)).collect(),
    }
}

fn standing_json<'a>(of: &'a SkillStandings<'a>, standing: &Standing) -> StandingJson<'a> {
    let (best_rank, worst_rank) = of.best_and_worst(standing);
    StandingJson {
        competitor: of.skill.competitors[standing.competitor].id.as_str(),
        rank: standing.rank,
        total: of.total(standing),
        scale_score: of.scale_score(standing),
        medal: standing.medal.map(Medal::word),
        awards: of.awards(standing),
        best_rank,
        worst_rank,
        withdrawn: standing.withdrawn,
        medal_chances: Chances(&of.chances[standing.competitor]),
        marks: Marks { of, competitor: standing.competitor },
    }
}

//! A competition's results as honours see them: places among entrants, and whether they can be relied upon.

use jiff::civil::Date;

use super::digest;
use crate::{
    competition::{
        Competition, CompetitionClass, CompetitionId, CompetitorId, CompetitorKind, Medal, Skill, SkillId, Text, TieKey, TieLast,
    },
    decimal::Decimal,
    ranking::{Draw, Ranking, Standing},
    scoring::SkillTally,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    pub id: CompetitionId,
    pub title: Text,
    pub class: CompetitionClass,
    /// The last day.
    pub ends: Option<Date>,
    pub skills: Vec<ContestSkill>,
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestSkill {
    pub id: SkillId,
    pub title: Text,
    /// Of the result, hex.
    pub digest: String,
    /// Eligible competitors with a result who are not withdrawn.
    pub entrants: u32,
    pub marks_missing: usize,
    /// Names of the modules and criteria that [`Entry::parts`] are of.
    pub parts: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Index into the contest's skills.
    pub skill: usize,
    pub competitor: CompetitorId,
    pub name: Text,
    /// Of a team.
    pub members: Vec<String>,
    pub delegation: Option<String>,
    pub kind: Option<CompetitorKind>,
    pub place: Place,
    /// Meaningful where the place is certain.
    pub medal: Option<Medal>,
    pub total: Decimal,
    /// In the order of the skill's parts.
    pub parts: Vec<Part>,
}

/// Marks of a module or criterion, and the highest there can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub marks: Decimal,
    pub max: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Among entrants: a guest is ranked and takes nobody's place (rules.md §5).
    At(u32),
    Guest,
    Withdrawn,
    /// Too few entrants for any medal: the skill counts for nothing (rules.md §5).
    Void,
    Provisional(Provisional),
}

/// Why a place is not certain yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provisional {
    MarksMissing,
    /// Equal in everything until a draw decides.
    Draw,
    /// All marks are there and the method gives no place (experts' majority).
    NoPlace,
}

impl Entry {
    #[must_use]
    pub fn team_size(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX).max(1)
    }
}

impl Contest {
    /// One tally per skill, and its draws where there are any.
    #[must_use]
    pub fn new(competition: &Competition, tallies: &[SkillTally], draws: &[Vec<Draw>]) -> Self {
        let of_skill = |(index, tally)| (index, tally, draws.get(index).map_or(&[][..], Vec::as_slice));
        Self::of(competition, tallies.iter().enumerate().map(of_skill))
    }

    /// Of some of its skills alone, each with its index, its tally and its draws.
    #[must_use]
    pub fn of<'a>(competition: &Competition, skills: impl IntoIterator<Item = (usize, &'a SkillTally, &'a [Draw])>) -> Self {
        let mut contest = Self {
            id: competition.id.clone(),
            title: competition.title.clone(),
            class: competition.class,
            ends: competition.ends.as_ref().and_then(|date| date.parse().ok()),
            skills: Vec::new(),
            entries: Vec::new(),
        };
        for (index, tally, draws) in skills {
            if let Some(skill) = competition.skills.get(index) {
                contest.add(competition, skill, tally, draws);
            }
        }
        contest
    }

    fn add(&mut self, competition: &Competition, skill: &Skill, tally: &SkillTally, draws: &[Draw]) {
        let ranking = Ranking::new(skill, tally);
        let standings = ranking.standings(skill, tally, draws);
        let open = if skill.rules.ties.last == TieLast::Draw { ranking.open_ties(draws) } else { Vec::new() };
        let marks_missing = tally.wanted().saturating_sub(tally.done());
        let is_entrant = |standing: &&Standing| standing.rank.is_some() && skill.competitors[standing.competitor].eligible;
        let entrants = standings.iter().filter(is_entrant).count();
        let field = Field { undrawn: &open.concat(), marks_missing: marks_missing > 0, is_void: skill.rules.medals.is_void(entrants) };
        let places = places(skill, &standings, &field);
        let parts = parts(skill);
        let parts_of = |competitor: usize| parts.iter().map(|(_, aspects)| part(skill, tally, competitor, aspects)).collect::<Vec<_>>();
        let mut rows: Vec<(&Standing, Place)> = standings.iter().zip(places).collect();
        // In the order of the list of competitors.
        rows.sort_unstable_by_key(|(standing, _)| standing.competitor);
        for (standing, place) in rows {
            let competitor = &skill.competitors[standing.competitor];
            let delegation = competitor.delegation.and_then(|index| competition.delegations.get(index));
            self.entries.push(Entry {
                skill: self.skills.len(),
                competitor: competitor.id.clone(),
                name: competitor.name.clone(),
                members: competitor.members.clone(),
                delegation: delegation.map(|delegation| delegation.id.to_string()),
                kind: competitor.kind,
                place,
                medal: standing.medal,
                total: standing.total,
                parts: parts_of(standing.competitor),
            });
        }
        self.skills.push(ContestSkill {
            id: skill.id.clone(),
            title: skill.title.clone(),
            digest: digest::of_result(competition, skill, &standings, parts_of),
            entrants: u32::try_from(entrants).unwrap_or(u32::MAX),
            marks_missing,
            parts: parts.into_iter().map(|(name, _)| name).collect(),
        });
    }
}

/// What concerns everybody's place.
struct Field<'a> {
    undrawn: &'a [usize],
    marks_missing: bool,
    is_void: bool,
}

/// `standings` are best first.
fn places(skill: &Skill, standings: &[Standing], field: &Field<'_>) -> Vec<Place> {
    let (mut ahead, mut equal, mut rank_of_equals) = (0, 0, None);
    let place = |standing: &Standing| {
        let eligible = skill.competitors[standing.competitor].eligible;
        if standing.rank != rank_of_equals {
            (ahead, equal, rank_of_equals) = (ahead + equal, 0, standing.rank);
        }
        equal += u32::from(eligible);
        if standing.withdrawn {
            Place::Withdrawn
        } else if !eligible {
            Place::Guest
        } else if field.marks_missing {
            Place::Provisional(Provisional::MarksMissing)
        } else if field.is_void {
            Place::Void
        } else if field.undrawn.contains(&standing.competitor) {
            Place::Provisional(Provisional::Draw)
        } else if standing.rank.is_none() {
            Place::Provisional(Provisional::NoPlace)
        } else {
            Place::At(ahead + 1)
        }
    };
    standings.iter().map(place).collect()
}

/// Criteria by their ids, modules that the rules weigh or break ties by.
fn parts(skill: &Skill) -> Vec<(String, Vec<usize>)> {
    let scheme = &skill.scheme;
    let aspects = |criterion: usize| (0..scheme.aspects.len()).filter(move |&aspect| scheme.criterion_of(aspect) == criterion).collect();
    let mut parts: Vec<(String, Vec<usize>)> =
        skill.rules.total.parts.iter().map(|part| (part.name.clone(), part.aspects.clone())).collect();
    for key in &skill.rules.ties.keys {
        if let TieKey::Sum { name, aspects } = key
            && let Some(name) = name.strip_prefix("module:")
        {
            parts.push((name.to_owned(), aspects.clone()));
        }
    }
    parts.extend(scheme.criteria.iter().enumerate().map(|(index, criterion)| (criterion.id.to_string(), aspects(index))));
    parts.sort();
    parts.dedup_by(|one, other| one.0 == other.0);
    parts
}

fn part(skill: &Skill, tally: &SkillTally, competitor: usize, aspects: &[usize]) -> Part {
    Part {
        marks: aspects.iter().filter_map(|&aspect| tally.mark(competitor, aspect)).sum(),
        max: aspects.iter().map(|&aspect| skill.scheme.aspects[aspect].max_mark).sum(),
    }
}

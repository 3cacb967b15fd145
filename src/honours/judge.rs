//! A condition on a person with a result: yes, no, or unknown where a fact is missing.

use jiff::civil::Date;

use super::{Birth, Candidate, Condition, Contest, ContestSkill, Entry, Facts, Held, Part, Place, Places, SkillLevel, Verdict};
use crate::{
    competition::{CompetitionClass, CompetitorKind, Medal},
    decimal::Decimal,
};

/// A person with a result, and where it was won.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub contest: &'a Contest,
    pub skill: &'a ContestSkill,
    pub entry: &'a Entry,
    pub facts: &'a Facts,
}

impl<'a> Case<'a> {
    pub(super) fn new(contest: &'a Contest, candidate: &'a Candidate) -> Self {
        let entry = &contest.entries[candidate.entry];
        Self { contest, skill: &contest.skills[entry.skill], entry, facts: &candidate.facts }
    }

    /// A member of a team may be of another kind than the team's row says.
    pub(super) fn kind(&self) -> Option<CompetitorKind> {
        self.facts.kind.or(self.entry.kind)
    }

    /// Where nobody says otherwise, that of the delegation.
    pub(super) fn province(&self) -> Option<&'a str> {
        self.facts.province.as_deref().or(self.delegated_by())
    }

    /// The province whose delegation it is. Below the nation delegations are cities or districts, which say nothing here.
    pub(super) fn delegated_by(&self) -> Option<&'a str> {
        match self.contest.class {
            CompetitionClass::National | CompetitionClass::Class1 | CompetitionClass::Class2 => self.entry.delegation.as_deref(),
            CompetitionClass::Provincial | CompetitionClass::Municipal => None,
        }
    }

    pub(super) fn part(&self, name: &str) -> Option<Part> {
        let index = self.skill.parts.iter().position(|part| part == name)?;
        self.entry.parts.get(index).copied()
    }

    /// The youngest and the oldest somebody can have been on the competition's last day.
    pub(super) fn age(&self) -> Option<(i32, i32)> {
        let on = self.contest.ends?;
        Some(match self.facts.born? {
            Birth::Day(day) => {
                let age = age(day, on);
                (age, age)
            }
            Birth::Year(year) => {
                let age = i32::from(on.year()) - i32::from(year);
                (age - 1, age)
            }
        })
    }
}

fn age(born: Date, on: Date) -> i32 {
    let had_no_birthday = (on.month(), on.day()) < (born.month(), born.day());
    i32::from(on.year()) - i32::from(born.year()) - i32::from(had_no_birthday)
}

pub(super) fn judge(condition: &Condition, case: &Case<'_>) -> Verdict {
    match condition {
        Condition::Place(places) => placed(case, |place| within(places, case.entry, place)),
        Condition::Medal(medals) => placed(case, |_| has_medal(case.entry, medals)),
        Condition::UpperHalf => placed(case, |place| place <= case.skill.entrants / 2),
        Condition::Ranked => placed(case, |_| true),
        Condition::PartPassed { part, per_cent } => part_passed(case, part, *per_cent),
        Condition::Kind(kinds) => Verdict::known(case.kind().map(|kind| kinds.contains(&kind))),
        Condition::Class(classes) => Verdict::of(classes.contains(&case.contest.class)),
        Condition::Field(fields) => Verdict::of(is_one_of(fields, &case.skill.id)),
        Condition::Held { from, to } => {
            Verdict::known(case.contest.ends.map(|day| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)))
        }
        Condition::Honour(honours) => {
            Verdict::known(case.facts.honours.as_ref().map(|held| held.iter().any(|honour| honours.contains(honour))))
        }
        Condition::Level { at_least, at_most } => Verdict::known(case.facts.level.map(|held| level_within(held, *at_least, *at_most))),
        Condition::FrontLineYears(years) => Verdict::known(case.facts.front_line_years.map(|own| own >= *years)),
        Condition::AgeAtMost(years) => age_at_most(case, *years),
        Condition::Province(provinces) => Verdict::known(case.province().map(|province| is_one_of(provinces, province))),
        Condition::Channel(words) => is_word(words, case.facts.channel.as_deref()),
        Condition::Employer(words) => is_word(words, case.facts.employer.as_deref()),
        Condition::Occupation(words) => is_word(words, case.facts.occupation.as_deref()),
        Condition::Migrant(migrant) => Verdict::known(case.facts.migrant.map(|own| own == *migrant)),
        Condition::Gender(gender) => Verdict::known(case.facts.gender.map(|own| own == *gender)),
        Condition::Document(document) => {
            if is_one_of(&case.facts.documents, document) {
                Verdict::Yes
            } else {
                Verdict::Unknown
            }
        }
        Condition::All(parts) => Verdict::all(parts.iter().map(|part| judge(part, case))),
        Condition::Any(parts) => Verdict::any(parts.iter().map(|part| judge(part, case))),
        Condition::Not(part) => judge(part, case).negated(),
    }
}

/// A guest, whoever has withdrawn and a void skill earn nothing; a place that may still change proves nothing.
fn placed(case: &Case<'_>, holds: impl Fn(u32) -> bool) -> Verdict {
    match case.entry.place {
        Place::At(place) => Verdict::of(holds(place)),
        Place::Guest | Place::Withdrawn | Place::Void => Verdict::No,
        Place::Provisional(_) => Verdict::Unknown,
    }
}

fn within(places: &Places, entry: &Entry, place: u32) -> bool {
    places.of(entry.team_size()).is_some_and(|(first, last)| first <= place && place <= last)
}

fn has_medal(entry: &Entry, medals: &[Medal]) -> bool {
    entry.medal.is_some_and(|medal| medals.contains(&medal))
}

fn part_passed(case: &Case<'_>, part: &str, per_cent: Decimal) -> Verdict {
    let reached = case.part(part).map(|part| {
        let (marks, max) = (i128::from(part.marks.units()), i128::from(part.max.units()));
        marks * i128::from(Decimal::from_int(100).units()) >= max * i128::from(per_cent.units())
    });
    match (case.entry.place, reached) {
        (Place::Guest | Place::Withdrawn | Place::Void, _) => Verdict::No,
        _ if case.skill.marks_missing > 0 => Verdict::Unknown,
        (_, reached) => Verdict::known(reached),
    }
}

fn level_within(held: Held, at_least: Option<SkillLevel>, at_most: Option<SkillLevel>) -> bool {
    at_least.is_none_or(|level| Held::Level(level) <= held) && at_most.is_none_or(|level| held <= Held::Level(level))
}

fn age_at_most(case: &Case<'_>, years: u32) -> Verdict {
    let years = i32::try_from(years).unwrap_or(i32::MAX);
    match case.age() {
        Some((_, oldest)) if oldest <= years => Verdict::Yes,
        Some((youngest, _)) if youngest > years => Verdict::No,
        _ => Verdict::Unknown,
    }
}

fn is_word(words: &[String], own: Option<&str>) -> Verdict {
    Verdict::known(own.map(|own| is_one_of(words, own)))
}

fn is_one_of(words: &[String], own: &str) -> bool {
    words.iter().any(|word| word == own)
}

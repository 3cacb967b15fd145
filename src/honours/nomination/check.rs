//! What may happen to a nomination now, and why not.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Evidence, Nomination, NominationEvent, NominationId, NominationRefusal, Register, RestsOn, Step, Subject, What, uses};
use crate::{
    competition::{CompetitionId, SkillId},
    honours::{Category, Programme},
};

/// Of a name, a comment or the name of a document.
pub const TEXT_MAX_BYTES: usize = 4_000;

/// What a result is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultState {
    pub digest: String,
    /// Signed, and shown in public.
    pub is_published: bool,
}

/// What events are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub programmes: &'a [Programme],
    pub results: &'a FxHashMap<(CompetitionId, SkillId), ResultState>,
}

impl<'a> Known<'a> {
    fn result(&self, rests_on: &RestsOn) -> Option<&'a ResultState> {
        self.results.get(&(rests_on.competition.clone(), rests_on.skill.clone()))
    }

    fn programme(&self, subject: &Subject) -> Result<&'a Programme, NominationRefusal> {
        let programme = self.programmes.iter().find(|programme| programme.id == subject.programme);
        programme.ok_or_else(|| NominationRefusal::UnknownProgramme(subject.programme.to_string()))
    }

    /// Whether nobody may count in both of them in one year.
    pub(super) fn are_exclusive(&self, one: &Subject, other: &Subject) -> Result<bool, NominationRefusal> {
        if (&one.programme, one.year) != (&other.programme, other.year) || one.category == other.category {
            return Ok(false);
        }
        let programme = self.programme(one)?;
        let (one, other) = (category_of(programme, one)?.0, category_of(programme, other)?.0);
        Ok(programme.exclusive.iter().any(|set| set.categories.contains(&one) && set.categories.contains(&other)))
    }

    /// A result that is not known any more counts as amended.
    #[must_use]
    pub fn is_amended(&self, subject: &Subject) -> bool {
        self.result(&subject.rests_on).is_none_or(|result| !result.is_published || result.digest != subject.rests_on.digest)
    }
}

/// Years that a nomination may be for.
const YEARS: std::ops::RangeInclusive<i16> = 1949..=2200;

impl Register {
    /// # Errors
    /// When the event may not happen now.
    pub fn check(&self, event: &NominationEvent, known: Known<'_>) -> Result<(), NominationRefusal> {
        if event.officer.trim().is_empty() {
            return Err(NominationRefusal::NoOfficer);
        }
        short("the officer's name", &event.officer)?;
        if let What::Identified(subject) = &event.what {
            return self.may_begin(event.nomination, subject, known);
        }
        let nomination = self.nominations.get(&event.nomination).ok_or(NominationRefusal::Unknown(event.nomination))?;
        match &event.what {
            What::Moved { step, evidence, comment } => self.may_move(nomination, *step, (evidence, comment), known),
            What::Commented { comment } => reason(comment),
            What::EvidenceAdded { evidence } => is_named(evidence),
            What::ResultAccepted { digest, comment } => may_accept(nomination, digest, comment, known),
            What::DeadlineSet { .. } | What::Identified(_) => Ok(()),
        }
    }

    fn may_begin(&self, id: NominationId, subject: &Subject, known: Known<'_>) -> Result<(), NominationRefusal> {
        if self.nominations.contains_key(&id) {
            return Err(NominationRefusal::Exists(id));
        }
        let programme = known.programme(subject)?;
        category_of(programme, subject)?;
        if !programme.bodies.is_empty() && subject.body.is_none() {
            return Err(NominationRefusal::NoBody);
        }
        if let Some(body) = &subject.body
            && !programme.bodies.iter().any(|one| one.id == *body)
        {
            return Err(NominationRefusal::UnknownBody { programme: programme.id.to_string(), body: body.clone() });
        }
        if !YEARS.contains(&subject.year) {
            return Err(NominationRefusal::OutsidePeriod { year: subject.year });
        }
        let covers = |day: Option<Date>, outside: fn(i16, i16) -> bool| day.is_none_or(|day| !outside(subject.year, day.year()));
        if !covers(programme.period.from, |year, from| year < from) || !covers(programme.period.to, |year, to| year > to) {
            return Err(NominationRefusal::OutsidePeriod { year: subject.year });
        }
        match known.result(&subject.rests_on) {
            Some(result) if result.is_published && result.digest == subject.rests_on.digest => {}
            Some(result) if result.is_published => return Err(NominationRefusal::OtherResult),
            _ => return Err(NominationRefusal::NotPublished),
        }
        self.is_only_one(subject)
    }

    /// Among those that go on: who was declined may be nominated anew, and then not appeal as well.
    fn is_only_one(&self, subject: &Subject) -> Result<(), NominationRefusal> {
        let person = self.who(&subject.person);
        let same = |other: &Subject| other.person == person && other.is_for_the_same_as(subject);
        match self.iter().find(|(_, nomination)| nomination.stage.is_alive() && same(&nomination.subject)) {
            Some((other, _)) => Err(NominationRefusal::Twice(other)),
            None => Ok(()),
        }
    }

    fn may_move(
        &self,
        nomination: &Nomination,
        step: Step,
        (evidence, comment): (&[Evidence], &str),
        known: Known<'_>,
    ) -> Result<(), NominationRefusal> {
        if nomination.stage.after(step).is_none() {
            return Err(NominationRefusal::NoWay { stage: nomination.stage, step });
        }
        short("the comment", comment)?;
        evidence.iter().try_for_each(is_named)?;
        if step.needs_reason() {
            reason(comment)?;
        }
        if step.needs_evidence() && evidence.is_empty() && nomination.evidence.is_empty() {
            return Err(NominationRefusal::NoEvidence);
        }
        // Whoever goes out may go whatever became of the result.
        if !matches!(step, Step::Withdraw | Step::Decline) && known.is_amended(&nomination.subject) {
            return Err(NominationRefusal::Amended);
        }
        match step {
            Step::Recommend => self.may_recommend(&nomination.subject, known),
            Step::Appeal => self.is_only_one(&nomination.subject),
            // An appeal that is taken up counts again.
            Step::Review => self.keeps_to_one_category(&nomination.subject, known),
            Step::Grant => self.may_grant(&nomination.subject, known),
            _ => Ok(()),
        }
    }

    fn may_recommend(&self, subject: &Subject, known: Known<'_>) -> Result<(), NominationRefusal> {
        if !known.programme(subject)?.bodies.is_empty() && subject.body.is_none() {
            return Err(NominationRefusal::NoBody);
        }
        self.keeps_to_one_category(subject, known)
    }

    fn keeps_to_one_category(&self, subject: &Subject, known: Known<'_>) -> Result<(), NominationRefusal> {
        for (other, nomination) in self.iter().filter(|(_, one)| one.stage.counts() && one.subject.person == subject.person) {
            if known.are_exclusive(subject, &nomination.subject)? {
                return Err(NominationRefusal::OneCategory { other, category: nomination.subject.category.to_string() });
            }
        }
        Ok(())
    }

    fn may_grant(&self, subject: &Subject, known: Known<'_>) -> Result<(), NominationRefusal> {
        let programme = known.programme(subject)?;
        for used in uses(self, programme, subject.year).of(programme, subject) {
            if let Some(quota) = used.quota.filter(|quota| used.granted >= *quota) {
                return Err(NominationRefusal::QuotaUsed { of: used.limit.to_string(), granted: used.granted, quota });
            }
        }
        Ok(())
    }
}

/// With its index.
pub(super) fn category_of<'a>(programme: &'a Programme, subject: &Subject) -> Result<(usize, &'a Category), NominationRefusal> {
    programme
        .categories
        .iter()
        .enumerate()
        .find(|(_, category)| category.id == subject.category)
        .ok_or_else(|| NominationRefusal::UnknownCategory { programme: programme.id.to_string(), category: subject.category.to_string() })
}

fn may_accept(nomination: &Nomination, digest: &str, comment: &str, known: Known<'_>) -> Result<(), NominationRefusal> {
    reason(comment)?;
    match known.result(&nomination.subject.rests_on) {
        Some(result) if !result.is_published => Err(NominationRefusal::NotPublished),
        Some(result) if result.digest != digest => Err(NominationRefusal::OtherResult),
        Some(_) if nomination.subject.rests_on.digest == digest => Err(NominationRefusal::NothingAmended),
        Some(_) => Ok(()),
        None => Err(NominationRefusal::NotPublished),
    }
}

fn reason(comment: &str) -> Result<(), NominationRefusal> {
    if comment.trim().is_empty() { Err(NominationRefusal::NoReason) } else { short("the comment", comment) }
}

fn is_named(evidence: &Evidence) -> Result<(), NominationRefusal> {
    if evidence.name.trim().is_empty() { Err(NominationRefusal::NoEvidence) } else { short("the name of the evidence", &evidence.name) }
}

const fn short(what: &'static str, text: &str) -> Result<(), NominationRefusal> {
    if text.len() > TEXT_MAX_BYTES { Err(NominationRefusal::TooLong { what, max_bytes: TEXT_MAX_BYTES }) } else { Ok(()) }
}

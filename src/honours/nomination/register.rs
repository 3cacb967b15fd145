//! All nominations, as their events make them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Evidence, NominationEvent, NominationId, NominationRefusal, RestsOn, Stage, Step, Subject, What, uses};
use crate::{
    competition::{CompetitionId, SkillId},
    honours::{Category, Programme},
    judging::Millis,
};

/// Of a name, a comment or the name of a document.
pub const TEXT_MAX_BYTES: usize = 4_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomination {
    pub subject: Subject,
    pub stage: Stage,
    /// When and by whom it came to this stage.
    pub moved_at: Millis,
    pub moved_by: String,
    /// When it first was recommended: whoever came first waits in front.
    pub recommended_at: Option<(Millis, u64)>,
    pub due: Option<Date>,
    pub evidence: Vec<Evidence>,
}

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

    /// A result that is not known any more counts as amended.
    #[must_use]
    pub fn is_amended(&self, subject: &Subject) -> bool {
        self.result(&subject.rests_on).is_none_or(|result| !result.is_published || result.digest != subject.rests_on.digest)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    nominations: BTreeMap<NominationId, Nomination>,
    /// Who was found to be somebody else.
    merged: BTreeMap<String, String>,
    events: u64,
}

impl Register {
    #[must_use]
    pub fn get(&self, id: NominationId) -> Option<&Nomination> {
        self.nominations.get(&id)
    }

    pub fn iter(&self) -> impl Iterator<Item = (NominationId, &Nomination)> {
        self.nominations.iter().map(|(id, nomination)| (*id, nomination))
    }

    /// The number a next nomination gets.
    #[must_use]
    pub fn next_id(&self) -> NominationId {
        self.nominations.last_key_value().map_or(1, |(id, _)| id + 1)
    }

    /// What would be after these events, or why which of them cannot be. All or none: this register stays as it is.
    ///
    /// # Errors
    /// The index of every event that is refused, with the reason. Those behind it are tried as if it were not there.
    pub fn after(&self, events: &[NominationEvent], known: Known<'_>) -> Result<Self, Vec<(usize, NominationRefusal)>> {
        let (mut register, mut refused) = (self.clone(), Vec::new());
        for (index, event) in events.iter().enumerate() {
            match register.check(event, known) {
                Ok(()) => register.apply(event),
                Err(refusal) => refused.push((index, refusal)),
            }
        }
        if refused.is_empty() { Ok(register) } else { Err(refused) }
    }

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
            What::Moved { step, evidence, comment } => self.may_move(event.nomination, nomination, *step, (evidence, comment), known),
            What::Commented { comment } => reason(comment),
            What::EvidenceAdded { evidence } => is_named(evidence),
            What::ResultAccepted { digest, comment } => may_accept(nomination, digest, comment, known),
            What::DeadlineSet { .. } | What::Identified(_) => Ok(()),
        }
    }

    /// Who somebody is, after all that were found to be the same.
    #[must_use]
    pub fn who<'a>(&'a self, person: &'a str) -> &'a str {
        // Nobody is merged into somebody who was merged already, so this ends after one step or none.
        self.merged.get(person).map_or(person, String::as_str)
    }

    /// Others who were found to be this person.
    pub fn also(&self, person: &str) -> impl Iterator<Item = &str> {
        self.merged.iter().filter(move |(_, into)| *into == person).map(|(from, _)| from.as_str())
    }

    /// # Errors
    /// When they are the same already, or both are nominated for the same: one must be withdrawn first.
    pub fn check_merge(&self, person: &str, into: &str) -> Result<(), NominationRefusal> {
        let into = self.who(into);
        if self.who(person) == into {
            return Err(NominationRefusal::SamePerson);
        }
        let alive = |who: &str| {
            let own = self.iter().filter(move |(_, one)| one.stage.is_alive() && one.subject.person == who);
            own.collect::<Vec<_>>()
        };
        let (own, theirs) = (alive(self.who(person)), alive(into));
        let same =
            |one: &Subject, other: &Subject| (&one.programme, &one.category, one.year) == (&other.programme, &other.category, other.year);
        let meets = |(_, one): &&(NominationId, &Nomination)| own.iter().any(|(_, other)| same(&one.subject, &other.subject));
        theirs.iter().find(meets).map_or(Ok(()), |(other, _)| Err(NominationRefusal::Twice(*other)))
    }

    /// From now on they are one; what is nominated under the one is the other's.
    pub fn merge(&mut self, person: &str, into: &str) {
        let (person, into) = (self.who(person).to_owned(), self.who(into).to_owned());
        if person == into {
            return;
        }
        for other in self.merged.values_mut().filter(|other| **other == person) {
            other.clone_from(&into);
        }
        for nomination in self.nominations.values_mut().filter(|nomination| nomination.subject.person == person) {
            nomination.subject.person.clone_from(&into);
        }
        self.merged.insert(person, into);
    }

    fn may_begin(&self, id: NominationId, subject: &Subject, known: Known<'_>) -> Result<(), NominationRefusal> {
        if self.nominations.contains_key(&id) {
            return Err(NominationRefusal::Exists(id));
        }
        let programme = known.programme(subject)?;
        category_of(programme, subject)?;
        if let Some(body) = &subject.body
            && !programme.bodies.iter().any(|one| one.id == *body)
        {
            return Err(NominationRefusal::UnknownBody { programme: programme.id.to_string(), body: body.clone() });
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
        let person = self.who(&subject.person);
        let same = |other: &Subject| {
            (other.person.as_str(), &other.programme, &other.category, other.year)
                == (person, &subject.programme, &subject.category, subject.year)
        };
        match self.iter().find(|(_, nomination)| nomination.stage.is_alive() && same(&nomination.subject)) {
            Some((other, _)) => Err(NominationRefusal::Twice(other)),
            None => Ok(()),
        }
    }

    fn may_move(
        &self,
        id: NominationId,
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
            Step::Recommend => self.may_recommend(id, &nomination.subject, known),
            Step::Grant => self.may_grant(&nomination.subject, known),
            _ => Ok(()),
        }
    }

    fn may_recommend(&self, id: NominationId, subject: &Subject, known: Known<'_>) -> Result<(), NominationRefusal> {
        let programme = known.programme(subject)?;
        if !programme.bodies.is_empty() && subject.body.is_none() {
            return Err(NominationRefusal::NoBody);
        }
        let own = category_of(programme, subject)?.0;
        let same_person = |other: &Subject| {
            (&other.person, &other.programme, other.year) == (&subject.person, &subject.programme, subject.year)
                && other.category != subject.category
        };
        for (other, nomination) in self.iter().filter(|(other, one)| *other != id && one.stage.counts() && same_person(&one.subject)) {
            let theirs = category_of(programme, &nomination.subject)?.0;
            if programme.exclusive.iter().any(|set| set.categories.contains(&own) && set.categories.contains(&theirs)) {
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

    /// Takes an event in that was checked when it happened. What cannot be is left out: rules may have changed since.
    pub fn apply(&mut self, event: &NominationEvent) {
        self.events += 1;
        let number = self.events;
        if let What::Identified(subject) = &event.what {
            let mut begun = begun(event, subject);
            self.who(&subject.person).clone_into(&mut begun.subject.person);
            self.nominations.insert(event.nomination, begun);
            return;
        }
        let Some(nomination) = self.nominations.get_mut(&event.nomination) else { return };
        match &event.what {
            What::Moved { step, evidence, .. } => nomination.moved(event, *step, evidence, number),
            What::EvidenceAdded { evidence } => nomination.evidence.push(evidence.clone()),
            What::DeadlineSet { due } => nomination.due = *due,
            What::ResultAccepted { digest, .. } => nomination.subject.rests_on.digest.clone_from(digest),
            What::Commented { .. } | What::Identified(_) => {}
        }
    }

    /// Nominations that rest on a result which is another by now.
    pub fn amended<'a>(&'a self, known: Known<'a>) -> impl Iterator<Item = NominationId> + 'a {
        self.iter().filter(move |(_, nomination)| nomination.rests_still() && known.is_amended(&nomination.subject)).map(|(id, _)| id)
    }

    /// Nominations whose next step was due before this day.
    pub fn overdue(&self, today: Date) -> impl Iterator<Item = NominationId> {
        self.iter().filter(move |(_, nomination)| nomination.is_overdue(today)).map(|(id, _)| id)
    }
}

fn begun(event: &NominationEvent, subject: &Subject) -> Nomination {
    Nomination {
        subject: subject.clone(),
        stage: Stage::Identified,
        moved_at: event.at,
        moved_by: event.officer.clone(),
        recommended_at: None,
        due: None,
        evidence: Vec::new(),
    }
}

impl Nomination {
    /// Whether it would matter if its result became another.
    #[must_use]
    pub fn rests_still(&self) -> bool {
        self.stage != Stage::Withdrawn
    }

    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        let goes_on = self.stage.steps().any(|step| step != Step::Appeal);
        goes_on && self.due.is_some_and(|due| due < today)
    }

    fn moved(&mut self, event: &NominationEvent, step: Step, evidence: &[Evidence], number: u64) {
        let Some(stage) = self.stage.after(step) else { return };
        self.stage = stage;
        self.moved_at = event.at;
        self.moved_by.clone_from(&event.officer);
        self.evidence.extend_from_slice(evidence);
        if step == Step::Recommend {
            self.recommended_at = Some((event.at, number));
        }
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

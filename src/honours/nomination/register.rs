//! All nominations, as their events make them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Evidence, Known, NominationEvent, NominationId, NominationRefusal, Stage, Step, Subject, What};
use crate::judging::Millis;

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

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    pub(super) nominations: BTreeMap<NominationId, Nomination>,
    /// Who was found to be somebody else.
    pub(super) merged: BTreeMap<String, String>,
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

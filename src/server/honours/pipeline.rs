//! `GET /api/honours`, `GET /api/honours/nominations/{nomination}`.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Extension, Path, State},
};
use data_encoding::HEXLOWER;
use jiff::{Timestamp, civil::Date, tz::Offset};
use rustc_hash::FxHashMap;

use super::{office::Office, quotas};
use crate::{
    archive::OfficeEvent,
    competition::{Competition, Competitor, Text},
    honours::{
        Programme,
        nomination::{Known, Nomination, NominationEvent, NominationId, Register, Step, What, uses},
    },
    judging::Millis,
    server::{access::Officer, app::SharedApp, desk::place::apart, error::ApiError, published::Results},
    wire::{
        Happened, NominationCard, NominationHappened, NominationView, Pipeline, PipelineCompetition, PipelineProgramme, PipelineSkill,
        QuotaYear, StepCard, Titled,
    },
};

pub async fn pipeline(State(app): State<SharedApp>, Extension(officer): Extension<Officer>) -> Result<Json<Pipeline>, ApiError> {
    apart(move || {
        let (office, now) = (Office::of(&app)?, app.now());
        let results = app.results();
        let register = office.register().clone();
        let (events, head) = office.archive.head();
        let cards = Cards::new(&results, office.known(&results), now);
        Ok(Json(Pipeline {
            officer: officer.name,
            events,
            head: HEXLOWER.encode(&head),
            programmes: office.programmes.iter().map(|programme| programme_card(programme, &register)).collect(),
            nominations: register.iter().map(|(id, nomination)| cards.card(id, nomination)).collect(),
            competitions: competitions(&results),
        }))
    })
    .await
}

pub async fn nomination(State(app): State<SharedApp>, Path(id): Path<String>) -> Result<Json<NominationView>, ApiError> {
    apart(move || {
        let (office, now) = (Office::of(&app)?, app.now());
        let id: NominationId = id.parse().map_err(|_| ApiError::NotFound("such nomination"))?;
        let nomination = office.register().get(id).cloned().ok_or(ApiError::NotFound("such nomination"))?;
        let results = app.results();
        let subject = &nomination.subject;
        let published = results.states.get(&(subject.rests_on.competition.clone(), subject.rests_on.skill.clone()));
        let events = office.archive.events()?;
        let own = events.iter().filter_map(|(number, event)| match event {
            OfficeEvent::Nomination(event) if event.nomination == id => Some((*number, event)),
            _ => None,
        });
        Ok(Json(NominationView {
            card: Cards::new(&results, office.known(&results), now).card(id, &nomination),
            digest: subject.rests_on.digest.clone(),
            published_digest: published.filter(|result| result.is_published).map(|result| result.digest.clone()),
            rules: subject.rules.clone(),
            evidence: nomination.evidence.clone(),
            events: own.map(|(number, event)| happened(number, event)).collect(),
        }))
    })
    .await
}

fn programme_card(programme: &Programme, register: &Register) -> PipelineProgramme {
    let year =
        |year: i16| QuotaYear { year, uses: uses(register, programme, year).0.iter().map(|used| quotas::told(programme, used)).collect() };
    PipelineProgramme {
        id: programme.id.to_string(),
        title: programme.title.clone(),
        from_year: programme.period.from.map(Date::year),
        to_year: programme.period.to.map(Date::year),
        categories: programme
            .categories
            .iter()
            .map(|category| Titled { id: category.id.to_string(), title: category.title.clone() })
            .collect(),
        bodies: programme.bodies.iter().map(|body| Titled { id: body.id.clone(), title: body.title.clone() }).collect(),
        years: quotas::years(register, programme).into_iter().map(year).collect(),
    }
}

fn competitions(results: &Results) -> Vec<PipelineCompetition> {
    let competition = |of: &Arc<Competition>| PipelineCompetition {
        id: of.id.to_string(),
        title: of.title.clone(),
        skills: of
            .skills
            .iter()
            .map(|skill| PipelineSkill {
                id: skill.id.to_string(),
                title: skill.title.clone(),
                published: results.states.contains_key(&(of.id.clone(), skill.id.clone())),
            })
            .collect(),
    };
    results.competitions.iter().map(competition).collect()
}

struct Cards<'a> {
    known: Known<'a>,
    /// By competition, skill and competitor. Whoever is nominated is named in public.
    names: FxHashMap<(&'a str, &'a str, &'a str), &'a Text>,
    today: Date,
}

impl<'a> Cards<'a> {
    fn new(results: &'a Results, known: Known<'a>, now: Millis) -> Self {
        let skills = results.competitions.iter().flat_map(|competition| competition.skills.iter().map(move |skill| (competition, skill)));
        let named = skills.flat_map(|(competition, skill)| {
            let of = move |one: &'a Competitor| ((competition.id.as_str(), skill.id.as_str(), one.id.as_str()), &one.name);
            skill.competitors.iter().map(of)
        });
        Self { known, names: named.collect(), today: day_of(now) }
    }

    fn card(&self, id: NominationId, nomination: &Nomination) -> NominationCard {
        let (subject, stage) = (&nomination.subject, nomination.stage);
        let rests_on = &subject.rests_on;
        let name = self.names.get(&(rests_on.competition.as_str(), rests_on.skill.as_str(), rests_on.competitor.as_str()));
        let step = |step: Step| {
            let leads_to = stage.after(step)?;
            Some(StepCard {
                step,
                leads_to,
                needs_reason: step.needs_reason(),
                needs_evidence: step.needs_evidence() && nomination.evidence.is_empty(),
            })
        };
        NominationCard {
            id,
            person: subject.person.clone(),
            name: name.map(|name| (*name).clone()).unwrap_or_default(),
            programme: subject.programme.to_string(),
            category: subject.category.to_string(),
            year: subject.year,
            body: subject.body.clone(),
            competition: rests_on.competition.to_string(),
            skill: rests_on.skill.to_string(),
            competitor: rests_on.competitor.to_string(),
            stage,
            steps: stage.steps().filter_map(step).collect(),
            moved_at: nomination.moved_at,
            moved_by: nomination.moved_by.clone(),
            due: nomination.due.map(|due| due.to_string()),
            overdue: nomination.is_overdue(self.today),
            amended: nomination.rests_still() && self.known.is_amended(subject),
        }
    }
}

/// Of the world's time: deadlines are days, not hours.
pub(super) fn day_of(now: Millis) -> Date {
    Timestamp::from_millisecond(now).map_or(Date::MIN, |at| Offset::UTC.to_datetime(at).date())
}

fn happened(number: u64, event: &NominationEvent) -> NominationHappened {
    let told = NominationHappened {
        number,
        at: event.at,
        officer: event.officer.clone(),
        what: Happened::Identified,
        step: None,
        comment: String::new(),
        evidence: Vec::new(),
        due: None,
    };
    match &event.what {
        What::Identified(_) => told,
        What::Moved { step, evidence, comment } => {
            NominationHappened { what: Happened::Moved, step: Some(*step), comment: comment.clone(), evidence: evidence.clone(), ..told }
        }
        What::Commented { comment } => NominationHappened { what: Happened::Commented, comment: comment.clone(), ..told },
        What::EvidenceAdded { evidence } => NominationHappened { what: Happened::EvidenceAdded, evidence: vec![evidence.clone()], ..told },
        What::DeadlineSet { due } => NominationHappened { what: Happened::DeadlineSet, due: due.map(|due| due.to_string()), ..told },
        What::ResultAccepted { comment, .. } => NominationHappened { what: Happened::ResultAccepted, comment: comment.clone(), ..told },
    }
}

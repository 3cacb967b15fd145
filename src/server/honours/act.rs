//! `POST /api/honours/preview`, `POST /api/honours`: acts on nominations, all or none.

use axum::{
    Json,
    extract::{Extension, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{field::Field, office::Office, quotas};
use crate::{
    archive::OfficeEvent,
    honours::nomination::{Known, NominationEvent, NominationId, NominationRefusal, Register, RestsOn, Subject, What},
    judging::Millis,
    server::{
        access::Officer, app::SharedApp, desk::place::apart, error::ApiError, json::JsonBody, limits::HONOURS_ACTS_MAX, published::Results,
    },
    wire::{HonoursAct, HonoursAnswer, HonoursRequest, Problem, RefusedAct},
};

/// What would be. Nothing is kept.
pub async fn preview(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    JsonBody(request): JsonBody<HonoursRequest>,
) -> Result<Json<HonoursAnswer>, ApiError> {
    apart(move || {
        let (office, now) = (Office::of(&app)?, app.now());
        let results = app.results();
        let register = office.register().clone();
        let asked = asked(office, &results, &register, &officer.name, now, request)?;
        Ok(Json(match asked.after(&register, office.known(&results)) {
            Ok(after) => answer(office, &register, &after, &asked.events),
            Err(faults) => refused(&faults),
        }))
    })
    .await
}

/// Has it happen; 409 with every act that cannot be.
pub async fn act(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    JsonBody(request): JsonBody<HonoursRequest>,
) -> Result<Response, ApiError> {
    apart(move || {
        let (office, now) = (Office::of(&app)?, app.now());
        let results = app.results();
        // Held until it is on the disk: who comes next is checked against it.
        let mut register = office.register();
        let asked = asked(office, &results, &register, &officer.name, now, request)?;
        match asked.after(&register, office.known(&results)) {
            Ok(after) => {
                let record: Vec<_> = asked.events.iter().cloned().map(OfficeEvent::Nomination).collect();
                office.archive.append(&record)?;
                let told = answer(office, &register, &after, &asked.events);
                *register = after;
                Ok(Json(told).into_response())
            }
            Err(faults) => Ok((StatusCode::CONFLICT, Json(refused(&faults))).into_response()),
        }
    })
    .await
}

fn answer(office: &Office, before: &Register, after: &Register, events: &[NominationEvent]) -> HonoursAnswer {
    HonoursAnswer {
        refused: Vec::new(),
        quotas: quotas::changes(&office.programmes, before, after),
        nominations: events.iter().map(|event| event.nomination).collect(),
    }
}

fn refused(faults: &[(usize, NominationRefusal)]) -> HonoursAnswer {
    let told = |(act, refusal): &(usize, NominationRefusal)| RefusedAct {
        act: u32::try_from(*act).unwrap_or(u32::MAX),
        problem: Problem { code: refusal.code(), message: refusal.text() },
    };
    HonoursAnswer { refused: faults.iter().map(told).collect(), quotas: Vec::new(), nominations: Vec::new() }
}

/// What is to happen, and what of it the rules of programmes forbid.
struct Asked {
    events: Vec<NominationEvent>,
    ruled_out: Vec<usize>,
}

impl Asked {
    fn after(&self, register: &Register, known: Known<'_>) -> Result<Register, Vec<(usize, NominationRefusal)>> {
        let (after, mut faults) = match register.after(&self.events, known) {
            Ok(after) => (Some(after), Vec::new()),
            Err(faults) => (None, faults),
        };
        for &act in &self.ruled_out {
            if !faults.iter().any(|(index, _)| *index == act) {
                faults.push((act, NominationRefusal::NotEligible));
            }
        }
        faults.sort_by_key(|(act, _)| *act);
        after.filter(|_| faults.is_empty()).ok_or(faults)
    }
}

fn asked(
    office: &Office,
    results: &Results,
    register: &Register,
    officer: &str,
    at: Millis,
    request: HonoursRequest,
) -> Result<Asked, ApiError> {
    if request.acts.is_empty() || request.acts.len() > HONOURS_ACTS_MAX {
        return Err(ApiError::BadRequest(format!("acts: 1 to {HONOURS_ACTS_MAX} at once")));
    }
    let mut next = register.next_id();
    let mut field = Field::new(office, results, register);
    let (mut events, mut ruled_out) = (Vec::new(), Vec::new());
    for (index, act) in request.acts.into_iter().enumerate() {
        let wrong = |what: String| ApiError::BadRequest(format!("acts[{index}]: {what}"));
        let (nomination, what) = match act {
            HonoursAct::Identify { .. } => {
                next += 1;
                let subject = subject(office, results, act).map_err(wrong)?;
                field.must_be(&subject)?.map_err(wrong)?;
                (next - 1, What::Identified(Box::new(subject)))
            }
            other => read(other).map_err(wrong)?,
        };
        let event = NominationEvent { at, officer: officer.to_owned(), nomination, what };
        if field.rules_out(&event, &events)? {
            ruled_out.push(index);
        }
        events.push(event);
    }
    Ok(Asked { events, ruled_out })
}

/// Whatever concerns a nomination that is there already.
fn read(act: HonoursAct) -> Result<(NominationId, What), String> {
    Ok(match act {
        HonoursAct::Identify { .. } => return Err("it identifies somebody".to_owned()),
        HonoursAct::Move { nomination, step, evidence, comment } => (nomination, What::Moved { step, evidence, comment }),
        HonoursAct::Comment { nomination, comment } => (nomination, What::Commented { comment }),
        HonoursAct::AddEvidence { nomination, evidence } => (nomination, What::EvidenceAdded { evidence }),
        HonoursAct::SetDeadline { nomination, due } => {
            let due = due.map(|due| due.parse().map_err(|_| format!("due {due:?} is no day; write YYYY-MM-DD"))).transpose()?;
            (nomination, What::DeadlineSet { due })
        }
        HonoursAct::AcceptResult { nomination, digest, comment } => (nomination, What::ResultAccepted { digest, comment }),
    })
}

/// It rests on the result as it is now.
fn subject(office: &Office, results: &Results, act: HonoursAct) -> Result<Subject, String> {
    let HonoursAct::Identify { person, competition, skill, competitor, programme, category, year, body } = act else {
        return Err("it identifies nobody".to_owned());
    };
    let (rules_of, index) = results.find(&competition, &skill)?;
    let of_skill = &rules_of.skills[index];
    if !of_skill.competitors.iter().any(|known| known.id.as_str() == competitor) {
        return Err(format!("there is no competitor {competitor} in {skill}"));
    }
    // Without one it is not published: the register says so.
    let digest = results.published(&competition, &skill).map(|(contest, index)| contest.skills[index].digest.clone());
    let rules = office.programmes.iter().find(|known| known.id.as_str() == programme).map(|known| known.digest.clone());
    let person = person.trim().to_owned();
    if person.is_empty() || person.len() > PERSON_MAX_BYTES {
        return Err(format!("person: an id of 1 to {PERSON_MAX_BYTES} bytes"));
    }
    let id = |what: &str, text: &str| format!("{what} {text:?} is no id");
    Ok(Subject {
        person,
        programme: programme.parse().map_err(|_| id("programme", &programme))?,
        category: category.parse().map_err(|_| id("category", &category))?,
        year,
        body,
        rests_on: RestsOn {
            competition: rules_of.id.clone(),
            skill: of_skill.id.clone(),
            competitor: competitor.parse().map_err(|_| id("competitor", &competitor))?,
            digest: digest.unwrap_or_default(),
        },
        rules: rules.unwrap_or_default(),
    })
}

const PERSON_MAX_BYTES: usize = 100;

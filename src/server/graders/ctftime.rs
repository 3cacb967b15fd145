//! `POST /api/measurements/ctftime`: a scoreboard in the format of ctftime.org. Teams are competitors, tasks this grader's aspects.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Extension, State},
    response::Response,
};
use serde::Deserialize;

use super::{
    post::{fault, meant, refused, take},
    token::Machine,
};
use crate::{
    competition::{Aspect, AspectKind, Mapping, Skill},
    judging::{MeasuredValue, Refusal, SkillState, grader_of},
    server::{app::SharedApp, error::ApiError, json::JsonBody},
    wire::MeasurementFault,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreboardRequest {
    #[serde(default)]
    competition: Option<String>,
    #[serde(default)]
    skill: Option<String>,
    run: String,
    evidence: String,
    scoreboard: Scoreboard,
}

/// What other fields a scoreboard has is not looked at.
#[derive(Deserialize)]
struct Scoreboard {
    #[serde(default)]
    tasks: Vec<String>,
    standings: Vec<Standing>,
}

#[derive(Deserialize)]
struct Standing {
    team: String,
    #[serde(default, rename = "taskStats")]
    task_stats: BTreeMap<String, TaskStats>,
}

#[derive(Deserialize)]
struct TaskStats {
    #[serde(default)]
    points: Option<Points>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Points {
    Text(String),
    Number(serde_json::Number),
}

pub async fn post_scoreboard(
    State(app): State<SharedApp>,
    Extension(machine): Extension<Machine>,
    JsonBody(request): JsonBody<ScoreboardRequest>,
) -> Result<Response, ApiError> {
    meant(&app, &machine, request.competition.as_deref(), request.skill.as_deref())?;
    let read = {
        let view = &app.views.contests[machine.contest];
        let (skill, state) = (&view.competition.skills[machine.skill], view.state());
        measurements(skill, &state.skills[machine.skill], &machine, &request)
    };
    match read {
        Ok(measurements) => take(&app, machine, request.run, measurements).await,
        Err((first, faults)) => Ok(refused(&first, faults)),
    }
}

type Faults = (Refusal, Vec<MeasurementFault>);

/// One for every team and task.
fn measurements(skill: &Skill, state: &SkillState, machine: &Machine, request: &ScoreboardRequest) -> Result<Vec<MeasuredValue>, Faults> {
    let board = &request.scoreboard;
    let mut faults: Vec<(Option<usize>, Refusal)> = Vec::new();
    let named: BTreeSet<&str> =
        board.tasks.iter().chain(board.standings.iter().flat_map(|of| of.task_stats.keys())).map(String::as_str).collect();
    let mut tasks = Vec::new();
    for task in named {
        match aspect_of(skill, machine, task) {
            Ok(aspect) => tasks.push((task, aspect)),
            Err(refusal) => faults.push((None, refusal)),
        }
    }
    let mut teams = BTreeSet::new();
    let mut measurements = Vec::new();
    for (index, standing) in board.standings.iter().enumerate() {
        if let Err(refusal) = state.known_competitor(skill, &standing.team) {
            faults.push((Some(index), refusal));
        } else if !teams.insert(&standing.team) {
            faults.push((Some(index), Refusal::TooMany("standings of one team")));
        }
        for (task, aspect) in &tasks {
            if let Some(value) = value_of(aspect, standing.task_stats.get(*task)) {
                measurements.push(MeasuredValue {
                    competitor: standing.team.clone(),
                    aspect: aspect.id.to_string(),
                    value,
                    evidence: request.evidence.clone(),
                });
            }
        }
    }
    match faults.first() {
        None => Ok(measurements),
        Some((_, first)) => Err((first.clone(), faults.iter().map(|(index, refusal)| fault(*index, refusal)).collect())),
    }
}

/// The grader's aspect that a task names: by id, by name in either language, or by its requirement.
fn aspect_of<'a>(skill: &'a Skill, machine: &Machine, task: &str) -> Result<&'a Aspect, Refusal> {
    let own = || skill.scheme.aspects.iter().enumerate().filter(|(index, _)| grader_of(skill, *index) == Some(machine.grader.as_str()));
    if let Some((_, aspect)) = own().find(|(_, aspect)| aspect.id.as_str() == task) {
        return Ok(aspect);
    }
    let mut named = own().filter(|(_, aspect)| [&aspect.name.zh, &aspect.name.en, &aspect.requirement].contains(&&task.to_owned()));
    match (named.next(), named.next()) {
        (Some((_, aspect)), None) => Ok(aspect),
        (Some(_), Some(_)) => Err(Refusal::TooMany("aspects of this task's name")),
        (None, _) if skill.scheme.aspect_index(task).is_some() => Err(Refusal::NotMeasuredBy(task.to_owned())),
        (None, _) => Err(Refusal::UnknownAspect(task.to_owned())),
    }
}

/// Solved is yes, or the points; not solved is no, or no points. A value that was not reached is none.
fn value_of(aspect: &Aspect, solved: Option<&TaskStats>) -> Option<String> {
    let AspectKind::Measurement(measurement) = &aspect.kind else { return None };
    let points = || match solved?.points.as_ref()? {
        Points::Text(text) => Some(text.clone()),
        Points::Number(number) => Some(number.to_string()),
    };
    match (&measurement.mapping, solved) {
        (Mapping::YesNo, Some(_)) => Some("yes".to_owned()),
        (Mapping::YesNo, None) => Some("no".to_owned()),
        (Mapping::Mark { .. }, None) => Some("0".to_owned()),
        // Solved without points: all of them.
        (Mapping::Mark { .. }, Some(_)) => points().or_else(|| Some("yes".to_owned())),
        (_, Some(_)) => points().or_else(|| Some(String::new())),
        (_, None) => None,
    }
}

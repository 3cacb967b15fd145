//! Machines that measure: what they post waits for an expert who confirms it.

use sha2::{Digest, Sha256};

use super::{
    command::{Decision, GRADER_RUNS_MAX, Measure, MeasuredValue, RUN_MAX_CHARS, RUN_MAX_MEASUREMENTS},
    entry::{Body, Entry},
    records::{GraderRun, MachineMeasurement},
    refusal::Refusal,
    state::SkillState,
    time::Millis,
};
use crate::{
    competition::{AspectKind, GraderId, Skill},
    scoring::Value,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grader {
    pub token_hash: String,
    pub added_at: Millis,
    pub revoked: bool,
    pub last_run_at: Option<Millis>,
    pub runs: usize,
    pub measurements: u64,
}

/// What a machine measured and nobody has confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    pub value: Value,
    pub grader: GraderId,
    pub evidence: String,
    pub position: u64,
    pub at: Millis,
}

/// The answer to a run, for when it is posted again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunAnswer {
    pub position: u64,
    content: [u8; 8],
}

fn content_of(run: &GraderRun) -> [u8; 8] {
    let mut hasher = Sha256::new();
    for one in &run.measurements {
        for part in [&*one.competitor, &*one.aspect, &one.value, &one.evidence] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    let digest = hasher.finalize();
    std::array::from_fn(|index| digest[index])
}

/// The name of the machine that measures an aspect.
#[must_use]
pub fn grader_of(skill: &Skill, aspect: usize) -> Option<&str> {
    match &skill.scheme.aspects[aspect].kind {
        AspectKind::Measurement(measurement) => measurement.grader.as_deref(),
        AspectKind::Judgement(_) => None,
    }
}

impl SkillState {
    pub(super) fn apply_run(&mut self, entry: &Entry, run: &GraderRun) -> Result<(), &'static str> {
        for one in &run.measurements {
            let competitor = self.competitor(&one.competitor).ok_or("unknown competitor")?;
            let aspect = self.aspect(&one.aspect).ok_or("unknown aspect")?;
            let value = Value::parse(&one.value, &self.tally.aspects()[aspect]).map_err(|_| "a value that the aspect does not allow")?;
            let measured =
                Measured { value, grader: run.grader.clone(), evidence: one.evidence.clone(), position: entry.position, at: entry.at };
            self.proceedings.measured.insert((competitor, aspect), measured);
        }
        let grader = self.proceedings.graders.get_mut(&run.grader).ok_or("unknown grader")?;
        grader.last_run_at = Some(entry.at);
        grader.runs += 1;
        grader.measurements += run.measurements.len() as u64;
        let answer = RunAnswer { position: entry.position, content: content_of(run) };
        self.proceedings.runs.insert((run.grader.clone(), run.run.clone()), answer);
        Ok(())
    }
}

pub(super) fn decide_run(skill: &Skill, state: &SkillState, asked: &Measure) -> Result<Decision, Refusal> {
    let known = state.proceedings.graders.get(&asked.grader).filter(|grader| !grader.revoked);
    known.ok_or_else(|| Refusal::UnknownGrader(asked.grader.to_string()))?;
    let run_named = !asked.run.trim().is_empty() && asked.run.chars().count() <= RUN_MAX_CHARS;
    if !run_named || asked.measurements.is_empty() || asked.measurements.len() > RUN_MAX_MEASUREMENTS {
        return Err(Refusal::RunUnfit);
    }
    let measurements: Vec<MachineMeasurement> =
        asked.measurements.iter().map(|one| measurement(skill, state, &asked.grader, one)).collect::<Result<_, _>>()?;
    let mut places: Vec<_> = measurements.iter().map(|one| (&one.competitor, &one.aspect)).collect();
    places.sort_unstable();
    if places.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Refusal::TooMany("values of one place"));
    }
    let run = GraderRun { skill: skill.id.clone(), grader: asked.grader.clone(), run: asked.run.trim().to_owned(), measurements };
    match state.proceedings.runs.get(&(run.grader.clone(), run.run.clone())) {
        Some(before) if before.content == content_of(&run) => Ok(Decision::Repeat { position: before.position }),
        Some(_) => Err(Refusal::RunConflict(run.run)),
        None if of_grader(state, &run.grader) >= GRADER_RUNS_MAX => Err(Refusal::TooMany("runs")),
        None => {
            asked.measurements.iter().try_for_each(|one| unlocked(skill, state, one))?;
            Ok(Decision::Accept(Body::Measured(run)))
        }
    }
}

/// Everything that is wrong with the measurements of a run, by their index.
#[must_use]
pub fn run_faults(skill: &Skill, state: &SkillState, asked: &Measure) -> Vec<(usize, Refusal)> {
    let checked = |one| measurement(skill, state, &asked.grader, one).and_then(|_| unlocked(skill, state, one));
    asked.measurements.iter().enumerate().filter_map(|(index, one)| Some((index, checked(one).err()?))).collect()
}

fn unlocked(skill: &Skill, state: &SkillState, asked: &MeasuredValue) -> Result<(), Refusal> {
    let aspect = state.aspect(&asked.aspect).ok_or_else(|| Refusal::UnknownAspect(asked.aspect.clone()))?;
    let sub = skill.scheme.aspects[aspect].sub_criterion;
    if state.locked[sub] { Err(Refusal::Locked(skill.scheme.sub_criteria[sub].id.to_string())) } else { Ok(()) }
}

fn of_grader(state: &SkillState, grader: &GraderId) -> usize {
    state.proceedings.graders.get(grader).map_or(0, |known| known.runs)
}

fn measurement(skill: &Skill, state: &SkillState, grader: &GraderId, asked: &MeasuredValue) -> Result<MachineMeasurement, Refusal> {
    let competitor = state.known_competitor(skill, &asked.competitor)?;
    let aspect = state.aspect(&asked.aspect).ok_or_else(|| Refusal::UnknownAspect(asked.aspect.clone()))?;
    let rule = &skill.scheme.aspects[aspect];
    if grader_of(skill, aspect) != Some(grader.as_str()) {
        return Err(Refusal::NotMeasuredBy(asked.aspect.clone()));
    }
    let evidence = asked.evidence.trim().to_ascii_lowercase();
    if evidence.len() != 64 || !evidence.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Refusal::EvidenceMissing(asked.aspect.clone()));
    }
    let value = Value::parse(&asked.value, rule)?.written(rule);
    Ok(MachineMeasurement { competitor: skill.competitors[competitor].id.clone(), aspect: rule.id.clone(), value, evidence })
}

//! `GET /api/changes/{competition}/{skill}?since=`: places at an earlier position against now, and what changed marks between.

use std::collections::VecDeque;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;

use super::{
    place::{Place, apart},
    rows::{Rows, changed},
};
use crate::{
    competition::Skill,
    decimal::Decimal,
    engine::OpenFault,
    judging::{Actor, Body, ContestState, Entry, SkillState},
    live::called::called,
    server::{app::SharedApp, error::ApiError, limits::CHANGED_MARKS_MAX, query::QueryOf},
    wire::{Changes, MarkChange},
};

#[derive(Deserialize)]
pub struct Since {
    #[serde(default)]
    since: u64,
}

pub async fn changes(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    QueryOf(Since { since }): QueryOf<Since>,
) -> Result<Json<Changes>, ApiError> {
    let turn = app.replays.clone().acquire_owned().await.map_err(|_| ApiError::Internal("the server is stopping"))?;
    apart(move || {
        let _turn = turn;
        made(&Place::find(&app, &competition, &skill)?, since).map(Json)
    })
    .await
}

fn made(place: &Place<'_>, since: u64) -> Result<Changes, ApiError> {
    let mut told = Told { index: place.index, since, now: ContestState::default(), then: None, marks: VecDeque::new(), more: false };
    let replayed = place.app.store.replay(&place.view.id, place.view.stream, |sealed| {
        sealed
            .iter()
            .try_for_each(|sealed| told.take(&sealed.entry))
            .map_err(|fault| OpenFault::Replay { competition: place.view.id.clone(), fault })
    });
    replayed.map_err(|fault| {
        tracing::error!(%fault, "the journal could not be read again");
        ApiError::Internal("the journal could not be read again")
    })?;
    let (rules, now) = (place.skill(), &told.now.skills[place.index]);
    let after = Rows::of(rules, now);
    let before = told.then.as_ref().map_or_else(|| Rows::of(rules, now), |then| Rows::of(rules, then));
    let (rows, unchanged) = changed(rules, now, &before, &after);
    let marks = told.marks.iter().rev().map(|change| change.named(rules, now)).collect();
    Ok(Changes { since, position: told.now.position, rows, unchanged, marks, more: told.more })
}

struct Told {
    index: usize,
    since: u64,
    now: ContestState,
    /// As of `since`; `None`: that is still to come.
    then: Option<SkillState>,
    /// The latest ones, oldest first.
    marks: VecDeque<Change>,
    more: bool,
}

struct Change {
    entry: Entry,
    reason: Option<String>,
    cell: (usize, usize),
    before: Option<Decimal>,
    after: Option<Decimal>,
}

impl Told {
    fn take(&mut self, entry: &Entry) -> Result<(), crate::judging::ApplyFault> {
        // Before the competition is opened there is nothing to stand anywhere.
        if self.then.is_none() && entry.position > self.since.max(1) {
            self.then = self.now.skills.get(self.index).cloned();
        }
        if self.then.is_none() {
            return self.now.apply(entry);
        }
        let cells = self.cells(entry);
        let before: Vec<_> = cells.iter().map(|&cell| mark(&self.now.skills[self.index], cell)).collect();
        self.now.apply(entry)?;
        for (cell, before) in cells.into_iter().zip(before) {
            let after = mark(&self.now.skills[self.index], cell);
            if after != before {
                self.note(Change { entry: entry.clone(), reason: self.reason(entry), cell, before, after });
            }
        }
        Ok(())
    }

    fn note(&mut self, change: Change) {
        if self.marks.len() == CHANGED_MARKS_MAX {
            self.marks.pop_front();
            self.more = true;
        }
        self.marks.push_back(change);
    }

    /// Cells whose mark this entry may change.
    fn cells(&self, entry: &Entry) -> Vec<(usize, usize)> {
        let Some(rules) = self.now.competition.as_ref().map(|competition| &competition.skills[self.index]) else { return Vec::new() };
        if entry.body.skill() != Some(&rules.id) {
            return Vec::new();
        }
        let state = &self.now.skills[self.index];
        match &entry.body {
            Body::Mark(mark) => state.competitor(&mark.competitor).zip(state.aspect(&mark.aspect)).into_iter().collect(),
            Body::ProposalConfirmed { proposal, .. } => {
                let effect = state.proposal(*proposal).and_then(|known| state.effect_of(rules, &known.what).ok()).unwrap_or_default();
                let mut cells: Vec<_> = effect.iter().map(|one| (one.competitor, one.aspect)).collect();
                cells.sort_unstable();
                cells.dedup();
                cells
            }
            _ => Vec::new(),
        }
    }

    fn reason(&self, entry: &Entry) -> Option<String> {
        match &entry.body {
            Body::Mark(mark) => mark.reason.clone(),
            Body::ProposalConfirmed { proposal, .. } => self.now.skills[self.index].proposal(*proposal).map(|known| known.reason.clone()),
            _ => None,
        }
    }
}

/// A mark of some of the panel is none yet.
fn mark(state: &SkillState, (competitor, aspect): (usize, usize)) -> Option<Decimal> {
    let complete = state.tally.scores(competitor, aspect).count() >= state.tally.aspects()[aspect].wanted_scores();
    state.tally.mark(competitor, aspect).filter(|_| complete)
}

impl Change {
    fn named(&self, skill: &Skill, now: &SkillState) -> MarkChange {
        MarkChange {
            position: self.entry.position,
            at: self.entry.at,
            by: match &self.entry.actor {
                Actor::Organiser => None,
                Actor::Expert(expert) => Some(expert.to_string()),
                Actor::Grader(grader) => Some(grader.to_string()),
            },
            competitor: called(skill, now, self.cell.0).to_owned(),
            aspect: skill.scheme.aspects[self.cell.1].id.to_string(),
            before: self.before.map(|mark| mark.to_string()),
            after: self.after.map(|mark| mark.to_string()),
            reason: self.reason.clone(),
        }
    }
}

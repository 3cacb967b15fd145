//! The thread that folds committed entries for readers and ticks boards and tablets.

use std::{
    collections::BTreeSet,
    sync::Arc,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{ContestView, Views};
use crate::{
    engine::{Clock, Feed, News},
    journal::{JournalStore, Sealed},
    judging::{Actor, Body, Entry, MachineMeasurement},
    wire::{Locked, Marks, Status, ToTablet},
};

/// A board changes at most this often, in milliseconds.
pub const TICK_MS: u64 = 200;

/// Between two folds: under load many commits are folded at once, and nobody notices the wait.
const FOLD_PAUSE: Duration = Duration::from_millis(5);

/// Starts the follower; it ends when the writer does.
///
/// # Errors
/// When the system has no thread to give.
pub fn follow(views: Arc<Views>, feed: Arc<Feed>, store: JournalStore, clock: Arc<dyn Clock>) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name("follower".to_owned())
        .spawn(move || Follower { views, store, clock, touched: BTreeSet::new() }.run(&feed))
}

struct Follower {
    views: Arc<Views>,
    store: JournalStore,
    clock: Arc<dyn Clock>,
    /// (contest, skill) whose board may have changed since the last tick.
    touched: BTreeSet<(usize, usize)>,
}

impl Follower {
    fn run(mut self, feed: &Feed) {
        let mut next_tick = Instant::now() + Duration::from_millis(TICK_MS);
        loop {
            let news = feed.wait_until(next_tick);
            let (closed, gather) = (news.closed, !news.batches.is_empty());
            self.take(news);
            if closed || Instant::now() >= next_tick {
                self.tick();
                next_tick = Instant::now() + Duration::from_millis(TICK_MS);
            }
            if closed {
                return;
            }
            if gather {
                std::thread::sleep(FOLD_PAUSE);
            }
        }
    }

    fn take(&mut self, news: News) {
        for (number, batch) in news.batches {
            self.fold(number, &batch);
        }
        if news.behind {
            self.read_on();
        }
        if let Some(reason) = news.read_only {
            let frame = encode(&ToTablet::Status(Status { writable: false, reason: Some(reason.to_string()) }));
            self.views.contests.iter().for_each(|view| view.hub.tell_all(&frame));
            self.views.writable.send_replace(Some(reason));
        }
    }

    /// The feed dropped entries: the journal has them.
    fn read_on(&mut self) {
        for number in 0..self.views.contests.len() {
            let view = &self.views.contests[number];
            let from = view.state().position + 1;
            match self.store.read_from(&view.id, view.stream, from) {
                Ok(sealed) => self.fold(number, &sealed),
                Err(fault) => tracing::error!(%fault, competition = %view.id, "readers cannot follow the journal"),
            }
        }
    }

    fn fold(&mut self, number: usize, batch: &[Sealed]) {
        let views = Arc::clone(&self.views);
        let Some(view) = views.contests.get(number) else { return };
        let mut state = view.state_mut();
        for sealed in batch.iter().filter(|sealed| sealed.entry.position > state.position).collect::<Vec<_>>() {
            view.before(&state, &sealed.entry);
            if let Err(fault) = state.apply(&sealed.entry) {
                tracing::error!(%fault, competition = %view.id, "readers cannot follow the journal");
                return;
            }
            drop(state);
            self.note(number, view, &sealed.entry);
            state = view.state_mut();
        }
        let position = state.position;
        drop(state);
        view.now_at(position);
    }

    /// Who must hear of this entry.
    fn note(&mut self, number: usize, view: &ContestView, entry: &Entry) {
        match &entry.body {
            Body::Mark(mark) => {
                let state = view.state();
                let Some(skill) = state.skill(&mark.skill) else { return };
                self.touched.insert((number, skill));
                let known = &state.skills[skill];
                if let (Actor::Expert(expert), Some(competitor), Some(aspect)) =
                    (&entry.actor, known.competitor(&mark.competitor), known.aspect(&mark.aspect))
                    && let Some(expert) = known.expert(expert)
                {
                    view.hub.note_mark(skill, expert, competitor, aspect);
                }
            }
            Body::Locked { skill, sub_criterion } | Body::Unlocked { skill, sub_criterion, .. } => {
                let Some(index) = view.competition.skill_index(skill) else { return };
                self.touched.insert((number, index));
                view.hub.note_affairs(index);
                let sub_criteria = match sub_criterion {
                    Some(one) => vec![one.to_string()],
                    None => view.competition.skills[index].scheme.sub_criteria.iter().map(|sub| sub.id.to_string()).collect(),
                };
                let locked = matches!(entry.body, Body::Locked { .. });
                view.hub.tell_skill(index, &encode(&ToTablet::Locked(Locked { position: entry.position, sub_criteria, locked })));
            }
            Body::Withdrawn { skill, .. } | Body::Reinstated { skill, .. } => {
                if let Some(index) = view.competition.skill_index(skill) {
                    self.touched.insert((number, index));
                    view.hub.begin_anew(index);
                    view.hub.note_affairs(index);
                }
            }
            Body::DrawRevealed { skill, .. } => {
                self.touched.extend(view.competition.skill_index(skill).map(|index| (number, index)));
            }
            Body::UnlockRequested { skill, .. } => {
                if let Some(index) = view.competition.skill_index(skill) {
                    view.hub.note_affairs(index);
                }
            }
            Body::DeviceRevoked { device } => view.hub.revoke(device),
            Body::Opened { .. }
            | Body::DevicePaired { .. }
            | Body::RecoveryLoaded { .. }
            | Body::DrawCommitted { .. }
            | Body::DrawCancelled { .. } => {}
            body => self.note_affairs(number, view, body),
        }
    }

    fn note_affairs(&mut self, number: usize, view: &ContestView, body: &Body) {
        let Some(index) = body.skill().and_then(|skill| view.competition.skill_index(skill)) else { return };
        view.hub.note_affairs(index);
        // Marks, locks or what is under appeal may be otherwise now.
        self.touched.insert((number, index));
        match body {
            Body::CodesDrawn { .. } => view.hub.begin_anew(index),
            Body::Signed(_) => view.hub.tell_skill(index, &encode(&ToTablet::Locked(Self::locked_by(view, index)))),
            Body::ProposalConfirmed { .. } => {
                let state = view.state();
                let position = state.position;
                let tally = &state.skills[index].tally;
                let of_now = |competitor: usize, aspect: usize| tally.scores(competitor, aspect).any(|score| score.position == position);
                let cells: Vec<(usize, usize)> = (0..tally.competitors())
                    .flat_map(|competitor| (0..tally.aspects().len()).map(move |aspect| (competitor, aspect)))
                    .filter(|&(competitor, aspect)| of_now(competitor, aspect))
                    .collect();
                view.hub.note_cells(index, cells);
            }
            Body::Measured(run) => {
                let state = view.state();
                let known = &state.skills[index];
                let cell = |one: &MachineMeasurement| Some((known.competitor(&one.competitor)?, known.aspect(&one.aspect)?));
                view.hub.note_cells(index, run.measurements.iter().filter_map(cell));
            }
            _ => {}
        }
    }

    fn locked_by(view: &ContestView, skill: usize) -> Locked {
        let state = view.state();
        let subs = view.competition.skills[skill].scheme.sub_criteria.iter().zip(&state.skills[skill].locked);
        Locked {
            position: state.position,
            sub_criteria: subs.filter(|(_, locked)| **locked).map(|(sub, _)| sub.id.to_string()).collect(),
            locked: true,
        }
    }

    fn tick(&mut self) {
        let (at, mut refreshed) = (self.clock.now(), false);
        for (number, view) in self.views.contests.iter().enumerate() {
            self.touched.extend(view.pass_time(at).into_iter().map(|skill| (number, skill)));
        }
        for (number, skill) in std::mem::take(&mut self.touched) {
            let view = &self.views.contests[number];
            if view.stage.boards[skill].is_watched() {
                view.refresh_board(skill, at);
                refreshed = true;
            }
        }
        if refreshed {
            self.views.bell.ring();
        }
        for view in self.views.contests.iter() {
            let state = view.state();
            view.hub.tick(state.position, &view.competition.skills, &state.skills, |position, cells| {
                encode(&ToTablet::Marks(Marks { position, full: false, cells }))
            });
            view.hub.tell_affairs(&view.competition.skills, &state.skills, |affairs| encode(&ToTablet::Affairs(Box::new(affairs))));
        }
    }
}

fn encode(message: &ToTablet) -> Arc<str> {
    // These shapes hold nothing that JSON cannot: no maps, no floats.
    serde_json::to_string(message).unwrap_or_default().into()
}

//! A judge who enters a mark every so often: what is open first, then corrections of the own.

use std::{
    sync::{Arc, atomic::Ordering::Relaxed},
    time::{Duration, Instant},
};

use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::Value;
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval_at},
};

use super::{api::Paired, tally::Tally};
use crate::{
    decimal::Decimal,
    tablet::{Entry, Outcome, Replaces, Tablet},
};

/// Cells that others have marked are passed over; so many before it counts as a turn.
const PASSED_OVER_MAX: usize = 200;
/// Steps of a value above its lowest.
const STEPS_MAX: u32 = 20;

pub struct Judge {
    tablet: Tablet,
    tally: Arc<Tally>,
    random: StdRng,
    aspects: Vec<Value>,
    /// Competitor, and index of the aspect.
    open: Vec<(String, usize)>,
    /// The same with the position of the own entry.
    marked: Vec<(String, usize, u64)>,
}

impl Judge {
    pub fn new(url: &str, paired: &Paired, seed: u64, tally: Arc<Tally>) -> Self {
        let tablet = Tablet::new(url, &paired.competition, &paired.token);
        Self { tablet, tally, random: StdRng::seed_from_u64(seed), aspects: Vec::new(), open: Vec::new(), marked: Vec::new() }
    }

    /// Marks until the end.
    pub async fn run(mut self, first: Duration, pause: Duration, mut ended: watch::Receiver<bool>) {
        let work = async {
            let Ok(welcome) = self.tablet.welcome().await else { return };
            self.plan(&welcome);
            let mut turns = interval_at(tokio::time::Instant::now() + first, pause);
            turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                turns.tick().await;
                if !self.turn().await {
                    return;
                }
            }
        };
        tokio::select! {
            () = work => {}
            _ = ended.wait_for(|ended| *ended) => {}
        }
    }

    fn plan(&mut self, welcome: &Value) {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let own = list(&welcome["sub_criteria"]).into_iter().filter(|sub| sub["may_mark"] == true && sub["locked"] == false);
        self.aspects = own.flat_map(|sub| list(&sub["aspects"])).filter(|aspect| aspect["grader"].is_null()).collect();
        let competitors = list(&welcome["competitors"]);
        for competitor in competitors.iter().filter(|one| one["may_mark"] == true && one["withdrawn"] == false) {
            let id = competitor["id"].as_str().unwrap_or_default();
            self.open.extend((0..self.aspects.len()).map(|aspect| (id.to_owned(), aspect)));
        }
        self.open.shuffle(&mut self.random);
    }

    /// One mark; false when the server does not want this device any more.
    async fn turn(&mut self) -> bool {
        for _ in 0..PASSED_OVER_MAX {
            let (competitor, aspect, replaces) = match self.open.pop() {
                Some((competitor, aspect)) => (competitor, aspect, None),
                None if self.marked.is_empty() => return true,
                None => {
                    let (competitor, aspect, position) = self.marked.swap_remove(self.random.random_range(0..self.marked.len()));
                    (competitor, aspect, Some(Replaces { position, reason: "jinbang load".to_owned() }))
                }
            };
            let is_new = replaces.is_none();
            let value = self.value(aspect);
            let entry = Entry { competitor: competitor.clone(), aspect: self.id_of(aspect), value };
            let start = Instant::now();
            match self.tablet.submit_or_correct(&entry, replaces).await {
                Ok(Outcome::Stored { position, .. }) => {
                    self.tally.answered(start.elapsed());
                    self.marked.push((competitor, aspect, position));
                    return true;
                }
                Ok(Outcome::Refused { code, .. }) if is_new && matches!(code.as_str(), "already-marked" | "panel-full" | "locked") => {}
                Ok(Outcome::Refused { .. }) => {
                    self.tally.refused.fetch_add(1, Relaxed);
                    return true;
                }
                Err(_) => return false,
            }
        }
        true
    }

    fn id_of(&self, aspect: usize) -> String {
        self.aspects[aspect]["id"].as_str().unwrap_or_default().to_owned()
    }

    /// One that the aspect allows.
    fn value(&mut self, aspect: usize) -> String {
        let card = &self.aspects[aspect];
        let pick = self.random.random_range(0..=STEPS_MAX);
        match card["entry"].as_str().unwrap_or_default() {
            "yes-no" => if pick % 2 == 0 { "yes" } else { "no" }.to_owned(),
            "choice" => {
                let choices = card["choices"].as_array().map_or(&[][..], Vec::as_slice);
                choices.get(pick as usize % choices.len().max(1)).and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            "score" => stepped(&card["score"]["min"], &card["score"]["max"], &card["score"]["step"], pick),
            "value" => stepped(&card["typical"][0], &card["typical"][1], &card["step"], pick),
            _ => stepped(&Value::Null, &card["max_mark"], &card["step"], pick),
        }
    }
}

/// The lowest and some steps, but not above the highest.
fn stepped(lowest: &Value, highest: &Value, step: &Value, steps: u32) -> String {
    let number = |value: &Value| value.as_str().and_then(|text| text.parse::<Decimal>().ok());
    let mut value = number(lowest).unwrap_or_default();
    let (highest, step) = (number(highest), number(step).unwrap_or(Decimal::ONE));
    for _ in 0..steps {
        match value.checked_add(step) {
            Some(next) if highest.is_none_or(|highest| next <= highest) => value = next,
            _ => break,
        }
    }
    value.to_string()
}

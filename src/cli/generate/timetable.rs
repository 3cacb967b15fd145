//! When the entries arrive: panels work in parallel, each goes through its sub-criteria of the day, and the team marks every
//! competitor on one before it takes the next.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::Offset};

use super::{SimulationError, chance::Chance, simulate::Simulated};
use crate::competition::{Competition, Skill};

/// China Standard Time.
pub(super) const OFFSET: Offset = Offset::constant(8);
const DAY_BEGINS_S: i64 = 9 * 3600;
const DAY_ENDS_S: i64 = 17 * 3600 + 1800;
/// Where the competition does not say.
const DEFAULT_START: &str = "2026-01-01";

pub struct Arrival {
    pub at: Timestamp,
    pub skill: usize,
    /// The panel's place among those of the skill; keeps one team's entries together at equal times.
    pub team: usize,
    pub score: Simulated,
}

/// What one team does on one day, as indices of entries in their order.
type Shifts = BTreeMap<(u32, usize), Vec<usize>>;

pub(super) fn arrivals(
    competition: &Competition,
    index: usize,
    scores: Vec<Simulated>,
    seed: u64,
) -> Result<Vec<Arrival>, SimulationError> {
    let start = competition.starts.as_deref().unwrap_or(DEFAULT_START);
    let start: Date = start.parse().map_err(|_| SimulationError::BadStart(start.to_owned()))?;
    let midnight = start.at(0, 0, 0, 0);
    let first_day = OFFSET.to_timestamp(midnight).map_err(|_| SimulationError::BadStart(start.to_string()))?;
    let mut chance = Chance::new(seed, 2 * index as u64 + 1);
    let mut when = vec![(first_day, 0); scores.len()];
    for ((day, team), entries) in shifts(&competition.skills[index], &scores) {
        let begins = i64::from(day - 1) * 24 * 3600 + DAY_BEGINS_S;
        let length = DAY_ENDS_S - DAY_BEGINS_S;
        let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        for (place, entry) in (0_i64..).zip(entries) {
            // Evenly over the day, each anywhere within its own stretch.
            let (from, to) = (length * place / count, length * (place + 1) / count);
            let within = within(to - from, chance.uniform());
            let seconds = SignedDuration::from_secs(begins + from + within);
            let at = first_day.checked_add(seconds).map_err(|_| SimulationError::BadStart(start.to_string()))?;
            when[entry] = (at, team);
        }
    }
    Ok(scores.into_iter().zip(when).map(|(score, (at, team))| Arrival { at, skill: index, team, score }).collect())
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // at most the seconds of a day
fn within(seconds: i64, share: f64) -> i64 {
    (seconds as f64 * share) as i64
}

/// Entries come by sub-criterion already; here they are dealt to days and teams.
fn shifts(skill: &Skill, scores: &[Simulated]) -> Shifts {
    let mut panels: Vec<Option<&str>> = skill.scheme.sub_criteria.iter().map(|sub| sub.panel.as_deref()).collect();
    panels.sort_unstable();
    panels.dedup();
    let mut shifts = Shifts::new();
    for (entry, score) in scores.iter().enumerate() {
        let sub = &skill.scheme.sub_criteria[skill.scheme.aspects[score.aspect].sub_criterion];
        let team = panels.binary_search(&sub.panel.as_deref()).unwrap_or(0);
        shifts.entry((sub.day.unwrap_or(1), team)).or_default().push(entry);
    }
    shifts
}

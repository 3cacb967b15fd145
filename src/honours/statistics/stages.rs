//! How many nominations came how far, by programme, category and year of the quota.

use std::collections::BTreeMap;

use serde::Serialize;

use super::table::per_cent;
use crate::{
    competition::{CategoryId, ProgrammeId, Text},
    decimal::Decimal,
    honours::{
        Programme,
        nomination::{NominationEvent, NominationId, Stage, What},
    },
    judging::Millis,
};

const DAY_MS: Millis = 24 * 3_600_000;

/// Of one category in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Conversion {
    pub programme: String,
    pub programme_title: Text,
    pub category: String,
    pub category_title: Text,
    pub year: i16,
    /// All of them, in their order.
    pub stages: Vec<StageLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct StageLine {
    pub stage: Stage,
    /// Nominations that ever came there.
    pub reached: usize,
    /// Those that are there.
    pub now: usize,
    /// Reached, of all that were identified, in per cent.
    #[cfg_attr(test, ts(type = "string | null"), schemars(with = "Option<String>"))]
    pub share: Option<Decimal>,
    /// Whole days from being identified to coming there for the first time; of an even number the lower one in the middle.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub median_days: Option<i64>,
}

#[derive(Debug, Clone)]
struct Path {
    subject: (ProgrammeId, CategoryId, i16),
    /// When it first came there; by stage.
    first: BTreeMap<Stage, Millis>,
    now: Stage,
}

/// From the record, in its order. Who was merged with whom changes nothing: nominations are counted, not people.
#[must_use]
pub fn conversions<'a>(events: impl IntoIterator<Item = &'a NominationEvent>, programmes: &[Programme]) -> Vec<Conversion> {
    let mut groups: BTreeMap<(ProgrammeId, CategoryId, i16), Vec<Path>> = BTreeMap::new();
    for path in paths(events).into_values() {
        groups.entry(path.subject.clone()).or_default().push(path);
    }
    groups.iter().map(|(of, paths)| conversion(of, paths, programmes)).collect()
}

fn paths<'a>(events: impl IntoIterator<Item = &'a NominationEvent>) -> BTreeMap<NominationId, Path> {
    let mut paths: BTreeMap<NominationId, Path> = BTreeMap::new();
    for event in events {
        match &event.what {
            What::Identified(subject) => {
                let of = (subject.programme.clone(), subject.category.clone(), subject.year);
                let first = [(Stage::Identified, event.at)].into();
                paths.insert(event.nomination, Path { subject: of, first, now: Stage::Identified });
            }
            What::Moved { step, .. } => {
                let Some(path) = paths.get_mut(&event.nomination) else { continue };
                let Some(stage) = path.now.after(*step) else { continue };
                path.now = stage;
                path.first.entry(stage).or_insert(event.at);
            }
            What::Commented { .. } | What::EvidenceAdded { .. } | What::DeadlineSet { .. } | What::ResultAccepted { .. } => {}
        }
    }
    paths
}

fn conversion((programme, category, year): &(ProgrammeId, CategoryId, i16), paths: &[Path], programmes: &[Programme]) -> Conversion {
    let rules = programmes.iter().find(|known| known.id == *programme);
    let of_category = rules.and_then(|rules| rules.categories.iter().find(|known| known.id == *category));
    Conversion {
        programme: programme.to_string(),
        // What is not in the files any more has its id alone.
        programme_title: rules.map_or_else(|| Text::plain(programme.as_str()), |rules| rules.title.clone()),
        category: category.to_string(),
        category_title: of_category.map_or_else(|| Text::plain(category.as_str()), |category| category.title.clone()),
        year: *year,
        stages: Stage::WORDS.iter().map(|(_, stage)| line(*stage, paths)).collect(),
    }
}

fn line(stage: Stage, paths: &[Path]) -> StageLine {
    let mut days: Vec<i64> = Vec::new();
    for path in paths {
        if let (Some(came), Some(began)) = (path.first.get(&stage), path.first.get(&Stage::Identified)) {
            days.push((came - began).max(0) / DAY_MS);
        }
    }
    days.sort_unstable();
    StageLine {
        stage,
        reached: days.len(),
        now: paths.iter().filter(|path| path.now == stage).count(),
        share: per_cent(days.len(), paths.len()),
        median_days: days.len().checked_sub(1).map(|last| days[last / 2]),
    }
}

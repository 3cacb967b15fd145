//! Places and totals.

use super::{
    both, id_of,
    objects::group_ids,
    state,
    times::{SPAN, Span, time},
};
use crate::{
    competition::Outline,
    export::shown::{Place, Shown},
    wire::clics::{Score, Scoreboard, ScoreboardRow},
};

/// Of everybody who has a place, or of one group among themselves. Equal ones are in the order of their names, letter by letter.
#[must_use]
pub fn scoreboard(competition: &Outline, shown: &Shown, group: Option<&str>) -> Scoreboard {
    let in_group = |place: &Place<'_>| group.is_none_or(|group| group_ids(place.competitor).iter().any(|own| own == group));
    let mut placed: Vec<(u32, String, Place<'_>)> = shown
        .places()
        .filter(in_group)
        .filter_map(|place| Some((place.rank?, both(&place.competitor.name, &place.competitor.id).to_lowercase(), place)))
        .collect();
    placed.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let ranks: Vec<u32> = placed.iter().map(|(rank, ..)| *rank).collect();
    let among = |rank: u32| u32::try_from(ranks.partition_point(|better| *better < rank) + 1).unwrap_or(u32::MAX);
    let rows = placed.iter().map(|(rank, _, place)| ScoreboardRow {
        // Of everybody it is the place: a ceremony has not told of all who are before.
        rank: if group.is_some() { among(*rank) } else { *rank },
        team_id: id_of(&place.competitor.id),
        score: Score { score: place.total.parse().unwrap_or_default() },
    });
    Scoreboard {
        time: time(shown.at).unwrap_or_default(),
        contest_time: Span::of(competition).map_or_else(|| SPAN.to_owned(), |span| span.since_start(shown.at)),
        state: state(competition, shown),
        rows: rows.collect(),
    }
}

/// Whether there is such a group to rank.
#[must_use]
pub fn has_group(shown: &Shown, group: &str) -> bool {
    shown.competitors.iter().any(|competitor| group_ids(competitor).iter().any(|own| own == group))
}

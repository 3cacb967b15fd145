//! `[awards]` of `competition.toml`, and whether the skills' scales allow them.

use super::{fault::Place, keys::Keys, limits};
use crate::{
    competition::{AwardRules, ScaleRule, Skill},
    decimal::Decimal,
    ranking::{Comparable, comparable},
};

/// As written; what it means depends on the skills.
pub(super) struct Written {
    rules: AwardRules,
    /// An award is asked for by name, not by default.
    asked: bool,
    row: Option<u64>,
}

pub(super) fn read(keys: &Keys<'_>) -> Written {
    let (best_of_delegation, best_of_all) = (keys.flag("best_of_delegation"), keys.flag("best_of_all"));
    let defaults = AwardRules::default();
    let rules = AwardRules {
        best_of_delegation: best_of_delegation.unwrap_or(defaults.best_of_delegation),
        best_of_all: best_of_all.unwrap_or(defaults.best_of_all),
        medal_points: medal_points(keys).unwrap_or(defaults.medal_points),
    };
    keys.finish();
    Written { rules, asked: best_of_delegation == Some(true) || best_of_all == Some(true), row: keys.place().row_number() }
}

fn medal_points(keys: &Keys<'_>) -> Option<[Decimal; 4]> {
    let written = keys.decimals("medal_points")?;
    let sane =
        written.iter().all(|points| !points.is_negative() && *points <= limits::MEDAL_POINTS_MAX) && written.is_sorted_by(|a, b| a >= b);
    let points = <[Decimal; 4]>::try_from(written).ok().filter(|_| sane);
    if points.is_none() {
        let problem = format!("medal_points are four numbers from 0 to {}, none above the one before", limits::MEDAL_POINTS_MAX);
        let remedy = "write the points of gold, silver, bronze and medallion, as [4, 3, 2, 1]";
        keys.place_of("medal_points").error("bad-medal-points", keys.written("medal_points"), problem, remedy);
    }
    points
}

/// Warns where awards are wanted that the scales do not allow.
pub(super) fn settle(place: &Place<'_>, written: Written, skills: &[Skill]) -> AwardRules {
    let Written { rules, asked, row } = written;
    let place = row.map_or_else(|| place.clone(), |row| place.row(row)).column("awards");
    let wanted = rules.best_of_delegation || rules.best_of_all;
    match comparable(skills) {
        Comparable::Different(one, other) if wanted => {
            let (one, other) = (&skills[one], &skills[other]);
            let problem = format!(
                "best of delegation and best of all are not given: the scale of {} is {}, that of {} is {}",
                one.id,
                line(one),
                other.id,
                line(other)
            );
            let remedy = "give all worldskills scales the same centre and target_spread, or write best_of_delegation = false and best_of_all = false";
            place.warning("awards-not-comparable", format!("{}, {}", one.id, other.id), problem, remedy);
        }
        Comparable::NoScale if asked => {
            let problem = "best of delegation and best of all compare scores on the WorldSkills Scale, and no skill has it";
            place.warning("awards-without-scale", "", problem, "add [scale] method = \"worldskills\" to the skills, or remove the awards");
        }
        _ => {}
    }
    rules
}

fn line(skill: &Skill) -> String {
    match &skill.rules.scale {
        ScaleRule::Worldskills { centre, target_spread, .. } => format!("{centre} ± {target_spread}"),
        _ => "another".to_owned(),
    }
}

//! The table of delegations as it is shown: numbers as texts, with the places they have.

use serde::Serialize;

use super::Results;
use crate::{
    competition::{ScaleRule, Text},
    decimal::Decimal,
    ranking::{AVERAGE_DECIMALS, DelegationRow},
};

pub(super) const HEADER: [&str; 14] = [
    "rank",
    "delegation",
    "name_zh",
    "name_en",
    "entries",
    "skills_entered",
    "gold",
    "silver",
    "bronze",
    "medallion",
    "medal_points",
    "average_medal_points",
    "total_point_score",
    "average_point_score",
];

/// The columns that hold words, not numbers.
pub(super) const WORDS: std::ops::RangeInclusive<usize> = 1..=3;

#[derive(Serialize)]
pub(super) struct Line<'a> {
    pub delegation: &'a str,
    #[serde(skip)]
    pub name: &'a Text,
    pub rank: u32,
    entries: u32,
    skills_entered: u32,
    gold: u32,
    silver: u32,
    bronze: u32,
    medallion: u32,
    medal_points: String,
    average_medal_points: Option<String>,
    total_point_score: Option<String>,
    average_point_score: Option<String>,
}

pub(super) fn lines<'a>(results: &Results<'a>) -> Vec<Line<'a>> {
    let scales = results.competition.skills.iter().map(|skill| &skill.rules.scale);
    let decimals = scales.filter(|scale| matches!(scale, ScaleRule::Worldskills { .. })).map(ScaleRule::decimals).max().unwrap_or(0);
    results.delegations.iter().flatten().map(|row| line(results, row, decimals)).collect()
}

fn line<'a>(results: &Results<'a>, row: &DelegationRow, decimals: u32) -> Line<'a> {
    let delegation = &results.competition.delegations[row.delegation];
    let average = |number: Option<Decimal>| number.map(|number| number.fixed(AVERAGE_DECIMALS));
    let [gold, silver, bronze, medallion] = row.medals;
    Line {
        delegation: &delegation.id,
        name: &delegation.name,
        rank: row.rank,
        entries: row.entries,
        skills_entered: row.skills_entered,
        gold,
        silver,
        bronze,
        medallion,
        medal_points: row.medal_points.to_string(),
        average_medal_points: average(row.average_medal_points),
        total_point_score: row.total_point_score.map(|number| number.fixed(decimals)),
        average_point_score: average(row.average_point_score),
    }
}

impl Line<'_> {
    /// A delegation that only other files name has its id as its name.
    pub(super) fn has_name(&self) -> bool {
        self.name.zh != self.delegation || self.name.en != self.delegation
    }

    /// In the order of [`HEADER`]; those that are [`WORDS`] come from people.
    pub(super) fn cells(&self) -> [String; 14] {
        let text = |number: &Option<String>| number.clone().unwrap_or_default();
        [
            self.rank.to_string(),
            self.delegation.to_owned(),
            self.name.zh.clone(),
            self.name.en.clone(),
            self.entries.to_string(),
            self.skills_entered.to_string(),
            self.gold.to_string(),
            self.silver.to_string(),
            self.bronze.to_string(),
            self.medallion.to_string(),
            self.medal_points.clone(),
            text(&self.average_medal_points),
            text(&self.total_point_score),
            text(&self.average_point_score),
        ]
    }
}

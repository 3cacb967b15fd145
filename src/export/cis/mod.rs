//! Results as the ceremony tools of `WorldSkills` read them: `Competitor_results.xlsx` and `Best_of_Nation.xlsx`.

mod names;

use std::{io::Write, path::Path};

use rust_xlsxwriter::XlsxError;

use super::{
    Results, SkillStandings,
    workbook::{Book, Cell, Column},
};
use crate::{
    competition::{Competitor, Delegation, Medal, Skill, Text},
    ranking::{Award, Standing},
};
use names::Name;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CisFile {
    CompetitorResults,
    BestOfNation,
}

impl CisFile {
    pub const ALL: [Self; 2] = [Self::CompetitorResults, Self::BestOfNation];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CompetitorResults => "Competitor_results.xlsx",
            Self::BestOfNation => "Best_of_Nation.xlsx",
        }
    }

    fn holds(self, of: &SkillStandings<'_>, standing: &Standing) -> bool {
        match self {
            Self::CompetitorResults => standing.rank.is_some(),
            Self::BestOfNation => of.awards[standing.competitor].contains(&Award::BestOfDelegation),
        }
    }
}

/// Found by these headings, in the first row.
#[rustfmt::skip]
const COLUMNS: [Column; 8] = [
    Column { zh: "", en: "Position", width: 10 },
    Column { zh: "", en: "Member", width: 14 },
    Column { zh: "", en: "Member Name", width: 24 },
    Column { zh: "", en: "Skill Number", width: 14 },
    Column { zh: "", en: "Medal", width: 26 },
    Column { zh: "", en: "First Name", width: 20 },
    Column { zh: "", en: "Last Name", width: 20 },
    Column { zh: "", en: "WorldSkills Scale Score", width: 26 },
];

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CisWritten {
    /// One per person: a team has several.
    pub rows: usize,
    /// Those without a first or a last name, which the ceremony tool passes over.
    pub half_named: usize,
}

/// Why a skill's result is not the last word; a ceremony has no second one.
#[must_use]
pub fn not_final(results: &Results<'_>) -> Vec<String> {
    let reason = |of: &SkillStandings<'_>| {
        if !of.is_complete() {
            return Some(format!("{}: {} marks are missing", of.skill.id, of.tally.wanted().saturating_sub(of.tally.done())));
        }
        (!of.open_ties.is_empty()).then(|| format!("{}: equals wait for a draw", of.skill.id))
    };
    results.skills.iter().filter_map(reason).collect()
}

/// Rows wait in an unnamed file of the folder `scratch`.
///
/// # Errors
/// When `out` or the folder cannot be written.
pub fn write(file: CisFile, out: impl Write + Send, scratch: &Path, results: &Results<'_>) -> Result<CisWritten, XlsxError> {
    let competition = results.competition;
    let day = competition.ends.as_ref().and_then(|day| day.parse().ok());
    let mut book = Book::new(&competition.title, day, scratch)?;
    let mut table = book.table("Results", &COLUMNS)?;
    let mut half_named = 0;
    for (of, number) in results.skills.iter().zip(skill_numbers(results)) {
        for standing in of.standings.iter().filter(|standing| file.holds(of, standing)) {
            let competitor = &of.skill.competitors[standing.competitor];
            let delegation = competitor.delegation.and_then(|index| competition.delegations.get(index));
            for name in people(competitor) {
                half_named += usize::from(name.first.is_empty() || name.last.is_empty());
                book.add(&mut table, &row(standing, delegation, &number, &name))?;
            }
        }
    }
    let written = CisWritten { rows: table.rows(), half_named };
    book.close(table)?;
    book.save(out)?;
    Ok(written)
}

fn row<'a>(standing: &Standing, delegation: Option<&'a Delegation>, number: &'a str, name: &'a Name) -> [Cell<'a>; 8] {
    let member = delegation.map_or("", |delegation| delegation.id.as_str());
    let member_name = delegation.map(|delegation| delegation.name.en_or_zh()).filter(|name| !name.is_empty()).unwrap_or(member);
    [
        standing.rank.map_or(Cell::Empty, Cell::Count),
        Cell::text(member),
        Cell::text(member_name),
        number.parse().map_or_else(|_| Cell::text(number), Cell::Count),
        Cell::text(standing.medal.map_or("", medal)),
        Cell::text(&name.first),
        Cell::text(&name.last),
        standing.scale_score.map_or(Cell::Empty, Cell::Number),
    ]
}

/// In the tool's words. A merit prize has none there, and any word would be called up as a medal.
const fn medal(medal: Medal) -> &'static str {
    match medal {
        Medal::Gold => "Gold",
        Medal::Silver => "Silver",
        Medal::Bronze => "Bronze",
        Medal::Medallion => "Medallion For Excellence",
        Medal::Merit => "",
    }
}

fn people(competitor: &Competitor) -> Vec<Name> {
    if competitor.members.is_empty() {
        return vec![Name::of(&competitor.name)];
    }
    competitor.members.iter().map(|member| Name::of(&Text::of_person(member))).collect()
}

/// The number that each skill's id or title begins with; where one has none, they are numbered in their order.
fn skill_numbers(results: &Results<'_>) -> Vec<String> {
    let own: Option<Vec<String>> = results.skills.iter().map(|of| own_number(of.skill)).collect();
    own.unwrap_or_else(|| (1..=results.skills.len()).map(|number| number.to_string()).collect())
}

fn own_number(skill: &Skill) -> Option<String> {
    let begins = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    [begins(&skill.id), begins(&skill.title.en), begins(&skill.title.zh)].into_iter().find(|number| !number.is_empty())
}

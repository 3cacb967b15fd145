//! Nominations as a table.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    archive::PersonalData,
    competition::Text,
    export::certificate::words::both,
    export::office::{NominationTable, QuotaLine, SealedCells, TableCell, TableRow},
    honours::{
        Category, Entry, Place, Programme,
        exports::{Column, ExportId, ExportOf, ExportRefusal},
        nomination::{Nomination, NominationId, Register, uses},
    },
    server::{
        error::ApiError,
        honours::{office::Office, pipeline::day_of, quotas},
        published::Results,
    },
    wire::QuotaOf,
};

pub fn table(
    office: &Office,
    results: &Results,
    register: &Register,
    (export, day): (ExportId, Date),
    of: &ExportOf,
) -> Result<(NominationTable, SealedCells), ApiError> {
    let ExportOf::Nominations { format, columns, .. } = of else { return Err(ExportRefusal::Nothing.into()) };
    let chosen: Vec<(NominationId, &Nomination)> = register.iter().filter(|(id, nomination)| of.takes(*id, nomination)).collect();
    let row = |(id, nomination): &(NominationId, &Nomination)| {
        let about = About::new(office, results, *id, nomination);
        TableRow {
            nomination: *id,
            person: nomination.subject.person.clone(),
            cells: columns.iter().map(|column| about.cell(*column)).collect(),
        }
    };
    let rows: Vec<TableRow> = chosen.iter().map(row).collect();
    let sealed = sealed(office, columns, &rows)?;
    let quotas = quota_lines(office, register, &chosen);
    Ok((NominationTable { export, day, format: *format, columns: columns.clone(), rows, quotas }, sealed))
}

/// What the cells of a nomination tell of.
struct About<'a> {
    id: NominationId,
    nomination: &'a Nomination,
    programme: Option<&'a Programme>,
    category: Option<&'a Category>,
    /// Where the result is published.
    entry: Option<&'a Entry>,
    name: Text,
    competition_title: Text,
    skill_title: Text,
    ended: Option<Date>,
    amended: bool,
}

impl<'a> About<'a> {
    fn new(office: &'a Office, results: &'a Results, id: NominationId, nomination: &'a Nomination) -> Self {
        let subject = &nomination.subject;
        let rests_on = &subject.rests_on;
        let programme = office.programmes.iter().find(|known| known.id == subject.programme);
        let category = programme.and_then(|programme| programme.categories.iter().find(|known| known.id == subject.category));
        let found = results.find(rests_on.competition.as_str(), rests_on.skill.as_str()).ok();
        let skill = found.map(|(competition, index)| &competition.skills[index]);
        let competitor = skill.and_then(|skill| skill.competitors.iter().find(|known| known.id == rests_on.competitor));
        let contest = results.contests.iter().find(|contest| contest.id == rests_on.competition);
        let entry = results.published(rests_on.competition.as_str(), rests_on.skill.as_str()).and_then(|(contest, index)| {
            contest.entries.iter().find(|entry| entry.skill == index && entry.competitor == rests_on.competitor)
        });
        Self {
            id,
            nomination,
            programme,
            category,
            entry,
            name: competitor.map(|known| known.name.clone()).unwrap_or_default(),
            competition_title: found.map(|(competition, _)| competition.title.clone()).unwrap_or_default(),
            skill_title: skill.map(|skill| skill.title.clone()).unwrap_or_default(),
            ended: contest.and_then(|contest| contest.ends),
            amended: nomination.rests_still() && office.known(results).is_amended(subject),
        }
    }

    fn cell(&self, column: Column) -> TableCell {
        let subject = &self.nomination.subject;
        match column {
            Column::Nomination => u32::try_from(self.id).map_or_else(|_| text(&self.id), TableCell::Count),
            Column::Person => text(&subject.person),
            Column::NameZh => text(&self.name.zh),
            Column::NameEn => text(&self.name.en),
            Column::Programme => text(&subject.programme),
            Column::ProgrammeTitle => titled(self.programme.map(|programme| &programme.title)),
            Column::Category => text(&subject.category),
            Column::CategoryTitle => titled(self.category.map(|category| &category.title)),
            Column::Year => u32::try_from(subject.year).map_or_else(|_| text(&subject.year), TableCell::Count),
            Column::Body => {
                let body = subject.body.as_ref();
                let known = self.programme.zip(body).and_then(|(programme, id)| programme.bodies.iter().find(|body| body.id == *id));
                known.map_or_else(|| body.map_or(TableCell::Empty, text), |body| titled(Some(&body.title)))
            }
            Column::Stage => TableCell::Stage(self.nomination.stage),
            Column::StageSince => TableCell::Date(day_of(self.nomination.moved_at)),
            Column::StageBy => text(&self.nomination.moved_by),
            Column::Due => self.nomination.due.map_or(TableCell::Empty, TableCell::Date),
            Column::Competition => text(&subject.rests_on.competition),
            Column::CompetitionTitle => titled(Some(&self.competition_title)),
            Column::Ended => self.ended.map_or(TableCell::Empty, TableCell::Date),
            Column::Skill => text(&subject.rests_on.skill),
            Column::SkillTitle => titled(Some(&self.skill_title)),
            Column::Competitor => text(&subject.rests_on.competitor),
            Column::Place => match self.entry.map(|entry| entry.place) {
                Some(Place::At(place)) => TableCell::Count(place),
                _ => TableCell::Empty,
            },
            Column::Medal => self.entry.and_then(|entry| entry.medal).map_or(TableCell::Empty, TableCell::Medal),
            Column::Digest => text(&subject.rests_on.digest),
            Column::Amended => TableCell::Flag(self.amended),
            Column::RegisteredNameZh
            | Column::RegisteredNameEn
            | Column::NationalId
            | Column::SocialSecurity
            | Column::Employer
            | Column::Phone => TableCell::Sealed,
        }
    }
}

fn text(of: &(impl ToString + ?Sized)) -> TableCell {
    TableCell::Text(of.to_string())
}

fn titled(title: Option<&Text>) -> TableCell {
    title.map_or(TableCell::Empty, |title| TableCell::Text(both(title)))
}

/// Of those in the rows whose data is kept.
fn sealed(office: &Office, columns: &[Column], rows: &[TableRow]) -> Result<SealedCells, ApiError> {
    let wanted: Vec<Column> = columns.iter().copied().filter(|column| column.is_personal()).collect();
    let mut sealed = SealedCells::new();
    if wanted.is_empty() {
        return Ok(sealed);
    }
    for row in rows.iter().filter(|row| !row.person.is_empty()) {
        if !sealed.contains_key(&row.person)
            && let Some(data) = office.archive.person(&row.person)?
        {
            let own: BTreeMap<Column, String> = wanted.iter().map(|column| (*column, of_data(&data, *column))).collect();
            sealed.insert(row.person.clone(), own);
        }
    }
    Ok(sealed)
}

fn of_data(data: &PersonalData, column: Column) -> String {
    match column {
        Column::RegisteredNameZh => data.name.zh.clone(),
        Column::RegisteredNameEn => data.name.en.clone(),
        Column::NationalId => data.national_id.clone(),
        Column::SocialSecurity => data.social_security.clone(),
        Column::Employer => data.employer.clone(),
        Column::Phone => data.phone.clone(),
        _ => String::new(),
    }
}

/// Of every programme and year that is among them.
fn quota_lines(office: &Office, register: &Register, chosen: &[(NominationId, &Nomination)]) -> Vec<QuotaLine> {
    let mut lines = Vec::new();
    for programme in &office.programmes {
        let own = chosen.iter().filter(|(_, nomination)| nomination.subject.programme == programme.id);
        let mut years: Vec<i16> = own.map(|(_, nomination)| nomination.subject.year).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            lines.extend(uses(register, programme, year).0.iter().map(|used| quota_line(programme, year, used)));
        }
    }
    lines
}

fn quota_line(programme: &Programme, year: i16, used: &crate::honours::nomination::Use) -> QuotaLine {
    let told = quotas::told(programme, used);
    let of = match told.of {
        QuotaOf::Programme => "programme",
        QuotaOf::Tier => "tier",
        QuotaOf::Category => "category",
        QuotaOf::Body => "body",
    };
    QuotaLine {
        programme: programme.id.to_string(),
        programme_title: programme.title.clone(),
        year,
        of: of.to_owned(),
        id: told.id,
        title: told.title,
        quota: told.quota,
        granted: told.granted,
        reserved: told.reserved,
        waiting: u32::try_from(told.waiting.len()).unwrap_or(u32::MAX),
        beyond: told.beyond,
    }
}

//! What a nomination is decided by, as pages.

use crate::{
    competition::{HonourId, Text},
    export::{
        dossier::{Showing, Subject, day, pages},
        honours::{Report, Selection},
        office::{Content, OfficeFileError},
    },
    honours::{
        Assessment, candidates,
        exports::ExportRefusal,
        nomination::{Nomination, NominationId, Register},
    },
    server::{error::ApiError, honours::office::Office, published::Results},
};

/// Of the result as it is published now, and whose nomination it is.
pub fn content(
    office: &Office,
    results: &Results,
    register: &Register,
    nomination: NominationId,
    names: bool,
) -> Result<(Content, String), ApiError> {
    let nomination = register.get(nomination).ok_or(ExportRefusal::Nothing)?;
    let report = report(office, results, nomination)?;
    let subject = Subject::Competitor(nomination.subject.rests_on.competitor.to_string());
    let rests_on = &nomination.subject.rests_on;
    let skill_title = |id: &str| match results.find(rests_on.competition.as_str(), id) {
        Ok((competition, index)) => competition.skills[index].title.clone(),
        Err(_) => Text::plain(id),
    };
    let honour_title =
        |id: &HonourId| office.catalogue.honours.get(id).map_or_else(|| Text::plain(id.as_str()), |honour| honour.title.clone());
    let showing = Showing { subject: &subject, names, skill_title: &skill_title, honour_title: &honour_title };
    let typeface = (office.typeface)().map_err(OfficeFileError::NoFont)?;
    let pages = pages(&report, &showing, &typeface).map_err(OfficeFileError::Pdf)?;
    Ok((Content::Dossier { day: day(&report), pages }, nomination.subject.person.clone()))
}

fn report(office: &Office, results: &Results, nomination: &Nomination) -> Result<Report, ApiError> {
    let rests_on = &nomination.subject.rests_on;
    let (contest, _) = results.published(rests_on.competition.as_str(), rests_on.skill.as_str()).ok_or(ExportRefusal::Nothing)?;
    let (competition, _) = results.find(rests_on.competition.as_str(), rests_on.skill.as_str()).map_err(|_| ExportRefusal::Nothing)?;
    let people = candidates(contest, &[]);
    let assessment = Assessment::new(contest, &people, &office.programmes);
    let selection = Selection {
        programme: Some(nomination.subject.programme.to_string()),
        competitor: Some(rests_on.competitor.to_string()),
        all: true,
    };
    Ok(Report::new(competition, &assessment, &selection))
}

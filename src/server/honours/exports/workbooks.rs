//! Workbooks of public results. They hold nothing that is sealed, so the file itself is kept.

use data_encoding::BASE64;

use crate::{
    export::{
        Results as Standings,
        cis::{self, CisFile},
        honours::{Selection, workbook},
        office::{Content, OfficeFileError},
    },
    honours::{
        Assessment, Contest, candidates,
        exports::{CisTable, ExportRefusal},
        nomination::Register,
    },
    server::{
        app::App,
        error::ApiError,
        honours::{facts::person_of, office::Office},
        published::Results,
    },
};

/// Everybody, judged by every rule; and who is in it.
pub fn verdicts(
    office: &Office,
    results: &Results,
    register: &Register,
    competition: &str,
    programme: Option<String>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(Content, Vec<String>), ApiError> {
    let contest = find(results, competition)?;
    let people = candidates(contest, &[]);
    let assessment = Assessment::new(contest, &people, &office.programmes);
    let selection = Selection { programme, competitor: None, all: true };
    let mut bytes = Vec::new();
    workbook::write(&mut bytes, &office.scratch, &assessment, &selection, progress).map_err(OfficeFileError::Workbook)?;
    Ok((kept(&bytes), people_of(contest, register)))
}

/// Of a competition that is public as a whole.
pub fn cis(
    app: &App,
    office: &Office,
    results: &Results,
    register: &Register,
    competition: &str,
    file: CisTable,
) -> Result<(Content, Vec<String>), ApiError> {
    let contest = find(results, competition)?;
    let rules = results.competitions.iter().find(|known| known.id.as_str() == competition).ok_or(ExportRefusal::Nothing)?;
    let (tallies, draws) = app.published.whole(&app.views, app.now(), competition).ok_or(ExportRefusal::Nothing)?;
    let standings = Standings::new(rules, &tallies, &draws);
    // A ceremony has no second word.
    if !cis::not_final(&standings).is_empty() {
        return Err(ExportRefusal::Nothing.into());
    }
    let file = match file {
        CisTable::CompetitorResults => CisFile::CompetitorResults,
        CisTable::BestOfNation => CisFile::BestOfNation,
    };
    let mut bytes = Vec::new();
    cis::write(file, &mut bytes, &office.scratch, &standings).map_err(OfficeFileError::Workbook)?;
    Ok((kept(&bytes), people_of(contest, register)))
}

fn find<'a>(results: &'a Results, competition: &str) -> Result<&'a Contest, ExportRefusal> {
    let found = results.contests.iter().find(|contest| contest.id.as_str() == competition);
    found.map(|contest| &**contest).ok_or(ExportRefusal::Nothing)
}

fn kept(bytes: &[u8]) -> Content {
    Content::Kept { file: BASE64.encode(bytes) }
}

fn people_of(contest: &Contest, register: &Register) -> Vec<String> {
    candidates(contest, &[]).iter().map(|candidate| register.who(&person_of(contest, candidate)).to_owned()).collect()
}

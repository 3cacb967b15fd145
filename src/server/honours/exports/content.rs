//! What an export is made of, from results and nominations as they are now.

use jiff::civil::Date;

use super::{dossier, nominations, workbooks};
use crate::{
    export::office::{Content, SealedCells},
    honours::{
        Certificate,
        exports::{ExportId, ExportOf, ExportRefusal},
        nomination::Register,
    },
    server::{
        app::App,
        error::ApiError,
        honours::{hex, office::Office, pipeline::day_of},
        published::Results,
    },
};

pub struct Parts {
    pub content: Content,
    /// The content as it is kept, and its SHA-256.
    pub json: Vec<u8>,
    pub digest: String,
    pub day: Date,
    pub people: Vec<String>,
    pub certificates: Vec<String>,
}

pub fn parts(
    app: &App,
    office: &Office,
    results: &Results,
    register: &Register,
    export: ExportId,
    of: &ExportOf,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(Parts, SealedCells), ApiError> {
    let (now, mut ids) = (app.now(), Vec::new());
    let day = day_of(now);
    let (content, sealed, mut people) = match of {
        ExportOf::Nominations { .. } => {
            let (table, sealed) = nominations::table(office, results, register, (export, day), of)?;
            let people: Vec<String> = table.rows.iter().map(|row| row.person.clone()).collect();
            (Content::Nominations(table), sealed, people)
        }
        ExportOf::Verdicts { competition, programme } => {
            let (content, people) = workbooks::verdicts(office, results, register, competition, programme.clone(), progress)?;
            (content, SealedCells::new(), people)
        }
        ExportOf::Cis { competition, file } => {
            let (content, people) = workbooks::cis(app, office, results, register, competition, *file)?;
            (content, SealedCells::new(), people)
        }
        ExportOf::Dossier { nomination, names } => {
            let (content, person) = dossier::content(office, results, register, *nomination, *names)?;
            (content, SealedCells::new(), vec![person])
        }
        ExportOf::Certificates { competition, skill } => {
            let all = app.published.certificates(&app.views, now, competition).into_iter();
            let chosen: Vec<Certificate> = all.filter(|known| skill.as_ref().is_none_or(|skill| known.skill.as_str() == skill)).collect();
            let people = chosen.iter().map(|known| register.who(&known.person()).to_owned()).collect();
            ids = chosen.iter().map(|known| known.id.clone()).collect();
            (Content::Certificates { host: app.audience_url().to_owned(), certificates: chosen }, SealedCells::new(), people)
        }
    };
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return Err(ExportRefusal::Nothing.into());
    }
    let json = serde_json::to_vec(&content).map_err(|_| ApiError::Internal("an export could not be kept"))?;
    let digest = hex::sha256(&json);
    Ok((Parts { content, json, digest, day, people, certificates: ids }, sealed))
}

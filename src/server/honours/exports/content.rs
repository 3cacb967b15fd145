//! What an export is made of, from results and nominations as they are now.

use jiff::civil::Date;

use super::{dossier, nominations};
use crate::{
    export::office::{Content, SealedCells},
    honours::{
        exports::{ExportId, ExportOf, ExportRefusal},
        nomination::Register,
    },
    judging::Millis,
    server::{
        error::ApiError,
        honours::{
            hex,
            office::{Office, Results},
            pipeline::day_of,
        },
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
    office: &Office,
    results: &Results,
    register: &Register,
    now: Millis,
    export: ExportId,
    of: &ExportOf,
) -> Result<(Parts, SealedCells), ApiError> {
    let day = day_of(now);
    let (content, sealed, mut people) = match of {
        ExportOf::Nominations { .. } => {
            let (table, sealed) = nominations::table(office, results, register, (export, day), of)?;
            let people: Vec<String> = table.rows.iter().map(|row| row.person.clone()).collect();
            (Content::Nominations(table), sealed, people)
        }
        ExportOf::Dossier { nomination, names } => {
            let (content, person) = dossier::content(office, results, register, *nomination, *names)?;
            (content, SealedCells::new(), vec![person])
        }
        ExportOf::Certificates { .. } => return Err(ExportRefusal::Nothing.into()),
    };
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return Err(ExportRefusal::Nothing.into());
    }
    let json = serde_json::to_vec(&content).map_err(|_| ApiError::Internal("an export could not be kept"))?;
    let digest = hex::sha256(&json);
    Ok((Parts { content, json, digest, day, people, certificates: Vec::new() }, sealed))
}

//! `signed.csv`: which results were signed, by their digests. A result that was amended since has another one.

use jiff::civil::Date;

use super::{
    files::Folder,
    limits,
    table::{Row, Table},
};
use crate::{
    competition::{Competition, SkillId},
    honours::outcome::SignedResult,
};

const FILE: &str = "signed.csv";
const COLUMNS: [&str; 4] = ["skill", "result", "on", "by"];
/// Of a SHA-256 in hex.
const DIGEST_LETTERS: usize = 64;

pub(super) fn read(folder: &Folder<'_>, competition: &Competition) -> Vec<SignedResult> {
    let Some(text) = folder.text(FILE, None, limits::TABLE_MAX_BYTES).read() else { return Vec::new() };
    let Some(table) = Table::open(&text, folder.faults.in_file(FILE, None), &COLUMNS, &[]) else { return Vec::new() };
    let mut signed: Vec<SignedResult> = Vec::new();
    for row in table.rows() {
        // All cells are read before any is missed, so that every fault is reported.
        let (skill, digest, on, by) = (skill(&row, competition), digest(&row), day(&row), by(&row));
        let (Some(skill), Some(digest), Some(on), Some(by)) = (skill, digest, on, by) else { continue };
        if signed.iter().any(|other| other.skill == skill) {
            let remedy = "keep the row of the result that counts";
            row.place_of("skill").error("duplicate-skill", skill.as_str(), "this skill is there twice", remedy);
        } else {
            signed.push(SignedResult { skill, digest, on, by });
        }
    }
    signed
}

fn skill(row: &Row<'_, '_>, competition: &Competition) -> Option<SkillId> {
    let written = row.cell("skill");
    let found = competition.skill(written).map(|skill| skill.id.clone());
    if found.is_none() {
        let known: Vec<&str> = competition.skills.iter().map(|skill| skill.id.as_str()).collect();
        row.place_of("skill").error("unknown-skill", written, "there is no such skill", format!("write one of: {}", known.join(", ")));
    }
    found
}

fn digest(row: &Row<'_, '_>) -> Option<String> {
    let written = row.cell("result").trim_start_matches("sha256:").to_lowercase();
    if written.len() == DIGEST_LETTERS && written.bytes().all(|letter| letter.is_ascii_hexdigit()) {
        return Some(written);
    }
    let remedy = "copy the whole line that `jinbang outcomes` proposes for the result";
    row.place_of("result").error("bad-digest", row.cell("result"), "this is no digest of a result: 64 digits and letters a to f", remedy);
    None
}

fn day(row: &Row<'_, '_>) -> Option<Date> {
    let written = row.cell("on");
    let day = written.parse::<Date>();
    if day.is_err() {
        row.place_of("on").error("bad-date", written, "this is no date", "write year, month and day as 2026-11-18");
    }
    day.ok()
}

fn by(row: &Row<'_, '_>) -> Option<Vec<String>> {
    let written = row.cell("by");
    let by: Vec<String> = written.split([';', '；']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if by.is_empty() {
        row.place_of("by").error("nobody-signed", written, "nobody is named who signed", "name who signed, with ; between them");
        return None;
    }
    Some(by)
}

//! A competitor's own part of a log: every entry that is about them, each with the way from its leaf to the root that was signed.

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    Difference, Line, Salt,
    file::{Lines, salt, same_bytes},
    origin,
    shares::leaf,
    verify::signed_by,
};
use crate::{
    competition::{CompetitionId, CompetitorId, SkillId},
    judging::{Body, Entry, Proposal},
    proof::{Checkpoint, Hash, Tree, is_included},
    signing_key::PublicKey,
};

pub const RECEIPT_FORMAT: &str = "jinbang receipt 1";

/// A tree of a log that fits into a memory is never higher.
const PATH_MAX_HASHES: usize = 64;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileLine<'a> {
    /// From 0.
    leaf: u64,
    salt: String,
    #[serde(borrow)]
    entry: &'a RawValue,
    path: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReceiptFile<'a> {
    format: String,
    competition: CompetitionId,
    skill: SkillId,
    competitor: CompetitorId,
    key: String,
    checkpoint: String,
    #[serde(borrow)]
    entries: Vec<FileLine<'a>>,
}

/// A receipt in which everything holds.
#[derive(Debug, Clone)]
pub struct Received {
    pub key: PublicKey,
    pub checkpoint: Checkpoint,
    pub competition: CompetitionId,
    pub skill: SkillId,
    pub competitor: CompetitorId,
    pub entries: Vec<Entry>,
}

/// Which entries are about a competitor: those that name it, also in a list, and whatever else happened to its appeals.
struct About {
    /// As JSON writes the id.
    id: String,
    appeals: Vec<u32>,
}

impl About {
    fn new(competitor: &CompetitorId) -> serde_json::Result<Self> {
        Ok(Self { id: serde_json::to_string(competitor.as_str())?, appeals: Vec::new() })
    }

    /// Of entries in their order.
    fn is(&mut self, entry: &Entry, json: &[u8], competitor: &CompetitorId) -> bool {
        match &entry.body {
            Body::Opened { .. } => return false,
            Body::AppealFiled(filed) if filed.competitor == *competitor => self.appeals.push(filed.appeal),
            Body::AppealAssigned { appeal, .. }
            | Body::Remarked { appeal, .. }
            | Body::AppealNoticed { appeal, .. }
            | Body::AppealWithdrawn { appeal, .. }
            | Body::Proposed { what: Proposal::DecideAppeal { appeal, .. }, .. } => return self.appeals.contains(appeal),
            _ => {}
        }
        json.windows(self.id.len()).any(|window| window == self.id.as_bytes())
    }
}

/// The receipt as text. `lines`: the whole log.
///
/// # Errors
/// When a line is no JSON.
pub fn receipt(
    (competition, skill, competitor): (&CompetitionId, &SkillId, &CompetitorId),
    key: &PublicKey,
    checkpoint: &str,
    lines: &[Line],
) -> serde_json::Result<String> {
    let tree: Tree = lines.iter().map(Line::leaf).collect();
    let mut about = About::new(competitor)?;
    let mut entries = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if about.is(&serde_json::from_slice(&line.json)?, &line.json, competitor) {
            let path = tree.inclusion(index, lines.len()).unwrap_or_default();
            entries.push(FileLine {
                leaf: index as u64,
                salt: HEXLOWER.encode(&line.salt),
                entry: serde_json::from_slice(&line.json)?,
                path: path.iter().map(|hash| HEXLOWER.encode(hash)).collect(),
            });
        }
    }
    let file = ReceiptFile {
        format: RECEIPT_FORMAT.to_owned(),
        competition: competition.clone(),
        skill: skill.clone(),
        competitor: competitor.clone(),
        key: BASE64.encode(key.bytes()),
        checkpoint: checkpoint.to_owned(),
        entries,
    };
    file.text()
}

impl ReceiptFile<'_> {
    fn text(&self) -> serde_json::Result<String> {
        let mut lines = Lines::begin(&[
            ("format", &self.format),
            ("competition", self.competition.as_str()),
            ("skill", self.skill.as_str()),
            ("competitor", self.competitor.as_str()),
            ("key", &self.key),
            ("checkpoint", &self.checkpoint),
        ])?;
        lines.list("entries", &self.entries)?;
        Ok(lines.end())
    }
}

/// # Errors
/// The first thing that does not hold.
pub fn verify_receipt(text: &str, fingerprint: Option<&str>) -> Result<Received, Difference> {
    let not_read = |error: serde_json::Error| Difference::NotRead { what: error.to_string() };
    let file: ReceiptFile<'_> = serde_json::from_str(text).map_err(not_read)?;
    if file.format != RECEIPT_FORMAT {
        return Err(Difference::Format { found: file.format });
    }
    same_bytes(text, &file.text().map_err(not_read)?)?;
    let (key, checkpoint) = signed_by((&file.key, &file.checkpoint), fingerprint)?;
    let wanted = origin(&file.competition, &file.skill);
    if checkpoint.origin != wanted {
        return Err(Difference::OtherLog { signed: checkpoint.origin, wanted });
    }
    if file.entries.is_empty() {
        return Err(Difference::NoEntries);
    }
    if let Some(at) = file.entries.windows(2).position(|pair| pair[0].leaf >= pair[1].leaf) {
        return Err(Difference::OutOfOrder { line: at + 2 });
    }
    let mut about = About::new(&file.competitor).map_err(not_read)?;
    let entries = file.entries.iter().enumerate().map(|(index, line)| {
        let entry = of_line(line, index + 1, &checkpoint)?;
        if about.is(&entry, line.entry.get().as_bytes(), &file.competitor) {
            Ok(entry)
        } else {
            Err(Difference::NotAbout { competitor: file.competitor.to_string(), position: entry.position })
        }
    });
    let entries = entries.collect::<Result<_, _>>()?;
    Ok(Received { key, checkpoint, competition: file.competition, skill: file.skill, competitor: file.competitor, entries })
}

fn of_line(line: &FileLine<'_>, number: usize, checkpoint: &Checkpoint) -> Result<Entry, Difference> {
    let json = line.entry.get().as_bytes();
    let salt: Salt = salt(&line.salt, number)?;
    let entry: Entry = serde_json::from_slice(json).map_err(|error| Difference::Entry { line: number, what: error.to_string() })?;
    let path: Option<Vec<Hash>> =
        line.path.iter().take(PATH_MAX_HASHES + 1).map(|hash| HEXLOWER.decode(hash.as_bytes()).ok()?.try_into().ok()).collect();
    let is_in = |path: &Vec<Hash>| {
        let (Ok(at), Ok(size)) = (usize::try_from(line.leaf), usize::try_from(checkpoint.size)) else { return false };
        is_included(&leaf(&salt, json), at, size, path, &checkpoint.root)
    };
    if !path.as_ref().is_some_and(is_in) {
        return Err(Difference::NotIncluded { position: entry.position });
    }
    Ok(entry)
}

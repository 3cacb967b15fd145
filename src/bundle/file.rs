//! The file: JSON, one entry and one row a line. There is one way to write it, so that no byte of it can be another one.

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Difference, PublicResult, Row, Salt, shares::leaf};
use crate::{
    competition::{CompetitionId, SkillId},
    proof::Hash,
    signing_key::PublicKey,
};

pub const BUNDLE_FORMAT: &str = "jinbang bundle 1";

/// One entry as its log has it.
#[derive(Debug, Clone)]
pub struct Line {
    pub salt: Salt,
    pub json: Vec<u8>,
}

impl Line {
    #[must_use]
    pub fn leaf(&self) -> Hash {
        leaf(&self.salt, &self.json)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileLine<'a> {
    pub salt: String,
    #[serde(borrow)]
    pub entry: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BundleFile<'a> {
    pub format: String,
    pub competition: CompetitionId,
    pub skill: SkillId,
    pub key: String,
    pub checkpoint: String,
    #[serde(borrow)]
    pub entries: Vec<FileLine<'a>>,
    pub result: String,
    pub standings: Vec<Row>,
}

/// The bundle as text.
///
/// # Errors
/// When a line is no JSON.
pub fn written(
    (competition, skill): (&CompetitionId, &SkillId),
    key: &PublicKey,
    checkpoint: &str,
    lines: &[Line],
    result: &PublicResult,
) -> serde_json::Result<String> {
    let entries = lines.iter().map(|line| {
        let entry: &RawValue = serde_json::from_slice(&line.json)?;
        Ok(FileLine { salt: HEXLOWER.encode(&line.salt), entry })
    });
    let file = BundleFile {
        format: BUNDLE_FORMAT.to_owned(),
        competition: competition.clone(),
        skill: skill.clone(),
        key: BASE64.encode(key.bytes()),
        checkpoint: checkpoint.to_owned(),
        entries: entries.collect::<serde_json::Result<_>>()?,
        result: result.digest.clone(),
        standings: result.rows.clone(),
    };
    file.text()
}

impl<'a> BundleFile<'a> {
    fn text(&self) -> serde_json::Result<String> {
        let mut lines = Lines::begin(&[
            ("format", &self.format),
            ("competition", self.competition.as_str()),
            ("skill", self.skill.as_str()),
            ("key", &self.key),
            ("checkpoint", &self.checkpoint),
            ("result", &self.result),
        ])?;
        lines.list("entries", &self.entries)?;
        lines.list("standings", &self.standings)?;
        Ok(lines.end())
    }

    pub(super) fn read(text: &'a str) -> Result<Self, Difference> {
        let file: Self = serde_json::from_str(text).map_err(|error| Difference::NotRead { what: error.to_string() })?;
        if file.format != BUNDLE_FORMAT {
            return Err(Difference::Format { found: file.format });
        }
        let again = file.text().map_err(|error| Difference::NotRead { what: error.to_string() })?;
        same_bytes(text, &again)?;
        Ok(file)
    }
}

/// A JSON object of such a file.
pub(super) struct Lines(String);

impl Lines {
    pub(super) fn begin(members: &[(&str, &str)]) -> serde_json::Result<Self> {
        let mut lines = Self("{".to_owned());
        for (name, value) in members {
            lines.0.extend(["\n", &serde_json::to_string(name)?, ":", &serde_json::to_string(value)?, ","]);
        }
        Ok(lines)
    }

    pub(super) fn list<T: Serialize>(&mut self, name: &str, items: &[T]) -> serde_json::Result<()> {
        self.0.extend(["\n", &serde_json::to_string(name)?, ":["]);
        for (index, item) in items.iter().enumerate() {
            self.0.push_str(if index == 0 { "\n" } else { ",\n" });
            self.0.push_str(&serde_json::to_string(item)?);
        }
        self.0.push_str("\n],");
        Ok(())
    }

    pub(super) fn end(mut self) -> String {
        // The comma after the last member.
        self.0.pop();
        self.0.push_str("\n}\n");
        self.0
    }
}

/// # Errors
/// When they differ: where first.
pub(super) fn same_bytes(found: &str, wanted: &str) -> Result<(), Difference> {
    if found == wanted {
        return Ok(());
    }
    let at = found.bytes().zip(wanted.bytes()).take_while(|(found, wanted)| found == wanted).count();
    Err(Difference::NotAsWritten { line: found.as_bytes()[..at].split(|byte| *byte == b'\n').count() })
}

pub(super) fn public_key(text: &str) -> Result<PublicKey, Difference> {
    let bytes = BASE64.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.map(PublicKey::from_bytes).ok_or(Difference::Key)
}

pub(super) fn salt(hex: &str, line: usize) -> Result<Salt, Difference> {
    HEXLOWER.decode(hex.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(Difference::Salt { line })
}

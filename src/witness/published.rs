//! The whole log of a skill whose result is public, and what is given away of it.

use serde_json::Result as JsonResult;

use super::{
    Of, WitnessFault,
    logs::{moment, seed, share_on},
};
use crate::{
    bundle::{Fold, Line, Shares, origin, receipt, written},
    competition::{CompetitionId, CompetitorId, SkillId},
    judging::{Entry, Millis},
    proof::{Checkpoint, Tree},
    signing_key::{PublicKey, SigningKey},
};

/// Bundles that are kept ready; others are made again when they are asked for.
pub const BUNDLES_KEPT_MAX: usize = 4;

pub struct PublishedLog {
    competition: CompetitionId,
    skill: SkillId,
    index: usize,
    key: PublicKey,
    lines: Vec<Line>,
    /// When its last entry came.
    pub last_at: Millis,
    /// As a signed note.
    pub checkpoint: String,
    /// The whole file.
    pub bundle: std::sync::Arc<str>,
}

impl PublishedLog {
    /// `None`: by the entries the result is not final.
    pub(super) fn read(of: Of<'_>, index: usize, key: &SigningKey) -> Result<Option<Self>, WitnessFault> {
        let mut shares = Shares::new(seed(of)?);
        let (mut lines, mut last_at): (Vec<Line>, Millis) = (Vec::new(), 0);
        share_on(of, &mut shares, 1, |entry, parts| {
            if let Some(own) = parts.into_iter().find(|share| share.skill == index) {
                lines.push(Line { salt: own.salt, json: own.json.into_owned() });
                last_at = entry.at;
            }
        })?;
        let mut fold = Fold::default();
        let not_written = |error: serde_json::Error| WitnessFault::Written { competition: of.id.clone(), what: error.to_string() };
        // From what is given away, as whoever verifies it does.
        for line in &lines {
            let entry: Entry = serde_json::from_slice(&line.json).map_err(not_written)?;
            fold.take(&entry).map_err(|fault| WitnessFault::Fold { competition: of.id.clone(), fault })?;
        }
        let Some(result) = fold.result().filter(|result| result.is_final) else { return Ok(None) };
        let Some(skill) = shares.skills().get(index).cloned() else { return Ok(None) };
        let checkpoint = Checkpoint {
            origin: origin(of.id, &skill),
            size: lines.len() as u64,
            root: root(&lines),
            at: moment(last_at),
            result: Some(result.digest.clone()),
        };
        let (checkpoint, public) = (checkpoint.signed(key), key.public());
        let bundle = written((of.id, &skill), &public, &checkpoint, &lines, &result).map_err(not_written)?;
        Ok(Some(Self { competition: of.id.clone(), skill, index, key: public, lines, last_at, checkpoint, bundle: bundle.into() }))
    }

    /// Entries.
    #[must_use]
    pub fn size(&self) -> usize {
        self.lines.len()
    }

    /// What proves that a competitor's marks are in it.
    ///
    /// # Errors
    /// When an entry is no JSON.
    pub fn receipt(&self, competitor: &CompetitorId) -> JsonResult<String> {
        receipt((&self.competition, &self.skill, competitor), &self.key, &self.checkpoint, &self.lines)
    }

    pub(super) fn is_about(&self, competition: &CompetitionId, index: usize) -> bool {
        self.competition == *competition && self.index == index
    }

    pub(super) fn is_of(&self, competition: &CompetitionId, index: usize, size: usize) -> bool {
        self.is_about(competition, index) && self.size() == size
    }
}

fn root(lines: &[Line]) -> crate::proof::Hash {
    let tree: Tree = lines.iter().map(Line::leaf).collect();
    tree.root(tree.size()).unwrap_or_default()
}

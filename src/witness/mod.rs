//! What vouches for the journal beside it: a key that signs, the log of each skill, checkpoints that are kept, and bundles of published
//! results.

mod fault;
mod kept;
mod key;
mod logs;
mod published;

use std::{
    collections::hash_map::Entry,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rustc_hash::FxHashMap;

pub use self::{
    fault::WitnessFault,
    kept::CHECKPOINTS_FOLDER,
    key::KEY_FILE,
    published::{BUNDLES_KEPT_MAX, PublishedLog},
};
use self::{kept::Kept, logs::Logs};
use crate::{
    competition::CompetitionId,
    journal::{JournalStore, StreamNumber},
    proof::Checkpoint,
    signing_key::{PublicKey, SigningKey},
};

pub struct Witness {
    key: SigningKey,
    /// None for a journal in memory.
    kept: Option<Kept>,
    logs: Mutex<FxHashMap<CompetitionId, Logs>>,
    /// The newest last.
    made: Mutex<Vec<Arc<PublishedLog>>>,
}

/// Which competition of which journal.
#[derive(Clone, Copy)]
pub struct Of<'a> {
    pub store: &'a JournalStore,
    pub id: &'a CompetitionId,
    pub stream: StreamNumber,
}

impl Witness {
    /// With the data folder's key, made if there is none yet.
    ///
    /// # Errors
    /// When the key can be neither read nor made.
    pub fn open(data: Option<&Path>) -> Result<Self, WitnessFault> {
        let kept = data.map(|data| Kept::new(data.join(CHECKPOINTS_FOLDER)));
        if let (Some(data), Some(kept)) = (data, &kept)
            && !key_path(data).exists()
            && !kept.competitions()?.is_empty()
        {
            return Err(WitnessFault::KeyGone { path: key_path(data) });
        }
        let key = key::read_or_make(data)?;
        Ok(Self { key, kept, logs: Mutex::default(), made: Mutex::default() })
    }

    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.key.public()
    }

    /// Whether every competition of which something was signed is in the journal.
    ///
    /// # Errors
    /// When one is not.
    pub fn check_list(&self, known: impl Fn(&str) -> bool) -> Result<(), WitnessFault> {
        let Some(kept) = &self.kept else { return Ok(()) };
        match kept.competitions()?.into_iter().find(|competition| !known(competition)) {
            Some(competition) => Err(WitnessFault::Gone { competition }),
            None => Ok(()),
        }
    }

    /// Whether the journal still holds everything that was signed.
    ///
    /// # Errors
    /// When it does not, or cannot be read.
    pub fn check(&self, of: Of<'_>) -> Result<(), WitnessFault> {
        let Some(kept) = &self.kept else { return Ok(()) };
        self.with_logs(of, |logs| {
            for index in 0..logs.skills().len() {
                let skill = logs.skills()[index].clone();
                let path = kept.path(of.id, &skill);
                let Some(note) = kept.last(of.id, &skill)? else { continue };
                let fault = |what: String| WitnessFault::Checkpoint { path: path.clone(), what };
                let signed = Checkpoint::open(&note, &self.key.public()).map_err(|error| fault(error.to_string()))?;
                let size = usize::try_from(signed.size).map_err(|_| fault("it is of an impossible size".to_owned()))?;
                logs.signed(index, signed.size);
                let tree = logs.tree(index);
                if tree.root(size) != Some(signed.root) {
                    let what = if size > tree.size() { "is shorter than" } else { "is not" };
                    return Err(WitnessFault::Rewritten {
                        competition: of.id.clone(),
                        skill,
                        what,
                        signed: Box::new(signed),
                        has: tree.size(),
                    });
                }
            }
            Ok(())
        })
    }

    /// Signs and keeps a checkpoint of every log that has grown since the last one.
    ///
    /// # Errors
    /// When the journal cannot be read or the disk fails.
    pub fn keep(&self, of: Of<'_>) -> Result<(), WitnessFault> {
        let Some(kept) = &self.kept else { return Ok(()) };
        self.with_logs(of, |logs| {
            for index in 0..logs.skills().len() {
                let Some(checkpoint) = logs.checkpoint(of.id, index).filter(|now| logs.is_news(index, now.size)) else { continue };
                kept.add(of.id, &logs.skills()[index], &checkpoint.signed(&self.key))?;
                logs.signed(index, checkpoint.size);
            }
            Ok(())
        })
    }

    /// From the log of the first `earlier` entries of a skill to the one of `size`. `None`: there are no such logs.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn consistency(
        &self,
        of: Of<'_>,
        skill: usize,
        earlier: usize,
        size: usize,
    ) -> Result<Option<Vec<crate::proof::Hash>>, WitnessFault> {
        self.with_logs(of, |logs| Ok(logs.tree(skill).consistency(earlier, size)))
    }

    /// The log of a skill, of which the caller knows that its result is public, with bundle and checkpoint. `None`: by its entries the
    /// result is not final.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn published(&self, of: Of<'_>, skill: usize) -> Result<Option<Arc<PublishedLog>>, WitnessFault> {
        let size = self.with_logs(of, |logs| Ok(logs.tree(skill).size()))?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = made.iter().find(|one| one.is_of(of.id, skill, size)) {
            return Ok(Some(Arc::clone(found)));
        }
        let Some(new) = PublishedLog::read(of, skill, &self.key)?.map(Arc::new) else { return Ok(None) };
        made.retain(|one| !one.is_about(of.id, skill));
        if made.len() >= BUNDLES_KEPT_MAX {
            made.remove(0);
        }
        made.push(Arc::clone(&new));
        Ok(Some(new))
    }

    /// With the logs as they are now.
    fn with_logs<T>(&self, of: Of<'_>, then: impl FnOnce(&mut Logs) -> Result<T, WitnessFault>) -> Result<T, WitnessFault> {
        let mut all = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        let logs = match all.entry(of.id.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Logs::new(of)?),
        };
        logs.read_on(of)?;
        then(logs)
    }
}

/// Where the key of this data folder lies.
#[must_use]
pub fn key_path(data: &Path) -> PathBuf {
    data.join(KEY_FILE)
}

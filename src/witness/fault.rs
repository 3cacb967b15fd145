//! What can go wrong.

use std::path::PathBuf;

use crate::{
    bundle::ShareFault,
    competition::{CompetitionId, SkillId},
    journal::JournalFault,
    judging::ApplyFault,
    proof::Checkpoint,
    signing_key::KeyFault,
};

#[derive(Debug, thiserror::Error)]
pub enum WitnessFault {
    #[error(transparent)]
    Journal(#[from] JournalFault),
    #[error("{path}: {what}", path = path.display())]
    File { path: PathBuf, what: String },
    #[error("the signing key {path}: {source}. Put the right one back; without it what was published cannot be continued", path = path.display())]
    Key { path: PathBuf, source: KeyFault },
    #[error(
        "{path} is gone, and checkpoints were signed with it. Put it back: with another key nobody can tell that the journal is the same. If it \
         is lost for good, move the folder of checkpoints away and start again under a new key", path = path.display()
    )]
    KeyGone { path: PathBuf },
    #[error(
        "checkpoints of {competition} were signed here, and the journal does not know it. It was replaced or deleted: put the right one back. If \
         the loss is known and accepted, move the folder of checkpoints away and start again"
    )]
    Gone { competition: String },
    #[error("the newest checkpoint in {path}: {what}. It was altered, or the signing key is another one: put both back as they were", path = path.display())]
    Checkpoint { path: PathBuf, what: String },
    #[error(
        "the journal of {competition}/{skill} {what} what was signed at {at}: {size} entries then, {has} now. It was altered, or replaced by an \
         older copy: put the right one back. If the loss is known and accepted, move the folder of checkpoints away and start again",
        at = signed.at, size = signed.size
    )]
    Rewritten { competition: CompetitionId, skill: SkillId, what: &'static str, signed: Box<Checkpoint>, has: usize },
    #[error("the logs of {competition}: {fault}")]
    Share { competition: CompetitionId, fault: ShareFault },
    #[error("the logs of {competition}: {fault}")]
    Fold { competition: CompetitionId, fault: ApplyFault },
    #[error("the bundle of {competition}: {what}")]
    Written { competition: CompetitionId, what: String },
}

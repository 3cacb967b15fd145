//! The open batch: what was decided and waits for the disk. While one batch is being synced the next one grows.

use std::collections::BTreeMap;

use super::{Answer, Contest, ContestNumber, Receipt, Reply};
use crate::{
    journal::{BlockBuilder, Sealed, StreamNumber},
    judging::{Body, Command, Entry},
};

/// What a command will be answered once its batch is on the disk.
pub enum Pending {
    Now(Answer),
    /// The entry at this position of the contest.
    Entry(ContestNumber, u64),
}

#[derive(Default)]
pub struct Batch {
    pub entries: BTreeMap<ContestNumber, OpenBlock>,
    pub answers: Vec<(Reply, Pending)>,
}

pub struct OpenBlock {
    pub stream: StreamNumber,
    pub builder: BlockBuilder,
    pub sealed: Vec<Sealed>,
}

impl Batch {
    /// Adds the entry of an accepted command and folds it into the state that decides.
    pub fn accept(&mut self, number: ContestNumber, contest: &mut Contest, command: Command, body: Body) -> Result<u64, String> {
        let position = contest.state.position + 1;
        let block = self.entries.entry(number).or_insert_with(|| OpenBlock {
            stream: contest.stream,
            builder: BlockBuilder::new(position, contest.last_hash),
            sealed: Vec::new(),
        });
        let entry = Entry { position, at: command.at, actor: command.actor, command: command.id, body };
        contest.state.apply(&entry).map_err(|fault| fault.to_string())?;
        let hash = block.builder.push(&entry).map_err(|fault| fault.to_string())?;
        contest.last_hash = hash;
        block.sealed.push(Sealed { entry, hash });
        Ok(position)
    }
}

pub fn receipt(sealed: &Sealed) -> Receipt {
    Receipt { position: sealed.entry.position, hash: sealed.hash, at: sealed.entry.at }
}

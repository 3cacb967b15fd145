//! The open batch: what was decided and waits for the disk. While one batch is being synced the next one grows.

use std::collections::BTreeMap;

use super::{Answer, Contest, ContestNumber, Receipt, Reply, place::Place};
use crate::{
    journal::{BlockBuilder, Sealed, SecretChange, StreamNumber},
    judging::{Action, Body, Command},
};

/// What a command will be answered once its batch is on the disk.
pub enum Pending {
    Now(Answer),
    /// The entry at this position of the contest.
    Entry(ContestNumber, u64),
}

#[derive(Default)]
pub struct Batch {
    /// Contests that were added since the last batch.
    pub opened: Vec<Place>,
    pub entries: BTreeMap<ContestNumber, OpenBlock>,
    pub answers: Vec<(Reply, Pending)>,
    /// Committed together with the entries.
    pub secrets: Vec<SecretChange>,
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
        self.secrets.extend(secret_change(contest.stream, &command.action, &body));
        let entry = command.entry(position, body);
        contest.state.apply(&entry).map_err(|fault| fault.to_string())?;
        let hash = block.builder.push(&entry).map_err(|fault| fault.to_string())?;
        contest.last_hash = hash;
        block.sealed.push(Sealed { entry, hash });
        Ok(position)
    }
}

/// A draw's secret waits beside the journal from its commitment to its reveal or its end.
fn secret_change(stream: StreamNumber, action: &Action, body: &Body) -> Option<SecretChange> {
    let (skill, draw, secret) = match (action, body) {
        (Action::CommitDraw(asked), Body::DrawCommitted { skill, draw, .. }) => (skill, *draw, Some(asked.secret.clone())),
        (_, Body::DrawRevealed { skill, draw, .. } | Body::DrawCancelled { skill, draw, .. }) => (skill, *draw, None),
        _ => return None,
    };
    Some(SecretChange { stream, skill: skill.clone(), draw, secret })
}

pub fn receipt(sealed: &Sealed) -> Receipt {
    Receipt { position: sealed.entry.position, hash: sealed.hash, at: sealed.entry.at }
}

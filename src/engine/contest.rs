//! A competition as the writer holds it.

use crate::{
    competition::{Competition, CompetitionId},
    journal::{Hash, JournalFault, JournalStore, PersonRecord, StreamNumber},
    judging::{ApplyFault, ContestState},
};

/// Index into the engine's contests.
pub type ContestNumber = usize;

pub struct Contest {
    pub id: CompetitionId,
    pub stream: StreamNumber,
    pub state: ContestState,
    pub last_hash: Hash,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    #[error(transparent)]
    Journal(#[from] JournalFault),
    #[error("the journal of {competition}: {fault}")]
    Replay { competition: CompetitionId, fault: ApplyFault },
}

impl Contest {
    /// The state as the journal has it; position 0 for a competition it does not know yet.
    ///
    /// # Errors
    /// When the journal is damaged or was not written by these rules.
    pub fn replay(store: &JournalStore, id: CompetitionId) -> Result<Self, OpenFault> {
        let stream = store.stream(&id)?;
        let mut state = ContestState::default();
        let last_hash = store.replay(&id, stream, |sealed| {
            sealed
                .iter()
                .try_for_each(|sealed| state.apply(&sealed.entry))
                .map_err(|fault| OpenFault::Replay { competition: id.clone(), fault })
        })?;
        Ok(Self { id, stream, state, last_hash })
    }
}

/// A competition without the names of people, and the names apart.
#[must_use]
pub fn split_names(mut competition: Competition) -> (Competition, Vec<(String, PersonRecord)>) {
    let people = PersonRecord::take_from(&mut competition);
    (competition, people)
}

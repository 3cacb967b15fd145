//! A competition as the writer holds it.

use crate::{
    competition::{Competition, CompetitionId},
    journal::{BlockBuilder, Hash, JournalFault, JournalStore, PersonKey, PersonRecord, StreamNumber},
    judging::{Action, Actor, ApplyFault, Command, ContestState, Decision, Millis, decide},
};

/// Index into the engine's contests.
pub type ContestNumber = usize;

#[derive(Clone)]
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
    #[error(
        "{competition} was opened with other rules: {what} differs between the folder and the journal. Marks were given under the rules in the journal; \
         put the folder back as it was, or use another data folder"
    )]
    Changed { competition: CompetitionId, what: String },
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

    /// Replays a competition and opens it if this is its first time. Names go beside the journal, also when they were mended since.
    ///
    /// # Errors
    /// When the journal fails, or knows this competition under other rules.
    pub fn open(store: &JournalStore, mut competition: Competition, at: Millis) -> Result<Self, OpenFault> {
        let people = PersonRecord::take_from(&mut competition);
        let mut contest = Self::replay(store, competition.id.clone())?;
        match &contest.state.competition {
            None => contest.record_opening(store, competition, &people, at)?,
            Some(opened) => {
                same_rules(opened, &competition)?;
                store.put_people(contest.stream, &people)?;
            }
        }
        Ok(contest)
    }

    fn record_opening(
        &mut self,
        store: &JournalStore,
        competition: Competition,
        people: &[(PersonKey, PersonRecord)],
        at: Millis,
    ) -> Result<(), OpenFault> {
        let command =
            Command { at, actor: Actor::Organiser, id: None, browser: None, action: Action::Open { competition: Box::new(competition) } };
        let Ok(Decision::Accept(body)) = decide(&self.state, &command) else { return Ok(()) };
        let entry = command.entry(self.state.position + 1, body);
        self.state.apply(&entry).map_err(|fault| OpenFault::Replay { competition: self.id.clone(), fault })?;
        let mut block = BlockBuilder::new(entry.position, self.last_hash);
        block.push(&entry)?;
        let (block, last_hash) = block.finish();
        store.append_first(&self.id, self.stream, block, people)?;
        self.last_hash = last_hash;
        Ok(())
    }
}

fn same_rules(opened: &Competition, folder: &Competition) -> Result<(), OpenFault> {
    if opened == folder {
        return Ok(());
    }
    let skill = folder.skills.iter().find(|skill| opened.skill(&skill.id) != Some(skill));
    let what = match skill {
        Some(skill) if opened.skill(&skill.id).is_none() => format!("skill {} is new and", skill.id),
        Some(skill) => format!("skill {}", skill.id),
        None if opened.skills.len() != folder.skills.len() => "the list of skills".to_owned(),
        None => "competition.toml or delegations.csv".to_owned(),
    };
    Err(OpenFault::Changed { competition: folder.id.clone(), what })
}

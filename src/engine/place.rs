use crate::{competition::CompetitionId, journal::StreamNumber};

/// Where a contest is in the journal, and how far that is on the disk.
pub struct Place {
    pub id: CompetitionId,
    pub stream: StreamNumber,
    pub durable: u64,
}

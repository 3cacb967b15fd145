//! The tables of a journal file.

use redb::TableDefinition;

use crate::journal::StreamNumber;

pub const SCHEMA_VERSION: u64 = 1;

pub(super) const META: TableDefinition<&str, u64> = TableDefinition::new("meta");
pub(super) const STREAMS: TableDefinition<&str, StreamNumber> = TableDefinition::new("streams");
pub(super) const BLOCKS: TableDefinition<(StreamNumber, u64), &[u8]> = TableDefinition::new("blocks");
pub(super) const PEOPLE: TableDefinition<(StreamNumber, &str), &[u8]> = TableDefinition::new("people");
/// Secrets of the organisers: password hashes.
pub(super) const ACCOUNTS: TableDefinition<&str, &str> = TableDefinition::new("accounts");
/// Pairing cards, by the keyed hash of their code.
pub(super) const CARDS: TableDefinition<&str, &[u8]> = TableDefinition::new("cards");
/// Of draws that are not revealed yet, by `<skill>/<draw>`.
pub(super) const DRAW_SECRETS: TableDefinition<(StreamNumber, &str), [u8; 32]> = TableDefinition::new("draw secrets");
/// What the leaves of a competition's logs are blinded with.
pub(super) const SEEDS: TableDefinition<StreamNumber, [u8; 32]> = TableDefinition::new("seeds");

//! The journal: every entry of every competition, durable before it is acknowledged, each bound to the one before by a hash.
//! Names are kept beside it, never in it.

mod backup;
mod beside;
mod cards;
mod chain;
mod fault;
mod fill_ahead;
mod people;
mod read;
mod secrets;
mod seeds;
mod store;
mod tables;
mod whole;

pub use backup::backup_to;
pub(crate) use backup::{copy_table, written_whole};
pub use cards::{CardRecord, Redeemed};
pub use chain::{Block, BlockBuilder, Hash, Record, Sealed, chain_start, read_block};
pub use fault::JournalFault;
pub use people::{PersonKey, PersonRecord};
pub use secrets::SecretChange;
pub(crate) use store::guarded;
pub use store::{JOURNAL_FILE, JournalStore};
pub use tables::{SCHEMA_VERSION, StreamNumber};

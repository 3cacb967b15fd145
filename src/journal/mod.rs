//! The journal: every entry of every competition, durable before it is acknowledged, each bound to the one before by a hash.
//! Names are kept beside it, never in it. [`JournalStore`] is a handle on one of the stores below: a file, or PostgreSQL.

mod backup;
mod cards;
mod chain;
mod copy;
mod fault;
mod file;
mod handle;
mod people;
mod piece;
mod postgres;
mod read;
pub(crate) mod seal;
mod secrets;
mod store;

pub use backup::backup_to;
pub(crate) use backup::{created_private, written_whole};
pub use cards::{CardRecord, Redeemed};
pub use chain::{Block, BlockBuilder, Hash, Record, Sealed, chain_start, read_block};
pub use copy::{Copied, copy};
pub use fault::JournalFault;
pub use file::{JOURNAL_FILE, SCHEMA_VERSION};
pub(crate) use file::{copy_table, guarded};
pub use handle::JournalStore;
pub use people::{PersonKey, PersonRecord};
use piece::Piece;
pub use postgres::{KEY_FILE as JOURNAL_KEY_FILE, PostgresFault, is_address, shown_address};
pub use secrets::SecretChange;
pub use store::StreamNumber;

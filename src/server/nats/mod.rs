//! What an origin and its edges say to each other on core NATS, and how either is connected to it. `docs/edges.md` has it for others.

mod ask;
mod beat;
mod epoch;
pub mod limits;
mod link;
mod options;
pub mod subjects;

pub use ask::{Ask, AskFault, Head, Reply, answer, ask};
pub use beat::{Beat, BoardAt};
pub use epoch::Epoch;
pub use link::{Link, LinkFault, LinkState};
pub use options::{NatsOptions, OptionsFault};

/// Of a frame: whose it is, the version it leads to, and what is in it.
pub const EPOCH: &str = "Jinbang-Epoch";
pub const VERSION: &str = "Jinbang-Version";
pub const KIND: &str = "Jinbang-Kind";

/// Too long for one message: the board is to be asked for.
pub const KIND_RELOAD: &str = "reload";
/// A message as viewers get it.
pub const KIND_FRAME: &str = "frame";

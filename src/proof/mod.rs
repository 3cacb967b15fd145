//! That a log only grows, and that something is in it: Merkle trees as in RFC 9162, and checkpoints signed over them.

mod checkpoint;
mod path;
mod tree;

pub use checkpoint::{CHECKPOINT_MAX_BYTES, Checkpoint, CheckpointFault, notes};
pub use path::{is_consistent, is_included};
pub use tree::{Hash, Tree, leaf_hash};

//! What a journal holds of a competition, piece by piece, on its way to another store.

use super::{Block, CardRecord, PersonKey, PersonRecord};

#[derive(Debug, Clone)]
pub enum Piece {
    Block(Block),
    Person(PersonKey, PersonRecord),
    /// By the keyed hash of its code.
    Card(String, CardRecord),
    /// By `<skill>/<draw>`.
    DrawSecret(String, [u8; 32]),
    Seed([u8; 32]),
}

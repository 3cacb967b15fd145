//! A competition from one journal into another: every block as it is, the chain checked on the way and again where it arrived.

use super::{Hash, JournalFault, JournalStore, Piece, chain, chain_start};
use crate::competition::CompetitionId;

/// What arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    pub entries: u64,
    /// Of the last entry; it binds all of them.
    pub hash: Hash,
    pub people: u64,
}

/// Copies a competition with names, cards and secrets, all of it or nothing. Accounts belong to a server and stay.
///
/// # Errors
/// When `from` does not have it, `to` has it already, its chain is broken, or a store fails.
pub fn copy(from: &JournalStore, to: &JournalStore, competition: &CompetitionId) -> Result<Copied, JournalFault> {
    let known = from.competitions()?.into_iter().find(|(id, _)| id == competition);
    let (_, stream) = known.ok_or_else(|| JournalFault::NotThere { competition: competition.clone() })?;
    let mut copied = Copied { entries: 0, hash: chain_start(competition), people: 0 };
    let arrived = to.store.take_in(competition, &mut |put| {
        from.store.pieces(stream, &mut |piece| {
            match &piece {
                Piece::Block(block) => {
                    let sealed = chain::read_block(block.first, &block.bytes, copied.hash)?;
                    if block.first != copied.entries + 1 {
                        return Err(JournalFault::damaged(format!("entries {} to {} are missing", copied.entries + 1, block.first - 1)));
                    }
                    copied.entries += sealed.len() as u64;
                    copied.hash = sealed.last().map_or(copied.hash, |last| last.hash);
                }
                Piece::Person(..) => copied.people += 1,
                Piece::Card(..) | Piece::DrawSecret(..) | Piece::Seed(_) => {}
            }
            put(piece)
        })
    })?;
    let mut entries = 0;
    let hash = to.replay::<JournalFault>(competition, arrived, |sealed| {
        entries += sealed.len() as u64;
        Ok(())
    })?;
    if (entries, hash) == (copied.entries, copied.hash) {
        Ok(copied)
    } else {
        Err(JournalFault::damaged(format!("{entries} of {} entries arrived, or others", copied.entries)))
    }
}

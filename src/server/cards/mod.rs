//! `/api/cards`: pairing cards to print, one for each expert.
//!
//! Their codes have to live for days and through restarts, so they are on the disk, as a hash. A code of forty bits would soon be found
//! from a plain hash, salted or not, and a slow one would only cost us time: so it is hashed with a key that lies in a file beside the
//! journal. A backup (`jinbang backup`) holds no cards at all: one that was used since would work again. Whoever reads the key as well has the rights of the
//! server's own user, and could ask for codes at the control socket anyway. Guessing is braked as with every code, and forty bits
//! leave a thousand open cards out of reach for two days.

mod issue;
mod key;
mod list;

pub use issue::issue;
pub use key::CardKey;
pub use list::list;

use super::{access::Invitation, app::App, error::ApiError, secrets};
use crate::journal::Redeemed;

/// Whom a printed code pairs with; it is used up then.
///
/// # Errors
/// That it was used before, is expired, or is no code at all.
pub fn redeem(app: &App, typed: &str) -> Result<Invitation, ApiError> {
    let code = secrets::normal_code(typed);
    if code.len() != secrets::CARD_CODE_LENGTH {
        return Err(ApiError::WrongCode);
    }
    let card = match app.store.redeem_card(&app.card_key.hash_of(&code)?, app.now())? {
        Redeemed::Now(card) => card,
        Redeemed::Before => return Err(ApiError::UsedCode),
        Redeemed::Expired => return Err(ApiError::ExpiredCode),
        Redeemed::Unknown => return Err(ApiError::WrongCode),
    };
    let contest = app.views.contests.iter().position(|view| view.stream == card.stream);
    let gone = |_| ApiError::WrongCode;
    Ok(Invitation {
        contest: contest.ok_or(ApiError::WrongCode)?,
        skill: card.skill.parse().map_err(gone)?,
        expert: card.expert.parse().map_err(gone)?,
    })
}

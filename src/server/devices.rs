//! Who a paired device belongs to.

use super::secrets;
use crate::{competition::DeviceId, engine::ContestNumber, live::Views};

/// A paired expert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub contest: ContestNumber,
    pub device: DeviceId,
    /// Indices of the skill and of the expert in it.
    pub skill: usize,
    pub expert: usize,
}

/// `None` for a wrong token, an unknown device and a revoked one: they look the same.
pub fn identify(views: &Views, competition: &str, token: &str) -> Option<Identity> {
    let (contest, view) = views.find(competition)?;
    let (device, secret) = token.split_once('.')?;
    let state = view.state();
    let (id, known) = state.devices.get_key_value(device)?;
    let right = !known.revoked && secrets::same(&secrets::hash_of(secret), &known.token_hash);
    right.then(|| Identity { contest, device: id.clone(), skill: known.skill, expert: known.expert })
}

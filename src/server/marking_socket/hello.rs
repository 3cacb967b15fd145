//! Who a tablet is.

use crate::{
    competition::{DeviceId, Text},
    engine::ContestNumber,
    live::Views,
    server::secrets,
    wire::{Failure, Hello, PROTOCOL},
};

/// The paired expert on the other end.
#[derive(Debug, Clone)]
pub struct Identity {
    pub contest: ContestNumber,
    pub device: DeviceId,
    /// Indices of the skill and of the expert in it.
    pub skill: usize,
    pub expert: usize,
}

/// # Errors
/// What to tell the tablet before closing. A wrong token and an unknown device look the same.
pub fn identify(views: &Views, hello: &Hello) -> Result<Identity, Failure> {
    if hello.protocol != PROTOCOL {
        let message = Text::new(
            format!("协议版本 {} 不受支持(服务器为 {PROTOCOL}),请刷新页面", hello.protocol),
            format!("protocol {} is not supported, this server speaks {PROTOCOL}: reload the page", hello.protocol),
        );
        return Err(fatal("protocol", message));
    }
    let (contest, view) = views.find(&hello.competition).ok_or_else(not_paired)?;
    let (device, secret) = hello.token.split_once('.').ok_or_else(not_paired)?;
    let state = view.state();
    let (id, known) = state.devices.get_key_value(device).ok_or_else(not_paired)?;
    if known.revoked || !secrets::same(&secrets::hash_of(secret), &known.token_hash) {
        return Err(not_paired());
    }
    Ok(Identity { contest, device: id.clone(), skill: known.skill, expert: known.expert })
}

pub fn fatal(code: &'static str, message: Text) -> Failure {
    Failure { code, message, fatal: true }
}

pub fn not_paired() -> Failure {
    fatal(
        "device-unknown",
        Text::new("此设备未配对或已被撤销,请向主办方索取配对码", "this device is not paired, or no longer: ask the organiser for a code"),
    )
}

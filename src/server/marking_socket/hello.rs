//! Who a tablet is.

use crate::{
    competition::Text,
    live::Views,
    server::devices::{self, Identity},
    wire::{Failure, Hello, PROTOCOL},
};

/// # Errors
/// What to tell the tablet before closing. A wrong token and an unknown device look the same.
pub fn identify(views: &Views, hello: &Hello) -> Result<Identity, Failure> {
    if hello.protocol != PROTOCOL {
        let message = Text::new(
            format!("协议版本 {} 不受支持（服务器为 {PROTOCOL}），请刷新页面", hello.protocol),
            format!("protocol {} is not supported, this server speaks {PROTOCOL}: reload the page", hello.protocol),
        );
        return Err(fatal("protocol", message));
    }
    devices::identify(views, &hello.competition, &hello.token).ok_or_else(not_paired)
}

pub fn fatal(code: &'static str, message: Text) -> Failure {
    Failure { code, message, fatal: true }
}

pub fn not_paired() -> Failure {
    fatal(
        "device-unknown",
        Text::new("此设备未配对或已被撤销，请向主办方索取配对码", "this device is not paired, or no longer: ask the organiser for a code"),
    )
}

//! What shows that a recovery file is as the device wrote it; `docs/protocol.md` says how it is made.

use data_encoding::HEXLOWER_PERMISSIVE;
use ring::hmac;

use crate::wire::{RecoveryCommand, RecoveryEntry, RecoveryFile};

/// What the mac is over: one JSON array without blanks.
fn text(file: &RecoveryFile) -> Result<String, serde_json::Error> {
    let entry = |one: &RecoveryEntry| {
        let (corrects, corrects_sequence) = (one.corrects.unwrap_or(0), one.corrects_sequence.unwrap_or(0));
        serde_json::json!([
            one.sequence,
            one.competitor,
            one.aspect,
            one.value,
            corrects,
            corrects_sequence,
            one.reason.as_deref().unwrap_or_default(),
            one.made_at,
            one.confirms.unwrap_or(0)
        ])
    };
    let entries: Vec<_> = file.entries.iter().map(entry).collect();
    let mut parts = serde_json::json!([file.format, file.competition, file.device, file.expert, file.skill, file.made_at, entries]);
    if let (Some(parts), false) = (parts.as_array_mut(), file.commands.is_empty()) {
        parts.push(file.commands.iter().map(command).collect());
    }
    serde_json::to_string(&parts)
}

fn command(command: &RecoveryCommand) -> serde_json::Value {
    match command {
        RecoveryCommand::Appeal { sequence, competitor, aspects, grounds, pressed_at } => {
            serde_json::json!([sequence, "appeal", competitor, aspects, grounds, pressed_at])
        }
        RecoveryCommand::Remark { sequence, appeal, aspect, value } => serde_json::json!([sequence, "remark", appeal, aspect, value]),
    }
}

/// The key is the hash the journal keeps of the device's token.
pub fn is_right(file: &RecoveryFile, token_hash: &str) -> bool {
    let (Ok(text), Ok(mac)) = (text(file), HEXLOWER_PERMISSIVE.decode(file.mac.as_bytes())) else { return false };
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, token_hash.as_bytes()), text.as_bytes(), &mac).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::secrets::hash_of;

    /// The example of `docs/protocol.md`.
    #[test]
    fn the_mac_is_the_one_that_tablets_make() {
        let file = r#"{"format":"jinbang-recovery/1","competition":"games","device":"d-ABCDEFGHJK","expert":"E-1","skill":"cable-making",
            "made_at":1700000001000,"entries":[
            {"sequence":3,"competitor":"C-1","aspect":"A1","value":"12.5","made_at":1700000000000},
            {"sequence":4,"competitor":"C-1","aspect":"A1","value":"13","corrects_sequence":3,"reason":"录入错误 \"x\"\n","made_at":1700000000000}],
            "mac":"97b4f46e5acefc0a9411b16b98836429645f82d94936efbd1e836e532d7c8830"}"#;
        let mut file: RecoveryFile = serde_json::from_str(file).expect("the format");
        assert!(is_right(&file, &hash_of("s3cret")));
        assert!(!is_right(&file, &hash_of("other")));
        file.entries[0].value = "12.6".to_owned();
        assert!(!is_right(&file, &hash_of("s3cret")));
    }

    #[test]
    fn commands_belong_to_what_the_mac_is_over() {
        let file = r#"{"format":"jinbang-recovery/1","competition":"games","device":"d-ABCDEFGHJK","expert":"E-1","skill":"cable-making",
            "made_at":1700000001000,"entries":[{"sequence":3,"competitor":"C-1","aspect":"A1","value":"12.5","made_at":1700000000000}],
            "commands":[
            {"sequence":4,"type":"appeal","competitor":"C-1","aspects":["A1","A2"],"grounds":"样品被移动","pressed_at":1700000000500},
            {"sequence":5,"type":"remark","appeal":2,"aspect":"A1","value":"2.5"}],
            "mac":"6b5d4a88e23d48bfc2d37bb2da9e1011d5b767f7e1bf97808ae154e25af3429b"}"#;
        let mut file: RecoveryFile = serde_json::from_str(file).expect("the format");
        assert!(is_right(&file, &hash_of("s3cret")));
        file.commands.pop();
        assert!(!is_right(&file, &hash_of("s3cret")));
    }
}

//! What shows that a recovery file is as the device wrote it; `docs/protocol.md` says how it is made.

use data_encoding::HEXLOWER_PERMISSIVE;
use ring::hmac;

use crate::wire::{RecoveryEntry, RecoveryFile};

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
    serde_json::to_string(&(&file.format, &file.competition, &file.device, &file.expert, &file.skill, file.made_at, entries))
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
}

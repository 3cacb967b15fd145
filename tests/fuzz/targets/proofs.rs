//! What outsiders are given to check: bundles, receipts, checkpoints.

use std::sync::LazyLock;

use data_encoding::BASE64;
use jinbang::{
    bundle::{Difference, verify, verify_receipt},
    proof::{CHECKPOINT_MAX_BYTES, Checkpoint, notes},
    signing_key::SigningKey,
};

/// Always the same key, so that an input is the same tomorrow.
pub static KEY: LazyLock<SigningKey> = LazyLock::new(|| {
    let der = [&[0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20], [7_u8; 32].as_slice()].concat();
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", BASE64.encode(&der));
    SigningKey::from_pem(pem.as_bytes()).expect("a key")
});

/// True: it is a bundle, whatever else is wrong with it.
pub fn bundle(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    match verify(text, None) {
        Ok(verified) => {
            let file: serde_json::Value = serde_json::from_str(text).expect("a bundle is JSON");
            let note = file["checkpoint"].as_str().expect("a note");
            assert_eq!(verified.began_as(note), Ok(()));
            assert!(verify(text, Some(&verified.key.fingerprint())).is_ok());
            true
        }
        Err(differences) => {
            assert!(!differences.is_empty(), "a refusal says why");
            differences.iter().for_each(said);
            was_read(&differences[0])
        }
    }
}

pub fn receipt(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    match verify_receipt(text, None) {
        Ok(received) => {
            assert!(!received.entries.is_empty() && received.entries.len() as u64 <= received.checkpoint.size);
            true
        }
        Err(difference) => {
            said(&difference);
            was_read(&difference)
        }
    }
}

fn said(difference: &Difference) {
    let words = difference.in_words();
    assert!(!words.zh.is_empty() && !words.en.is_empty());
}

fn was_read(difference: &Difference) -> bool {
    !matches!(difference, Difference::NotRead { .. } | Difference::NotAsWritten { .. } | Difference::Format { .. })
}

/// As a file of notes; and the text before the first empty line signed, so that mutations come past the signature.
pub fn checkpoints(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    for note in notes(text) {
        assert!(Checkpoint::is_whole(&note) && note.len() <= CHECKPOINT_MAX_BYTES, "{note:?}");
    }
    let Some((said, _)) = text.split_once("\n\n") else { return false };
    let origin = said.lines().next().unwrap_or_default();
    // Of a sound checkpoint's signature only the bytes are wrong then.
    let signed = |key_hash: &[u8]| {
        let signature = [key_hash, &KEY.sign(format!("{said}\n").as_bytes())].concat();
        format!("{said}\n\n— {origin} {}\n", BASE64.encode(&signature))
    };
    let named = Checkpoint { origin: origin.to_owned(), size: 0, root: [0; 32], at: jiff::Timestamp::UNIX_EPOCH, result: None };
    let note = named.signed(&KEY);
    let hash = note.rsplit(' ').next().and_then(|text| BASE64.decode(text.trim_end().as_bytes()).ok()).unwrap_or_default();
    let Ok(opened) = Checkpoint::open(&signed(hash.get(..4).unwrap_or_default()), &KEY.public()) else { return false };
    assert_eq!(opened.signed(&KEY), signed(&hash[..4]), "there is one way to write it");
    true
}

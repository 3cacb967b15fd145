//! Credentials as JSON Web Tokens, lists of revocations, keys, and the issuer's register.

use data_encoding::BASE64URL_NOPAD;
use jinbang::{
    credential::{Register, STATUS_BITS, StatusList, verify},
    signing_key::{PublicKey, SigningKey},
};
use serde_json::Value;

use super::{proofs::KEY, records};

/// A line each: header, payload, and the payload of a list of revocations, which are signed here; a status list packed or as it is
/// written; a key; a register. Each line is tried as each of these.
pub fn credential(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let [header, payload, status, rest] = [(); 4].map(|()| lines.next().unwrap_or_default());
    let token = signed(header, payload);
    let status = signed(br#"{"alg":"EdDSA"}"#, status);
    let believed = believed(&token, Some(&status));
    let whole = String::from_utf8_lossy(bytes);
    believed | self::believed(whole.trim(), None) | list(rest) | keys(rest) | records::survives::<Register>(rest)
}

fn signed(header: &[u8], payload: &[u8]) -> String {
    let signed = format!("{}.{}", BASE64URL_NOPAD.encode(header), BASE64URL_NOPAD.encode(payload));
    let signature = BASE64URL_NOPAD.encode(&KEY.sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// Its signature was good, whatever was found besides.
fn believed(token: &str, status: Option<&str>) -> bool {
    let now = "2026-12-01T08:00:00Z".parse().expect("a time");
    let verification = verify(token, &[KEY.public()], status, now);
    for finding in &verification.findings {
        assert!(!finding.text.zh.is_empty() && !finding.text.en.is_empty());
    }
    for (_, said) in &verification.says {
        assert!(!said.chars().any(char::is_control), "a terminal would obey {said:?}");
    }
    verification.findings.len() > 1
}

fn list(line: &[u8]) -> bool {
    let as_written = String::from_utf8_lossy(line).into_owned();
    let as_packed = format!("u{}", BASE64URL_NOPAD.encode(line));
    [as_written, as_packed].iter().filter(|text| is_list(text)).count() > 0
}

fn is_list(text: &str) -> bool {
    let Ok(list) = StatusList::decoded(text) else { return false };
    assert_eq!(StatusList::decoded(&list.encoded()), Ok(list.clone()));
    assert!(list.is_set(STATUS_BITS - 1).is_ok());
    true
}

fn keys(line: &[u8]) -> bool {
    std::hint::black_box(SigningKey::from_pem(line).is_ok());
    let Ok(keys) = PublicKey::read(&String::from_utf8_lossy(line)) else { return false };
    for key in keys {
        let written: Value = key.jwk();
        assert_eq!(PublicKey::read(&written.to_string()), Ok(vec![key]));
    }
    true
}

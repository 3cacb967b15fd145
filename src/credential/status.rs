//! Bitstring Status List 1.0: one bit for each credential, set once it is revoked.

use std::io::{Read, Write};

use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::{Value, json};

use super::Issuer;

/// The least a list may have, so that a reader's question does not tell whom it is about.
pub const STATUS_BITS: u32 = 131_072;
const STATUS_BYTES: usize = STATUS_BITS as usize / 8;
/// What a list may unfold to: sixteen times the least.
const BYTES_MAX: usize = STATUS_BYTES * 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatusFault {
    #[error("the status list is no compressed list of bits (multibase u, gzip)")]
    Form,
    #[error("the status list has no bit {0}")]
    OutOfRange(u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList(Vec<u8>);

impl Default for StatusList {
    fn default() -> Self {
        Self(vec![0; STATUS_BYTES])
    }
}

impl StatusList {
    /// Bit 0 is the highest of the first byte.
    pub fn set(&mut self, index: u32) -> Result<(), StatusFault> {
        let byte = self.0.get_mut(index as usize / 8).ok_or(StatusFault::OutOfRange(index))?;
        *byte |= 0x80 >> (index % 8);
        Ok(())
    }

    pub fn is_set(&self, index: u32) -> Result<bool, StatusFault> {
        let byte = self.0.get(index as usize / 8).ok_or(StatusFault::OutOfRange(index))?;
        Ok(byte & (0x80 >> (index % 8)) != 0)
    }

    #[must_use]
    pub fn encoded(&self) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        // Into memory nothing fails.
        let bytes = gzip.write_all(&self.0).and_then(|()| gzip.finish()).unwrap_or_default();
        format!("u{}", BASE64URL_NOPAD.encode(&bytes))
    }

    pub fn decoded(text: &str) -> Result<Self, StatusFault> {
        let gzip = text.strip_prefix('u').and_then(|text| BASE64URL_NOPAD.decode(text.as_bytes()).ok()).ok_or(StatusFault::Form)?;
        let mut bits = Vec::new();
        GzDecoder::new(&gzip[..]).take(BYTES_MAX as u64 + 1).read_to_end(&mut bits).map_err(|_| StatusFault::Form)?;
        if (STATUS_BYTES..=BYTES_MAX).contains(&bits.len()) { Ok(Self(bits)) } else { Err(StatusFault::Form) }
    }
}

/// The list as a credential of its own; `changed` is when a bit was last set.
#[must_use]
pub fn status_credential(issuer: &Issuer, list: &StatusList, changed: &str) -> Value {
    let id = issuer.status_list();
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did(),
        "validFrom": changed,
        "credentialSubject": {
            "id": format!("{id}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": list.encoded(),
        },
    })
}

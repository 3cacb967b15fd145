//! JSON Web Tokens signed with Ed25519, and nothing else: no other algorithm is read.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::Issuer;
use crate::signing_key::{PublicKey, SigningKey};

/// A token's length limit: of a status list most of it is the list.
const TOKEN_MAX_BYTES: usize = 1 << 20;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    #[error("it is no JSON Web Token: {0}")]
    Form(&'static str),
    #[error("it is signed with {0}, and only EdDSA (Ed25519) is read")]
    Algorithm(String),
    #[error("its signature is not of this issuer's key, or it was changed after it was signed")]
    Signature,
}

/// With the key in the header, as Open Badges wants it. Readers must not believe that one.
#[must_use]
pub fn sign(payload: &Value, kind: &str, issuer: &Issuer, key: &SigningKey) -> String {
    let public = key.public();
    let header = json!({ "alg": "EdDSA", "typ": kind, "kid": issuer.key_id(&public), "jwk": public.jwk() });
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(&header), part(payload));
    let signature = BASE64URL_NOPAD.encode(&key.sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// What a token says, once its signature was found to be of `key`.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub header: Value,
    pub payload: Value,
    pub key: PublicKey,
}

pub fn open(token: &str, keys: &[PublicKey]) -> Result<Opened, TokenFault> {
    if token.len() > TOKEN_MAX_BYTES {
        return Err(TokenFault::Form("it is too long"));
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(TokenFault::Form("three parts with dots between them are wanted"))?;
    let (header, payload) = signed.split_once('.').ok_or(TokenFault::Form("three parts with dots between them are wanted"))?;
    let bytes = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|_| TokenFault::Form("a part is not in base64url"));
    let header: Value = json_of(&bytes(header)?)?;
    if header["alg"] != "EdDSA" {
        return Err(TokenFault::Algorithm(header["alg"].to_string()));
    }
    if header.get("crit").is_some() {
        return Err(TokenFault::Form("its header wants extensions (crit) that are not known"));
    }
    let signature = bytes(signature)?;
    let key = keys.iter().find(|key| key.verifies(signed.as_bytes(), &signature)).ok_or(TokenFault::Signature)?;
    Ok(Opened { header, payload: json_of(&bytes(payload)?)?, key: *key })
}

fn json_of(bytes: &[u8]) -> Result<Value, TokenFault> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_| TokenFault::Form("a part is not JSON"))?;
    if value.is_object() { Ok(value) } else { Err(TokenFault::Form("a part is no JSON object")) }
}

//! Keys that sign: Ed25519, the secret as PKCS#8, the public half as JWK or as 32 bytes.

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    #[error("it is no PKCS#8 key in PEM; `jinbang credentials key FILE` makes one")]
    NotPem,
    #[error("it is no Ed25519 key; `jinbang credentials key FILE` makes one")]
    NotEd25519,
    #[error("it is neither a JWK nor a DID document with an Ed25519 key (kty OKP, crv Ed25519, x of 32 bytes)")]
    NotPublic,
}

/// `PrivateKeyInfo` of RFC 8410 before the 32 bytes of the seed.
const PKCS8_HEAD: [u8; 16] = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// A new secret key.
#[must_use]
pub fn new_key_pem() -> String {
    let mut der = PKCS8_HEAD.to_vec();
    let mut seed = [0; 32];
    rand::fill(&mut seed);
    der.extend(seed);
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", BASE64.encode(&der))
}

pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    pub fn from_pem(pem: &[u8]) -> Result<Self, KeyFault> {
        let der = PrivatePkcs8KeyDer::from_pem_slice(pem).map_err(|_| KeyFault::NotPem)?;
        // Keys of other programs often come without their public half.
        Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der()).map(Self).map_err(|_| KeyFault::NotEd25519)
    }

    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        PublicKey(bytes)
    }

    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What people compare by eye: the first 16 bytes of the key's SHA-256 as eight groups of four hex digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = HEXLOWER.encode(&Sha256::digest(self.0)[..16]);
        digest.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect::<Vec<_>>().join(" ")
    }

    /// RFC 8037.
    #[must_use]
    pub fn jwk(&self) -> Value {
        json!({ "kty": "OKP", "crv": "Ed25519", "x": BASE64URL_NOPAD.encode(&self.0) })
    }

    /// Of RFC 7638: by it people compare keys.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        // Its members in the order of their names, without blanks.
        let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, BASE64URL_NOPAD.encode(&self.0));
        BASE64URL_NOPAD.encode(&Sha256::digest(canonical))
    }

    fn from_jwk(jwk: &Value) -> Option<Self> {
        if jwk["kty"] != "OKP" || jwk["crv"] != "Ed25519" {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(jwk["x"].as_str()?.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// Those of a JWK, or of a DID document for statements.
    pub fn read(text: &str) -> Result<Vec<Self>, KeyFault> {
        let value: Value = serde_json::from_str(text).map_err(|_| KeyFault::NotPublic)?;
        let methods = value["verificationMethod"].as_array();
        let jwks: Vec<&Value> =
            methods.map_or_else(|| vec![&value], |methods| methods.iter().map(|method| &method["publicKeyJwk"]).collect());
        let keys: Vec<Self> = jwks.into_iter().filter_map(Self::from_jwk).collect();
        if keys.is_empty() { Err(KeyFault::NotPublic) } else { Ok(keys) }
    }

    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(message, signature).is_ok()
    }
}

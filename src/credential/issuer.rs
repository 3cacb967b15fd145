//! Who issues: a web address, and the decentralised identifier (did:web) that follows from it.

use serde_json::{Value, json};

use crate::signing_key::PublicKey;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address of an issuer; one such as https://skills.example.org is wanted, https and without ? and #")]
pub struct IssuerFault(pub String);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Without a slash at its end.
    pub url: String,
}

impl Issuer {
    /// did:web knows https alone.
    pub fn new(url: &str) -> Result<Self, IssuerFault> {
        let bare = url.trim_end_matches('/');
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '~');
        let host_and_path = bare.strip_prefix("https://").filter(|rest| rest.chars().all(is_plain));
        let is_sound = host_and_path.is_some_and(|rest| rest.split('/').all(|part| !part.is_empty()) && !rest.starts_with(':'));
        if is_sound { Ok(Self { url: bare.to_owned() }) } else { Err(IssuerFault(url.to_owned())) }
    }

    #[must_use]
    pub fn did(&self) -> String {
        let rest = self.url.strip_prefix("https://").unwrap_or(&self.url);
        let (host, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
        let path = path.map_or_else(String::new, |path| format!(":{}", path.replace('/', ":")));
        format!("did:web:{}{path}", host.replace(':', "%3A"))
    }

    /// Where readers look for the DID document.
    #[must_use]
    pub fn document_address(&self) -> String {
        let has_path = self.url.strip_prefix("https://").is_some_and(|rest| rest.contains('/'));
        if has_path { format!("{}/did.json", self.url) } else { format!("{}/.well-known/did.json", self.url) }
    }

    #[must_use]
    pub fn key_id(&self, key: &PublicKey) -> String {
        format!("{}#{}", self.did(), key.thumbprint())
    }

    /// The DID document, which says that statements signed with this key are the issuer's.
    #[must_use]
    pub fn document(&self, key: &PublicKey) -> Value {
        let (did, key_id) = (self.did(), self.key_id(key));
        json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
            "id": did,
            "verificationMethod": [{ "id": key_id, "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": key.jwk() }],
            "assertionMethod": [key_id],
        })
    }

    pub(super) fn credential(&self, id: &str) -> String {
        format!("{}/credentials/{id}", self.url)
    }

    pub(super) fn status_list(&self) -> String {
        format!("{}/credentials/status", self.url)
    }
}

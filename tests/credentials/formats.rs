//! Vectors and shapes of the standards.

use jinbang::{
    credential::{Issuer, Register, StatusList},
    signing_key::PublicKey,
};

/// RFC 8037, A.3.
#[test]
fn a_thumbprint_is_the_standards() {
    let keys = PublicKey::read(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#).expect("a key");
    assert_eq!(keys[0].thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    let none = [
        "",
        "{}",
        "[]",
        r#"{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg"}"#,
        r#"{"verificationMethod":[]}"#,
    ];
    for text in none {
        assert!(PublicKey::read(text).is_err(), "{text}");
    }
}

#[test]
fn an_address_has_one_identifier() {
    let cases = [
        ("https://skills.example.org", "did:web:skills.example.org", "https://skills.example.org/.well-known/did.json"),
        ("https://skills.example.org/", "did:web:skills.example.org", "https://skills.example.org/.well-known/did.json"),
        ("https://example.org/skills/2026", "did:web:example.org:skills:2026", "https://example.org/skills/2026/did.json"),
        ("https://example.org:8443", "did:web:example.org%3A8443", "https://example.org:8443/.well-known/did.json"),
    ];
    for (url, did, document) in cases {
        let issuer = Issuer::new(url).expect("an issuer");
        assert_eq!((issuer.did().as_str(), issuer.document_address().as_str()), (did, document), "{url}");
    }
    for url in
        ["", "http://example.org", "https://", "https:///x", "https://a b", "https://a?b", "https://a#b", "https://u@a", "https://a//b"]
    {
        assert!(Issuer::new(url).is_err(), "{url}");
    }
}

/// The example of the Bitstring Status List specification: 131,072 bits, none of them set.
#[test]
fn the_standards_empty_list_is_read() {
    let list = StatusList::decoded("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA").expect("a list");
    assert_eq!(list, StatusList::default());
    assert!(list.is_set(131_072).is_err());
}

#[test]
fn bits_come_back() {
    let mut list = StatusList::default();
    let set = [0, 7, 8, 94_567, 131_071];
    for index in set {
        list.set(index).expect("in range");
    }
    let list = StatusList::decoded(&list.encoded()).expect("a list");
    let found: Vec<u32> = (0..131_072).filter(|&index| list.is_set(index).expect("in range")).collect();
    assert_eq!(found, set);
    for text in ["", "u", "uAAAA", "zH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA", "uH4sIAAAAAAAA"] {
        assert!(StatusList::decoded(text).is_err(), "{text:?}");
    }
}

/// However many there are, each has a bit of its own.
#[test]
fn no_two_credentials_share_a_bit() {
    let mut register = Register { issuer: String::new(), key: String::new(), since: String::new(), issued: Vec::new() };
    for number in 0..1_500 {
        let id = format!("ID{number}");
        let index = register.free_index(&id).expect("there is room");
        let competition = "try-out".parse().expect("an id");
        let skill = "cables".parse().expect("an id");
        register.issued.push(jinbang::credential::Issued { id, index, competition, skill, file: String::new(), revoked: None });
    }
    let bits: std::collections::BTreeSet<u32> = register.issued.iter().map(|issued| issued.index).collect();
    assert_eq!(bits.len(), register.issued.len());
}

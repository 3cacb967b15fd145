//! The kept corpus: what real programs wrote, what searching found, and what once went wrong. `UPDATE_CORPUS=1` writes those anew that
//! this program writes itself, for when a format has changed.

use std::{fs, path::PathBuf};

use jinbang::{
    archive::Archive,
    credential::{Issuer, Register, StatusList, status_credential},
    journal::JournalStore,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::targets::KEY;
use crate::common::{
    contest::read_all,
    http::get,
    judges::{Judges, of_skill},
    office::{MARKS, Officer, city, identify, programmes, step},
    venue::Venue,
};

fn folder(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/corpus").join(target)
}

/// By name.
pub fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder(target)).unwrap_or_else(|error| panic!("fixtures/corpus/{target}: {error}"));
    let mut kept: Vec<_> = entries
        .map(|entry| entry.expect("an entry"))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file")))
        .collect();
    kept.sort();
    kept
}

fn keep(target: &str, name: &str, content: impl AsRef<[u8]>) {
    fs::create_dir_all(folder(target)).expect("a folder");
    fs::write(folder(target).join(name), content).expect("a file");
}

fn is_wanted() -> bool {
    std::env::var_os("UPDATE_CORPUS").is_some()
}

/// A contest that is judged, published and nominated from: its entries, its proofs and the office's record.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_writes_is_in_the_corpus() {
    if is_wanted() {
        let data = TempDir::new().expect("a folder");
        written_by_a_server(&data).await;
        let store = JournalStore::open(data.path()).expect("the journal");
        let entries = read_all(&store, "city").expect("entries");
        let lines: Vec<String> = entries.iter().map(|sealed| serde_json::to_string(&sealed.entry).expect("JSON")).collect();
        keep("journal_block", "a-whole-contest", lines.join("\n"));
        let archive = Archive::open(data.path()).expect("the archive");
        for (number, event) in archive.events().expect("events").iter().enumerate() {
            keep("office_events", &format!("event-{number:02}"), serde_json::to_string(&event.1).expect("JSON"));
        }
    }
    for target in ["journal_block", "office_events", "bundle", "receipt", "checkpoints"] {
        assert!(!kept(target).is_empty(), "{target}");
    }
}

async fn written_by_a_server(data: &TempDir) {
    let venue = Venue::open(data, city()).await;
    venue.app().open_office(programmes()).expect("an office");
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judges.give(&MARKS).await;
    let first = judges.gives("E1 C1 M1 55 5 typing").await;
    judges.gives(&format!("E1 C1 M1 50 {first} again")).await;
    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": "C3", "reason": "ill" }))).await;
    judges.done("/api/reinstatements", of_skill(&json!({ "competitor": "C3", "reason": "well" }))).await;
    judges.finish(&[]).await;
    for (target, path) in [("bundle", "bundle"), ("receipt", "receipts/C1"), ("checkpoints", "checkpoint")] {
        let reply = get(venue.address, &format!("/api/results/city/web/{path}")).await;
        keep(target, "of-a-contest", reply.body);
    }
    let officer = Officer::of(&venue).await;
    officer.act(json!([identify("city:C2", "C2"), identify("city:C1", "C1"), step(1, "verify"), step(1, "recommend")])).await;
    drop((officer, judges));
    venue.stop().await;
}

#[test]
fn what_an_issuer_writes_is_in_the_corpus() {
    if is_wanted() {
        let issuer = Issuer::new("https://skills.example.org").expect("an issuer");
        let (header, payload, status) = credential(&issuer);
        let register = Register {
            issuer: issuer.url.clone(),
            key: KEY.public().thumbprint(),
            since: "2026-11-20T00:00:00Z".to_owned(),
            issued: Vec::new(),
        };
        let rest = [StatusList::default().encoded(), KEY.public().jwk().to_string(), serde_json::to_string(&register).expect("JSON")];
        for (number, rest) in rest.iter().enumerate() {
            keep("credential", &format!("badge-{number}"), format!("{header}\n{payload}\n{status}\n{rest}"));
        }
        keep("credential", "a-token", jinbang::credential::sign(&payload, "vc+jwt", &issuer, &KEY));
    }
    assert!(!kept("credential").is_empty());
}

fn credential(issuer: &Issuer) -> (Value, Value, Value) {
    let (did, key) = (issuer.did(), KEY.public());
    let status = status_credential(issuer, &StatusList::default(), "2026-11-20T00:00:00Z");
    let list = status["id"].as_str().expect("an address");
    let header = json!({ "alg": "EdDSA", "typ": "vc+jwt", "kid": issuer.key_id(&key), "jwk": key.jwk() });
    let payload = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:00000000-0000-8000-8000-000000000001", "jti": "urn:uuid:00000000-0000-8000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"], "iss": did, "issuer": { "id": did, "name": "市赛 City finals" },
        "name": "Gold Medal", "validFrom": "2026-11-20T00:00:00Z", "nbf": 1_795_132_800,
        "credentialSubject": { "id": "urn:x", "identifier": [{ "identityHash": "沈翀 Shen Chong" }] },
        "credentialStatus": {
            "id": format!("{list}#7"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "7", "statusListCredential": list,
        },
    });
    (header, payload, status)
}

//! Recovery files at the desk: shown before they are loaded, loaded once, and never when somebody changed them.

use crate::common;

use common::{
    competition::tiny,
    http::request,
    judges::Judges,
    venue::{NOW, Venue, venue},
};
use jinbang::wire::PairAnswer;
use ring::hmac;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn file(device: &PairAnswer, entries: &[Value]) -> Value {
    file_with(device, entries, &[])
}

/// As a tablet writes it.
fn file_with(device: &PairAnswer, entries: &[Value], commands: &[Value]) -> Value {
    let secret = device.token.split_once('.').expect("a token").1;
    let key = data_encoding::HEXLOWER.encode(&Sha256::digest(secret.as_bytes()));
    let number = |entry: &Value, key: &str| entry[key].as_u64().unwrap_or(0);
    let signed: Vec<Value> = entries
        .iter()
        .map(|entry| {
            json!([
                entry["sequence"],
                entry["competitor"],
                entry["aspect"],
                entry["value"],
                number(entry, "corrects"),
                number(entry, "corrects_sequence"),
                entry["reason"].as_str().unwrap_or(""),
                entry["made_at"],
                number(entry, "confirms")
            ])
        })
        .collect();
    let mut parts = vec![json!("jinbang-recovery/1"), json!("city"), json!(device.device), json!(device.expert), json!("web"), json!(NOW)];
    parts.push(Value::Array(signed));
    let other = |one: &Value| match one["type"].as_str() {
        Some("appeal") => json!([one["sequence"], "appeal", one["competitor"], one["aspects"], one["grounds"], one["pressed_at"]]),
        _ => json!([one["sequence"], "remark", one["appeal"], one["aspect"], one["value"]]),
    };
    if !commands.is_empty() {
        parts.push(commands.iter().map(other).collect());
    }
    let text = Value::Array(parts).to_string();
    let mac = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), text.as_bytes());
    let mut file = json!({ "format": "jinbang-recovery/1", "competition": "city", "device": device.device, "expert": device.expert,
        "skill": "web", "made_at": NOW, "entries": entries, "mac": data_encoding::HEXLOWER.encode(mac.as_ref()) });
    if !commands.is_empty() {
        file["commands"] = json!(commands);
    }
    file
}

fn entry(sequence: u64, competitor: &str, value: &str) -> Value {
    json!({ "sequence": sequence, "competitor": competitor, "aspect": "M1", "value": value, "made_at": NOW })
}

async fn load(judges: &Judges<'_>, file: &Value, load: bool) -> (u16, Vec<String>) {
    let reply = judges.post("/api/recoveries", json!({ "file": file, "load": load })).await;
    if reply.status != 200 {
        return (reply.status, vec![reply.code()]);
    }
    let told = |one: &Value| {
        let why = one["code"].as_str().map_or_else(|| one["position"].to_string(), str::to_owned);
        format!("{} {} {why}", one["sequence"], one["outcome"].as_str().unwrap_or_default())
    };
    (200, reply.json()["entries"].as_array().expect("entries").iter().map(told).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_then_loaded_and_no_entry_counts_twice() {
    let venue = venue(tiny()).await;
    let judges = Judges::of(&venue, "E2").await;
    let device = venue.pair("E1").await;
    let correction = json!({ "sequence": 8, "competitor": "C1", "aspect": "M1", "value": "4.5", "corrects_sequence": 7, "reason": "misread", "made_at": NOW });
    let whole = file(&device, &[correction, entry(7, "C1", "4"), entry(9, "C9", "4"), entry(10, "C2", "3")]);
    let (_, before) = load(&judges, &whole, false).await;
    assert_eq!(before, ["7 stored null", "8 stored null", "9 refused unknown-competitor", "10 stored null"]);
    let nothing = judges.get("/api/audit/city/web?kind=mark").await;
    assert_eq!(nothing["entries"], json!([]));
    // The tablet it replaces is revoked meanwhile.
    let path = format!("/api/devices/{}?competition=city", device.device);
    assert_eq!(request(venue.address, "DELETE", &path, &[("Cookie", &judges.organiser)], "").await.status, 204);
    let (status, loaded) = load(&judges, &whole, true).await;
    let outcomes = |results: &[String]| results.iter().map(|one| one.split(' ').nth(1).unwrap_or_default().to_owned()).collect::<Vec<_>>();
    assert_eq!((status, outcomes(&loaded)), (200, ["stored", "stored", "refused", "stored"].map(str::to_owned).to_vec()), "{loaded:?}");
    for again in [false, true] {
        let (_, known) = load(&judges, &whole, again).await;
        assert_eq!(known, loaded.iter().map(|one| one.replace("stored", "known")).collect::<Vec<_>>());
    }
    let marks = judges.get("/api/audit/city/web?kind=mark").await;
    let entries = marks["entries"].as_array().expect("entries");
    assert_eq!((entries.len(), &entries[0]["actor"]["id"], &entries[1]["corrects"]), (3, &json!("E1"), &entries[2]["position"]));
    assert_eq!(judges.get("/api/audit/city/web?kind=recovery-loaded").await["entries"].as_array().map(Vec::len), Some(2));
    venue.stop().await;
}

/// An appeal keeps its time of pressing, a second look its expert, and neither counts twice.
#[tokio::test(flavor = "multi_thread")]
async fn appeals_and_second_looks_that_were_queued_are_loaded_too() {
    let venue = venue(tiny().experts("R1 R2 R3")).await;
    let mut judges = Judges::of(&venue, "E1 E2 E3 H R1").await;
    judges.give(&["E1 C1 J1 0", "E2 C1 J1 1", "E3 C1 J1 1", "E1 C2 M1 2"]).await;
    let appeal = |sequence: u64, pressed_at: i64| json!({ "sequence": sequence, "type": "appeal", "competitor": "C1", "aspects": ["J1"], "grounds": "moved", "pressed_at": pressed_at });
    let look = |sequence: u64| json!({ "sequence": sequence, "type": "remark", "appeal": 1, "aspect": "J1", "value": "2" });
    let first = venue.pair("E2").await;
    venue.clock.set(NOW + 3_000_000);
    let whole = file_with(&first, &[], &[appeal(4, NOW + 60_000), look(5)]);
    let (_, before) = load(&judges, &whole, false).await;
    assert_eq!(before, ["4 stored null", "5 refused not-assigned"]);
    assert_eq!(judges.get("/api/affairs/city/web").await["appeals"], json!([]), "only shown");
    // The tablet is replaced before its file is loaded.
    let path = format!("/api/devices/{}?competition=city", first.device);
    assert_eq!(request(venue.address, "DELETE", &path, &[("Cookie", &judges.organiser)], "").await.status, 204);
    for outcome in ["stored", "known"] {
        let (_, loaded) = load(&judges, &whole, true).await;
        assert!(loaded[0].starts_with(&format!("4 {outcome} ")), "{loaded:?}");
    }
    let appeals = judges.get("/api/affairs/city/web").await["appeals"].clone();
    assert_eq!((appeals.as_array().map(Vec::len), &appeals[0]["pressed_at"]), (Some(1), &json!(NOW + 60_000)));
    assert_eq!(appeals[0]["by"], json!("E2"), "{appeals}");

    let assigned = json!({ "type": "assign-appeal", "appeal": 1, "experts": ["R1", "R2", "R3"] });
    assert_eq!(judges.ask("H", assigned).await["type"], json!("receipt"));
    let second = venue.pair("R1").await;
    let looks = file_with(&second, &[], &[look(9)]);
    let reply = judges.post("/api/recoveries", json!({ "file": looks, "load": true })).await.json();
    let told = ["kind", "competitor", "value", "appeal", "outcome"].map(|key| reply["entries"][0][key].clone());
    assert_eq!(told, [json!("remark"), json!("C1"), json!("2"), json!(1), json!("stored")]);
    assert_eq!(load(&judges, &looks, true).await.1[0].split(' ').nth(1), Some("known"));
    let journal = judges.get("/api/audit/city/web?kind=remarked").await;
    assert_eq!((journal["entries"].as_array().map(Vec::len), &journal["entries"][0]["actor"]["id"]), (Some(1), &json!("R1")));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_somebody_changed_is_refused() {
    let venue = venue(tiny()).await;
    let judges = Judges::of(&venue, "E2").await;
    let (device, other) = (venue.pair("E1").await, venue.pair("E3").await);
    let good = file(&device, &[entry(1, "C1", "4")]);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut file = good.clone();
        change(&mut file);
        file
    };
    let mut appealing = file_with(
        &device,
        &[entry(1, "C1", "4")],
        &[json!({ "sequence": 2, "type": "remark", "appeal": 1, "aspect": "J1", "value": "2" })],
    );
    appealing.as_object_mut().expect("a file").remove("commands");
    let cases: [(&str, u16, &str, Value); 8] = [
        ("commands", 409, "wrong-file", appealing),
        ("value", 409, "wrong-file", changed(&|file| file["entries"][0]["value"] = json!("5"))),
        ("device", 409, "wrong-file", changed(&|file| file["device"] = json!(other.device))),
        ("unknown device", 409, "no-such-device", changed(&|file| file["device"] = json!("d-none"))),
        ("expert", 409, "wrong-file", changed(&|file| file["expert"] = json!("E3"))),
        ("format", 409, "wrong-file", changed(&|file| file["format"] = json!("jinbang-recovery/2"))),
        ("mac", 409, "wrong-file", changed(&|file| file["mac"] = json!("00"))),
        ("skill", 404, "not-found", changed(&|file| file["skill"] = json!("cooking"))),
    ];
    for (what, status, code, file) in cases {
        for really in [false, true] {
            assert_eq!(load(&judges, &file, really).await, (status, vec![code.to_owned()]), "{what}");
        }
    }
    assert_eq!(load(&judges, &good, true).await.0, 200);
    assert_eq!(ended(&venue).await, 1);
    venue.stop().await;
}

/// Entries in the journal that are marks.
async fn ended(venue: &Venue) -> usize {
    let judges = Judges::of(venue, "").await;
    judges.get("/api/audit/city/web?kind=mark").await["entries"].as_array().map_or(0, Vec::len)
}

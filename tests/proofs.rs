//! Bundles, receipts and checkpoints: what outsiders check a published result with, and what no byte of can be changed.

use std::fs;

use data_encoding::HEXLOWER;
use jinbang::{
    bundle::{Difference, Verified, verify, verify_receipt},
    competition::Competition,
    journal::{JOURNAL_FILE, JournalFault, JournalStore, backup_to},
    proof::{Hash, Tree, is_consistent, leaf_hash},
    server::{Server, StartFault},
    witness::{CHECKPOINTS_FOLDER, KEY_FILE, WitnessFault},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{
    http::{Reply, get},
    judges::{Judges, of_skill},
    office::{MARKS, city, web},
    venue::{Venue, venue},
};

const BUNDLE: &str = "/api/results/city/web/bundle";
const CHECKPOINT: &str = "/api/results/city/web/checkpoint";
const RECEIPT: &str = "/api/results/city/web/receipts/C1";
const CONSISTENCY: &str = "/api/results/city/web/consistency?from=1";

/// Somebody's name, where nobody expects one.
const CANARY: &str = "Canary 张三";

async fn text(venue: &Venue, path: &str) -> String {
    let reply = get(venue.address, path).await;
    assert_eq!(reply.status, 200, "{path}: {reply:?}");
    String::from_utf8(reply.body).expect("text")
}

async fn answers(venue: &Venue) -> Vec<Reply> {
    let mut answers = Vec::new();
    for path in [BUNDLE, CHECKPOINT, RECEIPT, CONSISTENCY] {
        answers.push(get(venue.address, path).await);
    }
    answers
}

#[track_caller]
fn holds(bundle: &str) -> Verified {
    verify(bundle, None).unwrap_or_else(|differences| panic!("{differences:?}\n{bundle}"))
}

/// A contest that was judged, with texts in which a name stands, and its last signatures.
async fn judged(judges: &mut Judges<'_>) {
    judges.give(&MARKS).await;
    let first = judges.gives("E1 C1 M1 55 5 typing").await;
    judges.gives(&format!("E1 C1 M1 50 {first} {}", CANARY.replace(' ', "_"))).await;
    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": "C3", "reason": CANARY }))).await;
    judges.done("/api/reinstatements", of_skill(&json!({ "competitor": "C3", "reason": CANARY }))).await;
    judges.finish(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_result_is_given_away_whole_and_before_it_there_is_nothing() {
    let venue = venue(web()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    let unknown = get(venue.address, "/api/results/city/none/bundle").await;
    assert_eq!(unknown.status, 404);
    judges.give(&MARKS).await;
    for answer in answers(&venue).await {
        assert_eq!((answer.status, &answer.body), (404, &unknown.body), "what is not published is like what is not there");
    }
    judges.finish(&[]).await;
    let bundle = text(&venue, BUNDLE).await;
    let verified = holds(&bundle);
    let rows: Vec<_> =
        verified.result.rows.iter().map(|row| (row.competitor.as_str(), row.rank, row.total.as_str(), row.medal.as_deref())).collect();
    assert_eq!(rows, [("C2", Some(1), "60", Some("gold")), ("C1", Some(2), "50", Some("silver")), ("C3", Some(3), "40", Some("bronze"))]);
    assert_eq!(
        text(&venue, CHECKPOINT).await,
        serde_json::from_str::<Value>(&bundle).expect("JSON")["checkpoint"].as_str().expect("a note")
    );
    let key = get(venue.address, "/api/key").await.json();
    assert_eq!(key["fingerprint"], json!(verified.key.fingerprint()));
    let fingerprint = verified.key.fingerprint();
    assert!(verify(&bundle, Some(&fingerprint.to_uppercase().replace(' ', ""))).is_ok(), "as people type it");
    let another = verify(&bundle, Some("0000")).expect_err("another key");
    assert!(matches!(another.as_slice(), [Difference::OtherKey { .. }]), "{another:?}");

    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": "C2", "reason": "a forged entry" }))).await;
    for answer in answers(&venue).await {
        assert_eq!((answer.status, &answer.body), (404, &unknown.body), "what is amended and not signed is not published");
    }
    judges.sign("H", &json!({ "kind": "skill" })).await;
    judges.sign("S", &json!({ "kind": "skill" })).await;
    let amended = holds(&text(&venue, BUNDLE).await);
    assert_eq!(amended.checkpoint.size, verified.checkpoint.size + 3);
    let note = serde_json::from_str::<Value>(&bundle).expect("JSON")["checkpoint"].as_str().expect("a note").to_owned();
    assert_eq!(amended.began_as(&note), Ok(()));
    drop(judges);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_names_the_result_of_the_bundle() {
    let venue = venue(web()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judges.finish(&MARKS).await;
    let verified = holds(&text(&venue, BUNDLE).await);
    let app = venue.app();
    let published = app.results();
    assert_eq!(published.contests[0].skills[0].digest, verified.result.digest);
    assert_eq!(verified.checkpoint.result.as_ref(), Some(&verified.result.digest));
    drop((judges, published, app));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_wrote_and_what_they_are_called_stays_behind() {
    let venue = venue(web()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judged(&mut judges).await;
    let (bundle, receipt) = (text(&venue, BUNDLE).await, text(&venue, RECEIPT).await);
    holds(&bundle);
    for secret in ["Canary", "张三", "typing", "name of"] {
        assert!(!bundle.contains(secret) && !receipt.contains(secret), "{secret}");
    }
    assert_eq!(bundle.matches("withheld:").count(), 4, "{bundle}");
    drop(judges);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_holds_every_entry_about_its_competitor() {
    let venue = venue(web()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judged(&mut judges).await;
    let receipt = text(&venue, RECEIPT).await;
    let received = verify_receipt(&receipt, None).unwrap_or_else(|difference| panic!("{difference:?}\n{receipt}"));
    let bundle: Value = serde_json::from_str(&text(&venue, BUNDLE).await).expect("JSON");
    let about_c1: Vec<u64> = bundle["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| &line["entry"])
        .filter(|entry| entry["body"]["mark"]["competitor"] == "C1")
        .map(|entry| entry["position"].as_u64().expect("a position"))
        .collect();
    assert_eq!(received.entries.iter().map(|entry| entry.position).collect::<Vec<_>>(), about_c1);
    assert_eq!(about_c1.len(), 3);
    assert_eq!(get(venue.address, "/api/results/city/web/receipts/C9").await.status, 404);
    // Lines that are true one by one, put together by somebody else.
    let all: Vec<&str> = receipt.lines().collect();
    let first = all.iter().position(|line| line.starts_with("{\"leaf\":")).expect("an entry");
    let count = received.entries.len();
    let own: Vec<String> = all[first..first + count].iter().map(|line| line.trim_end_matches(',').to_owned()).collect();
    let with = |entries: &[String]| {
        let listed = if entries.is_empty() { String::new() } else { format!("\n{}", entries.join(",\n")) };
        format!("{}{listed}\n{}\n", all[..first].join("\n"), all[first + count..].join("\n"))
    };
    assert_eq!(with(&own), receipt);
    let told = |entries: &[String]| verify_receipt(&with(entries), None).expect_err("not as it was given");
    assert_eq!(told(&[]), Difference::NoEntries);
    assert_eq!(told(&own.iter().rev().cloned().collect::<Vec<_>>()), Difference::OutOfOrder { line: 2 });
    assert_eq!(told(&[own[0].clone(), own[0].clone()]), Difference::OutOfOrder { line: 2 });
    let other = verify_receipt(&receipt.replacen(r#""competitor":"C1""#, r#""competitor":"C3""#, 1), None);
    assert!(matches!(other, Err(Difference::NotAbout { .. })), "{other:?}");
    // Each bit that an attacker, or a bad cable, may change.
    for (at, flip) in (0..receipt.len()).flat_map(|at| [(at, 0x01), (at, 0x20)]) {
        let mut bytes = receipt.clone().into_bytes();
        bytes[at] ^= flip;
        let Ok(bent) = String::from_utf8(bytes) else { continue };
        assert!(verify_receipt(&bent, None).is_err(), "byte {at} ^ {flip:#x}:\n{bent}");
    }
    drop(judges);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_of_a_bundle_can_be_changed() {
    let venue = venue(web()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judged(&mut judges).await;
    let bundle = text(&venue, BUNDLE).await;
    holds(&bundle);
    for at in 0..bundle.len() {
        let mut bytes = bundle.clone().into_bytes();
        bytes[at] ^= 0x01;
        let Ok(bent) = String::from_utf8(bytes) else { continue };
        assert!(verify(&bent, None).is_err(), "byte {at}:\n{bent}");
    }
    for end in (0..bundle.len()).step_by(7) {
        assert!(bundle.get(..end).is_none_or(|cut| verify(cut, None).is_err()));
    }
    assert!(verify(&format!("{bundle}\n"), None).is_err());
    drop(judges);
    venue.stop().await;
}

/// The first thing that is said of a bundle that somebody has worked on.
#[track_caller]
fn first(bundle: &str, from: &str, to: &str) -> Difference {
    assert!(bundle.contains(from), "{from} is not in it:\n{bundle}");
    verify(&bundle.replacen(from, to, 1), None).expect_err("something was changed").swap_remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_difference_is_named() {
    let venue = venue(web()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judged(&mut judges).await;
    let bundle = text(&venue, BUNDLE).await;
    let row = |competitor: &str, field: &str, says: &str, comes_to: &str| Difference::Row {
        competitor: competitor.to_owned(),
        field: field.to_owned(),
        says: says.to_owned(),
        comes_to: comes_to.to_owned(),
    };
    assert_eq!(first(&bundle, r#""total":"60""#, r#""total":"61""#), row("C2", "total", "61", "60"));
    assert_eq!(first(&bundle, r#""medal":"gold""#, r#""medal":"silver""#), row("C2", "medal", "silver", "gold"));
    assert_eq!(first(&bundle, r#""aspect":"M1","value":"60""#, r#""aspect":"M1","value":"59""#), row("C2", "marks M1", "60", "59"));
    assert_eq!(
        first(&bundle, r#""aspect":"M1","value":"60""#, r#""aspect":"M1","value":"600""#),
        Difference::Misfit { what: "entry 6 does not fit the state before it: a value that the aspect does not allow".to_owned() }
    );
    let lines: Vec<&str> = bundle.lines().collect();
    let without_last = |what: &str| {
        let at = lines.iter().rposition(|line| line.contains(what)).expect("such an entry");
        let kept: Vec<&str> = lines.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, line)| *line).collect();
        verify(&format!("{}\n", kept.join("\n")), None).expect_err("one is missing")
    };
    let size = holds(&bundle).checkpoint.size;
    let found = usize::try_from(size).expect("few") - 1;
    assert!(without_last("device-paired").contains(&Difference::Size { signed: size, found }));
    assert!(without_last("withdrawn\":{").contains(&Difference::Size { signed: size, found }));
    drop(judges);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_earlier_log_is_the_beginning_of_the_published_one() {
    let venue = venue(web()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judged(&mut judges).await;
    let mut tree = Tree::default();
    let text = text(&venue, BUNDLE).await;
    for line in text.lines().filter(|line| line.starts_with("{\"salt\":")) {
        let line = line.trim_end_matches(',');
        let salt = HEXLOWER.decode(&line.as_bytes()[9..41]).expect("hex");
        let entry = &line.as_bytes()[br#"{"salt":"00000000000000000000000000000000","entry":"#.len()..line.len() - 1];
        tree.push(leaf_hash(&[&salt, entry]));
    }
    let size = tree.size();
    let root = tree.root(size).expect("its root");
    for from in 1..=size {
        let answer = get(venue.address, &format!("/api/results/city/web/consistency?from={from}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let told = answer.json();
        let path: Vec<Hash> = told["proof"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|hash| HEXLOWER.decode(hash.as_str().expect("hex").as_bytes()).expect("hex").try_into().expect("32 bytes"))
            .collect();
        assert!(is_consistent(from, &tree.root(from).expect("a root"), size, &root, &path), "{from}: {told}");
        assert_eq!((&told["from"], &told["size"]), (&json!(from), &json!(size)));
    }
    for wrong in ["0", "4711", "-1", "x", ""] {
        assert_eq!(get(venue.address, &format!("/api/results/city/web/consistency?from={wrong}")).await.status, 400, "{wrong}");
    }
    drop(judges);
    venue.stop().await;
}

/// Whoever had it open may still be letting go of it.
async fn released(folder: &TempDir) -> JournalStore {
    loop {
        match JournalStore::open(folder.path()) {
            Err(JournalFault::InUse) => tokio::task::yield_now().await,
            opened => return opened.expect("a journal"),
        }
    }
}

async fn open_again(folder: &TempDir, competitions: Vec<Competition>) -> Result<Server, StartFault> {
    let clock = std::sync::Arc::new(jinbang::engine::ManualClock::default());
    Server::open(released(folder).await, competitions, clock, "http://venue.test".to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_lost_what_was_signed_is_not_served() {
    let folder = TempDir::with_prefix("jinbang-proofs-").expect("a folder");
    let venue = Venue::open(&folder, city()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judges.give(&MARKS).await;
    let older = folder.path().join("older.redb");
    backup_to(&venue.app().store, &older).expect("a backup");
    judges.gives("E1 C1 M1 70 5 misread").await;
    drop(judges);
    venue.stop().await;
    let kept = fs::read_to_string(folder.path().join(CHECKPOINTS_FOLDER).join("city/web.txt")).expect("a checkpoint is kept at the end");
    assert!(kept.starts_with("jinbang/city/web\n") && kept.ends_with('\n'), "{kept}");

    let venue = Venue::again(&folder, city()).await;
    let again = venue.app().witness.public_key();
    venue.stop().await;
    drop(released(&folder).await);
    let journal = folder.path().join(JOURNAL_FILE);
    let newer = fs::read(&journal).expect("the journal");
    fs::copy(&older, &journal).expect("an older copy");
    let fault = open_again(&folder, city()).await.err().expect("it is an older one");
    let StartFault::Witness(WitnessFault::Rewritten { signed, has, what, .. }) = &fault else { panic!("{fault}") };
    assert_eq!((signed.size, *has, *what), (8, 7, "is shorter than"), "{fault}");
    assert!(fault.to_string().contains("move the folder of checkpoints away"), "{fault}");

    fs::write(&journal, newer).expect("the newer one");
    let checkpoints = folder.path().join(CHECKPOINTS_FOLDER).join("city/web.txt");
    let altered = kept.trim_end().replacen("\n8\n", "\n7\n", 1);
    fs::write(&checkpoints, format!("{altered}\n")).expect("written");
    assert!(matches!(open_again(&folder, city()).await, Err(StartFault::Witness(WitnessFault::Checkpoint { .. }))));
    fs::write(&checkpoints, &kept).expect("written");
    for torn in [Vec::new(), [kept.as_bytes(), &vec![0; 17_000]].concat(), b"no note\n".to_vec()] {
        fs::write(&checkpoints, torn).expect("written");
        let fault = open_again(&folder, city()).await.err().expect("nothing can be told from it");
        assert!(matches!(fault, StartFault::Witness(WitnessFault::Checkpoint { .. })), "{fault}");
    }
    fs::write(&checkpoints, &kept).expect("written");
    let journal_bytes = fs::read(&journal).expect("the journal");
    fs::remove_file(&journal).expect("removed");
    let fault = open_again(&folder, Vec::new()).await.err().expect("the competition is gone");
    assert!(matches!(fault, StartFault::Witness(WitnessFault::Gone { .. })), "{fault}");
    fs::write(&journal, journal_bytes).expect("put back");
    let key = fs::read(folder.path().join(KEY_FILE)).expect("the key");
    fs::remove_file(folder.path().join(KEY_FILE)).expect("removed");
    assert!(
        matches!(open_again(&folder, city()).await, Err(StartFault::Witness(WitnessFault::KeyGone { .. }))),
        "no other key is made in its place"
    );
    assert!(!folder.path().join(KEY_FILE).exists());
    fs::write(folder.path().join(KEY_FILE), key).expect("put back");
    let venue = Venue::again(&folder, city()).await;
    assert_eq!(venue.app().witness.public_key(), again, "the key stays the same");
    venue.stop().await;
}

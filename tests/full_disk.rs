//! Invariant 18 on a file system that is really full: nothing is said to be stored that is not, reading goes on, and with room again
//! everything goes on. `FULL_DISKS=1000 cargo test --test all full_disk` fills more often than 100 times; `JINBANG_SEED=…` repeats a run.

use crate::{
    common,
    storage_faults::{Plan, check_after, contest_on},
};

use common::{
    folder::fixture,
    http::get,
    left_behind::LeftBehind,
    process::{Process, pair},
    seed,
    small_disk::SmallDisk,
    socket::tablet,
};
use data_encoding::HEXLOWER;
use jinbang::journal::JournalStore;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

#[test]
fn a_journal_meets_the_end_of_a_disk_anywhere() {
    let Some(disk) = SmallDisk::new(4) else { return };
    let mut random = StdRng::seed_from_u64(seed());
    let (mut stopped, mut unopened) = (0, 0);
    let disks = common::wanted("FULL_DISKS", 100);
    for number in 0..disks {
        // The journal takes its room a MiB at a time: the first one at opening, the second while marks come in.
        let left = random.random_range(0..1 << 19) + if random.random_ratio(1, 4) { 1 << 19 } else { 1 << 20 };
        let plan = Plan { marks: 1_800, together: random.random_range(10..=60) };
        disk.fill_all_but(left);
        let about = format!("disk {number}, full after {left} bytes");
        let (receipts, refused) = contest_on(JournalStore::open(disk.path()), plan, &about);
        stopped += usize::from(refused.is_some());
        unopened += usize::from(receipts.is_empty());
        disk.make_room();
        check_after(JournalStore::open(disk.path()), plan, &receipts, &about);
        disk.empty();
    }
    println!("{disks} full disks: {unopened} before the first receipt, {stopped} while marks came in; nothing lost");
    assert!(stopped > disks / 10, "many disks are full while marks come in: {stopped} of {disks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_on_a_full_disk_goes_on_reading_and_keeps_what_it_acknowledged() {
    let Some(disk) = SmallDisk::new(16) else { return };
    let any_port = "127.0.0.1:0".parse().expect("an address");
    let server = Process::serve(disk.path(), any_port, &[&fixture("tiny")]);
    let address = server.address;
    let paired = pair(disk.path(), address, "CM-E01").await;
    let mut socket = tablet(address, &paired).await;
    disk.fill_all_but(0);

    let (mut receipts, mut sequence) = (Vec::<Value>::new(), 0);
    let refused = loop {
        sequence += 1;
        let mut submit = json!({ "type": "submit", "sequence": sequence, "competitor": "CM-02", "aspect": "A1.M1", "value": "13" });
        if let Some(last) = receipts.last() {
            submit["corrects"] = last["position"].clone();
            submit["reason"] = "looked again ".repeat(30).into();
        }
        socket.send(submit).await;
        let answer = socket.until_some("an answer", |message| message["type"] == "receipt" || message["type"] == "refused").await;
        if answer["type"] != "receipt" {
            break answer;
        }
        receipts.push(answer);
    };
    assert_eq!((&refused["type"], &refused["code"]), (&json!("refused"), &json!("read-only")), "{refused}");
    assert!(!receipts.is_empty(), "what was filled ahead took some marks");
    let not_ready = get(address, "/ready").await;
    assert_eq!((not_ready.status, &not_ready.json()["status"]), (503, &json!("read-only")));
    assert_eq!(get(address, "/api/competitions").await.status, 200, "reading goes on");
    assert_eq!(get(address, "/").await.status, 200, "pages are served");
    server.kill();

    // With room again the same tablet goes on.
    disk.make_room();
    let server = Process::serve(disk.path(), any_port, &[]);
    let mut again = tablet(server.address, &paired).await;
    let last = receipts.last().expect("some").clone();
    again.send(json!({ "type": "submit", "sequence": sequence, "competitor": "CM-02", "aspect": "A1.M1", "value": "12", "corrects": last["position"], "reason": "looked again" })).await;
    again.until("receipt").await;
    server.stop();

    let left = LeftBehind::in_folder(disk.path());
    for receipt in &receipts {
        let index = usize::try_from(receipt["position"].as_u64().expect("a position") - 1).expect("small");
        assert_eq!(json!(HEXLOWER.encode(&left.sealed[index].hash)), receipt["hash"]);
    }
    assert_eq!(left.marks().count(), receipts.len() + 1, "each once, and the last one");
}

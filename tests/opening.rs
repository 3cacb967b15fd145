//! A competition that is opened while the server runs is like one that was there at its start.

use crate::common;

use common::{
    competition::{id, tiny},
    disk::{Disk, Fails},
    http::get,
    socket::{Socket, submit, tablet},
    venue::{Venue, venue},
};
use jinbang::{
    competition::Competition,
    engine::Contest,
    journal::JournalStore,
    server::{ApiError, Invitation, open_competition, pair_device},
};
use serde_json::json;

async fn open(venue: &Venue, competition: Competition) -> Result<usize, ApiError> {
    let app = venue.app();
    tokio::task::spawn_blocking(move || open_competition(&app, competition)).await.expect("no panic")
}

async fn marked(venue: &Venue, contest: usize, value: &str) -> u64 {
    let invitation = Invitation { contest, skill: id("web"), expert: id("E1") };
    let paired = pair_device(&venue.app(), invitation, "a tablet", None).await.expect("a paired tablet");
    let mut judge = tablet(venue.address, &paired).await;
    judge.send(submit(1, "C1", "M1", value)).await;
    judge.until("receipt").await["position"].as_u64().expect("a position")
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_marked_watched_and_there_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let venue = Venue::open(&folder, vec![tiny().competition("city")]).await;
    assert_eq!(open(&venue, tiny().competition("town")).await.expect("opened"), 1);
    let mut board = Socket::connect(venue.address, "/ws/board/town/web").await;
    board.until("snapshot").await;
    // Both take marks, whichever came first.
    assert_eq!(marked(&venue, 1, "4.25").await, 3);
    assert_eq!(marked(&venue, 0, "1.5").await, 3);
    let delta = board.until("delta").await;
    assert_eq!((&delta["rows"][0][0], &delta["rows"][0][2]), (&json!(0), &json!("4.25")), "{delta}");
    let (readers, names) = {
        let app = venue.app();
        let view = &app.views.contests[1];
        (view.state().clone(), view.competition.skills[0].competitors[0].name.clone())
    };
    venue.stop().await;
    let store = JournalStore::open(folder.path()).expect("a journal");
    let mut replayed = Contest::replay(&store, id("town")).expect("a sound journal").state;
    replayed.skills.iter_mut().zip(&replayed.competition.clone().expect("opened").skills).for_each(|(state, rules)| state.settle(rules));
    assert_eq!(replayed.dump(), readers.dump());
    // Nobody names its folder any more.
    let again = Venue::on(store, vec![tiny().competition("city")]).await;
    assert_eq!(get(again.address, "/api/competitions").await.json()["competitions"][1]["id"], "town");
    assert_eq!(again.app().views.contests[1].competition.skills[0].competitors[0].name, names);
    assert_eq!(names.zh, "name of C1");
    again.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_is_taken_once_also_by_two_at_the_same_time() {
    let venue = venue(tiny()).await;
    assert!(matches!(open(&venue, tiny().competition("city")).await, Err(ApiError::AlreadyOpen(_))));
    let (one, other) = tokio::join!(open(&venue, tiny().competition("town")), open(&venue, tiny().competition("town")));
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    assert_eq!(venue.app().views.contests.len(), 2);
    venue.stop().await;
}

/// The journal fails while the opening is written: the server is read-only from then on, as after any failed write.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_opens_nothing() {
    let disk = Disk::default();
    let venue = Venue::on(JournalStore::with_backend(disk.clone()).expect("a journal"), vec![tiny().competition("city")]).await;
    disk.fail(Fails::From(disk.operations()));
    assert!(matches!(open(&venue, tiny().competition("town")).await, Err(ApiError::Storage(_))));
    assert!(matches!(open(&venue, tiny().competition("town")).await, Err(ApiError::ReadOnly(_))));
    assert_eq!(venue.app().views.contests.len(), 1);
    venue.stop().await;
}

//! What the board's page asks for besides the board: places over time, medals by delegation, the code for the phone.

use crate::common;

use common::{
    competition::tiny,
    http::{get, request},
    socket::{submit, tablet},
    venue::venue,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_in_the_history_once_it_is_on_the_board() {
    let venue = venue(tiny()).await;
    let path = "/api/boards/city/web/history/C1";
    let nothing = get(venue.address, path).await;
    assert_eq!((nothing.status, nothing.json()["points"].as_array().map(Vec::len)), (200, Some(0)));
    let tag = nothing.header("etag").expect("an ETag").to_owned();
    assert_eq!(request(venue.address, "GET", path, &[("If-None-Match", &tag)], "").await.status, 304);
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    expert.send(submit(1, "C1", "M1", "4")).await;
    expert.until("receipt").await;
    let history = loop {
        let reply = get(venue.address, path).await.json();
        if reply["points"].as_array().is_some_and(|points| !points.is_empty()) {
            break reply;
        }
    };
    assert_eq!((&history["competitor"], &history["points"][0][1]), (&"C1".into(), &1.into()));
    for unknown in ["/api/boards/city/web/history/C99", "/api/boards/city/none/history/C1", "/api/boards/none/web/history/C1"] {
        assert_eq!(get(venue.address, unknown).await.status, 404, "{unknown}");
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn delegations_are_counted_from_the_boards() {
    let venue = venue(tiny()).await;
    let reply = get(venue.address, "/api/delegations/city").await;
    assert_eq!(reply.status, 200);
    let table = reply.json();
    assert_eq!(table["skills"][0]["id"], "web");
    for delegation in table["delegations"].as_array().expect("delegations") {
        assert_eq!(delegation["medals"], serde_json::json!([0, 0, 0, 0]), "{table}");
    }
    let tag = reply.header("etag").expect("an ETag").to_owned();
    assert_eq!(request(venue.address, "GET", "/api/delegations/city", &[("If-None-Match", &tag)], "").await.status, 304);
    assert_eq!(get(venue.address, "/api/delegations/none").await.status, 404);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_has_a_code_for_the_phone() {
    let venue = venue(tiny()).await;
    let code = get(venue.address, "/board/city/web/qr.svg").await;
    assert_eq!((code.status, code.header("content-type")), (200, Some("image/svg+xml")));
    assert!(String::from_utf8_lossy(&code.body).contains("<svg"));
    assert_eq!(get(venue.address, "/board/city/none/qr.svg").await.status, 404);
    venue.stop().await;
}

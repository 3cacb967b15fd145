//! What organisers are told of a skill while judging runs.

use crate::common;

use common::{
    competition::{MARK, skill},
    http::request,
    socket::{submit, tablet},
    venue::venue,
};
use jinbang::competition::{MedalRule, SkillRules, TieLast, TieRule};
use serde_json::{Value, json};

/// The audience sees nothing of it yet.
#[tokio::test(flavor = "multi_thread")]
async fn organisers_see_what_is_decided_of_a_hidden_skill() {
    let medals = MedalRule::TopN { gold: 1, silver: 1, bronze: 0, merit: false }.into();
    let ties = TieRule { keys: Vec::new(), last: TieLast::Draw };
    let builder = skill().competitors("C1 C2 C3").experts("E1").measured("M1", "5", MARK).measured("M2", "2", MARK);
    let venue = venue(builder.rules(SkillRules { medals, ties, decimals: 2, ..SkillRules::default() }).hidden()).await;
    let cookie = venue.sign_in().await;
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    let marks = [("C1", "M1", "5"), ("C1", "M2", "0"), ("C2", "M1", "1"), ("C2", "M2", "1"), ("C3", "M1", "2")];
    let mut position = 0;
    for (sequence, (competitor, aspect, value)) in (1..).zip(marks) {
        expert.send(submit(sequence, competitor, aspect, value)).await;
        position = expert.until("receipt").await["position"].as_u64().expect("a position");
    }
    let told = loop {
        let reply = request(venue.address, "GET", "/api/standings/city/web", &[("Cookie", &cookie)], "").await;
        assert_eq!(reply.status, 200, "{reply:?}");
        // Readers follow a moment behind the receipt.
        if reply.json()["position"].as_u64() >= Some(position) {
            break reply.json();
        }
    };
    let shown = |row: &Value| {
        json!([row["competitor"], row["rank"], row["best_rank"], row["worst_rank"], row["total"], row["medal"], row["chances"]])
    };
    let rows: Vec<Value> = told["rows"].as_array().expect("rows").iter().map(shown).collect();
    let certain = |medal: &str| json!([{ "medal": medal, "certain": true }]);
    let possible = json!([{ "medal": "silver", "certain": false }]);
    assert_eq!(
        rows,
        [
            json!(["C1", 1, 1, 1, "5.00", "gold", certain("gold")]),
            // C3 has 2 to 4 in the end; at 2 a draw decides between the two.
            json!(["C2", 2, 2, 3, "2.00", "silver", possible]),
            json!(["C3", 2, 2, 3, "2.00", "silver", possible]),
        ]
    );
    assert_eq!((&told["complete"], &told["open_ties"]), (&json!(false), &json!([])));
    for path in ["/api/standings/city/none", "/api/standings/none/web"] {
        assert_eq!(request(venue.address, "GET", path, &[("Cookie", &cookie)], "").await.status, 404, "{path}");
    }
    venue.stop().await;
}

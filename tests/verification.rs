//! `/api/certificates/ID`: what holders of a certificate learn, and nobody else anything.

use jinbang::{
    export::pdf::Typeface,
    honours::{Certificate, Contest, candidates, certificates, settled_awards},
    scoring::{Score, SkillTally, Value},
    server::OfficeRules,
};
use serde_json::json;
use tempfile::TempDir;

use crate::common::{
    competition::{dec, id},
    http::get,
    judges::{Judges, get_as, of_skill},
    office::{MARKS, Officer, city, programmes, web},
    venue::{Venue, venue},
};

/// As `jinbang certificates` makes them of the same marks.
fn of_the_folder(venue: &Venue) -> Vec<Certificate> {
    let app = venue.app();
    let view = &app.views.contests[0];
    let state = view.state();
    let tallies: Vec<_> = state.skills.iter().map(|skill| skill.tally.clone()).collect();
    let contest = Contest::new(&view.competition, &tallies, &[]);
    let awards = settled_awards(&view.competition, &tallies, &[]);
    certificates(&view.competition, &contest, &candidates(&contest, &[]), awards.as_deref())
}

async fn verified(venue: &Venue, id: &str) -> (u16, serde_json::Value) {
    let reply = get(venue.address, &format!("/api/certificates/{id}")).await;
    (reply.status, reply.json())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_verified_while_its_result_is_public_and_not_before() {
    let venue = venue(web()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judges.give(&MARKS).await;
    let made = of_the_folder(&venue);
    let places: Vec<_> = made.iter().map(|one| (one.competitor.as_str(), one.place)).collect();
    assert_eq!(places, [("C1", 2), ("C2", 1), ("C3", 3)]);
    let unknown = verified(&venue, "PGLJ2KH53YQ3PDPB72EIDPB3Z4").await;
    assert_eq!(unknown.0, 404);
    for certificate in &made {
        assert_eq!(verified(&venue, &certificate.id).await, unknown, "a result that is not public shows in no way");
    }
    judges.finish(&[]).await;
    let (status, shown) = verified(&venue, &made[1].id).await;
    let says = &shown["says"];
    assert_eq!((status, &shown["state"], &shown["id"]), (200, &json!("current"), &json!(made[1].id)), "{shown}");
    assert_eq!(
        (&says["name"]["en"], &says["place"], &says["entrants"], &says["medal"]),
        (&json!("name of C2"), &json!(1), &json!(3), &json!("gold"))
    );
    assert_eq!(
        (&says["result"], says["won"]["en"].as_str().is_some_and(|won| won.starts_with("Gold Medal"))),
        (&json!(made[1].result), true),
        "{says}"
    );
    let spaced = made[1].id.to_ascii_lowercase().replace('a', "%20a");
    assert_eq!(verified(&venue, &spaced).await, (200, shown));
    for wrong in ["x", "PGLJ2KH53YQ3PDPB72EIDPB3Z1", &"A".repeat(5_000)] {
        assert_eq!(verified(&venue, wrong).await.0, 400, "{wrong}");
    }

    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": "C2", "reason": "a forged entry" }))).await;
    assert_eq!(verified(&venue, &made[1].id).await, unknown, "what was amended says nothing more");
    drop(judges);
    venue.stop().await;
}

fn with_font() -> OfficeRules {
    let font = || {
        let file = std::fs::read("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc").map_err(|error| error.to_string())?;
        Typeface::new(file).ok_or_else(|| "no font".to_owned())
    };
    OfficeRules { typeface: Box::new(font), ..programmes().into() }
}

/// The office exports them; after an amendment the old ones are known to be void, and the file is still what it was.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_office_issued_is_known_to_be_superseded() {
    let folder = TempDir::new().expect("a folder");
    let venue = Venue::open(&folder, city()).await;
    venue.app().open_office(with_font()).expect("an office");
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    judges.finish(&MARKS).await;
    let made = of_the_folder(&venue);
    let of = json!({ "kind": "certificates", "competition": "city", "skill": "web" });
    let asked = officer.ask("/api/honours/exports", &json!({ "of": of, "reason": "the ceremony" })).await;
    assert_eq!(asked.status, 201, "{asked:?}");
    let file = get_as(&venue, "/api/honours/exports/1/file", &officer.cookie).await;
    assert_eq!((file.status, file.header("content-type")), (200, Some("application/pdf")), "{}", String::from_utf8_lossy(&file.body));
    let card = officer.get("/api/honours/exports").await["exports"][0].clone();
    assert_eq!((&card["made"]["people"], &card["personal"]), (&json!(3), &json!(false)), "{card}");

    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": "C2", "reason": "a forged entry" }))).await;
    for certificate in &made {
        let (status, shown) = verified(&venue, &certificate.id).await;
        assert_eq!((status, &shown["state"], &shown["says"]), (200, &json!("superseded"), &json!(null)), "{shown}");
    }
    let again = get_as(&venue, "/api/honours/exports/1/file", &officer.cookie).await;
    assert!(again.body == file.body, "made again it is the same");
    drop((officer, judges));
    venue.stop().await;
}

/// Of two skills one is public: whoever won in it has a certificate, and awards across skills wait.
#[test]
fn a_skill_of_its_own_has_its_certificates_and_awards_wait_for_the_others() {
    let (mut first, mut second) = (web().competition("city"), web().competition("city"));
    let competition = {
        first.skills[0].id = id("first");
        second.skills[0].id = id("second");
        first.awards.best_of_all = true;
        first.skills.append(&mut second.skills);
        first
    };
    let tally = |skill: usize| {
        let rules = &competition.skills[skill];
        let mut tally = SkillTally::new(rules);
        for (competitor, mark) in [(0, "50"), (1, "60"), (2, "40")] {
            let score = Score { expert: Score::NO_EXPERT, round: 1, value: Value::Number(dec(mark)), position: 1 };
            assert!(tally.record(competitor, 0, score));
        }
        tally
    };
    let (one, two) = (tally(0), tally(1));
    let certificates_of = |contest: &Contest, awards: Option<&[_]>| {
        let all = certificates(&competition, contest, &candidates(contest, &[]), awards);
        all.into_iter().map(|one| (one.skill.to_string(), one.competitor.to_string(), one.awards.len())).collect::<Vec<_>>()
    };
    let part = Contest::of(&competition, [(1, &two, &[][..])]);
    let row = |competitor: &str, awards| ("second".to_owned(), competitor.to_owned(), awards);
    assert_eq!(certificates_of(&part, None), [row("C1", 0), row("C2", 0), row("C3", 0)]);
    let awards = settled_awards(&competition, &[one, two.clone()], &[]).expect("every mark is there");
    let best: Vec<usize> = awards[1].iter().map(Vec::len).collect();
    let of_part = certificates_of(&part, Some(&awards));
    assert_eq!(of_part.iter().map(|row| row.2).collect::<Vec<_>>(), best, "awards are those of this skill");
}

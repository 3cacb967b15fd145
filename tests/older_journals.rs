//! Journals that earlier versions wrote, kept in `fixtures/journals`: they open, and nothing in them reads differently.

use std::{fs, io::Read, path::Path};

use flate2::read::GzDecoder;
use jinbang::{
    bundle::verify,
    competition::Competition,
    engine::Contest,
    export::{Results, json},
    import::{read_folder, tallies as tallies_of},
    journal::{JOURNAL_FILE, JournalStore},
    scoring::SkillTally,
};
use tempfile::TempDir;

use crate::common::{competition::id, folder::fixture, http::get, venue::Venue};

/// `jinbang demo fixtures/competitions/tiny --minutes 0 --data DIR` until its last signature, by the last version that knew no proofs.
pub fn before_proofs() -> TempDir {
    let folder = TempDir::with_prefix("jinbang-older-").expect("a folder");
    let packed = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/journals/before-proofs.redb.gz")).expect("the fixture");
    let mut bytes = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).expect("a journal");
    fs::write(folder.path().join(JOURNAL_FILE), bytes).expect("written");
    folder
}

fn standings(competition: &Competition, tallies: &[SkillTally]) -> String {
    let mut out = Vec::new();
    json::write(&mut out, &Results::new(competition, tallies, &[])).expect("JSON");
    String::from_utf8(out).expect("text")
}

#[test]
fn a_journal_from_before_proofs_comes_to_the_same_result_as_its_folder() {
    let folder = before_proofs();
    let store = JournalStore::open(folder.path()).expect("an older journal");
    let contest = Contest::replay(&store, id("tiny")).expect("every entry of it");
    let opened = contest.state.competition.clone().expect("a competition");
    let tallies: Vec<SkillTally> = contest.state.skills.iter().map(|skill| skill.tally.clone()).collect();
    let import = read_folder(&fixture("tiny"));
    let competition = import.competition.expect("the same competition");
    let wanted = standings(&competition, &tallies_of(&competition, &import.marks));
    assert_eq!(standings(&opened, &tallies), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_from_before_proofs_is_served_and_its_logs_begin() {
    let folder = before_proofs();
    let mut bundles = Vec::new();
    for _ in 0..2 {
        let venue = Venue::again(&folder, Vec::new()).await;
        let (competitions, skill) = (get(venue.address, "/api/competitions").await.json(), "cable-making");
        assert_eq!(competitions["competitions"][0]["id"], "tiny", "{competitions}");
        let answer = get(venue.address, &format!("/api/results/tiny/{skill}/bundle")).await;
        bundles.push((answer.status, answer.body));
        venue.stop().await;
    }
    assert_eq!(bundles[0], bundles[1], "what blinds the leaves is made once");
    let (status, body) = bundles.swap_remove(0);
    assert_eq!(status, 200);
    let bundle = String::from_utf8(body).expect("text");
    verify(&bundle, None).unwrap_or_else(|differences| panic!("{differences:?}"));
    Venue::again(&folder, Vec::new()).await.stop().await;
}

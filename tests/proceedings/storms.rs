//! Anything in any order.

use super::*;

/// Whatever people ask for in whatever order: replay equals live, and what is signed was whole.
#[test]
fn any_order_of_asking_leaves_a_journal_that_replays() {
    let words: &[&str] = &[
        "E1 C1 J1 2",
        "E2 C1 J1 0",
        "E3 C1 J1 3",
        "E2 C1 J1 2",
        "E3 C1 J1 2",
        "E1 C1 M1 4",
        "E1 C2 J1 1",
        "E2 C2 J1 1",
        "E3 C2 J1 2",
        "E1 C2 M1 5",
        "F1 C1 M2 1",
        "F1 C2 M2 2",
        "E1 signs A1",
        "E2 signs A1",
        "E3 signs A1",
        "H signs A1",
        "H signs day1",
        "F1 signs B1",
        "H signs B1",
        "H signs day2",
        "H signs skill",
        "S signs skill",
        "H locks A1",
        "H unlocks A1 why",
        "S unlocks A1 why",
        "desk unlocks A1 why",
        "H proposes why C1/J1/E2/3@5",
        "S proposes why C1/M1/-/2@6",
        "S confirms 1",
        "desk confirms 2",
        "H rejects 1 no",
        "E1 appeals C1 J1,M1 why",
        "H assigns 1 E4,E5,E6",
        "E4 remarks 1 J1 3",
        "E5 remarks 1 J1 3",
        "E6 remarks 1 J1 2",
        "E6 remarks 1 M1 1",
        "H decides 1 upheld",
        "H decides 1 rejected",
        "S confirms 3",
        "H notices 1",
        "E1 withdraws 1 why",
        "desk withdrew C2",
        "desk reinstates C2",
        "desk adds rig",
        "grader-rig posts r1 C1/M2/3",
        "F1 C1 M2 3 @1 =40 again",
        "E2 C1 J1 3 @2 typo",
    ];
    for seed in 0..100_u64 {
        let mut random = StdRng::seed_from_u64(seed);
        let mut room = room_of(Conduct::default());
        for _ in 0..120 {
            let line = words[random.random_range(0..words.len())];
            let before = room.state.clone();
            if room.line(line).is_err() {
                assert_eq!(before.dump(), room.state.dump(), "seed {seed}: a refused {line:?} changed the state");
            }
        }
        let replayed = ContestState::replay(&room.entries).expect("a journal that fits");
        assert_eq!(replayed.dump(), room.state.dump(), "seed {seed}");
        let rules = std::sync::Arc::clone(room.state.competition.as_ref().expect("an open competition"));
        let (skill, state) = (&rules.skills[0], &room.state.skills[0]);
        for part in jinbang::judging::parts(skill).iter().filter(|part| state.is_signed(skill, part)) {
            assert_eq!(state.missing_marks(skill, &jinbang::judging::covered(skill, part)), 0, "seed {seed}: {part:?}");
        }
    }
}

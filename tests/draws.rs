//! Witnessed draws: who may draw when, what a draw settles, and what its record proves.

use crate::common;

use common::{
    competition::{MARK, id, skill},
    draws::{SECRET, VERBS, about_a_draw, drawing},
    room::{Room, organiser},
};
use jinbang::{
    competition::{Competition, TieKey, TieLast},
    judging::{Action, Actor, Body, CommitDraw, ContestState, Decision, Entry, Refusal, RevealDraw, decide},
    ranking::{
        draw::{DrawFault, DrawFile, DrawRecord, DrawSecret, Verified},
        settle,
    },
};

/// Five competitors, one measured aspect that counts and one that only breaks ties.
fn contest() -> Competition {
    let builder = skill().competitors("C1 C2 C3 C4 C5").experts("E1 E2 S=supervisor").measured("M1", "5", MARK).measured("M2", "5", MARK);
    drawing(builder)
}

const ALL_TIED: &str = "E1 C1 M1 4; E1 C1 M2 1; E1 C2 M1 4; E1 C2 M2 1; E1 C3 M1 4; E1 C3 M2 1";

/// Plays what is separated by ` | `: a draw's step, or lines of a room's script. All but the last step are accepted.
fn play(competition: Competition, script: &str) -> (Room, Result<u64, Refusal>) {
    let mut room = Room::open(competition);
    let mut last = Ok(0);
    for step in script.split(" | ") {
        last.unwrap_or_else(|refusal| panic!("{script}: {refusal}"));
        last = if VERBS.iter().any(|verb| step.starts_with(verb)) {
            room.take(&about_a_draw(step))
        } else {
            room.play(step);
            Ok(0)
        };
    }
    (room, last)
}

fn tied_and(rest: &str) -> String {
    format!("{ALL_TIED} | {rest}")
}

fn record(room: &Room, number: usize) -> DrawRecord {
    let competition = room.state.competition.as_ref().expect("open");
    room.state.skills[0].draws[number - 1].record(&competition.id, &competition.skills[0])
}

#[test]
fn what_is_refused_and_why() {
    let too_long = format!("commit C1 C2 C3 | reveal 1 E1={}", "长".repeat(201));
    for (code, script) in [
        ("unknown-competitor", "commit C1 C9"),
        ("draw-list", "commit C1"),
        ("draw-list", "commit C1 C2 C2"),
        ("marks-missing", "commit C1 C2 C3 C4"),
        ("not-tied", "E1 C4 M1 4; E1 C4 M2 0 | commit C1 C4"),
        ("not-tied", "E1 C4 M1 3; E1 C4 M2 0 | commit C4 C1"),
        ("tie-larger", "commit C1 C2"),
        ("draw-open", "commit C1 C2 C3 | commit C1 C2 C3"),
        // Nobody draws until an order pleases.
        ("draw-settled", "commit C1 C2 C3 | reveal 1 E1=7 | commit C1 C2 C3"),
        ("no-such-draw", "reveal 1 E1=7"),
        ("no-such-draw", "commit C1 C2 C3 | cancel 2 why"),
        ("draw-closed", "commit C1 C2 C3 | reveal 1 E1=7 | reveal 1 E1=8"),
        // Never after the witnesses' values are on record.
        ("draw-closed", "commit C1 C2 C3 | reveal 1 E1=7 | cancel 1 wrong dice"),
        ("draw-closed", "commit C1 C2 C3 | cancel 1 wrong dice | reveal 1 E1=7"),
        ("reason-missing", "commit C1 C2 C3 | cancel 1 "),
        ("witnesses", "commit C1 C2 C3 | reveal 1 "),
        ("witnesses", "commit C1 C2 C3 | reveal 1 E1="),
        ("witnesses", "commit C1 C2 C3 | reveal 1 E1=1;E1=2"),
        ("witnesses", "commit C1 C2 C3 | reveal 1 E1=1\u{7}2"),
        ("witnesses", &too_long),
        ("unknown-expert", "commit C1 C2 C3 | reveal 1 organiser=4"),
        // The marks have moved on since the commitment.
        ("not-tied", "commit C1 C2 C3 | E1 C1 M1 3 @1 typo | reveal 1 E1=7"),
        ("tie-larger", "commit C1 C2 C3 | E1 C4 M1 4; E1 C4 M2 1 | reveal 1 E1=7"),
    ] {
        let refusal = play(contest(), &tied_and(script)).1.expect_err(script);
        assert_eq!(refusal.code(), code, "{script}");
        let message = refusal.message();
        assert!(!message.zh.is_empty() && !message.en.is_empty(), "{script}: {message:?}");
    }
    let mut rules = contest();
    rules.skills[0].rules.ties.last = TieLast::Shared;
    assert_eq!(play(rules, &tied_and("commit C1 C2 C3")).1, Err(Refusal::NoDrawRule));
    let mut by_key = contest();
    by_key.skills[0].rules.ties.keys.push(TieKey::Sum { name: "aspect:M2".to_owned(), aspects: vec![1] });
    let script = "E1 C1 M1 4; E1 C1 M2 1; E1 C2 M1 3; E1 C2 M2 2 | commit C1 C2";
    assert_eq!(play(by_key, script).1, Err(Refusal::NotTied), "the keys tell them apart");
}

#[test]
fn what_is_accepted() {
    for script in [
        "commit C3 C1 C2",
        "commit C1 C2 C3 | reveal 1 E1=3 5 1",
        "commit C1 C2 C3 | reveal 1 S=北;E2= 4 ",
        "commit C1 C2 C3 | cancel 1 wrong dice | commit C1 C2 C3 | reveal 2 E1=6",
        // Somebody joins the tie: it is drawn again, among all of them.
        "commit C1 C2 C3 | reveal 1 E1=7 | E1 C4 M1 4; E1 C4 M2 1 | commit C1 C2 C3 C4 | reveal 2 E1=1",
        // Two ties, two draws beside one another.
        "E1 C4 M1 1; E1 C4 M2 1; E1 C5 M1 1; E1 C5 M2 1 | commit C4 C5 | commit C1 C2 C3 | reveal 1 E1=1 | reveal 2 E1=1",
    ] {
        let (room, last) = play(contest(), &tied_and(script));
        assert!(last.is_ok(), "{script}: {last:?}");
        let replayed = ContestState::replay(&room.entries).expect("what was decided fits");
        assert_eq!(replayed.dump(), room.state.dump(), "{script}");
        for number in 1..=room.state.skills[0].draws.len() {
            assert!(record(&room, number).verify().is_ok(), "{script}: draw {number}");
        }
    }
}

#[test]
fn only_the_organiser_draws_and_with_the_secret_that_was_committed() {
    let (mut room, _) = play(contest(), &tied_and("commit C1 C2 C3"));
    for step in ["commit C1 C2 C3", "reveal 1 E1=1", "cancel 1 why"] {
        let mut command = about_a_draw(step);
        command.actor = Actor::Expert(id("E1"));
        assert_eq!(room.take(&command), Err(Refusal::Role), "{step}");
    }
    for wrong in [None, Some(DrawSecret([0; 32]))] {
        let mut command = about_a_draw("reveal 1 E1=1");
        let Action::RevealDraw(asked) = &mut command.action else { unreachable!() };
        asked.secret = wrong;
        assert_eq!(room.take(&command), Err(Refusal::SecretLost));
    }
}

#[test]
fn a_draw_settles_the_ties_that_lie_within_its_list() {
    let (room, _) = play(contest(), &tied_and("commit C1 C2 C3"));
    let skill = &room.state.skills[0];
    let rules = &room.state.competition.as_ref().expect("open").skills[0];
    assert_eq!((skill.ranking(rules).open_ties(&skill.draws), settle(&[0, 1], &skill.draws)), (vec![vec![0, 1, 2]], None));

    let (room, _) = play(contest(), &tied_and("commit C1 C2 C3 | reveal 1 E1=7"));
    let skill = &room.state.skills[0];
    let rules = &room.state.competition.as_ref().expect("open").skills[0];
    let order = settle(&[0, 1, 2], &skill.draws).expect("drawn");
    assert!(skill.ranking(rules).open_ties(&skill.draws).is_empty());
    let standings = skill.ranking(rules).standings(rules, &skill.tally, &skill.draws);
    let placed: Vec<(usize, Option<u32>)> = standings[..3].iter().map(|standing| (standing.competitor, standing.rank)).collect();
    assert_eq!(placed, order.iter().copied().zip((1..).map(Some)).collect::<Vec<_>>());
    assert_eq!(
        skill.ranking(rules).all_reachable(rules, &skill.draws)[order[2]],
        Some((1, 5)),
        "two others may join the tie and make it another"
    );
    for subset in [[0, 1], [2, 0], [1, 2]] {
        let expected: Vec<usize> = order.iter().copied().filter(|competitor| subset.contains(competitor)).collect();
        assert_eq!(settle(&subset, &skill.draws), Some(expected));
    }
    assert_eq!(settle(&[0, 1, 2, 3], &skill.draws), None, "somebody was not in the draw");

    let again = "commit C1 C2 C3 | reveal 1 E1=7 | E1 C4 M1 4; E1 C4 M2 1 | commit C1 C2 C3 C4 | reveal 2 E1=1";
    let (room, _) = play(contest(), &tied_and(again));
    let later = &room.state.skills[0].draws;
    assert_eq!(settle(&[0, 1, 2], later), settle(&[0, 1, 2], &later[1..]), "the latest one counts");
}

/// Neither side alone: another secret or another value gives another order sooner or later.
#[test]
fn organiser_and_witnesses_both_move_the_order() {
    let orders_by = |secrets: &[u8], values: &[u32]| {
        let mut orders = std::collections::BTreeSet::new();
        for &byte in secrets {
            for value in values {
                let mut room = play(contest(), ALL_TIED).0;
                let (secret, competitors) = (DrawSecret([byte; 32]), ["C1", "C2", "C3"].map(str::to_owned).to_vec());
                room.take(&organiser(Action::CommitDraw(CommitDraw { skill: id("web"), competitors, secret: secret.clone() })))
                    .expect("tied");
                let witnesses = vec![("E1".to_owned(), value.to_string())];
                let reveal = RevealDraw { skill: id("web"), draw: 1, secret: Some(secret), witnesses };
                room.take(&organiser(Action::RevealDraw(reveal))).expect("a reveal");
                orders.insert(record(&room, 1).order);
            }
        }
        orders.len()
    };
    let many: Vec<u32> = (0..40).collect();
    let bytes: Vec<u8> = (0..40).collect();
    assert_eq!((orders_by(&[1], &many), orders_by(&bytes, &[1]), orders_by(&[1], &[1])), (6, 6, 1));
}

/// Until the reveal the secret is in no entry, no state, no record and no log line.
#[test]
fn the_secret_shows_nowhere_before_the_reveal() {
    let (room, _) = play(contest(), &tied_and("commit C1 C2 C3"));
    let everything = format!(
        "{} {} {} {:?}",
        serde_json::to_string(&room.entries).expect("JSON"),
        room.state.dump(),
        serde_json::to_string(&record(&room, 1)).expect("JSON"),
        about_a_draw("commit C1 C2 C3")
    );
    assert!(!everything.contains(&SECRET.to_hex()) && !everything.contains("94, 94"), "{everything}");
    let (room, _) = play(contest(), &tied_and("commit C1 C2 C3 | reveal 1 E1=7"));
    assert_eq!(record(&room, 1).secret, Some(SECRET.to_hex()));
}

/// Every byte of a record is bound by its proof.
#[test]
fn a_flipped_byte_anywhere_in_a_record_is_noticed() {
    let builder = skill().competitors("C1 C2").experts("E1 E2").measured("M1", "5", MARK);
    let (room, _) = play(drawing(builder), "E1 C1 M1 4; E1 C2 M1 4 | commit C1 C2 | reveal 1 E1=3 5;E2=北");
    let record = record(&room, 1);
    assert!(matches!(record.verify(), Ok(Verified::Revealed { .. })));
    let text = serde_json::to_vec_pretty(&DrawFile { draws: vec![record.clone()] }).expect("JSON");
    let mut unchanged = 0;
    for at in 0..text.len() {
        for flip in [0x01, 0x02, 0x08, 0x20, 0x80] {
            let mut flipped = text.clone();
            flipped[at] ^= flip;
            let Ok(file) = serde_json::from_slice::<DrawFile>(&flipped) else { continue };
            // Between the fields one blank is like another.
            if file.draws == [record.clone()] {
                unchanged += 1;
                assert!(text[at].is_ascii_whitespace(), "byte {at} says nothing");
            } else {
                assert!(file.draws.iter().all(|draw| draw.verify().is_err()), "byte {at} ^ {flip:#x}: {:?}", file.draws);
            }
        }
    }
    assert!(unchanged < text.len() / 2, "{unchanged}");
}

/// A journal whose draw does not follow from its commitment was not written by this server.
#[test]
fn a_replay_checks_the_proof() {
    let (room, _) = play(contest(), &tied_and("commit C1 C2 C3 | reveal 1 E1=7"));
    let changed = |change: &dyn Fn(&mut Body)| {
        let mut entries: Vec<Entry> = room.entries.clone();
        change(&mut entries.last_mut().expect("the reveal").body);
        ContestState::replay(&entries).is_err()
    };
    assert!(!changed(&|_| ()));
    assert!(changed(&|body| if let Body::DrawRevealed { order, .. } = body {
        order.swap(0, 1);
    }));
    assert!(changed(&|body| if let Body::DrawRevealed { witnesses, .. } = body {
        witnesses[0].value.push('1');
    }));
    assert!(changed(&|body| if let Body::DrawRevealed { secret, .. } = body {
        *secret = DrawSecret([1; 32]).to_hex();
    }));
    assert!(changed(&|body| if let Body::DrawRevealed { draw, .. } = body {
        *draw = 2;
    }));
}

#[test]
fn differences_are_told_one_by_one() {
    let (room, _) = play(contest(), &tied_and("commit C1 C2 C3 | reveal 1 E1=7"));
    let good = record(&room, 1);
    let differs = |change: &dyn Fn(&mut DrawRecord)| {
        let mut record = good.clone();
        change(&mut record);
        record.verify().expect_err("a difference").iter().map(DrawFault::field).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(differs(&|record| record.order.as_mut().expect("an order").reverse()), "order");
    assert_eq!(differs(&|record| record.witnesses[0].value = "8".to_owned()).split(' ').next(), Some("seed"));
    assert_eq!(differs(&|record| record.competition = id("town")).split(' ').next(), Some("commitment"));
    assert_eq!(differs(&|record| record.method = "draw/2".to_owned()), "method");
    assert_eq!(differs(&|record| record.competitors.reverse()), "competitors");
    assert_eq!(differs(&|record| record.secret = None), "secret");
    assert_eq!(differs(&|record| record.seed = Some("x".to_owned())), "seed");
    assert_eq!(differs(&|record| record.witnesses.clear()), "witnesses");
    assert_eq!(differs(&|record| record.cancelled = Some("why".to_owned())), "cancelled");
}

/// Deciding changes nothing: the same command on the same state gives the same entry.
#[test]
fn deciding_is_a_pure_function() {
    let (room, _) = play(contest(), &tied_and("commit C1 C2 C3"));
    let command = about_a_draw("reveal 1 E1=7");
    let (Ok(Decision::Accept(one)), Ok(Decision::Accept(other))) = (decide(&room.state, &command), decide(&room.state, &command)) else {
        panic!("refused")
    };
    assert_eq!(one, other);
}

/// The example of the specification; it was worked out by a program that shares nothing with this one.
#[test]
fn the_documented_example_verifies() {
    let text = include_str!("../docs/draws.md");
    let example = text.split_once("```json").and_then(|(_, rest)| rest.split_once("```")).expect("an example").0;
    let record: DrawRecord = serde_json::from_str(example).expect("a record");
    assert!(matches!(record.verify(), Ok(Verified::Revealed { .. })), "{:?}", record.verify());
}

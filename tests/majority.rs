//! The skating system by its rulebook's examples, and what stays true for any table of places.

use crate::common;

use std::fmt::Write;

use common::{
    competition::{MARK, SkillBuilder, judgement, skill},
    room::Room,
    runner,
};
use jinbang::{
    competition::{Judgement, JudgementResult},
    ranking::{MajorityFault, Missing, MissingBecause, Placed, Places, Rule, expert_places, rank_by_majority},
};
use proptest::{collection::vec, prelude::*};

/// One competitor per `/`, one place per judge.
fn table(text: &str) -> Vec<Vec<u32>> {
    text.split('/').map(|row| row.split_whitespace().map(|place| place.parse().expect("a place")).collect()).collect()
}

/// The ranks in the order of the table.
fn ranks(table: &[Vec<u32>]) -> Vec<u32> {
    let mut ranks = vec![0; table.len()];
    for placed in rank_by_majority(table) {
        ranks[placed.competitor] = placed.rank;
    }
    ranks
}

/// Rules and columns on the way to a place: `8@1-2 5@3`.
fn way(placed: &[Placed], competitor: usize) -> String {
    let own = placed.iter().find(|placed| placed.competitor == competitor).expect("everybody has a place");
    let step = |text: String, step: &std::sync::Arc<jinbang::ranking::Step>| {
        let rule = match step.rule {
            Rule::Five => "5",
            Rule::Six => "6",
            Rule::SevenA => "7a",
            Rule::SevenB => "7b",
            Rule::Eight => "8",
        };
        let mut text = text;
        let _ = write!(text, "{}{rule}@", if text.is_empty() { "" } else { " " });
        let _ = if step.from_column < step.column {
            write!(text, "{}-{}", step.from_column, step.column)
        } else {
            write!(text, "{}", step.column)
        };
        text
    };
    own.trace.iter().fold(String::new(), step)
}

/// Worked tables. TSO: the German edition of Arthur Dawson's booklet (DTV Turnier- und Sportordnung, Anhang 2) as its examples are used by
/// BallroomSkatingSystem.jl; the real final is a West Coast Swing result used to test relative placement, which is the same system. Those
/// of nine and of an even number of judges are worked out by hand.
#[test]
fn published_examples() {
    for (name, places, expected) in [
        ("TSO, several majorities, 5 judges", "1 1 1 5 2/2 3 3 1 1/3 2 2 2 5/4 4 5 3 3/5 5 4 4 4", "1 2 3 4 5"),
        ("TSO, larger majority, 5 judges", "1 1 2 2 3/2 2 1 1 2/3 3 3 3 1", "2 1 3"),
        ("TSO, clear majorities, 5 judges", "1 1 2 1 2/2 2 1 3 1/3 3 3 2 3", "1 2 3"),
        ("TSO, a tie to the end, 5 judges", "1 1 3 3 4/2 2 2 2 2/3 3 4 1 1/4 4 1 4 3", "2 1 2 4"),
        ("TSO, only the tied ones go on, 5 judges", "1 1 1 2 5/2 4 5 1 2/5 2 2 5 1/3 3 3 3 3/4 5 4 4 4", "1 2 3 4 5"),
        ("equal sums twice, 5 judges", "1 1 2 3 5/4 2 1 1 3/3 3 3 4 1/2 4 5 5 2/5 5 4 2 4", "2 1 3 4 5"),
        ("equal majorities, 7 judges", "1 1 1 2 3 4 4/2 2 2 1 4 3 3/3 4 3 3 1 2 1/4 3 4 4 2 1 2", "1 2 3 4"),
        (
            "a real final, 7 judges",
            "7 2 3 1 2 2 4/3 3 1 5 1 4 1/8 1 4 2 4 3 5/9 4 5 4 8 1 3/1 6 9 8 3 5 2/2 5 2 6 5 6 8/4 8 7 7 7 7 6/5 9 6 3 6 8 7/6 7 8 9 9 9 9",
            "1 2 3 4 5 6 8 7 9",
        ),
        ("nine judges", "1 1 1 1 1 2 2 2 2/2 2 2 2 2 1 1 1 1/3 3 3 3 3 4 4 4 4/4 4 4 4 4 3 3 3 3", "1 2 3 4"),
        ("nine judges, rules 6 and 7", "1 1 1 1 3 3 2 4 4/2 2 2 2 1 1 1 1 3/3 4 3 3 2 2 3 2 1/4 3 4 4 4 4 4 3 2", "2 1 3 4"),
        ("an even number needs more than half", "1 1 2 2/2 2 1 1/3 3 3 3", "1 1 3"),
        ("shared places", "1 1 1/1 2 3/3 2 1", "1 2 2"),
        ("one judge", "3/1/2", "3 1 2"),
        ("one competitor", "1 1 1", "1"),
    ] {
        let table = table(places);
        let expected: Vec<u32> = expected.split_whitespace().map(|rank| rank.parse().expect("a rank")).collect();
        assert_eq!(ranks(&table), expected, "{name}");
    }
    assert_eq!(rank_by_majority::<Vec<u32>>(&[]), []);
}

#[test]
fn the_trace_says_which_rule_decided() {
    let placed = rank_by_majority(&table("1 1 1 2 5/2 4 5 1 2/5 2 2 5 1/3 3 3 3 3/4 5 4 4 4"));
    assert_eq!([0, 1, 2, 3, 4].map(|of| way(&placed, of)), ["5@1", "6@2 7a@2 7b@4", "6@2 7a@2 7b@4", "5@3", "5@4"]);
    let decided = &placed[1].trace[2];
    let counts: Vec<_> = decided.compared.iter().map(|count| (count.competitor, count.judges, count.sum)).collect();
    assert_eq!((decided.majority, counts), (3, vec![(1, 4, 9), (2, 3, 5)]));

    let placed = rank_by_majority(&table("1 1 3 3 4/2 2 2 2 2/3 3 4 1 1/4 4 1 4 3"));
    assert_eq!([0, 1, 2, 3].map(|of| way(&placed, of)), ["6@3 7a@3 7b@4", "8@1 5@2", "6@3 7a@3 7b@4", "5@4"]);

    let placed = rank_by_majority(&table("4 4 4/5 5 5"));
    assert_eq!([0, 1].map(|of| way(&placed, of)), ["8@1-3 5@4", "5@5"]);
    assert_eq!(serde_json::to_value(&*placed[0].trace[0]).expect("JSON")["rule"], "8");
}

/// The rule word by word, column by column and place by place, for comparison.
fn by_the_book(table: &[Vec<u32>]) -> Vec<u32> {
    let majority = table[0].len() / 2 + 1;
    let last = table.iter().flatten().copied().max().unwrap_or(1);
    let count = |of: usize, column: u32| table[of].iter().filter(|&&place| place <= column).count();
    let sum = |of: usize, column: u32| table[of].iter().filter(|&&place| place <= column).sum::<u32>();
    let mut ranks = vec![0; table.len()];
    let mut next = 1;
    for column in 1..=last {
        loop {
            let mut best: Vec<usize> = (0..table.len()).filter(|&of| ranks[of] == 0 && count(of, column) >= majority).collect();
            for at in column..=last {
                let most = best.iter().map(|&of| count(of, at)).max().unwrap_or(0);
                best.retain(|&of| count(of, at) == most);
                let least = best.iter().map(|&of| sum(of, at)).min().unwrap_or(0);
                best.retain(|&of| sum(of, at) == least);
            }
            if best.is_empty() {
                break;
            }
            for &of in &best {
                ranks[of] = next;
            }
            next += u32::try_from(best.len()).expect("few");
        }
    }
    ranks
}

fn any_table() -> impl Strategy<Value = Vec<Vec<u32>>> {
    (1..9_usize, 1..10_usize).prop_flat_map(|(competitors, judges)| {
        let top = u32::try_from(competitors).expect("few");
        // Orders, as WDSF judges give, or places shared in any way.
        let order = Just((1..=top).collect::<Vec<u32>>()).prop_shuffle();
        let column = prop_oneof![3 => order, 1 => vec(1..=top, competitors)];
        vec(column, judges)
            .prop_map(move |columns| (0..competitors).map(|row| columns.iter().map(|column| column[row]).collect()).collect())
    })
}

#[test]
fn any_table_is_ranked_by_the_book_in_any_order_of_rows_and_judges() {
    let outcome = runner(3_000).run(&(any_table(), any::<u64>()), |(table, salt)| {
        let found = ranks(&table);
        prop_assert_eq!(&found, &by_the_book(&table));
        let turn = usize::try_from(salt % 97).expect("small");
        let mut judges_moved = table.clone();
        for row in &mut judges_moved {
            let by = turn % row.len();
            row.rotate_left(by);
        }
        prop_assert_eq!(&found, &ranks(&judges_moved));
        let mut rows_moved = table.clone();
        let mut ranks_moved = found.clone();
        rows_moved.reverse();
        ranks_moved.reverse();
        prop_assert_eq!(ranks_moved, ranks(&rows_moved));
        if let Some(first) = table.iter().position(|row| row.iter().all(|&place| place == 1)) {
            prop_assert_eq!(found[first], 1);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn an_order_that_all_judges_give_is_the_order() {
    for (competitors, judges) in [(1, 1), (4, 2), (7, 5), (9, 9)] {
        let table: Vec<Vec<u32>> = (1..=competitors).map(|place| vec![place; judges]).collect();
        assert_eq!(ranks(&table), (1..=competitors).collect::<Vec<_>>());
    }
}

fn places_of(builder: SkillBuilder, script: &str, left_out: Option<usize>) -> Result<Places, MajorityFault> {
    let mut room = Room::open(builder.competition("city"));
    room.play(script);
    let skill = &room.state.competition.as_ref().expect("open").skills[0];
    expert_places(skill, &room.state.skills[0].tally, |competitor| Some(competitor) != left_out)
}

fn contest() -> SkillBuilder {
    let judged = || Judgement { max_spread: None, ..judgement() };
    skill()
        .competitors("C1 C2@cn C3")
        .experts("E1 E2 E3 E4 E5@cn")
        .judged("J1", "2", judged())
        .judged("J2", "5", judged())
        .measured("M1", "5", MARK)
}

/// All scores of the three experts, competitor by competitor, J1 and J2 of each expert; then the measurement.
fn scores(rows: &str) -> String {
    let mut script = String::new();
    for (competitor, row) in rows.split('/').enumerate() {
        let values: Vec<&str> = row.split_whitespace().collect();
        for (at, value) in values.iter().enumerate() {
            let (who, what) = if at == 6 { (1, "M1".to_owned()) } else { (at / 2 + 1, format!("J{}", at % 2 + 1)) };
            let _ = write!(script, "E{who} C{} {what} {value};", competitor + 1);
        }
    }
    script
}

#[test]
fn each_expert_ranks_by_the_own_total() {
    // E1: C1 3/3×2 + 0 + 1 = 3; C2 1/3×2 + 1/3×5 + 0.66 = 2.9933…; C3 0 + 5/3 + 1.33 = 2.9966…: thirds are kept, not rounded.
    let found = places_of(contest(), &scores("3 0 0 0 3 3 1/1 1 0 0 3 3 0.66/0 1 0 0 3 3 1.33"), None).expect("places");
    assert_eq!(found.judges, [0, 1, 2]);
    assert_eq!((found.competitors, found.waiting), (vec![0, 1, 2], vec![]));
    assert_eq!(found.table, [[1, 2, 2], [3, 3, 3], [2, 1, 1]]);

    // Equal totals in other fractions: 3/3×2 = 2 and 0 + 2.
    let found = places_of(contest(), &scores("3 0 1 1 1 1 0/0 0 1 1 1 1 2/0 0 0 0 0 0 0"), None).expect("places");
    assert_eq!(found.table.iter().map(|row| row[0]).collect::<Vec<_>>(), [1, 1, 3]);

    // Values are marks themselves.
    let value = || Judgement { result: JudgementResult::Value, max_spread: None, ..judgement() };
    let builder =
        skill().competitors("C1 C2").experts("E1 E2 E3").judged("J1", "3", value()).judged("J2", "3", value()).measured("M1", "5", MARK);
    let found = places_of(builder, &scores("3 0 0 0 0 0 0/2 2 0 0 0 0 0"), None).expect("places");
    assert_eq!(found.table, [[2, 1, 1], [1, 1, 1]]);
}

#[test]
fn who_lacks_scores_waits_and_others_are_placed_among_themselves() {
    let all = scores("3 3 3 3 3 3 1/1 1 1 1 1 1 1/0 0 0 0 0 0 1");
    for gone in ["E1 C1 J1 3;", "E1 C1 M1 1;"] {
        let found = places_of(contest(), &all.replace(gone, ""), None).expect("places");
        assert_eq!((&found.competitors, &found.waiting), (&vec![1, 2], &vec![0]), "{gone}");
        assert_eq!(found.table, [[1, 1, 1], [2, 2, 2]], "{gone}");
    }
    let found = places_of(contest(), &all, Some(1)).expect("places");
    assert_eq!((found.competitors, found.table), (vec![0, 2], vec![vec![1; 3], vec![2; 3]]), "withdrawn");
    let found = places_of(contest(), "", None).expect("places");
    assert_eq!((found.judges, found.competitors, found.waiting), (vec![], vec![], vec![0, 1, 2]), "nothing yet");

    // The panel scores again: its first round is no opinion.
    let builder = skill().competitors("C1").experts("E1 E2 E3").judged("J1", "2", judgement());
    let found = places_of(builder, "E1 C1 J1 0; E2 C1 J1 3; E3 C1 J1 3", None).expect("places");
    assert_eq!(found.waiting, [0]);
}

#[test]
fn a_judge_who_can_never_score_somebody_is_named() {
    // E5 may not mark C2, E4 sits in for C2 only.
    let panel = |who: &str| scores("3 3 3 3 3 3 1/1 1 1 1 1 1 1/0 0 0 0 0 0 1").replace("E3 ", who);
    let script = panel("E5 ").replace("E5 C2", "E4 C2");
    let found = places_of(contest(), &script, None);
    let missing = |expert, competitor, why| Missing { expert, competitor, aspects: 2, why };
    let expected =
        [missing(3, 0, MissingBecause::PanelFull), missing(3, 2, MissingBecause::PanelFull), missing(4, 1, MissingBecause::Compatriot)];
    assert_eq!(found, Err(MajorityFault::Missing(expected.to_vec())));
    // Without C2 nobody asks.
    assert_eq!(places_of(contest(), &script, Some(1)).map(|found| found.judges), Ok(vec![0, 1, 4]));
}

//! The rulebook, case by case (rules.md §5).

use super::*;
use crate::competition::{BronzeAfterSilvers, SmallField};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn shown(given: &[Option<GivenMedal>]) -> String {
    let letter = |given: &Option<GivenMedal>| match given.map(|given| given.medal) {
        Some(Medal::Gold) => 'G',
        Some(Medal::Silver) => 'S',
        Some(Medal::Bronze) => 'B',
        Some(Medal::Medallion) => 'm',
        Some(Medal::Merit) => 'w',
        None => '-',
    };
    given.iter().map(letter).collect()
}

/// Scores, best first: `750`; `(750)` is a guest's, `-` none. Equal scores share a rank.
fn scored(words: &str) -> Vec<MedalRow> {
    let mut rows: Vec<MedalRow> = Vec::new();
    for (index, word) in words.split_whitespace().enumerate() {
        let eligible = !word.starts_with('(');
        let score = word.trim_matches(['(', ')']).parse().ok();
        let rank = match rows.last() {
            _ if score.is_none() => None,
            Some(above) if above.score == score => above.rank,
            _ => u32::try_from(index + 1).ok(),
        };
        rows.push(MedalRow { rank, score, eligible });
    }
    rows
}

/// Ranks: `1 2 2 4`; `(2)` is a guest's, `-` none.
fn ranked(words: &str) -> Vec<MedalRow> {
    let row = |word: &str| MedalRow { rank: word.trim_matches(['(', ')']).parse().ok(), score: None, eligible: !word.starts_with('(') };
    words.split_whitespace().map(row).collect()
}

fn window(points: &str) -> MedalRule {
    MedalRule::Worldskills { window: dec(points), medallion: dec("700"), bronze_after_silvers: BronzeAfterSilvers::default() }
}

fn top(counts: [u32; 3], merit: bool) -> MedalRule {
    let [gold, silver, bronze] = counts;
    MedalRule::TopN { gold, silver, bronze, merit }
}

fn share(per_cent: [&str; 3], merit: bool) -> MedalRule {
    MedalRule::Share { per_cent: per_cent.map(dec), merit }
}

#[test]
fn competitors_within_two_points_share_a_medal() {
    for (case, scores, expected) in [
        ("nobody", "", ""),
        ("fewer competitors than medals", "750", "G"),
        ("fewer competitors than medals", "750 740", "GS"),
        ("one of each", "750 740 730 720 650", "GSBm-"),
        ("several bronzes", "750 740 730 729 728 727", "GSBBBm"),
        ("two golds: no silver, one bronze", "750 748 740 720", "GGBm"),
        ("two golds: no silver, several bronzes", "750 749 740 739 738 650", "GGBBB-"),
        ("three golds: the next is not within 2 of the last gold", "750 749 748 745 700", "GGGmm"),
        ("three golds: the next is within 2 of the last gold", "750 749 748 746 740", "GGGBm"),
        ("three golds: who is within 2 of that bronze shares it", "750 749 748 747 745 744", "GGGBBm"),
        ("four golds", "750 749 749 748 747", "GGGGB"),
        ("several silvers: the next is not within 2 of the last silver", "750 740 739 736", "GSSm"),
        ("several silvers: the next is within 2 of the last silver", "750 740 739 737 600", "GSSB-"),
        ("three silvers", "750 740 739 738 736.01 735.99", "GSSSBB"),
        ("a chain of neighbours is not a window", "750 748 746 744", "GGBB"),
        ("equal scores at the border of gold and silver", "750 750 740", "GGB"),
        ("equal scores at the border of silver and bronze", "750 740 740 730", "GSSm"),
        ("equal scores at the border of bronze", "750 740 730 730 720", "GSBBm"),
        ("all equal", "700 700 700 700", "GGGG"),
        ("a medal asks for no least score, a medallion does", "650 640 630 620", "GSB-"),
        ("the border of the medallion", "750 740 730 700 699.99", "GSBm-"),
        ("exactly the window, and a hundredth more", "750 747.99 745.99 740", "GSSm"),
        ("nobody without a result", "750 740 - -", "GS--"),
    ] {
        assert_eq!(shown(&medals(&window("2").into(), &scored(scores))), expected, "{case}: {scores}");
    }
}

#[test]
fn a_window_of_nothing_still_holds_equals() {
    for (scores, expected) in [("750 749 748 700", "GSBm"), ("750 750 748 748", "GGBB"), ("750 749 749 749", "GSSS")] {
        assert_eq!(shown(&medals(&window("0").into(), &scored(scores))), expected, "{scores}");
    }
}

#[test]
fn a_bronze_after_several_silvers_is_for_the_rules_to_say() {
    let always = MedalRule::Worldskills { window: dec("2"), medallion: dec("700"), bronze_after_silvers: BronzeAfterSilvers::Always };
    for (scores, expected) in [("750 740 739 730 729 600", "GSSBB-"), ("750 740 739", "GSS"), ("750 749 748 740", "GGGm")] {
        assert_eq!(shown(&medals(&always.clone().into(), &scored(scores))), expected, "{scores}");
    }
}

#[test]
fn a_guest_between_winners_takes_no_medal_and_breaks_no_window() {
    for (scores, expected) in [
        ("(760) 750 740 730", "-GSB"),
        ("750 (749) 748 740", "G-GB"),
        ("750 749 (748.5) 748 (747) 746 740", "GG-G-Bm"),
        ("750 740 (739.5) 739 (738) 730", "GS-S-m"),
        ("750 (750) 740 (740) 730 (730)", "G-S-B-"),
        ("(750) (740)", "--"),
    ] {
        assert_eq!(shown(&medals(&window("2").into(), &scored(scores))), expected, "{scores}");
    }
    for (ranks, expected) in [("(1) 2 3 4 5 6 7", "-GSB---"), ("1 (1) 3 (3) 5 6", "G-S-B-"), ("1 2 (2) 2 (5) 6", "GS-S--")] {
        assert_eq!(shown(&medals(&top([1, 1, 1], true).into(), &ranked(ranks))), expected, "{ranks}");
    }
}

#[test]
fn counts_go_to_all_who_share_a_place() {
    for (ranks, counts, expected) in [
        ("1 2 3 4 5 6", [1, 2, 3], "GSSBBB"),
        ("1 1 3 4", [1, 1, 1], "GGB-"),
        ("1 2 2 2 5", [1, 1, 1], "GSSS-"),
        ("1 2 3 3 3 6", [1, 1, 1], "GSBBB-"),
        ("1 1 1 1", [1, 1, 1], "GGGG"),
        ("1 2 2 4", [1, 0, 1], "GBB-"),
        ("1 2", [1, 1, 1], "GS"),
        ("1 2 - -", [1, 1, 1], "GS--"),
    ] {
        assert_eq!(shown(&medals(&top(counts, false).into(), &ranked(ranks))), expected, "{ranks}");
    }
}

/// 优胜奖: outside the medals, in the upper half of entrants; of an odd number the smaller half.
#[test]
fn merit_is_for_the_upper_half_outside_the_medals() {
    for (case, ranks, expected) in [
        ("an even number", "1 2 3 4 5 6 7 8 9 10", "GSBww-----"),
        ("an odd number", "1 2 3 4 5 6 7 8 9", "GSBw-----"),
        ("the medals are more than half", "1 2 3 4 5", "GSB--"),
        ("who shares the last place of the half is in it", "1 2 3 4 4 4 7 8", "GSBwww--"),
        ("a place after the half is not, shared or not", "1 2 3 4 5 5 5 8", "GSBw----"),
        ("without a result one is no entrant", "1 2 3 4 5 6 7 - - -", "GSB-------"),
        ("a guest is no entrant and takes no place", "1 2 3 (4) 5 6 7 8 9 (10)", "GSB-w-----"),
    ] {
        assert_eq!(shown(&medals(&top([1, 1, 1], true).into(), &ranked(ranks))), expected, "{case}: {ranks}");
    }
}

#[test]
fn shares_are_of_the_entrants() {
    for (case, ranks, expected) in [
        ("ten entrants", "1 2 3 4 5 6 7 8 9 10", "GSSBBB----"),
        ("nine leave no gold", "1 2 3 4 5 6 7 8 9", "SBB------"),
        ("who has no result is no entrant", "1 2 3 4 5 6 7 8 9 -", "SBB-------"),
        ("a guest is no entrant", "1 (2) 3 4 5 6 7 8 9 10", "S-BB------"),
        ("equals at the border", "1 1 3 4 4 4 4 8 9 10", "GGSBBBB---"),
    ] {
        assert_eq!(shown(&medals(&share(["10", "20", "30"], false).into(), &ranked(ranks))), expected, "{case}: {ranks}");
    }
    let prizes = share(["10", "10", "10"], true);
    assert_eq!(shown(&medals(&prizes.into(), &ranked("1 2 3 4 5 6 7 8 9 10"))), "GSBww-----");
}

/// Moscow 2018: under 6 competitors fewer medals, 3 or fewer void the event.
#[test]
fn few_entrants_leave_fewer_medals() {
    use Medal::{Gold, Medallion, Silver};
    let small_fields = vec![SmallField { at_most: 5, medals: vec![Gold, Silver] }, SmallField { at_most: 3, medals: Vec::new() }];
    for (case, rule, scores, expected) in [
        ("six are enough", top([1, 1, 1], true), "9 8 7 6 5 4", "GSB---"),
        ("five", top([1, 1, 1], true), "9 8 7 6 5", "GS---"),
        ("four", top([1, 1, 1], true), "9 8 7 6", "GS--"),
        ("three", top([1, 1, 1], true), "9 8 7", "---"),
        ("a guest is no entrant", top([1, 1, 1], true), "9 8 7 (6) 5 4", "GS----"),
        ("nor is who has no result", top([1, 1, 1], true), "9 8 7 - - -", "------"),
        ("shares: six", share(["20", "20", "20"], false), "9 8 7 6 5 4", "GSB---"),
        ("shares: five", share(["20", "20", "20"], false), "9 8 7 6 5", "GS---"),
        ("window: six", window("2"), "750 740 730 720 710 650", "GSBmm-"),
        ("window: five; a medallion is not among what is left", window("2"), "750 740 730 720 710", "GS---"),
        ("window: two golds are within the rule", window("2"), "750 749 730 720", "GG--"),
        ("window: void", window("2"), "750 740 730", "---"),
    ] {
        let rules = MedalRules { rule, small_fields: small_fields.clone() };
        assert_eq!(shown(&medals(&rules, &scored(scores))), expected, "{case}: {scores}");
    }
    let with_medallion = vec![SmallField { at_most: 5, medals: vec![Gold, Medallion] }];
    let rules = MedalRules { rule: window("2"), small_fields: with_medallion };
    assert_eq!(shown(&medals(&rules, &scored("750 740 699"))), "Gm-");
}

#[test]
fn every_medal_comes_with_its_reason() {
    let given = medals(&window("2").into(), &scored("750 749 748 746.5 710"));
    let said: Vec<String> = given.iter().flatten().map(|given| given.reason.text(given.medal).en).collect();
    assert_eq!(
        said,
        [
            "gold begins with the best score; 750 is 0 below 750, the first gold, and the window is 2",
            "gold begins with the best score; 749 is 1 below 750, the first gold, and the window is 2",
            "gold begins with the best score; 748 is 2 below 750, the first gold, and the window is 2",
            "3 × gold given: there is a bronze because the next score is 1.5 below 748, the last gold; \
             746.5 is 0 below 746.5, the first bronze, and the window is 2",
            "without a medal; 710 is at least 700",
        ]
    );
    let given = medals(&share(["10", "20", "0"], true).into(), &ranked("1 2 3 4 5 6 7 8 9 10"));
    assert_eq!(
        given[2].map(|given| given.reason),
        Some(MedalReason::Share { place: 3, first: 2, last: 3, per_cent: dec("20"), entrants: 10 })
    );
    assert_eq!(given[3].map(|given| given.reason), Some(MedalReason::UpperHalf { place: 4, last: 5, entrants: 10 }));
    let json = serde_json::to_value(medals(&window("2").into(), &scored("750 740 739 738"))[3].map(|given| given.reason)).unwrap();
    let expected = serde_json::json!({
        "rule": "window", "score": "738", "first": "740", "difference": "2", "window": "2",
        "opening": {"opened_by": "next", "after": "gold", "count": 1},
    });
    assert_eq!(json, expected);
    let text = given[0].unwrap().reason.text(Medal::Gold);
    assert_eq!(text.zh, "参评名次第1，金牌占参评10人的10%（舍去小数），即第1名");
}

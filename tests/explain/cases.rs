//! What an explanation says, case by case.

use jinbang::{
    competition::{
        BronzeAfterSilvers, Choice, Competition, DifferenceType, Direction, Judgement, JudgementResult, Mapping, MedalRule, Missing,
        RankingMethod, Reduction, ScaleRule, SkillRules, SpreadEstimator, Step, TieKey, TieLast, TieRule,
    },
    explain::{Entries, Explanation, Node, NodeKind, Question, explain},
    ranking::{Draw, DrawOutcome, Ranking, draw::DrawSecret},
};

use crate::common::{
    competition::{MARK, SkillBuilder, dec, judgement, skill},
    room::Room,
};

fn explained(builder: SkillBuilder, script: &str, draws: &[Draw]) -> Explanation {
    let mut room = Room::open(builder.competition("city"));
    room.play(script);
    let competition: &Competition = room.state.competition.as_ref().expect("open");
    let (skill, state) = (&competition.skills[0], &room.state.skills[0]);
    let ranking = Ranking::new(skill, &state.tally);
    let entries = Entries::Journal { last: room.state.position };
    explain(&Question { competition, skill, tally: &state.tally, ranking: &ranking, draws, competitor: 0, entries })
}

/// Of the first competitor.
fn told(builder: SkillBuilder, script: &str) -> Explanation {
    explained(builder, script, &[])
}

fn find<'a>(explanation: &'a Explanation, what: &str) -> &'a Node {
    let mut found = None;
    explanation.place.walk(&mut |node| {
        let asked = node.what.en.starts_with(what) || what == "total of all" && node.kind == NodeKind::Total;
        if found.is_none() && asked {
            found = Some(node);
        }
    });
    found.unwrap_or_else(|| panic!("nothing about {what} in {explanation:?}"))
}

/// `line; line: result`
fn step(explanation: &Explanation, what: &str) -> String {
    let node = find(explanation, what);
    format!("{}: {}", node.arithmetic.join("; "), node.result.en)
}

fn below(explanation: &Explanation, what: &str) -> String {
    let tell = |node: &Node| format!("{:?} {} {}", node.kind, node.what.en, node.result.en);
    find(explanation, what).children.iter().map(tell).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_measured_value_becomes_a_mark() {
    let difference = |target: &str, difference: &str, kind| Mapping::RegularDifference {
        target: dec(target),
        difference: dec(difference),
        deduction: dec("0.25"),
        difference_type: kind,
    };
    let choices = ["0", "0.5", "9"].map(|text| Choice { label: format!("less-{text}"), deduction: dec(text) }).to_vec();
    let linear = |target: &str, zero: &str| Mapping::Linear { target: dec(target), zero: dec(zero) };
    let steps = Mapping::Steps {
        direction: Direction::Lower,
        steps: [("5", "1"), ("20", "0.333")].map(|(at, share)| Step { at: dec(at), share: dec(share) }).to_vec(),
    };
    for (mapping, value, expected) in [
        (MARK, "1.25", ": 1.25"),
        (Mapping::YesNo, "no", ": 0.00"),
        (Mapping::Choice { choices: choices.clone() }, "less-0.5", "2.00 − 0.5 = 1.50: 1.50"),
        (Mapping::Choice { choices }, "less-9", "max(0, 2.00 − 9) = 0.00: 0.00"),
        (difference("50", "1", DifferenceType::Unit), "53.9", "⌊|53.9 − 50| ÷ 1⌋ = 3; 2.00 − 3 × 0.25 = 1.25: 1.25"),
        (
            difference("-200", "5", DifferenceType::Percent),
            "-189",
            "⌊|−189 − (−200)| ÷ (|−200| × 5 ÷ 100)⌋ = 1; 2.00 − 1 × 0.25 = 1.75: 1.75",
        ),
        (difference("0", "1", DifferenceType::Unit), "99", "⌊|99 − 0| ÷ 1⌋ = 99; max(0, 2.00 − 99 × 0.25) = 0.00: 0.00"),
        (linear("90", "10"), "53", "2.00 × (53 − 10) ÷ (90 − 10) = 1.075 → 1.08: 1.08"),
        (linear("0.1", "-0.5"), "7", "2.00 × min(1, (7 − (−0.5)) ÷ (0.1 − (−0.5))) = 2.00: 2.00"),
        (linear("10", "90"), "95", "2.00 × max(0, (95 − 90) ÷ (10 − 90)) = 0.00: 0.00"),
        (steps, "6", "2.00 × 0.333 = 0.666 → 0.67: 0.67"),
    ] {
        let explanation = told(skill().competitors("C1").experts("E1").measured("M1", "2", mapping), &format!("E1 C1 M1 {value}"));
        assert_eq!(step(&explanation, "aspect M1"), expected);
        assert_eq!(find(&explanation, "value entered").source.en, "journal entry 4");
    }
}

#[test]
fn a_panel_becomes_a_mark() {
    let value = |experts, reduction, missing| Judgement {
        max: dec("200"),
        experts,
        reduction,
        missing,
        max_spread: None,
        result: JudgementResult::Value,
        ..judgement()
    };
    let three = |reduction| value(3, reduction, Missing::Wait);
    let few = value(5, Reduction::TrimmedMean { drop: 1 }, Missing::Skip);
    for (rule, scores, expected) in [
        (judgement(), "2 3 2", "3 − 2 = 1 ≤ 1; (2 + 2 + 3) ÷ (3 × 3) × 2.00 = 1.555… → 1.56: 1.56"),
        (three(Reduction::Mean), "80 90 91", "(80 + 90 + 91) ÷ 3 = 87.00: 87.00"),
        (three(Reduction::Median), "80 91 90", "90 ÷ 1 = 90.00: 90.00"),
        (three(Reduction::ClosestPair), "112 115 118", "(115 + 118) ÷ 2 = 116.50: 116.50"),
        (few.clone(), "1 9 3 4", "(3 + 4) ÷ 2 = 3.50: 3.50"),
        (few, "4 9", ": no mark yet: too few scores are left to reduce"),
        (judgement(), "2 3", ": no mark yet: 2 of 3 experts have scored"),
        (judgement(), "1 3 3", "3 − 1 = 2 > 1: round 1 lies too far apart: the panel scores again"),
        (judgement(), "", ": no mark yet"),
    ] {
        let lines = scores.split_whitespace().zip(1..).map(|(score, expert)| format!("E{expert} C1 J1 {score}"));
        let script = lines.collect::<Vec<_>>().join(";");
        let explanation = told(skill().competitors("C1").experts("E1 E2 E3 E4 E5").judged("J1", "2", rule), &script);
        assert_eq!(step(&explanation, "aspect J1"), expected);
    }
}

/// What was dropped, what is missing, what belongs to an earlier round: nobody takes one for another.
#[test]
fn every_score_has_its_part() {
    let trimmed = Judgement { experts: 3, reduction: Reduction::TrimmedMean { drop: 1 }, max_spread: None, ..judgement() };
    let one = |rule| skill().competitors("C1").experts("E1 E2 E3").judged("J1", "2", rule);
    assert_eq!(
        below(&told(one(trimmed), "E1 C1 J1 3; E2 C1 J1 1; E3 C1 J1 2"), "aspect J1"),
        "LeftOutScore expert E1 3; LeftOutScore expert E2 1; Score expert E3 2"
    );
    let again = told(one(judgement()), "E1 C1 J1 3; E2 C1 J1 1; E3 C1 J1 3; E2 C1 J1 2");
    assert_eq!(step(&again, "aspect J1"), ": no mark yet: 1 of 3 experts have scored");
    assert_eq!(
        below(&again, "aspect J1"),
        "Score expert E2 (round 2) 2; EarlierScore expert E1 (round 1, counts no more) 3; \
         EarlierScore expert E3 (round 1, counts no more) 3; MissingScores the scores of 2 experts are missing missing"
    );
    assert_eq!(step(&again, "total of all"), ": no mark yet");
    let described = Judgement { descriptions: ["none", "some", "good"].map(str::to_owned).to_vec(), ..judgement() };
    let explanation = told(one(described), "E1 C1 J1 3; E2 C1 J1 2; E3 C1 J1 2");
    assert_eq!(["expert E1", "expert E2"].map(|expert| find(&explanation, expert).rule.en.as_str()), ["", "good"]);
    let skipped = Judgement { missing: Missing::Skip, ..judgement() };
    assert_eq!(
        below(&told(one(skipped), "E1 C1 J1 3; E2 C1 J1 2"), "aspect J1"),
        "Score expert E1 3; Score expert E2 2; MissingScores the score of 1 expert is missing missing"
    );
}

fn measured(marks: &[&str], rules: SkillRules) -> (SkillBuilder, String) {
    let names: Vec<String> = (1..=marks.len()).map(|number| format!("C{number}")).collect();
    let builder = skill().competitors(&names.join(" ")).experts("E1").measured("M1", "100", MARK).measured("M2", "10", MARK).rules(rules);
    let line = |(name, marks): (&String, &&str)| {
        let marks = marks.split_whitespace().zip(["M1", "M2"]);
        marks.map(|(mark, aspect)| format!("E1 {name} {aspect} {mark};")).collect::<Vec<_>>().concat()
    };
    (builder, names.iter().zip(marks).map(line).collect())
}

fn scaled(scale: ScaleRule) -> SkillRules {
    SkillRules { scale, decimals: 2, ..SkillRules::default() }
}

#[test]
fn a_total_becomes_a_scale_score() {
    let worldskills =
        |estimator, spread, clamp| ScaleRule::Worldskills { centre: dec("700"), estimator, target_spread: dec(spread), clamp, decimals: 0 };
    let fixed = SpreadEstimator::Fixed(dec("1"));
    let t = ScaleRule::Standard { centre: dec("50"), target_spread: dec("10"), clamp: None, decimals: 2 };
    let linear = ScaleRule::Linear { from: (dec("40"), dec("100")), to: (dec("60"), dec("100")), decimals: 2 };
    for (scale, marks, expected) in [
        (worldskills(SpreadEstimator::Sd, "30", None), "60 70 82", "700 + 30 × (60.00 − 70) ÷ 11.015141 = 672.764… → 673: 673"),
        (worldskills(SpreadEstimator::Mad, "30", None), "60 70 82", "700 + 30 × (60.00 − 70) ÷ 14.826 = 679.765… → 680: 680"),
        (worldskills(fixed, "30", Some((dec("650"), dec("800")))), "60 70", "max(650, 700 + 30 × (60.00 − 65) ÷ 1) = 650: 650"),
        (worldskills(SpreadEstimator::Sd, "30", None), "60 60", "700 + 30 × 0 = 700: 700"),
        (worldskills(SpreadEstimator::Sd, "30", None), "60", "700 + 30 × 0 = 700: 700"),
        // Exactly 701.5, and floating point stays below.
        (worldskills(fixed, "30", None), "60.05 60 60", "700 + 30 × (60.05 − 60) ÷ 1 ≈ 701.4999999999999 → 701: 701"),
        (t, "60 70 80", "50 + 10 × (60.00 − 70) ÷ 10 = 40.00: 40.00"),
        (linear, "70 1", "60 + (70.00 − 40) × (100 − 60) ÷ (100 − 40) = 80.00: 80.00"),
        (ScaleRule::Percentile { decimals: 2 }, "20 10 20 30", "(1 + 2 ÷ 2) ÷ 4 × 100 = 50.00: 50.00"),
        (ScaleRule::Percentile { decimals: 2 }, "10", "(0 + 1 ÷ 2) ÷ 1 × 100 = 50.00: 50.00"),
    ] {
        let marks: Vec<&str> = marks.split_whitespace().collect();
        let (builder, script) = measured(&marks, scaled(scale));
        assert_eq!(step(&told(builder, &script), "scale score"), expected);
    }
    let (builder, script) = measured(&["60", "70", "82.5", "90"], scaled(worldskills(SpreadEstimator::Mad, "30", None)));
    let explanation = told(builder, &script);
    assert_eq!(step(&explanation, "median absolute deviation"), "1.4826 × (6.25 + 13.75) ÷ 2 = 14.826: 14.826");
    assert_eq!(step(&explanation, "median"), "(70 + 82.5) ÷ 2 = 76.25: 76.25");
    assert_eq!(step(&explanation, "whose results"), ": 4 results");
}

#[test]
fn neighbours_are_told_apart_by_the_key_that_decides() {
    let keys = vec![
        TieKey::Sum { name: "aspect:M1".to_owned(), aspects: vec![0] },
        TieKey::SmallerValue { name: "time:M2".to_owned(), aspect: 1 },
    ];
    let rules = |last| SkillRules { ties: TieRule { keys: keys.clone(), last }, decimals: 2, ..SkillRules::default() };
    let (builder, script) = measured(&["50 5", "52 3", "50 5", "48.5 5"], rules(TieLast::Shared));
    let explanation = told(builder, &script);
    assert_eq!(step(&explanation, "place"), "1 + 1 = 2: 2 of 4, shared by 2");
    assert_eq!(step(&explanation, "directly ahead: C2"), ": tie key 1: aspect:M1: worse by 2");
    assert_eq!(step(&explanation, "in the same place: C3"), ": equal in everything");
    assert_eq!(
        below(&explanation, "in the same place"),
        "Compared total equal; Compared tie key 1: aspect:M1 equal; Compared tie key 2: time:M2 equal"
    );
    assert_eq!(step(&explanation, "directly behind: C4"), ": total: better by 1.5");

    let (builder, script) = measured(&["50 5", "50 5"], rules(TieLast::Draw));
    assert!(step(&told(builder, &script), "witnessed draw").contains("not drawn yet"));
    let secret = DrawSecret::from_hex(&"0".repeat(64)).expect("a secret");
    let outcome = DrawOutcome::Revealed { secret, seed: String::new(), witnesses: Vec::new(), order: vec![1, 0] };
    let draw = Draw { number: 3, competitors: vec![0, 1], commitment: String::new(), outcome };
    let (builder, script) = measured(&["50 5", "50 5"], rules(TieLast::Draw));
    let explanation = explained(builder, &script, &[draw]);
    assert_eq!(step(&explanation, "witnessed draw"), ": draw 3: drawn as number 2 of 2, the other as number 1");
}

#[test]
fn a_medal_or_why_none() {
    let top = MedalRule::TopN { gold: 1, silver: 1, bronze: 0, merit: true };
    let share = MedalRule::Share { per_cent: [dec("20"), dec("0"), dec("0")], merit: false };
    let points = MedalRule::Worldskills { window: dec("2"), medallion: dec("60"), bronze_after_silvers: BronzeAfterSilvers::Window };
    for (rule, marks, expected) in [
        (top.clone(), "90 80", ": gold"),
        (top.clone(), "80 90 85 70 60 50", "⌊6 ÷ 2⌋ = 3: merit"),
        (top, "50 90 80", "⌊3 ÷ 2⌋ = 1: none: place 3 among 3 entrants is outside the medals"),
        (share, "50 60 70 80 90", "⌊5 × 20 ÷ 100⌋ = 1; ⌊5 × 0 ÷ 100⌋ = 0; ⌊5 × 0 ÷ 100⌋ = 0: none: place 5 among 5 entrants"),
        (points.clone(), "79 80 70 68 50", "80 − 79 = 1 ≤ 2: gold"),
        (points.clone(), "61 80 75 70", "61 ≥ 60: medallion"),
        (points, "50 80 75 70", "70 − 50 = 20 > 2; 50 < 60: none: 50 is within no medal's window of 2 points"),
    ] {
        let marks: Vec<&str> = marks.split_whitespace().collect();
        let (builder, script) = measured(&marks, SkillRules { medals: rule.into(), decimals: 2, ..SkillRules::default() });
        let found = step(&told(builder, &script), "medal");
        assert!(found.starts_with(expected), "{found} instead of {expected}");
    }
}

#[test]
fn while_marks_are_missing_places_are_told_as_open() {
    let (builder, script) = measured(&["50", "55 5"], SkillRules { decimals: 2, ..SkillRules::default() });
    let explanation = told(builder, &script);
    assert_eq!(step(&explanation, "places still reachable"), "0 + 1 = 1; 1 + 1 = 2: 1 to 2, with a total of 50.00 to 60.00");
    let medals = MedalRule::TopN { gold: 1, silver: 1, bronze: 1, merit: false }.into();
    let (builder, script) = measured(&["50", "55 5", "20 5"], SkillRules { medals, decimals: 2, ..SkillRules::default() });
    let decided = told(builder, &script);
    assert_eq!(
        below(&decided, "places still reachable"),
        "MedalChance chance of gold possible; MedalChance chance of silver possible; MedalChance chance of bronze gone"
    );
    assert_eq!(step(&explanation, "total of all"), ": 50.00 so far, 1 of 2 marks are missing");
    assert_eq!(step(&explanation, "aspect M2"), ": no mark yet");
}

#[test]
fn a_majority_is_counted() {
    let judged = || Judgement { max_spread: None, ..judgement() };
    let rules = SkillRules { ranking: RankingMethod::RankMajority, decimals: 2, ..SkillRules::default() };
    let builder = skill().competitors("C1 C2 C3").experts("E1 E2 E3").judged("J1", "2", judged()).measured("M1", "5", MARK).rules(rules);
    let mut script = Vec::new();
    for (competitor, scores) in [("C1", ["2", "3", "1"]), ("C2", ["3", "2", "0"]), ("C3", ["1", "1", "3"])] {
        let scores = ["E1", "E2", "E3"].into_iter().zip(scores);
        script.extend(scores.map(|(expert, score)| format!("{expert} {competitor} J1 {score}")));
        script.push(format!("E1 {competitor} M1 1"));
    }
    let script = script.join(";");
    let explanation = told(builder, &script);
    assert_eq!(step(&explanation, "place given by expert E1"), "2 ÷ 3 × 2.00 + 1.00 = 2.333…: 2");
    assert_eq!(step(&explanation, "rule 8: column 1 "), "⌊3 ÷ 2⌋ + 1 = 2: C1: 1 (sum 1), C2: 1 (sum 1)");
    assert_eq!(step(&explanation, "rule 6: column 2 "), "⌊3 ÷ 2⌋ + 1 = 2; 1 + 2 + 2 = 5: C1: 3 (sum 5), C2: 2 (sum 3)");
    assert_eq!(step(&explanation, "place"), "0 + 1 = 1: 1 of 3");
    assert_eq!(explanation.place.children.iter().filter(|node| node.kind == NodeKind::ExpertPlace).count(), 3);
}

//! `compare`: worked examples by hand, every method on every fixture and on random competitions, formats, faults.

use crate::common;

use std::process::Command;

use common::{
    competition::{MARK, SkillBuilder, dec, judgement, skill},
    folder::{Folder, fixture},
    random::{any_entries, any_scale, any_skill, tally_of},
};
use jinbang::{
    compare::{Change, Comparison, Method, MethodSummary, SkillComparison, compared},
    competition::{Judgement, JudgementResult, Medal, MedalRule, MedalRules, RankingMethod, ScaleRule, Skill, SkillRules, TieLast},
    decimal::Decimal,
    export,
    import::{self, read_folder},
    ranking::{Draw, DrawOutcome, Ranking, draw::DrawSecret, standings},
    scoring::{Score, SkillTally, Value},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// Scores are marks, 0 to 10; medals for the best three.
fn judged(experts: u32) -> SkillBuilder {
    let medals = MedalRules::from(MedalRule::TopN { gold: 1, silver: 1, bronze: 1, merit: false });
    let judgement = Judgement { max: dec("10"), max_spread: None, experts, result: JudgementResult::Value, ..judgement() };
    skill().experts("E1 E2 E3").judged("J1", "10", judgement).rules(SkillRules { medals, decimals: 2, ..SkillRules::default() })
}

/// One line per competitor, one score per expert; `.`: none.
fn by_hand(builder: SkillBuilder, scores: &[&str]) -> (Skill, SkillTally) {
    let names: Vec<String> = (1..=scores.len()).map(|number| format!("C{number}")).collect();
    let skill = builder.competitors(&names.join(" ")).skill();
    let mut tally = SkillTally::new(&skill);
    for (competitor, row) in scores.iter().enumerate() {
        for (expert, score) in (0..).zip(row.split_whitespace()).filter(|(_, score)| *score != ".") {
            assert!(tally.record(competitor, 0, Score { expert, round: 1, value: Value::Number(dec(score)), position: 1 }));
        }
    }
    (skill, tally)
}

fn summary<'a>(of: &'a SkillComparison, method: &str) -> (usize, &'a MethodSummary) {
    let index = of.methods.iter().position(|summary| summary.method == method).unwrap_or_else(|| panic!("no {method}"));
    (index, &of.methods[index])
}

/// `C2 7.00 gold`, best first; or why there is nothing.
fn placed(of: &SkillComparison, method: &str) -> Vec<String> {
    let (index, summary) = summary(of, method);
    if let Some(reason) = &summary.reason {
        return vec![reason.en.clone()];
    }
    let mut rows: Vec<_> = of.competitors.iter().filter(|row| row.ranks[index].is_some()).collect();
    rows.sort_by_key(|row| row.ranks[index]);
    let word = |medal: Option<Medal>| medal.map_or("-", Medal::word);
    rows.iter()
        .map(|row| format!("{} {} {}", row.competitor, row.totals[index].as_deref().unwrap_or(""), word(row.medals[index])))
        .collect()
}

/// E3 gives 3 less than the others: effects 1, 1 and −2 fit every score exactly, and without them C2 is the best.
#[test]
fn without_a_severe_expert_another_one_wins() {
    let (skill, tally) = by_hand(judged(2), &["7 7 .", "8 . 5", ". 4 1"]);
    let of = compared(&skill, &tally, &[]);
    for (method, expected) in [
        ("as-ruled/1", vec!["C1 7.00 gold", "C2 6.50 silver", "C3 2.50 bronze"]),
        ("raw/1", vec!["C1 7.00 gold", "C2 6.50 silver", "C3 2.50 bronze"]),
        ("closest-pair/1", vec!["C1 7.00 gold", "C2 6.50 silver", "C3 2.50 bronze"]),
        ("drop-high-low/1", vec!["no panel gave 3 scores"]),
        ("additive-adjusted/1", vec!["C2 7.00 gold", "C1 6.00 silver", "C3 3.00 bronze"]),
    ] {
        assert_eq!(placed(&of, method), expected, "{method}");
    }
    let (index, additive) = summary(&of, "additive-adjusted/1");
    // One of three pairs is turned round: (2 − 1) ÷ 3.
    assert_eq!((additive.differs, additive.medals_changed, additive.kendall_tau), (2, Some(2), Some(0.333_333)));
    let change = of.competitors[1].changes.iter().find(|change| change.method as usize == index).expect("a change");
    assert_eq!((change.change, change.from, change.to), (Change::Rises, Some(Medal::Silver), Some(Medal::Gold)));
    assert_eq!((of.competitors[1].best, of.competitors[2].best, of.competitors[2].worst), (Some(1), Some(3), Some(3)));
}

/// C1 has the higher mean by one expert's 10; two of three experts prefer C2, and so do all ways to leave the 10 out.
#[test]
fn a_majority_is_not_a_total() {
    let (skill, tally) = by_hand(judged(3), &["10 5 5", "2 6 6"]);
    let of = compared(&skill, &tally, &[]);
    for (method, expected) in [
        ("as-ruled/1", vec!["C1 6.67 gold", "C2 4.67 silver"]),
        ("rank-majority/1", vec!["C2 4.67 gold", "C1 6.67 silver"]),
        ("drop-high-low/1", vec!["C2 6.00 gold", "C1 5.00 silver"]),
        ("median/1", vec!["C2 6.00 gold", "C1 5.00 silver"]),
        ("closest-pair/1", vec!["C2 6.00 gold", "C1 5.00 silver"]),
    ] {
        assert_eq!(placed(&of, method), expected, "{method}");
    }
    let mut table = Vec::new();
    let comparison = Comparison { competition: "c".to_owned(), skills: vec![of] };
    export::comparison::table::write(&mut table, &comparison).expect("memory");
    let table = String::from_utf8(table).expect("text");
    let by = "drop-high-low/1, median/1, closest-pair/1, rank-majority/1";
    for line in [format!("  C1 would fall from gold to silver by {by}"), format!("  C2 would rise from silver to gold by {by}")] {
        assert!(table.lines().any(|found| found.starts_with(&line)), "{line}\n{table}");
    }
    assert!(table.lines().any(|line| line.starts_with("  C2          2S     2S   1↑G   1↑G")), "{table}");
}

/// Equal by everything but the median: the drawn order stands where they are equal, and nowhere else.
#[test]
fn a_draw_counts_where_they_are_equal() {
    let (mut skill, tally) = by_hand(judged(3), &["3 4 8", "5 5 5"]);
    skill.rules.ties.last = TieLast::Draw;
    let outcome = DrawOutcome::Revealed { secret: DrawSecret([7; 32]), seed: String::new(), witnesses: Vec::new(), order: vec![0, 1] };
    let draws = [Draw { number: 1, competitors: vec![0, 1], commitment: String::new(), outcome }];
    let of = compared(&skill, &tally, &draws);
    for (method, expected) in [
        ("as-ruled/1", ["C1 5.00 gold", "C2 5.00 silver"]),
        ("raw/1", ["C1 5.00 gold", "C2 5.00 silver"]),
        ("median/1", ["C2 5.00 gold", "C1 4.00 silver"]),
    ] {
        assert_eq!(placed(&of, method), expected, "{method}");
    }
    let without = compared(&skill, &tally, &[]);
    assert_eq!((without.competitors[0].ranks[0], without.competitors[1].ranks[0]), (Some(1), Some(1)));
}

/// A scale keeps the order, and rounding makes equals of 7.00 and 7.01: the total is a tie key nowhere.
#[test]
fn a_scale_changes_ranks_by_rounding_only() {
    let (skill, tally) = by_hand(judged(1), &["7", "7.01", "2", "1"]);
    let of = compared(&skill, &tally, &[]);
    let ranks = |method: &str| of.competitors.iter().map(|row| row.ranks[summary(&of, method).0]).collect::<Vec<_>>();
    assert_eq!(ranks("as-ruled/1"), [Some(1), Some(2), Some(3), Some(4)]);
    assert_eq!(ranks("scale:worldskills/1"), [Some(1), Some(1), Some(3), Some(4)]);
    assert_eq!(ranks("scale:z/1"), [Some(1), Some(2), Some(3), Some(4)]);
    let (index, linear) = summary(&of, "scale:linear/1");
    assert_eq!(of.competitors[0].scale_scores[index].as_deref(), Some("70.10"));
    assert_eq!(linear.scale.as_ref().map(|scale| scale.method.as_str()), Some("linear/1"));
}

#[test]
fn what_cannot_be_applied_says_why() {
    let measured = skill().competitors("C1 C2").measured("M1", "5", MARK).skill();
    let window = MedalRules::from(MedalRule::Worldskills {
        window: dec("2"),
        medallion: dec("5"),
        bronze_after_silvers: jinbang::competition::BronzeAfterSilvers::Window,
    });
    let (windowed, scores) = by_hand(judged(3), &["10 5 5", "2 6 6"]);
    let windowed = Skill { rules: SkillRules { medals: window, ..windowed.rules.clone() }, ..windowed };
    for (skill, tally, method, applies, words) in [
        (&measured, SkillTally::new(&measured), "median/1", false, "no aspect is judged"),
        (&measured, SkillTally::new(&measured), "rasch-adjusted/1", false, "no aspect is judged"),
        (&measured, SkillTally::new(&measured), "scale:t/1", false, "nobody stands on this scale yet"),
        (&windowed, SkillTally::new(&windowed), "raw/1", false, "no panel has given a mark yet"),
        (&windowed, SkillTally::new(&windowed), "rank-majority/1", false, "no competitor has the scores"),
        (&windowed, scores, "rank-majority/1", true, "no medals"),
    ] {
        let of = compared(skill, &tally, &[]);
        let (_, found) = summary(&of, method);
        let said = found.reason.iter().chain(&found.notes).map(|text| text.en.as_str()).collect::<Vec<_>>();
        assert!(said.iter().any(|text| text.starts_with(words)), "{method}: {found:?}");
        assert_eq!((found.applies, found.medals_changed), (applies, None), "{method}");
    }
    for (scores, method, words) in [
        (vec!["5 5 5", "5 5 5"], "z-adjusted/1", "all scores are equal"),
        (vec!["5 . .", "6 . ."], "additive-adjusted/1", "there is one expert"),
        (vec!["5 . .", ". 6 ."], "additive-adjusted/1", "the experts fall into 2 blocks"),
        (vec!["5 . .", ". 6 ."], "rank-majority/1", "E1 judges others and can never give C2 a place"),
    ] {
        let experts = u32::try_from(scores[0].split_whitespace().filter(|score| *score != ".").count()).expect("few");
        let (skill, tally) = by_hand(judged(experts), &scores);
        let of = compared(&skill, &tally, &[]);
        let reason = summary(&of, method).1.reason.clone().unwrap_or_default();
        assert!(reason.en.starts_with(words) && !reason.zh.is_empty(), "{method} {scores:?}: {reason:?}");
    }
}

/// Every method has ranks for everybody or a reason; all numbers are numbers; the first one is what the standings say.
fn assert_sound(skill: &Skill, tally: &SkillTally, of: &SkillComparison) {
    assert_eq!((of.methods.len(), of.competitors.len()), (Method::ALL.len(), skill.competitors.len()));
    let own = standings(skill, tally);
    for (standing, row) in own.iter().zip(&of.competitors) {
        let first = (row.ranks[0], row.medals[0], row.totals[0].clone());
        assert_eq!(skill.competitors[standing.competitor].id.as_str(), row.competitor);
        assert_eq!(first, (standing.rank, standing.medal, Some(standing.total.fixed(skill.rules.decimals))));
    }
    for (index, method) in of.methods.iter().enumerate() {
        assert_eq!(method.applies, method.reason.is_none(), "{method:?}");
        assert!(method.kendall_tau.is_none_or(|tau| (-1.0..=1.0).contains(&tau)), "{method:?}");
        for row in &of.competitors {
            let (own, rank) = (row.ranks[0].is_some(), row.ranks[index].is_some());
            let (waits, further) = (method.waiting.contains(&row.competitor), method.further.contains(&row.competitor));
            assert_eq!(rank, method.applies && (own || further) && !waits, "{} {method:?}", row.competitor);
            assert_eq!(row.totals[index].is_some(), method.applies);
            assert!(row.medals[index].is_none() || rank);
        }
        if skill.rules.ranking != RankingMethod::RankMajority && method.method != "rank-majority/1" {
            assert!(method.waiting.is_empty() && method.further.is_empty(), "{method:?}");
        }
    }
    let text = serde_json::to_string(of).expect("JSON");
    assert!(!text.contains("NaN"));
}

#[test]
fn every_method_answers_on_every_fixture() {
    for name in ["tiny", "digital-skills"] {
        let import = read_folder(&fixture(name));
        let competition = import.competition.as_ref().expect("a competition");
        for (skill, tally) in competition.skills.iter().zip(import::tallies(competition, &import.marks)) {
            let of = compared(skill, &tally, &[]);
            assert_sound(skill, &tally, &of);
            let applied = of.methods.iter().filter(|method| method.applies).count();
            assert!(applied >= 14, "{}: {:?}", skill.id, of.methods);
        }
    }
}

#[test]
fn random_competitions_are_compared_soundly() {
    let mut random = StdRng::seed_from_u64(23);
    let mut adjusted = 0;
    for case in 0..400 {
        let mut skill = any_skill(&mut random);
        any_scale(&mut skill, &mut random);
        if random.random_bool(0.15) {
            skill.rules.ranking = RankingMethod::RankMajority;
        }
        if random.random_bool(0.2) {
            let last = skill.competitors.len() - 1;
            skill.competitors[last].withdrawn = true;
        }
        let likely = [0.1, 0.6, 0.9, 1.0][case % 4];
        let tally = tally_of(&skill, &any_entries(&skill, likely, &mut random));
        let of = compared(&skill, &tally, &[]);
        assert_sound(&skill, &tally, &of);
        adjusted += of.methods.iter().filter(|method| method.applies && method.method.ends_with("adjusted/1")).count();
    }
    assert!(adjusted > 100, "{adjusted}");
}

/// Marks replaced by themselves, or there and back, leave every sum as it was.
#[test]
fn other_marks_are_carried_into_every_sum() {
    let mut random = StdRng::seed_from_u64(5);
    for _ in 0..200 {
        let mut skill = any_skill(&mut random);
        any_scale(&mut skill, &mut random);
        let tally = tally_of(&skill, &any_entries(&skill, 0.9, &mut random));
        let other = tally.remarked(|competitor, aspect| (competitor + aspect).is_multiple_of(2).then_some(Decimal::ONE));
        let back = other.remarked(|competitor, aspect| tally.mark(competitor, aspect));
        for competitor in 0..tally.competitors() {
            assert_eq!(back.sums(competitor), tally.sums(competitor));
            let marks = (0..tally.aspects().len()).filter_map(|aspect| other.mark(competitor, aspect));
            assert_eq!(other.sums(competitor).sum, marks.sum::<Decimal>());
        }
        assert_eq!(Ranking::new(&skill, &back).tied(), Ranking::new(&skill, &tally).tied());
    }
}

/// The scales have the parameters that a folder gets which names only the method.
#[test]
fn default_scales_are_those_of_the_folder_format() {
    let plain = Folder::sound().read();
    let plain = plain.competition.expect("a competition");
    let of = compared(&plain.skills[0], &SkillTally::new(&plain.skills[0]), &[]);
    assert!(of.methods.iter().all(|method| method.scale.is_none()), "nobody has a mark yet");
    for (name, rules) in [
        ("worldskills", "method = \"worldskills\""),
        ("worldskills-mad", "method = \"worldskills\"\nestimator = \"mad\""),
        ("linear", "method = \"linear\""),
        ("z", "method = \"z\""),
        ("t", "method = \"t\""),
        ("percentile", "method = \"percentile\""),
    ] {
        let folder = Folder::sound();
        let compared_in = |folder: &Folder| {
            let import = folder.read();
            let competition = import.competition.expect("a competition");
            let tallies = import::tallies(&competition, &import.marks);
            (competition.skills[0].rules.scale.clone(), compared(&competition.skills[0], &tallies[0], &[]))
        };
        let (none, by_default) = compared_in(&folder);
        folder.change("skills/cables/skill.toml", "[ties]", &format!("[scale]\n{rules}\n\n[ties]"));
        let (own, by_own) = compared_in(&folder);
        let method = format!("scale:{name}/1");
        assert!(none == ScaleRule::None && own != ScaleRule::None);
        assert_eq!(summary(&by_default, &method).1.scale, summary(&by_own, &method).1.scale, "{name}");
    }
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jinbang")).args(args).output().expect("the program");
    (output.status.code(), String::from_utf8(output.stdout).expect("text"), String::from_utf8(output.stderr).expect("text"))
}

#[test]
fn the_command_reads_folders_as_rank_does() {
    let folder = Folder::sound();
    let path = folder.path().to_string_lossy().into_owned();
    let (code, out, _) = run(&["compare", &path, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (code, &json["competition"], &json["skills"][0]["methods"][0]["method"]),
        (Some(0), &"try-out".into(), &"as-ruled/1".into())
    );
    assert_eq!(json["skills"][0]["competitors"][0]["ranks"].as_array().map(Vec::len), Some(Method::ALL.len()));
    let (code, out, _) = run(&["compare", &path, "--skill", "cables", "--format", "csv"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((code, lines[0]), (Some(0), "skill,method,competitor,rank,rank_change,medal,medal_as_ruled"));
    assert_eq!((lines[1], lines.len()), ("cables,as-ruled/1,C2,1,0,gold,gold", 1 + 3 * Method::ALL.len()));
    let (code, _, err) = run(&["compare", &path, "--skill", "cable"]);
    assert!(code == Some(2) && err.contains("did you mean \"cables\""), "{err}");
    folder.change("marks.csv", "cables,C1,B1.J1,E3,1,", "cables,C1,B1.J1,E3,9,");
    let (code, out, err) = run(&["compare", &path]);
    assert!(code == Some(1) && out.is_empty() && err.contains("marks.csv"), "{err}");
}

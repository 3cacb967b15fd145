//! `fairness`: the worked examples of its methods through a folder, its JSON, what it says of data that say nothing.

use crate::common;

use std::{fmt::Write, path::Path, process::Command};

use common::folder::{Folder, fixture};
use jinbang::{
    decimal::Decimal,
    fairness::{
        Method, Rating, Ratings, ScoreRange, additive, adjusted_scores, agreement,
        flags::{compatriots, drift},
    },
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn run(folder: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jinbang")).arg("fairness").arg(folder).args(more).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn report(folder: &Path) -> Value {
    let (code, out, err) = run(folder, &["--format", "json"]);
    assert_eq!(code, Some(0), "{err}");
    serde_json::from_str(&out).unwrap()
}

/// One skill of judgement aspects. One table per aspect, one line per competitor, one column per expert, `.` for none.
fn judged(scores: &str, tables: &[&str]) -> Folder {
    let folder = Folder::empty();
    let experts = tables.iter().flat_map(|table| table.lines()).map(|line| line.split_whitespace().count()).max().unwrap_or(1);
    let (mut scheme, mut people) = ("aspect,type,max_mark\n".to_owned(), "id,skill\n".to_owned());
    let mut marks = "skill,competitor,aspect,expert,value\n".to_owned();
    for (aspect, table) in tables.iter().enumerate() {
        writeln!(scheme, "A1.J{aspect},J,10").unwrap();
        for (competitor, line) in table.lines().enumerate() {
            if aspect == 0 {
                writeln!(people, "C{competitor},tea").unwrap();
            }
            for (expert, score) in line.split_whitespace().enumerate().filter(|(_, score)| *score != ".") {
                writeln!(marks, "tea,C{competitor},A1.J{aspect},E{expert},{score}").unwrap();
            }
        }
    }
    let total = 10 * tables.len();
    folder.put("competition.toml", "id = \"try-out\"\n");
    folder.put(
        "skills/tea/skill.toml",
        format!("[scheme]\ntotal = {total}\n[judgement]\nscores = [{scores}]\nexperts = {}\nmissing = \"skip\"\n", experts.max(1)),
    );
    folder.put("skills/tea/scheme.csv", scheme);
    folder.put("competitors.csv", people);
    folder.put("marks.csv", marks);
    folder
}

/// One line per expert to one line per competitor.
fn turned(experts: &[&str]) -> String {
    let experts: Vec<Vec<&str>> = experts.iter().map(|line| line.split_whitespace().collect()).collect();
    (0..experts[0].len()).map(|row| experts.iter().map(|scores| scores[row]).collect::<Vec<_>>().join(" ") + "\n").collect()
}

fn skill(folder: &Folder) -> Value {
    report(folder.path())["skills"][0].clone()
}

#[track_caller]
fn near(found: &Value, expected: f64, tolerance: f64) {
    let number = found.as_f64().unwrap_or(f64::NAN);
    assert!((number - expected).abs() <= tolerance, "{found} is not {expected}");
}

/// rules.md §3: Shrout and Fleiss 1979.
#[test]
fn the_six_iccs_of_the_worked_example() {
    let agreement = skill(&judged("0, 10", &["9 2 5 8\n6 1 3 2\n8 4 6 8\n7 1 2 6\n10 5 6 9\n6 2 4 7"]))["agreement"].clone();
    for (form, expected) in [("1,1", 0.17), ("2,1", 0.29), ("3,1", 0.71), ("1,k", 0.44), ("2,k", 0.62), ("3,k", 0.91)] {
        near(&agreement["icc"][form], expected, 0.005);
        let (low, high) = (&agreement["icc_intervals"][form][0], &agreement["icc_intervals"][form][1]);
        assert!(low.as_f64() < Some(expected) && high.as_f64() > Some(expected), "{form}: {low} {high}");
    }
}

/// rules.md §3: fifteen units, three coders, missing scores.
#[test]
fn the_alphas_of_the_worked_example() {
    let coders = [". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4"];
    let alpha = skill(&judged("1, 4", &[&turned(&coders)]))["agreement"]["alpha"].clone();
    near(&alpha["nominal"], 0.691, 0.0005);
    near(&alpha["interval"], 0.811, 0.0005);
}

/// rules.md §3: four experts, ten competitors.
#[test]
fn the_w_of_the_worked_example() {
    let ranks = ["1 3 4 5 2 8 6 7 10 9", "2 1 4 5 6 3 8 7 10 9", "3 2 1 5 7 4 6 8 9 10", "4 2 3 1 6 7 5 9 8 10"];
    let w = skill(&judged("1, 10", &[&turned(&ranks)]))["agreement"]["kendall_w"].clone();
    near(&w["w"], 0.7939, 0.00005);
    near(&w["chi2"], 28.58, 0.005);
    assert_eq!((&w["df"], &w["competitors"]), (&json!(9), &json!(10)));
}

#[test]
fn the_tiny_competition_has_every_part_of_the_report() {
    let document = report(&fixture("tiny"));
    let skill = &document["skills"][0];
    assert_eq!((&document["competition"], &skill["skill"], &skill["connected"]), (&json!("tiny"), &json!("cable-making"), &json!(true)));
    let experts = skill["experts"].as_array().unwrap();
    let sum = |of: &dyn Fn(&Value) -> Option<f64>| experts.iter().filter_map(of).sum::<f64>();
    assert_eq!(experts.len(), 4);
    for total in [sum(&|expert| expert["additive"].as_f64()), sum(&|expert| expert["rasch"]["severity"].as_f64())] {
        assert!(total.abs() < 1e-5, "{total}");
    }
    for expert in experts {
        for path in ["/n", "/z", "/additive", "/rasch/severity", "/rasch/se", "/rasch/infit", "/rasch/outfit"] {
            assert!(expert.pointer(path).is_some_and(Value::is_number), "{path} of {expert}");
        }
    }
    // From another program, which sweeps over one parameter at a time until no margin is off by 10⁻¹⁰.
    for (expert, severity) in experts.iter().zip([0.209_366, 0.902_565, -0.996_056, -0.115_875]) {
        near(&expert["rasch"]["severity"], severity, 2e-6);
    }
    for (row, threshold) in [(1, -4.204_249), (2, -0.674_117), (3, 4.878_366)] {
        near(&skill["thresholds"][row]["threshold"], threshold, 2e-6);
    }
    assert_eq!((skill["aspects"].as_array().unwrap().len(), skill["thresholds"].as_array().unwrap().len()), (3, 4));
    assert_eq!((&skill["methods"]["rasch"], &skill["rasch"]["converged"]), (&json!("many-facet-rasch/1"), &json!(true)));
    assert_eq!(skill["ranks"]["competitors"].as_array().unwrap().len(), 4);
}

/// Three panels of each skill share no unit.
#[test]
fn panels_apart_get_blocks_and_no_numbers_across_them() {
    for skill in report(&fixture("digital-skills"))["skills"].as_array().unwrap() {
        assert_eq!(skill["connected"], json!(false));
        for expert in skill["experts"].as_array().unwrap() {
            assert!(expert["additive"].is_null() && expert["rasch"]["severity"].is_null() && expert["rasch"]["infit"].is_number());
        }
        assert!(skill["blocks"].as_array().unwrap().len() >= 3);
        for (list, name) in [(&skill["blocks"], "additive"), (&skill["rasch"]["expert_subsets"], "severity")] {
            for block in list.as_array().unwrap() {
                let members = block.get("experts").unwrap_or(block).as_array().unwrap();
                let sum: f64 = members.iter().filter_map(|member| member[name].as_f64()).sum();
                assert!(sum.abs() < 1e-5, "{block}");
            }
        }
        assert!(skill["notes"].as_array().unwrap().iter().any(|note| note["code"] == "disconnected"));
    }
}

/// What cannot be said is null, and a note names the reason in both languages.
#[test]
fn data_that_say_nothing_have_a_reason() {
    for (scores, tables, concerns, code) in [
        ("0, 3", &[". .\n. ."][..], "additive", "no-scores"),
        ("0, 3", &["1\n2"], "additive", "one-expert"),
        ("0, 3", &["1\n2"], "rasch", "one-expert"),
        ("0, 3", &["2 2\n2 2"], "rasch", "all-equal"),
        ("0, 3", &["2 2\n2 2"], "icc.1", "all-equal"),
        ("0, 3", &["2 2\n2 2"], "alpha.nominal", "all-equal"),
        ("0, 3", &["2 2\n2 2"], "kendall_w", "all-tied"),
        ("0, 3", &["0 0\n3 3"], "rasch", "all-extreme"),
        ("0, 3", &["0 2\n2 0\n3 2\n2 3"], "rasch", "separated"),
        ("0, 3", &["1 2"], "kendall_w", "no-crossed-competitors"),
        ("0, 3", &["1 .\n. 2"], "additive", "disconnected"),
        ("0, 3", &["1 .\n. 2"], "icc.1", "no-shared-unit"),
        ("0, 3", &["1 2\n2 3\n0 1"], "icc_intervals.3,1", "exact-agreement"),
    ] {
        let skill = skill(&judged(scores, tables));
        let note = |note: &&Value| {
            note["concerns"].as_str().is_some_and(|part| part.split(", ").any(|part| part == concerns)) && note["code"] == code
        };
        let found = skill["notes"].as_array().unwrap().iter().find(note);
        let text = found.map(|note| (note["text"]["zh"].as_str().unwrap_or(""), note["text"]["en"].as_str().unwrap_or("")));
        assert!(text.is_some_and(|(zh, en)| !zh.is_empty() && !en.is_empty()), "{tables:?} {concerns} {code}: {}", skill["notes"]);
    }
}

#[test]
fn a_seed_gives_the_same_bytes_and_agreement_gives_certainty() {
    let folder = judged("0, 9", &["5 7 6\n6 6 4\n5 4 6\n9 9 9", "5 6 6\n7 6 4\n5 3 6\n9 9 9"]);
    let seeded = |seed: &str| run(folder.path(), &["--format", "json", "--seed", seed, "--replicates", "200"]).1;
    assert_eq!(seeded("7"), seeded("7"));
    assert_ne!(seeded("7"), seeded("8"));
    let ranks = skill(&folder)["ranks"].clone();
    assert_eq!((&ranks["seed"], &ranks["replicates"]), (&json!(1), &json!(1000)));
    let best = &ranks["competitors"][0];
    assert_eq!(
        (&best["competitor"], &best["rank"], &best["rank_low"], &best["rank_high"]),
        (&json!("C3"), &json!(1), &json!(1), &json!(1))
    );
    assert_eq!((&best["total_low"], &best["total_high"]), (&best["total"], &best["total"]));
    let unsure = &ranks["competitors"][1];
    assert!(
        unsure["rank_low"].as_u64() <= unsure["rank"].as_u64() && unsure["rank_high"].as_u64() > unsure["rank_low"].as_u64(),
        "{unsure}"
    );
}

/// Weights scale every total, drawn ones as well: ten times the marks, and the same ranks.
#[test]
fn drawn_totals_follow_the_rules_of_totals() {
    let folder = judged("0, 9", &["5 7 6\n6 6 4\n5 4 6\n9 9 9"]);
    let plain = skill(&folder)["ranks"]["competitors"].clone();
    folder.change("skills/tea/skill.toml", "[judgement]", "[ranking]\nweights = { A = 100 }\n[judgement]");
    let weighted = skill(&folder)["ranks"]["competitors"].clone();
    for (plain, weighted) in plain.as_array().unwrap().iter().zip(weighted.as_array().unwrap()) {
        let decimal = |total: &Value| total.as_str().unwrap().parse::<f64>().unwrap();
        for total in ["total", "total_low", "total_high"] {
            assert!((decimal(&weighted[total]) - 10.0 * decimal(&plain[total])).abs() < 1e-9, "{weighted}");
        }
        assert_eq!((&plain["rank_low"], &plain["rank_high"]), (&weighted["rank_low"], &weighted["rank_high"]));
    }
}

#[test]
fn table_and_csv() {
    let folder = judged("0, 9", &["5 4 0\n6 7 1\n8 8 4\n9 8 5\n4 5 0\n7 6 3"]);
    let table = run(folder.path(), &["--seed", "1"]).1;
    for line in [
        "tea  tea  (18 scores on 6 units by 3 experts)",
        "  expert  scores  mean      z  additive",
        "  E2           6  2.17",
        "severe",
        "    E2 is severe: scores lie 2.83 below the panel's",
        "  Kendall's W 0.9",
    ] {
        assert!(table.contains(line), "{line:?} is not in\n{table}");
    }
    let csv = run(folder.path(), &["--format", "csv"]).1;
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "skill,expert,n,mean,z,additive,additive_se,severity,severity_se,infit,outfit,flags");
    assert!(rows.len() == 4 && rows[3].starts_with("tea,E2,6,2.166667,") && rows[3].ends_with(",severe"), "{csv}");
}

/// The same words and codes as `rank`.
#[test]
fn faults_and_unknown_skills_are_told_as_by_rank() {
    let folder = Folder::sound();
    let (code, _, err) = run(folder.path(), &["--skill", "cable"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("there is no skill \"cable\" (did you mean \"cables\"?); there are cables"), "{err}");
    folder.change("marks.csv", "E1,2,", "E1,9,");
    let (code, out, err) = run(folder.path(), &[]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("error marks.csv"), "{err}");
}

/// Expert 0 rises from one below to one above the others, and gives one more to the own delegation; the others do neither.
#[test]
fn drift_and_compatriots_show_in_the_residuals() {
    let mut list = Vec::new();
    for competitor in 0..40_u32 {
        for expert in 0..3_u32 {
            let wobble = i64::from((competitor * 7 + expert * 3) % 5) - 2;
            let drifting = if expert == 0 { i64::from(competitor) * 5 - 100 } else { 0 };
            let own = expert == 1 && competitor % 4 == 0;
            let value = Decimal::from_units((5_000 + wobble * 20 + drifting + i64::from(own) * 200) * 100_000);
            list.push(Rating { competitor, aspect: 0, expert, value, position: u64::from(competitor * 3 + expert), compatriot: own });
        }
    }
    let range = ScoreRange { min: Decimal::ZERO, max: Decimal::from_int(10), step: Decimal::ZERO };
    let ratings = Ratings::new(40, 3, vec![range], list).unwrap();
    let fit = additive(&ratings).unwrap();
    let (drift, own) = (drift(&ratings, &fit), compatriots(&ratings, &fit));
    // Two thirds of what one of three experts does is seen against the panel.
    assert!(drift[0].is_some_and(|drift| drift.t > 3.0 && (drift.change - 0.13).abs() < 0.03), "{drift:?}");
    assert!(own[1].is_some_and(|own| own.own == 10 && own.t.is_some_and(|t| t > 3.0) && (own.difference - 0.133).abs() < 0.03), "{own:?}");
    assert!(own[0].is_none() && own[2].is_none());
}

const COMPETITORS: u32 = 4;
const EXPERTS: u32 = 3;

/// Two aspects of 0 to 9; a score of ten or more is missing.
fn ratings_of(scores: &[i32], more: [i32; EXPERTS as usize]) -> Ratings {
    let list = (0_u32..).zip(scores).filter(|(_, score)| **score < 10).map(|(index, score)| {
        let expert = index % EXPERTS;
        let value = Decimal::from_int(score + more[expert as usize]);
        let (competitor, aspect) = (index / EXPERTS % COMPETITORS, index / EXPERTS / COMPETITORS);
        Rating { competitor, aspect, expert, value, position: u64::from(index), compatriot: index % 5 == 0 }
    });
    let range = ScoreRange { min: Decimal::ZERO, max: Decimal::from_int(99), step: Decimal::ONE };
    Ratings::new(COMPETITORS as usize, EXPERTS as usize, vec![range; 2], list.collect()).expect("in range")
}

fn tables() -> impl Strategy<Value = Vec<i32>> {
    proptest::collection::vec(prop_oneof![3 => 0..3, 2 => 0..10, 1 => 10..11], 24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever was scored: a number or a reason.
    #[test]
    fn every_answer_is_a_number_or_a_reason(scores in tables()) {
        let ratings = ratings_of(&scores, [0; 3]);
        let mut numbers: Vec<f64> = agreement::Metric::ALL.iter().filter_map(|&metric| agreement::alpha(&ratings, metric).ok()).collect();
        numbers.extend(agreement::kendall(&ratings).iter().flat_map(|found| [found.w, found.chi2, found.p]));
        let pairs = agreement::one_way(&ratings).into_iter().map(|one| one.icc1);
        let pairs = pairs.chain(agreement::two_way(&ratings).into_iter().flat_map(|two| [two.icc2, two.icc3]));
        for form in pairs.flat_map(|pair| [pair.single, pair.mean]) {
            numbers.extend(form.value.iter());
            numbers.extend(form.interval.iter().flat_map(|(low, high)| [*low, *high]));
        }
        if let Ok(fit) = additive(&ratings) {
            numbers.extend(fit.effects.iter().chain(&fit.errors).flatten().chain(&fit.residuals));
            numbers.extend(drift(&ratings, &fit).iter().flatten().flat_map(|drift| [drift.change, drift.t]));
            numbers.extend(compatriots(&ratings, &fit).iter().flatten().flat_map(|own| [own.difference, own.t.unwrap_or(0.0)]));
        }
        for method in [Method::Z, Method::Additive, Method::Rasch] {
            numbers.extend(adjusted_scores(&ratings, method).iter().flat_map(|adjusted| adjusted.scores.clone()));
        }
        prop_assert!(numbers.iter().all(|number| number.is_finite()), "{numbers:?}");
    }

    /// What one expert gives more everywhere is that expert's effect, and adjusting takes it away again.
    #[test]
    fn a_constant_is_found_and_taken_away(scores in proptest::collection::vec(0..10, 24), more in 1..50) {
        let (plain, raised) = (ratings_of(&scores, [0; 3]), ratings_of(&scores, [0, more, 0]));
        let (before, after) = (additive(&plain).unwrap().effects, additive(&raised).unwrap().effects);
        let change = after[1].unwrap() - before[1].unwrap();
        prop_assert!((change - f64::from(more) * 2.0 / 3.0).abs() < 1e-9, "{change}");
        let adjusted = |ratings: &Ratings| adjusted_scores(ratings, Method::Additive).unwrap().scores;
        let moved: Vec<f64> = adjusted(&raised).iter().zip(adjusted(&plain)).map(|(a, b)| a - b).collect();
        prop_assert!(moved.iter().all(|by| (by - moved[0]).abs() < 1e-9), "{moved:?}");
    }
}

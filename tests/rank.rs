//! `rank`: standings by hand, order of rows and of competitors, formats, faults.

use crate::common;

use std::{fmt::Write, process::Command, time::Instant};

use common::folder::{Folder, fixture};
use jinbang::{
    export::{self, Results},
    import::{self, Import},
};
use proptest::{prelude::*, sample::select};
use serde_json::Value;

fn json(import: &Import) -> Value {
    let competition = import.competition.as_ref().unwrap();
    let tallies = import::tallies(competition, &import.marks);
    let mut out = Vec::new();
    export::json::write(&mut out, &Results::new(competition, &tallies, &import.draws)).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn row(standing: &Value) -> String {
    format!("{} {} {} {}", standing["competitor"], standing["rank"], standing["total"], standing["medal"]).replace('"', "")
}

fn rows(document: &Value) -> Vec<String> {
    document["skills"][0]["standings"].as_array().unwrap().iter().map(row).collect()
}

/// fixtures/competitions/tiny/expected.md, worked out by hand.
#[test]
fn the_tiny_competition_comes_out_as_by_hand() {
    let document = json(&import::read_folder(&fixture("tiny")));
    assert_eq!(rows(&document), ["CM-02 1 82.67 gold", "CM-01 2 82.67 silver", "CM-03 3 38.50 null", "CM-04 3 38.50 null"]);
    let marks = &document["skills"][0]["standings"][2]["marks"];
    let expected =
        serde_json::json!({"A1.M1": "12.50", "A1.J1": "4.00", "B1.M1": "0.00", "B1.J1": "9.33", "C1.M1": "10.00", "C1.J1": "2.67"});
    assert_eq!((marks, &document["skills"][0]["method"], &document["skills"][0]["complete"]), (&expected, &"total/1".into(), &true.into()));
}

/// A missing mark is never a zero: it is absent, and what can still happen is told.
#[test]
fn missing_marks_are_absent_and_places_stay_open() {
    let folder = Folder::sound();
    folder.change("marks.csv", "cables,C1,B1.J1,E3,1,\n", "");
    let document = json(&folder.read());
    let first = &document["skills"][0]["standings"][0];
    assert_eq!(document["skills"][0]["complete"], false);
    let last = document["skills"][0]["standings"].as_array().unwrap().iter().find(|standing| standing["competitor"] == "C1").unwrap();
    assert!(last["marks"].get("B1.J1").is_none());
    assert_eq!((&first["competitor"], &last["best_rank"], &last["worst_rank"]), (&"C2".into(), &1.into(), &2.into()));
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jinbang")).args(args).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn table_and_csv() {
    let folder = Folder::sound();
    folder.change("competitors.csv", "Bai Zhe", "=1+1");
    let path = folder.path().to_string_lossy().into_owned();
    let table = "\
cables  Cables  (complete)
  total/1; ties module:practice; medals top-n/1 (counts 1 / 1 / 1, merit yes)
  rank  competitor  name             delegation  total  medal
     1  C2          白喆 =1+1        south        7.50  gold
     2  C1          沈翀 Shen Chong  north        7.42  silver
     3  C3 (guest)  古丽 Guli                     2.33

delegations
  rank  delegation  name      entries  skills  gold  silver  bronze  medallion  medal points  per skill
     1  south       南 South        1       1     1       0       0          0             4       4.00
     2  north       北 North        1       1     0       1       0          0             3       3.00
";
    let csv = "\
skill,rank,competitor,name_zh,name_en,delegation,total,scale_score,medal,awards,best_rank,worst_rank,rules
cables,1,C2,白喆,'=1+1,south,7.50,,gold,,1,1,RULES
cables,2,C1,沈翀,Shen Chong,north,7.42,,silver,,2,2,RULES
cables,3,C3,古丽,Guli,,2.33,,,,3,3,RULES
";
    assert_eq!(run(&["rank", &path]).1, table);
    let rules = "\"total/1; ties module:practice; medals top-n/1 (counts 1 / 1 / 1, merit yes)\"";
    assert_eq!(run(&["rank", &path, "--format", "csv"]).1, csv.replace("RULES", rules));
}

#[test]
fn awards_and_delegations() {
    let folder = Folder::sound();
    folder.change("skills/cables/skill.toml", "[medals]", "[scale]\nmethod = \"worldskills\"\n[medals]");
    folder.change("delegations.csv", "North", "+North");
    folder.change("competition.toml", "2026-11-19\"\n", "2026-11-19\"\n[awards]\nmedal_points = [7, 3, 2.5, 0]\n");
    let path = folder.path().to_string_lossy().into_owned();
    let document: Value = serde_json::from_str(&run(&["rank", &path, "--format", "json"]).1).unwrap();
    let awards = document["skills"][0]["standings"].as_array().unwrap().iter().map(|standing| &standing["awards"]).collect::<Vec<_>>();
    assert_eq!(serde_json::json!(awards), serde_json::json!([["best-of-delegation", "best-of-all"], ["best-of-delegation"], []]));
    let delegations = serde_json::json!([
        {
            "delegation": "south", "rank": 1, "entries": 1, "skills_entered": 1, "gold": 1, "silver": 0, "bronze": 0, "medallion": 0,
            "medal_points": "7", "average_medal_points": "7.00", "total_point_score": "701", "average_point_score": "701.00",
        },
        {
            "delegation": "north", "rank": 2, "entries": 1, "skills_entered": 1, "gold": 0, "silver": 1, "bronze": 0, "medallion": 0,
            "medal_points": "3", "average_medal_points": "3.00", "total_point_score": "700", "average_point_score": "700.00",
        },
    ]);
    assert_eq!(document["delegations"], delegations);
    let alone: Value = serde_json::from_str(&run(&["rank", &path, "--delegations", "--format", "json"]).1).unwrap();
    assert_eq!(alone, serde_json::json!({"competition": "try-out", "delegations": delegations}));
    let csv = "\
rank,delegation,name_zh,name_en,entries,skills_entered,gold,silver,bronze,medallion,medal_points,average_medal_points,total_point_score,average_point_score
1,south,南,South,1,1,1,0,0,0,7,7.00,701,701.00
2,north,北,'+North,1,1,0,1,0,0,3,3.00,700,700.00
";
    assert_eq!(run(&["rank", &path, "--delegations", "--format", "csv"]).1, csv);
    let table = "\
cables  Cables  (complete)
  total/1; scale worldskills/1 (centre 700, estimator sd, target_spread 30, decimals 0, population all, missing so-far); \
3 results, middle 7.42, spread 2.962077; ties module:practice; medals top-n/1 (counts 1 / 1 / 1, merit yes)
  rank  competitor  name             delegation  total  scale  medal   awards
     1  C2          白喆 Bai Zhe     south        7.50    701  gold    best-of-delegation best-of-all
     2  C1          沈翀 Shen Chong  north        7.42    700  silver  best-of-delegation
     3  C3 (guest)  古丽 Guli                     2.33    648
";
    assert_eq!(run(&["rank", &path, "--skill", "cables"]).1, table);
    assert_eq!(run(&["rank", &path, "--skill", "cables", "--delegations"]).0, Some(2));
}

/// A total is never compared with a scale score.
#[test]
fn who_is_not_on_the_scale_yet_gets_no_medal_by_points() {
    let folder = Folder::sound();
    folder.change(
        "skills/cables/skill.toml",
        "rule = \"top-n\"\n",
        "rule = \"worldskills\"\nmedallion = 0\n[scale]\nmethod = \"worldskills\"\nmissing = \"wait\"\n",
    );
    folder.change("competitors.csv", "否", "是");
    folder.change("marks.csv", "cables,C1,B1.J1,E3,1,\n", "");
    assert_eq!(rows(&json(&folder.read())), ["C2 1 7.50 gold", "C1 2 6.42 null", "C3 3 2.33 silver"]);
}

/// Another skill's better score may be among what cannot be read.
#[test]
fn a_skill_of_a_faulty_folder_has_no_awards_and_says_so() {
    let folder = Folder::sound();
    folder.change("skills/cables/skill.toml", "[medals]", "[scale]\nmethod = \"worldskills\"\n[medals]");
    folder.put("skills/pottery/skill.toml", "[scheme]\ntotal = 1\n");
    folder.put("skills/pottery/scheme.csv", "aspect,type,max_mark\nA1.M1,M,2\n");
    let (code, out, err) = run(&["rank", &folder.path().to_string_lossy(), "--skill", "cables", "--format", "json"]);
    let document: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &document["skills"][0]["standings"][0]["awards"]), (Some(0), &serde_json::json!([])));
    assert!(document.get("delegations").is_none());
    assert!(err.contains("no awards across skills"), "{err}");
}

#[test]
fn errors_stop_a_ranking_unless_they_are_another_skills() {
    let folder = Folder::sound();
    folder.put("skills/pottery/skill.toml", "[scheme]\ntotal = 1\n");
    folder.put("skills/pottery/scheme.csv", "aspect,type,max_mark\nA1.M1,M,2\n");
    let path = folder.path().to_string_lossy().into_owned();
    let (code, out, err) = run(&["rank", &path]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("skills/pottery/scheme.csv:max_mark"), "{err}");
    assert_eq!(run(&["rank", &path, "--skill", "pottery"]).0, Some(1));
    let (code, out, err) = run(&["rank", &path, "--skill", "cables"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("C2"));
    let (code, _, err) = run(&["rank", &path, "--skill", "cable"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("cables, pottery"), "{err}");
}

#[test]
fn eighty_thousand_marks_take_no_time() {
    let folder = Folder::empty();
    let (mut scheme, mut competitors, mut marks) =
        ("aspect,type,max_mark\n".to_owned(), "id,skill\n".to_owned(), "skill,competitor,aspect,value\n".to_owned());
    for aspect in 0..100 {
        writeln!(scheme, "A1.M{aspect},M,1").unwrap();
    }
    for competitor in 0..800 {
        writeln!(competitors, "C{competitor},big").unwrap();
        for aspect in 0..100 {
            writeln!(marks, "big,C{competitor},A1.M{aspect},0.{:02}", (competitor * 37 + aspect * 11) % 100).unwrap();
        }
    }
    folder.put("skills/big/scheme.csv", scheme);
    folder.put("competitors.csv", competitors);
    folder.put("marks.csv", marks);
    let begin = Instant::now();
    let document = json(&folder.read());
    assert_eq!(document["skills"][0]["standings"].as_array().unwrap().len(), 800);
    assert_eq!(document["skills"][0]["complete"], true);
    // Generous, for an unoptimised build on a busy machine; anything quadratic takes minutes.
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}

/// The same marks in another order of rows, the same competitors in another order of rows.
fn permuted(text: &str, order: &[usize]) -> String {
    let (header, rest) = text.split_once('\n').unwrap();
    let lines: Vec<&str> = rest.lines().collect();
    order.iter().filter_map(|&index| lines.get(index)).fold(header.to_owned() + "\n", |text, line| text + line + "\n")
}

fn orders(len: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..len).collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_rows_changes_nothing(order in orders(24), kept in 0_usize..=24) {
        let folder = Folder::sound();
        folder.put("marks.csv", permuted(common::folder::MARKS, &order[..kept]));
        let shuffled = json(&folder.read());
        let mut sorted = order[..kept].to_vec();
        sorted.sort_unstable();
        folder.put("marks.csv", permuted(common::folder::MARKS, &sorted));
        prop_assert_eq!(shuffled, json(&folder.read()));
    }

    #[test]
    fn the_order_of_competitors_only_reorders_equals(order in orders(3), skill in select(vec!["", "[scale]\nmethod = \"worldskills\"\n", "[scale]\nmethod = \"percentile\"\n"])) {
        let folder = Folder::sound();
        folder.put("skills/cables/skill.toml", format!("{}{skill}", common::folder::SKILL));
        let by_id = |import: &Import| {
            let document = json(import);
            let mut standings = document["skills"][0]["standings"].as_array().unwrap().clone();
            standings.sort_by_key(|standing| standing["competitor"].to_string());
            standings
        };
        let before = by_id(&folder.read());
        folder.put("competitors.csv", permuted(common::folder::COMPETITORS, &order));
        prop_assert_eq!(before, by_id(&folder.read()));
    }
}

/// One aspect of 0 to 100 that three experts judge; a score a word, by expert.
fn judged_folder(rules: &str, competitors: &str, scores: &[(&str, [&str; 3])]) -> Folder {
    let folder = Folder::empty();
    folder.put("competition.toml", "id = \"dance\"\ntitle = \"Dance\"\n");
    let judgement = "[judgement]\nscores = [0, 100]\nresult = \"value\"\n[scheme]\ntotal = 100\n";
    folder.put("skills/dance/skill.toml", format!("{judgement}{rules}"));
    folder.put("skills/dance/scheme.csv", "aspect,type,max_mark\nA1.J1,J,100\n");
    folder.put("competitors.csv", competitors);
    folder.put("experts.csv", "id,skill\nE1,dance\nE2,dance\nE3,dance\n");
    let rows = scores.iter().flat_map(|(competitor, scores)| {
        (1..).zip(scores).map(move |(expert, score)| format!("dance,{competitor},A1.J1,E{expert},{score}\n"))
    });
    folder.put("marks.csv", format!("skill,competitor,aspect,expert,value\n{}", rows.collect::<String>()));
    folder
}

/// WDSF rule 5: two of three experts have A first, whatever the third gives.
#[test]
fn a_majority_of_experts_decides_where_the_rules_say_so() {
    let scores = [("A", ["90", "90", "10"]), ("B", ["80", "80", "85"]), ("C", ["70", "70", "95"]), ("D", ["60", "60", "60"])];
    let competitors = "id,skill\nA,dance\nB,dance\nC,dance\nD,dance\n";
    let rules = "[medals]\nrule = \"top-n\"\n[ranking]\nmethod = ";
    let by_total = judged_folder(&format!("{rules}\"total\"\n"), competitors, &scores);
    assert_eq!(rows(&json(&by_total.read())), ["B 1 81.67 gold", "C 2 78.33 silver", "A 3 63.33 bronze", "D 4 60.00 null"]);
    let by_majority = judged_folder(&format!("{rules}\"rank-majority\"\n"), competitors, &scores);
    let import = by_majority.read();
    assert!(import.is_openable(), "{:#?}", import.faults);
    assert_eq!(rows(&json(&import)), ["A 1 63.33 gold", "B 2 81.67 silver", "C 3 78.33 bronze", "D 4 60.00 null"]);
    assert_eq!(json(&import)["skills"][0]["method"], "rank-majority/1");

    by_majority.change("marks.csv", "dance,D,A1.J1,E3,60\n", "");
    let waiting = json(&by_majority.read());
    assert_eq!(rows(&waiting)[3], "D null 0.00 null");
    assert_eq!(waiting["skills"][0]["notes"][0], "no place before every judge's scores are there: D");

    // A compatriot can never give A a place, so there is nothing to count majorities of.
    by_majority.change("competitors.csv", "id,skill\nA,dance\n", "id,skill,delegation\nA,dance,north\n");
    by_majority.change("experts.csv", "id,skill\nE1,dance\n", "id,skill,delegation\nE1,dance,north\n");
    by_majority.change("marks.csv", "dance,A,A1.J1,E1,90\n", "");
    let faults: Vec<String> = by_majority.read().faults.iter().map(|fault| format!("{} {}", fault.code, fault.problem)).collect();
    let expected = "no-majority E1 judges others and can never give A a place (they are compatriots)";
    assert!(faults.iter().any(|fault| fault == expected), "{faults:#?}");
}

/// Two sessions, one with a harder task: each on its own T-scale, places by it; and the same with a factor on totals.
#[test]
fn groups_stand_on_scales_of_their_own_or_have_a_factor() {
    let scores = [("A", ["90"; 3]), ("B", ["80"; 3]), ("C", ["70"; 3]), ("D", ["60"; 3]), ("E", ["55"; 3])];
    let competitors = "id,skill,group\nA,dance,easy\nB,dance,easy\nC,dance,easy\nD,dance,hard\nE,dance,hard\n";
    let scaled = "[groups]\neasy = 1\nhard = 1\n[scale]\nmethod = \"t\"\nper_group = true\n[ranking]\nmethod = \"scale\"\n";
    let document = json(&judged_folder(scaled, competitors, &scores).read());
    // 50 + 10 × (90 − 80) ÷ 10 = 60, 50 + 10 × (60 − 57.5) ÷ 3.5355… = 57.07
    assert_eq!(rows(&document), ["A 1 90.00 null", "D 2 60.00 null", "B 3 80.00 null", "E 4 55.00 null", "C 5 70.00 null"]);
    let basis = serde_json::json!([
        {"group": "easy", "size": 3, "middle": "80", "spread": "10"},
        {"group": "hard", "size": 2, "middle": "57.5", "spread": "3.535534"},
    ]);
    assert_eq!(document["skills"][0]["basis"], basis);
    let factor = "[groups]\neasy = 1\nhard = \"1.45\"\n";
    let document = json(&judged_folder(factor, competitors, &scores).read());
    assert_eq!(rows(&document), ["A 1 90.00 null", "D 2 87.00 null", "B 3 80.00 null", "E 4 79.75 null", "C 5 70.00 null"]);
}

/// A population of one, and of equals.
#[test]
fn everyone_alike_stands_at_the_centre() {
    for method in ["worldskills", "z", "t"] {
        let rules = format!("[scale]\nmethod = \"{method}\"\n");
        let centre = match method {
            "worldskills" => "700",
            "z" => "0.0000",
            _ => "50.00",
        };
        for scores in [&[("A", ["80"; 3])][..], &[("A", ["80"; 3]), ("B", ["80"; 3])]] {
            let competitors: Vec<String> = scores.iter().map(|(competitor, _)| format!("{competitor},dance")).collect();
            let folder = judged_folder(&rules, &format!("id,skill\n{}\n", competitors.join("\n")), scores);
            let document = json(&folder.read());
            for standing in document["skills"][0]["standings"].as_array().unwrap() {
                assert_eq!(standing["scale_score"], centre, "{method}");
            }
        }
    }
}

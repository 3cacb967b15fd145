//! Medals and awards that contradict themselves or the scales, and the fault each must be reported as.

use crate::common;

use common::folder::{Folder, assert_reported, shown};

#[test]
fn medals() {
    const FILE: &str = "skills/cables/skill.toml";
    const RULE: &str = "rule = \"top-n\"\n";
    let cases = [
        ("rule = \"top-n\"\ncounts = [1, -1, 1]", "error negative FILE:19:medals.counts"),
        ("rule = \"top-n\"\ncounts = [1, 1.5, 1]", "error bad-counts FILE:19:medals.counts"),
        ("rule = \"share\"\nshares = [10, -20, 30]", "error negative FILE:19:medals.shares"),
        ("rule = \"share\"\nshares = [0, 0, 0]", "error bad-shares FILE:19:medals.shares"),
        ("rule = \"share\"\nshares = [10, 20]", "error bad-shares FILE:19:medals.shares"),
        ("rule = \"worldskills\"\nwindow = -2", "error negative FILE:19:medals.window"),
        ("rule = \"worldskills\"\nbronze_after_silvers = \"never\"", "error unknown-word FILE:19:medals.bronze_after_silvers"),
        ("rule = \"top-n\"\nwindow = 2", "warning setting-without-effect FILE:19:medals.window"),
        ("rule = \"none\"\ncounts = [1, 1, 1]", "warning setting-without-effect FILE:19:medals.counts"),
        (
            "rule = \"top-n\"\nsmall_fields = [{ at_most = 3, medals = [\"golden\"] }]",
            "error unknown-medal FILE:19:medals.small_fields.medals",
        ),
        ("rule = \"top-n\"\nsmall_fields = [{ at_most = 3 }]", "error key-missing FILE:19:medals.small_fields"),
        ("rule = \"top-n\"\nsmall_fields = [{ medals = [] }]", "error key-missing FILE:19:medals.small_fields"),
        ("rule = \"top-n\"\nsmall_fields = [{ at_most = 0, medals = [] }]", "error out-of-range FILE:19:medals.small_fields.at_most"),
        ("rule = \"top-n\"\nsmall_fields = [{ atmost = 3, medals = [] }]", "warning unknown-key FILE:19:medals.small_fields.atmost"),
        (
            "rule = \"top-n\"\n[[medals.small_fields]]\nat_most = 3\nmedals = [\"gold\"]\n[[medals.small_fields]]\nat_most = 3\nmedals = []",
            "error duplicate-small-field FILE:23:medals.small_fields.at_most",
        ),
        (
            "rule = \"top-n\"\n[[medals.small_fields]]\nat_most = 3\nmedals = [\"gold\"]\n[[medals.small_fields]]\nat_most = 5\nmedals = []",
            "error contradictory-rules FILE:21:medals.small_fields.medals",
        ),
        (
            "rule = \"top-n\"\n[[medals.small_fields]]\nat_most = 5\nmedals = [\"gold\"]\n[[medals.small_fields]]\nat_most = 3\nmedals = [\"gold\"]",
            "error contradictory-rules FILE:24:medals.small_fields.medals",
        ),
        ("rule = \"worldskills\"\n[ranking]\nmethod = \"rank-majority\"", "error contradictory-rules FILE:18:medals.rule"),
        (
            "rule = \"top-n\"\nsmall_fields = [{ at_most = 3, medals = [\"silver\"] }]",
            "error contradictory-rules FILE:19:medals.small_fields.medals",
        ),
        (
            "rule = \"top-n\"\nsmall_fields = [{ at_most = 3, medals = [\"gold\", \"medallion\"] }]",
            "error contradictory-rules FILE:19:medals.small_fields.medals",
        ),
    ];
    for (to, expected) in cases {
        assert_reported(&[(FILE, RULE, &format!("{to}\n"), &expected.replace("FILE", FILE))]);
    }
}

#[test]
fn awards() {
    const FILE: &str = "competition.toml";
    const END: &str = "2026-11-19\"\n";
    for (awards, expected) in [
        ("medal_points = [4, 3, 2]", "error bad-medal-points competition.toml:7:awards.medal_points"),
        ("medal_points = [4, 3, 2, -1]", "error bad-medal-points competition.toml:7:awards.medal_points"),
        ("medal_points = [4, 3, 2, 2.5]", "error bad-medal-points competition.toml:7:awards.medal_points"),
        ("medal_points = [101, 3, 2, 1]", "error bad-medal-points competition.toml:7:awards.medal_points"),
        ("medal_points = [\"four\", 3, 2, 1]", "error not-a-number competition.toml:7:awards.medal_points"),
        ("best_of_all = \"yes\"", "error wrong-type competition.toml:7:awards.best_of_all"),
        ("best_of_al = true", "warning unknown-key competition.toml:7:awards.best_of_al"),
        ("best_of_all = true", "warning awards-without-scale competition.toml:6:awards"),
    ] {
        assert_reported(&[(FILE, END, &format!("{END}[awards]\n{awards}\n"), expected)]);
    }
}

#[test]
fn scales_that_differ_allow_no_award() {
    let folder = Folder::sound();
    let on_scale = |centre: u32| format!("title = \"S\"\n[scale]\nmethod = \"worldskills\"\ncentre = {centre}\n[scheme]\ntotal = 2\n");
    for (skill, centre) in [("one", 700), ("two", 500)] {
        folder.put(&format!("skills/{skill}/skill.toml"), on_scale(centre));
        folder.put(&format!("skills/{skill}/scheme.csv"), "aspect,type,max_mark\nA1.M1,M,2\n");
    }
    let told = || folder.read().faults.into_iter().find(|fault| fault.code == "awards-not-comparable");
    let fault = told().unwrap();
    assert_eq!(shown(&fault), "warning awards-not-comparable competition.toml:awards");
    assert!(fault.problem.contains("one is 700 ± 30, that of two is 500 ± 30"), "{}", fault.problem);
    folder.change("competition.toml", "2026-11-19\"\n", "2026-11-19\"\n[awards]\nbest_of_all = false\nbest_of_delegation = false\n");
    assert_eq!(told(), None);
    folder.change("competition.toml", "best_of_all = false", "best_of_all = true");
    assert_eq!(shown(&told().unwrap()), "warning awards-not-comparable competition.toml:6:awards");
}

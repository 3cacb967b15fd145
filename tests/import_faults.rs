//! One change to a sound folder, and the fault it must be reported as.

use crate::common;

use common::folder::{Folder, assert_reported, shown};
use jinbang::competition::{Publication, Show};

#[test]
fn a_sound_folder_has_no_fault() {
    let import = Folder::sound().read();
    assert_eq!(import.faults, []);
    assert!(import.is_openable());
    let skill = &import.summary.skills[0];
    assert!(skill.is_complete());
    assert_eq!((skill.criteria, skill.sub_criteria, skill.measurements, skill.judgements), (2, 2, 2, 2));
    assert_eq!((skill.competitors, skill.experts, skill.panels, skill.entries), (3, 5, 1, 24));
    assert_eq!(skill.max_total, "10.00");
}

#[test]
fn competition_file() {
    const FILE: &str = "competition.toml";
    assert_reported(&[
        (FILE, "municipal", "galactic", "error unknown-word competition.toml:3:class"),
        (FILE, "\"2026-11-18\"", "\"2026-02-30\"", "error bad-date competition.toml:4:starts"),
        (FILE, "\"2026-11-19\"", "2026-11-01", "error ends-before-start competition.toml:5:ends"),
        (FILE, "try-out\"", "try out\"", "error bad-id competition.toml:1:id"),
        (FILE, "id = \"try-out\"\n", "", "warning id-missing competition.toml:1:id"),
        (FILE, "class", "clas", "warning unknown-key competition.toml:3:clas"),
        (FILE, "\"Try-out\"", "Try-out", "error toml-syntax competition.toml:2"),
        (FILE, "\"Try-out\"", "[1]", "error wrong-type competition.toml:2:title"),
        (
            FILE,
            "2026-11-19\"\n",
            "2026-11-19\"\n[publication]\ndefault = \"perhaps\"\n",
            "error unknown-word competition.toml:7:publication.default",
        ),
        (
            FILE,
            "2026-11-19\"\n",
            "2026-11-19\"\n[publication.skills]\npottery = \"hidden\"\n",
            "error unknown-skill competition.toml:7:publication.skills.pottery",
        ),
        (
            FILE,
            "2026-11-19\"\n",
            "2026-11-19\"\n[publication]\nfreeze_at = \"2026-11-20T16:00\"\n",
            "error not-a-time competition.toml:7:publication.freeze_at",
        ),
        (
            FILE,
            "2026-11-19\"\n",
            "2026-11-19\"\n[publication]\ndelay_minutes = 1441\n",
            "error out-of-range competition.toml:7:publication.delay_minutes",
        ),
        (
            FILE,
            "2026-11-19\"\n",
            "2026-11-19\"\n[publication.skills]\ncables = { show = \"soon\" }\n",
            "error unknown-word competition.toml:7:publication.skills.cables.show",
        ),
        (
            FILE,
            "2026-11-19\"\n",
            "2026-11-19\"\n[publication.skills]\ncables = { show = \"hidden\", delay_minutes = 5 }\n",
            "warning hidden-anyway competition.toml:7:publication.skills.cables",
        ),
    ]);
}

#[test]
fn publication() {
    let at = |time: &str| Some(time.parse::<jiff::Timestamp>().expect(time).as_millisecond());
    let four = at("2026-11-20T16:00:00+08:00");
    for (written, policy) in [
        ("", Publication::default()),
        ("[publication]\ndefault = \"signed\"", Publication::of(Show::Signed)),
        ("[publication]\ndelay_minutes = 15", Publication { delay_minutes: 15, ..Publication::default() }),
        (
            "[publication]\ndefault = \"signed\"\nfreeze_at = 2026-11-20T16:00:00+08:00",
            Publication { freeze_at: four, ..Publication::of(Show::Signed) },
        ),
        (
            "[publication.default]\nshow = \"live\"\nfreeze_at = \"2026-11-20T08:00:00Z\"",
            Publication { freeze_at: four, ..Publication::default() },
        ),
        ("[publication]\ndelay_minutes = 15\n[publication.skills]\ncables = \"hidden\"", Publication::of(Show::Hidden)),
        ("[publication]\ndelay_minutes = 15\n[publication.skills]\ncables = { show = \"signed\" }", Publication::of(Show::Signed)),
        (
            "[publication.skills.cables]\ndelay_minutes = 5\nfreeze_at = \"2026-11-20T16:00:00+08:00\"",
            Publication { show: Show::Entered, delay_minutes: 5, freeze_at: four },
        ),
    ] {
        let folder = Folder::sound();
        folder.change("competition.toml", "2026-11-19\"\n", &format!("2026-11-19\"\n{written}\n"));
        let import = folder.read();
        assert_eq!(import.faults, [], "{written}");
        assert_eq!(import.competition.expect("a competition").skills[0].publication, policy, "{written}");
    }
}

#[test]
fn rules_of_judgement_and_measurement() {
    const FILE: &str = "skills/cables/skill.toml";
    assert_reported(&[
        (FILE, "scores = [0, 3]", "scores = [3, 0]", "error range-upside-down skills/cables/skill.toml:7:judgement.scores"),
        (FILE, "scores = [0, 3]", "scores = [-1, 3]", "error negative skills/cables/skill.toml:7:judgement.scores"),
        (FILE, "scores = [0, 3]", "scores = 3", "error wrong-type skills/cables/skill.toml:7:judgement.scores"),
        (FILE, "experts = 3", "experts = 0", "error out-of-range skills/cables/skill.toml:8:judgement.experts"),
        (FILE, "experts = 3", "experts = 16", "error out-of-range skills/cables/skill.toml:8:judgement.experts"),
        (FILE, "experts = 3", "experts = 2.5", "error out-of-range skills/cables/skill.toml:8:judgement.experts"),
        (FILE, "max_spread = 1", "max_spread = -1", "error negative skills/cables/skill.toml:9:judgement.max_spread"),
        (FILE, "max_spread", "max_spred", "warning unknown-key skills/cables/skill.toml:9:judgement.max_spred"),
        (FILE, "max_spread = 1", "step = 0", "error not-positive skills/cables/skill.toml:9:judgement.step"),
        (FILE, "max_spread = 1", "step = 2", "warning step-misses-highest skills/cables/skill.toml:9:judgement.step"),
        (FILE, "max_spread = 1", "reduction = \"loudest\"", "error unknown-word skills/cables/skill.toml:9:judgement.reduction"),
        (
            FILE,
            "max_spread = 1",
            "reduction = \"trimmed-mean\"\ndrop = 2",
            "error nothing-left-to-reduce skills/cables/skill.toml:10:judgement.drop",
        ),
        (
            FILE,
            "experts = 3",
            "experts = 1\nreduction = \"closest-pair\"",
            "error nothing-left-to-reduce skills/cables/skill.toml:9:judgement.reduction",
        ),
        (FILE, "max_spread = 1", "result = \"value\"\nscores2 = 1", "warning unknown-key skills/cables/skill.toml:10:judgement.scores2"),
        (FILE, "step = \"0.25\"", "step = \"small\"", "error not-a-number skills/cables/skill.toml:12:measurement.step"),
        (FILE, "step = \"0.25\"", "step = 0", "error not-positive skills/cables/skill.toml:12:measurement.step"),
        (FILE, "total = 10", "total = 100", "error total-differs skills/cables/scheme.csv:max_mark"),
        (FILE, "total = 10", "total = 0", "error out-of-range skills/cables/skill.toml:4:scheme.total"),
        (
            FILE,
            "[modules]",
            "[aspects.\"Z9.J1\"]\nexperts = 5\n[modules]",
            "error unknown-aspect skills/cables/skill.toml:20:aspects.\"Z9.J1\"",
        ),
        (
            FILE,
            "[modules]",
            "[aspects.\"A1.J1\"]\nexpert = 5\n[modules]",
            "warning unknown-key skills/cables/skill.toml:21:aspects.\"A1.J1\".expert",
        ),
    ]);
}

#[test]
fn how_judging_is_conducted() {
    const FILE: &str = "skills/cables/skill.toml";
    let conduct = |text: &'static str, fault: &'static str| (FILE, "[judgement]\n", text, fault);
    assert_reported(&[
        conduct("[signing]\nday = [\"team\"]\n[judgement]\n", "error unknown-word skills/cables/skill.toml:7:signing.day"),
        conduct("[blind]\nlayers = 4\n[judgement]\n", "error out-of-range skills/cables/skill.toml:7:blind.layers"),
    ]);
    let folder = Folder::sound();
    folder.change(FILE, "[judgement]\n", "[signing]\nday = [\"chief\", \"supervisor\"]\n[judgement]\n");
    assert_eq!(folder.read().faults, []);
    folder.change("experts.csv", "supervisor", "expert");
    let faults: Vec<String> = folder.read().faults.iter().map(shown).collect();
    assert!(faults.contains(&"warning nobody-signs skills/cables/skill.toml:signing.day".to_owned()), "{faults:?}");
}

#[test]
fn what_is_held_back_has_somebody_to_publish_it() {
    let folder = Folder::sound();
    folder.change("competition.toml", "id = ", "publication.default = \"hidden\"\nid = ");
    assert_eq!(folder.read().faults, []);
    folder.change("experts.csv", "supervisor", "expert");
    folder.change("experts.csv", "chief", "expert");
    let faults: Vec<String> = folder.read().faults.iter().map(shown).collect();
    assert_eq!(faults, ["warning nobody-publishes competition.toml:publication"]);
}

#[test]
fn rules_of_places_scales_and_medals() {
    const FILE: &str = "skills/cables/skill.toml";
    assert_reported(&[
        (FILE, "practice\"]\n", "practice\"]\nlast = \"dice\"\n", "error unknown-word skills/cables/skill.toml:16:ties.last"),
        (FILE, "module:practice", "module:practise", "error unknown-tie-key skills/cables/skill.toml:15:ties.keys"),
        (FILE, "module:practice", "time", "error unknown-tie-key skills/cables/skill.toml:15:ties.keys"),
        (FILE, "module:practice", "time:A1.J1", "error unknown-tie-key skills/cables/skill.toml:15:ties.keys"),
        (FILE, "module:practice", "sub-criterion:Z1", "error unknown-tie-key skills/cables/skill.toml:15:ties.keys"),
        (FILE, "module:practice", "aspects:A1.M1,Z1", "error unknown-tie-key skills/cables/skill.toml:15:ties.keys"),
        (FILE, "practice = [\"B\"]", "practice = [\"Q\"]", "error unknown-criterion skills/cables/skill.toml:21:modules.practice"),
        (FILE, "top-n", "everyone", "error unknown-word skills/cables/skill.toml:18:medals.rule"),
        (FILE, "top-n", "worldskills", "warning medals-without-scale skills/cables/skill.toml:18:medals.rule"),
        (FILE, "\"top-n\"", "\"top-n\"\ncounts = [1, 2]", "error bad-counts skills/cables/skill.toml:19:medals.counts"),
        (FILE, "\"top-n\"", "\"share\"\nshares = [50, 40, 30]", "error bad-shares skills/cables/skill.toml:19:medals.shares"),
        (FILE, "[medals]", "[scale]\nmethod = \"astrology\"\n[medals]", "error unknown-word skills/cables/skill.toml:18:scale.method"),
        (
            FILE,
            "[medals]",
            "[scale]\nmethod = \"linear\"\nfrom = [5, 5]\n[medals]",
            "error range-upside-down skills/cables/skill.toml:19:scale.from",
        ),
    ]);
}

#[test]
fn totals_groups_and_further_scales() {
    const FILE: &str = "skills/cables/skill.toml";
    const WEIGHTS: &str = "[ranking]\nweights = { A = 20, practice = 80 }\n[medals]";
    let folder = Folder::sound();
    folder.change(FILE, "[medals]", WEIGHTS);
    assert_eq!(folder.read().faults, []);
    for (wrong, fault) in [
        ("weights = { A = 20, practice = 70 }", "error bad-weights skills/cables/skill.toml:18:ranking.weights"),
        ("weights = { A = 20, paint = 80 }", "error unknown-module skills/cables/skill.toml:18:ranking.weights.paint"),
        ("weights = { practice = 100 }", "error contradictory-rules skills/cables/skill.toml:18:ranking.weights"),
        ("weights = { A = 20, B = 40, practice = 40 }", "error contradictory-rules skills/cables/skill.toml:18:ranking.weights"),
        ("weights = { A = -20, B = 120 }", "error bad-weights skills/cables/skill.toml:18:ranking.weights.A"),
        ("method = \"scale\"", "error contradictory-rules skills/cables/skill.toml:18:ranking.method"),
        (
            "method = \"rank-majority\"\nweights = { A = 20, practice = 80 }",
            "error contradictory-rules skills/cables/skill.toml:18:ranking.method",
        ),
        ("[groups]\nA = 0", "error bad-group skills/cables/skill.toml:19:groups.A"),
        ("[groups]\n\"a b\" = 1", "error bad-group skills/cables/skill.toml:19:groups.a b"),
        ("[scale]\nmethod = \"t\"\nper_group = true", "error contradictory-rules skills/cables/skill.toml:20:scale.per_group"),
        ("[scale]\nmethod = \"t\"\npopulation = \"friends\"", "error unknown-word skills/cables/skill.toml:20:scale.population"),
        ("[scales.more]\nof = \"module:paint\"\nmethod = \"z\"", "error unknown-sum skills/cables/skill.toml:19:scales.more.of"),
        ("[scales.more]\nof = \"criterion:A\"", "error no-method skills/cables/skill.toml:18:scales.more"),
    ] {
        let folder = Folder::sound();
        folder.change(FILE, "[medals]", &format!("[ranking]\n{wrong}\n[medals]"));
        let found: Vec<String> = folder.read().faults.iter().map(shown).collect();
        assert!(found.iter().any(|found| found.starts_with(fault)), "{wrong}\nexpected {fault}\nfound {found:#?}");
    }
    assert_reported(&[
        (FILE, "module:practice", "scale", "error unknown-tie-key skills/cables/skill.toml:15:ties.keys"),
        (FILE, "module:practice", "scale:more", "error unknown-tie-key skills/cables/skill.toml:15:ties.keys"),
        (FILE, "\"module:practice\"", "\"criterion:A\", \"criterion:A\"", "warning tie-key-twice skills/cables/skill.toml:15:ties.keys"),
        (FILE, "module:practice", "time:A1.M1", "warning contradictory-rules skills/cables/skill.toml:15:ties.keys"),
    ]);
}

/// What a scale's method does not know changes nothing, and is said to.
#[test]
fn parameters_of_another_scale_are_told() {
    const FILE: &str = "skills/cables/skill.toml";
    for (scale, expected) in [
        ("centre = 500", Some("scale.centre")),
        ("method = \"percentile\"\nclamp = [9, 1]", Some("scale.clamp")),
        ("method = \"worldskills\"\nspread = 3\nestimator = \"mad\"", Some("scale.estimator")),
        ("method = \"linear\"\ncentre = 5", Some("scale.centre")),
        ("method = \"worldskills\"\ncentre = 500\nestimator = \"mad\"\nclamp = [0, 1000]\ndecimals = 1", None),
        ("method = \"t\"\ncentre = 60", None),
    ] {
        let folder = Folder::sound();
        folder.change(FILE, "[medals]", &format!("[scale]\n{scale}\n[medals]"));
        let found: Vec<String> = folder.read().faults.iter().map(shown).collect();
        let told = found
            .iter()
            .any(|fault| expected.is_some_and(|key| fault.starts_with("warning setting-without-effect") && fault.ends_with(key)));
        assert!(told || expected.is_none() && found.is_empty(), "{scale}: {found:?}");
    }
}

#[test]
fn a_competitor_is_in_a_group_of_the_rules() {
    let folder = Folder::sound();
    folder.change("skills/cables/skill.toml", "[medals]", "[groups]\nmorning = 1\nafternoon = 1.02\n[medals]");
    folder.change("competitors.csv", "eligible\n", "eligible,group,withdrawn\n");
    folder.change("competitors.csv", ",,yes\n", ",,yes,morning,\n");
    folder.change("competitors.csv", ",,yes\n", ",,yes,evening,yes\n");
    let import = folder.read();
    let found: Vec<String> = import.faults.iter().map(shown).collect();
    assert!(found.contains(&"error unknown-group competitors.csv:3:group".to_owned()), "{found:#?}");
    let competitors = &import.competition.expect("a competition").skills[0].competitors;
    assert_eq!(competitors[0].group, Some(0));
    assert_eq!(competitors.iter().map(|competitor| competitor.withdrawn).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn panels() {
    const FILE: &str = "skills/cables/skill.toml";
    assert_reported(&[
        (FILE, "\"A1\", \"B1\"", "\"A1\", \"B1\", \"Z9\"", "error unknown-sub-criterion skills/cables/skill.toml:25:panels.sub_criteria"),
        (
            FILE,
            "\"A1\", \"B1\"",
            "\"A1\", \"B1\", \"A1\"",
            "error sub-criterion-in-two-panels skills/cables/skill.toml:25:panels.sub_criteria",
        ),
        (FILE, "\"A1\", \"B1\"", "\"A1\"", "warning sub-criterion-without-panel skills/cables/scheme.csv:4:sub_criterion"),
        (FILE, "id = \"p1\"\n", "", "error key-missing skills/cables/skill.toml:23:panels"),
        (
            FILE,
            "[calculations",
            "[[panels]]\nid = \"p1\"\nsub_criteria = []\n[calculations",
            "error duplicate-panel skills/cables/skill.toml:28:panels.id",
        ),
        (FILE, "experts = 3", "experts = 4", "warning too-few-experts experts.csv:panel"),
        ("experts.csv", "乙,,expert,p1", "乙,,expert,p7", "error unknown-panel experts.csv:3:panel"),
    ]);
}

#[test]
fn calculations() {
    const FILE: &str = "skills/cables/skill.toml";
    const COLOUR: &str = "kind = \"choice\"\nchoices = [{ label = \"good\", deduction = 0 }, { label = \"poor\", deduction = 1.5 }]\n";
    assert_reported(&[
        (FILE, "kind = \"choice\"", "kind = \"crystal-ball\"", "error unknown-word skills/cables/skill.toml:28:calculations.colour.kind"),
        (FILE, "\"poor\"", "\"good\"", "error bad-choice skills/cables/skill.toml:29:calculations.colour.choices"),
        (
            FILE,
            COLOUR,
            "kind = \"linear\"\ntarget = 5\nzero = 5\n",
            "error target-is-zero-mark skills/cables/skill.toml:30:calculations.colour.zero",
        ),
        (FILE, COLOUR, "kind = \"linear\"\ntarget = 5\n", "error key-missing skills/cables/skill.toml:28:calculations.colour.zero"),
        (
            FILE,
            COLOUR,
            "kind = \"linear\"\ntarget = 5\nzero = 1\ndirection = \"lower\"\n",
            "error direction-contradicts skills/cables/skill.toml:31:calculations.colour.direction",
        ),
        (
            FILE,
            COLOUR,
            "kind = \"regular-difference\"\ntarget = 0\ndifference = 5\ndeduction = 1\ndifference_type = \"percent\"\n",
            "error percent-of-zero skills/cables/skill.toml:29:calculations.colour.target",
        ),
        (
            FILE,
            COLOUR,
            "kind = \"regular-difference\"\ntarget = 0\ndifference = 0\ndeduction = 1\n",
            "error not-positive skills/cables/skill.toml:30:calculations.colour.difference",
        ),
        (
            FILE,
            COLOUR,
            "kind = \"steps\"\ndirection = \"higher\"\nsteps = [{ at = 1, share = 1 }, { at = 2, share = 0.5 }]\n",
            "error steps-out-of-order skills/cables/skill.toml:30:calculations.colour.steps",
        ),
        (
            FILE,
            COLOUR,
            "kind = \"steps\"\ndirection = \"higher\"\nsteps = [{ at = 2, share = 60 }]\n",
            "error share-out-of-range skills/cables/skill.toml:30:calculations.colour.steps",
        ),
        (
            FILE,
            COLOUR,
            "kind = \"yes-no\"\ntypical = [5, 1]\n",
            "error range-upside-down skills/cables/skill.toml:29:calculations.colour.typical",
        ),
        (
            FILE,
            "[calculations.colour]",
            "[calculations.idle]\nkind = \"yes-no\"\n[calculations.colour]",
            "warning unused-calculation skills/cables/skill.toml:27:calculations.idle",
        ),
    ]);
}

#[test]
fn schemes() {
    const FILE: &str = "skills/cables/scheme.csv";
    assert_reported(&[
        (FILE, "B1.M1", "A1.M1", "error duplicate-aspect skills/cables/scheme.csv:4:aspect"),
        (FILE, "A1.M1,M", "A1.M1,X", "error bad-type skills/cables/scheme.csv:2:type"),
        (FILE, "2.00", "ten", "error not-a-number skills/cables/scheme.csv:2:max_mark"),
        (FILE, "2.00", "-2.00", "error max-mark-not-positive skills/cables/scheme.csv:2:max_mark"),
        (FILE, "2.00", "0", "error max-mark-not-positive skills/cables/scheme.csv:2:max_mark"),
        (FILE, "2.00", "99999999999", "error not-a-number skills/cables/scheme.csv:2:max_mark"),
        (FILE, "2.00", "9999999", "error max-mark-too-large skills/cables/scheme.csv:2:max_mark"),
        (FILE, "2.00", "2.10", "error step-misses-max-mark skills/cables/scheme.csv:2:max_mark"),
        (FILE, "2.00", "1.75", "error total-differs skills/cables/scheme.csv:max_mark"),
        (FILE, "colour", "color", "error unknown-calculation skills/cables/scheme.csv:4:calculation"),
        (FILE, "3.00,1,,none", "3.00,1,colour,none", "error calculation-of-judgement skills/cables/scheme.csv:3:calculation"),
        (FILE, "3.00,1,,none", "3.005,1,,none", "warning decimals-too-coarse skills/cables/scheme.csv:3:max_mark"),
        (FILE, "none,some,good,best", ",,,", "warning no-descriptions skills/cables/scheme.csv:3:score_0"),
        (FILE, "B,B1,2,B1.J1", "B,B1,1,B1.J1", "warning day-differs skills/cables/scheme.csv:5:day"),
        (FILE, "B,B1,2,B1.J1", "A,B1,2,B1.J1", "error sub-criterion-in-two-criteria skills/cables/scheme.csv:5:sub_criterion"),
        (FILE, "A,A1,1,A1.M1", "A,A1,first,A1.M1", "error bad-day skills/cables/scheme.csv:2:day"),
        (FILE, "A,A1,1,A1.M1", "A,A1,1,A1 M1", "error bad-id skills/cables/scheme.csv:2:aspect"),
        (FILE, "max_mark", "marks", "error column-missing skills/cables/scheme.csv:1:max_mark"),
        (FILE, "name", "nam", "warning unknown-column skills/cables/scheme.csv:1:nam"),
        (FILE, "section", "name", "error duplicate-column skills/cables/scheme.csv:1:name"),
        (FILE, "Length", "Length, width", "warning too-many-cells skills/cables/scheme.csv:2"),
        (FILE, "none,some,good,best", "none,some,good,best,better", "error too-many-cells skills/cables/scheme.csv:3"),
        (FILE, "Length", "\"Length", "error unclosed-quote skills/cables/scheme.csv:2"),
        (FILE, "Order,3.00,1,,none,some,good,best", "Order,3.00", "warning too-few-cells skills/cables/scheme.csv:5"),
        (
            "skills/cables/skill.toml",
            "[modules]",
            "[[sections]]\nnumber = 2\nmarks = 10\n[modules]",
            "warning unknown-section skills/cables/scheme.csv:2:section",
        ),
        (
            "skills/cables/skill.toml",
            "[modules]",
            "[[sections]]\nnumber = 1\nmarks = 9\n[modules]",
            "warning section-marks-vary skills/cables/skill.toml:22:sections.marks",
        ),
        (
            "skills/cables/skill.toml",
            "max_spread = 1",
            "result = \"value\"\nscores = [0, 5]",
            "error toml-syntax skills/cables/skill.toml:10",
        ),
        (
            "skills/cables/skill.toml",
            "scores = [0, 3]",
            "result = \"value\"\nscores = [0, 5]",
            "error score-above-max-mark skills/cables/scheme.csv:3:max_mark",
        ),
    ]);
}

#[test]
fn people() {
    assert_reported(&[
        ("delegations.csv", "south", "north", "error duplicate-delegation delegations.csv:3:id"),
        ("competitors.csv", "C2,", "C1,", "error duplicate-competitor competitors.csv:3:id"),
        ("competitors.csv", "south", "atlantis", "warning unknown-delegation competitors.csv:3:delegation"),
        ("competitors.csv", "C1,cables", "C1,pottery", "error unknown-skill competitors.csv:2:skill"),
        ("competitors.csv", "student", "wizard", "error unknown-kind competitors.csv:3:kind"),
        ("competitors.csv", "否", "perhaps", "error not-yes-or-no competitors.csv:4:eligible"),
        ("competitors.csv", "C1,", ",", "error bad-id competitors.csv:2:id"),
        ("competitors.csv", "id,", "number,", "error column-missing competitors.csv:1:id"),
        ("experts.csv", "E2,", "E1,", "error duplicate-expert experts.csv:3:id"),
        ("experts.csv", "chief", "juggler", "error unknown-role experts.csv:4:role"),
        ("experts.csv", "E4,cables", "E4,pottery", "error unknown-skill experts.csv:5:skill"),
        ("experts.csv", "north", "lemuria", "warning unknown-delegation experts.csv:5:delegation"),
    ]);
}

#[test]
fn marks() {
    const FILE: &str = "marks.csv";
    assert_reported(&[
        (FILE, "cables,C1,A1.M1", "pottery,C1,A1.M1", "error unknown-skill marks.csv:2:skill"),
        (FILE, "C1,A1.M1", "C9,A1.M1", "error unknown-competitor marks.csv:2:competitor"),
        (FILE, "C1,A1.M1", "C1,A9.M9", "error unknown-aspect marks.csv:2:aspect"),
        (FILE, "1.75", "2.25", "error out-of-range marks.csv:2:value"),
        (FILE, "1.75", "-1", "error out-of-range marks.csv:2:value"),
        (FILE, "1.75", "1.8", "error too-fine marks.csv:2:value"),
        (FILE, "1.75", "five", "error not-a-number marks.csv:2:value"),
        (FILE, "1.75", "999999999999", "error not-a-number marks.csv:2:value"),
        (FILE, "1.75", "", "error value-missing marks.csv:2:value"),
        (FILE, "E1,2,", "E1,1.5,", "error too-fine marks.csv:3:value"),
        (FILE, "E1,2,", "E1,4,", "error out-of-range marks.csv:3:value"),
        (FILE, "good", "fine", "error unknown-choice marks.csv:6:value"),
        (FILE, "2026-11-18T09:00:00+08:00", "yesterday", "error bad-time marks.csv:2:at"),
        (FILE, "E1,2,", ",2,", "error expert-missing marks.csv:3:expert"),
        (FILE, "E1,2,", "E 1,2,", "error bad-id marks.csv:3:expert"),
        (FILE, "E1,2,", "E9,2,", "warning expert-not-listed marks.csv:3:expert"),
        (FILE, "E1,2,", "E4,2,", "error compatriot marks.csv:3:expert"),
        (FILE, "E1,2,", "E5,2,", "error wrong-panel marks.csv:3:expert"),
        (FILE, "E1,2,", "E5,2,", "error supervisor-judges marks.csv:3:expert"),
        ("skills/cables/skill.toml", "\"p1\"", "\"p2\"", "error wrong-panel marks.csv:3:expert"),
        (FILE, "cables,C1,A1.J1,E2,3,", "cables,C1,A1.J1,E2,0,", "warning spread-too-wide marks.csv:3:value"),
        (FILE, "cables,C1,A1.J1,E2,3,\n", "", "warning panel-incomplete marks.csv:3:aspect"),
        (FILE, "cables,C1,A1.M1,,1.75,2026-11-18T09:00:00+08:00\n", "", "warning marks-missing marks.csv:aspect"),
        (FILE, "cables,C1,B1.M1,,good,\n", "cables,C1,B1.M1,,good,\ncables,C1,B1.M1,,poor,\n", "warning measured-twice marks.csv:7:aspect"),
        (FILE, "cables,C1,B1.M1,,good,\n", "cables,C1,B1.M1,,good,\ncables,C1,A1.J1,E1,3,\n", "warning scored-twice marks.csv:7:expert"),
        (FILE, "cables,C2,A1.J1,E4,2,\n", "cables,C2,A1.J1,E4,2,\ncables,C2,A1.J1,E3,2,\n", "error panel-full marks.csv:14:expert"),
        (FILE, "skill,competitor,aspect,expert,value,at", "skill;competitor;aspect;expert;value;at", "error wrong-delimiter marks.csv:1"),
    ]);
}

/// rules.md §1: scores too far apart are given again. That is no correction, and the new round counts.
#[test]
fn scores_after_too_wide_a_spread_are_a_new_round() {
    let folder = Folder::sound();
    folder.change("marks.csv", "cables,C1,A1.J1,E2,3,", "cables,C1,A1.J1,E2,0,");
    folder.change("marks.csv", "C3,B1.J1,E3,1,\n", "C3,B1.J1,E3,1,\ncables,C1,A1.J1,E1,1,\ncables,C1,A1.J1,E2,1,\ncables,C1,A1.J1,E3,1,\n");
    let import = folder.read();
    assert_eq!(import.faults, []);
    let competition = import.competition.unwrap();
    let tally = &jinbang::import::tallies(&competition, &import.marks)[0];
    assert_eq!(tally.mark(0, 1), "1".parse().ok());
}

#[test]
fn files_that_are_missing_or_no_text() {
    let reported = |change: &dyn Fn(&Folder)| {
        let folder = Folder::sound();
        change(&folder);
        folder.read().faults.iter().map(shown).collect::<Vec<_>>()
    };
    let gbk = b"id,skill,name_zh\nC1,cables,\xC9\xF2\xA8\xBB\n";
    assert_eq!(reported(&|folder| folder.put("competitors.csv", gbk))[0], "error not-utf8 competitors.csv:2");
    assert_eq!(reported(&|folder| folder.put("competitors.csv", b"\xFF\xFEi\0d\0"))[0], "error not-utf8 competitors.csv:1");
    assert_eq!(reported(&|folder| folder.put("skills/cables/scheme.xlsx", b"x")), ["error two-schemes skills/cables/scheme.xlsx"]);
    assert_eq!(reported(&|folder| folder.remove("marks.csv")), Vec::<String>::new());
    assert_eq!(reported(&|folder| folder.put("marks.csv", "")), Vec::<String>::new());
    assert_eq!(reported(&|folder| folder.remove("delegations.csv")), Vec::<String>::new());
    assert_eq!(reported(&|folder| folder.remove("competition.toml")), ["warning competition-file-missing competition.toml"]);
    assert_eq!(reported(&|folder| folder.remove("experts.csv")), ["warning expert-not-listed marks.csv:expert"]);
    // Without a scheme no mark has an aspect; the rules are checked all the same.
    let without_scheme = reported(&|folder| {
        folder.remove("skills/cables/scheme.csv");
        folder.remove("marks.csv");
        folder.change("skills/cables/skill.toml", "experts = 3", "experts = 0");
    });
    let expected = ["error no-scheme skills/cables/scheme.csv", "error out-of-range skills/cables/skill.toml:8:judgement.experts"];
    assert_eq!(without_scheme[..2], expected);
    assert_eq!(reported(&|folder| folder.put("skills/bad id/skill.toml", "")), ["error bad-id skills"]);
}

#[test]
fn what_is_no_competition_folder() {
    let import = jinbang::import::read_folder(std::path::Path::new("/nowhere/at/all"));
    assert!(import.competition.is_none() && import.faults[0].code == "folder-unreadable");
    let import = Folder::empty().read();
    assert!(import.competition.is_none() && import.faults[0].code == "no-competition");
}

/// A byte order mark, Windows line ends, blank lines, headers in capitals, cells with blanks around them.
#[test]
fn harmless_oddities_are_no_faults() {
    let folder = Folder::sound();
    for (file, content) in common::folder::FILES.iter().filter(|(file, _)| file.contains(".csv")) {
        let (header, rest) = content.split_once('\n').unwrap();
        let rest = rest.replace('\n', "\r\n\r\n").replace(",E1,", " , E1 ,");
        folder.put(file, format!("\u{FEFF}{}\r\n{rest}", header.to_uppercase()));
    }
    let import = folder.read();
    assert_eq!(import.faults, []);
    assert_eq!(import.marks.len(), 24);
    assert_eq!(import.marks[1].row, 4);
}

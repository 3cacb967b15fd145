//! Who is one person, what is known, and where it comes from.

use jinbang::{
    decimal::Decimal,
    honours::{
        Assessment, Candidate, Contest, Facts, Held, Origin, PersonRow, Place, Provisional, SkillLevel, Supplier, Verdict, candidates,
    },
    import::{Import, tallies},
};

use super::{
    common::{competition::id, folder::Folder},
    find, read,
    words::contest,
};

fn people(import: &Import) -> (Contest, Vec<Candidate>) {
    let competition = import.competition.as_ref().expect("a competition");
    let contest = Contest::new(competition, &tallies(competition, &import.marks), &import.draws);
    let people = candidates(&contest, &import.people);
    (contest, people)
}

/// The facts of one rule.
fn facts(path: &str, rule: &str, case: &str) -> (Verdict, Vec<(String, Origin)>) {
    let programmes = read().list;
    let (programme, category) = find(&programmes, path);
    let (contest, candidates) = contest(&[case]);
    let assessment = Assessment::new(&contest, &candidates, &programmes);
    let found = assessment.rulings(0, programme, category).find(|(own, _)| own.id.as_str() == rule);
    let (rule, verdict) = found.unwrap_or_else(|| panic!("{path} has no rule {rule}"));
    (verdict, assessment.facts(0, rule).into_iter().map(|fact| (fact.text.en, fact.origin)).collect())
}

/// A missing birth date, and a year that does or does not decide.
#[test]
fn an_age_is_known_as_far_as_the_birth_is() {
    let youth = r#"
id = "youth"
title = { zh = "青年", en = "Youth" }
level = "municipal"
[sources.n]
title = { zh = "通知", en = "Notice" }
[[categories]]
id = "a"
title = { zh = "甲", en = "A" }
[[categories.rules]]
id = "age"
text = { zh = "不超过35岁", en = "at most 35" }
source = "n"
when = { age_at_most = 35 }
"#;
    let folder = tempfile::TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("youth.toml"), youth).expect("a file");
    let programmes = jinbang::import::read_programmes(folder.path());
    assert!(programmes.is_sound(), "{:?}", programmes.faults);
    for (born, expected) in [
        ("born:1989-10-02", Verdict::Yes), // 35 until the day after the last one
        ("born:1989-10-01", Verdict::No),
        ("born:1990", Verdict::Yes),
        ("born:1989", Verdict::Unknown),
        ("born:1988", Verdict::No),
        ("", Verdict::Unknown),
        ("undated born:1990", Verdict::Unknown),
    ] {
        let (contest, candidates) = contest(&[born]);
        let assessment = Assessment::new(&contest, &candidates, &programmes.list);
        assert_eq!(assessment.overall(0, 0, 0), expected, "{born}");
        let fact = &assessment.facts(0, &programmes.list[0].categories[0].rules[0])[0];
        let supplier = if born.starts_with("undated") { Supplier::Organiser } else { Supplier::Person };
        assert_eq!(fact.origin == Origin::Missing { supplier }, !born.starts_with("born"), "{born}: {fact:?}");
    }
}

#[test]
fn each_fact_says_where_it_comes_from() {
    let digest = "d".repeat(64);
    let missing = |supplier| Origin::Missing { supplier };
    for (path, rule, case, verdict, fact, origin) in [
        (
            "award-national/title",
            "place",
            "worker pair 2",
            Verdict::Yes,
            "place 2 of 40 entrants, a team of 2",
            Origin::Result { digest: digest.clone() },
        ),
        ("award-national/title", "place", "worker guest", Verdict::No, "a guest, who takes no place", Origin::Result { digest }),
        (
            "award-national/title",
            "place",
            "unmarked",
            Verdict::Unknown,
            "missing: 3 marks of the skill, so the place may change",
            missing(Supplier::ChiefExpert),
        ),
        ("award-national/title", "place", "undrawn", Verdict::Unknown, "missing: the draw among equals", missing(Supplier::Organiser)),
        ("award-national/title", "worker", "1", Verdict::Unknown, "missing: worker, teacher or student", missing(Supplier::Organiser)),
        ("award-national/title", "worker", "student", Verdict::No, "student", Origin::Entry),
        ("award-national/title", "class", "class-2", Verdict::No, "class class-2", Origin::Competition),
        ("award-national/title", "not-held", "undeclared", Verdict::Unknown, "missing: honours held", missing(Supplier::Person)),
        ("master-craftsmen/national", "front-line", "1", Verdict::Unknown, "missing: years at the front line", missing(Supplier::Employer)),
        (
            "master-craftsmen/national",
            "front-line",
            "years:7.5",
            Verdict::Yes,
            "7.5 years at the front line",
            Origin::Declaration { row: 0 },
        ),
        (
            "manufacturing-talent/skilled-artisan",
            "recommended",
            "1",
            Verdict::Unknown,
            "missing: recommended by",
            missing(Supplier::RecommendingBody),
        ),
    ] {
        assert_eq!(facts(path, rule, case), (verdict, vec![(fact.to_owned(), origin)]), "{path} {rule}: {case}");
    }
}

/// Of several conditions those are told that decide.
#[test]
fn a_reason_names_what_decides() {
    let told = |case: &str| facts("suzhou-ic/technician", "both-parts", case).1.into_iter().map(|(text, _)| text).collect::<Vec<_>>();
    assert_eq!(told("1 theory:80 practice:59"), ["part practice: 59 of 100 (59 %)"]);
    assert_eq!(told("1 theory:20 practice:59"), ["part theory: 20 of 100 (20 %)", "part practice: 59 of 100 (59 %)"]);
    assert_eq!(told("1 theory:80 practice:90").len(), 2);
}

/// A row names its document, or is a declaration; a member may be of another kind than the team.
#[test]
fn rows_of_people_reach_members_and_entries() {
    let folder = Folder::sound();
    folder.change("competitors.csv", "north,worker,,yes", "north,worker,沈翀; 白喆,yes");
    folder.put("people.csv", "competitor,member,kind,level,source,person\nC1,2,student,senior,档案 7,\nC2,,,技师,,P-9\n");
    let import = folder.read();
    let (contest, people) = people(&import);
    assert_eq!(people.iter().map(|one| one.person.as_str()).collect::<Vec<_>>(), ["C1/1", "C1/2", "P-9", "C3"]);
    let programmes = read().list;
    let (programme, category) = find(&programmes, "award-national/title");
    let assessment = Assessment::new(&contest, &people, &programmes);
    let kind = |candidate| {
        let (rule, verdict) =
            assessment.rulings(candidate, programme, category).find(|(rule, _)| rule.id.as_str() == "worker").expect("a rule");
        (verdict, assessment.facts(candidate, rule).remove(0).origin)
    };
    assert_eq!(kind(0), (Verdict::Yes, Origin::Entry));
    assert_eq!(kind(1), (Verdict::No, Origin::Document { name: "档案 7".to_owned(), row: 2 }));
}

/// rules.md §5: a guest is ranked and takes nobody's place; and before the last mark no place is certain.
#[test]
fn places_are_among_entrants_and_certain_only_with_every_mark() {
    let folder = Folder::sound();
    folder.change("marks.csv", "cables,C1,A1.J1,E1,2,\n", "");
    let places = |folder: &Folder| people(&folder.read()).0.entries.iter().map(|entry| entry.place).collect::<Vec<_>>();
    let open = Place::Provisional(Provisional::MarksMissing);
    assert_eq!(places(&folder), [open, open, Place::Guest]);
    assert_eq!(people(&folder.read()).0.skills[0].marks_missing, 1);
    // The guest has the best total of all.
    folder.change("marks.csv", "cables,C1,A1.J1,E2,3,\n", "cables,C1,A1.J1,E2,3,\ncables,C1,A1.J1,E1,2,\n");
    folder.change("competitors.csv", "south,student,,yes", "south,student,,no");
    assert_eq!(places(&folder), [Place::At(1), Place::Guest, Place::Guest]);
}

/// Moscow 2018: three or fewer entrants void the event (rules.md §5), once no mark can bring in another.
#[test]
fn a_void_skill_has_no_places() {
    let folder = Folder::sound();
    folder.change("skills/cables/skill.toml", "rule = \"top-n\"", "rule = \"top-n\"\n[[medals.small_fields]]\nat_most = 3\nmedals = []");
    assert_eq!(
        people(&folder.read()).0.entries.iter().map(|entry| entry.place).collect::<Vec<_>>(),
        [Place::Void, Place::Void, Place::Guest]
    );
}

/// The same id in two skills is one person; a row about one skill goes before a row about all.
#[test]
fn a_person_in_two_skills_is_one_person() {
    let (mut contest, _) = contest(&["1", "2"]);
    let mut other = contest.skills[0].clone();
    other.id = id("painting");
    contest.skills.push(other);
    contest.entries[1].skill = 1;
    contest.entries[1].competitor = contest.entries[0].competitor.clone();
    let row = |skill: Option<&str>, level| PersonRow {
        competitor: "C0".to_owned(),
        skill: skill.map(str::to_owned),
        member: None,
        person: None,
        facts: Facts { level: Some(Held::Level(level)), ..Facts::default() },
    };
    let people = candidates(&contest, &[row(Some("painting"), SkillLevel::Technician), row(None, SkillLevel::Junior)]);
    let told: Vec<_> = people.iter().map(|one| (one.person.as_str(), one.facts.level)).collect();
    assert_eq!(told, [("C0", Some(Held::Level(SkillLevel::Junior))), ("C0", Some(Held::Level(SkillLevel::Technician)))]);
}

/// An amended mark is another result: whatever rests on the old one can be told by its digest.
#[test]
fn an_amended_result_has_another_digest() {
    let folder = Folder::sound();
    let digest = |folder: &Folder| people(&folder.read()).0.skills[0].digest.clone();
    let before = digest(&folder);
    assert_eq!(digest(&folder), before);
    folder.change("competitors.csv", "Shen Chong", "Shen Choong");
    assert_eq!(digest(&folder), before, "a name is no part of a result");
    folder.change("marks.csv", "C1,A1.M1,,1.75", "C1,A1.M1,,1.50");
    let amended = digest(&folder);
    assert_ne!(amended, before);
    // From one part to the other, with the same total.
    folder.change("marks.csv", "C2,A1.M1,,2,", "C2,A1.M1,,0.50,");
    folder.change("marks.csv", "C2,B1.M1,,poor", "C2,B1.M1,,good");
    assert_ne!(digest(&folder), amended);
}

#[test]
fn parts_are_the_criteria_and_the_modules_of_the_rules() {
    let (contest, _) = people(&Folder::sound().read());
    assert_eq!(contest.skills[0].parts, ["A", "B", "practice"]);
    let part = |name: usize| contest.entries[2].parts[name];
    assert_eq!((part(1), part(0).max), (part(2), Decimal::from_int(5)));
}

//! CIS sheets as they are found in the wild: full and short form, with their oddities.

use crate::common;

use common::folder::{Folder, shown};
use jinbang::{
    competition::{AspectKind, DifferenceType, Mapping, Skill, Text},
    import::Import,
};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const RULES: &str = "[scheme]\ntotal = 10\n[judgement]\nexperts = 3\nmax_spread = 1\n[calculations.yes-no]\nkind = \"yes-no\"\n";

fn put(sheet: &mut Worksheet, row: u32, cells: &[(u16, &str)]) {
    for (column, text) in cells {
        match text.strip_prefix('#').and_then(|number| number.parse::<f64>().ok()) {
            Some(number) => sheet.write(row, *column, number).unwrap(),
            None => sheet.write(row, *column, *text).unwrap(),
        };
    }
}

/// Numbers written `#2` are number cells.
fn sheet_of(workbook: &mut Workbook, name: &str, rows: &[(u32, &[(u16, &str)])]) {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).unwrap();
    for (row, cells) in rows {
        put(sheet, *row, cells);
    }
}

const HEADER: [(u16, &str); 11] = [
    (0, "Sub\nCriterion\nID"),
    (1, "Sub Criterion\nName or Description"),
    (2, "Day of\nMarking"),
    (3, "Aspect\nType\nM = Meas\nJ = Judg"),
    (4, "Aspect - Description"),
    (5, "Judg\nScore"),
    (6, "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)"),
    (7, "Requirement\n(Measurement Only)"),
    (8, "WSOS\nSection"),
    (9, "Calculation Row\n(Export only)"),
    (10, "Max\nMark"),
];

fn header(extra: &[(u16, &'static str)]) -> Vec<(u16, &'static str)> {
    HEADER.iter().chain(extra).copied().collect()
}

fn read(workbook: &mut Workbook, rules: &str) -> Import {
    let folder = Folder::empty();
    folder.put("competition.toml", common::folder::COMPETITION);
    folder.put("skills/web/skill.toml", rules);
    folder.put("skills/web/scheme.xlsx", workbook.save_to_buffer().unwrap());
    folder.put("competitors.csv", "id,skill\nC1,web\n");
    folder.read()
}

fn faults(import: &Import) -> Vec<String> {
    import.faults.iter().map(shown).collect()
}

fn skill(import: &Import) -> &Skill {
    &import.competition.as_ref().unwrap().skills[0]
}

fn aspects(import: &Import) -> Vec<String> {
    let describe = |aspect: &jinbang::competition::Aspect| {
        let kind = match &aspect.kind {
            AspectKind::Judgement(rule) => format!("J{:?}", rule.descriptions),
            AspectKind::Measurement(measured) => match &measured.mapping {
                Mapping::Mark { .. } => "mark".to_owned(),
                Mapping::YesNo => "yes-no".to_owned(),
                Mapping::Choice { choices } => format!("choice of {}", choices.len()),
                Mapping::RegularDifference { .. } => "difference".to_owned(),
                Mapping::Linear { .. } | Mapping::Steps { .. } => "value".to_owned(),
            },
        };
        format!("{} {} {kind}", aspect.id, aspect.max_mark)
    };
    skill(import).scheme.aspects.iter().map(describe).collect()
}

fn full_form() -> Workbook {
    let mut workbook = Workbook::new();
    let (header_a, header_b) = (
        header(&[(11, "Criterion A"), (12, "Total\nMark"), (13, "#5")]),
        header(&[(11, "Criterion B"), (12, "Total\nMark"), (13, "5.00 ")]),
    );
    let rows: Vec<(u32, &[(u16, &str)])> = vec![
        (0, &[(0, "17 Web Technologies")]),
        (2, &[(0, "WorldSkills Occupational Standards ")]),
        (3, &[(0, "Section"), (1, "Section Name"), (8, "WSOS\nMarks"), (9, "Aspect\nMarks"), (10, "Variation")]),
        (4, &[(0, "#1"), (1, "Work organisation"), (8, "#6")]),
        (5, &[(0, "2 "), (1, "Coding"), (8, "4.00")]),
        (6, &[(0, "Total Variation"), (8, "#10")]),
        (8, &[(0, "Criteria")]),
        (9, &[(0, "ID"), (1, "Name"), (10, "Mark")]),
        (10, &[(0, "A"), (1, "Design / 设计"), (10, "#5")]),
        (11, &[(0, "B"), (1, "Code"), (10, "5.00")]),
        (13, &header_a),
        (14, &[(0, "A1 "), (1, "Layout / 版式"), (2, "1"), (3, ""), (4, ""), (10, "")]),
        (15, &[(3, "M "), (4, "Grid kept / 栅格一致"), (8, "#1"), (9, "yes-no"), (10, "#1.5")]),
        (16, &[(3, "J"), (4, "Look"), (8, "1 "), (10, "1.50 ")]),
        (17, &[(5, "0"), (6, "Poor")]),
        (18, &[(5, "#1"), (6, "Plain ")]),
        (20, &[(5, "#2"), (6, "Good")]),
        (21, &[(5, "3"), (6, "Best")]),
        (22, &[(3, "J"), (4, "Type"), (8, "#1"), (10, "#2")]),
        (23, &[(5, "#0"), (6, "None"), (7, "")]),
        (26, &header_b),
        (27, &[(0, "B1"), (1, "Program"), (2, "#2")]),
        (28, &[(3, "m"), (4, "Errors"), (6, "in the log"), (7, "no more than 4"), (8, "#2"), (9, "Error count"), (10, "#2")]),
        (29, &[(3, "M"), (4, "Pages"), (8, "#2"), (9, "Pages made"), (10, "#2")]),
        (30, &[(3, "M"), (4, "Mark for style"), (8, "#1"), (10, "#1")]),
    ];
    sheet_of(&mut workbook, "CIS Marking Scheme Import", &rows);
    let difference = "DEDUCTION_TYPE:::#x~x#UNIT#-#TARGET_VALUE:::0E-8#x~x##-#DIFFERENCE:::1.00000000#x~x##-#DIFFERENCE_TYPE:::#x~x#UNIT#-#DEDUCTION:::0.25000000#x~x#";
    let choice =
        "CHOICE2_DEDUCTION:::0.50000000#x~x##-#CHOICE2_LABEL:::#x~x#some#-#CHOICE1_LABEL:::#x~x#all#-#CHOICE1_DEDUCTION:::0E-8#x~x#";
    sheet_of(
        &mut workbook,
        "Calculations",
        &[
            (0, &[(0, "Error count"), (1, "REGULAR_DIFFERENCE_DEDUCTION"), (2, "N"), (3, difference)]),
            (1, &[(0, "Pages made"), (1, "CHOICE"), (2, "Y"), (3, choice)]),
        ],
    );
    workbook
}

#[test]
fn full_form_with_its_oddities() {
    let import = read(&mut full_form(), RULES);
    assert_eq!(faults(&import), Vec::<String>::new());
    assert_eq!(
        aspects(&import),
        [
            "A1.M1 1.5 yes-no",
            r#"A1.J1 1.5 J["Poor", "Plain", "Good", "Best"]"#,
            r#"A1.J2 2 J["None"]"#,
            "B1.M1 2 difference",
            "B1.M2 2 choice of 2",
            "B1.M3 1 mark",
        ]
    );
    let scheme = &skill(&import).scheme;
    assert_eq!(scheme.criteria[0].name, Text::new("设计", "Design"));
    assert_eq!((scheme.sub_criteria[0].name.clone(), scheme.sub_criteria[0].day), (Text::new("版式", "Layout"), Some(1)));
    assert_eq!(scheme.sub_criteria[1].day, Some(2));
    assert_eq!(scheme.aspects[0].name, Text::new("栅格一致", "Grid kept"));
    assert_eq!((scheme.aspects[3].extra.as_str(), scheme.aspects[3].requirement.as_str()), ("in the log", "no more than 4"));
    assert_eq!(scheme.aspects[3].section, "2");
    let AspectKind::Measurement(measured) = &scheme.aspects[3].kind else { panic!("a measurement") };
    let expected = Mapping::RegularDifference {
        target: "0".parse().unwrap(),
        difference: "1".parse().unwrap(),
        deduction: "0.25".parse().unwrap(),
        difference_type: DifferenceType::Unit,
    };
    assert_eq!(measured.mapping, expected);
}

/// No standards, no day, types with running numbers, group titles between aspects, a total of 50.
#[test]
fn short_form_with_its_oddities() {
    let mut workbook = Workbook::new();
    let columns: &[(u16, &str)] = &[
        (1, "Sub Criteria ID"),
        (2, "name"),
        (3, "Aspekt Type"),
        (4, "Aspect – Desription"),
        (5, "Judg Score"),
        (6, "Extra description"),
        (7, "Max Mark"),
        (8, "Criterion A"),
        (9, "Total Mark"),
        (10, "#50"),
    ];
    let rows: Vec<(u32, &[(u16, &str)])> = vec![
        (0, columns),
        (1, &[(1, "A1"), (2, "Design")]),
        (2, &[(4, "Group: colours")]),
        (3, &[(3, "M1"), (4, "Contrast"), (7, "#30")]),
        (4, &[(3, "J1"), (4, "Harmony"), (7, "10")]),
        (5, &[(5, "0"), (6, "No")]),
        (6, &[(5, "1"), (6, "Yes")]),
        (7, &[(4, "Group: type")]),
        (8, &[(3, "M2"), (4, "Sizes"), (7, "#5")]),
        (9, &[(1, "A2"), (2, "Text")]),
        (10, &[(3, "M12"), (4, "Spelling"), (7, "#2.5")]),
        (11, &[(3, "M1"), (4, "Headings"), (7, "2.50")]),
    ];
    sheet_of(&mut workbook, "MarkingScheme", &rows);
    let import = read(&mut workbook, "[scheme]\ntotal = 50\n");
    assert_eq!(faults(&import), Vec::<String>::new());
    assert_eq!(aspects(&import), ["A1.M1 30 mark", r#"A1.J1 10 J["No", "Yes"]"#, "A1.M2 5 mark", "A2.M1 2.5 mark", "A2.M2 2.5 mark"]);
    assert_eq!(skill(&import).scheme.criteria[0].id.as_str(), "A");
}

/// Columns are found by their header, wherever they stand and merged as they may be.
#[test]
fn columns_in_another_order_under_merged_headers() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Marking Scheme").unwrap();
    sheet.merge_range(1, 0, 1, 2, "Maximum Marks", &Format::new()).unwrap();
    put(sheet, 1, &[(3, "Aspect Type"), (4, "Sub Criterion ID"), (6, "Aspect - Description / 评分点")]);
    put(sheet, 2, &[(4, "A1")]);
    put(sheet, 3, &[(0, "#10"), (3, "Meas"), (6, "Everything / 全部")]);
    let import = read(&mut workbook, RULES);
    assert_eq!(aspects(&import), ["A1.M1 10 mark"]);
    assert_eq!(faults(&import), ["warning unused-calculation skills/web/skill.toml:6:calculations.yes-no"]);
}

#[test]
fn faults_of_a_sheet_name_its_row() {
    let change = |row: u32, column: u16, text: &str| {
        let mut workbook = full_form();
        put(workbook.worksheet_from_index(0).unwrap(), row, &[(column, text)]);
        faults(&read(&mut workbook, RULES))
    };
    for (row, column, text, expected) in [
        (15, 3, "X", "error bad-type skills/web/scheme.xlsx:16:Aspect Type"),
        (15, 3, " ", "error type-missing skills/web/scheme.xlsx:16:Aspect Type"),
        (15, 10, "much", "error not-a-number skills/web/scheme.xlsx:16:Max Mark"),
        (15, 10, "#2.5", "error total-differs skills/web/scheme.xlsx:max_mark"),
        (15, 10, "#2.5", "warning criterion-marks-differ skills/web/scheme.xlsx:14:Total Mark"),
        (15, 10, "#2.5", "warning section-marks-vary skills/web/scheme.xlsx:5:WSOS Marks"),
        (15, 8, "#9", "warning unknown-section skills/web/scheme.xlsx:16:section"),
        (15, 9, "guess", "error unknown-calculation skills/web/scheme.xlsx:16:calculation"),
        (14, 2, "some day", "error bad-day skills/web/scheme.xlsx:15:Day of Marking"),
        (29, 5, "two", "warning bad-score skills/web/scheme.xlsx:30:Judg Score"),
        (14, 0, " ", "error no-sub-criterion skills/web/scheme.xlsx:16:Sub Criterion ID"),
    ] {
        // A described score stands on a row of its own.
        let found = if expected.contains("bad-score") { change(25, 5, text) } else { change(row, column, text) };
        let expected = expected.replace(":30:", ":26:");
        assert!(found.contains(&expected), "{expected}\n{found:#?}");
    }
}

#[test]
fn what_is_no_scheme_is_said_so() {
    let folder = Folder::empty();
    folder.put("skills/web/scheme.xlsx", b"PK\x03\x04 no workbook");
    assert!(faults(&folder.read()).contains(&"error workbook-unreadable skills/web/scheme.xlsx".to_owned()));
    let mut workbook = Workbook::new();
    sheet_of(&mut workbook, "One", &[(0, &[(0, "nothing")])]);
    sheet_of(&mut workbook, "Two", &[(0, &[(0, "nothing")])]);
    assert!(faults(&read(&mut workbook, RULES)).contains(&"error no-scheme-sheet skills/web/scheme.xlsx".to_owned()));
    let mut workbook = Workbook::new();
    sheet_of(&mut workbook, "MarkingScheme", &[(0, &[(0, "nothing")])]);
    assert!(faults(&read(&mut workbook, RULES)).contains(&"error no-scheme-header skills/web/scheme.xlsx".to_owned()));
}

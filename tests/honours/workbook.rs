//! The workbook for an honours office, read back as a spreadsheet reads it.

use std::{fs, path::Path};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use tempfile::TempDir;

use super::{
    common::{
        folder::{Folder, fixture},
        process::{Ended, jinbang, run},
    },
    programmes_folder,
};

fn written(folder: &Path, file: &Path, more: &[&str]) -> Ended {
    run(jinbang().arg("honours").arg(folder).arg("--programmes").arg(programmes_folder()).arg("--xlsx").arg(file).args(more))
}

/// A sheet's name and its cells.
type Sheets = Vec<(String, Range<Data>)>;

fn sheets(folder: &Path, more: &[&str]) -> Sheets {
    let place = TempDir::with_prefix("workbook-").expect("a folder");
    let file = place.path().join("office.xlsx");
    let ended = written(folder, &file, more);
    assert!(ended.code == Some(0), "{ended:?}");
    assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 1, "nothing is left beside the file");
    open_workbook::<Xlsx<_>, _>(&file).expect("a workbook").worksheets()
}

fn sheet<'a>(sheets: &'a Sheets, name: &str) -> &'a Range<Data> {
    &sheets.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no sheet {name}")).1
}

/// By its English heading.
fn cell<'a>(range: &'a Range<Data>, row: usize, heading: &str) -> &'a Data {
    let column = (0..range.width()).find(|&column| range.get((1, column)) == Some(&Data::String(heading.to_owned())));
    range.get((row, column.unwrap_or_else(|| panic!("no column {heading}")))).expect("a cell")
}

fn rows_with<'a>(range: &'a Range<Data>, wanted: &'a [(&'a str, &'a str)]) -> impl Iterator<Item = usize> + 'a {
    (2..range.height()).filter(|&row| wanted.iter().all(|(heading, text)| *cell(range, row, heading) == **text))
}

fn row_with(range: &Range<Data>, wanted: &[(&str, &str)]) -> usize {
    rows_with(range, wanted).next().unwrap_or_else(|| panic!("no row with {wanted:?}"))
}

#[test]
fn each_sheet_has_its_headings_and_typed_cells() {
    let all = sheets(&fixture("digital-skills"), &[]);
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["汇总 Summary", "人员 People", "理由 Reasons", "依据 Basis"]);
    for (name, range) in &all {
        let heading = |row: usize| (0..range.width()).map(move |column| range.get((row, column)).expect("a heading").to_string());
        assert!(heading(0).all(|word| !word.is_empty() && !word.is_ascii()), "{name}: Chinese first");
        assert!(heading(1).all(|word| word.is_ascii()), "{name}: then English");
    }
    let people = sheet(&all, "人员 People");
    let row = row_with(people, &[("person", "IM-20/1"), ("verdict", "待定 unknown")]);
    assert_eq!(cell(people, row, "name in Chinese"), &Data::String("田一鸣".to_owned()));
    assert_eq!(cell(people, row, "name in English"), &Data::String("Tian Yiming".to_owned()));
    assert_eq!(cell(people, row, "member"), &Data::Float(1.0));
    assert!(matches!(cell(people, row, "total"), Data::Float(_)) && matches!(cell(people, row, "place"), Data::Float(_)));
    let Data::DateTime(ended) = cell(people, row, "competition ended") else { panic!("no date") };
    let (year, month, day, ..) = ended.to_ymd_hms_milli();
    assert!(ended.is_datetime() && (year, month, day) == (2026, 11, 20));
    assert!(!cell(people, row, "missing").to_string().is_empty() && !cell(people, row, "who can supply it").to_string().is_empty());
}

/// The counts are those of the JSON; no seats are told where there is no quota.
#[test]
fn the_summary_counts_what_the_json_counts() {
    let folder = fixture("digital-skills");
    let json = run(jinbang().arg("honours").arg(&folder).arg("--programmes").arg(programmes_folder()).args(["--format", "json"])).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let all = sheets(&folder, &[]);
    let (summary, people) = (sheet(&all, "汇总 Summary"), sheet(&all, "人员 People"));
    let mut categories = 0;
    for programme in json["programmes"].as_array().expect("programmes") {
        for category in programme["categories"].as_array().expect("categories") {
            let [programme, id] = [&programme["programme"], &category["category"]].map(|id| id.as_str().expect("an id"));
            let row = row_with(summary, &[("programme", programme), ("counted per", "类别 category"), ("id", id)]);
            let count = |heading: &str| cell(summary, row, heading).to_string();
            for key in ["yes", "unknown", "no"] {
                assert_eq!(count(key), category[key].to_string(), "{programme}/{id} {key}");
            }
            let seats = if category["has_quota"] == true { category["inside"].to_string() } else { String::new() };
            assert_eq!(count("seats taken"), seats, "{programme}/{id}");
            let listed = |word| rows_with(people, &[("programme", programme), ("category", id), ("verdict", word)]).count();
            assert!(category["unknown"].as_u64() <= Some(listed("待定 unknown") as u64), "{programme}/{id}");
            let seat = |word| rows_with(people, &[("programme", programme), ("category", id), ("seat", word)]).count();
            assert_eq!(seat("名额内 inside").to_string(), if seats.is_empty() { "0".to_owned() } else { seats }, "{programme}/{id}");
            categories += 1;
        }
    }
    assert!(categories > 20);
    for per in ["计划 programme", "层级 tier", "推荐单位 body"] {
        assert!(rows_with(summary, &[("counted per", per)]).count() > 0, "{per}");
    }
}

/// Of each yes and each unknown every rule, of a no none.
#[test]
fn reasons_are_told_rule_by_rule() {
    let all = sheets(&fixture("suzhou-ic"), &["--programme", "suzhou-ic"]);
    let reasons = sheet(&all, "理由 Reasons");
    assert_eq!(rows_with(reasons, &[("verdict", "不符合 no")]).count(), 0);
    let (people, wanted) = (sheet(&all, "人员 People"), [("category", "technician"), ("verdict", "符合 yes")]);
    assert_eq!((rows_with(people, &wanted).count(), rows_with(reasons, &wanted).count()), (2, 2 * 5));
    let row = row_with(reasons, &[("person", "SZ-01"), ("rule", "both-parts")]);
    assert!(cell(reasons, row, "fact in English").to_string().starts_with("part theory: "), "{}", cell(reasons, row, "fact in English"));
    assert_eq!(cell(reasons, row, "origin"), &Data::String("成绩 result".to_owned()));
    assert_eq!(cell(reasons, row, "reference").to_string().len(), 64);
    assert_eq!(cell(reasons, row, "confirmed"), &Data::String("待核实 unconfirmed".to_owned()));
}

/// A name that begins like a formula is a text in a cell, as it was written.
#[test]
fn no_text_becomes_a_formula() {
    for name in ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "_x0041_", "'a"] {
        let folder = Folder::sound();
        folder.change("competitors.csv", "沈翀,Shen Chong", &format!("\"{}\",Shen Chong", name.replace('"', "\"\"")));
        let place = TempDir::with_prefix("workbook-").expect("a folder");
        let file = place.path().join("office.xlsx");
        assert_eq!(written(folder.path(), &file, &[]).code, Some(0));
        let mut workbook: Xlsx<_> = open_workbook(&file).expect("a workbook");
        let people = workbook.worksheet_range("人员 People").expect("a sheet");
        let row = row_with(&people, &[("person", "C1")]);
        let names = ["name in Chinese", "name in English"].map(|heading| cell(&people, row, heading).to_string());
        assert!(names.iter().any(|own| own == name), "{name}: {names:?}");
        for sheet in workbook.sheet_names() {
            assert!(workbook.worksheet_formula(&sheet).expect("a sheet").is_empty(), "{name} in {sheet}");
        }
    }
}

/// The clock is nowhere in it.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let place = TempDir::with_prefix("workbook-").expect("a folder");
    let bytes = |name: &str| {
        let file = place.path().join(name);
        assert_eq!(written(&fixture("class-1-finals"), &file, &[]).code, Some(0));
        fs::read(file).expect("a file")
    };
    let one = bytes("one.xlsx");
    std::thread::sleep(std::time::Duration::from_millis(2_100)); // a zip counts in steps of two seconds
    assert_eq!(one, bytes("two.xlsx"));
}

#[test]
fn filters_and_headings_stay_where_they_are_wanted() {
    let place = TempDir::with_prefix("workbook-").expect("a folder");
    let file = place.path().join("office.xlsx");
    assert_eq!(written(&fixture("suzhou-ic"), &file, &[]).code, Some(0));
    let mut zip = zip::ZipArchive::new(fs::File::open(&file).expect("a file")).expect("a zip");
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("xl/worksheets/sheet2.xml").expect("a sheet"), &mut xml).expect("UTF-8");
    for part in ["<pane ySplit=\"2\"", "state=\"frozen\"", "<autoFilter ref=\"A2:S", "<cols><col min=\"1\" max=\"1\" width="] {
        assert!(xml.contains(part), "{part}: {}", &xml[..xml.len().min(1_500)]);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let ended = written(&fixture("suzhou-ic"), Path::new("/nowhere/office.xlsx"), &[]);
    assert!(ended.code == Some(2) && ended.err.contains("/nowhere/office.xlsx cannot be written"), "{ended:?}");
}

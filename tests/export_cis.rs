//! Files for the ceremony tools of `WorldSkills`, read back by their headings.

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use tempfile::TempDir;

use crate::common::{
    folder::{Folder, fixture},
    process::{Ended, jinbang, run},
};

const HEADINGS: [&str; 8] =
    ["Position", "Member", "Member Name", "Skill Number", "Medal", "First Name", "Last Name", "WorldSkills Scale Score"];

fn export(folder: &Path, out: &Path, more: &[&str]) -> Ended {
    run(jinbang().arg("export-cis").arg(folder).arg("--out").arg(out).args(more))
}

fn sheet(out: &Path, file: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook(out.join(file)).expect("a workbook");
    workbook.worksheet_range_at(0).expect("a sheet").expect("a sheet")
}

/// Rows in words, without the score.
fn rows(range: &Range<Data>) -> Vec<String> {
    range.rows().skip(1).map(|row| row[..7].iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn the_files_have_the_columns_of_the_tools() {
    let place = TempDir::with_prefix("cis-").expect("a folder");
    let out = place.path().join("made/here");
    let ended = export(&fixture("digital-skills"), &out, &[]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for file in ["Competitor_results.xlsx", "Best_of_Nation.xlsx"] {
        let range = sheet(&out, file);
        let first: Vec<String> = range.rows().next().expect("headings").iter().map(ToString::to_string).collect();
        assert_eq!(first, HEADINGS, "{file}");
        assert!(range.height() > 1, "{file}");
        for row in range.rows().skip(1) {
            assert!(matches!((&row[0], &row[3], &row[7]), (Data::Float(_), Data::Float(_), Data::Float(_))), "{file}: {row:?}");
            let medal = row[4].to_string();
            assert!(["", "Gold", "Silver", "Bronze", "Medallion For Excellence"].contains(&medal.as_str()), "{medal}");
        }
    }
}

/// A row for each person: a team's members share a place; the best of a delegation is in both files.
#[test]
fn a_team_has_a_row_for_each_member() {
    let place = TempDir::with_prefix("cis-").expect("a folder");
    assert_eq!(export(&fixture("digital-skills"), place.path(), &[]).code, Some(0));
    let (all, best) = (rows(&sheet(place.path(), "Competitor_results.xlsx")), rows(&sheet(place.path(), "Best_of_Nation.xlsx")));
    let of = |name: &str| all.iter().find(|row| row.ends_with(name)).unwrap_or_else(|| panic!("{name}: {all:#?}")).clone();
    let (one, other) = (of("|Yiming|Tian"), of("|Yun|Lu"));
    assert_eq!(one.strip_suffix("|Yiming|Tian"), other.strip_suffix("|Yun|Lu"));
    assert!(one.contains("|zhejiang|Zhejiang|4|"), "{one}");
    assert!(best.iter().all(|row| all.contains(row)) && best.len() < all.len());
}

/// What may change is not for a ceremony, unless somebody says so.
#[test]
fn an_incomplete_result_is_refused() {
    let folder = Folder::sound();
    folder.change("marks.csv", "cables,C1,A1.M1,,1.75,2026-11-18T09:00:00+08:00\n", "");
    let place = TempDir::with_prefix("cis-").expect("a folder");
    let refused = export(folder.path(), place.path(), &[]);
    assert!(refused.code == Some(2) && refused.err.contains("cables: 1 marks are missing"), "{refused:?}");
    assert!(!place.path().join("Competitor_results.xlsx").exists());
    assert_eq!(export(folder.path(), place.path(), &["--incomplete"]).code, Some(0));
}

/// The number that a skill's title begins with, and a name without a second part told.
#[test]
fn skills_have_the_numbers_of_their_titles() {
    let folder = Folder::sound();
    folder.change("skills/cables/skill.toml", "title = \"Cables\"", "title = \"17 Cables\"");
    let place = TempDir::with_prefix("cis-").expect("a folder");
    let ended = export(folder.path(), place.path(), &[]);
    assert!(ended.code == Some(0) && ended.err.contains("1 row without a first or a last name"), "{ended:?}");
    let told = rows(&sheet(place.path(), "Competitor_results.xlsx"));
    assert!(told.iter().any(|row| row.ends_with("|north|North|17|Silver|Chong|Shen")), "{told:#?}");
}

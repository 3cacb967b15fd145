//! Workbooks and lists of people, as spreadsheets save them.

use std::{
    fs,
    io::{Cursor, Write},
    sync::LazyLock,
};

use jinbang::import::{self, Intake, ListedPeople, Overlay, limits};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    folders::{sound, told},
    parts::parts,
};
use crate::common::{competition::id, folder::FILES};

pub const WORDS: [&str; 30] = [
    "<c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c>",
    "<c r=\"A1\" t=\"s\"><v>4294967295</v></c>",
    "<c t=\"e\"><v>#REF!</v></c>",
    "<row r=\"0\">",
    "<sheetData>",
    "</sheetData>",
    "<dimension ref=\"A1:XFD1048576\"/>",
    "<mergeCell ref=\"A1:Z99\"/>",
    "&amp;",
    "&#0;",
    "Aspect Type",
    "Max Mark",
    "Aspect - Description",
    "Sub Criterion ID",
    "Judg Score",
    "Criterion A",
    "Total Mark",
    "CHOICE1_LABEL:::#x~x#a#-#CHOICE1_DEDUCTION:::#x~x#",
    "DEDUCTION:::1#x~x##-#TARGET_VALUE:::",
    "M12",
    "J",
    "1e9",
    "-- xl/worksheets/sheet1.xml --\n",
    "\u{feff}",
    "\t",
    ";",
    "\"\"",
    "姓名",
    "Name",
    "ID",
];

pub const PEOPLE: [ListedPeople; 3] = [ListedPeople::Competitors, ListedPeople::Experts, ListedPeople::Delegations];

/// The parts of a workbook packed, so that mutations meet XML; an archive as it is.
fn packed(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(bytes) {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        // Names that an archive cannot have, or has already, are left out.
        if zip.start_file(name, options).is_ok() {
            zip.write_all(&content).expect("room in memory");
        }
    }
    zip.finish().expect("an archive in memory").into_inner()
}

static SKILL: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::with_prefix("fuzzed-").expect("a folder");
    fs::create_dir_all(folder.path().join("skills/cables")).expect("a folder");
    folder
});

/// As a skill's scheme, as a list of people, and turned into a table.
pub fn workbook(bytes: &[u8]) -> bool {
    let (root, workbook) = (SKILL.path(), packed(bytes));
    let mut overlay: Overlay = FILES.iter().map(|(file, content)| ((*file).to_owned(), Some(content.as_bytes().to_vec()))).collect();
    overlay.insert("skills/cables/scheme.csv".to_owned(), None);
    overlay.insert("skills/cables/scheme.xlsx".to_owned(), Some(workbook.clone()));
    let import = import::read_as_if(root, &overlay);
    told(&import.faults);
    import.competition.iter().for_each(|competition| sound(competition, &import.marks));
    fs::write(root.join("skills/cables/scheme.xlsx"), &workbook).expect("a file");
    let converted = import::workbook_as_table(root, &id("cables"));
    let listed = taken_in(&workbook);
    converted.is_ok() | listed
}

pub fn list(bytes: &[u8]) -> bool {
    taken_in(bytes)
}

/// The table that is made of a list is read back, row by row.
fn taken_in(bytes: &[u8]) -> bool {
    let mut taken = false;
    for people in PEOPLE {
        let Ok(intake) = Intake::read(bytes, None, people.columns()) else { continue };
        let width = intake.headings.len();
        assert!(width <= limits::SHEET_MAX_COLUMNS as usize && intake.rows.len() <= limits::SHEET_MAX_ROWS as usize);
        assert!(intake.rows.iter().all(|(_, cells)| cells.len() == width));
        let map = intake.guessed(people.columns());
        let listed = people.listed(&intake, &map, Some("cables"), None, None);
        assert_eq!(listed.rows.len(), intake.rows.len());
        if !listed.rows.is_empty() {
            let again = Intake::read(listed.text.as_bytes(), None, people.columns());
            let again = again.unwrap_or_else(|fault| panic!("{fault} in {:?}", listed.text));
            let found: Vec<_> = again.rows.iter().map(|(_, cells)| cells).collect();
            let made: Vec<_> =
                listed.rows.iter().map(|(_, _, cells)| cells).filter(|cells| cells.iter().any(|cell| !cell.is_empty())).collect();
            assert_eq!(found, made, "{:?}", listed.text);
        }
        taken = true;
    }
    taken
}

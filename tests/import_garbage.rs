//! Whatever the files hold, reading them ends with faults and never with a panic.

use crate::common;

use std::io::{Cursor, Read, Write};

use common::folder::Folder;
use jinbang::{
    export::SkillStandings,
    import::{self, Import},
};
use proptest::{collection::vec, prelude::*, sample::select};
use rust_xlsxwriter::Workbook;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Reads, and computes with what was read: even a faulty competition is sound in itself.
fn survive(folder: &Folder) -> Import {
    let import = folder.read();
    if let Some(competition) = &import.competition {
        for (skill, tally) in competition.skills.iter().zip(import::tallies(competition, &import.marks)) {
            std::hint::black_box(SkillStandings::new(skill, &tally, &[]));
        }
    }
    import
}

fn file() -> impl Strategy<Value = &'static str> {
    select(common::folder::FILES.map(|(file, _)| file).to_vec())
}

/// Pieces that mean something to one of the readers.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "\"",
        ",",
        "\n",
        "\r",
        "\u{FEFF}",
        "\0",
        "=",
        "[",
        "]",
        "[[panels]]",
        "{",
        "}",
        "-1",
        "1e9",
        "1e-8",
        "99999999999",
        "-92233720368.54775807",
        "92233720368.54775807",
        "0",
        "NaN",
        "inf",
        "yes",
        "中文",
        "id",
        "*",
        ";",
        "A1.J1",
        "trimmed-mean",
        "drop = 15",
        "kind = \"linear\"",
        "max_spread = 92233720368",
        "2026-11-18",
        "true",
        ".",
        "'",
        "#",
        "experts = 15",
        "result = \"value\"",
        "decimals = 8",
    ];
    prop_oneof![select(known.to_vec()).prop_map(str::to_owned), ".{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes_in_any_file(file in file(), bytes in vec(any::<u8>(), 0..400)) {
        let folder = Folder::sound();
        folder.put(file, bytes);
        survive(&folder);
    }

    /// Sound files with a few pieces replaced get further than bytes do.
    #[test]
    fn pieces_in_any_place(changes in vec((file(), 0_usize..2_000, 0_usize..12, piece()), 1..6)) {
        let folder = Folder::sound();
        for (file, at, cut, piece) in changes {
            let path = folder.path().join(file);
            let text: Vec<char> = std::fs::read_to_string(&path).unwrap().chars().collect();
            let at = at % (text.len() + 1);
            let rest = text.get(at + cut..).unwrap_or_default();
            folder.put(file, text[..at].iter().collect::<String>() + &piece + &rest.iter().collect::<String>());
        }
        survive(&folder);
    }

    #[test]
    fn any_bytes_as_a_workbook(bytes in vec(any::<u8>(), 0..400)) {
        let folder = Folder::sound();
        folder.remove("skills/cables/scheme.csv");
        folder.put("skills/cables/scheme.xlsx", bytes);
        survive(&folder);
    }

    #[test]
    fn a_workbook_with_broken_bytes(damage in vec((0_usize..20_000, any::<u8>()), 1..20)) {
        let mut bytes = workbook(&[(0, 0, "Aspect Type".to_owned())]);
        for (at, byte) in damage {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let folder = Folder::sound();
        folder.remove("skills/cables/scheme.csv");
        folder.put("skills/cables/scheme.xlsx", bytes);
        survive(&folder);
    }

    #[test]
    fn any_text_in_a_sheet(cells in vec((0_u32..30, 0_u16..12, cell()), 0..80)) {
        let folder = Folder::sound();
        folder.remove("skills/cables/scheme.csv");
        folder.put("skills/cables/scheme.xlsx", workbook(&cells));
        survive(&folder);
    }
}

fn cell() -> impl Strategy<Value = String> {
    let known = [
        "Aspect Type",
        "Max Mark",
        "Aspect - Description",
        "Judg Score",
        "Sub Criterion ID",
        "Criterion A",
        "Total Mark",
        "ID",
        "Name",
        "Mark",
        "Section",
        "WSOS Marks",
        "M",
        "J",
        "M12",
        "3",
        "0",
        "1.5",
        "-2",
        "A1",
        "",
        "1e9",
        "99999999999",
        "CHOICE1_LABEL:::#x~x#a#-#CHOICE1_DEDUCTION:::#x~x#",
        "DEDUCTION:::1#x~x##-#TARGET_VALUE:::",
        "中文 / Chinese",
    ];
    prop_oneof![3 => select(known.to_vec()).prop_map(str::to_owned), 1 => ".{0,10}"]
}

fn workbook(cells: &[(u32, u16, String)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for name in ["MarkingScheme", "Calculations"] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, column, text) in cells {
            sheet.write(*row, *column, text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Found by fuzzing: the reader of workbooks multiplied its way out of 32 bits.
#[test]
fn a_cell_that_no_sheet_has_is_reported() {
    for place in ["AAAAAAAAA1", "A99999999999", "A0", "1", "", "Ä1"] {
        let folder = Folder::sound();
        folder.remove("skills/cables/scheme.csv");
        folder.put("skills/cables/scheme.xlsx", with_cell_at(place));
        assert!(!survive(&folder).is_openable(), "{place:?}");
    }
}

/// A workbook whose only cell says that it is there.
fn with_cell_at(place: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData><row><c r=\"{place}\"><v>1</v></c></row></sheetData></worksheet>");
    let mut archive = ZipArchive::new(Cursor::new(workbook(&[]))).unwrap();
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        let name = file.name().unwrap().into_owned();
        file.read_to_end(&mut content).unwrap();
        let is_sheet = name == "xl/worksheets/sheet1.xml";
        changed.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
        changed.write_all(if is_sheet { sheet.as_bytes() } else { &content }).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

/// A cell in the last corner of a sheet must not make the reader fill the sheet.
#[test]
fn a_cell_far_out_is_reported_and_fills_no_memory() {
    let folder = Folder::sound();
    folder.remove("skills/cables/scheme.csv");
    folder.put(
        "skills/cables/scheme.xlsx",
        workbook(&[(0, 0, "x".to_owned()), (1_048_575, 16_383, "x".to_owned()), (1_048_575, 1, "x".to_owned())]),
    );
    assert!(survive(&folder).faults.iter().any(|fault| fault.code == "sheet-too-long"));
}

//! From results to honours: the rulebook, bad input, counting, what holds for everybody, and the command as people run it.

use crate::common;

mod command;
mod counting;
mod faults;
mod garbage;
mod people;
mod properties;
mod rulebook;
mod shown;
pub mod words;
mod workbook;

use std::path::{Path, PathBuf};

use jinbang::{
    honours::Programme,
    import::{Programmes, read_programmes},
};

/// The competitions whose winners reach every programme.
const FIXTURES: [&str; 6] = ["digital-skills", "national-finals", "class-1-finals", "class-2-finals", "guangdong-finals", "suzhou-ic"];

fn programmes_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes")
}

fn read() -> Programmes {
    let programmes = read_programmes(&programmes_folder());
    assert!(programmes.is_sound() && programmes.faults.is_empty(), "{:#?}", programmes.faults);
    programmes
}

/// Programme and category by `programme/category`.
fn find(programmes: &[Programme], path: &str) -> (usize, usize) {
    let (programme, category) = path.split_once('/').expect("programme/category");
    let at = programmes.iter().position(|known| known.id.as_str() == programme).unwrap_or_else(|| panic!("{path}: no such programme"));
    let known = &programmes[at].categories;
    (at, known.iter().position(|own| own.id.as_str() == category).unwrap_or_else(|| panic!("{path}: no such category")))
}

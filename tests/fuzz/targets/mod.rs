//! The parsers of what comes from outside, each as a function of bytes. `tests/fuzz.rs` runs them on kept and on mutated inputs,
//! `tests/fuzz/guided.rs` lets libFuzzer search.

mod credentials;
mod draws;
mod folders;
mod frames;
mod http;
mod journals;
mod numbers;
pub mod parts;
mod proofs;
mod records;
mod tables;

pub use proofs::KEY;

pub struct Target {
    pub name: &'static str,
    /// Panics where a parser does what it must not; says whether the parser took the input.
    pub run: fn(&[u8]) -> bool,
    /// Mutated inputs of an ordinary run: about two seconds of them in a debug build.
    pub cases: u32,
    /// What means something to the parser, for mutations to put in.
    pub words: &'static [&'static str],
}

const JSON: &[&str] = &["{", "}", "[", "]", "null", "true", "false", "\"\"", ":", ",", "\\u0000", "\\ud800", "1e999", "-0", "[[[[[[[[[[[["];

pub const TARGETS: [Target; 18] = [
    Target { name: "viewer_frames", run: frames::viewer, cases: 20_000, words: &["\u{1}\u{7f}", "\u{0}\u{1}", r#"{"type":"resync"}"#] },
    Target { name: "tablet_messages", run: frames::tablet, cases: 3_000, words: &frames::WORDS },
    Target { name: "http_requests", run: http::request, cases: 1_000, words: &http::WORDS },
    Target { name: "contest_folder", run: folders::contest, cases: 400, words: &folders::WORDS },
    Target { name: "programmes", run: folders::programmes, cases: 400, words: &folders::RULE_WORDS },
    Target { name: "outcome_rules", run: folders::outcomes, cases: 1_500, words: &folders::RULE_WORDS },
    Target { name: "workbook", run: tables::workbook, cases: 250, words: &tables::WORDS },
    Target { name: "lists", run: tables::list, cases: 2_000, words: &tables::WORDS },
    Target { name: "journal_block", run: journals::block, cases: 2_000, words: JSON },
    Target { name: "journal_file", run: journals::file, cases: 100, words: &["00", "ff", "01"] },
    Target { name: "office_events", run: records::office_event, cases: 10_000, words: JSON },
    Target { name: "control_lines", run: records::control_line, cases: 10_000, words: JSON },
    Target { name: "bundle", run: proofs::bundle, cases: 300, words: JSON },
    Target { name: "receipt", run: proofs::receipt, cases: 500, words: JSON },
    Target { name: "checkpoints", run: proofs::checkpoints, cases: 2_000, words: &["— ", "at ", "result ", "\n\n"] },
    Target { name: "credential", run: credentials::credential, cases: 600, words: JSON },
    Target { name: "draws", run: draws::record, cases: 600, words: &draws::WORDS },
    Target { name: "numbers", run: numbers::numbers, cases: 10_000, words: &numbers::WORDS },
];

/// The target of that name.
pub fn target(name: &str) -> &'static Target {
    let known = || TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", ");
    TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("there is no target {name}; there are {}", known()))
}

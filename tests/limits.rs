//! Every limit has a name, a unit and a line in `docs/limits.md`. `UPDATE_DOCS=1 cargo test --test all limits` writes that page from the sources.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// What the name of a limit has in it.
const MARKS: [&str; 9] = ["_MAX", "MAX_", "_BYTES", "_TIMEOUT", "_INTERVAL", "_MS", "_MINUTES", "_COUNT", "_PATIENCE"];

struct Limit {
    name: String,
    value: String,
    what: String,
    file: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn limits() -> Vec<Limit> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut limits = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a source");
        let file = path.strip_prefix(root()).expect("below the root").display().to_string();
        let mut what: Vec<&str> = Vec::new();
        for line in text.lines().map(str::trim).take_while(|line| *line != "#[cfg(test)]" || file.ends_with("limits.rs")) {
            if let Some(comment) = line.strip_prefix("///") {
                what.push(comment.trim());
                continue;
            }
            if let Some(limit) = limit(line, &what, &file) {
                limits.push(limit);
            }
            if !line.starts_with("#[") {
                what.clear();
            }
        }
    }
    limits
}

/// `pub const NAME: TYPE = VALUE; // more`
fn limit(line: &str, what: &[&str], file: &str) -> Option<Limit> {
    let rest = ["pub const ", "pub(super) const ", "pub(crate) const ", "const "].iter().find_map(|prefix| line.strip_prefix(prefix))?;
    let (name, rest) = rest.split_once(": ")?;
    let (_, value) = rest.split_once(" = ")?;
    let value = value.split_once(';').map_or(value, |(value, _)| value);
    let is_number = value.bytes().any(|byte| byte.is_ascii_digit());
    let is_limit = is_number && name != "_" && MARKS.iter().any(|mark| name.contains(mark));
    is_limit.then(|| Limit { name: name.to_owned(), value: value.to_owned(), what: what.join(" "), file: file.to_owned() })
}

fn page(limits: &[Limit]) -> String {
    let mut tests = Vec::new();
    sources(&root().join("tests"), &mut tests);
    let tests: Vec<(String, String)> = tests
        .into_iter()
        .map(|path| (path.strip_prefix(root()).expect("below the root").display().to_string(), fs::read_to_string(&path).expect("a test")))
        .filter(|(file, _)| file != "tests/limits.rs")
        .collect();
    let mut page = "# Limits\n\nEverything that is bounded, with its unit, as the sources have it; a test keeps this page true. What is longer, larger or more is answered \
        with a clear refusal, or waits.\n\n| limit | value | what | where | named in |\n|---|---|---|---|---|\n"
        .to_owned();
    for Limit { name, value, what, file } in limits {
        let named: Vec<&str> = tests.iter().filter(|(_, text)| text.contains(name.as_str())).map(|(file, _)| file.as_str()).collect();
        let what = if what.is_empty() { name.to_lowercase().replace('_', " ") } else { what.replace('|', "\\|") };
        let _ = writeln!(page, "| `{name}` | `{}` | {what} | `{file}` | {} |", value.replace('|', "\\|"), named.join(" "));
    }
    page
}

#[test]
fn every_limit_is_listed() {
    let limits = limits();
    assert!(limits.len() > 100, "{}", limits.len());
    let (path, page) = (root().join("docs/limits.md"), page(&limits));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/limits.md is out of date; UPDATE_DOCS=1 writes it anew");
}

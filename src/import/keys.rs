//! TOML files, read key by key: every value with its line, numbers exactly as written, unknown keys reported.

use std::{cell::RefCell, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    fault::{Place, Severity, nearest},
    files::row_at,
    words,
};
use crate::{competition::Text, decimal::Decimal};

/// Words that are named when something else was written.
const WORDS_NAMED_MAX_COUNT: usize = 24;
/// Syntax faults of one file that are told at once.
const CAUSES_MAX_COUNT: usize = 20;

/// One parsed file; hands out [`Keys`].
pub(super) struct TomlFile<'a> {
    place: Place<'a>,
    text: &'a str,
    root: Option<Spanned<DeTable<'a>>>,
    is_sound: bool,
}

impl<'a> TomlFile<'a> {
    /// Syntax faults are reported, each with its line; what could be read around them is kept.
    pub(super) fn parse(text: &'a str, place: Place<'a>) -> Self {
        let (root, faults) = DeTable::parse_recoverable(text);
        let file = Self { place, text, root: Some(root), is_sound: faults.is_empty() };
        for (span, fault) in causes(text, faults) {
            let place = span.as_ref().map_or(file.place.clone(), |span| file.at(span));
            let found = span.and_then(|span| text.get(span)).unwrap_or_default();
            place.error("toml-syntax", words::one_line(found), fault.message(), "correct the line; text needs quotation marks");
        }
        file
    }

    /// What an absent file stands for: all defaults.
    pub(super) fn absent(place: Place<'a>) -> Self {
        Self { place, text: "", root: None, is_sound: true }
    }

    /// No syntax fault: what is not there was not written.
    pub(super) const fn is_sound(&self) -> bool {
        self.is_sound
    }

    fn at(&self, span: &Range<usize>) -> Place<'a> {
        self.place.row(row_at(self.text.as_bytes(), span.start))
    }

    pub(super) fn keys(&self) -> Keys<'_> {
        let table = self.root.as_ref().map(|root| (root.get_ref(), root.span()));
        Keys { file: self, path: String::new(), table, known: RefCell::default() }
    }
}

/// One missing bracket makes faults up to the next table: of those the first is told.
fn causes(text: &str, mut faults: Vec<toml::de::Error>) -> Vec<(Option<Range<usize>>, toml::de::Error)> {
    let mut causes: Vec<(Option<Range<usize>>, toml::de::Error)> = Vec::new();
    let (mut rest, mut last) = (text.to_owned(), None);
    for _ in 0..CAUSES_MAX_COUNT {
        let begins = |fault: &toml::de::Error| fault.span().map_or(0, |span| span.start);
        let Some(first) = faults.into_iter().min_by_key(begins) else { break };
        let at = rest.get(..begins(&first)).unwrap_or_default().rfind('\n').map_or(0, |line| line + 1);
        let again = last.replace(at) == Some(at);
        if !again {
            causes.push((first.span(), first));
        }
        blank(&mut rest, at, again);
        faults = DeTable::parse_recoverable(&rest).1;
    }
    causes
}

/// Takes out what the table of the line at `at` holds, and leaves its header and every line where it was. A line that is a header
/// itself is where the next table begins; one that is at fault `again` is not.
fn blank(text: &mut String, at: usize, again: bool) {
    let header = text[..at].rfind("\n[").map(|before| before + 1).or_else(|| text.starts_with('[').then_some(0)).filter(|own| *own < at);
    let from = header.and_then(|header| text[header..at].find('\n').map(|end| header + end)).unwrap_or(0);
    let is_header = text[at..].starts_with('[');
    let to = if is_header && !again { at } else { text[at..].find("\n[").map_or(text.len(), |next| at + next) };
    let blanks: String = text[from..to].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(from..to, &blanks);
}

/// One table of a file. Getters answer `None` for a key that is absent or unusable; the latter is reported.
pub(super) struct Keys<'a> {
    file: &'a TomlFile<'a>,
    path: String,
    table: Option<(&'a DeTable<'a>, Range<usize>)>,
    known: RefCell<Vec<&'static str>>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> Keys<'a> {
    pub(super) fn is_there(&self) -> bool {
        self.table.is_some()
    }

    fn value(&self, key: &'static str) -> Option<&'a Value<'a>> {
        self.known.borrow_mut().push(key);
        self.table.as_ref()?.0.get(key)
    }

    pub(super) fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Whether something is written there that is no empty list.
    pub(super) fn has_some(&self, key: &'static str) -> bool {
        self.value(key).is_some_and(|value| value.get_ref().as_array().is_none_or(|items| items.iter().next().is_some()))
    }

    pub(super) fn path_to(&self, key: &str) -> String {
        let quoted = if key.contains('.') { format!("\"{key}\"") } else { key.to_owned() };
        if self.path.is_empty() { quoted } else { format!("{}.{quoted}", self.path) }
    }

    /// Of the table itself.
    pub(super) fn place(&self) -> Place<'a> {
        let place = self.table.as_ref().map_or_else(|| self.file.place.clone(), |(_, span)| self.file.at(span));
        if self.path.is_empty() { place } else { place.column(self.path.clone()) }
    }

    /// Of one key, or of the table where the key is absent.
    pub(super) fn place_of(&self, key: &str) -> Place<'a> {
        let place = match self.table.as_ref().and_then(|(table, _)| table.get_key_value(key)) {
            Some((key, _)) => self.file.at(&key.span()),
            None => self.place(),
        };
        place.column(self.path_to(key))
    }

    /// What is written there, for fault messages.
    pub(super) fn written(&self, key: &str) -> String {
        let value = self.table.as_ref().and_then(|(table, _)| table.get(key));
        value.map(|value| shown(value.get_ref())).unwrap_or_default()
    }

    fn wrong_type(&self, key: &str, expected: &str) {
        self.place_of(key).error("wrong-type", self.written(key), format!("{expected} is expected here"), format!("write {expected}"));
    }

    /// A table below this one; an empty one where it is absent.
    pub(super) fn table(&self, key: &'static str) -> Keys<'a> {
        let found = self.value(key);
        self.below(key, found)
    }

    /// A table below this one, where there is a table and not something else.
    pub(super) fn inner(&self, key: &str) -> Option<Keys<'a>> {
        let value = self.table.as_ref()?.0.get(key).filter(|value| value.get_ref().is_table())?;
        Some(self.below(key, Some(value)))
    }

    fn below(&self, key: &str, value: Option<&'a Value<'a>>) -> Keys<'a> {
        let table = value.and_then(|value| value.get_ref().as_table().map(|table| (table, value.span())));
        if value.is_some() && table.is_none() {
            self.wrong_type(key, "a table");
        }
        Keys { file: self.file, path: self.path_to(key), table, known: RefCell::default() }
    }

    /// An array of tables.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Keys<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, "an array of tables");
            return Vec::new();
        };
        let tables = items.iter().filter_map(|item| {
            let path = self.path_to(key);
            let Some(table) = item.get_ref().as_table() else {
                self.wrong_type(key, "an array of tables");
                return None;
            };
            Some(Keys { file: self.file, path, table: Some((table, item.span())), known: RefCell::default() })
        });
        tables.collect()
    }

    /// The tables below this one by name, in the file's order; for tables whose keys are names.
    pub(super) fn named_tables(&self) -> Vec<(String, Keys<'a>)> {
        self.names()
            .into_iter()
            .map(|name| (name.to_owned(), self.below(name, self.table.as_ref().and_then(|(table, _)| table.get(name)))))
            .collect()
    }

    /// The keys of a table whose keys are names, in the file's order.
    pub(super) fn names(&self) -> Vec<&'a str> {
        let Some((table, _)) = self.table.as_ref() else { return Vec::new() };
        let mut names: Vec<(usize, &str)> = table.keys().map(|key| (key.span().start, key.get_ref().as_ref())).collect();
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name).collect()
    }

    pub(super) fn string(&self, key: &'static str) -> Option<String> {
        let value = self.value(key)?.get_ref();
        match value {
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => Some(shown(value)),
            _ => {
                self.wrong_type(key, "text");
                None
            }
        }
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        let found = self.value(key)?.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(key, "true or false");
        }
        found
    }

    /// One of the given words.
    pub(super) fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let written = self.string(key)?;
        let found = words.iter().find(|(word, _)| *word == written.trim());
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let near = nearest(&written, all.iter().copied()).map(|near| format!("did you mean {near:?}? ")).unwrap_or_default();
            let remedy = format!("{near}write one of: {}", all.join(", "));
            self.place_of(key).error("unknown-word", written, format!("{key} has no such setting"), remedy);
        }
        found.map(|(_, meaning)| *meaning)
    }

    pub(super) fn decimal(&self, key: &'static str) -> Option<Decimal> {
        let value = self.value(key)?;
        self.as_decimal(key, value.get_ref())
    }

    fn as_decimal(&self, key: &str, value: &DeValue<'_>) -> Option<Decimal> {
        if !matches!(value, DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_)) {
            self.wrong_type(key, "a number");
            return None;
        }
        let written = shown(value);
        let parsed = written.parse::<Decimal>();
        if let Err(fault) = &parsed {
            self.place_of(key).error("not-a-number", &written, format!("not usable as a number: {fault}"), "write a decimal such as 0.25");
        }
        parsed.ok()
    }

    pub(super) fn decimals(&self, key: &'static str) -> Option<Vec<Decimal>> {
        self.list(key, "a list of numbers")?.map(|value| self.as_decimal(key, value.get_ref())).collect()
    }

    /// A list of exactly two numbers.
    pub(super) fn pair(&self, key: &'static str) -> Option<(Decimal, Decimal)> {
        if let [first, second] = self.decimals(key)?[..] {
            return Some((first, second));
        }
        self.wrong_type(key, "a list of two numbers");
        None
    }

    pub(super) fn strings(&self, key: &'static str) -> Option<Vec<String>> {
        Some(self.list(key, "a list of names")?.map(|value| shown(value.get_ref())).collect())
    }

    /// The lists of a table whose keys are names, in the file's order.
    pub(super) fn lists_of_names(&self) -> Vec<(String, Vec<String>)> {
        let mut lists = Vec::new();
        for name in self.names() {
            match self.table.as_ref().and_then(|(table, _)| table.get(name)).and_then(|value| value.get_ref().as_array()) {
                Some(items) => lists.push((name.to_owned(), items.iter().map(|item| shown(item.get_ref())).collect())),
                None => self.wrong_type(name, "a list of names"),
            }
        }
        lists
    }

    /// The numbers of a table whose keys are names, in the file's order.
    pub(super) fn numbers(&self) -> Vec<(String, Decimal)> {
        let number = |name: &str| {
            let value = self.table.as_ref()?.0.get(name)?;
            Some((name.to_owned(), self.as_decimal(name, value.get_ref())?))
        };
        self.names().into_iter().filter_map(number).collect()
    }

    fn list(&self, key: &'static str, expected: &str) -> Option<impl Iterator<Item = &'a Value<'a>>> {
        let items = self.value(key)?.get_ref().as_array();
        if items.is_none() {
            self.wrong_type(key, expected);
        }
        items.map(|items| items.iter())
    }

    /// A whole number within limits.
    pub(super) fn count(&self, key: &'static str, limits: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let number = self.decimal(key)?;
        let whole = u32::try_from(number.units() / Decimal::ONE.units())
            .ok()
            .filter(|whole| i128::from(*whole) * i128::from(Decimal::ONE.units()) == i128::from(number.units()));
        let found = whole.filter(|whole| limits.contains(whole));
        if found.is_none() {
            let expected = format!("a whole number from {} to {}", limits.start(), limits.end());
            self.place_of(key).error(
                "out-of-range",
                self.written(key),
                format!("{expected} is expected here"),
                format!("write {expected}"),
            );
        }
        found
    }

    /// `5` for 1 to 5, or `[6, 20]`; from 1.
    pub(super) fn range(&self, key: &'static str, max: u32) -> Option<(u32, u32)> {
        if !self.value(key)?.get_ref().is_array() {
            return Some((1, self.count(key, 1..=max)?));
        }
        let (first, last) = self.pair(key)?;
        let whole = |number: Decimal| {
            u32::try_from(number.units() / Decimal::ONE.units()).ok().filter(|_| number.on_grid(Decimal::ZERO, Decimal::ONE))
        };
        let range = whole(first).zip(whole(last)).filter(|(first, last)| 1 <= *first && first <= last && *last <= max);
        if range.is_none() {
            let remedy = format!("write the last one, or [first, last] with whole numbers from 1 to {max}");
            self.place_of(key).error("out-of-range", self.written(key), "this is no range from a lower to a higher number", remedy);
        }
        range
    }

    /// Some of the given words, at least one.
    pub(super) fn words<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<Vec<T>> {
        let written = self.some_strings(key)?;
        let meaning = |written: &String| {
            let found = words.iter().find(|(word, _)| word == written);
            if found.is_none() {
                self.unknown_word(key, written, words.iter().map(|(word, _)| *word));
            }
            found.map(|(_, meaning)| *meaning)
        };
        // All are looked at, so that every fault is reported.
        let found: Vec<Option<T>> = written.iter().map(meaning).collect();
        found.into_iter().collect()
    }

    /// A list with at least one name.
    pub(super) fn some_strings(&self, key: &'static str) -> Option<Vec<String>> {
        let written = self.strings(key)?;
        if written.is_empty() {
            self.place_of(key).error(
                "empty-list",
                "[]",
                format!("{key} names nothing, so nobody can fulfil it"),
                "name something, or remove it",
            );
            return None;
        }
        Some(written)
    }

    /// Something else is named than there is.
    pub(super) fn unknown_word<'k>(&self, key: &str, written: &str, known: impl Iterator<Item = &'k str>) {
        let all: Vec<&str> = known.collect();
        let near = nearest(written, all.iter().copied()).map(|near| format!("did you mean {near:?}? ")).unwrap_or_default();
        let named = all[..all.len().min(WORDS_NAMED_MAX_COUNT)].join(", ");
        let more = if all.len() > WORDS_NAMED_MAX_COUNT { ", …" } else { "" };
        let remedy =
            if all.is_empty() { "add it first, or remove it here".to_owned() } else { format!("{near}write one of: {named}{more}") };
        self.place_of(key).error("unknown-word", written, format!("{key} knows no {written:?}"), remedy);
    }

    /// `"words"`, `"English / 中文"` or `{ zh = "…", en = "…" }` under the first of these keys that is there.
    pub(super) fn text(&self, keys: &[&'static str]) -> Option<Text> {
        let found: Vec<(&'static str, &Value<'_>)> = keys.iter().filter_map(|key| Some((*key, self.value(key)?))).collect();
        let (key, value) = found.first()?;
        if value.get_ref().is_str() {
            return Some(words::bilingual(&shown(value.get_ref())));
        }
        let both = self.below(key, Some(value));
        let text = Text::new(both.string("zh").unwrap_or_default(), both.string("en").unwrap_or_default());
        both.finish();
        Some(text)
    }

    /// Reports the keys nobody asked for.
    pub(super) fn finish(&self) {
        self.finish_as(Severity::Warning);
    }

    /// [`Keys::finish`] where a key that is not read would change what the file decides.
    pub(super) fn finish_strictly(&self) {
        self.finish_as(Severity::Error);
    }

    fn finish_as(&self, severity: Severity) {
        let mut known = self.known.borrow().clone();
        known.sort_unstable();
        known.dedup();
        for name in self.names() {
            if known.contains(&name) {
                continue;
            }
            let near = nearest(name, known.iter().copied()).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
            let remedy = format!("{near}Rename it, or remove it; known here: {}", known.join(", "));
            let place = self.place_of(name);
            match severity {
                Severity::Error => place.error("unknown-key", name, "there is no such key", remedy),
                Severity::Warning => place.warning("unknown-key", name, "this key is not read", remedy),
            }
        }
    }
}

fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.trim().to_owned(),
        DeValue::Integer(number) => number.as_str().replace('_', ""),
        DeValue::Float(number) => number.as_str().replace('_', ""),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(items) => format!("[{}]", items.iter().map(|item| shown(item.get_ref())).collect::<Vec<_>>().join(", ")),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}

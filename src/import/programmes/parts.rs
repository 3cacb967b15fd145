//! What every table of a programme's file has: an id, words in both languages, a source.

use std::str::FromStr;

use crate::{
    competition::{HonourId, IdFault, Text},
    honours::{Catalogue, Source},
    import::{keys::Keys, people::bad_id},
};

/// Reports a key that is not there; one that is there and unusable is reported already.
pub(super) fn required<T>(keys: &Keys<'_>, key: &'static str, found: Option<T>) -> Option<T> {
    if found.is_none() && !keys.has(key) {
        keys.place_of(key).error("key-missing", "", format!("there is no {key}"), format!("add {key} = …"));
    }
    found
}

pub(super) fn id<T: FromStr<Err = IdFault>>(keys: &Keys<'_>) -> Option<T> {
    let written = required(keys, "id", keys.string("id"))?;
    written.parse().inspect_err(|fault| bad_id(&keys.place_of("id"), &written, fault)).ok()
}

pub(super) fn title(keys: &Keys<'_>) -> Text {
    both(keys, "title")
}

/// Words that are read by both languages' readers.
pub(super) fn both(keys: &Keys<'_>, key: &'static str) -> Text {
    let text = required(keys, key, keys.text(&[key])).unwrap_or_default();
    if keys.has(key) && (text.zh.is_empty() || text.en.is_empty()) {
        let remedy = format!("write {key} = {{ zh = \"…\", en = \"…\" }}");
        keys.place_of(key).error("language-missing", keys.written(key), format!("{key} is there in one language only"), remedy);
    }
    text
}

/// `key = [{ zh = "…", en = "…" }]`
pub(super) fn texts(keys: &Keys<'_>, key: &'static str) -> Vec<Text> {
    let one = |table: Keys<'_>| {
        let text = Text::new(table.string("zh").unwrap_or_default(), table.string("en").unwrap_or_default());
        if text.zh.is_empty() || text.en.is_empty() {
            table.place().error("language-missing", "", format!("{key} is there in one language only"), "write { zh = \"…\", en = \"…\" }");
        }
        table.finish_strictly();
        text
    };
    keys.tables(key).into_iter().map(one).collect()
}

/// `source = "KEY"`: the index of `[sources.KEY]`.
pub(super) fn source(keys: &Keys<'_>, sources: &[Source]) -> Option<usize> {
    let written = required(keys, "source", keys.string("source"))?;
    let found = sources.iter().position(|source| source.key == written);
    if found.is_none() {
        keys.unknown_word("source", &written, sources.iter().map(|source| source.key.as_str()));
    }
    found
}

/// Honours by their ids; at least one where the key is there.
pub(super) fn honours(keys: &Keys<'_>, key: &'static str, catalogue: &Catalogue) -> Option<Vec<HonourId>> {
    let written = keys.some_strings(key)?;
    if catalogue.is_missing {
        let problem = "there is no honours.toml that would say what this is";
        let remedy = "add honours.toml to this folder, with title, kind and level of each honour under [honours.ID]";
        keys.place_of(key).error("no-honours-file", written.join(", "), problem, remedy);
        return None;
    }
    let find = |written: &String| {
        let found = catalogue.honours.get_key_value(written.as_str()).map(|(id, _)| id.clone());
        if found.is_none() {
            keys.unknown_word(key, written, catalogue.honours.keys().map(HonourId::as_str));
        }
        found
    };
    let found: Vec<Option<HonourId>> = written.iter().map(find).collect();
    found.into_iter().collect()
}

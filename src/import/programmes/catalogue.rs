//! `honours.toml`: `[honours.ID]` with title, kind and level.

use crate::{
    competition::HonourId,
    honours::{Catalogue, Honour, HonourKind, HonourLevel},
    import::{files::Folder, keys::TomlFile, limits, people::bad_id},
};

pub(super) const FILE: &str = "honours.toml";

/// Also whether nothing of it is hidden by a syntax fault.
pub(super) fn read(folder: &Folder<'_>) -> (Catalogue, bool) {
    let mut catalogue = Catalogue { is_missing: !folder.has(FILE), ..Catalogue::default() };
    let Some(text) = folder.text(FILE, None, limits::TOML_MAX_BYTES).read() else { return (catalogue, true) };
    let file = TomlFile::parse(&text, folder.faults.in_file(FILE, None));
    if !file.is_sound() {
        return (catalogue, false);
    }
    let keys = file.keys();
    for (name, honour) in keys.table("honours").named_tables() {
        let id = name.parse::<HonourId>().inspect_err(|fault| bad_id(&honour.place(), &name, fault));
        let title = super::parts::title(&honour);
        let kind = super::parts::required(&honour, "kind", honour.word("kind", &HonourKind::WORDS));
        let level = super::parts::required(&honour, "level", honour.word("level", &HonourLevel::WORDS));
        honour.finish_strictly();
        if let (Ok(id), Some(kind), Some(level)) = (id, kind, level) {
            catalogue.honours.insert(id, Honour { title, kind, level });
        }
    }
    keys.finish_strictly();
    (catalogue, true)
}

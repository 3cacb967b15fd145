//! `[[panels]]`: which experts mark which sub-criteria.

use std::collections::HashMap;

use crate::{
    competition::{PanelId, Scheme},
    import::{fault::nearest, keys::Keys, people::bad_id},
};

/// Seats the panels in the scheme; answers their ids in the file's order.
pub(super) fn read(keys: &Keys<'_>, scheme: &mut Scheme) -> Vec<PanelId> {
    let index: HashMap<String, usize> = scheme.sub_criteria.iter().enumerate().map(|(index, sub)| (sub.id.to_string(), index)).collect();
    let mut panels: Vec<PanelId> = Vec::new();
    for panel in keys.tables("panels") {
        let Some(id) = id(&panel, &panels) else { continue };
        let names = panel.strings("sub_criteria").unwrap_or_default();
        for name in &names {
            seat(&panel, &id, name, &index, scheme);
        }
        if names.is_empty() {
            panel.place().error("key-missing", id.as_str(), "the panel marks nothing", "add sub_criteria = [\"A1\", …]");
        }
        panel.finish();
        panels.push(id);
    }
    panels
}

fn id(panel: &Keys<'_>, others: &[PanelId]) -> Option<PanelId> {
    let Some(written) = panel.string("id") else {
        panel.place().error("key-missing", "", "the panel has no id", "add id = \"p1\"");
        return None;
    };
    let parsed = written.parse::<PanelId>();
    match &parsed {
        Err(fault) => bad_id(&panel.place_of("id"), &written, fault),
        Ok(id) if others.contains(id) => {
            panel.place_of("id").error("duplicate-panel", written, "this panel is there twice", "give it another id, or join the two");
            return None;
        }
        Ok(_) => {}
    }
    parsed.ok()
}

fn seat(panel: &Keys<'_>, id: &PanelId, name: &str, index: &HashMap<String, usize>, scheme: &mut Scheme) {
    let place = panel.place_of("sub_criteria");
    let Some(&sub) = index.get(name) else {
        let near = nearest(name, index.keys().map(String::as_str)).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        place.error(
            "unknown-sub-criterion",
            name,
            "the scheme has no such sub-criterion",
            format!("{near}Write ids of sub-criteria of the scheme"),
        );
        return;
    };
    match &scheme.sub_criteria[sub].panel {
        Some(other) => {
            place.error("sub-criterion-in-two-panels", name, format!("panel {other} already marks it"), "name it in one panel only");
        }
        None => scheme.sub_criteria[sub].panel = Some(id.clone()),
    }
}

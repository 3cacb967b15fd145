//! `[modules]`.

use std::collections::BTreeMap;

use crate::{competition::Scheme, import::keys::Keys};

/// By name, as indices of criteria.
pub(super) type Modules = BTreeMap<String, Vec<usize>>;

pub(super) fn modules(keys: &Keys<'_>, scheme: &Scheme) -> Modules {
    let mut modules = BTreeMap::new();
    for (name, written) in keys.lists_of_names() {
        let mut criteria = Vec::new();
        for id in written {
            let Some(index) = scheme.criteria.iter().position(|criterion| criterion.id.as_str() == id) else {
                let known: Vec<&str> = scheme.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
                let remedy = format!("write ids of criteria: {}", known.join(", "));
                keys.place_of(&name).error("unknown-criterion", id, "the scheme has no such criterion", remedy);
                continue;
            };
            criteria.push(index);
        }
        modules.insert(name, criteria);
    }
    modules
}

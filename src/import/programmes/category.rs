//! `[[categories]]` and `[[rules]]`.

use super::{condition, grants, parts};
use crate::{
    competition::RuleId,
    honours::{Catalogue, Category, OrderKey, Rule, Source, Tier},
    import::{keys::Keys, limits},
};

/// What a category may refer to.
pub(super) struct Known<'a> {
    pub catalogue: &'a Catalogue,
    pub sources: &'a [Source],
    pub tiers: &'a [Tier],
    /// Asked of everybody in the programme.
    pub rules: &'a [Rule],
    /// Whether the programme asks anything of everybody, usable or not.
    pub asks: bool,
}

pub(super) fn read(keys: &Keys<'_>, known: &Known<'_>) -> Option<Category> {
    let mut rules = known.rules.to_vec();
    let own = read_rules(keys, known.catalogue, known.sources);
    if !known.asks && !keys.has_some("rules") {
        keys.place().error("no-rules", "", "this category asks nothing, so everybody would qualify", "add [[categories.rules]]");
    }
    for rule in own {
        report_twice(keys, &rules, &rule);
        rules.push(rule);
    }
    let category = Category {
        id: parts::id(keys)?,
        title: parts::title(keys),
        tier: tier(keys, known.tiers),
        quota: keys.count("quota", 0..=limits::QUOTA_MAX),
        ratio: keys.count("ratio", 1..=1_000),
        order: keys.words("order", &OrderKey::WORDS).unwrap_or_else(|| vec![OrderKey::Place]),
        rules,
        grants: grants::read(&keys.table("grants"), known.catalogue),
        evidence: parts::texts(keys, "evidence"),
    };
    keys.finish_strictly();
    Some(category)
}

/// `[[rules]]` of this table.
pub(super) fn read_rules(keys: &Keys<'_>, catalogue: &Catalogue, sources: &[Source]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for table in keys.tables("rules") {
        if let Some(rule) = rule(&table, catalogue, sources) {
            report_twice(&table, &rules, &rule);
            rules.push(rule);
        }
    }
    rules
}

fn report_twice(keys: &Keys<'_>, rules: &[Rule], rule: &Rule) {
    if rules.iter().any(|other: &Rule| other.id == rule.id) {
        keys.place_of("id").error("duplicate-rule", rule.id.as_str(), "another rule here has this id", "give each rule an id of its own");
    }
}

fn rule(keys: &Keys<'_>, catalogue: &Catalogue, sources: &[Source]) -> Option<Rule> {
    // All are read before any is missed, so that every fault is reported.
    let (id, text, source) = (parts::id::<RuleId>(keys), parts::both(keys, "text"), parts::source(keys, sources));
    let clause = keys.string("clause").unwrap_or_default();
    let unconfirmed = keys.flag("unconfirmed").unwrap_or(false);
    parts::required(keys, "when", keys.has("when").then_some(()));
    let condition = if keys.has("when") { condition::read(&keys.table("when"), catalogue) } else { None };
    keys.finish_strictly();
    Some(Rule { id: id?, text, source: source?, clause, unconfirmed, condition: condition? })
}

fn tier(keys: &Keys<'_>, tiers: &[Tier]) -> Option<usize> {
    let written = keys.string("tier")?;
    let found = tiers.iter().position(|tier| tier.id == written);
    if found.is_none() {
        keys.unknown_word("tier", &written, tiers.iter().map(|tier| tier.id.as_str()));
    }
    found
}

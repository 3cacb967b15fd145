//! One programme's file.

use data_encoding::HEXLOWER;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::{
    category::{self, Known},
    condition, contradictions, parts,
};
use crate::{
    competition::{ProgrammeId, RuleId, Text},
    honours::{
        Body, Catalogue, Category, Condition, Exclusive, HonourKind, HonourLevel, Period, Programme, Rule, Source, Stated, Tier, Watch,
    },
    import::{keys::Keys, limits},
};

/// The rule that a programme's period is.
const PERIOD_RULE: &str = "period";

/// `None` without a usable id.
pub(super) fn read(keys: &Keys<'_>, catalogue: &Catalogue, text: &str) -> Option<Programme> {
    let id = parts::id::<ProgrammeId>(keys);
    let title = parts::title(keys);
    let level = parts::required(keys, "level", keys.word("level", &HonourLevel::WORDS));
    let sources = sources(keys);
    let period = if keys.has("period") { period(&keys.table("period")) } else { Period::default() };
    let mut rules = period_rule(period).into_iter().collect::<Vec<_>>();
    rules.extend(category::read_rules(keys, catalogue, &sources));
    rules.extend(keys.tables("incompatible").iter().filter_map(|table| incompatible(table, catalogue, &sources)));
    let tiers = tiers(keys);
    let asks = keys.has_some("rules") || keys.has_some("incompatible");
    let known = Known { catalogue, sources: &sources, tiers: &tiers, rules: &rules, asks };
    let category_keys = keys.tables("categories");
    let categories: Vec<Category> = category_keys.iter().filter_map(|table| category::read(table, &known)).collect();
    if category_keys.is_empty() {
        keys.place().error("no-categories", "", "this programme has no categories", "add [[categories]] with id, title and rules");
    }
    let programme = Programme {
        level: level.unwrap_or(HonourLevel::Municipal),
        goal: keys.count("goal", 1..=limits::QUOTA_MAX),
        quota: keys.count("quota", 0..=limits::QUOTA_MAX),
        bodies: bodies(keys),
        exclusive: keys.tables("one_category").iter().filter_map(|table| exclusive(table, &categories, &sources)).collect(),
        watch: keys.tables("watch").iter().filter_map(|table| watch(table, catalogue)).collect(),
        procedure: keys.tables("procedure").iter().map(|table| stated(table, &sources)).collect(),
        digest: HEXLOWER.encode(&Sha256::digest(text)),
        id: id?,
        title,
        period,
        sources,
        tiers,
        categories,
    };
    keys.finish_strictly();
    contradictions::check(keys, &category_keys, &programme);
    Some(programme)
}

pub(super) fn sources(keys: &Keys<'_>) -> Vec<Source> {
    let read = |(key, table): (String, Keys<'_>)| {
        let source = Source {
            key,
            title: parts::title(&table),
            number: table.string("number").unwrap_or_default(),
            address: table.string("address").unwrap_or_default(),
            unconfirmed: table.flag("unconfirmed").unwrap_or(false),
        };
        table.finish_strictly();
        source
    };
    let sources: Vec<Source> = keys.table("sources").named_tables().into_iter().map(read).collect();
    if sources.is_empty() {
        keys.place_of("sources").error(
            "no-sources",
            "",
            "this programme names no source",
            "add [sources.NAME] with title, number, address",
        );
    }
    sources
}

fn period(keys: &Keys<'_>) -> Period {
    let day = |key: &'static str| {
        let written = keys.string(key)?;
        let parsed = written.parse::<Date>();
        if parsed.is_err() {
            keys.place_of(key).error("bad-date", &written, "this is no date", "write year, month and day as 2026-11-18");
        }
        parsed.ok()
    };
    let period = Period { from: day("from"), to: day("to") };
    keys.finish_strictly();
    if let (Some(from), Some(to)) = (period.from, period.to)
        && to < from
    {
        keys.place_of("to").error(
            "reversed-period",
            to.to_string(),
            format!("the period ends before it begins, {from}"),
            "correct from or to",
        );
    }
    period
}

/// A competition outside the period earns nothing in it.
fn period_rule(period: Period) -> Option<Rule> {
    if period == Period::default() {
        return None;
    }
    let shown = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let (from, to) = (shown(period.from), shown(period.to));
    Some(Rule {
        id: PERIOD_RULE.parse::<RuleId>().ok()?,
        text: Text::new(format!("竞赛在计划期内结束（{from} 至 {to}）"), format!("the competition ends within the period, {from} to {to}")),
        source: 0,
        clause: String::new(),
        unconfirmed: false,
        condition: Condition::Held { from: period.from, to: period.to },
    })
}

/// `[[incompatible]]`: `holds = [honours]`, or `support_at = LEVEL`: no second support of the same level.
fn incompatible(keys: &Keys<'_>, catalogue: &Catalogue, sources: &[Source]) -> Option<Rule> {
    let (id, text, source) = (parts::id::<RuleId>(keys), parts::both(keys, "text"), parts::source(keys, sources));
    let clause = keys.string("clause").unwrap_or_default();
    let mut honours = parts::honours(keys, "holds", catalogue).unwrap_or_default();
    if let Some(level) = keys.word("support_at", &HonourLevel::WORDS) {
        honours.extend(catalogue.of(&[HonourKind::Support], level, false));
    }
    keys.finish_strictly();
    if honours.is_empty() {
        keys.place().error("no-such-honour", "", "this is incompatible with nothing", "name honours in holds, or a level in support_at");
        return None;
    }
    let condition = Condition::Not(Box::new(Condition::Honour(honours)));
    Some(Rule { id: id?, text, source: source?, clause, unconfirmed: false, condition })
}

fn tiers(keys: &Keys<'_>) -> Vec<Tier> {
    let read = |table: &Keys<'_>| {
        let tier = Tier {
            id: parts::required(table, "id", table.string("id")).unwrap_or_default(),
            title: parts::title(table),
            quota: table.count("quota", 0..=limits::QUOTA_MAX),
        };
        table.finish_strictly();
        tier
    };
    keys.tables("tiers").iter().map(read).collect()
}

fn bodies(keys: &Keys<'_>) -> Vec<Body> {
    let read = |table: &Keys<'_>| {
        let body = Body {
            id: parts::required(table, "id", table.string("id")).unwrap_or_default(),
            title: parts::title(table),
            quota: table.count("quota", 0..=limits::QUOTA_MAX),
        };
        table.finish_strictly();
        body
    };
    keys.tables("bodies").iter().map(read).collect()
}

/// `[[one_category]]`: of `categories`, or of all where none are named.
fn exclusive(keys: &Keys<'_>, categories: &[Category], sources: &[Source]) -> Option<Exclusive> {
    let (id, text, source) = (parts::id::<RuleId>(keys), parts::both(keys, "text"), parts::source(keys, sources));
    let names = keys.some_strings("categories");
    keys.finish_strictly();
    let known = || categories.iter().map(|category| category.id.as_str());
    let mut named = Vec::new();
    for name in names.iter().flatten() {
        match known().position(|category| category == name) {
            Some(index) if named.contains(&index) => {
                keys.place_of("categories").error("incompatible-with-itself", name, "this category excludes itself", "name it once");
            }
            Some(index) => named.push(index),
            None => keys.unknown_word("categories", name, known()),
        }
    }
    if names.is_some() && named.len() == 1 {
        keys.place_of("categories").error(
            "excludes-nothing",
            keys.written("categories"),
            "one category alone excludes nothing",
            "name two or more",
        );
    }
    let categories = if names.is_some() { named } else { (0..categories.len()).collect() };
    Some(Exclusive { id: id?, text, source: source?, categories })
}

fn watch(keys: &Keys<'_>, catalogue: &Catalogue) -> Option<Watch> {
    let id = parts::required(keys, "id", keys.string("id"));
    let title = parts::title(keys);
    let at_least = condition::share(keys, "at_least");
    parts::required(keys, "when", keys.has("when").then_some(()));
    let condition = if keys.has("when") { condition::read(&keys.table("when"), catalogue) } else { None };
    keys.finish_strictly();
    Some(Watch { id: id?, title, condition: condition?, at_least })
}

fn stated(keys: &Keys<'_>, sources: &[Source]) -> Stated {
    let stated = Stated { text: parts::both(keys, "text"), source: parts::source(keys, sources) };
    keys.finish_strictly();
    stated
}

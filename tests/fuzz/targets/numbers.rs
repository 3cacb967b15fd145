//! Short texts: decimals, values of aspects, ids, windows of a board, issuers.

use jinbang::{
    competition::{Aspect, Choice, CompetitorId, Mapping, Skill},
    credential::Issuer,
    decimal::Decimal,
    live::Window,
    scoring::Value,
};

use crate::common::competition::{MARK, dec, judgement, skill};

pub const WORDS: [&str; 16] = [
    "0",
    "-0",
    ".",
    "1e5",
    "92233720368.54775807",
    "-92233720368.54775808",
    "0.000000005",
    "yes",
    "no",
    "top=",
    "near=",
    "all",
    "https://",
    "是",
    "\u{0}",
    "+1",
];

fn aspects() -> Skill {
    let choices =
        vec![Choice { label: "good".to_owned(), deduction: Decimal::ZERO }, Choice { label: "poor".to_owned(), deduction: dec("1.5") }];
    skill()
        .judged("J1", "2", judgement())
        .measured("M1", "5", MARK)
        .measured("M2", "1", Mapping::YesNo)
        .measured("M3", "3", Mapping::Choice { choices })
        .measured("M4", "2", Mapping::Linear { target: dec("90"), zero: dec("10") })
        .skill()
}

pub fn numbers(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let skill = aspects();
    let as_value = skill.scheme.aspects.iter().filter(|aspect| is_value(text, aspect)).count() > 0;
    let as_issuer = Issuer::new(text).is_ok_and(|issuer| !issuer.did().is_empty());
    // Each is tried.
    [is_decimal(text), is_id(text), is_window(text), as_value, as_issuer].contains(&true)
}

fn is_decimal(text: &str) -> bool {
    let Ok(decimal) = text.parse::<Decimal>() else { return false };
    assert_eq!(decimal.to_string().parse(), Ok(decimal), "{text:?} is {decimal}");
    true
}

fn is_value(text: &str, aspect: &Aspect) -> bool {
    let Ok(value) = Value::parse(text, aspect) else { return false };
    let shown = value.written(aspect);
    assert_eq!(Value::parse(&shown, aspect), Ok(value), "{text:?} is shown as {shown:?}");
    true
}

fn is_id(text: &str) -> bool {
    let Ok(id) = text.parse::<CompetitorId>() else { return false };
    assert!(id.as_str() == text.trim() && (1..=64).contains(&id.as_str().len()), "{text:?}");
    true
}

fn is_window(text: &str) -> bool {
    let Some(window) = Window::parse(text, None) else { return false };
    if !matches!(window, Window::Near { .. }) {
        assert_eq!(Window::parse(&window.to_string(), None), Some(window), "{text:?}");
    }
    true
}

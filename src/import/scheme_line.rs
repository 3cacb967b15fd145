//! One aspect as a file writes it, before the scheme is put together.

use super::fault::Place;
use crate::{competition::Text, decimal::Decimal};

pub(super) struct SchemeLine<'a> {
    pub place: Place<'a>,
    pub criterion: String,
    pub criterion_name: Text,
    pub sub_criterion: String,
    pub sub_criterion_name: Text,
    pub day: Option<u32>,
    pub aspect: String,
    pub judged: bool,
    pub name: Text,
    pub max_mark: Decimal,
    pub section: String,
    pub calculation: String,
    pub requirement: String,
    pub extra: String,
    /// Of the scores, lowest first.
    pub descriptions: Vec<String>,
}

/// `M` or `J`; reported when it is neither.
pub(super) fn is_judged(place: &Place<'_>, written: &str) -> Option<bool> {
    match written.trim().to_lowercase().as_str() {
        "m" | "meas" | "measurement" | "测量" => Some(false),
        "j" | "judg" | "judgement" | "judgment" | "评价" => Some(true),
        _ => {
            place.error("bad-type", written, "an aspect is a measurement or a judgement", "write M (measurement) or J (judgement)");
            None
        }
    }
}

/// A max mark above zero; reported when it is not.
pub(super) fn max_mark(place: &Place<'_>, written: &str) -> Option<Decimal> {
    let remedy = "write a decimal above 0 such as 1.50";
    match written.parse::<Decimal>() {
        Err(fault) => place.error("not-a-number", written, format!("the max mark is {fault}"), remedy),
        Ok(mark) if mark <= Decimal::ZERO => place.error("max-mark-not-positive", written, "the max mark is not above 0", remedy),
        Ok(mark) if mark > super::limits::MARK_MAX => {
            place.error("max-mark-too-large", written, format!("the max mark is above {}", super::limits::MARK_MAX), remedy);
        }
        Ok(mark) => return Some(mark),
    }
    None
}

/// The day of marking, from 1; empty is unknown.
pub(super) fn day(place: &Place<'_>, written: &str) -> Option<u32> {
    let digits: String = written.chars().filter(char::is_ascii_digit).take(4).collect();
    match digits.parse() {
        Ok(day @ 1..=100) => return Some(day),
        _ if written.trim().is_empty() => {}
        _ => place.error("bad-day", written, "this is no day of marking", "write 1 for the first day, 2 for the second …"),
    }
    None
}

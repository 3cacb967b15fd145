//! Words of cells, Chinese first, so that a filter reads in both languages.

use crate::{
    export::honours::{PersonVerdict, lines::PromotionLine},
    honours::{SkillLevel, Verdict},
};

pub(super) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "符合 yes",
        Verdict::Unknown => "待定 unknown",
        Verdict::No => "不符合 no",
    }
}

pub(super) fn seat(person: &PersonVerdict) -> String {
    let word = match person.seat {
        Some("inside") => "名额内 inside",
        Some("border") => "名额边界并列 border",
        Some("waits") => "候补 waits",
        Some("another-result") => "以另一成绩计 another result",
        _ => "",
    };
    person.counted_in.as_ref().map_or_else(|| word.to_owned(), |category| format!("计入 counted in {category}"))
}

pub(super) fn promotion(promotion: &PromotionLine) -> String {
    let level = promotion.level.and_then(SkillLevel::read).map(|level| format!("{} {}", level.word_zh(), level.word()));
    let level = level.unwrap_or_default();
    match promotion.state {
        "to" => format!("晋升 to {level}"),
        "already" => format!("已达 already {level}"),
        "unknown" => format!("待定 unknown, 至多 up to {level}"),
        _ => "无 none".to_owned(),
    }
}

pub(super) fn origin(origin: &str) -> &'static str {
    match origin {
        "result" => "成绩 result",
        "competition" => "竞赛信息 competition",
        "entry" => "报名信息 entry",
        "document" => "材料 document",
        "declaration" => "申报 declaration",
        _ => "缺少 missing",
    }
}

pub(super) const fn unconfirmed(unconfirmed: bool) -> &'static str {
    if unconfirmed { "待核实 unconfirmed" } else { "" }
}

//! The words around a board, in both languages.

use crate::{competition::Text, export::shown::ShownLabel};

pub type Words = (&'static str, &'static str);

#[derive(Clone, Copy)]
pub struct ColumnWords {
    pub class: &'static str,
    pub words: Words,
}

pub const COLUMNS: [ColumnWords; 5] = [
    ColumnWords { class: "rank", words: ("名次", "Rank") },
    ColumnWords { class: "name", words: ("选手", "Competitor") },
    ColumnWords { class: "medal", words: ("奖牌", "Medal") },
    ColumnWords { class: "number", words: ("标准分", "Scale score") },
    ColumnWords { class: "number", words: ("总分", "Total") },
];

pub const AS_OF: Words = ("截至", "as of");
pub const EMPTY: Words = ("此赛项没有选手。", "No competitors are entered for this skill.");
pub const HIDDEN: Words = ("名次与总分在公布后显示。", "Ranks and totals appear here once they are published.");
pub const PROVISIONAL: Words = ("暂定", "provisional");
pub const LIVE: Words = ("打开实时榜单", "Open the live board");
pub const MORE: Words = ("查看全部", "See all of them");
pub const WITHDRAWN: Words = ("退赛", "Withdrawn");
pub const UNDER_APPEAL: Words = ("申诉中", "under appeal");
pub const GUEST: Words = ("特邀", "Guest");

pub fn both((zh, en): Words) -> String {
    super::html::tagged(&Text::new(zh, en))
}

pub fn joined(text: &Text) -> String {
    if text.zh == text.en { text.zh.clone() } else { format!("{} {}", text.zh, text.en).trim().to_owned() }
}

pub fn state(word: &str) -> Words {
    match word {
        "not-started" => ("尚未开始", "not started"),
        "marking" => ("评分中", "marking"),
        "complete" => ("评分完成", "all marks are there"),
        "locked" => ("已签字", "signed"),
        _ => ("公布前不显示", "hidden until publication"),
    }
}

/// What a state does not say already.
pub fn label(label: &ShownLabel) -> Option<Words> {
    match label.kind.as_str() {
        "signed" => Some(("只计已签字的成绩", "signed marks only")),
        "delayed" => Some(("延时显示", "shown with a delay")),
        "ceremony" => Some(("正在揭晓：未列名次者尚未揭晓", "being announced: who has no rank here was not called yet")),
        "frozen" => Some(("已封榜", "frozen")),
        "final" => Some(("最终结果", "final")),
        _ => None,
    }
}

pub fn medal(word: &str) -> Option<Words> {
    match word {
        "gold" => Some(("金牌", "Gold")),
        "silver" => Some(("银牌", "Silver")),
        "bronze" => Some(("铜牌", "Bronze")),
        "medallion" => Some(("优胜奖章", "Medallion")),
        "merit" => Some(("优胜奖", "Merit")),
        _ => None,
    }
}

pub fn kind(word: &str) -> Option<Words> {
    match word {
        "worker" => Some(("职工", "Worker")),
        "teacher" => Some(("教师", "Teacher")),
        "student" => Some(("学生", "Student")),
        _ => None,
    }
}

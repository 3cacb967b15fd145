//! Verdicts, origins and seats in both languages.

use crate::honours::Verdict;

pub(super) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "是 yes",
        Verdict::No => "否 no",
        Verdict::Unknown => "未知 unknown",
    }
}

pub(super) fn origin(word: &str) -> &str {
    match word {
        "result" => "成绩 result",
        "competition" => "赛事设置 competition",
        "entry" => "报名 entry",
        "document" => "文件 document",
        "declaration" => "申报（无文件） declaration",
        "missing" => "缺 missing",
        other => other,
    }
}

pub(super) fn seat(word: &str) -> &str {
    match word {
        "inside" => "在名额内 inside the quota",
        "waits" => "超出名额，候补 waits: the quota is used",
        "border" => "与他人并列于名额边界，须有人决定 at the border of the quota with equals: somebody must decide",
        "counted-elsewhere" => "计入另一类 counted in another category",
        "another-result" => "以更好的成绩计 counted with a better result",
        other => other,
    }
}

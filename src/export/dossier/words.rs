//! Verdicts, origins and masked names in both languages.

use crate::{competition::Text, honours::Verdict};

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

/// First letters only: 沈＊, S. W.
pub(super) fn masked(name: &Text) -> Text {
    let mut zh = name.zh.chars();
    let first: String = zh.by_ref().take(1).collect();
    let initials: Vec<String> = name.en.split_whitespace().filter_map(|word| word.chars().next()).map(|c| format!("{c}.")).collect();
    Text::new(first + &"＊".repeat(zh.count()), initials.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_name_keeps_its_first_letters() {
        let cases =
            [("沈文", "Shen Wen", "沈＊", "S. W."), ("古丽娜尔", "Gulnar", "古＊＊＊", "G."), ("", "Ann", "", "A."), ("李", "", "李", "")];
        for (zh, en, masked_zh, masked_en) in cases {
            assert_eq!(masked(&Text::new(zh, en)), Text::new(masked_zh, masked_en), "{zh} {en}");
        }
    }
}

//! Names in one or two languages, as tables and sheets write them.

pub(super) use crate::competition::has_chinese;

use crate::competition::Text;

/// A name and perhaps its English form; a name alone may hold both, as in `Web Technologies / 网站技术`.
pub(super) fn text(name: &str, name_en: &str) -> Text {
    let (name, name_en) = (name.trim(), name_en.trim());
    if name_en.is_empty() { bilingual(name) } else { Text::new(name, name_en) }
}

pub(super) fn bilingual(text: &str) -> Text {
    let text = text.trim();
    if !has_chinese(text) {
        return Text::new("", text);
    }
    let halves = [" / ", "\n", "|", "｜", "／"].iter().flat_map(|separator| text.match_indices(separator)).find_map(|(at, separator)| {
        let (left, right) = (text[..at].trim(), text[at + separator.len()..].trim());
        match (has_chinese(left), has_chinese(right)) {
            (true, false) if has_letters(right) => Some(Text::new(left, right)),
            (false, true) if has_letters(left) => Some(Text::new(right, left)),
            _ => None,
        }
    });
    halves.unwrap_or_else(|| Text::new(text, ""))
}

/// A name of a person: `余云帆 Yu Yunfan` holds both forms.
pub(super) fn person(name: &str, name_en: &str) -> Text {
    let both = Text::of_person(name);
    if name_en.is_empty() && !both.zh.is_empty() && !both.en.is_empty() { both } else { text(name, name_en) }
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Line breaks and runs of blanks become one blank.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_languages_in_one_cell_are_told_apart() {
        for (cell, zh, en) in [
            ("Web Technologies / 网站技术", "网站技术", "Web Technologies"),
            ("网站技术 / Web Technologies", "网站技术", "Web Technologies"),
            ("完成DRC/LVS检查", "完成DRC/LVS检查", ""),
            ("完成DRC/LVS", "完成DRC/LVS", ""),
            ("Input/output pins / 输入输出引脚", "输入输出引脚", "Input/output pins"),
            ("Layout\n版图", "版图", "Layout"),
            ("12位SAR ADC的1/2采样", "12位SAR ADC的1/2采样", ""),
            ("DRC/LVS clean", "", "DRC/LVS clean"),
            ("网站技术", "网站技术", ""),
            ("", "", ""),
        ] {
            assert_eq!(bilingual(cell), Text::new(zh, en), "{cell}");
        }
        assert_eq!(person("吕翊 Lü Yi", ""), Text::new("吕翊", "Lü Yi"));
        assert_eq!(person("吕翊", "Lü Yi"), Text::new("吕翊", "Lü Yi"));
    }
}

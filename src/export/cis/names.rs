//! First and last names, as `WorldSkills` has them: the given name first.

use crate::competition::{Text, has_chinese};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub first: String,
    pub last: String,
}

/// Family names of two characters that are common enough to be met.
const DOUBLE: [&str; 12] = ["欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯"];

impl Name {
    /// A Chinese name has its family name first in both languages, any other last. One word alone is a first name.
    pub(super) fn of(name: &Text) -> Self {
        let (zh, en) = (name.zh.trim(), name.en.trim());
        if en.is_empty() {
            return chinese(zh);
        }
        let parts = if has_chinese(zh) && !zh.contains('·') {
            en.split_once(char::is_whitespace).map(|(family, given)| (given, family))
        } else {
            en.rsplit_once(char::is_whitespace)
        };
        let (first, last) = parts.unwrap_or((en, ""));
        Self { first: first.trim().to_owned(), last: last.trim().to_owned() }
    }
}

fn chinese(name: &str) -> Name {
    if let Some((given, family)) = name.split_once('·') {
        return Name { first: given.to_owned(), last: family.to_owned() };
    }
    let family = if DOUBLE.iter().any(|double| name.starts_with(double)) { 2 } else { 1 };
    let cut = name.char_indices().nth(family).map(|(at, _)| at);
    match cut {
        Some(cut) if has_chinese(name) => Name { first: name[cut..].to_owned(), last: name[..cut].to_owned() },
        _ => Name { first: name.to_owned(), last: String::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_name_is_the_last_one() {
        for (zh, en, first, last) in [
            ("余云帆", "Yu Yunfan", "Yunfan", "Yu"),
            ("", "Anna Maria Berg", "Anna Maria", "Berg"),
            ("余云帆", "", "云帆", "余"),
            ("欧阳修", "", "修", "欧阳"),
            ("阿不都·买买提", "Abdul Mamat", "Abdul", "Mamat"),
            ("阿不都·买买提", "", "阿不都", "买买提"),
            ("古丽", "Guli", "Guli", ""),
            ("", "", "", ""),
            ("李", "", "李", ""),
        ] {
            assert_eq!(Name::of(&Text::new(zh, en)), Name { first: first.to_owned(), last: last.to_owned() }, "{zh} {en}");
        }
    }
}

//! Names of the files a draft may hold. Nothing else is ever opened.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use super::DraftFault;
use crate::competition::SkillId;

pub const COMPETITION: &str = "competition.toml";
pub const SKILLS: &str = "skills";
const TOP: [&str; 4] = [COMPETITION, "delegations.csv", "competitors.csv", "experts.csv"];
const OF_SKILL: [&str; 3] = ["skill.toml", "scheme.csv", "scheme.xlsx"];

/// `competition.toml`, a table, or `skills/<id>/…`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftPath(String);

impl FromStr for DraftPath {
    type Err = DraftFault;

    fn from_str(text: &str) -> Result<Self, DraftFault> {
        let allowed = match text.split('/').collect::<Vec<_>>()[..] {
            [name] => TOP.contains(&name),
            [SKILLS, skill, name] => is_folder_name(skill) && OF_SKILL.contains(&name),
            _ => false,
        };
        if allowed { Ok(Self(text.to_owned())) } else { Err(DraftFault::Path(text.chars().take(200).collect())) }
    }
}

/// An id that is also the name of a folder, and not of a hidden one.
pub fn is_folder_name(text: &str) -> bool {
    !text.starts_with('.') && text.parse::<SkillId>().is_ok_and(|id| id.as_str() == text)
}

impl DraftPath {
    pub fn of_top() -> impl Iterator<Item = Self> {
        TOP.iter().map(|name| Self((*name).to_owned()))
    }

    pub fn of_skill(skill: &str) -> impl Iterator<Item = Self> {
        OF_SKILL.iter().map(move |name| Self(format!("{SKILLS}/{skill}/{name}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_toml(&self) -> bool {
        Path::new(&self.0).extension().is_some_and(|kind| kind == "toml")
    }

    pub fn is_workbook(&self) -> bool {
        Path::new(&self.0).extension().is_some_and(|kind| kind == "xlsx")
    }

    pub fn relative(&self) -> PathBuf {
        PathBuf::from(&self.0)
    }
}

impl fmt::Display for DraftPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_a_competition_have_a_path() {
        for text in ["competition.toml", "experts.csv", "skills/web/skill.toml", "skills/网站技术/scheme.xlsx", "skills/a.b/scheme.csv"]
        {
            assert_eq!(text.parse::<DraftPath>().expect(text).as_str(), text);
        }
        for text in [
            "",
            "/competition.toml",
            "./competition.toml",
            "../competition.toml",
            "Competition.toml",
            "competition.toml/",
            "marks.csv",
            "draws.toml",
            "people.csv",
            ".opened",
            ".before/competition.toml",
            "skills",
            "skills/web",
            "skills/web/",
            "skills//skill.toml",
            "skills/../skill.toml",
            "skills/./skill.toml",
            "skills/.hidden/skill.toml",
            "skills/web/../skill.toml",
            "skills/web/deep/skill.toml",
            "skills/web/skill.toml\0",
            "skills/we b/skill.toml",
            "skills/ web/skill.toml",
            "skills\\web\\skill.toml",
            "skills/web/run.sh",
            "skills/a:b/skill.toml",
        ] {
            assert!(text.parse::<DraftPath>().is_err(), "{text:?}");
        }
    }
}

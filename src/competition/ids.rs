//! Identifiers, one type each, so that an expert cannot be passed where a competitor is meant.

use std::{fmt, ops::Deref, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// An identifier's length limit, in bytes.
pub const ID_MAX_BYTES: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdFault {
    #[error("is empty")]
    Empty,
    #[error("is longer than {ID_MAX_BYTES} bytes")]
    TooLong,
    #[error("contains {0:?}; letters, digits, '-', '_' and '.' are allowed")]
    Character(char),
}

fn checked(text: &str) -> Result<Arc<str>, IdFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(IdFault::Empty);
    }
    if text.len() > ID_MAX_BYTES {
        return Err(IdFault::TooLong);
    }
    // As part of an address these two mean other places.
    if matches!(text, "." | "..") {
        return Err(IdFault::Character('.'));
    }
    match text.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))) {
        Some(c) => Err(IdFault::Character(c)),
        None => Ok(text.into()),
    }
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdFault;
            fn from_str(text: &str) -> Result<Self, IdFault> {
                checked(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdFault;
            fn try_from(text: String) -> Result<Self, IdFault> {
                text.parse()
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

id! {
    CompetitionId,
    SkillId,
    /// A module's letter: `A`, `B` …
    CriterionId,
    /// `A1`, `A2` …
    SubCriterionId,
    /// `A1.M1`, `A1.J2` …; unique within a skill.
    AspectId,
    /// An individual or a team.
    CompetitorId,
    DelegationId,
    ExpertId,
    PanelId,
    /// Competitors under the same conditions.
    GroupId,
    /// A tablet that was paired with one expert.
    DeviceId,
    /// A browser, told from others by a cookie.
    BrowserId,
    /// A machine that measures.
    GraderId,
    ProgrammeId,
    CategoryId,
    /// An eligibility rule; unique within a category and what its programme asks of everybody.
    RuleId,
    /// A title, medal, prize or support that somebody can hold.
    HonourId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stands_in_an_address_as_it_is() {
        for id in ["IC-01", "A1.M1", "..a", "数控", "x_y"] {
            assert!(id.parse::<SkillId>().is_ok(), "{id}");
        }
        let long = "x".repeat(ID_MAX_BYTES + 1);
        for id in ["", " ", ".", "..", "a/b", "a b", "a#", &long] {
            assert!(id.parse::<SkillId>().is_err(), "{id:?}");
        }
    }
}

//! What the audience may see of a skill, and when.

use serde::{Deserialize, Serialize};

/// Until two people publish the skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Publication {
    pub show: Show,
    /// What is shown is always that old.
    #[serde(skip_serializing_if = "is_zero")]
    pub delay_minutes: u32,
    /// Nothing that came at or after this time is shown; milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freeze_at: Option<i64>,
}

/// Which marks count for the audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Show {
    /// As they are entered.
    #[default]
    #[serde(rename = "live")]
    Entered,
    /// Those of locked sub-criteria: the first signature locks.
    Signed,
    Hidden,
}

impl Publication {
    #[must_use]
    pub const fn of(show: Show) -> Self {
        Self { show, delay_minutes: 0, freeze_at: None }
    }

    #[must_use]
    pub fn delay_ms(&self) -> i64 {
        i64::from(self.delay_minutes) * 60_000
    }

    /// Nothing is ever held back.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

// Referred to by serde.
#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_zero(minutes: &u32) -> bool {
    *minutes == 0
}

/// Journals from before delays and freezes have a word.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Word(Show),
    Policy {
        show: Show,
        #[serde(default)]
        delay_minutes: u32,
        #[serde(default)]
        freeze_at: Option<i64>,
    },
}

impl From<Written> for Publication {
    fn from(written: Written) -> Self {
        match written {
            Written::Word(show) => Self::of(show),
            Written::Policy { show, delay_minutes, freeze_at } => Self { show, delay_minutes, freeze_at },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_journals_have_a_word() {
        for (written, policy) in [
            ("\"live\"", Publication::default()),
            ("\"hidden\"", Publication::of(Show::Hidden)),
            (r#"{"show":"signed"}"#, Publication::of(Show::Signed)),
            (
                r#"{"show":"live","delay_minutes":15,"freeze_at":7}"#,
                Publication { show: Show::Entered, delay_minutes: 15, freeze_at: Some(7) },
            ),
        ] {
            let read: Publication = serde_json::from_str(written).expect(written);
            assert_eq!(read, policy, "{written}");
            let again: Publication = serde_json::from_str(&serde_json::to_string(&read).expect("JSON")).expect(written);
            assert_eq!(again, policy, "{written}");
        }
    }
}

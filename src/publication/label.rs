use serde::{Deserialize, Serialize};

use crate::judging::Millis;

/// Of which time a board shows the marks, and which of them. Everything but `final` is provisional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Label {
    /// As they are entered.
    Live,
    /// Only those of signed parts.
    Signed,
    Delayed {
        minutes: u32,
    },
    /// As they were then.
    Frozen {
        #[cfg_attr(test, ts(type = "number"))]
        since: Millis,
    },
    Hidden,
    /// Those who were called so far, and nothing about the others.
    Ceremony,
    /// Signed, and no appeal waits.
    Final,
}

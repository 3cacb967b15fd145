use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::judging::Millis;

/// One start of an origin. Of two that serve the same competition the one that started later counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Epoch {
    started: Millis,
    lot: u32,
}

impl Epoch {
    #[must_use]
    pub fn new(now: Millis) -> Self {
        Self { started: now.max(0), lot: rand::random() }
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.started, self.lot)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("an epoch is a time and eight hexadecimal digits")]
pub struct EpochFault;

impl FromStr for Epoch {
    type Err = EpochFault;

    fn from_str(text: &str) -> Result<Self, EpochFault> {
        let (started, lot) = text.split_once('-').ok_or(EpochFault)?;
        let epoch = Self { started: started.parse().map_err(|_| EpochFault)?, lot: u32::from_str_radix(lot, 16).map_err(|_| EpochFault)? };
        // It is part of a subject: one way to write it, and no other.
        if epoch.to_string() == text { Ok(epoch) } else { Err(EpochFault) }
    }
}

impl TryFrom<String> for Epoch {
    type Error = EpochFault;

    fn try_from(text: String) -> Result<Self, EpochFault> {
        text.parse()
    }
}

impl From<Epoch> for String {
    fn from(epoch: Epoch) -> Self {
        epoch.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_start_counts_more_and_nothing_else_is_one() {
        let (early, late) = (Epoch { started: 999, lot: u32::MAX }, Epoch { started: 1_000, lot: 0 });
        assert!(early < late);
        for epoch in [early, late] {
            assert_eq!(epoch.to_string().parse::<Epoch>().expect("its own text"), epoch);
        }
        for wrong in ["", "7", "7-", "-7-00000000", "7-0", "7-0000000G", "7-00000000.>", "+7-00000000", "7-*"] {
            assert!(wrong.parse::<Epoch>().is_err(), "{wrong}");
        }
    }
}

//! What takes two people: one asks and says why, and another one, on another device, agrees.

use crate::{competition::Text, judging::Millis};

/// What somebody wants that another one must agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub at: Millis,
    pub officer: String,
    pub device: String,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecondPersonRefusal {
    #[error("nobody has asked for this, or it was taken back")]
    NotAsked,
    #[error("this was asked for already; another officer agrees to it or takes it back")]
    AskedAlready,
    #[error("whoever asked for this cannot agree to it; another officer must")]
    SamePerson,
    #[error("this was asked for on this device; agree to it on another one")]
    SameDevice,
}

impl Asked {
    /// # Errors
    /// When it is no other person, or no other device.
    pub fn agreed_by(&self, officer: &str, device: &str) -> Result<(), SecondPersonRefusal> {
        if officer == self.officer {
            Err(SecondPersonRefusal::SamePerson)
        } else if device == self.device {
            Err(SecondPersonRefusal::SameDevice)
        } else {
            Ok(())
        }
    }
}

impl SecondPersonRefusal {
    /// For programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::AskedAlready => "asked-already",
            Self::SamePerson => "same-person",
            Self::SameDevice => "same-device",
        }
    }

    #[must_use]
    pub fn text(self) -> Text {
        let zh = match self {
            Self::NotAsked => "无人申请此事，或申请已撤回",
            Self::AskedAlready => "此事已有人申请，请由另一名工作人员确认或撤回",
            Self::SamePerson => "申请人不能自己确认，须由另一名工作人员确认",
            Self::SameDevice => "此事在本设备上申请，请在另一台设备上确认",
        };
        Text::new(zh, self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_person_on_another_device_agrees() {
        let asked = Asked { at: 0, officer: "Li".to_owned(), device: "d1".to_owned(), reason: "why".to_owned() };
        for (officer, device, told) in [
            ("Wang", "d2", Ok(())),
            ("Li", "d2", Err(SecondPersonRefusal::SamePerson)),
            ("Wang", "d1", Err(SecondPersonRefusal::SameDevice)),
            ("Li", "d1", Err(SecondPersonRefusal::SamePerson)),
        ] {
            assert_eq!(asked.agreed_by(officer, device), told, "{officer} {device}");
        }
    }
}

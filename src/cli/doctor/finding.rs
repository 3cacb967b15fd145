//! One thing that was looked at.

use serde::Serialize;

use crate::competition::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Sound,
    /// Nothing is lost, but somebody should know.
    Notice,
    Wrong,
}

#[derive(Debug, Serialize)]
pub struct Finding {
    pub state: State,
    /// A file, or a competition.
    pub about: String,
    pub text: Text,
}

impl Finding {
    pub fn sound(about: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { state: State::Sound, about: about.into(), text: Text::new(zh, en) }
    }

    pub fn notice(about: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { state: State::Notice, ..Self::sound(about, zh, en) }
    }

    pub fn wrong(about: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { state: State::Wrong, ..Self::sound(about, zh, en) }
    }
}

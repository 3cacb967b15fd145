//! Words shown to people, in both languages.

use serde::{Deserialize, Serialize};

/// Either part may be empty; a reader shows the other one then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Text {
    pub zh: String,
    pub en: String,
}

impl Text {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same words in both languages.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// A person's name; `余云帆 Yu Yunfan` holds both forms.
    #[must_use]
    pub fn of_person(name: &str) -> Self {
        let name = name.trim();
        match name.split_once(char::is_whitespace) {
            Some((zh, en)) if has_chinese(zh) && !has_chinese(en) && en.trim_start().starts_with(char::is_alphabetic) => {
                Self::new(zh, en.trim())
            }
            _ if has_chinese(name) => Self::new(name, ""),
            _ => Self::new("", name),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// English where there is some, else Chinese: for terminals and logs.
    #[must_use]
    pub fn en_or_zh(&self) -> &str {
        if self.en.is_empty() { &self.zh } else { &self.en }
    }
}

/// What is shown of a name to those who need not know it: 李雷 is 李••. The dots do not tell how long it is.
#[must_use]
pub fn masked_name(name: &str) -> String {
    name.chars().next().map(|first| format!("{first}••")).unwrap_or_default()
}

#[must_use]
pub fn has_chinese(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}'))
}

impl<'de> Deserialize<'de> for Text {
    /// `"words"` or `{ zh = "…", en = "…" }`.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Plain(String),
            Both {
                #[serde(default)]
                zh: String,
                #[serde(default)]
                en: String,
            },
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Plain(text) => Self::plain(text),
            Form::Both { zh, en } => Self { zh, en },
        })
    }
}

//! Text that cannot become anything else in a page.

use crate::competition::Text;

#[must_use]
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// `inner` is HTML already.
#[must_use]
pub fn element(tag: &str, inner: &str) -> String {
    format!("<{tag}>{inner}</{tag}>")
}

/// Each language in its own element, once where they are the same.
#[must_use]
pub fn tagged(text: &Text) -> String {
    let part = |lang: &str, words: &str| format!(r#"<span lang="{lang}">{}</span>"#, escaped(words));
    match (text.zh.trim(), text.en.trim()) {
        ("", "") => String::new(),
        ("", en) => part("en", en),
        (zh, en) if en.is_empty() || zh == en => escaped(zh),
        (zh, en) => format!("{} {}", part("zh-Hans", zh), part("en", en)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_element() {
        assert_eq!(escaped(r#"<b a="1">&'"#), "&lt;b a=&quot;1&quot;&gt;&amp;&#39;");
        assert_eq!(tagged(&Text::plain("</noscript>")), "&lt;/noscript&gt;");
        assert_eq!(tagged(&Text::new("张", "Z")), r#"<span lang="zh-Hans">张</span> <span lang="en">Z</span>"#);
    }
}

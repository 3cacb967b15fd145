//! Bytes that many readers get, and whether one of them has them already.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::live::{TAG_DIGITS, content_tag};

/// The tag is of the content alone: it is the same after a restart, and on any other server that shows the same.
#[derive(Debug, Clone)]
pub struct Document {
    pub bytes: Bytes,
    tag: String,
}

impl Document {
    pub fn new(bytes: Vec<u8>) -> Self {
        let tag = content_tag(&bytes);
        Self { bytes: bytes.into(), tag }
    }

    pub fn json(content: &impl Serialize) -> Self {
        Self::new(serde_json::to_vec(content).unwrap_or_default())
    }

    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Whether this may be a document's tag.
    pub fn is_tag(text: &str) -> bool {
        text.len() == TAG_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }

    /// 304 for whoever has it.
    pub fn answer(&self, headers: &HeaderMap, content_type: &'static str) -> Response {
        let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok()).any(|tags| self.is_among(tags));
        let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(self.bytes.clone()).into_response() };
        let answer = response.headers_mut();
        answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.tag)) {
            answer.insert(header::ETAG, tag);
        }
        response
    }

    /// RFC 9110 §13.1.2: a list, each perhaps weak, or anything there is.
    fn is_among(&self, tags: &str) -> bool {
        tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == self.tag)
    }
}

/// Pages of other sites may read it: it is public, and nobody's cookie changes it.
pub fn public(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_as_browsers_and_caches_send_it() {
        let document = Document::new(b"board".to_vec());
        let tag = document.tag();
        for (sent, known) in [
            (format!("\"{tag}\""), true),
            (format!("W/\"{tag}\""), true),
            (format!("\"other\", \"{tag}\""), true),
            ("*".to_owned(), true),
            ("\"other\"".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(document.is_among(&sent), known, "{sent}");
        }
    }
}

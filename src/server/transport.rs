//! How a request came: with TLS or without.

use axum::{
    extract::Extension,
    http::{HeaderMap, header},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Plain,
    Tls,
}

impl Transport {
    /// Whether the browser has TLS to us or to a proxy before us: then a cookie is for TLS only.
    #[must_use]
    pub fn is_secure(of: Option<Extension<Self>>, headers: &HeaderMap) -> bool {
        let page = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
        of.is_some_and(|Extension(transport)| transport == Self::Tls) || page.is_some_and(|origin| origin.starts_with("https://"))
    }
}

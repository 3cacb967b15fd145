//! The pages, built into the binary.

use std::sync::LazyLock;

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::error::ApiError;

mod built {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

struct File {
    path: &'static str,
    bytes: &'static [u8],
    etag: String,
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let etag = |bytes: &[u8]| format!("\"{}\"", &HEXLOWER.encode(&Sha256::digest(bytes))[..24]);
    built::FILES.iter().map(|&(path, bytes)| File { path, bytes, etag: etag(bytes) }).collect()
});

/// A script, style or picture: its name changes with its content, so it is kept for ever.
pub async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Response {
    serve(&format!("assets/{file}"), "public, max-age=31536000, immutable", &headers)
}

const SERVICE_WORKER_ALLOWED: HeaderName = HeaderName::from_static("service-worker-allowed");

/// A file whose name at the root stays the same: asked for anew each time, and sent only when it changed.
pub async fn site_file(uri: Uri, headers: HeaderMap) -> Response {
    let name = uri.path().trim_start_matches('/');
    let mut response = serve(name, "no-cache", &headers);
    if name == "service-worker.js" {
        response.headers_mut().insert(SERVICE_WORKER_ALLOWED, HeaderValue::from_static("/"));
    }
    response
}

pub fn page(name: &'static str, headers: &HeaderMap) -> Response {
    serve(name, "no-cache", headers)
}

/// Whether the pages were built with a file of this path.
#[must_use]
pub fn is_built(path: &str) -> bool {
    FILES.iter().any(|file| file.path == path.trim_start_matches('/'))
}

/// A page's source, for whoever puts something into it.
#[must_use]
pub fn text(path: &str) -> Option<&'static str> {
    FILES.iter().find(|file| file.path == path).and_then(|file| std::str::from_utf8(file.bytes).ok())
}

fn serve(path: &str, caching: &'static str, headers: &HeaderMap) -> Response {
    let Some(file) = FILES.iter().find(|file| file.path == path) else { return ApiError::NotFound("such file").into_response() };
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tag| tag.to_str().ok()).is_some_and(|tag| tag == file.etag);
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(file.bytes).into_response() };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(etag) = HeaderValue::from_str(&file.etag) {
        answer.insert(header::ETAG, etag);
    }
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

//! What only an origin does: marking, the desk, the office. Whoever comes is told where that is.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::SharedEdge;
use crate::server::error::ApiError;

pub async fn elsewhere(State(edge): State<SharedEdge>, uri: Uri) -> Response {
    let origins: Vec<Arc<str>> = edge.portal.origins().into_iter().map(|(_, url)| url).collect();
    let is_for_programs = ["/api/", "/ws/"].iter().any(|prefix| uri.path().starts_with(prefix));
    if is_for_programs {
        return told(&origins).into_response();
    }
    let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (StatusCode::MISDIRECTED_REQUEST, html, page(uri.path(), &origins)).into_response()
}

pub fn told(origins: &[Arc<str>]) -> ApiError {
    ApiError::Elsewhere(if origins.is_empty() { "?".to_owned() } else { origins.join(", ") })
}

fn page(path: &str, origins: &[Arc<str>]) -> String {
    let links: String = origins.iter().filter(|url| is_web_address(url)).map(|url| link(url, path)).collect();
    let links = if links.is_empty() {
        "<li>尚未收到竞赛服务器的消息 · nothing was heard from a competition's server yet</li>".to_owned()
    } else {
        links
    };
    format!(
        "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Jinbang</title>\
         <link rel=\"stylesheet\" href=\"/embed/board.css\"><h1>此页面在竞赛服务器上 · This page is on the competition's own server</h1>\
         <p>这里只转播榜单，不接受评分与管理。 Only boards are shown here; marks and decisions are taken there:</p><ul>{links}</ul>\
         <p><a href=\"/\">榜单 · Boards</a></p></html>\n"
    )
}

fn link(url: &str, path: &str) -> String {
    let address = escaped(&format!("{url}{path}"));
    format!("<li><a href=\"{address}\">{address}</a></li>")
}

fn is_web_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_become_markup_or_a_script() {
        let page = page("/desk", &["http://venue:4160".into(), "javascript:alert(1)".into(), "https://x\"><script>".into()]);
        assert!(page.contains("<a href=\"http://venue:4160/desk\">"), "{page}");
        assert!(!page.contains("javascript:") && !page.contains("<script>"), "{page}");
    }
}

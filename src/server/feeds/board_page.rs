//! `/board/{competition}/{skill}`: the page, with the board as it stands for browsers that run no scripts.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{Asked, Kind, embed::address};
use crate::{
    export::static_board,
    server::{assets, hall::Hall},
};

const PAGE: &str = "board.html";

/// A board that is not there has its page too: the script says so, with a way on.
pub async fn board_page(State(hall): State<Hall>, Path((competition, skill)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Ok(asked) = Asked::find(&hall, &competition, &skill) else { return assets::page(PAGE, &headers) };
    let frames = asked.newest();
    let (Some(html), Ok(shown)) = (assets::text(PAGE), asked.shown(&frames)) else { return assets::page(PAGE, &headers) };
    let whole = address("embed", &asked);
    let make = || with_snapshot(html, &static_board::snapshot(&shown, &whole)).into_bytes();
    asked.document(&frames, Kind::Page, make).answer(&headers, "text/html; charset=utf-8")
}

/// In place of what says that scripts are needed.
fn with_snapshot(html: &str, snapshot: &str) -> String {
    const OPENS: &str = "<noscript>";
    match (html.rfind(OPENS), html.rfind("</noscript>")) {
        (Some(opens), Some(closes)) if opens < closes => format!("{}{snapshot}{}", &html[..opens + OPENS.len()], &html[closes..]),
        _ => html.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::with_snapshot;

    #[test]
    fn the_snapshot_takes_the_place_of_the_notice() {
        assert_eq!(with_snapshot("<body><noscript>no</noscript></body>", "<p>"), "<body><noscript><p></noscript></body>");
        assert_eq!(with_snapshot("<body></body>", "<p>"), "<body></body>");
    }
}

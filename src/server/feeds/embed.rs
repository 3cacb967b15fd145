//! `/embed/{competition}/{skill}`: the one page that other sites may frame. Plain HTML, no script; `?refresh=` seconds loads it again and again.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use serde::Deserialize;

use super::{Asked, Document, Kind};
use crate::{
    export::static_board,
    server::{error::ApiError, hall::Hall, limits::EMBED_REFRESH_SECONDS, query::QueryOf},
};

const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

#[derive(Deserialize)]
pub struct Wished {
    refresh: Option<u32>,
}

pub async fn embed(
    State(hall): State<Hall>,
    Path((competition, skill)): Path<(String, String)>,
    QueryOf(wished): QueryOf<Wished>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = Asked::find(&hall, &competition, &skill)?;
    let frames = asked.newest();
    let shown = asked.shown(&frames)?;
    let live = address("board", &asked);
    let document = match wished.refresh {
        None => asked.document(&frames, Kind::Embed, || static_board::page(&shown, &live, None).into_bytes()),
        Some(seconds) => {
            let seconds = seconds.clamp(*EMBED_REFRESH_SECONDS.start(), *EMBED_REFRESH_SECONDS.end());
            Document::new(static_board::page(&shown, &live, Some(seconds)).into_bytes())
        }
    };
    let mut response = document.answer(&headers, "text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

/// The style sheet of the plain boards.
pub async fn style(headers: HeaderMap) -> Response {
    Document::new(static_board::STYLE.as_bytes().to_vec()).answer(&headers, "text/css; charset=utf-8")
}

/// Ids may have letters that an address cannot.
pub fn address(page: &str, asked: &Asked<'_>) -> String {
    let written = |id: &str| {
        let byte = |byte: u8| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        };
        id.bytes().map(byte).collect::<String>()
    };
    let outline = &asked.stage.outline;
    format!("/{page}/{}/{}", written(&outline.id), written(&outline.skills[asked.skill].id))
}

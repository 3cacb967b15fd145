//! `/ws/board/{competition}/{skill}`: the handshake of RFC 6455. Then the socket goes to the audience.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    body::Body,
    extract::{ConnectInfo, Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::BASE64;
use serde::Deserialize;
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::arrival::{Arrival, Wish};
use crate::{
    live::{BoardFrames, Stage, Window},
    server::{error::ApiError, hall::Hall, query::QueryOf},
};

/// Bytes of a handshake's key, before they are written in base 64.
const KEY_BYTES: usize = 16;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    window: String,
    top: Option<u32>,
    z: Option<u8>,
}

pub async fn upgrade(
    State(hall): State<Hall>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Path((competition, skill)): Path<(String, String)>,
    QueryOf(asked): QueryOf<Asked>,
    request: Request,
) -> Result<Response, ApiError> {
    if request.method() != Method::GET {
        return Ok(StatusCode::METHOD_NOT_ALLOWED.into_response());
    }
    let Some(accept) = accept_key(request.headers()) else {
        return Ok((StatusCode::BAD_REQUEST, "a WebSocket is wanted here").into_response());
    };
    let (stage, skill, window) = what_is_asked(&hall, &competition, &skill, &asked)?;
    let place = hall.viewers.take(address.ip())?;
    let board = fresh(&hall, &stage, skill, &window);
    let wish = Wish { key: stage.boards[skill].key(), board, deflated: asked.z == Some(1) };
    let audience = Arc::clone(&hall.audience);
    tokio::spawn(async move {
        let Ok(upgraded) = hyper::upgrade::on(request).await else { return };
        match Arrival::new(upgraded, wish, place) {
            Ok(arrival) => audience.welcome(arrival),
            Err(error) => tracing::debug!(%error, "a viewer was lost on the way"),
        }
    });
    Ok(switching(&accept))
}

fn what_is_asked(hall: &Hall, competition: &str, skill: &str, asked: &Asked) -> Result<(Arc<Stage>, usize, Window), ApiError> {
    let stage = hall.find(competition, "such board")?;
    let skill = stage.outline.skill_index(skill).ok_or(ApiError::NotFound("such board"))?;
    let window = Window::parse(&asked.window, asked.top).ok_or(ApiError::NotFound("such window"))?;
    Ok((stage, skill, window))
}

/// Where nobody watched the board is made fresh; the audience then keeps it so for a while.
fn fresh(hall: &Hall, stage: &Stage, skill: usize, window: &Window) -> watch::Receiver<Arc<BoardFrames>> {
    let is_watched = stage.boards[skill].is_watched();
    let board = stage.boards[skill].subscribe_to(window);
    if !is_watched {
        hall.boards.refresh(stage, skill);
    }
    board
}

/// What a WebSocket's handshake is answered with; `None` where there is none.
fn accept_key(headers: &HeaderMap) -> Option<String> {
    let lists = |name: header::HeaderName, wanted: &str| {
        let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|word| word.trim().eq_ignore_ascii_case(wanted))
    };
    let speaks = lists(header::CONNECTION, "upgrade") && lists(header::UPGRADE, "websocket");
    let version = headers.get(header::SEC_WEBSOCKET_VERSION).is_some_and(|version| version == "13");
    let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| speaks && version)?;
    let is_good = BASE64.decode(key.as_bytes()).is_ok_and(|bytes| bytes.len() == KEY_BYTES);
    is_good.then(|| derive_accept_key(key.as_bytes()))
}

fn switching(accept: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(accept) {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

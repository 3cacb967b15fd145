//! `/ws/marking`: a paired expert's tablet.

mod commands;
mod hello;
mod session;
mod welcome;

use std::sync::Arc;

use axum::{
    extract::{State, WebSocketUpgrade},
    response::{IntoResponse, Response},
};

use super::{
    app::SharedApp,
    error::ApiError,
    limits::{SOCKET_READ_BUFFER_BYTES, SOCKET_WRITE_MAX_BYTES, TABLET_MESSAGE_MAX_BYTES},
};

pub async fn upgrade(State(app): State<SharedApp>, upgrade: WebSocketUpgrade) -> Response {
    let Ok(place) = Arc::clone(&app.tablets).try_acquire_owned() else { return ApiError::Full("tablets").into_response() };
    upgrade
        .read_buffer_size(SOCKET_READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(SOCKET_WRITE_MAX_BYTES)
        .max_message_size(TABLET_MESSAGE_MAX_BYTES)
        .max_frame_size(TABLET_MESSAGE_MAX_BYTES)
        .on_upgrade(move |socket| async move {
            session::run(app, socket).await;
            drop(place);
        })
}

//! `/ws/marking`: a paired expert's tablet.

mod commands;
mod hello;
mod session;
mod tablet;
mod welcome;

pub use commands::command;

use std::sync::Arc;

use axum::{
    extract::{Extension, State, WebSocketUpgrade},
    response::{IntoResponse, Response},
};

use super::{
    app::SharedApp,
    entrance::Guest,
    error::ApiError,
    limits::{SOCKET_READ_BUFFER_BYTES, SOCKET_WRITE_MAX_BYTES, TABLET_MESSAGE_MAX_BYTES},
};

/// Until it has said who it is, it stays a guest: nobody takes the tablets' places who is none.
pub async fn upgrade(State(app): State<SharedApp>, Extension(guest): Extension<Arc<Guest>>, upgrade: WebSocketUpgrade) -> Response {
    if app.tablets.available_permits() == 0 {
        return ApiError::Full("tablets").into_response();
    }
    upgrade
        .read_buffer_size(SOCKET_READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(SOCKET_WRITE_MAX_BYTES)
        .max_message_size(TABLET_MESSAGE_MAX_BYTES)
        .max_frame_size(TABLET_MESSAGE_MAX_BYTES)
        .on_upgrade(move |socket| session::run(app, guest, socket))
}

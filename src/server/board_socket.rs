//! `/ws/board/{competition}/{skill}`: a snapshot, then what changes. A viewer that is slow gets the newest state, never a backlog.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{
        Path, State, WebSocketUpgrade,
        ws::{Message, Utf8Bytes, WebSocket},
    },
    response::{IntoResponse, Response},
};
use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior, interval_at, timeout},
};

use super::{
    app::{SharedApp, stopped},
    error::ApiError,
    limits::{
        PING_INTERVAL, SEND_TIMEOUT, SOCKET_READ_BUFFER_BYTES, SOCKET_WRITE_MAX_BYTES, VIEWER_MESSAGE_MAX_BYTES,
        WRONG_MESSAGES_MAX_PER_MINUTE,
    },
    wrong_messages::WrongMessages,
};
use crate::{
    competition::Text,
    live::BoardFrames,
    wire::{BoardMessage, Closing},
};

pub async fn upgrade(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let found = app.views.find(&competition).and_then(|(_, view)| Some((view, view.competition.skill_index(&skill)?)));
    let Some((view, skill)) = found else { return ApiError::NotFound("such board").into_response() };
    let first_viewer = !view.boards[skill].is_watched();
    let board = view.boards[skill].subscribe();
    if first_viewer {
        view.refresh_board(skill, app.now());
    }
    let Ok(place) = Arc::clone(&app.viewers).try_acquire_owned() else { return ApiError::Full("viewers").into_response() };
    upgrade
        .read_buffer_size(SOCKET_READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(SOCKET_WRITE_MAX_BYTES)
        .max_message_size(VIEWER_MESSAGE_MAX_BYTES)
        .max_frame_size(VIEWER_MESSAGE_MAX_BYTES)
        .on_upgrade(move |socket| async move {
            Viewer { socket, board, held: 0, wrong: WrongMessages::default() }.run(app.stopping.clone()).await;
            drop(place);
        })
}

struct Viewer {
    socket: WebSocket,
    board: watch::Receiver<Arc<BoardFrames>>,
    /// The version this viewer has; 0 for none.
    held: u64,
    wrong: WrongMessages,
}

/// The viewer is gone, or was sent away.
struct Gone;

impl Viewer {
    async fn run(mut self, mut stopping: watch::Receiver<bool>) {
        let mut pings = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut silent_intervals = 0;
        if self.send_newest().await.is_err() {
            return;
        }
        loop {
            let done = tokio::select! {
                changed = self.board.changed() => match changed {
                    Ok(()) => self.send_newest().await,
                    Err(_) => Err(Gone),
                },
                message = self.socket.recv() => { silent_intervals = 0; self.hear(message).await }
                _ = pings.tick() => {
                    silent_intervals += 1;
                    if silent_intervals > 2 { Err(Gone) } else { self.send(Message::Ping(Bytes::new())).await }
                }
                () = stopped(&mut stopping) => {
                    self.close("stopping", Text::new("服务器正在停止", "the server is stopping")).await;
                    Err(Gone)
                }
            };
            if done.is_err() {
                return;
            }
        }
    }

    async fn send_newest(&mut self) -> Result<(), Gone> {
        let frames = Arc::clone(&self.board.borrow_and_update());
        let delta = frames.delta().filter(|_| self.held != 0 && frames.version == self.held + 1);
        let bytes = delta.unwrap_or_else(|| frames.snapshot()).json();
        if frames.version == self.held {
            return Ok(());
        }
        self.held = frames.version;
        self.send_text(bytes).await
    }

    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), Gone> {
        match message {
            Some(Ok(Message::Text(text))) if is_resync(&text) => {
                self.held = 0;
                self.send_newest().await
            }
            Some(Ok(Message::Text(_) | Message::Binary(_))) => {
                if self.wrong.too_many(WRONG_MESSAGES_MAX_PER_MINUTE) {
                    self.close("too-many-errors", Text::new("错误消息过多", "too many wrong messages")).await;
                    return Err(Gone);
                }
                let message = Text::new("无法识别的消息", "a viewer may only send resync");
                self.tell(&BoardMessage::Error(Closing { code: "unknown-message", message })).await
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Gone),
        }
    }

    async fn tell(&mut self, message: &BoardMessage) -> Result<(), Gone> {
        let json = serde_json::to_vec(message).map_err(|_| Gone)?;
        self.send_text(json.into()).await
    }

    async fn close(&mut self, code: &'static str, message: Text) {
        let _ = self.tell(&BoardMessage::Closing(Closing { code, message })).await;
        let _ = timeout(Duration::from_secs(1), self.socket.send(Message::Close(None))).await;
    }

    async fn send_text(&mut self, bytes: Bytes) -> Result<(), Gone> {
        let text = Utf8Bytes::try_from(bytes).map_err(|_| Gone)?;
        self.send(Message::Text(text)).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Gone> {
        match timeout(SEND_TIMEOUT, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Gone),
        }
    }
}

fn is_resync(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|message| message["type"] == "resync")
}

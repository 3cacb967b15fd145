//! Where boards are made into answers, away from the threads that marks go through.
//!
//! A board of thousands takes milliseconds to write as JSON, and a crowd may ask for it anew with every mark. A thread of the marks' runtime
//! that does so hears of nothing meanwhile, and neither do the others: only one of them listens at a time.

use std::{future::Future, io, sync::Arc};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    task::JoinSet,
};

use super::{error::ApiError, hall::Hall, own_runtime::OwnRuntime};

/// One thread: whoever waits there for a board that is being made keeps no other from its work.
pub struct ReadingRoom(OwnRuntime);

impl ReadingRoom {
    /// # Errors
    /// When the system has no thread to give.
    pub fn open() -> io::Result<Self> {
        OwnRuntime::open("readers").map(Self)
    }

    /// What is still under way when nobody waits for it any more is given up. `None` after a panic, or at the end.
    pub async fn run<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let mut task = JoinSet::new();
        task.spawn_on(work, self.0.handle()?);
        task.join_next().await?.ok()
    }
}

/// Has a request answered there.
pub async fn in_reading_room(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let room = Arc::clone(&hall.readers);
    let answered = room.run(async move { next.run(request).await }).await;
    answered.unwrap_or_else(|| ApiError::Internal("an answer could not be made").into_response())
}

/// Does on this thread what takes milliseconds, and lets another go on with everything that waits for this one.
pub fn at_length<T>(work: impl FnOnce() -> T) -> T {
    match Handle::current().runtime_flavor() {
        RuntimeFlavor::MultiThread => tokio::task::block_in_place(work),
        _ => work(),
    }
}

//! A request's body, which must come in time. Until it is there its sender is waited for.

use std::{io, sync::Arc, time::Duration};

use axum::{
    BoxError,
    body::{Body, Bytes},
};
use futures_util::{StreamExt, stream::unfold};
use hyper::body::Incoming;
use tokio::time::{Instant, timeout_at};

use super::Guest;

pub fn in_time(body: Incoming, patience: Duration, guest: Arc<Guest>) -> Body {
    if hyper::body::Body::is_end_stream(&body) {
        guest.is_served();
        return Body::empty();
    }
    let deadline = Instant::now() + patience;
    Body::from_stream(unfold((Body::new(body).into_data_stream(), guest), move |(mut rest, guest)| async move {
        let piece: Result<Bytes, BoxError> = match timeout_at(deadline, rest.next()).await {
            Ok(Some(piece)) => piece.map_err(Into::into),
            Ok(None) => {
                guest.is_served();
                return None;
            }
            Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
        };
        Some((piece, (rest, guest)))
    }))
}

//! One connection: requests and their answers, until one of them makes it something else.

use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc};

use axum::{Router, extract::ConnectInfo, http::Request, response::Response};
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::watch,
};

use super::{Guest, Line, Patience, body};
use crate::server::{app::stopped, limits::CONNECTION_BUFFER_MAX_BYTES};

#[derive(Clone)]
pub struct Connection {
    pub router: Router,
    pub address: SocketAddr,
    pub guest: Arc<Guest>,
    pub line: Arc<Line>,
    pub patience: Patience,
}

impl Connection {
    /// Returns when it is closed, handed on, or sent away.
    pub async fn serve(self, stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, mut stopping: watch::Receiver<bool>) {
        let (guest, head) = (Arc::clone(&self.guest), self.patience.head);
        let answers = service_fn(move |request| self.clone().answer(request));
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(CONNECTION_BUFFER_MAX_BYTES);
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), answers).with_upgrades());
        tokio::select! {
            _ = connection.as_mut() => return,
            () = guest.sent_away() => return,
            () = stopped(&mut stopping) => connection.as_mut().graceful_shutdown(),
        }
        tokio::select! {
            _ = connection => {}
            () = guest.sent_away() => {}
        }
    }

    async fn answer(self, request: Request<Incoming>) -> Result<Response, Infallible> {
        let Self { router, address, guest, line, patience } = self;
        let mut request = request.map(|body| body::in_time(body, patience.body, Arc::clone(&guest)));
        request.extensions_mut().insert(ConnectInfo(address));
        request.extensions_mut().insert(Arc::clone(&guest));
        request.extensions_mut().insert(Arc::clone(&line));
        let answer = TowerToHyperService::new(router).call(request).await;
        if line.goes_on() {
            guest.leave();
        } else {
            guest.waits();
        }
        answer
    }
}

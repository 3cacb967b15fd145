//! A listener whose connections have shaken hands already. Handshakes go on beside one another: one that stalls holds up nobody.

use std::{io, net::SocketAddr, sync::Arc};

use axum::serve::Listener;
use rustls::ServerConfig;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::certificate::ACME_ALPN;
use crate::server::limits::{HANDSHAKE_TIMEOUT, HANDSHAKES_MAX, LOST_REQUEST_MAX_BYTES};

pub struct TlsListener {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
    /// For somebody who speaks HTTP without TLS here.
    directions: Arc<str>,
    under_way: JoinSet<Option<(TlsStream<TcpStream>, SocketAddr)>>,
}

impl TlsListener {
    #[must_use]
    pub fn new(tcp: TcpListener, config: Arc<ServerConfig>, url: &str) -> Self {
        Self { tcp, acceptor: config.into(), directions: directions(url).into(), under_way: JoinSet::new() }
    }

    fn begin(&mut self, stream: TcpStream, address: SocketAddr) {
        let (acceptor, directions) = (self.acceptor.clone(), Arc::clone(&self.directions));
        self.under_way.spawn(async move {
            let stream = timeout(HANDSHAKE_TIMEOUT, shake_hands(acceptor, stream, &directions)).await;
            // Scanners and tablets that do not trust us yet: nothing to do about them.
            Some((stream.ok()?.ok()??, address))
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            tokio::select! {
                (stream, address) = Listener::accept(&mut self.tcp), if self.under_way.len() < HANDSHAKES_MAX => self.begin(stream, address),
                Some(done) = self.under_way.join_next() => {
                    if let Ok(Some(connection)) = done {
                        return connection;
                    }
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

/// A receipt is small and somebody waits for it.
pub fn without_delay(stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
}

async fn shake_hands(acceptor: TlsAcceptor, mut stream: TcpStream, directions: &str) -> io::Result<Option<TlsStream<TcpStream>>> {
    without_delay(&stream);
    let mut first = [0];
    // A handshake begins with 22, a request with the first letter of its method.
    if stream.peek(&mut first).await? == 1 && first[0].is_ascii_uppercase() {
        stream.write_all(directions.as_bytes()).await?;
        stream.shutdown().await?;
        // What is left unread would reset the connection before the answer is seen.
        tokio::io::copy(&mut stream.take(LOST_REQUEST_MAX_BYTES), &mut tokio::io::sink()).await?;
        return Ok(None);
    }
    let stream = acceptor.accept(stream).await?;
    let was_a_proof = stream.get_ref().1.alpn_protocol() == Some(ACME_ALPN);
    Ok((!was_a_proof).then_some(stream))
}

fn directions(url: &str) -> String {
    let text = format!("此端口使用 HTTPS,请打开 {url}/\nThis port speaks HTTPS. Open {url}/\n");
    let length = text.len();
    format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n{text}"
    )
}

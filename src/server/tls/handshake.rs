//! The handshake before everything else, and a word to those who do not know that there is one.

use std::{io, sync::Arc};

use rustls::ServerConfig;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::certificate::ACME_ALPN;
use crate::server::limits::LOST_REQUEST_MAX_BYTES;

pub struct Handshake {
    acceptor: TlsAcceptor,
    /// For somebody who speaks HTTP without TLS here.
    directions: String,
}

impl Handshake {
    #[must_use]
    pub fn new(config: Arc<ServerConfig>, url: &str) -> Self {
        Self { acceptor: config.into(), directions: directions(url) }
    }

    /// `wrap`: what the encrypted bytes go through. `None` where there is nothing more to say.
    ///
    /// # Errors
    /// When the other end does not speak TLS, does not trust us, or is gone.
    pub async fn shake_hands<S>(&self, mut tcp: TcpStream, wrap: impl FnOnce(TcpStream) -> S) -> io::Result<Option<TlsStream<S>>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let mut first = [0];
        // A handshake begins with 22, a request with the first letter of its method.
        if tcp.peek(&mut first).await? == 1 && first[0].is_ascii_uppercase() {
            tcp.write_all(self.directions.as_bytes()).await?;
            tcp.shutdown().await?;
            // What is left unread would reset the connection before the answer is seen.
            tokio::io::copy(&mut tcp.take(LOST_REQUEST_MAX_BYTES), &mut tokio::io::sink()).await?;
            return Ok(None);
        }
        let stream = self.acceptor.accept(wrap(tcp)).await?;
        let was_a_proof = stream.get_ref().1.alpn_protocol() == Some(ACME_ALPN);
        Ok((!was_a_proof).then_some(stream))
    }
}

fn directions(url: &str) -> String {
    let text = format!("此端口使用 HTTPS,请打开 {url}/\nThis port speaks HTTPS. Open {url}/\n");
    let length = text.len();
    format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n{text}"
    )
}

//! Where connections come in.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc};

use axum::{Router, serve::Listener};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{mpsc, watch},
    time::timeout,
};

use super::{Guest, Guests, Line, Patience, Watched, connection::Connection};
use crate::server::{
    app::stopped,
    limits::{HANDSHAKE_TIMEOUT, LISTEN_BACKLOG_MAX},
    tls::Handshake,
};

/// # Errors
/// When the address is taken or not ours.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A server that was stopped may be started again at once.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(LISTEN_BACKLOG_MAX)
}

/// What is the same for all who come in at one listener.
pub struct Door {
    pub router: Router,
    pub guests: Arc<Guests>,
    /// Where TLS is spoken.
    pub handshake: Option<Handshake>,
    pub patience: Patience,
    pub stopping: watch::Receiver<bool>,
}

impl Door {
    /// Lets connections in until the server stops, and returns when the last one has ended.
    pub async fn keep(self, mut listener: TcpListener) {
        let mut stopping = self.stopping.clone();
        let door = Arc::new(self);
        let (inside, mut ended) = mpsc::channel::<Infallible>(1);
        loop {
            let (tcp, address) = tokio::select! {
                () = stopped(&mut stopping) => break,
                // After an error, such as no file being free, it tries again in a second.
                accepted = Listener::accept(&mut listener) => accepted,
            };
            let Some(guest) = door.guests.let_in(address.ip()) else { continue };
            let (door, inside) = (Arc::clone(&door), inside.clone());
            tokio::spawn(async move {
                door.receive(tcp, address, guest).await;
                drop(inside);
            });
        }
        drop((door, listener, inside));
        let _ = ended.recv().await;
    }

    async fn receive(&self, tcp: TcpStream, address: SocketAddr, guest: Guest) {
        // A receipt is small and somebody waits for it.
        let _ = tcp.set_nodelay(true);
        let (line, guest) = (Arc::new(Line::new(self.patience.send)), Arc::new(guest));
        let connection = Connection {
            router: self.router.clone(),
            address,
            guest: Arc::clone(&guest),
            line: Arc::clone(&line),
            patience: self.patience,
        };
        let Some(handshake) = &self.handshake else { return connection.serve(Watched::new(tcp, line), self.stopping.clone()).await };
        let shaken = tokio::select! {
            shaken = timeout(HANDSHAKE_TIMEOUT, handshake.shake_hands(tcp, |tcp| Watched::new(tcp, line))) => shaken,
            () = guest.sent_away() => return,
        };
        // Scanners and tablets that do not trust us yet: nothing to do about them.
        if let Ok(Ok(Some(stream))) = shaken {
            connection.serve(stream, self.stopping.clone()).await;
        }
    }
}

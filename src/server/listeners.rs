//! The listeners that people come in at, with TLS and without.

use std::{io, sync::Arc};

use axum::{Router, extract::Extension};
use tokio::net::TcpListener;

use super::{
    entrance::{Door, Patience},
    hall::Hall,
    tls::{Handshake, Tls},
    transport::Transport,
};

pub struct Listeners {
    pub hall: Hall,
    pub patience: Patience,
    pub router: Router,
}

impl Listeners {
    pub async fn serve_plain(&self, listener: TcpListener) -> io::Result<()> {
        self.door(None).keep(listener).await;
        Ok(())
    }

    pub async fn serve_secure(&self, secure: Option<(TcpListener, Tls)>) -> io::Result<()> {
        let Some((listener, tls)) = secure else { return Ok(()) };
        let door = self.door(Some(tls.handshake().map_err(io::Error::other)?));
        let keeper = tokio::spawn(tls.keep(self.hall.stopping.clone()));
        door.keep(listener).await;
        keeper.await.map_err(io::Error::other)
    }

    fn door(&self, handshake: Option<Handshake>) -> Door {
        let transport = if handshake.is_some() { Transport::Tls } else { Transport::Plain };
        let router = self.router.clone().layer(Extension(transport)).with_state(());
        let (guests, stopping) = (Arc::clone(&self.hall.guests), self.hall.stopping.clone());
        Door { router, guests, handshake, patience: self.patience, stopping }
    }
}

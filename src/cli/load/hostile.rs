//! Viewers that do harm.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use tokio::{io::AsyncWriteExt, sync::watch, time::sleep};

use super::{handshake, tally::Tally};

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Asks for the whole board again and again, and reads nothing.
    NeverReads,
    /// Sends what is no frame.
    Garbage,
    /// Comes and goes, and comes.
    Flood,
}

/// Between two attempts to do harm.
const PAUSE: Duration = Duration::from_millis(100);
/// `{"type":"resync"}` behind a zero mask.
const RESYNC: &[u8] = b"\x81\x91\0\0\0\0{\"type\":\"resync\"}";

impl Kind {
    pub fn of(number: usize) -> Self {
        [Self::NeverReads, Self::Garbage, Self::Flood][number % 3]
    }
}

/// Does harm until the end.
pub async fn be(kind: Kind, address: SocketAddr, path: String, tally: Arc<Tally>, mut ended: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = ended.wait_for(|ended| *ended) => return,
            _ = once(kind, address, &path, &tally) => drop(tally.hostile_closed.fetch_add(1, Relaxed)),
        }
        tokio::select! {
            _ = ended.wait_for(|ended| *ended) => return,
            () = sleep(PAUSE) => {}
        }
    }
}

async fn once(kind: Kind, address: SocketAddr, path: &str, tally: &Tally) -> io::Result<()> {
    let (mut stream, _) = handshake::open(address, path).await?;
    tally.hostile_opened.fetch_add(1, Relaxed);
    match kind {
        Kind::NeverReads => loop {
            stream.write_all(RESYNC).await?;
            sleep(PAUSE).await;
        },
        Kind::Garbage => loop {
            stream.write_all(&[0xff; 64]).await?;
            sleep(PAUSE).await;
        },
        Kind::Flood => Ok(()),
    }
}

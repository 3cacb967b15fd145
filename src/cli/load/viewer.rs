//! A viewer that takes what comes.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use tokio::{io::AsyncWriteExt, net::TcpStream, sync::watch, time::sleep};

use super::{
    handshake,
    received::{Frame, Receiver, time_of},
    tally::Tally,
};
use crate::engine::{Clock, SystemClock};

const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
/// An empty answer to a ping; the mask is zero.
const PONG: [u8; 6] = [0x8a, 0x80, 0, 0, 0, 0];
/// Before another attempt, as the page's first.
const COME_BACK_AFTER: Duration = Duration::from_secs(1);

/// Watches until the end, and comes back when it is sent away.
pub async fn watch(address: SocketAddr, path: String, tally: Arc<Tally>, mut ended: watch::Receiver<bool>) {
    let mut known = false;
    loop {
        let opened = handshake::open(address, &path).await;
        if !known {
            tally.tried.fetch_add(1, Relaxed);
            known = true;
        }
        match opened {
            Err(_) => drop(tally.turned_away.fetch_add(1, Relaxed)),
            Ok((stream, first)) => {
                tally.watching.fetch_add(1, Relaxed);
                let lost = tokio::select! {
                    _ = ended.wait_for(|ended| *ended) => false,
                    _ = take(stream, &first, &tally) => true,
                };
                tally.watching.fetch_sub(1, Relaxed);
                if lost {
                    tally.lost.fetch_add(1, Relaxed);
                }
            }
        }
        tokio::select! {
            _ = ended.wait_for(|ended| *ended) => return,
            () = sleep(COME_BACK_AFTER) => {}
        }
    }
}

/// Returns when the connection ends.
async fn take(mut stream: TcpStream, first: &[u8], tally: &Tally) -> io::Result<()> {
    let (mut receiver, mut shown) = (Receiver::default(), None);
    let mut pings = hear(&mut receiver, first, &mut shown, tally)?;
    loop {
        for _ in 0..pings {
            stream.write_all(&PONG).await?;
        }
        stream.readable().await?;
        // Not kept across the wait: ten thousand of them would be all the memory there is.
        let mut buffer = [0; 16 << 10];
        pings = match stream.try_read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => hear(&mut receiver, &buffer[..length], &mut shown, tally)?,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => 0,
            Err(error) => return Err(error),
        };
    }
}

/// How many pings wait for an answer. `shown`: the time of the board as it is known here.
fn hear(receiver: &mut Receiver, bytes: &[u8], shown: &mut Option<i64>, tally: &Tally) -> io::Result<u32> {
    let now = SystemClock.now();
    let (mut pings, mut closed) = (0, false);
    receiver.take(bytes, |frame: Frame| match frame.opcode {
        TEXT | BINARY => {
            tally.delivered(frame.bytes);
            // A snapshot's time is that of its version, which may be long ago.
            let is_snapshot = frame.start.starts_with(br#"{"type":"snapshot""#);
            let at = time_of(&frame.start, *shown);
            *shown = at.or(*shown);
            if let Some(at) = at.filter(|_| !is_snapshot) {
                tally.waited(at, now);
            }
        }
        PING => pings += 1,
        CLOSE => closed = true,
        _ => {}
    });
    if closed { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(pings) }
}

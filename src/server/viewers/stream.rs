//! A viewer's socket, with TLS or without: what does not fit now is not waited for.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::Shutdown,
};

use mio::{Interest, Registry, Token, event::Source, net::TcpStream};
use rustix::net::sockopt;
use rustls::ServerConnection;

use crate::server::limits::{SEND_TIMEOUT, VIEWER_SEND_BUFFER_BYTES};

/// Bytes that are encrypted before the socket has taken those before them.
const TLS_STEP_BYTES: usize = 16 << 10;

pub struct Stream {
    tcp: TcpStream,
    tls: Option<Box<ServerConnection>>,
}

impl Stream {
    /// What the system keeps for a viewer is bounded, and not for long: it too gives up a peer that takes nothing.
    pub fn new(tcp: std::net::TcpStream, tls: Option<Box<ServerConnection>>) -> io::Result<Self> {
        sockopt::set_socket_send_buffer_size(&tcp, VIEWER_SEND_BUFFER_BYTES)?;
        sockopt::set_tcp_user_timeout(&tcp, u32::try_from(SEND_TIMEOUT.as_millis()).unwrap_or(u32::MAX))?;
        tcp.set_nonblocking(true)?;
        Ok(Self { tcp: TcpStream::from_std(tcp), tls })
    }

    /// Events come once per change.
    pub fn register(&mut self, registry: &Registry, token: Token) -> io::Result<()> {
        self.tcp.register(registry, token, Interest::READABLE | Interest::WRITABLE)
    }

    /// How much was taken; 0: nothing fits now.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(tls) = &mut self.tls else { return taken(self.tcp.write(bytes)) };
        let mut accepted = 0;
        while flush_tls(tls, &mut self.tcp)? && accepted < bytes.len() {
            let step = &bytes[accepted..bytes.len().min(accepted + TLS_STEP_BYTES)];
            accepted += tls.writer().write(step)?;
        }
        Ok(accepted)
    }

    /// Whether the system has everything that was taken.
    pub fn flush(&mut self) -> io::Result<bool> {
        match &mut self.tls {
            Some(tls) => flush_tls(tls, &mut self.tcp),
            None => Ok(true),
        }
    }

    /// 0 at the end; `WouldBlock` when nothing is there.
    pub fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(tls) = &mut self.tls else { return self.tcp.read(buffer) };
        loop {
            match tls.reader().read(buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                done => return done,
            }
            if tls.read_tls(&mut self.tcp)? == 0 {
                return Ok(0);
            }
            tls.process_new_packets().map_err(io::Error::other)?;
        }
    }

    /// Nothing more will be said.
    pub fn finish(&mut self) {
        if let Some(tls) = &mut self.tls {
            tls.send_close_notify();
            let _ = flush_tls(tls, &mut self.tcp);
        }
        let _ = self.tcp.shutdown(Shutdown::Write);
    }
}

fn flush_tls(tls: &mut ServerConnection, tcp: &mut TcpStream) -> io::Result<bool> {
    while tls.wants_write() {
        if taken(tls.write_tls(tcp))? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

fn taken(written: io::Result<usize>) -> io::Result<usize> {
    match written {
        Ok(0) => Err(ErrorKind::WriteZero.into()),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(0),
        other => other,
    }
}

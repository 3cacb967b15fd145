//! An edge in a process of its own.

use std::{
    env,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    time::Duration,
};

use jinbang::server::{Edge, listen, nats::NatsOptions};

use super::support::process::Process;

/// Says where it listens, before it has any board.
pub fn serve() {
    let text = |name: &str| env::var(name).expect("it is told where");
    jinbang::runtime().expect("threads").block_on(async {
        let options = NatsOptions::parse(&text("JINBANG_BENCH_NATS")).expect("an address");
        let edge = Edge::open(&options, String::new()).await.expect("an edge");
        edge.places().allow(usize::MAX, usize::MAX);
        let listener = listen(text("JINBANG_BENCH_LISTEN").parse().expect("an address")).expect("a port");
        println!("{}", listener.local_addr().expect("bound"));
        edge.run_with(listener, None, std::future::pending()).await.expect("serving");
    });
}

pub fn start(nats: &str, listen: &str) -> (Process, String) {
    Process::start_role_with("edge", Path::new("/"), 0, &[("JINBANG_BENCH_NATS", nats), ("JINBANG_BENCH_LISTEN", listen)])
}

/// Asks every millisecond until the board is there and as it should be.
pub fn wait_for_board(address: &str, wanted: impl Fn(&str) -> bool) {
    loop {
        let answer = board(address).unwrap_or_default();
        if answer.starts_with("HTTP/1.1 200") && wanted(&answer) {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

pub fn board(address: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(format!("GET /api/boards/bench/bench HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

//! A Redis server of this machine, where one is installed.

use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::process::Process;

/// On a port of its own, without snapshots. `None` where `redis-server` is not installed.
pub fn start(folder: &Path, options: &[&str]) -> Option<(Process, SocketAddr)> {
    let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
    let process = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--dir", &folder.to_string_lossy(), "--save", ""])
        .args(options)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(address).is_err() {
        assert!(Instant::now() < deadline, "redis did not start");
        std::thread::yield_now();
    }
    Some((Process(process), address))
}

//! A real nats-server on a free port, that can be killed, held still and started again.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use jinbang::server::nats::NatsOptions;
use tempfile::TempDir;

pub struct Nats {
    child: Option<Child>,
    pub port: u16,
    pub folder: TempDir,
}

impl Nats {
    pub fn start() -> Self {
        Self::with("")
    }

    /// With these lines in its configuration; files are in the same folder.
    pub fn with(configuration: &str) -> Self {
        Self::in_folder(TempDir::new().expect("a folder"), configuration)
    }

    pub fn in_folder(folder: TempDir, configuration: &str) -> Self {
        std::fs::write(folder.path().join("nats.conf"), configuration).expect("written");
        let mut nats = Self { child: None, port: 0, folder };
        nats.again();
        nats
    }

    /// On the port it had.
    pub fn again(&mut self) {
        let port = if self.port == 0 { "-1".to_owned() } else { self.port.to_string() };
        let mut command = Command::new(program());
        command.args(["-a", "127.0.0.1", "-p", &port, "-c", "nats.conf"]).current_dir(self.folder.path());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("nats-server starts");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
        let mut said = Vec::new();
        loop {
            let line = lines.next().unwrap_or_else(|| panic!("nats-server ended; it said\n{}", said.join("\n")));
            if let Some((_, address)) = line.split_once("Listening for client connections on ") {
                self.port = address.rsplit_once(':').expect("a port").1.trim().parse().expect("a number");
            }
            if line.contains("Server is ready") {
                break;
            }
            said.push(line);
        }
        // Whoever writes into a pipe that nobody empties stands still.
        std::thread::spawn(move || lines.for_each(drop));
        self.child = Some(child);
    }

    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// It neither reads nor ends, as on a machine that hangs.
    pub fn hold_still(&self) {
        self.signal("STOP");
    }

    pub fn go_on(&self) {
        self.signal("CONT");
    }

    fn signal(&self, name: &str) {
        let id = self.child.as_ref().expect("a running nats-server").id();
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {id}")]).status().expect("a shell");
        assert!(sent.success(), "SIG{name} was not sent");
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    pub fn options(&self) -> NatsOptions {
        NatsOptions::parse(&self.url()).expect("an address")
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.kill();
    }
}

fn program() -> PathBuf {
    let folders = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let found = folders.into_iter().chain(["/usr/sbin".into()]).map(|folder| folder.join("nats-server")).find(|file| file.is_file());
    found.expect("nats-server is needed for these tests: apt-get install nats-server, or tests/run, which does that")
}

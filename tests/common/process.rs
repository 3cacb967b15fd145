//! The real program as a process of its own, that can be asked to stop and can be killed.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use jinbang::wire::PairAnswer;
use serde_json::json;

use super::http::post;

/// For a program that hangs; nothing waits for it when all is well.
const DEADLINE: Duration = Duration::from_mins(2);

/// The built binary, unaffected by the settings of whoever runs the tests.
pub fn jinbang() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jinbang"));
    for setting in [
        "JINBANG_DATA",
        "JINBANG_LISTEN",
        "JINBANG_PUBLIC_URL",
        "JINBANG_TLS",
        "JINBANG_LISTEN_TLS",
        "JINBANG_NATS",
        "JINBANG_JOURNAL",
        "PGPASSWORD",
        "PGPASSFILE",
        "PGUSER",
        "RUST_LOG",
    ] {
        command.env_remove(setting);
    }
    command.stdin(Stdio::null());
    command
}

/// What a command that ended by itself left behind.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ended {
    let output = command.output().expect("the built program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A tablet paired as at the server's keyboard: a code from `jinbang pair`, typed into the tablet.
pub async fn pair(data: &Path, address: SocketAddr, expert: &str) -> PairAnswer {
    let printed = run(jinbang().args(["pair", expert, "--data"]).arg(data));
    assert_eq!(printed.code, Some(0), "{printed:?}");
    let code = printed.out.split_whitespace().next().expect("a code");
    let reply = post(address, "/api/pair", &[], &json!({ "code": code, "device_name": "a tablet" })).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let paired = reply.json();
    let text = |key: &str| paired[key].as_str().expect("a text").to_owned();
    PairAnswer { token: text("token"), device: text("device"), competition: text("competition"), expert: text("expert") }
}

/// A running `jinbang serve`, or `jinbang demo`.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
    /// Of the organiser, where it was made at this start.
    pub password: Option<String>,
    said: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
}

impl Process {
    /// Returns when it listens; `folders` are competitions.
    pub fn serve(data: &Path, listen: SocketAddr, folders: &[&Path]) -> Self {
        Self::starting(data, listen, folders).ready()
    }

    /// Returns at once.
    pub fn starting(data: &Path, listen: SocketAddr, folders: &[&Path]) -> Starting {
        Self::start(jinbang().args(["serve", "--listen", &listen.to_string(), "--data"]).arg(data).args(folders))
    }

    /// Any command that serves.
    pub fn start(command: &mut Command) -> Starting {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the built program starts");
        let said = Arc::new(Mutex::new(String::new()));
        let (tell, lines) = mpsc::channel();
        let readers = vec![
            listen_to(child.stdout.take().expect("a pipe"), &said, Some(tell)),
            listen_to(child.stderr.take().expect("a pipe"), &said, None),
        ];
        let process = Self { child, address: SocketAddr::from(([127, 0, 0, 1], 0)), password: None, said, readers };
        Starting { process, lines }
    }

    /// Everything it printed so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("no panic").clone()
    }

    /// Sends a signal by its name without SIG.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.child.id())]).status().expect("a shell");
        assert!(sent.success(), "SIG{name} was not sent");
    }

    /// kill -9: no last word, nothing flushed.
    pub fn kill(mut self) {
        self.end();
    }

    /// Waits for an end that was asked for.
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + DEADLINE;
        loop {
            match self.child.try_wait().expect("a child") {
                Some(status) => {
                    self.readers.drain(..).for_each(|reader| reader.join().expect("no panic"));
                    return status;
                }
                None if Instant::now() > deadline => panic!("it does not end; it said\n{}", self.said()),
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }

    /// SIGTERM, and an orderly end.
    pub fn stop(mut self) {
        self.signal("TERM");
        assert!(self.ended().success(), "it said\n{}", self.said());
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

/// A server that may not listen yet.
pub struct Starting {
    process: Process,
    lines: mpsc::Receiver<String>,
}

impl Starting {
    pub fn ready(mut self) -> Process {
        loop {
            let Ok(line) = self.lines.recv_timeout(DEADLINE) else { panic!("it does not start; it said\n{}", self.process.said()) };
            let line = line.trim();
            if let Some(url) = line.strip_prefix("boards").or(line.strip_prefix("Watch")) {
                let address = url.trim().trim_start_matches("http://").trim_end_matches('/');
                // A domain is for those who ask for one.
                self.process.address = address.parse().unwrap_or(self.process.address);
            } else if let Some((_, password)) = line.split_once("shown this once: ") {
                self.process.password = Some(password.to_owned());
            } else if line == "Ctrl-C ends it." {
                return self.process;
            }
        }
    }

    pub fn kill(self) {
        self.process.kill();
    }
}

fn listen_to(pipe: impl Read + Send + 'static, said: &Arc<Mutex<String>>, tell: Option<mpsc::Sender<String>>) -> JoinHandle<()> {
    let said = Arc::clone(said);
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut all = said.lock().expect("no panic");
            all.push_str(&line);
            all.push('\n');
            drop(all);
            if let Some(tell) = &tell {
                // Nobody listens after the start.
                let _ = tell.send(line);
            }
        }
    })
}

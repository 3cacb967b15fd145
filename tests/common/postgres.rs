//! PostgreSQL as Debian has it: clusters of the tests' own, each with a folder, a port and a shell that stops it and takes the folder away
//! when the tests end, however they end.

use std::{
    fs,
    io::Write,
    net::TcpListener,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use rustix::process::geteuid;

const DEADLINE: Duration = Duration::from_mins(1);

/// Of the role that the journal is opened as; not to be found in any message.
pub const PASSWORD: &str = "geheim-4711";

pub struct Cluster {
    pub port: u16,
    folder: PathBuf,
    watch: Option<(Child, ChildStdin)>,
}

/// One for all tests that do it no harm.
static SHARED: LazyLock<Cluster> = LazyLock::new(|| Cluster::start("shared"));

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Stops the server and deletes its folder when nobody holds the other end of its input any more.
const WATCH: &str = r#"
trap '' INT TERM
"$@" >"$FOLDER/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
rm -rf "$FOLDER"
"#;

impl Cluster {
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// A new one, empty but for the role `marks`.
    pub fn start(name: &str) -> Self {
        let mut cluster = Self::folder(name);
        let secret = cluster.folder.join("password");
        fs::write(&secret, PASSWORD).expect("a file");
        give(&secret);
        let options = ["-A", "scram-sha-256", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"];
        ran(tool("initdb").args(options).arg("--pwfile").arg(&secret).arg("-D").arg(cluster.data()));
        cluster.run();
        cluster.sql("postgres", &format!("CREATE ROLE marks LOGIN PASSWORD '{PASSWORD}'"));
        cluster
    }

    /// With TLS from now on, for those who ask for it.
    pub fn secure(&self, certificate: &str, key: &str) {
        for (name, setting, content) in [("server.crt", "ssl_cert_file", certificate), ("server.key", "ssl_key_file", key)] {
            let path = self.folder.join(name);
            fs::write(&path, content).expect("a file");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("ours");
            give(&path);
            self.sql("postgres", &format!("ALTER SYSTEM SET {setting} = '{}'", path.display()));
        }
        self.sql("postgres", "ALTER SYSTEM SET ssl = on");
        self.sql("postgres", "SELECT pg_reload_conf()");
        self.wait_for("postgres", "SHOW ssl", "on");
    }

    /// A synchronous standby of this one; from now on no commit returns before it has it.
    pub fn standby(&self) -> Self {
        let mut standby = Self::folder("standby");
        let mut copy = tool("pg_basebackup");
        copy.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "postgres", "-R", "-X", "stream", "-c", "fast", "-D"]);
        ran(copy.arg(standby.data()).env("PGPASSWORD", PASSWORD));
        standby.run();
        self.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        self.sql("postgres", "SELECT pg_reload_conf()");
        self.wait_for("postgres", "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'", "1");
        standby
    }

    fn folder(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("jinbang-pg-{}-{name}-{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed)));
        fs::create_dir(&folder).expect("a folder");
        give(&folder);
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        Self { port, folder, watch: None }
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn run(&mut self) {
        let server = tool("postgres");
        let mut watch = Command::new("sh");
        watch.args(["-c", WATCH, "watch"]).arg(server.get_program()).args(server.get_args()).arg("-D").arg(self.data());
        watch.args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", "-k"]).arg(&self.folder);
        let mut watch = watch.env("FOLDER", &self.folder).stdin(Stdio::piped()).spawn().expect("a shell");
        let held = watch.stdin.take().expect("a pipe");
        self.watch = Some((watch, held));
        let deadline = Instant::now() + DEADLINE;
        while !self.psql("postgres", "SELECT 1").output().is_ok_and(|output| output.status.success()) {
            let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(Instant::now() < deadline, "PostgreSQL does not start; it said\n{log}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn psql(&self, database: &str, sql: &str) -> Command {
        let mut psql = Command::new("psql");
        psql.args([
            "-h",
            "127.0.0.1",
            "-p",
            &self.port.to_string(),
            "-U",
            "postgres",
            "-d",
            database,
            "-X",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
        ]);
        psql.args(["-c", sql]).env("PGPASSWORD", PASSWORD).stdin(Stdio::null());
        psql
    }

    /// As an administrator; what it says, without the last line's end.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let output = self.psql(database, sql).output().expect("psql");
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Asks until it says so.
    pub fn wait_for(&self, database: &str, sql: &str, wanted: &str) {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let said = self.sql(database, sql);
            if said == wanted {
                return;
            }
            assert!(Instant::now() < deadline, "{sql} says {said}, not {wanted}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// A new database that belongs to `marks`.
    pub fn database(&self) -> String {
        let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name} OWNER marks"));
        name
    }

    pub fn url(&self, database: &str) -> String {
        Self::url_at(self.port, database)
    }

    /// The same by way of another port.
    pub fn url_at(port: u16, database: &str) -> String {
        format!("postgres://marks:{PASSWORD}@127.0.0.1:{port}/{database}?sslmode=disable")
    }

    /// What it wrote into its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).expect("a log")
    }

    fn pid(&self) -> String {
        let file = fs::read_to_string(self.data().join("postmaster.pid")).expect("a running server");
        file.lines().next().expect("its number").to_owned()
    }

    /// To the server and every process of it, by number.
    pub fn signal(&self, name: &str) {
        let pid = self.pid();
        let script = format!("kill -{name} {pid} $(ps -o pid= --ppid {pid})");
        // One of them may have ended by itself.
        Command::new("sh").args(["-c", &script]).stderr(Stdio::null()).status().expect("a shell");
    }

    /// Of a standby.
    pub fn promote(&self) {
        self.sql("postgres", "SELECT pg_promote()");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some((mut watch, mut held)) = self.watch.take() else { return };
        let _ = held.flush();
        drop(held);
        let _ = watch.wait();
    }
}

/// PostgreSQL refuses to be run by root.
fn tool(name: &str) -> Command {
    let program = binaries().join(name);
    if !geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

fn give(path: &Path) {
    if geteuid().is_root() {
        let own = fs::metadata("/var/lib/postgresql").expect("Debian's postgresql; tests/run installs it");
        chown(path, Some(own.uid()), Some(own.gid())).expect("root may");
    }
}

/// Debian keeps each version's programs apart and off the path.
pub fn binaries() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").map(|all| all.flatten().map(|entry| entry.path().join("bin")).collect::<Vec<_>>());
    let newest = versions.unwrap_or_default().into_iter().filter(|bin| bin.join("initdb").exists()).max();
    newest.expect("PostgreSQL is not installed; tests/run installs it: apt-get install postgresql")
}

fn ran(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().expect("a program");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

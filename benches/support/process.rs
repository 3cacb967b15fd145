//! Another process and what it costs.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A process that ends with its owner.
pub struct Process(pub Child);

impl Process {
    /// Runs this program again as a server, and hands over its first line of output.
    pub fn start_role(role: &str, folder: &Path, size: usize) -> (Self, String) {
        Self::start_role_with(role, folder, size, &[])
    }

    /// The same with more of an environment.
    pub fn start_role_with(role: &str, folder: &Path, size: usize, environment: &[(&str, &str)]) -> (Self, String) {
        let mut again = Command::new(std::env::current_exe().expect("this program has a path"));
        Self::start(again.envs(environment.iter().copied()).env("JINBANG_BENCH_ROLE", role).env("JINBANG_BENCH_DATA", folder), size)
    }

    /// Any program that knows `JINBANG_BENCH_SIZE` and says something when it is ready.
    pub fn start(command: &mut Command, size: usize) -> (Self, String) {
        let mut process =
            command.env("JINBANG_BENCH_SIZE", size.to_string()).stdout(Stdio::piped()).spawn().expect("this program can be started");
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().expect("piped")).read_line(&mut line).expect("the other role says where it listens");
        (Self(process), line.trim().to_owned())
    }

    /// Processor time of all its threads, user and system, in seconds. To the nanosecond, where `stat` counts ticks of 10 ms.
    pub fn cpu_seconds(&self) -> f64 {
        self.cpu_seconds_of(|_| true)
    }

    /// The same of the threads with such names.
    pub fn cpu_seconds_of(&self, wanted: impl Fn(&str) -> bool) -> f64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.0.id())).expect("the process is there");
        let spent = |thread: fs::DirEntry| -> Option<f64> {
            let name = fs::read_to_string(thread.path().join("comm")).ok()?;
            let stat = wanted(name.trim()).then(|| fs::read_to_string(thread.path().join("schedstat")).ok())??;
            stat.split(' ').next()?.parse().ok()
        };
        threads.filter_map(|thread| spent(thread.ok()?)).sum::<f64>() / 1e9
    }

    /// Memory it holds, in bytes.
    pub fn resident_bytes(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).expect("the process is there");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a process has memory");
        line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") * 1024.0
    }

    /// Whether it has ended. It stays to be asked for its times until it is waited for.
    pub fn has_ended(&self) -> bool {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id())).expect("nobody waited for it");
        stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z'))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

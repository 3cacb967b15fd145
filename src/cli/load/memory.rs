//! The server's memory, where it runs on this machine.

use std::{fs, net::SocketAddr};

/// The process that listens where we connect to.
pub struct Memory {
    process: Option<u32>,
}

impl Memory {
    /// Nobody where the server is elsewhere, or not ours to look at.
    pub fn of(address: SocketAddr) -> Self {
        Self { process: listener(address) }
    }

    /// Resident, in bytes.
    pub fn resident(&self) -> Option<u64> {
        resident_of(&self.process?.to_string())
    }
}

/// Our own.
pub fn own() -> Option<u64> {
    resident_of("self")
}

fn resident_of(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
}

fn listener(address: SocketAddr) -> Option<u32> {
    let inode =
        ["/proc/net/tcp", "/proc/net/tcp6"].iter().find_map(|table| listening_inode(&fs::read_to_string(table).ok()?, address.port()))?;
    let wanted = format!("socket:[{inode}]");
    let processes = fs::read_dir("/proc").ok()?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    processes.into_iter().find(|process| {
        let Ok(files) = fs::read_dir(format!("/proc/{process}/fd")) else { return false };
        files.flatten().any(|file| fs::read_link(file.path()).is_ok_and(|target| target.as_os_str() == wanted.as_str()))
    })
}

/// In the kernel's table: the address in the second column, state 0A is listening, the inode is the tenth.
fn listening_inode(table: &str, port: u16) -> Option<String> {
    let wanted = format!(":{port:04X}");
    table.lines().skip(1).find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        (columns.get(1)?.ends_with(&wanted) && *columns.get(3)? == "0A").then(|| columns.get(9).map(ToString::to_string))?
    })
}

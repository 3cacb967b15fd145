//! A disk of some MiB that nobody else sees: a tmpfs in a mount namespace of its own, reached through the process that holds it.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

pub struct SmallDisk {
    holder: Child,
    root: PathBuf,
}

const BALLAST: &str = "ballast";

impl SmallDisk {
    /// `None` where the system lets nobody have mounts of their own.
    pub fn new(mebibytes: u32) -> Option<Self> {
        // The holder ends with its standard input, and the disk with the holder.
        let script = format!("mount -t tmpfs -o size={mebibytes}m small /mnt && echo ready && read -r _");
        let mut holder = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut said = String::new();
        let read = BufReader::new(holder.stdout.take()?).read_line(&mut said);
        if read.is_err() || said.trim() != "ready" {
            let _ = holder.wait();
            println!("LEFT OUT: this system gives no mount of one's own (unshare --user --mount), so no disk was filled");
            return None;
        }
        let root = PathBuf::from(format!("/proc/{}/root/mnt", holder.id()));
        Some(Self { holder, root })
    }

    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Takes all the room there is but so many bytes.
    pub fn fill_all_but(&self, left: usize) {
        let mut ballast = File::create(self.root.join(BALLAST)).expect("a file");
        let block = [1; 4096];
        let mut taken = 0;
        while ballast.write_all(&block).is_ok() {
            taken += block.len() as u64;
        }
        ballast.set_len(taken.saturating_sub(left as u64)).expect("a shorter file");
    }

    pub fn make_room(&self) {
        fs::remove_file(self.root.join(BALLAST)).expect("the ballast");
    }

    pub fn empty(&self) {
        for entry in fs::read_dir(&self.root).expect("a folder") {
            let path = entry.expect("an entry").path();
            let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.expect("nobody has it open");
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(self.holder.stdin.take());
        let _ = self.holder.wait();
    }
}

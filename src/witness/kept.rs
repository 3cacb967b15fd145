//! Checkpoints on the disk: `checkpoints/<competition>/<skill>.txt`, one note after the other. Whoever copies or prints them elsewhere
//! can show that the journal was altered, or that it was not.

use std::{
    fs,
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::WitnessFault;
use crate::competition::{CompetitionId, SkillId};

pub const CHECKPOINTS_FOLDER: &str = "checkpoints";

/// Enough for the last note and what a crash left behind it, in bytes.
const TAIL_BYTES: u64 = 16 << 10;

/// The line that ends a note begins so.
const SIGNATURE: &str = "\n— ";

pub struct Kept {
    folder: PathBuf,
}

impl Kept {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub fn path(&self, competition: &CompetitionId, skill: &SkillId) -> PathBuf {
        self.folder.join(competition.as_str()).join(format!("{skill}.txt"))
    }

    /// Of which competitions something is kept.
    pub fn competitions(&self) -> Result<Vec<String>, WitnessFault> {
        let fault = |error: io::Error| WitnessFault::File { path: self.folder.clone(), what: error.to_string() };
        let folders = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            read => read.map_err(fault)?,
        };
        folders.map(|folder| folder.map(|folder| folder.file_name().to_string_lossy().into_owned()).map_err(fault)).collect()
    }

    /// The newest note that is whole; `None` where none was ever kept.
    pub fn last(&self, competition: &CompetitionId, skill: &SkillId) -> Result<Option<String>, WitnessFault> {
        let path = self.path(competition, skill);
        let fault = |error: io::Error| WitnessFault::File { path: path.clone(), what: error.to_string() };
        let mut file = match fs::File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(fault)?,
        };
        let length = file.metadata().map_err(fault)?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES))).map_err(fault)?;
        let mut tail = Vec::new();
        file.take(TAIL_BYTES).read_to_end(&mut tail).map_err(fault)?;
        let tail = String::from_utf8_lossy(&tail);
        match last_note(&tail, length > TAIL_BYTES) {
            None if length > 0 => Err(WitnessFault::Checkpoint { path: path.clone(), what: "there is none that is whole".to_owned() }),
            None => Err(WitnessFault::Checkpoint { path: path.clone(), what: "the file is empty".to_owned() }),
            found => Ok(found),
        }
    }

    /// On the disk when it returns.
    pub fn add(&self, competition: &CompetitionId, skill: &SkillId, note: &str) -> Result<(), WitnessFault> {
        let path = self.path(competition, skill);
        let add = || -> io::Result<()> {
            if !path.try_exists()? {
                return begin(&path, note);
            }
            let mut file = fs::OpenOptions::new().append(true).open(&path)?;
            // Whatever a crash left of another one ends at the empty line.
            file.write_all(format!("\n\n{note}").as_bytes())?;
            file.sync_data()
        };
        add().map_err(|error| WitnessFault::File { path: path.clone(), what: error.to_string() })
    }
}

/// The first note is there whole or not at all: a file without one was altered, and the server would not start after a crash.
fn begin(path: &Path, note: &str) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let partial = path.with_extension("partial");
    let mut file = fs::File::create(&partial)?;
    file.write_all(note.as_bytes())?;
    file.sync_all()?;
    fs::rename(&partial, path)?;
    fs::File::open(folder)?.sync_all()
}

/// A note is text, an empty line and its signature, each line ended. `is_cut`: the first may have lost its beginning.
fn last_note(tail: &str, is_cut: bool) -> Option<String> {
    let signature = tail.rfind(SIGNATURE).filter(|at| tail[at + 1..].contains('\n')).or_else(|| {
        let cut_off = tail.rfind(SIGNATURE)?;
        tail[..cut_off].rfind(SIGNATURE)
    })?;
    let end = signature + 1 + tail[signature + 1..].find('\n')? + 1;
    // The empty line before the signature is the note's own; the one before that is not.
    let text_end = tail[..signature].strip_suffix('\n').map_or(signature, str::len);
    let begin = match tail[..text_end].rfind("\n\n") {
        Some(at) => at + 2,
        None if is_cut => return None,
        None => tail.len() - tail.trim_start_matches('\n').len(),
    };
    Some(tail[begin..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        proof::Checkpoint,
        signing_key::{SigningKey, new_key_pem},
    };

    #[test]
    fn the_newest_whole_note_is_found_wherever_a_crash_cut_the_next_one_off() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = Kept::new(folder.path().to_owned());
        let (competition, skill) = ("finals".parse().expect("an id"), "web".parse().expect("an id"));
        let key = SigningKey::from_pem(new_key_pem().as_bytes()).expect("a key");
        let note = |size: u64| {
            let origin = crate::bundle::origin(&competition, &skill);
            Checkpoint { origin, size, root: [3; 32], at: jiff::Timestamp::UNIX_EPOCH, result: None }.signed(&key)
        };
        assert_eq!(kept.last(&competition, &skill).expect("nothing yet"), None);
        for size in 1..=200 {
            kept.add(&competition, &skill, &note(size)).expect("kept");
            assert_eq!(kept.last(&competition, &skill).expect("read"), Some(note(size)));
        }
        let path = kept.path(&competition, &skill);
        let beside: Vec<_> = fs::read_dir(path.parent().expect("its folder")).expect("read").collect();
        assert_eq!(beside.len(), 1, "nothing is left of the first one's making");
        let whole = fs::read(&path).expect("read");
        let next = format!("\n\n{}", note(201));
        for cut in 0..next.len() {
            let mut torn = whole.clone();
            torn.extend(&next.as_bytes()[..cut]);
            fs::write(&path, &torn).expect("written");
            assert_eq!(kept.last(&competition, &skill).expect("read"), Some(note(200)), "cut at {cut}");
            kept.add(&competition, &skill, &note(202)).expect("kept");
            assert_eq!(kept.last(&competition, &skill).expect("read"), Some(note(202)), "after a cut at {cut}");
        }
    }
}

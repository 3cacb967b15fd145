//! Drafts on the disk: `<data>/drafts/<id>/`. One change at a time; each replaces a file whole and keeps the one before it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::{
    DraftFault,
    path::{DraftPath, SKILLS, is_folder_name},
};
use crate::server::{error::ApiError, limits};

/// In a data folder.
const FOLDER: &str = "drafts";
/// Where the version before the last change of each file waits.
const BEFORE: &str = ".before";
/// Ends the name of what stands for a file that was not there.
const ABSENT: &str = ".absent";
/// Holds the id of the competition that the draft was opened as.
const OPENED: &str = ".opened";

pub struct Drafts {
    /// None for a server without a data folder.
    root: Option<PathBuf>,
    changing: Mutex<()>,
}

impl Drafts {
    #[must_use]
    pub fn new(data: Option<&Path>) -> Self {
        Self { root: data.map(|data| data.join(FOLDER)), changing: Mutex::default() }
    }

    fn root(&self) -> Result<&Path, ApiError> {
        self.root.as_deref().ok_or(ApiError::NotFound("data folder on this server"))
    }

    /// Held while something is checked and then changed.
    pub fn lock(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn all(&self) -> Result<Vec<Draft>, ApiError> {
        let Some(root) = &self.root else { return Ok(Vec::new()) };
        let names = folder_names(root)?;
        Ok(names.into_iter().map(|name| Draft { folder: root.join(&name), name }).collect())
    }

    pub fn find(&self, name: &str) -> Result<Draft, ApiError> {
        let folder = self.root()?.join(name);
        if !is_folder_name(name) || !fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
            return Err(ApiError::NotFound("such draft"));
        }
        Ok(Draft { folder, name: name.to_owned() })
    }

    /// One that may still be changed.
    pub fn open_to_change(&self, name: &str) -> Result<Draft, ApiError> {
        let draft = self.find(name)?;
        match draft.opened() {
            Some(competition) => Err(DraftFault::Opened(competition).into()),
            None => Ok(draft),
        }
    }

    /// A new, empty one.
    pub fn create(&self, name: &str) -> Result<Draft, ApiError> {
        if !is_folder_name(name) {
            return Err(DraftFault::Id(name.chars().take(200).collect()).into());
        }
        if self.all()?.len() >= limits::DRAFTS_MAX {
            return Err(DraftFault::TooLarge(limits::DRAFTS).into());
        }
        let root = self.root()?;
        let folder = root.join(name);
        fs::create_dir_all(root)?;
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(DraftFault::Exists(name.to_owned()).into()),
            made => {
                made?;
                sync_folder(root)?;
                Ok(Draft { folder, name: name.to_owned() })
            }
        }
    }
}

impl Drafts {
    /// Removes a draft with everything in it.
    pub fn forget(draft: &Draft) -> Result<(), ApiError> {
        Ok(fs::remove_dir_all(&draft.folder)?)
    }
}

pub struct Draft {
    pub folder: PathBuf,
    pub name: String,
}

impl Draft {
    pub fn opened(&self) -> Option<String> {
        fs::read_to_string(self.folder.join(OPENED)).ok().map(|id| id.trim().to_owned())
    }

    pub fn set_opened(&self, competition: &str) -> Result<(), ApiError> {
        Ok(write_whole(&self.folder.join(OPENED), competition.as_bytes())?)
    }

    pub fn skills(&self) -> Result<Vec<String>, ApiError> {
        folder_names(&self.folder.join(SKILLS))
    }

    /// Puts a file into a new draft; there is nothing to undo then.
    pub fn fill(&self, path: &DraftPath, content: &[u8]) -> Result<(), ApiError> {
        Ok(write_whole(&self.folder.join(path.relative()), content)?)
    }

    pub fn drop_skill_folder(&self, skill: &str) -> Result<(), ApiError> {
        match fs::remove_dir_all(self.folder.join(SKILLS).join(skill)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Every file there is or was.
    pub fn paths(&self) -> Result<Vec<DraftPath>, ApiError> {
        let mut skills = self.skills()?;
        skills.extend(folder_names(&self.folder.join(BEFORE).join(SKILLS))?);
        skills.sort_unstable();
        skills.dedup();
        let of_skills = skills.iter().flat_map(|skill| DraftPath::of_skill(skill));
        Ok(DraftPath::of_top().chain(of_skills).collect())
    }

    /// `None` when there is no such file. A link or a device is none.
    pub fn read(&self, path: &DraftPath) -> Result<Option<Vec<u8>>, ApiError> {
        read_plain(&self.folder.join(path.relative()))
    }

    pub fn is_there(&self, path: &DraftPath) -> bool {
        fs::symlink_metadata(self.folder.join(path.relative())).is_ok_and(|found| found.is_file())
    }

    /// Replaces, makes or (`None`) removes a file and keeps what was there for [`Draft::before`].
    pub fn replace(&self, path: &DraftPath, content: Option<&[u8]>) -> Result<(), ApiError> {
        let now = self.read(path)?;
        self.check_room(path, now.is_none(), content)?;
        self.keep(path, now.as_deref())?;
        let place = self.folder.join(path.relative());
        match content {
            Some(content) => write_whole(&place, content)?,
            None => remove_file(&place)?,
        }
        if content.is_none() && place.parent() != Some(self.folder.as_path()) {
            // An empty folder would still be a skill.
            let _ = place.parent().map(fs::remove_dir);
        }
        Ok(())
    }

    fn check_room(&self, path: &DraftPath, is_new: bool, content: Option<&[u8]>) -> Result<(), ApiError> {
        let Some(content) = content else { return Ok(()) };
        if content.len() > limits::DRAFT_FILE_MAX_BYTES {
            return Err(DraftFault::TooLarge(limits::A_FILE).into());
        }
        let others = self.paths()?.into_iter().filter(|other| other != path);
        let sizes = others.filter_map(|other| fs::symlink_metadata(self.folder.join(other.relative())).ok()).map(|file| file.len());
        let (count, bytes) = sizes.fold((0, 0), |(count, sum), size| (count + 1, sum + size));
        if is_new && count >= limits::DRAFT_FILES_MAX || bytes + content.len() as u64 > limits::DRAFT_MAX_BYTES {
            return Err(DraftFault::TooLarge(limits::A_DRAFT).into());
        }
        Ok(())
    }

    fn keep(&self, path: &DraftPath, now: Option<&[u8]>) -> Result<(), ApiError> {
        let (was, was_not) = self.before_places(path);
        let (kept, dropped) = if now.is_some() { (was, was_not) } else { (was_not, was) };
        write_whole(&kept, now.unwrap_or_default())?;
        Ok(remove_file(&dropped)?)
    }

    fn before_places(&self, path: &DraftPath) -> (PathBuf, PathBuf) {
        let before = self.folder.join(BEFORE);
        (before.join(path.relative()), before.join(format!("{path}{ABSENT}")))
    }

    pub fn before(&self, path: &DraftPath) -> Result<Before, ApiError> {
        let (was, was_not) = self.before_places(path);
        let kept = read_plain(&was)?;
        Ok(match kept {
            Some(kept) => Before::File(kept),
            None if was_not.exists() => Before::Absent,
            None => Before::Unchanged,
        })
    }

    /// Of all files with their names.
    pub fn digest(&self) -> Result<String, ApiError> {
        let mut digest = Sha256::new();
        for path in self.paths()? {
            if let Some(content) = self.read(&path)? {
                digest.update(format!("{path}\0{}\0", content.len()));
                digest.update(content);
            }
        }
        Ok(HEXLOWER.encode(&digest.finalize()))
    }
}

/// What the last change of a file replaced.
pub enum Before {
    Unchanged,
    /// It was not there.
    Absent,
    File(Vec<u8>),
}

/// Of a file's content, with its quotation marks.
pub fn etag(content: &[u8]) -> String {
    format!("\"{}\"", &HEXLOWER.encode(&Sha256::digest(content))[..24])
}

/// Real folders only, in order; none where there is no such place.
fn folder_names(place: &Path) -> Result<Vec<String>, ApiError> {
    let entries = match fs::read_dir(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() && is_folder_name(&name) {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn read_plain(place: &Path) -> Result<Option<Vec<u8>>, ApiError> {
    match fs::symlink_metadata(place) {
        Ok(found) if found.is_file() => Ok(Some(fs::read(place)?)),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(None),
    }
}

/// All of it is on the disk, or what was there before still is.
fn write_whole(place: &Path, content: &[u8]) -> io::Result<()> {
    let Some(folder) = place.parent() else { return Err(io::ErrorKind::InvalidInput.into()) };
    fs::create_dir_all(folder)?;
    let file = NamedTempFile::new_in(folder)?;
    fs::write(file.path(), content)?;
    file.as_file().sync_all()?;
    file.persist(place)?;
    sync_folder(folder)
}

fn remove_file(place: &Path) -> io::Result<()> {
    match fs::remove_file(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

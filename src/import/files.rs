//! Files of the folder: size limits, and text that is UTF-8.

use std::{collections::BTreeMap, fs, io, path::Path};

use super::fault::{Faults, Place};

/// A file that may be absent.
pub(super) enum Content<T> {
    Absent,
    /// There, but unusable; the fault is reported.
    Unusable,
    Read(T),
}

impl<T> Content<T> {
    pub(super) fn read(self) -> Option<T> {
        match self {
            Self::Read(content) => Some(content),
            Self::Absent | Self::Unusable => None,
        }
    }

    pub(super) fn map<U>(self, f: impl FnOnce(T) -> Option<U>) -> Content<U> {
        match self {
            Self::Absent => Content::Absent,
            Self::Unusable => Content::Unusable,
            Self::Read(content) => f(content).map_or(Content::Unusable, Content::Read),
        }
    }
}

/// Files as they would be: what is read instead of the one on the disk, `None` for one that would not be there.
pub type Overlay = BTreeMap<String, Option<Vec<u8>>>;

pub(super) struct Folder<'a> {
    pub root: &'a Path,
    pub overlay: &'a Overlay,
    pub faults: &'a Faults,
}

impl Folder<'_> {
    pub(super) fn has(&self, file: &str) -> bool {
        self.overlay.get(file).map_or_else(|| self.root.join(file).exists(), Option::is_some)
    }

    pub(super) fn bytes(&self, file: &str, skill: Option<&str>, max_bytes: u64) -> Content<Vec<u8>> {
        match self.overlay.get(file) {
            Some(Some(bytes)) => return Content::Read(bytes.clone()),
            Some(None) => return Content::Absent,
            None => {}
        }
        let place = self.faults.in_file(file, skill);
        let path = self.root.join(file);
        let found = match fs::metadata(&path) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Content::Absent,
            Err(fault) => Err(fault),
            Ok(about) if !about.is_file() => {
                place.error("not-a-file", "", "this is not a regular file", "put a file here");
                return Content::Unusable;
            }
            Ok(about) if about.len() > max_bytes => {
                let found = format!("{} bytes", about.len());
                place.error("file-too-large", found, format!("more than {max_bytes} bytes"), "split or shorten the file");
                return Content::Unusable;
            }
            Ok(_) => fs::read(&path),
        };
        match found {
            Ok(bytes) => Content::Read(bytes),
            Err(fault) => {
                place.error("file-unreadable", "", format!("cannot be read: {fault}"), "check the file's permissions");
                Content::Unusable
            }
        }
    }

    /// The text of a file, without a byte order mark.
    pub(super) fn text(&self, file: &str, skill: Option<&str>, max_bytes: u64) -> Content<String> {
        self.bytes(file, skill, max_bytes).map(|bytes| utf8(bytes, &self.faults.in_file(file, skill)))
    }
}

fn utf8(bytes: Vec<u8>, place: &Place<'_>) -> Option<String> {
    let remedy = "save it as UTF-8 (in a spreadsheet: CSV UTF-8); text in GBK, GB18030 or UTF-16 is not read";
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        place.row(1).error("not-utf8", "UTF-16", "the file is in UTF-16", remedy);
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Err(fault) => {
            let at = fault.utf8_error().valid_up_to();
            let bytes = fault.as_bytes();
            let row = row_at(bytes, at);
            let found: Vec<String> = bytes[at..].iter().take(4).map(|byte| format!("{byte:02X}")).collect();
            let problem = "the file is not UTF-8; Chinese text saved in GBK looks like this";
            place.row(row).error("not-utf8", format!("bytes {}", found.join(" ")), problem, remedy);
            None
        }
    }
}

/// The line a byte is on, from 1.
pub(super) fn row_at(bytes: &[u8], byte: usize) -> u64 {
    bytes.get(..byte).unwrap_or(bytes).split(|&byte| byte == b'\n').count() as u64
}

//! A font with Chinese characters: the one that was named, or one of those that systems have.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::export::pdf::Typeface;

/// The serif first: it is the face of printed documents.
const FILES: [&str; 10] = [
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJKsc-Regular.otf",
    "NotoSerifSC-Regular.otf",
    "SourceHanSerif.ttc",
    "SourceHanSerifSC-Regular.otf",
    "Songti.ttc",
    "simsun.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "SourceHanSansSC-Regular.otf",
];

const FOLDERS: [&str; 5] = ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "C:\\Windows\\Fonts"];

/// Folders within folders that are looked into.
const DEPTH_MAX: u32 = 4;

#[derive(Debug, thiserror::Error)]
pub enum FontError {
    #[error(
        "no font with Chinese characters was found; install one (Debian, Ubuntu: apt install fonts-noto-cjk) or name a file with --font"
    )]
    None,
    #[error("the font {file} cannot be read: {source}")]
    Unreadable { file: PathBuf, source: io::Error },
    #[error("{0} is no TrueType or OpenType font with outlines; name another with --font")]
    NoFont(PathBuf),
}

pub fn typeface(named: Option<&Path>) -> Result<Typeface, FontError> {
    let file = named.map(Path::to_owned).or_else(installed).ok_or(FontError::None)?;
    let bytes = fs::read(&file).map_err(|source| FontError::Unreadable { file: file.clone(), source })?;
    Typeface::new(bytes).ok_or(FontError::NoFont(file))
}

fn installed() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let own = home.into_iter().flat_map(|home| [home.join(".local/share/fonts"), home.join(".fonts"), home.join("Library/Fonts")]);
    let mut found = Vec::new();
    for folder in own.chain(FOLDERS.iter().map(PathBuf::from)) {
        collect(&folder, DEPTH_MAX, &mut found);
    }
    found.into_iter().min().map(|(_, file)| file)
}

/// Each with its place in [`FILES`].
fn collect(folder: &Path, depth: u32, found: &mut Vec<(usize, PathBuf)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, found);
            }
        } else if let Some(rank) = FILES.iter().position(|file| entry.file_name() == *file) {
            found.push((rank, path));
        }
    }
}

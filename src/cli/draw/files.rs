//! `draws.toml`, which everybody may see, and `draws.secret` beside it, which nobody may before the reveal.

use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    competition::SkillId,
    ranking::draw::{DrawFile, DrawRecord, DrawSecret},
};

const RECORD: &str = "draws.toml";
const SECRET: &str = "draws.secret";
const RECORD_HEAD: &str = "# Written by `jinbang draw`; `jinbang draw verify` checks it. How it is made: docs/draws.md\n\n";
const SECRET_HEAD: &str =
    "# Secrets of draws that are not revealed yet. Whoever reads them can foretell a draw once the witnesses have spoken.\n\n";

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretFile {
    #[serde(default)]
    secrets: Vec<KeptSecret>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptSecret {
    skill: SkillId,
    draw: u32,
    secret: String,
}

pub fn record_path(folder: &Path) -> PathBuf {
    folder.join(RECORD)
}

/// Puts a draw's record in, in place of an earlier state of the same draw.
pub fn put_record(folder: &Path, record: DrawRecord) -> anyhow::Result<()> {
    let mut file: DrawFile = read(&record_path(folder))?;
    let known = file.draws.iter_mut().find(|known| (&known.skill, known.draw) == (&record.skill, record.draw));
    match known {
        Some(known) => *known = record,
        None => file.draws.push(record),
    }
    write(&record_path(folder), RECORD_HEAD, &file, 0o644)
}

/// Keeps a secret, or forgets it with `None`.
pub fn put_secret(folder: &Path, skill: &SkillId, draw: u32, secret: Option<&DrawSecret>) -> anyhow::Result<()> {
    let path = folder.join(SECRET);
    let mut file: SecretFile = read(&path)?;
    file.secrets.retain(|kept| (&kept.skill, kept.draw) != (skill, draw));
    file.secrets.extend(secret.map(|secret| KeptSecret { skill: skill.clone(), draw, secret: secret.to_hex() }));
    if file.secrets.is_empty() {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).with_context(|| path.display().to_string()),
            _ => Ok(()),
        };
    }
    write(&path, SECRET_HEAD, &file, 0o600)
}

pub fn secret_of(folder: &Path, skill: &SkillId, draw: u32) -> anyhow::Result<Option<DrawSecret>> {
    let file: SecretFile = read(&folder.join(SECRET))?;
    let kept = file.secrets.iter().find(|kept| (&kept.skill, kept.draw) == (skill, draw));
    Ok(kept.and_then(|kept| DrawSecret::from_hex(&kept.secret)))
}

fn read<T: DeserializeOwned + Default>(path: &Path) -> anyhow::Result<T> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(T::default()),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
        Ok(text) => toml::from_str(&text).with_context(|| path.display().to_string()),
    }
}

/// The old file or the new one, never half of either, whatever happens.
fn write(path: &Path, head: &str, content: &impl Serialize, mode: u32) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let written = || -> anyhow::Result<()> {
        let text = toml::to_string(content)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.as_file().set_permissions(fs::Permissions::from_mode(mode))?;
        file.write_all(head.as_bytes())?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(fs::File::open(folder)?.sync_all()?)
    };
    written().with_context(|| path.display().to_string())
}

//! Whether a credential can be believed.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use jiff::Timestamp;

use super::Verify;
use crate::{
    cli::unless_closed,
    credential::{Verification, verify},
    honours::Verdict,
    signing_key::{KeyFault, PublicKey},
};

#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("{file} cannot be read: {source}")]
    Unreadable { file: PathBuf, source: io::Error },
    #[error("{file} is no text, and a credential is one")]
    NoText { file: PathBuf },
    #[error("the answer cannot be written: {0}")]
    Output(#[from] io::Error),
    #[error("{file} is no bundle, no receipt and no credential")]
    NothingOfTheKind { file: PathBuf },
    #[error("the issuer's key {file}: {source}")]
    Key { file: PathBuf, source: KeyFault },
    #[error("there is no did.json beside the credential; name the issuer's public key with --issuer-key")]
    NoKey,
}

/// A status list is never so large.
const FILE_MAX_BYTES: u64 = 4 << 20;

/// Exit code 0: genuine, valid and not revoked; 1: not, or one of these is unknown.
pub fn run(args: &Verify) -> Result<ExitCode, VerifyError> {
    let token = match text(&args.file) {
        Err(VerifyError::NoText { .. }) => String::new(),
        other => other?,
    };
    // A token that was damaged is one still; what never was one is said to be none.
    if !token.is_empty() && token.split('.').count() < 2 {
        return Err(VerifyError::NothingOfTheKind { file: args.file.clone() });
    }
    let beside = |name: &str| Some(args.file.with_file_name(name)).filter(|file| file.is_file());
    let key_file = args.issuer_key.clone().or_else(|| beside("did.json")).ok_or(VerifyError::NoKey)?;
    let keys = PublicKey::read(&text(&key_file)?).map_err(|source| VerifyError::Key { file: key_file.clone(), source })?;
    let status = args.status.clone().or_else(|| beside("status.jwt")).map(|file| text(&file)).transpose()?;
    let verification = verify(&token, &keys, status.as_deref(), args.at.unwrap_or_else(Timestamp::now));
    unless_closed(print(&mut io::stdout().lock(), &verification, args.issuer_key.is_none()))?;
    Ok(if verification.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// With at most one line's end after it.
fn text(file: &Path) -> Result<String, VerifyError> {
    let read = || -> io::Result<Vec<u8>> {
        if fs::metadata(file)?.len() > FILE_MAX_BYTES {
            return Err(io::Error::other("it is too large"));
        }
        fs::read(file)
    };
    let bytes = read().map_err(|source| VerifyError::Unreadable { file: file.to_owned(), source })?;
    let mut text = String::from_utf8(bytes).map_err(|_| VerifyError::NoText { file: file.to_owned() })?;
    if text.ends_with('\n') {
        text.pop();
    }
    Ok(text)
}

fn print(out: &mut dyn Write, verification: &Verification, key_is_beside: bool) -> io::Result<()> {
    let verdict = if verification.is_good() { "可信 GENUINE" } else { "不可信 NOT VERIFIED" };
    writeln!(out, "{verdict}")?;
    for finding in &verification.findings {
        let mark = match finding.verdict {
            Verdict::Yes => "是 yes",
            Verdict::No => "否 no",
            Verdict::Unknown => "未知 unknown",
        };
        writeln!(out, "  {mark}  {}\n      {}", finding.text.zh, finding.text.en)?;
    }
    for (label, value) in &verification.says {
        writeln!(out, "  {} {}: {value}", label.zh, label.en)?;
    }
    if key_is_beside {
        writeln!(out, "钥匙来自同一文件夹的 did.json，请与签发者公布的核对")?;
        writeln!(out, "the key is of did.json beside it: compare its letters with what the issuer publishes")?;
    }
    Ok(())
}

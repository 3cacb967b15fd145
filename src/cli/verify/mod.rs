//! `jinbang verify FILE`: whether a published result, a competitor's receipt or a credential can be believed, without a network.

mod credential;
mod result;

use std::{path::PathBuf, process::ExitCode};

use anyhow::bail;
use jiff::Timestamp;

pub use credential::VerifyError;

/// Verify offline: a published result with every entry it rests on, a competitor's receipt, or a digital credential
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// A bundle or a receipt (JSON), or a credential (JWT)
    file: PathBuf,
    /// Of the key that must have signed the result, as the hall's screen and the organiser show it
    #[arg(long, value_name = "HEX")]
    fingerprint: Option<String>,
    /// A checkpoint that was kept earlier: the result's log must begin with what it was then
    #[arg(long, value_name = "FILE")]
    earlier: Option<PathBuf>,
    /// A credential's issuer: its public key as JWK or DID document; did.json beside the credential where nothing is said
    #[arg(long, value_name = "FILE")]
    issuer_key: Option<PathBuf>,
    /// A credential's issuer: its status list; status.jwt beside the credential where nothing is said
    #[arg(long, value_name = "FILE")]
    status: Option<PathBuf>,
    /// Of a credential, the moment that is asked about; now where nothing is said
    #[arg(long, value_name = "RFC 3339")]
    at: Option<Timestamp>,
}

/// Exit code 0: genuine, and of a credential valid and not revoked; 1: not, or one of these is unknown.
///
/// # Errors
/// When a file cannot be read, is nothing of the kind, or an option is of no use for it.
pub fn run(args: &Verify) -> anyhow::Result<ExitCode> {
    let of_credential = [("--issuer-key", args.issuer_key.is_some()), ("--status", args.status.is_some()), ("--at", args.at.is_some())];
    let of_result = [("--fingerprint", args.fingerprint.is_some()), ("--earlier", args.earlier.is_some())];
    let useless = |options: &[(&str, bool)]| options.iter().find(|(_, given)| *given).map(|(name, _)| (*name).to_owned());
    if let Some(text) = result::read(&args.file)? {
        if let Some(option) = useless(&of_credential) {
            bail!("{option} is for credentials, and {} is a result", args.file.display());
        }
        let fingerprint = args.fingerprint.as_deref().map(fingerprint).transpose()?;
        return result::run(&text, fingerprint.as_deref(), args.earlier.as_deref());
    }
    if let Some(option) = useless(&of_result) {
        bail!("{option} is for published results, and {} is none", args.file.display());
    }
    Ok(credential::run(args)?)
}

/// As people type it: with blanks, colons or hyphens, in any case.
fn fingerprint(typed: &str) -> anyhow::Result<String> {
    let bare: String = typed.chars().filter(|char| !char.is_whitespace() && !matches!(char, ':' | '-')).collect();
    if bare.len() != FINGERPRINT_DIGITS || !bare.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("--fingerprint {typed:?}: {FINGERPRINT_DIGITS} hex digits are wanted, in quotes where there are blanks between them");
    }
    Ok(bare)
}

/// Of the first 16 bytes of a SHA-256.
const FINGERPRINT_DIGITS: usize = 32;

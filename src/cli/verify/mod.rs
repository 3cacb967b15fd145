//! `jinbang verify FILE`: whether a published result, a competitor's receipt or a credential can be believed, without a network.

mod credential;
mod result;

use std::{path::PathBuf, process::ExitCode};

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
/// When a file cannot be read.
pub fn run(args: &Verify) -> anyhow::Result<ExitCode> {
    match result::read(&args.file)? {
        Some(text) => result::run(&text, args.fingerprint.as_deref(), args.earlier.as_deref()),
        None => Ok(credential::run(args)?),
    }
}

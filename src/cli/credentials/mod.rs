//! `jinbang credentials`: digital credentials for whoever has won something, and their revocation.

mod files;
mod issue;
mod key;
mod revoke;

use std::{io, path::PathBuf, process::ExitCode};

use super::batch::SourceError;
use crate::{
    credential::{IssuerFault, RegisterFault, StatusFault},
    signing_key::KeyFault,
};

/// Sign a digital credential (Open Badges 3.0) for everybody who has won a medal or an award
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Credentials {
    #[command(flatten)]
    issue: Option<issue::Issue>,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Key(key::Key),
    Revoke(revoke::Revoke),
}

#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Issuer(#[from] IssuerFault),
    #[error(transparent)]
    Register(#[from] RegisterFault),
    #[error(transparent)]
    Status(#[from] StatusFault),
    #[error("name a competition's folder, --out DIR, --key FILE and --issuer URL")]
    NothingNamed,
    #[error("the key {file}: {source}")]
    Key { file: PathBuf, source: KeyFault },
    #[error("{0} is there already; a key is never overwritten: name another file")]
    KeyExists(PathBuf),
    #[error("{0} may be read by others; `chmod 600` it")]
    KeyOpen(PathBuf),
    #[error("competition.toml does not say when the competition ends (ends = \"YYYY-MM-DD\"), from when its credentials are valid")]
    NoDay,
    #[error("{file} is of {theirs}, not of {ours}; name that one, or another folder")]
    OtherIssuer { file: PathBuf, theirs: String, ours: String },
    #[error("{file} cannot be read: {reason}")]
    Unreadable { file: PathBuf, reason: String },
    #[error("{file} cannot be written: {source}")]
    Output { file: PathBuf, source: io::Error },
}

/// Exit code 0: done; 1: nobody has won anything yet, or the folder has errors, which are on standard error.
pub fn run(args: &Credentials) -> Result<ExitCode, CredentialsError> {
    match (&args.action, &args.issue) {
        (Some(Action::Key(key)), _) => key::run(key),
        (Some(Action::Revoke(revoke)), _) => revoke::run(revoke),
        (None, Some(issue)) => issue::run(issue),
        (None, None) => Err(CredentialsError::NothingNamed),
    }
}

//! `jinbang credentials revoke DIR ID`: the status list says so from then on.

use std::{path::PathBuf, process::ExitCode};

use jiff::Timestamp;

use super::{CredentialsError, files};
use crate::credential::{Issuer, Revocation};

/// Revoke credentials: sign a new status list, which goes where readers look for it
#[derive(Debug, clap::Args)]
pub struct Revoke {
    /// The folder that the credentials were issued into
    folder: PathBuf,
    /// Ids of credentials, as they stand in register.json, or their addresses
    #[arg(required = true)]
    ids: Vec<String>,
    /// The secret key that signed them
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Why; kept in register.json
    #[arg(long)]
    reason: String,
}

pub fn run(args: &Revoke) -> Result<ExitCode, CredentialsError> {
    let key = files::signing_key(&args.key)?;
    let nothing =
        || CredentialsError::Unreadable { file: args.folder.join("register.json"), reason: "no credentials were issued here".to_owned() };
    let mut register = files::register(&args.folder)?.ok_or_else(nothing)?;
    let issuer = Issuer::new(&register.issuer)?;
    files::check_issuer(&args.folder, &register, &issuer, &key)?;
    let at = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default().to_string();
    for id in args.ids.iter().map(|id| id.rsplit('/').next().unwrap_or(id)) {
        register.revoke(id, Revocation { at: at.clone(), reason: args.reason.clone() })?;
    }
    files::write_issuer(&args.folder, &register, &issuer, &key)?;
    println!("{} revoked; publish {}/status.jwt at {}/credentials/status", args.ids.len(), args.folder.display(), issuer.url);
    Ok(ExitCode::SUCCESS)
}

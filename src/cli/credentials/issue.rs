//! `jinbang credentials FOLDER --out DIR --key FILE --issuer URL`.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{CredentialsError, files};
use crate::{
    cli::winners::Winners,
    credential::{Issued, Issuer, Register, badge, sign},
    honours::Certificate,
    signing_key::SigningKey,
};

#[derive(Debug, clap::Args)]
pub struct Issue {
    /// The competition's folder
    folder: PathBuf,
    /// Where the credentials go, with the register, the status list and the issuer's key for readers
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The secret key, as `jinbang credentials key` makes it
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The issuer's address
    #[arg(long, value_name = "https://HOST")]
    issuer: String,
    /// Only this skill
    #[arg(long)]
    skill: Option<String>,
}

pub fn run(args: &Issue) -> Result<ExitCode, CredentialsError> {
    let (issuer, key) = (Issuer::new(&args.issuer)?, files::signing_key(&args.key)?);
    let Some(winners) = Winners::open(args.folder.clone(), args.skill.clone())? else { return Ok(ExitCode::FAILURE) };
    winners.say_who_waits();
    if winners.certificates.is_empty() {
        eprintln!("nobody has won a medal or an award: no credentials\n  尚无获奖者，未签发数字证书");
        return Ok(ExitCode::FAILURE);
    }
    fs::create_dir_all(&args.out).map_err(|source| CredentialsError::Output { file: args.out.clone(), source })?;
    let register = issue(&args.out, &winners.certificates, &issuer, &key)?;
    say_superseded(args, &register, &winners.certificates);
    let (count, out) = (winners.certificates.len(), args.out.display());
    println!("{count} credentials in {out}; publish {out}/did.json at {}", issuer.document_address());
    Ok(ExitCode::SUCCESS)
}

fn issue(out: &Path, certificates: &[Certificate], issuer: &Issuer, key: &SigningKey) -> Result<Register, CredentialsError> {
    let day = certificates.first().and_then(|certificate| certificate.day).ok_or(CredentialsError::NoDay)?;
    let new =
        || Register { issuer: issuer.url.clone(), key: key.public().thumbprint(), since: format!("{day}T00:00:00Z"), issued: Vec::new() };
    let mut register = files::register(out)?.unwrap_or_else(new);
    files::check_issuer(out, &register, issuer, key)?;
    let mut tokens = Vec::new();
    for certificate in certificates {
        let index = entered(&mut register, certificate)?;
        tokens.push(sign(&badge(certificate, issuer, day, index), "JWT", issuer, key));
    }
    files::write_issuer(out, &register, issuer, key)?;
    for (certificate, token) in certificates.iter().zip(tokens) {
        files::write(&out.join(file(certificate)), token.as_bytes(), files::PRIVATE_MODE)?;
    }
    Ok(register)
}

fn file(certificate: &Certificate) -> String {
    format!("{}.jwt", certificate.file_stem())
}

/// The credential's bit: the one that it has, or a new one.
fn entered(register: &mut Register, certificate: &Certificate) -> Result<u32, CredentialsError> {
    if let Some(known) = register.find(&certificate.id) {
        return Ok(known.index);
    }
    let index = register.free_index(&certificate.id)?;
    register.issued.push(Issued {
        id: certificate.id.clone(),
        index,
        competition: certificate.competition.clone(),
        skill: certificate.skill.clone(),
        file: file(certificate),
        revoked: None,
    });
    Ok(index)
}

/// Credentials that the folder's results no longer bear out stay valid until somebody revokes them.
fn say_superseded(args: &Issue, register: &Register, certificates: &[Certificate]) {
    let current: BTreeSet<&str> = certificates.iter().map(|certificate| certificate.id.as_str()).collect();
    let competition = certificates.first().map(|certificate| &certificate.competition);
    let concerns = |known: &&Issued| {
        Some(&known.competition) == competition
            && args.skill.as_deref().is_none_or(|skill| known.skill.as_str() == skill)
            && known.revoked.is_none()
            && !current.contains(known.id.as_str())
    };
    for known in register.issued.iter().filter(concerns) {
        eprintln!("{} ({}) rests on a result that is no longer this one: `jinbang credentials revoke`", known.id, known.file);
        eprintln!("  {}（{}）所依据的成绩已变更，应予撤销", known.id, known.file);
    }
}

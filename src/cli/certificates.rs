//! `jinbang certificates FOLDER --out DIR`: a PDF for everybody who has won something.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    batch::SourceError,
    fonts::{self, FontError},
    winners::Winners,
};
use crate::{
    export::{certificate, pdf::PdfError},
    honours::Certificate,
};

/// Write a PDF certificate for everybody who has won a medal or an award
#[derive(Debug, clap::Args)]
pub struct Certificates {
    /// The competition's folder
    folder: PathBuf,
    /// Where the certificates go; a folder that is made where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only this skill
    #[arg(long)]
    skill: Option<String>,
    /// Readers verify certificates under this address; it stands on them as a QR code
    #[arg(long, value_name = "https://HOST", value_parser = super::web_address)]
    url: Option<String>,
    /// All of them in all.pdf too, to print
    #[arg(long)]
    together: bool,
    /// A TrueType or OpenType font with Chinese characters
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum CertificatesError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Font(#[from] FontError),
    #[error("the certificate of {who} cannot be made: {source}")]
    Pdf { who: String, source: PdfError },
    #[error("{file} cannot be written: {source}")]
    Output { file: PathBuf, source: io::Error },
}

/// Exit code 0: certificates were written; 1: nobody has one yet, or the folder has errors, which are on standard error.
pub fn run(args: &Certificates) -> Result<ExitCode, CertificatesError> {
    let Some(winners) = Winners::open(args.folder.clone(), args.skill.clone())? else { return Ok(ExitCode::FAILURE) };
    winners.say_who_waits();
    if winners.certificates.is_empty() {
        eprintln!("nobody has won a medal or an award: no certificates\n  尚无获奖者，未生成证书");
        return Ok(ExitCode::FAILURE);
    }
    write_all(args, &winners.certificates)?;
    println!("{} certificates in {}", winners.certificates.len(), args.out.display());
    Ok(ExitCode::SUCCESS)
}

fn write_all(args: &Certificates, certificates: &[Certificate]) -> Result<(), CertificatesError> {
    let typeface = fonts::typeface(args.font.as_deref())?;
    fs::create_dir_all(&args.out).map_err(|source| CertificatesError::Output { file: args.out.clone(), source })?;
    let made = |several: &[&Certificate], who: &str| {
        certificate::pdf(several, args.url.as_deref(), &typeface).map_err(|source| CertificatesError::Pdf { who: who.to_owned(), source })
    };
    let bar = bar(certificates.len());
    for certificate in certificates {
        let stem = certificate.file_stem();
        write(&args.out.join(format!("{stem}.pdf")), &made(&[certificate], &stem)?)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    if args.together {
        let all: Vec<&Certificate> = certificates.iter().collect();
        write(&args.out.join("all.pdf"), &made(&all, "all")?)?;
    }
    Ok(())
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), CertificatesError> {
    fs::write(file, bytes).map_err(|source| CertificatesError::Output { file: file.to_owned(), source })
}

/// Nothing where standard error is no terminal.
fn bar(count: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:40.yellow} {pos}/{len} certificates · {per_sec} · {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

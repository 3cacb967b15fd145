//! The subcommands, one file each.

pub mod backup;
mod batch;
pub mod certificates;
pub mod check;
mod check_outcomes;
mod check_programmes;
pub mod compare;
pub mod credentials;
pub mod demo;
pub mod doctor;
pub mod dossier;
pub mod draw;
pub mod edge;
pub mod explain;
pub mod export;
pub mod export_cis;
pub mod fairness;
mod faults;
pub mod fonts;
pub mod generate;
pub mod honours;
pub mod journal;
pub mod load;
mod nats;
pub mod outcomes;
pub mod pair;
pub mod password;
pub mod rank;
pub mod restore;
pub mod serve;
mod serving;
pub mod statistics;
mod tls;
pub mod verify;
mod winners;
mod workbook;

use std::io;

/// Whoever reads the output may stop early (`| head`); that is no fault.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// An address that others can look something up under.
fn web_address(text: &str) -> Result<String, String> {
    let bare = text.trim_end_matches('/');
    let rest = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://")).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '@' | '"' | '<' | '>' | '\\');
    if rest.is_empty() || rest.starts_with('/') || !rest.chars().all(is_plain) {
        return Err("an address such as https://skills.example.org is wanted, without ? and #".to_owned());
    }
    Ok(bare.to_owned())
}

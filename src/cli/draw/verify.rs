//! `jinbang draw verify`: needs the record and nothing else.

use std::{
    fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, bail};

use super::files;
use crate::{
    cli::{check::counted, unless_closed},
    ranking::draw::{DrawFault, DrawFile, DrawRecord, Verified},
};

/// The largest record read, in bytes.
const RECORD_MAX_BYTES: u64 = 16 << 20;

/// What is recomputed, in the order of the protocol.
const RECOMPUTED: [&str; 3] = ["commitment", "seed", "order"];

pub fn run(path: &Path) -> anyhow::Result<ExitCode> {
    let path = if path.is_dir() { files::record_path(path) } else { path.to_owned() };
    let file = read(&path).with_context(|| path.display().to_string())?;
    let differing = file.draws.iter().filter(|record| record.verify().is_err()).count();
    unless_closed(write(&file, differing))?;
    Ok(if differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Several draws or a single one, as JSON or as TOML.
fn read(path: &Path) -> anyhow::Result<DrawFile> {
    let size = fs::metadata(path)?.len();
    if size > RECORD_MAX_BYTES {
        bail!("{size} bytes are too many for a record of draws");
    }
    let text = fs::read_to_string(path)?;
    if !text.trim_start().starts_with('{') {
        return Ok(toml::from_str(&text)?);
    }
    let several = serde_json::from_str::<DrawFile>(&text);
    let one = || serde_json::from_str::<DrawRecord>(&text).map(|record| DrawFile { draws: vec![record] });
    Ok(if text.contains("\"draws\"") { several } else { one() }?)
}

fn write(file: &DrawFile, differing: usize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for record in &file.draws {
        write_one(&mut out, record)?;
    }
    match (file.draws.len(), differing) {
        (0, _) => writeln!(out, "There is no draw on record"),
        (all, 0) => writeln!(out, "{}: nothing differs", counted(all, "draw")),
        (all, differing) => writeln!(out, "{differing} of {}: NOT as drawn", counted(all, "draw")),
    }
}

fn write_one(out: &mut dyn Write, record: &DrawRecord) -> io::Result<()> {
    let listed = counted(record.competitors.len(), "competitor");
    let witnesses = match record.witnesses.len() {
        1 => "1 witness".to_owned(),
        count => format!("{count} witnesses"),
    };
    let title = format!("{} {} draw {}: {listed}", record.competition, record.skill, record.draw);
    match record.verify() {
        Ok(Verified::Committed) => writeln!(out, "{title}, committed and not revealed yet\n  commitment  {}", record.commitment),
        Ok(Verified::Cancelled) => writeln!(out, "{title}, cancelled: {}", record.cancelled.as_deref().unwrap_or_default()),
        Ok(Verified::Revealed { seed, order }) => {
            let order: Vec<&str> = order.into_iter().map(|place| record.competitors[place].as_str()).collect();
            writeln!(
                out,
                "{title}, {witnesses}\n  commitment  matches\n  seed        matches: {seed}\n  order       matches: {}",
                order.join(", ")
            )
        }
        Err(faults) => {
            writeln!(out, "{title}, {witnesses}")?;
            write_faults(out, &faults)
        }
    }
}

fn write_faults(out: &mut dyn Write, faults: &[DrawFault]) -> io::Result<()> {
    let recomputed =
        faults.iter().all(|fault| matches!(fault, DrawFault::Commitment { .. } | DrawFault::Seed { .. } | DrawFault::Order { .. }));
    if !recomputed {
        return faults.iter().try_for_each(|fault| writeln!(out, "  {:<10}  {fault}", fault.field()));
    }
    RECOMPUTED.iter().try_for_each(|field| match faults.iter().find(|fault| fault.field() == *field) {
        Some(fault) => writeln!(out, "  {field:<10}  DIFFERS: {fault}"),
        None => writeln!(out, "  {field:<10}  matches"),
    })
}

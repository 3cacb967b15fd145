//! `jinbang draw verify`: needs the record and nothing else.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, bail};

use super::files;
use crate::{
    cli::{faults::counted, unless_closed},
    ranking::draw::{DrawFault, DrawFile, DrawRecord, Verified},
};

/// The largest record read, in bytes.
const RECORD_MAX_BYTES: u64 = 16 << 20;

/// Missing numbers beyond this one are not named.
const DRAWS_NAMED_MAX: u32 = 1_000;

/// What is recomputed, in the order of the protocol.
const RECOMPUTED: [&str; 3] = ["commitment", "seed", "order"];

pub fn run(path: &Path) -> anyhow::Result<ExitCode> {
    let path = if path.is_dir() { files::record_path(path) } else { path.to_owned() };
    let file = read(&path).with_context(|| path.display().to_string())?;
    let differing = file.draws.iter().filter(|record| record.verify().is_err()).count();
    let gaps = numbering(&file);
    unless_closed(write(&file, differing, &gaps))?;
    Ok(if differing == 0 && gaps.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Draws of a skill are numbered from 1, and none ever goes: what is there twice or missing was altered afterwards.
fn numbering(file: &DrawFile) -> Vec<String> {
    let mut numbers: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for record in &file.draws {
        numbers.entry((record.competition.as_str(), record.skill.as_str())).or_default().push(record.draw);
    }
    let mut gaps = Vec::new();
    for ((competition, skill), mut found) in numbers {
        found.sort_unstable();
        for twice in found.windows(2).filter(|pair| pair[0] == pair[1]) {
            gaps.push(format!("{competition} {skill}: draw {} is there twice", twice[0]));
        }
        let last = found.last().copied().unwrap_or_default().min(DRAWS_NAMED_MAX);
        gaps.extend(
            (1..=last)
                .filter(|number| found.binary_search(number).is_err())
                .map(|number| format!("{competition} {skill}: draw {number} is missing; a cancelled draw stays on record")),
        );
    }
    gaps
}

fn read(path: &Path) -> anyhow::Result<DrawFile> {
    let size = fs::metadata(path)?.len();
    if size > RECORD_MAX_BYTES {
        bail!("{size} bytes are too many for a record of draws");
    }
    Ok(DrawFile::read(&fs::read_to_string(path)?)?)
}

fn write(file: &DrawFile, differing: usize, gaps: &[String]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for record in &file.draws {
        write_one(&mut out, record)?;
    }
    for gap in gaps {
        writeln!(out, "{gap}")?;
    }
    match (file.draws.len(), differing) {
        (all, 0) if !gaps.is_empty() => writeln!(out, "{}: NOT the whole record", counted(all, "draw")),
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

//! Whether a published result is what its entries come to, and whether a competitor's entries are among those that were signed.

use std::{
    fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, bail};

use crate::{
    bundle::{BUNDLE_FORMAT, Difference, RECEIPT_FORMAT, Received, Row, Verified, verify, verify_receipt},
    cli::{faults::counted, unless_closed},
    competition::Text,
    judging::{Actor, Body},
    proof::Checkpoint,
};

/// A skill of ten thousand competitors has some hundred megabytes of entries.
const FILE_MAX_BYTES: u64 = 1 << 30;

/// A file of one checkpoint a minute for a week has less.
const CHECKPOINTS_MAX_BYTES: u64 = 16 << 20;

/// Rows that a terminal shows of a result.
const ROWS_SHOWN_MAX: usize = 10;

/// `None`: the file is something else.
pub fn read(file: &Path) -> anyhow::Result<Option<String>> {
    let named = || format!("{} cannot be read", file.display());
    let size = fs::metadata(file).with_context(named)?.len();
    if size > FILE_MAX_BYTES {
        bail!("{}: it is too large, {size} bytes", named());
    }
    let Ok(text) = String::from_utf8(fs::read(file).with_context(named)?) else { return Ok(None) };
    // Whatever else is wrong with it, it says what it means to be.
    let is_ours = text.trim_start().starts_with('{') && [BUNDLE_FORMAT, RECEIPT_FORMAT].iter().any(|format| text.contains(*format));
    Ok(is_ours.then_some(text))
}

pub fn run(text: &str, fingerprint: Option<&str>, earlier: Option<&Path>) -> anyhow::Result<ExitCode> {
    let earlier = earlier.map(read_checkpoints).transpose()?.unwrap_or_default();
    // What a file makes impossible is told as its fault.
    std::panic::set_hook(Box::new(|_| ()));
    let mut out = io::stdout().lock();
    let held = if text.contains(RECEIPT_FORMAT) && !text.contains(BUNDLE_FORMAT) {
        if !earlier.is_empty() {
            bail!("--earlier needs the whole log: name a bundle");
        }
        match verify_receipt(text, fingerprint) {
            Ok(received) => unless_closed(of_receipt(&mut out, &received)).map(|()| true)?,
            Err(difference) => unless_closed(not_verified(&mut out, &[difference])).map(|()| false)?,
        }
    } else {
        let verified = verify(text, fingerprint).and_then(|verified| {
            let began = earlier.iter().try_for_each(|note| verified.began_as(note));
            began.map(|()| verified).map_err(|difference| vec![difference])
        });
        match verified {
            Ok(verified) => unless_closed(of_bundle(&mut out, &verified, earlier.len())).map(|()| true)?,
            Err(differences) => unless_closed(not_verified(&mut out, &differences)).map(|()| false)?,
        }
    };
    if held && fingerprint.is_none() {
        unless_closed(told(
            &mut out,
            &Text::new(
                "请把指纹与赛场大屏幕或主办方公布的核对，或用 --fingerprint 写明",
                "compare the fingerprint with the one on the hall's screen or the organiser's page, or name it with --fingerprint",
            ),
        ))?;
    }
    Ok(if held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// As somebody kept them, one after the other.
fn read_checkpoints(file: &Path) -> anyhow::Result<Vec<String>> {
    let named = || format!("{} cannot be read", file.display());
    if fs::metadata(file).with_context(named)?.len() > CHECKPOINTS_MAX_BYTES {
        bail!("{}: it is too large for checkpoints", file.display());
    }
    let text = fs::read_to_string(file).with_context(named)?;
    let (mut notes, mut note) = (Vec::new(), String::new());
    for line in text.lines() {
        if !note.is_empty() || !line.is_empty() {
            note.extend([line, "\n"]);
        }
        if line.starts_with("— ") {
            notes.push(std::mem::take(&mut note));
        }
    }
    if notes.is_empty() || !note.is_empty() {
        bail!("{}: it holds no checkpoint, or one that is cut off", file.display());
    }
    Ok(notes)
}

fn told(out: &mut dyn Write, text: &Text) -> io::Result<()> {
    writeln!(out, "  {}\n  {}", text.zh, text.en)
}

fn not_verified(out: &mut dyn Write, differences: &[Difference]) -> io::Result<()> {
    writeln!(out, "不可信 NOT VERIFIED")?;
    differences.iter().try_for_each(|difference| told(out, &difference.in_words()))
}

fn signed(out: &mut dyn Write, checkpoint: &Checkpoint, fingerprint: &str) -> io::Result<()> {
    writeln!(out, "  检查点 checkpoint: {}, {} 条记录 entries, {}", checkpoint.origin, checkpoint.size, checkpoint.at)?;
    writeln!(out, "  指纹 fingerprint: {fingerprint}")
}

fn of_bundle(out: &mut dyn Write, verified: &Verified, earlier: usize) -> io::Result<()> {
    let Verified { competition, skill, result, checkpoint, key, .. } = verified;
    writeln!(out, "可信 GENUINE")?;
    told(out, &Text::new(format!("{} · {}", competition.zh, skill.zh), format!("{} · {}", competition.en, skill.en)))?;
    told(
        out,
        &Text::new(
            format!("由 {} 条记录重新算出全部 {} 名选手的名次、总分、奖牌和每项得分，与公布的完全一致", checkpoint.size, result.rows.len()),
            format!(
                "computed again from {} entries: places, totals, medals and every mark of all {} competitors are as published",
                checkpoint.size,
                result.rows.len()
            ),
        ),
    )?;
    if earlier > 0 {
        told(
            out,
            &Text::new(
                format!("日志的开头与先前的 {earlier} 个检查点一致"),
                format!("the log begins with what {} signed", counted(earlier, "earlier checkpoint")),
            ),
        )?;
    }
    for Row { competitor, rank, total, medal, .. } in result.rows.iter().take(ROWS_SHOWN_MAX) {
        let rank = rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
        writeln!(out, "  {rank:>5}  {competitor}  {total}  {}", medal.as_deref().unwrap_or_default())?;
    }
    if let Some(more) = result.rows.len().checked_sub(ROWS_SHOWN_MAX).filter(|more| *more > 0) {
        writeln!(out, "      …  +{more}")?;
    }
    writeln!(out, "  结果码 result: {}", result.digest)?;
    signed(out, checkpoint, &key.fingerprint())
}

fn of_receipt(out: &mut dyn Write, received: &Received) -> io::Result<()> {
    let Received { competition, skill, competitor, entries, checkpoint, key } = received;
    writeln!(out, "可信 GENUINE")?;
    told(
        out,
        &Text::new(
            format!("{competition}/{skill}：关于 {competitor} 的 {} 条记录都在签名的日志里", entries.len()),
            format!("{competition}/{skill}: {} entries about {competitor}, and all of them are in the log that was signed", entries.len()),
        ),
    )?;
    for entry in entries {
        if let (Body::Mark(mark), Actor::Expert(expert)) = (&entry.body, &entry.actor) {
            writeln!(out, "  #{}  {}  {expert}  {}", entry.position, mark.aspect, mark.value)?;
        }
    }
    signed(out, checkpoint, &key.fingerprint())
}

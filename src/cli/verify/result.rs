//! Whether a published result is what its entries come to, and whether a competitor's entries are among those that were signed.

use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, bail};

use crate::{
    bundle::{BUNDLE_FORMAT, Difference, RECEIPT_FORMAT, Received, Row, Verified, verify, verify_receipt},
    cli::{faults::counted, unless_closed},
    competition::Text,
    judging::{Actor, Body},
    proof::{Checkpoint, notes},
};

/// A skill of ten thousand competitors has some hundred megabytes of entries.
const FILE_MAX_BYTES: u64 = 1 << 30;

/// A file of one checkpoint a minute for a week has less.
const CHECKPOINTS_MAX_BYTES: u64 = 16 << 20;

/// Of one line of the answer.
const LINE_MAX_CHARS: usize = 1_000;

/// Rows that a terminal shows of a result.
const ROWS_SHOWN_MAX: usize = 10;

/// `None`: the file is something else.
pub fn read(file: &Path) -> anyhow::Result<Option<String>> {
    let named = || format!("{} cannot be read", file.display());
    let Ok(text) = String::from_utf8(bounded(file, FILE_MAX_BYTES).with_context(named)?) else { return Ok(None) };
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
                "请把指纹与赛场大屏幕上的核对，或用 --fingerprint 写明",
                "compare the fingerprint with the one on the hall's screen, or name it with --fingerprint",
            ),
        ))?;
    }
    Ok(if held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// As somebody kept them, one after the other.
fn read_checkpoints(file: &Path) -> anyhow::Result<Vec<String>> {
    let named = || format!("{} cannot be read", file.display());
    let bytes = bounded(file, CHECKPOINTS_MAX_BYTES).with_context(named)?;
    let notes = notes(&String::from_utf8_lossy(&bytes));
    if notes.is_empty() {
        bail!("{}: it holds no checkpoint that is whole", file.display());
    }
    Ok(notes)
}

/// # Errors
/// When it cannot be read, or holds more.
fn bounded(file: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(max_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes { Err(io::Error::other("it is too large")) } else { Ok(bytes) }
}

fn told(out: &mut dyn Write, text: &Text) -> io::Result<()> {
    line(out, &text.zh)?;
    line(out, &text.en)
}

/// What a stranger's file says must not look like what this program says: no control characters, nothing that turns the direction.
fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let is_safe =
        |char: char| !char.is_control() && !matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    let plain: String = text.chars().map(|char| if is_safe(char) { char } else { '\u{fffd}' }).take(LINE_MAX_CHARS).collect();
    writeln!(out, "  {plain}")
}

fn not_verified(out: &mut dyn Write, differences: &[Difference]) -> io::Result<()> {
    writeln!(out, "不可信 NOT VERIFIED")?;
    differences.iter().try_for_each(|difference| told(out, &difference.in_words()))
}

fn signed(out: &mut dyn Write, checkpoint: &Checkpoint, fingerprint: &str) -> io::Result<()> {
    line(out, &format!("检查点 checkpoint: {}, {} 条记录 entries, {}", checkpoint.origin, checkpoint.size, checkpoint.at))?;
    line(out, &format!("指纹 fingerprint: {fingerprint}"))
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
        line(out, &format!("{rank:>5}  {competitor}  {total}  {}", medal.as_deref().unwrap_or_default()))?;
    }
    if let Some(more) = result.rows.len().checked_sub(ROWS_SHOWN_MAX).filter(|more| *more > 0) {
        line(out, &format!("    …  +{more}"))?;
    }
    line(out, &format!("结果码 result: {}", result.digest))?;
    signed(out, checkpoint, &key.fingerprint())
}

fn of_receipt(out: &mut dyn Write, received: &Received) -> io::Result<()> {
    let Received { competition, skill, competitor, entries, checkpoint, key } = received;
    writeln!(out, "可信 GENUINE")?;
    told(
        out,
        &Text::new(
            format!("{competition}/{skill}：这里关于 {competitor} 的 {} 条记录都在签名的日志里；是否还有别的，要看核验包", entries.len()),
            format!(
                "{competition}/{skill}: each of these {} entries about {competitor} is in the log that was signed; whether there are others only the bundle shows",
                entries.len()
            ),
        ),
    )?;
    for entry in entries {
        if let (Body::Mark(mark), Actor::Expert(expert)) = (&entry.body, &entry.actor) {
            line(out, &format!("#{}  {}  {expert}  {}", entry.position, mark.aspect, mark.value))?;
        }
    }
    signed(out, checkpoint, &key.fingerprint())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing_key::{SigningKey, new_key_pem};

    #[test]
    fn notes_are_found_around_what_was_cut_off() {
        let key = SigningKey::from_pem(new_key_pem().as_bytes()).expect("a key");
        let note = |size| {
            let at = jiff::Timestamp::UNIX_EPOCH;
            Checkpoint { origin: "jinbang/finals/web".to_owned(), size, root: [9; 32], at, result: None }.signed(&key)
        };
        let (first, second, third) = (note(1), note(2), note(3));
        // Without its last line end it is whole still.
        for cut in (0..second.len() - 1).filter(|cut| second.is_char_boundary(*cut)) {
            let file = format!("{first}\n\n{}\n\n{third}", &second[..cut]);
            assert_eq!(notes(&file), [first.clone(), third.clone()], "cut at {cut}");
        }
        assert_eq!(notes(&format!("{first}\n\n{second}")), [first, second]);
        assert!(notes("").is_empty() && notes("no note\n").is_empty());
    }

    #[test]
    fn what_a_file_says_stays_in_its_line() {
        let mut out = Vec::new();
        line(&mut out, "a\nb\u{1b}[2Jc\u{202e}d\u{200b}").expect("written");
        assert_eq!(String::from_utf8(out).expect("text"), "  a\u{fffd}b\u{fffd}[2Jc\u{fffd}d\u{fffd}\n");
    }
}

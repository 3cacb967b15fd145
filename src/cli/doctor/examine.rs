//! What is looked at, one thing after the other.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use super::{copy::Copy, finding::Finding};
use crate::{
    archive::{ARCHIVE_FILE, Archive, KEYS_FILE},
    competition::CompetitionId,
    engine::Contest,
    journal::{JOURNAL_FILE, JOURNAL_KEY_FILE, JournalFault, JournalStore, StreamNumber},
    judging::Millis,
    server::free_bytes,
    witness::{CHECKPOINTS_FOLDER, KEY_FILE, Of, Witness},
};

/// Below that a contest may fill the disk, in bytes.
const ROOM_WANTED_BYTES: usize = 1 << 30;

/// Clocks differ; more than this is a clock that was set, in milliseconds.
const CLOCK_SLACK_MS: Millis = 60_000;

/// Files that nobody but the server reads.
const SECRET_FILES: [&str; 4] = [KEY_FILE, KEYS_FILE, JOURNAL_KEY_FILE, "cards.key"];

pub fn all(data: &Path, copy: &Copy, journal: Result<JournalStore, JournalFault>, now: Millis) -> Vec<Finding> {
    let mut findings = Vec::new();
    if copy.from_server {
        findings.push(Finding::sound(
            data.display().to_string(),
            "服务器正在运行，检查的是它刚做的备份",
            "its server runs; this is about a copy it made just now",
        ));
    }
    match journal {
        Err(fault) => findings.push(Finding::wrong(JOURNAL_FILE, format!("日志打不开：{fault}"), fault.to_string())),
        Ok(store) => competitions(data, &store, now, &mut findings),
    }
    archive(copy.folder(), &mut findings);
    secrets(data, &mut findings);
    leftovers(data, &mut findings);
    room(data, &mut findings);
    findings
}

fn competitions(data: &Path, store: &JournalStore, now: Millis, findings: &mut Vec<Finding>) {
    let all = match store.competitions() {
        Ok(all) => all,
        Err(fault) => return findings.push(Finding::wrong(JOURNAL_FILE, format!("竞赛清单读不出来：{fault}"), fault.to_string())),
    };
    if all.is_empty() {
        findings.push(Finding::notice(JOURNAL_FILE, "日志里还没有竞赛", "no competition is in the journal yet"));
    }
    // Opened only where it makes nothing.
    let has_checkpoints = fs::read_dir(data.join(CHECKPOINTS_FOLDER)).is_ok_and(|mut kept| kept.next().is_some());
    let begun = data.join(KEY_FILE).exists() || has_checkpoints;
    let witness = begun.then(|| Witness::open(Some(data)));
    if let Some(Ok(witness)) = &witness
        && let Err(fault) = witness.check_list(|id| all.iter().any(|(known, _)| known.as_str() == id))
    {
        findings.push(Finding::wrong(CHECKPOINTS_FOLDER, format!("签名过的竞赛不见了：{fault}"), fault.to_string()));
    }
    for (id, stream) in all {
        let about = format!("{JOURNAL_FILE}: {id}");
        match Contest::replay(store, id.clone()) {
            Err(fault) => findings.push(Finding::wrong(about, format!("记录有损坏：{fault}"), fault.to_string())),
            Ok(contest) => {
                let entries = contest.state.position;
                findings.push(Finding::sound(
                    about,
                    format!("{entries} 条记录，哈希链完整，逐条重放无误"),
                    format!("{entries} entries, the chain of hashes is whole, and every entry follows from those before it"),
                ));
                last_entry(store, &id, stream, entries, now, findings);
                match &witness {
                    Some(Ok(witness)) => checkpoints(witness, Of { store, id: &id, stream }, findings),
                    Some(Err(fault)) => findings.push(Finding::wrong(KEY_FILE, format!("签名钥匙读不出来：{fault}"), fault.to_string())),
                    None => findings.push(Finding::notice(
                        KEY_FILE,
                        "没有签名钥匙：服务器还没有启动过，或钥匙被移走了",
                        "there is no signing key: no server has run here yet, or it was taken away",
                    )),
                }
            }
        }
    }
}

fn last_entry(store: &JournalStore, id: &CompetitionId, stream: StreamNumber, position: u64, now: Millis, findings: &mut Vec<Finding>) {
    if let Ok(Some(last)) = store.read_one(id, stream, position)
        && last.entry.at > now + CLOCK_SLACK_MS
    {
        let ahead = (last.entry.at - now) / 1_000;
        findings.push(Finding::notice(
            format!("{JOURNAL_FILE}: {id}"),
            format!("最后一条记录的时间比现在晚 {ahead} 秒，本机时钟可能被调过"),
            format!("the last entry is {ahead} s ahead of this machine's clock, which may have been set"),
        ));
    }
}

fn checkpoints(witness: &Witness, of: Of<'_>, findings: &mut Vec<Finding>) {
    let about = format!("{CHECKPOINTS_FOLDER}/{}", of.id);
    findings.push(match witness.check(of) {
        Ok(()) => Finding::sound(
            about,
            format!("日志包含检查点所签名的一切（指纹 {}）", witness.public_key().fingerprint()),
            format!("the journal holds everything that checkpoints signed (fingerprint {})", witness.public_key().fingerprint()),
        ),
        Err(fault) => Finding::wrong(about, format!("日志与签名的检查点不符：{fault}"), fault.to_string()),
    });
}

fn archive(folder: &Path, findings: &mut Vec<Finding>) {
    if !folder.join(ARCHIVE_FILE).exists() {
        return;
    }
    let read = Archive::open(folder).and_then(|archive| {
        archive.register()?;
        archive.exports()?;
        let people = archive.people()?;
        for person in &people {
            archive.person(person)?;
        }
        Ok(people.len())
    });
    findings.push(match read {
        Ok(people) => Finding::sound(
            ARCHIVE_FILE,
            format!("荣誉档案完整；{people} 人的密封资料都能打开"),
            format!("the honours archive is whole; the sealed data of {people} people opens"),
        ),
        Err(fault) => Finding::wrong(ARCHIVE_FILE, format!("荣誉档案有问题：{fault}"), fault.to_string()),
    });
}

/// A secret that others on the machine can read is none.
fn secrets(data: &Path, findings: &mut Vec<Finding>) {
    for name in SECRET_FILES {
        let Ok(file) = fs::metadata(data.join(name)) else { continue };
        let mode = file.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            findings.push(Finding::wrong(
                name,
                format!("权限 {mode:o} 太宽，本机其他用户也能读；请执行 chmod 600"),
                format!("mode {mode:o} lets others on this machine read it; chmod 600 mends that"),
            ));
        }
    }
}

fn leftovers(data: &Path, findings: &mut Vec<Finding>) {
    let Ok(files) = fs::read_dir(data) else { return };
    for name in files.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).filter(|name| name.ends_with(".partial")) {
        findings.push(Finding::notice(name, "中断的备份留下的文件，可以删除", "left by a backup that was cut off; it can be deleted"));
    }
}

fn room(data: &Path, findings: &mut Vec<Finding>) {
    let free = free_bytes(data);
    let mebibytes = free >> 20;
    let (zh, en) = (format!("磁盘剩余 {mebibytes} MiB"), format!("{mebibytes} MiB are left on the disk"));
    findings.push(if free < ROOM_WANTED_BYTES {
        Finding::notice(data.display().to_string(), format!("{zh}，可能不够一场比赛使用"), format!("{en}: too few for a contest, maybe"))
    } else {
        Finding::sound(data.display().to_string(), zh, en)
    });
}

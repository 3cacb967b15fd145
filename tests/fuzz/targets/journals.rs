//! The journal: a block of entries, and a whole file that somebody has damaged.

use std::{io::Read, path::Path, sync::LazyLock};

use flate2::read::GzDecoder;
use jinbang::{
    competition::CompetitionId,
    journal::{BlockBuilder, JournalFault, JournalStore, Sealed, chain_start, read_block},
};
use sha2::{Digest, Sha256};

use crate::common::{competition::id, disk::Disk};

fn city() -> CompetitionId {
    id("city")
}

/// Lines of JSON as one block, each bound to the one before as the journal does it; without that no mutation would come to the JSON.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let (mut block, mut last) = (Vec::new(), chain_start(&city()));
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        last = Sha256::new().chain_update(last).chain_update(line).finalize().into();
        block.extend(u32::try_from(line.len()).unwrap_or(u32::MAX).to_le_bytes());
        block.extend(line);
        block.extend(last);
    }
    block
}

/// What is read and written again is read as the same.
pub fn block(bytes: &[u8]) -> bool {
    let start = chain_start(&city());
    // A block as it is, too.
    let raw = read_block(1, bytes, start);
    assert!(bytes.is_empty() || raw.is_err(), "nobody finds the hash of the first entry by chance");
    let Ok(read) = read_block(1, &sealed(bytes), start) else { return false };
    let mut builder = BlockBuilder::new(1, start);
    for one in &read {
        builder.push(&one.entry).expect("what was read can be stored");
    }
    let again = read_block(1, &builder.finish().0.bytes, start).expect("what was stored is read");
    let entries = |sealed: &[Sealed]| sealed.iter().map(|one| one.entry.clone()).collect::<Vec<_>>();
    assert_eq!(entries(&again), entries(&read));
    !read.is_empty()
}

static KEPT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/journals/before-proofs.redb.gz");
    let mut bytes = Vec::new();
    GzDecoder::new(std::fs::File::open(path).expect("a kept journal")).read_to_end(&mut bytes).expect("a packed file");
    bytes
});

static ENTRIES: LazyLock<Vec<Vec<Sealed>>> = LazyLock::new(|| all_of(KEPT.clone()).expect("a whole journal"));

fn all_of(bytes: Vec<u8>) -> Result<Vec<Vec<Sealed>>, JournalFault> {
    let store = JournalStore::with_backend(Disk::with_bytes(bytes))?;
    let mut all = Vec::new();
    for (competition, stream) in store.competitions()? {
        let mut entries = Vec::new();
        store.replay::<JournalFault>(&competition, stream, |sealed| {
            entries.extend(sealed);
            Ok(())
        })?;
        all.push(entries);
    }
    Ok(all)
}

/// A line each, `at hex` (bytes from there on) or `cut at`: damage to a kept journal. It is found, or what is read is how the journal
/// began: the store takes the state before the last commit where that commit is torn.
pub fn file(bytes: &[u8]) -> bool {
    let mut damaged = KEPT.clone();
    for line in String::from_utf8_lossy(bytes).lines().take(64) {
        damage(&mut damaged, line);
    }
    let Ok(found) = all_of(damaged) else { return false };
    assert!(found.len() <= ENTRIES.len());
    for (found, kept) in found.iter().zip(ENTRIES.iter()) {
        assert!(kept.starts_with(found), "{} entries that were never written like this", found.len());
    }
    true
}

fn damage(bytes: &mut Vec<u8>, line: &str) {
    let Some((at, what)) = line.split_once(' ') else { return };
    if at == "cut" {
        bytes.truncate(what.parse().unwrap_or(usize::MAX));
        return;
    }
    let Ok(at) = at.parse::<usize>() else { return };
    for (index, pair) in what.as_bytes().chunks_exact(2).enumerate() {
        let byte = std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
        if let (Some(place), Some(byte)) = (at.checked_add(index).and_then(|at| bytes.get_mut(at)), byte) {
            *place = byte;
        }
    }
}

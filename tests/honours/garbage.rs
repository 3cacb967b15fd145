//! Damaged files: whatever is read of them can be judged by, and nothing panics.

use std::fs;

use jinbang::{
    honours::{Assessment, Counting},
    import::read_programmes,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tempfile::TempDir;

use super::{common, programmes_folder, words::contest};

const DAMAGES: usize = 400;

/// A piece is cut out, doubled, or put somewhere else.
fn damaged(random: &mut StdRng, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = random.random_range(0..lines.len());
    let to = (from + random.random_range(1..6)).min(lines.len());
    let (before, piece, after) = (&lines[..from], &lines[from..to], &lines[to..]);
    match random.random_range(0..4) {
        0 => [before, after].concat().join("\n"),
        1 => [before, piece, piece, after].concat().join("\n"),
        2 => [piece, before, after].concat().join("\n"),
        _ => {
            let cut = random.random_range(0..text.chars().count());
            let letter = ['"', '=', '[', '{', '-', '9'][random.random_range(0..6)];
            text.chars().enumerate().map(|(at, own)| if at == cut { letter } else { own }).collect()
        }
    }
}

#[test]
fn damaged_programmes_are_read_as_far_as_they_go() {
    let mut files: Vec<_> = fs::read_dir(programmes_folder()).expect("programmes").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut random = StdRng::seed_from_u64(common::seed());
    let (contest, candidates) = contest(&["1 gold worker", "pair 2 merit person:P", "unmarked person:P"]);
    let mut faulty = 0;
    for _ in 0..DAMAGES {
        let folder = TempDir::with_prefix("programmes-").expect("a folder");
        let file = &files[random.random_range(0..files.len())];
        fs::copy(programmes_folder().join("honours.toml"), folder.path().join("honours.toml")).expect("a copy");
        fs::copy(programmes_folder().join("fujian.toml"), folder.path().join("fujian.toml")).expect("a copy");
        let text = damaged(&mut random, &fs::read_to_string(file).expect("text"));
        fs::write(folder.path().join(file.file_name().expect("a name")), text).expect("a file");
        let programmes = read_programmes(folder.path());
        faulty += usize::from(!programmes.is_sound());
        let assessment = Assessment::new(&contest, &candidates, &programmes.list);
        for (at, programme) in programmes.list.iter().enumerate() {
            assert_eq!(Counting::new(&assessment, at).categories.len(), programme.categories.len());
        }
    }
    assert!(faulty > DAMAGES / 4, "{faulty} of {DAMAGES} are faulty");
}

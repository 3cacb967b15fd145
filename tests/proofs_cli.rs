//! `export bundle`, `export receipt` and `verify` as people run them.

use std::{fs, net::SocketAddr, path::Path};

use tempfile::TempDir;

use crate::{
    common::{
        folder::fixture,
        process::{Ended, Process, jinbang, run},
    },
    older_journals::before_proofs,
};

const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);
const TINY: [&str; 2] = ["tiny", "cable-making"];

fn export(what: &str, more: &[&str], data: &Path, out: &Path) -> Ended {
    run(jinbang().args(["export", what]).args(TINY).args(more).arg("--data").arg(data).arg("--out").arg(out))
}

fn verify(file: &Path, more: &[&str]) -> Ended {
    run(jinbang().arg("verify").arg(file).args(more))
}

#[track_caller]
fn said(ended: &Ended, code: i32, words: &[&str]) {
    assert_eq!(ended.code, Some(code), "{ended:?}");
    for word in words {
        assert!(ended.out.contains(word) || ended.err.contains(word), "{word:?} is not in {ended:?}");
    }
}

#[test]
fn the_same_bundle_with_and_without_the_server() {
    let data = before_proofs();
    let [offline, online, receipt] = ["offline.json", "online.json", "receipt.json"].map(|name| data.path().join(name));
    said(&export("bundle", &[], data.path(), &offline), 0, &["offline.json"]);
    let server = Process::serve(data.path(), ANY_PORT, &[]);
    said(&export("bundle", &[], data.path(), &online), 0, &["online.json"]);
    said(&export("receipt", &["C1"], data.path(), &receipt), 2, &["there is no competitor C1"]);
    said(&export("receipt", &["CM-01"], data.path(), &receipt), 0, &[]);
    let printed = server.said();
    server.stop();
    assert_eq!(fs::read(&offline).expect("a file"), fs::read(&online).expect("a file"));

    let good = verify(&online, &[]);
    said(&good, 0, &["可信 GENUINE", "Network Cable Making", "compare the fingerprint"]);
    let fingerprint = printed.lines().find_map(|line| line.trim().strip_prefix("signed by ")).expect("the server says who signs");
    let fingerprint = fingerprint.split("   ").next().expect("a word");
    said(&verify(&online, &["--fingerprint", fingerprint]), 0, &["GENUINE", fingerprint]);
    said(&verify(&online, &["--fingerprint", &"00".repeat(16)]), 1, &["NOT VERIFIED", "not by 0000"]);
    said(&verify(&online, &["--fingerprint", "dea8"]), 2, &["32 hex digits are wanted"]);
    said(&verify(&online, &["--status", "none"]), 2, &["--status is for credentials"]);
    said(&verify(&receipt, &[]), 0, &["GENUINE", "entries about CM-01"]);
    let kept = data.path().join("checkpoints/tiny/cable-making.txt");
    said(&verify(&online, &["--earlier", kept.to_str().expect("UTF-8")]), 0, &["begins with what 1 earlier checkpoint signed"]);
    said(&verify(&receipt, &["--earlier", kept.to_str().expect("UTF-8")]), 2, &["name a bundle"]);
    said(&export("bundle", &[], data.path(), &online), 2, &["exists already"]);
}

#[test]
fn what_was_worked_on_is_named() {
    let data = before_proofs();
    let file = data.path().join("bundle.json");
    said(&export("bundle", &[], data.path(), &file), 0, &[]);
    let bundle = fs::read_to_string(&file).expect("a bundle");
    let first = bundle.find(r#""total":""#).expect("a total") + 9;
    let digit = if bundle.as_bytes()[first] == b'1' { "2" } else { "1" };
    fs::write(&file, format!("{}{digit}{}", &bundle[..first], &bundle[first + 1..])).expect("written");
    said(&verify(&file, &[]), 1, &["NOT VERIFIED", "total: it says"]);
    // Rules that no server would have taken in.
    let impossible = bundle.replacen(r#""sub_criterion":0"#, r#""sub_criterion":900"#, 1);
    assert_ne!(impossible, bundle);
    fs::write(&file, impossible).expect("written");
    let refused = verify(&file, &[]);
    said(&refused, 1, &["impossible"]);
    assert!(!refused.err.contains("panicked"), "{refused:?}");
    for (text, words) in
        [("{\"format\":\"jinbang bundle 1\"", "the file cannot be read"), ("{\"format\":\"jinbang bundle 1\"}", "missing field")]
    {
        fs::write(&file, text).expect("written");
        said(&verify(&file, &[]), 1, &[words]);
    }
    said(&verify(&data.path().join("none.json"), &[]), 2, &["none.json cannot be read"]);
}

#[test]
fn what_is_not_final_is_not_given_away() {
    let data = TempDir::with_prefix("jinbang-proofs-").expect("a folder");
    let out = data.path().join("bundle.json");
    said(&export("bundle", &[], data.path(), &out), 2, &["there is no journal"]);
    let server = Process::serve(data.path(), ANY_PORT, &[&fixture("tiny")]);
    said(&export("bundle", &[], data.path(), &out), 2, &["is not published, or not final"]);
    server.stop();
    said(&export("bundle", &[], data.path(), &out), 2, &["is not published, or not final"]);
    assert!(!out.exists());
}

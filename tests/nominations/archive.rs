//! The archive: what is in it stays as it was, and what is erased is gone.

use std::fs;

use jinbang::{
    archive::{ARCHIVE_FILE, Archive, KEYS_FILE, OfficeEvent, PersonalData, beside},
    competition::Text,
};
use tempfile::tempdir;

use super::office::Office;

fn li() -> PersonalData {
    PersonalData {
        name: Text::new("李雷", "Li Lei"),
        national_id: "330102199001011234".to_owned(),
        employer: "Hangzhou Valves".to_owned(),
        ..PersonalData::default()
    }
}

#[test]
fn events_are_kept_in_order_and_replay_to_the_same_register() {
    let (folder, mut office) = (tempdir().expect("a folder"), Office::new());
    let lines = ["1 identify manufacturing-talent/skilled-artisan P1 local-department", "1 verify", "1 recommend"];
    let events: Vec<_> = lines.iter().map(|line| office.event(line)).collect();
    for event in &events {
        assert_eq!(office.do_it(event), Ok(()));
    }
    let archive = Archive::open(folder.path()).expect("a new archive");
    let record: Vec<_> = events.into_iter().map(OfficeEvent::Nomination).collect();
    archive.append(&record[..1]).expect("on the disk");
    archive.append(&record[1..]).expect("on the disk");
    let head = archive.head();
    drop(archive);
    let archive = Archive::open(folder.path()).expect("the same again");
    assert_eq!((archive.register().expect("whole"), archive.head()), (office.register, head));
    assert_eq!(archive.events().expect("whole").into_iter().map(|(_, event)| event).collect::<Vec<_>>(), record);
}

/// A byte of the record that is not as it was written is noticed, wherever it is.
#[test]
fn an_altered_record_is_not_opened() {
    let (folder, mut office) = (tempdir().expect("a folder"), Office::new());
    let event = office.event("1 identify manufacturing-talent/skilled-artisan P1-to-be-found local-department");
    Archive::open(folder.path()).expect("a new archive").append(&[OfficeEvent::Nomination(event)]).expect("on the disk");
    let path = folder.path().join(ARCHIVE_FILE);
    let bytes = fs::read(&path).expect("a file");
    let at = |needle: &[u8]| bytes.windows(needle.len()).position(|window| window == needle).expect("it is in the file");
    for needle in [&b"P1-to-be-found"[..], b"skilled-artisan", b"Officer Li"] {
        let mut altered = bytes.clone();
        altered[at(needle)] ^= 1;
        fs::write(&path, &altered).expect("written");
        let fault = Archive::open(folder.path()).expect_err("altered").to_string();
        assert!(fault.contains(ARCHIVE_FILE), "{fault}");
    }
    fs::write(&path, &bytes).expect("written");
    assert!(Archive::open(folder.path()).is_ok());
}

#[test]
fn personal_data_is_sealed_and_erased_with_its_key() {
    let folder = tempdir().expect("a folder");
    let archive = Archive::open(folder.path()).expect("a new archive");
    archive.put_person("P1", &li()).expect("kept");
    archive.put_person("P2", &PersonalData { phone: "13800000000".to_owned(), ..li() }).expect("kept");
    assert_eq!(archive.person("P1").expect("readable"), Some(li()));
    assert_eq!(archive.person("P3").expect("readable"), None);
    let stored = || fs::read(folder.path().join(ARCHIVE_FILE)).expect("a file");
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    for secret in ["李雷", "330102199001011234", "Hangzhou Valves"] {
        assert!(!holds(&stored(), secret), "{secret}");
    }
    let keys = fs::read(folder.path().join(KEYS_FILE)).expect("keys");
    assert_eq!([archive.erase_person("P1").expect("gone"), archive.erase_person("P1").expect("gone")], [true, false]);
    assert_eq!((archive.person("P1").expect("readable"), archive.person("P2").expect("readable").is_some()), (None, true));
    let after = fs::read(folder.path().join(KEYS_FILE)).expect("keys");
    assert_eq!((&after[..32], &after[32..]), (&[0; 32][..], &keys[32..]));
    // Who comes back begins with a new key; what the old one sealed stays closed.
    archive.put_person("P1", &PersonalData::default()).expect("kept");
    assert_eq!(archive.person("P1").expect("readable"), Some(PersonalData::default()));
    drop(archive);
    assert_eq!(
        Archive::open(folder.path()).expect("again").person("P2").expect("readable").map(|data| data.phone),
        Some("13800000000".to_owned())
    );
}

#[test]
fn keys_of_another_archive_open_nothing_and_keys_cut_off_are_told() {
    let folder = tempdir().expect("a folder");
    Archive::open(folder.path()).expect("a new archive").put_person("P1", &li()).expect("kept");
    let keys = folder.path().join(KEYS_FILE);
    fs::write(&keys, [7; 32]).expect("written");
    let fault = Archive::open(folder.path()).expect("its events are whole").person("P1").expect_err("sealed").to_string();
    assert!(fault.contains("P1") && !fault.contains("Li"), "{fault}");
    fs::write(&keys, [7; 31]).expect("written");
    let fault = Archive::open(folder.path()).expect_err("no key").to_string();
    assert!(fault.contains(KEYS_FILE) && fault.contains("last backup"), "{fault}");
    fs::remove_file(&keys).expect("removed");
    assert!(Archive::open(folder.path()).is_err(), "a new file in its place would be filled with others' keys");
}

#[test]
fn a_backup_is_an_archive_to_go_on_with_and_never_overwrites() {
    let (folder, other, mut office) = (tempdir().expect("a folder"), tempdir().expect("a folder"), Office::new());
    let event = OfficeEvent::Nomination(office.event("1 identify manufacturing-talent/skilled-artisan P1 local-department"));
    let archive = Archive::open(folder.path()).expect("a new archive");
    archive.append(&[event]).expect("on the disk");
    archive.put_person("P1", &li()).expect("kept");
    let target = other.path().join("monday.redb");
    archive.backup_beside(&target).expect("a copy");
    let fault = archive.backup_beside(&target).expect_err("they are there").to_string();
    assert!(fault.contains("monday.honours.redb") && fault.contains("never overwrites"), "{fault}");
    archive.erase_person("P1").expect("gone here");
    let (copy, keys) = beside(&target);
    for (from, name) in [(copy, ARCHIVE_FILE), (keys, KEYS_FILE)] {
        fs::rename(from, other.path().join(name)).expect("renamed");
    }
    let again = Archive::open(other.path()).expect("the copy");
    assert_eq!((again.head(), again.events().expect("whole")), (archive.head(), archive.events().expect("whole")));
    assert_eq!(again.person("P1").expect("readable"), Some(li()));
    assert_eq!(fs::read_dir(other.path()).expect("a folder").count(), 2, "something is left beside the backup");
}

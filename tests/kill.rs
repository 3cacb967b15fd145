//! kill -9 of the whole server, again and again, while four tablets submit as fast as they can (invariants 1, 2 and 6).
//!
//! `KILLS=10000 cargo test --test all kill -- --nocapture` kills more often than the 20 times of `cargo test` and the 500 of `tests/run`,
//! `JINBANG_SEED=…` repeats a run's moments.

use crate::common;

use std::{
    collections::{BTreeMap, HashSet},
    fmt::Write,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    time::{Duration, Instant},
};

use common::folder::Folder;
use common::{
    busy_tablet::{BusyTablet, Cell},
    left_behind::{LeftBehind, shown},
    process::{Process, jinbang, pair, run},
    seed,
    socket::Socket,
};
use data_encoding::HEXLOWER;
use jinbang::{decimal::Decimal, engine::Contest, journal::JOURNAL_FILE, judging::CommandId};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tempfile::TempDir;
use tokio::{runtime::Runtime, sync::watch, time::timeout};

const EXPERTS: [&str; 4] = ["E1", "E2", "E3", "E4"];
const COMPETITORS: usize = 12;
const ASPECTS: usize = 5;
const MEASURED: [&str; 7] = ["0", "0.13", "0.25", "0.5", "0.77", "0.99", "1"];
const JUDGED: [&str; 4] = ["0", "1", "2", "3"];

/// A new journal after so many kills: a long one takes longer to read at each start.
const KILLS_PER_JOURNAL: u32 = 20;

/// A server lives under load for as long at most, in milliseconds.
const UNDER_LOAD_MS: u64 = 150;

/// For tablets that never get their receipts.
const DRAIN_MAX: Duration = Duration::from_mins(3);

fn competition() -> Folder {
    let folder = Folder::empty();
    let total = ASPECTS * 4;
    folder.put("competition.toml", "id = \"killed\"\n");
    folder.put("skills/web/skill.toml", format!("[scheme]\ntotal = {total}\n[judgement]\nexperts = 4\n"));
    let (mut scheme, mut competitors, mut experts) =
        ("aspect,type,max_mark\n".to_owned(), "id,skill\n".to_owned(), "id,skill\n".to_owned());
    for aspect in 1..=ASPECTS {
        let _ = writeln!(scheme, "A1.M{aspect},M,1\nA1.J{aspect},J,3");
    }
    for competitor in 1..=COMPETITORS {
        let _ = writeln!(competitors, "C{competitor},web");
    }
    for expert in EXPERTS {
        let _ = writeln!(experts, "{expert},web");
    }
    folder.put("skills/web/scheme.csv", scheme);
    folder.put("competitors.csv", competitors);
    folder.put("experts.csv", experts);
    folder
}

/// Every judgement on every competitor, and the measurements on a fourth of them.
fn cells(expert: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    for competitor in 1..=COMPETITORS {
        for aspect in 1..=ASPECTS {
            let competitor_id = format!("C{competitor}");
            cells.push(Cell::new(&competitor_id, &format!("A1.J{aspect}"), &JUDGED));
            if competitor % EXPERTS.len() == expert {
                cells.push(Cell::new(&competitor_id, &format!("A1.M{aspect}"), &MEASURED));
            }
        }
    }
    cells
}

/// A port that no outgoing connection is given, so that it is still free after a kill.
fn port(random: &mut StdRng) -> SocketAddr {
    loop {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, random.random_range(20_000..30_000)));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}

#[test]
fn what_was_acknowledged_survives_every_kill_once() {
    let mut kills: u32 = common::wanted("KILLS", 20);
    let mut random = StdRng::seed_from_u64(seed());
    let runtime = jinbang::runtime().expect("threads");
    while kills > 0 {
        let now = kills.min(KILLS_PER_JOURNAL);
        kill_and_look(now, &runtime, &mut random);
        kills -= now;
    }
}

fn kill_and_look(kills: u32, runtime: &Runtime, random: &mut StdRng) {
    let (folder, data) = (competition(), TempDir::new().expect("a folder"));
    let address = port(random);
    let (stop, stopping) = watch::channel(false);

    let mut server = Process::serve(data.path(), address, &[folder.path()]);
    let tablets: Vec<_> = (0..EXPERTS.len())
        .map(|expert| {
            let pairing = runtime.block_on(pair(data.path(), address, EXPERTS[expert]));
            runtime.spawn(BusyTablet::new(address, pairing, cells(expert)).work(stopping.clone()))
        })
        .collect();
    let (mut killed, mut killed_early) = (0, 0);
    while killed < kills {
        sleep_up_to(UNDER_LOAD_MS, random);
        server.kill();
        killed += 1;
        // Some die before they listen, or while they read what the one before left.
        while killed < kills && random.random_ratio(1, 4) {
            let starting = Process::starting(data.path(), address, &[]);
            sleep_up_to(80, random);
            starting.kill();
            killed += 1;
            killed_early += 1;
        }
        server = Process::serve(data.path(), address, &[]);
    }
    sleep_up_to(UNDER_LOAD_MS, random);
    stop.send_replace(true);
    let tablets: Vec<BusyTablet> = tablets
        .into_iter()
        .map(|tablet| {
            let done = runtime.block_on(async { timeout(DRAIN_MAX, tablet).await });
            done.unwrap_or_else(|_| panic!("tablets wait for receipts; the server said\n{}", server.said())).expect("no panic")
        })
        .collect();
    the_board_catches_up(data.path(), address, runtime);
    server.stop();

    let left = LeftBehind::in_folder(data.path());
    every_receipt_holds(&left, &tablets);
    let (id, _) = left.store.competitions().expect("a list").remove(0);
    let reopened = Contest::replay(&left.store, id).expect("a journal that can be replayed");
    assert_eq!(reopened.state.fingerprint(), left.state.fingerprint());
    let receipts: usize = tablets.iter().map(|tablet| tablet.acknowledged.len()).sum();
    let resent: u64 = tablets.iter().map(|tablet| tablet.resent).sum();
    println!(
        "{killed} kills, {killed_early} of them while starting: {receipts} receipts, all kept; {resent} submissions sent again, none doubled"
    );
    assert!(resent > 0, "the kills met nothing under way");
}

/// The last server shows what its journal holds: boards follow the writer, they do not hold it up.
fn the_board_catches_up(data: &Path, address: SocketAddr, runtime: &Runtime) {
    let copy = TempDir::new().expect("a folder");
    let backup = run(jinbang().arg("backup").arg(copy.path().join(JOURNAL_FILE)).arg("--data").arg(data));
    assert_eq!(backup.code, Some(0), "{backup:?}");
    let expected = LeftBehind::in_folder(copy.path()).board("web");
    let begin = Instant::now();
    loop {
        let board = runtime.block_on(async { Socket::connect(address, "/ws/board/killed/web").await.until("snapshot").await });
        if shown(&board) == expected {
            return;
        }
        assert!(begin.elapsed() < DRAIN_MAX, "the board stays at {board}, the journal says {expected}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn sleep_up_to(millis: u64, random: &mut StdRng) {
    std::thread::sleep(Duration::from_millis(random.random_range(0..=millis)));
}

fn every_receipt_holds(left: &LeftBehind, tablets: &[BusyTablet]) {
    let mut commands = HashSet::new();
    for sealed in &left.sealed {
        if let Some(command) = &sealed.entry.command {
            assert!(commands.insert(command), "{command:?} made two entries");
        }
    }
    let mut acknowledged = 0;
    for tablet in tablets {
        for receipt in tablet.acknowledged.values() {
            let index = usize::try_from(receipt.position - 1).expect("small");
            let sealed = left.sealed.get(index).unwrap_or_else(|| panic!("{receipt:?} is not in the journal"));
            assert_eq!(HEXLOWER.encode(&sealed.hash), receipt.hash, "{receipt:?}");
            let made_by = CommandId { device: tablet.pairing.device.parse().expect("an id"), sequence: receipt.submission.sequence };
            assert_eq!(sealed.entry.command.as_ref(), Some(&made_by), "{receipt:?}");
        }
        acknowledged += tablet.acknowledged.len();
    }
    assert_eq!(left.marks().count(), acknowledged, "the journal has marks that nobody submitted");
    the_last_word_counts(left, tablets);
}

/// Folded by hand: of every cell the journal's last mark is the tablet's last acknowledged one.
fn the_last_word_counts(left: &LeftBehind, tablets: &[BusyTablet]) {
    let decimal = |text: &str| text.parse::<Decimal>().expect("a number");
    let mut last = BTreeMap::new();
    for (sealed, mark) in left.marks() {
        let device = sealed.entry.command.as_ref().expect("a tablet's").device.to_string();
        last.insert((device, mark.competitor.to_string(), mark.aspect.to_string()), decimal(&mark.value));
    }
    let mut expected = BTreeMap::new();
    for tablet in tablets {
        for receipt in tablet.acknowledged.values() {
            let cell = &tablet.cells[receipt.submission.cell];
            let key = (tablet.pairing.device.clone(), cell.competitor.clone(), cell.aspect.clone());
            expected.insert(key, decimal(receipt.submission.value));
        }
    }
    assert_eq!(last, expected);
}

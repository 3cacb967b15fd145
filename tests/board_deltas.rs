//! What viewers are sent: deltas that lead exactly where a snapshot is, in few bytes.

use crate::common;

use std::{collections::BTreeSet, io::Read, sync::Arc};

use common::{
    board::apply,
    competition::{MARK, skill},
    runner,
};
use flate2::read::DeflateDecoder;
use jinbang::{
    competition::{Competition, Medal},
    decimal::Decimal,
    live::{BoardChannel, BoardFrames, DELTAS_KEPT_MAX, WINDOWS_MAX, Window},
    publication::{Decided, Label, MarkingProgress, MarkingStage, PublishedSkill},
    ranking::{PublishedBasis, Standing},
};
use proptest::{collection::vec, prelude::*};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use serde_json::Value;
use tokio::sync::watch;

const START: i64 = 1_767_225_600_000;

fn competition(competitors: usize) -> Competition {
    let words: Vec<String> = (0..competitors).map(|number| format!("C{number}@D{}", number % 5)).collect();
    skill().competitors(&words.join(" ")).experts("E1").measured("M1", "100", MARK).competition("city")
}

/// A skill as it is published, with whatever marks somebody made up.
#[derive(Clone)]
struct Field {
    marks: Vec<(i64, u32)>,
    withdrawn: BTreeSet<usize>,
    under_appeal: BTreeSet<usize>,
    scaled: bool,
    decided_from: u32,
    hidden: bool,
}

impl Field {
    fn new(competitors: usize) -> Self {
        let nothing = BTreeSet::new();
        let marks = vec![(0, 0); competitors];
        Self { marks, withdrawn: nothing.clone(), under_appeal: nothing, scaled: false, decided_from: u32::MAX, hidden: false }
    }

    fn published(&self) -> PublishedSkill {
        if self.hidden {
            return PublishedSkill::Hidden;
        }
        let placed = |&competitor: &usize| self.marks[competitor].1 > 0 && !self.withdrawn.contains(&competitor);
        let mut ranked: Vec<usize> = (0..self.marks.len()).filter(placed).collect();
        ranked.sort_by_key(|&competitor| (-self.marks[competitor].0, competitor));
        let rank_of = |competitor: usize| ranked.partition_point(|&other| self.marks[other].0 > self.marks[competitor].0) + 1;
        let mean = ranked.iter().map(|&competitor| self.marks[competitor].0).sum::<i64>() / i64::try_from(ranked.len()).unwrap_or(0).max(1);
        let rest = (0..self.marks.len()).filter(|competitor| !placed(competitor));
        let standings = ranked.iter().copied().map(|one| (one, u32::try_from(rank_of(one)).ok())).chain(rest.map(|one| (one, None)));
        let standing = |(competitor, rank): (usize, Option<u32>)| Standing {
            competitor,
            rank,
            total: Decimal::from_units(self.marks[competitor].0 * 1_000_000),
            done: self.marks[competitor].1,
            withdrawn: self.withdrawn.contains(&competitor),
            scale_score: rank
                .filter(|_| self.scaled)
                .map(|_| Decimal::from_units(500 * 100_000_000 + (self.marks[competitor].0 - mean) / 100 * 100_000_000)),
            medal: rank.and_then(|rank| [Medal::Gold, Medal::Silver, Medal::Bronze].get(rank as usize - 1).copied()),
        };
        let standings: Vec<Standing> = standings.map(standing).collect();
        let mut decided = vec![Decided::default(); self.marks.len()];
        for standing in standings.iter().filter(|standing| standing.rank >= Some(self.decided_from)) {
            decided[standing.competitor] = Decided { place: true, medal: standing.medal.is_some(), medal_possible: false };
        }
        let done: usize = self.marks.iter().map(|(_, done)| *done as usize).sum();
        let basis = PublishedBasis {
            group: None,
            size: u32::try_from(ranked.len()).unwrap_or(0),
            middle: Some(Decimal::from_units(mean)),
            spread: None,
        };
        PublishedSkill::Live {
            label: Label::Live,
            progress: MarkingProgress {
                stage: if done > 0 { MarkingStage::Marking } else { MarkingStage::NotStarted },
                done,
                of: 1_000_000,
            },
            basis: if self.scaled { vec![basis] } else { Vec::new() },
            standings,
            decided,
            under_appeal: self.under_appeal.clone(),
        }
    }
}

#[derive(Debug, Clone)]
enum Change {
    Mark(usize, i64),
    Withdraw(usize),
    Appeal(usize),
    Scale,
    Decide(u32),
    Hide,
    Shuffle(u64),
    /// A viewer's line stalls until this step.
    Stall(usize),
}

fn any_change() -> impl Strategy<Value = Change> {
    let who = any::<usize>();
    prop_oneof![
        12 => (who, -300..900_i64).prop_map(|(who, points)| Change::Mark(who, points)),
        1 => any::<usize>().prop_map(Change::Withdraw),
        1 => any::<usize>().prop_map(Change::Appeal),
        1 => Just(Change::Scale),
        1 => (1..40_u32).prop_map(Change::Decide),
        1 => Just(Change::Hide),
        1 => any::<u64>().prop_map(Change::Shuffle),
        2 => (1..40_usize).prop_map(Change::Stall),
    ]
}

fn make(field: &mut Field, change: &Change) {
    let who = |who: &usize| who % field.marks.len();
    let toggle = |set: &mut BTreeSet<usize>, one| {
        if !set.remove(&one) {
            set.insert(one);
        }
    };
    match change {
        Change::Mark(one, points) => {
            let one = who(one);
            field.marks[one] = ((field.marks[one].0 + points).max(0), field.marks[one].1 + 1);
        }
        Change::Withdraw(one) => toggle(&mut field.withdrawn, who(one)),
        Change::Appeal(one) => toggle(&mut field.under_appeal, who(one)),
        Change::Scale => field.scaled = !field.scaled,
        Change::Decide(from) => field.decided_from = *from,
        Change::Hide => field.hidden = !field.hidden,
        Change::Shuffle(seed) => {
            let mut random = StdRng::seed_from_u64(*seed);
            field.marks.iter_mut().for_each(|mark| *mark = (random.random_range(0..9_000), mark.1 + 1));
        }
        Change::Stall(_) => {}
    }
}

struct Viewer {
    window: watch::Receiver<Arc<BoardFrames>>,
    deflated: bool,
    board: Value,
}

impl Viewer {
    fn look(&mut self) {
        let newest = Arc::clone(&self.window.borrow_and_update());
        let held = self.board["version"].as_u64().unwrap_or(0);
        if newest.version != held {
            for message in &messages(&newest.since(held, self.deflated)) {
                apply(&mut self.board, message);
            }
        }
        assert_eq!(self.board, serde_json::from_slice::<Value>(&newest.snapshot_json()).expect("JSON"), "as a snapshot says it");
    }
}

/// The messages of frames that lie one behind the other.
fn messages(mut frames: &[u8]) -> Vec<Value> {
    let mut messages = Vec::new();
    while let [kind, short, rest @ ..] = frames {
        let (length, payload) = match short {
            127 => (usize::try_from(u64::from_be_bytes(rest[..8].try_into().expect("eight"))).expect("small"), &rest[8..]),
            126 => (usize::from(u16::from_be_bytes([rest[0], rest[1]])), &rest[2..]),
            short => (usize::from(*short), rest),
        };
        let mut json = Vec::new();
        match kind {
            0x81 => json.extend_from_slice(&payload[..length]),
            0x82 => drop(DeflateDecoder::new(&payload[..length]).read_to_end(&mut json).expect("deflated")),
            other => panic!("a frame of kind {other:#x}"),
        }
        messages.push(serde_json::from_slice(&json).expect("JSON"));
        frames = &payload[length..];
    }
    messages
}

#[test]
fn deltas_lead_where_a_snapshot_is_in_every_window() {
    let windows = ["all", "top=1", "top=7", "delegation=D3", "near=C0", "near=C5", "near=nobody"];
    runner(40)
        .run(&(1..60_usize, vec(any_change(), 1..60)), |(competitors, changes)| {
            let competition = competition(competitors);
            let (skill, mut field) = (&competition.skills[0], Field::new(competitors));
            let board = BoardChannel::new(&competition, skill, &field.published(), START);
            let viewer = |name: &&str| {
                [false, true].map(|deflated| Viewer {
                    window: board.subscribe_to(&Window::parse(name, None).expect("a window")),
                    deflated,
                    board: Value::Null,
                })
            };
            let mut viewers: Vec<Viewer> = windows.iter().flat_map(viewer).collect();
            let mut stalled = vec![0; viewers.len()];
            for (at, change) in changes.iter().enumerate() {
                if let Change::Stall(steps) = change {
                    stalled[steps % viewers.len()] = at + steps;
                }
                make(&mut field, change);
                board.update(skill, || field.published(), START + i64::try_from(at).expect("small"));
                viewers.iter_mut().zip(&stalled).filter(|(_, until)| **until <= at).for_each(|(viewer, _)| viewer.look());
            }
            viewers.iter_mut().for_each(Viewer::look);
            Ok(())
        })
        .expect("a property of all boards");
}

/// The page's own reader is tried on these (`web/src/board/apply.test.ts`). `UPDATE_BOARDS=1` writes them anew.
#[test]
fn the_page_is_tried_on_these_deltas() {
    let competition = competition(9);
    let (skill, mut field) = (&competition.skills[0], Field::new(9));
    let board = BoardChannel::new(&competition, skill, &field.published(), START);
    let windows = ["all", "top=3", "near=C4"].map(|name| board.subscribe_to(&Window::parse(name, Some(1)).expect("a window")));
    let mut changes: Vec<Change> =
        (0..24).map(|step| Change::Mark(step * 7, 300 + i64::try_from(step * 131 % 97).expect("small"))).collect();
    changes.extend([
        Change::Scale,
        Change::Mark(2, 800),
        Change::Withdraw(5),
        Change::Appeal(1),
        Change::Decide(2),
        Change::Hide,
        Change::Hide,
    ]);
    let json = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).expect("JSON");
    let mut told: Vec<Vec<Value>> = windows.iter().map(|window| vec![json(&window.borrow().snapshot_json())]).collect();
    for (step, change) in changes.iter().enumerate() {
        make(&mut field, change);
        let held = windows.each_ref().map(|window| window.borrow().version);
        board.update(skill, || field.published(), START + 1_000 * i64::try_from(step).expect("small"));
        for ((window, held), told) in windows.iter().zip(held).zip(&mut told) {
            let newest = window.borrow();
            if newest.version > held {
                told.extend(messages(&newest.since(held, false)));
            }
        }
    }
    let ends: Vec<Value> = windows.iter().map(|window| json(&window.borrow().snapshot_json())).collect();
    let cases: Vec<Value> = told.into_iter().zip(ends).map(|(frames, end)| serde_json::json!({ "frames": frames, "end": end })).collect();
    let text = serde_json::to_string(&cases).expect("JSON").replace("},{", "},\n{") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/boards/deltas.json");
    if std::env::var_os("UPDATE_BOARDS").is_some() {
        std::fs::write(path, &text).expect("fixtures/boards is there");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), text, "run `UPDATE_BOARDS=1 cargo test the_page_is_tried`");
}

/// A field in the middle of a day: everybody has some dozens of marks.
fn judged(competitors: usize, random: &mut impl Rng) -> Field {
    let mut field = Field::new(competitors);
    field.marks.iter_mut().for_each(|mark| *mark = (random.random_range(3_000..7_000), random.random_range(40..90)));
    field
}

/// One mark at a time; the length of every update on the wire, shortest first.
fn lengths_of_updates(competitors: usize, scaled: bool, deflated: bool) -> Vec<usize> {
    let mut random = StdRng::seed_from_u64(5);
    let competition = competition(competitors);
    let (skill, mut field) = (&competition.skills[0], judged(competitors, &mut random));
    field.scaled = scaled;
    let board = BoardChannel::new(&competition, skill, &field.published(), START);
    let mut at = START;
    let length = |_| {
        let (one, points) = (random.random_range(0..competitors), random.random_range(1..200));
        field.marks[one] = (field.marks[one].0 + points, field.marks[one].1 + 1);
        at += random.random_range(200..20_000);
        let held = board.newest().version;
        board.update(skill, || field.published(), at);
        board.newest().since(held, deflated).len()
    };
    let mut lengths: Vec<usize> = (0..600).map(length).collect();
    lengths.sort_unstable();
    lengths
}

/// In the few longest updates medals change hands: three rows change, not one.
#[test]
fn one_mark_takes_few_bytes() {
    let middle = |lengths: &[usize]| lengths[lengths.len() / 2];
    let most = |lengths: &[usize]| lengths[lengths.len() * 9 / 10];
    let nearly_all = |lengths: &[usize]| lengths[lengths.len() * 98 / 100];
    let small = lengths_of_updates(50, false, true);
    assert!(middle(&small) <= 115 && most(&small) <= 120, "50 rows: {} {}", middle(&small), most(&small));
    let large = lengths_of_updates(1_000, false, true);
    assert!(middle(&large) <= 130 && nearly_all(&large) <= 200, "1,000 rows: {} {}", middle(&large), nearly_all(&large));
    // Where a scale is laid out around everybody, a mark may move everybody's scale score.
    let (small, large) = (lengths_of_updates(50, true, true), lengths_of_updates(1_000, true, true));
    assert!(most(&small) <= 600 && most(&large) <= 6_000, "scaled: {} {}", most(&small), most(&large));
}

/// Whoever is behind by more than is kept is sent the board, never a backlog.
#[test]
fn a_viewer_far_behind_gets_the_newest_board_alone() {
    let mut random = StdRng::seed_from_u64(7);
    let competition = competition(20);
    let (skill, mut field) = (&competition.skills[0], judged(20, &mut random));
    let board = BoardChannel::new(&competition, skill, &field.published(), START);
    for step in 1..=DELTAS_KEPT_MAX + 8 {
        make(&mut field, &Change::Mark(3, 1));
        board.update(skill, || field.published(), START);
        let frames = messages(&board.newest().since(1, false));
        if step <= DELTAS_KEPT_MAX {
            assert!(frames.iter().all(|frame| frame["type"] == "delta") && frames.len() == step, "{step}");
        } else {
            assert_eq!((frames.len(), &frames[0]["type"]), (1, &Value::from("snapshot")), "{step}");
        }
    }
}

/// The address of a window is somebody else's: what it cannot mean is no window.
#[test]
fn windows_are_what_they_say() {
    for (text, top, window) in [
        ("", None, Some("all")),
        ("all", Some(5), Some("all")),
        ("top=20", None, Some("top=20")),
        ("top=200", None, Some("top=200")),
        ("delegation=ZJ", None, Some("delegation=ZJ")),
        ("near=C1", None, Some("near=C1,top=3")),
        ("near=C1", Some(0), Some("near=C1,top=0")),
        ("near=C1", Some(100_000), Some("near=C1,top=200")),
        ("top=0", None, None),
        ("top=201", None, None),
        ("top=-1", None, None),
        ("top=", None, None),
        ("top", None, None),
        ("everything=1", None, None),
    ] {
        assert_eq!(Window::parse(text, top).map(|window| window.to_string()).as_deref(), window, "{text}");
    }
}

/// However many windows are asked for, a board keeps a bounded number; whoever comes then sees everything.
#[test]
fn windows_are_bounded_and_go_with_their_viewers() {
    let competition = competition(300);
    let (skill, field) = (&competition.skills[0], Field::new(300));
    let board = BoardChannel::new(&competition, skill, &field.published(), START);
    let near = |number: usize| board.subscribe_to(&Window::parse(&format!("near=C{number}"), None).expect("a window"));
    let shown = |window: &watch::Receiver<Arc<BoardFrames>>| window.borrow().content().window.clone();
    let windows: Vec<_> = (0..WINDOWS_MAX).map(near).collect();
    assert!(windows.iter().all(|window| shown(window) != "all"));
    assert_eq!(shown(&near(WINDOWS_MAX)), "all");
    assert_eq!(shown(&near(7)), "near=C7,top=3", "one that is there is shared");
    assert_eq!(shown(&board.subscribe_to(&Window::Delegation("nobody".to_owned()))), "all");
    drop(windows);
    assert_ne!(shown(&near(WINDOWS_MAX)), "all");
}

//! The one writer: receipts, repeats, a full queue, restarts, contests beside one another.

use crate::common;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use common::{
    competition::id,
    contest::{Writing, fold, measure, measuring, pair, read_all, stored},
    disk::{Disk, Fails},
};
use jinbang::{
    engine::{Answer, Busy, Contest, ManualClock, OpenFault, QUEUE_MAX_COMMANDS, Receipt},
    journal::JournalStore,
    judging::Refusal,
    server::{Server, StartFault},
};

fn city(store: &JournalStore) -> Writing {
    Writing::start(store, &[measuring("city", 9_000)]).expect("a contest")
}

fn measured(numbers: std::ops::RangeInclusive<u64>) -> impl Iterator<Item = jinbang::judging::Command> {
    numbers.map(|number| measure("E1", number, number))
}

#[test]
fn positions_have_no_gaps_and_refusals_take_none() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let writing = city(&store);
    stored(writing.ask(pair("E1")));
    let commands = measured(1..=200).flat_map(|command| {
        let mut refused = command.clone();
        refused.id.as_mut().expect("a device").sequence += 1_000;
        [command, refused]
    });
    let (mut positions, mut refusals) = (Vec::new(), 0);
    for answer in writing.ask_all(commands) {
        match answer {
            Answer::Stored(receipt) => positions.push(receipt.position),
            Answer::Refused(Refusal::AlreadyMarked { .. }) => refusals += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((positions, refusals), ((3..=202).collect(), 200));
    writing.stop();
}

/// Invariant 2: in one batch, in a later one, after a restart, and while nothing new is taken.
#[test]
fn a_command_sent_again_gets_its_first_receipt() {
    let disk = Disk::default();
    let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
    let writing = city(&store);
    stored(writing.ask(pair("E1")));
    let twice: Vec<Receipt> =
        writing.ask_all(measured(1..=50).flat_map(|command| [command.clone(), command])).into_iter().map(stored).collect();
    assert!(twice.chunks(2).all(|pair| pair[0] == pair[1]), "in one batch");
    let first: Vec<Receipt> = twice.into_iter().step_by(2).collect();
    let again = |writing: &Writing| writing.ask_all(measured(1..=50)).into_iter().map(stored).collect::<Vec<_>>();
    assert_eq!(again(&writing), first, "in a later batch");
    let mut other = measure("E1", 7, 8_000);
    assert_eq!(writing.ask(other.clone()), Answer::Refused(Refusal::SequenceConflict(7)), "the same sequence, other content");
    writing.stop();
    drop(store);

    let store = JournalStore::with_backend(disk.clone()).expect("the same journal");
    let writing = city(&store);
    assert_eq!(again(&writing), first, "after a restart");
    assert_eq!(writing.ask(other.clone()), Answer::Refused(Refusal::SequenceConflict(7)), "after a restart");
    assert_eq!(read_all(&store, "city").expect("a whole journal").len(), 52);

    disk.fail(Fails::From(disk.operations()));
    other.id.as_mut().expect("a device").sequence = 60;
    assert!(matches!(writing.ask(other), Answer::ReadOnly(_)));
    for answer in writing.ask_all(measured(1..=50)) {
        // The storage may be past reading, too; what is never said is "refused".
        assert!(matches!(answer, Answer::Stored(_) | Answer::ReadOnly(_)), "{answer:?}");
    }
    writing.stop();
}

/// The queue is bounded: whoever finds it full hears so at once, and everybody who did not is answered.
/// Its tablet has given it up: whatever has changed since, a late copy of it is not taken.
#[test]
fn a_command_that_was_refused_is_refused_again() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let writing = city(&store);
    let early = measure("E1", 7, 1);
    let refused = writing.ask(early.clone());
    assert!(matches!(refused, Answer::Refused(_)), "no such tablet yet: {refused:?}");
    stored(writing.ask(pair("E1")));
    assert_eq!(writing.ask(early.clone()), refused);
    stored(writing.ask(measure("E1", 8, 1)));
    // What was saved to a file comes under its old number, and is another matter.
    let mut other = measure("E1", 7, 2);
    assert!(matches!(writing.ask(other.clone()), Answer::Stored(_)), "another command under a number that made no entry");
    other.id.as_mut().expect("a device").sequence = 9;
    assert!(matches!(writing.ask(other), Answer::Refused(_)), "the cell is taken");
    writing.stop();
}

#[test]
fn a_full_queue_says_busy_and_loses_nothing() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let writing = city(&store);
    let (release, held) = mpsc::channel::<()>();
    let (started, writer_waits) = mpsc::channel();
    let hold = move |_| {
        started.send(()).expect("a listener");
        let _ = held.recv();
    };
    writing.engine.submit(0, pair("E1"), Box::new(hold)).expect("an empty queue");
    writer_waits.recv().expect("the writer answers");

    let answered = Arc::new(AtomicUsize::new(0));
    let mut queued = 0;
    for command in measured(1..=QUEUE_MAX_COMMANDS as u64 + 5) {
        let answered = Arc::clone(&answered);
        let reply = move |answer| {
            stored(answer);
            answered.fetch_add(1, Ordering::SeqCst);
        };
        match writing.engine.submit(0, command, Box::new(reply)) {
            Ok(()) => queued += 1,
            Err(Busy) => break,
        }
    }
    assert_eq!(queued, QUEUE_MAX_COMMANDS);
    release.send(()).expect("the writer waits");
    writing.stop();
    assert_eq!(answered.load(Ordering::SeqCst), queued);
    assert_eq!(read_all(&store, "city").expect("a whole journal").len(), queued + 2);
}

#[test]
fn followers_hear_every_entry_once_and_of_the_fault() {
    let disk = Disk::default();
    let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
    let writing = city(&store);
    stored(writing.ask(pair("E1")));
    writing.ask_all(measured(1..=100));
    disk.fail(Fails::From(disk.operations()));
    let Answer::ReadOnly(why) = writing.ask(measure("E1", 101, 101)) else { panic!("the disk has failed") };
    let feed = Arc::clone(&writing.feed);
    writing.stop();
    let (mut positions, mut reason) = (Vec::new(), None);
    loop {
        let news = feed.wait_until(Instant::now() + Duration::from_secs(30));
        positions.extend(news.batches.iter().flat_map(|(_, batch)| batch.iter().map(|sealed| sealed.entry.position)));
        reason = reason.or(news.read_only);
        if news.closed {
            break;
        }
    }
    assert_eq!(positions, (2..=102).collect::<Vec<_>>());
    assert_eq!(reason, Some(why));
}

/// Invariant 6.
#[test]
fn a_restart_is_byte_identical() {
    let disk = Disk::default();
    let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
    let writing = city(&store);
    writing.ask_all([pair("E1"), pair("E2")].into_iter().chain(measured(1..=150)));
    writing.stop();
    let before = fold(&read_all(&store, "city").expect("a whole journal"));
    drop(store);
    for _ in 0..2 {
        let store = JournalStore::with_backend(disk.clone()).expect("the same journal");
        let contest = Contest::open(&store, measuring("city", 9_000), 99).expect("the same contest");
        assert_eq!(contest.state.dump(), before.dump());
        assert_eq!(contest.state.fingerprint(), before.fingerprint());
    }
}

#[test]
fn other_rules_are_refused_and_named() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    city(&store).stop();
    let mut other = measuring("city", 9_000);
    other.skills[0].scheme.aspects[0].max_mark = common::competition::dec("6");
    let Err(OpenFault::Changed { what, .. }) = Contest::open(&store, other, 0) else { panic!("marks were given under other rules") };
    assert_eq!(what, "skill web");
    let mut renamed = measuring("city", 9_000);
    renamed.skills[0].competitors[0].name = jinbang::competition::Text::plain("married");
    assert!(Contest::open(&store, renamed, 0).is_ok(), "a name is not a rule");
}

#[test]
fn contests_in_one_journal_do_not_mix() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let both = [measuring("city", 300), measuring("town", 300)];
    let writing = Writing::start(&store, &both).expect("two contests");
    for contest in [0, 1] {
        stored(writing.ask_contest(contest, pair("E1")));
    }
    let (send, answers) = mpsc::channel();
    for (number, command) in measured(1..=200).enumerate() {
        let (contest, send) = (number % 2, send.clone());
        let reply = move |answer| send.send((contest, stored(answer).position)).expect("a listener");
        writing.engine.submit(contest, command, Box::new(reply)).expect("room in the queue");
    }
    drop(send);
    let answers: Vec<(usize, u64)> = answers.iter().collect();
    writing.stop();
    for (contest, name) in ["city", "town"].into_iter().enumerate() {
        let positions: Vec<u64> = answers.iter().filter(|(of, _)| *of == contest).map(|(_, position)| *position).collect();
        assert_eq!(positions, (3..=102).collect::<Vec<_>>(), "{name}");
        let sealed = read_all(&store, name).expect("a whole journal");
        assert_eq!(sealed.len(), 102, "{name}");
        assert_eq!(fold(&sealed).competition.as_ref().expect("open").id, id(name));
    }
}

/// Two writers of one stream would write over one another's entries.
#[test]
fn a_competition_given_twice_is_refused() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let twice = vec![measuring("city", 3), measuring("city", 3)];
    let opened = Server::open(store, twice, Arc::new(ManualClock::default()), String::new());
    assert!(matches!(opened, Err(StartFault::Twice(competition)) if competition == id("city")));
}

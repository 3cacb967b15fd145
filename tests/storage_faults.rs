//! Invariant 18: after a storage fault nothing is taken and the server says so; what was acknowledged is there after reopening.

use crate::common;

use common::{
    contest::{Writing, fold, measure, measuring, pair, read_all, stored},
    disk::{Disk, Fails},
};
use jinbang::{
    competition::Competition,
    engine::{Answer, Receipt},
    journal::{JournalFault, JournalStore},
    judging::Command,
};

/// How many marks are given, and how many at a time.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub marks: u64,
    pub together: usize,
}

impl Plan {
    /// One competitor more than there are marks.
    fn competition(self) -> Competition {
        measuring("city", self.marks + 1)
    }
}

fn opened(disk: &Disk) -> Result<JournalStore, JournalFault> {
    JournalStore::with_backend(disk.clone())
}

fn healed(disk: &Disk) -> Result<JournalStore, JournalFault> {
    disk.fail(Fails::Never);
    opened(disk)
}

/// Marks come in while the disk fails as told. What was acknowledged, and why the writer stopped.
pub(crate) fn contest_on(opened: Result<JournalStore, JournalFault>, plan: Plan, about: &str) -> (Vec<Receipt>, Option<String>) {
    let Ok(store) = opened else { return (Vec::new(), None) };
    let Ok(writing) = Writing::start(&store, &[plan.competition()]) else { return (Vec::new(), None) };
    let (mut receipts, mut refused) = (Vec::new(), None);
    let marks: Vec<Command> = (1..=plan.marks).map(|number| measure("E1", number, number)).collect();
    for commands in [[pair("E1")].as_slice()].into_iter().chain(marks.chunks(plan.together)) {
        for answer in writing.ask_all(commands.iter().cloned()) {
            match answer {
                Answer::Stored(receipt) => {
                    assert!(refused.is_none(), "{about}: stored after {refused:?}");
                    receipts.push(receipt);
                }
                Answer::ReadOnly(why) => {
                    assert!(!why.is_empty(), "{about}: a reason");
                    assert_eq!(writing.engine.read_only().as_deref(), Some(&*why), "{about}");
                    refused = Some(why.to_string());
                }
                Answer::Refused(refusal) => panic!("{about}: decided after a fault: {refusal}"),
            }
        }
    }
    writing.stop();
    (receipts, refused)
}

/// What the disk has when the fault is over.
pub(crate) fn check_after(opened: Result<JournalStore, JournalFault>, plan: Plan, receipts: &[Receipt], about: &str) {
    let store = match opened {
        Ok(store) => store,
        Err(_) if receipts.is_empty() => return,
        Err(fault) => panic!("{about}: {} entries were acknowledged, but {fault}", receipts.len()),
    };
    let found = read_all(&store, "city").unwrap_or_else(|fault| panic!("{about}: {fault}"));
    fold(&found);
    for receipt in receipts {
        let sealed = found.get(usize::try_from(receipt.position).expect("small") - 1);
        assert_eq!(sealed.map(|sealed| sealed.hash), Some(receipt.hash), "{about}: entry {}", receipt.position);
    }
    // The same commands again: those that are there get their receipts, the others are taken now.
    let writing = Writing::start(&store, &[plan.competition()]).unwrap_or_else(|fault| panic!("{about}: {fault}"));
    for receipt in receipts.iter().skip(1).rev().take(20) {
        let number = receipt.position - 2;
        assert_eq!(stored(writing.ask(measure("E1", number, number))), *receipt, "{about}");
    }
    stored(writing.ask(pair("E3")));
    stored(writing.ask(measure("E3", 1, 0)));
    writing.stop();
}

#[test]
fn any_operation_may_fail_once_or_for_good() {
    let plan = Plan { marks: 19, together: 1 };
    let healthy = Disk::default();
    let (receipts, refused) = contest_on(opened(&healthy), plan, "healthy");
    assert_eq!((receipts.len() as u64, refused), (20, None));
    let operations = healthy.operations();
    let mut read_only = 0;
    for operation in 0..operations {
        for fails in [Fails::Once(operation), Fails::From(operation)] {
            let about = format!("{fails:?} of {operations}");
            let disk = Disk::default();
            disk.fail(fails);
            let (receipts, refused) = contest_on(opened(&disk), plan, &about);
            read_only += usize::from(refused.is_some());
            check_after(healed(&disk), plan, &receipts, &about);
        }
    }
    assert!(read_only > operations / 2, "many faults fall into the contest: {read_only} of {operations} operations");
}

/// The disk is full at one size after another, from nothing to enough.
#[test]
fn a_full_disk_stops_writing_and_nothing_else() {
    let roomy = Disk::default();
    let plan = Plan { marks: 3_000, together: 100 };
    contest_on(opened(&roomy), plan, "roomy");
    let enough = roomy.bytes().len();
    let mut full = 0;
    for limit in (0..enough).step_by(64 << 10) {
        let about = format!("full at {limit} of {enough} bytes");
        let disk = Disk::default();
        disk.fail(Fails::FullAt(limit));
        let (receipts, refused) = contest_on(opened(&disk), plan, &about);
        full += usize::from(refused.is_some());
        check_after(healed(&disk), plan, &receipts, &about);
    }
    assert!(full > 0, "the disk was full during the contest");
}

#[test]
fn a_batch_is_stored_whole_or_not_at_all() {
    let disk = Disk::default();
    let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 400)]).expect("a contest");
    stored(writing.ask(pair("E1")));
    disk.fail(Fails::From(disk.operations()));
    let answers = writing.ask_all((1..=100).map(|number| measure("E1", number, number)));
    assert!(answers.iter().all(|answer| matches!(answer, Answer::ReadOnly(_))), "{answers:?}");
    writing.stop();
    drop(store);
    disk.fail(Fails::Never);
    let found = read_all(&JournalStore::with_backend(disk).expect("the same journal"), "city").expect("a whole journal");
    assert!(found.len() == 2 || found.len() == 102, "{} entries", found.len());
}

/// A refusal is final for whoever hears it: none may rest on an entry that never reached the disk.
#[test]
fn nothing_is_refused_for_the_sake_of_an_entry_that_was_lost() {
    let disk = Disk::default();
    let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 400)]).expect("a contest");
    for expert in ["E1", "E2"] {
        stored(writing.ask(pair(expert)));
    }
    disk.fail(Fails::From(disk.operations()));
    let both = (1..=100).flat_map(|number| [measure("E1", number, number), measure("E2", number, number)]);
    let answers = writing.ask_all(both);
    writing.stop();
    assert!(answers.iter().all(|answer| matches!(answer, Answer::ReadOnly(_))), "{answers:?}");
}

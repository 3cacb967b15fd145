//! The committer's thread: one sync a batch, then the answers, then the followers. It never waits for company: pauses of 0.3 to 1.5 times
//! a commit were tried and each cost receipts.

use std::{sync::Arc, time::Instant};

use super::{
    Answer, ContestNumber, Feed,
    batch::{Batch, OpenBlock, Pending, receipt},
    place::Place,
    writer::Writer,
};
use crate::journal::{JournalFault, JournalStore, Sealed, SecretChange};

pub struct Committer {
    store: JournalStore,
    /// Per contest; a new one comes with the first batch that may be about it.
    places: Vec<Place>,
    feed: Arc<Feed>,
    writer: Arc<Writer>,
}

type Committed = Vec<(ContestNumber, Vec<Sealed>)>;

impl Committer {
    pub fn new(store: JournalStore, feed: Arc<Feed>, writer: Arc<Writer>) -> Self {
        Self { store, places: Vec::new(), feed, writer }
    }

    pub fn run(mut self) {
        while let Some(batch) = self.writer.next_batch() {
            self.bring_home(batch);
        }
        self.feed.close();
    }

    /// One turn of [`Committer::run`]: the open batch, if there is one. For whoever keeps time by hand.
    pub fn step(&mut self) {
        if let Some(batch) = self.writer.open_batch() {
            self.bring_home(batch);
        }
    }

    fn bring_home(&mut self, Batch { opened, entries, answers, secrets }: Batch) {
        self.places.extend(opened);
        let committed = self.commit(entries.into_iter().collect(), &secrets);
        for (reply, pending) in answers {
            reply(match pending {
                // What was refused may have been so for the sake of an entry that is lost now.
                Pending::Now(_) if self.writer.read_only.reason().is_some() => self.writer.read_only.answer(),
                Pending::Now(answer) => answer,
                Pending::Entry(contest, position) => self.answer(contest, position, &committed),
            });
        }
        for (contest, sealed) in committed {
            self.feed.publish(contest, sealed.into());
        }
    }

    /// The entries that are on the disk now: all or none. After a failure nothing is written any more, so that the journal never has a
    /// gap.
    fn commit(&mut self, entries: Vec<(ContestNumber, OpenBlock)>, secrets: &[SecretChange]) -> Committed {
        if entries.is_empty() || self.writer.read_only.reason().is_some() {
            return Vec::new();
        }
        let (mut blocks, mut committed) = (Vec::new(), Vec::new());
        for (number, OpenBlock { stream, builder, sealed }) in entries {
            blocks.push((stream, builder.finish().0));
            committed.push((number, sealed));
        }
        let begun = Instant::now();
        if let Err(fault) = self.store.append_with(&blocks, secrets) {
            self.writer.read_only.fail(&fault.to_string());
            return Vec::new();
        }
        if let Some(observer) = self.writer.observer.get() {
            observer(begun.elapsed(), committed.iter().map(|(_, sealed): &(_, Vec<Sealed>)| sealed.len()).sum());
        }
        for (number, sealed) in &committed {
            if let Some(last) = sealed.last() {
                self.places[*number].durable = last.entry.position;
            }
        }
        committed
    }

    fn answer(&self, contest: ContestNumber, position: u64, committed: &Committed) -> Answer {
        if position > self.places[contest].durable {
            return self.writer.read_only.answer();
        }
        let in_batch = committed.iter().find(|(number, _)| *number == contest).and_then(|(_, sealed)| {
            let first = sealed.first()?.entry.position;
            sealed.get(usize::try_from(position.checked_sub(first)?).ok()?)
        });
        match in_batch {
            Some(sealed) => Answer::Stored(receipt(sealed)),
            None => self.answer_from_journal(contest, position),
        }
    }

    /// The answer a repeated command got the first time.
    fn answer_from_journal(&self, contest: ContestNumber, position: u64) -> Answer {
        let place = &self.places[contest];
        match self.store.read_one(&place.id, place.stream, position) {
            Ok(Some(sealed)) => Answer::Stored(receipt(&sealed)),
            Ok(None) => Answer::ReadOnly(JournalFault::Damaged { what: format!("entry {position} is missing") }.to_string().into()),
            Err(fault) => Answer::ReadOnly(fault.to_string().into()),
        }
    }
}

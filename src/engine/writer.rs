use std::{
    sync::{Arc, OnceLock, mpsc::Receiver},
    time::{Duration, Instant},
};

use super::{Answer, BATCH_MAX_COMMANDS, Contest, ContestNumber, Feed, Job, Receipt, Reply};
use crate::{
    journal::{BlockBuilder, JournalFault, JournalStore, Sealed},
    judging::{Body, Command, Decision, Entry, decide},
};

pub struct Writer {
    store: JournalStore,
    contests: Vec<Contest>,
    /// Per contest: the last position known to be on the disk.
    durable: Vec<u64>,
    feed: Arc<Feed>,
    read_only: Arc<OnceLock<Arc<str>>>,
}

/// What a command of this batch will be answered once the batch is on the disk.
enum Pending {
    Now(Answer),
    /// The entry at this position of the contest.
    Entry(ContestNumber, u64),
}

/// How long a commit waits for company. Whoever was answered by the last commit is likely to send again at once; waiting for them a fraction
/// of what a commit takes makes one commit out of two. A lone tablet never waits.
#[derive(Default)]
struct Pace {
    last_batch: usize,
    last_commit: Duration,
}

impl Pace {
    const WAIT_MAX: Duration = Duration::from_millis(2);

    fn gather(&mut self, jobs: &Receiver<Job>, batch: &mut Vec<Job>) {
        batch.extend(jobs.try_iter().take(BATCH_MAX_COMMANDS - batch.len()));
        if self.last_batch > 1 {
            let deadline = Instant::now() + (self.last_commit / 2).min(Self::WAIT_MAX);
            while batch.len() < self.last_batch {
                let Ok(job) = jobs.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { break };
                batch.push(job);
                batch.extend(jobs.try_iter().take(BATCH_MAX_COMMANDS - batch.len()));
            }
        }
        self.last_batch = batch.len();
    }

    fn took(&mut self, commit: Duration) {
        self.last_commit = commit;
    }
}

/// The entries of one batch, per contest.
struct Batch {
    open: Vec<Option<(BlockBuilder, Vec<Sealed>)>>,
}

impl Writer {
    pub fn new(store: JournalStore, contests: Vec<Contest>, feed: Arc<Feed>, read_only: Arc<OnceLock<Arc<str>>>) -> Self {
        let durable = contests.iter().map(|contest| contest.state.position).collect();
        Self { store, contests, durable, feed, read_only }
    }

    pub fn run(mut self, jobs: &Receiver<Job>) {
        let mut batch = Vec::with_capacity(BATCH_MAX_COMMANDS);
        let mut pace = Pace::default();
        while let Ok(first) = jobs.recv() {
            batch.push(first);
            pace.gather(jobs, &mut batch);
            let start = Instant::now();
            self.take(&mut batch);
            pace.took(start.elapsed());
        }
        self.feed.close();
    }

    /// Decides a batch in order, commits it, then answers. The state is ahead of the disk only inside this function; if the commit
    /// fails nothing of it is ever shown, because nothing is decided or published any more.
    fn take(&mut self, jobs: &mut Vec<Job>) {
        let mut batch = Batch { open: self.contests.iter().map(|_| None).collect() };
        let pending: Vec<(Reply, Pending)> =
            jobs.drain(..).map(|job| (job.reply, self.decide(&mut batch, job.contest, job.command))).collect();
        let committed = self.commit(batch);
        for (reply, pending) in pending {
            let answer = match pending {
                Pending::Now(answer) => answer,
                Pending::Entry(contest, position) => self.answer_for(contest, position, &committed),
            };
            reply(answer);
        }
        for (contest, sealed) in committed {
            self.feed.publish(contest, sealed.into());
        }
    }

    fn decide(&mut self, batch: &mut Batch, number: ContestNumber, command: Command) -> Pending {
        let Some(contest) = self.contests.get_mut(number) else {
            return Pending::Now(Answer::Refused(crate::judging::Refusal::NotOpen));
        };
        match decide(&contest.state, &command) {
            Ok(Decision::Repeat { position }) => Pending::Entry(number, position),
            // The state may be ahead of the disk now: what it would refuse means nothing.
            _ if self.read_only.get().is_some() => Pending::Now(self.read_only_answer()),
            Err(refusal) => Pending::Now(Answer::Refused(refusal)),
            Ok(Decision::Accept(body)) => match accept(contest, &mut batch.open[number], command, body) {
                Ok(position) => Pending::Entry(number, position),
                Err(reason) => {
                    self.fail(&reason);
                    Pending::Now(self.read_only_answer())
                }
            },
        }
    }

    /// Answers the entries that are on the disk now.
    fn commit(&mut self, batch: Batch) -> Vec<(ContestNumber, Vec<Sealed>)> {
        if self.read_only.get().is_some() {
            return Vec::new();
        }
        let (mut blocks, mut committed) = (Vec::new(), Vec::new());
        for (number, open) in batch.open.into_iter().enumerate() {
            if let Some((builder, sealed)) = open {
                let (block, last_hash) = builder.finish();
                self.contests[number].last_hash = last_hash;
                blocks.push((self.contests[number].stream, block));
                committed.push((number, sealed));
            }
        }
        if blocks.is_empty() {
            return committed;
        }
        match self.store.append(&blocks) {
            Ok(()) => {
                for (number, _) in &committed {
                    self.durable[*number] = self.contests[*number].state.position;
                }
                committed
            }
            Err(fault) => {
                self.fail(&fault.to_string());
                Vec::new()
            }
        }
    }

    fn answer_for(&self, contest: ContestNumber, position: u64, committed: &[(ContestNumber, Vec<Sealed>)]) -> Answer {
        if position > self.durable[contest] {
            return self.read_only_answer();
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
        let contest = &self.contests[contest];
        match self.store.read_one(&contest.id, contest.stream, position) {
            Ok(Some(sealed)) => Answer::Stored(receipt(&sealed)),
            Ok(None) => Answer::ReadOnly(JournalFault::Damaged { what: format!("entry {position} is missing") }.to_string().into()),
            Err(fault) => Answer::ReadOnly(fault.to_string().into()),
        }
    }

    fn fail(&self, reason: &str) {
        let reason: Arc<str> = reason.into();
        tracing::error!(%reason, "storage failed; read-only from now on");
        if self.read_only.set(Arc::clone(&reason)).is_ok() {
            self.feed.read_only(reason);
        }
    }

    fn read_only_answer(&self) -> Answer {
        Answer::ReadOnly(self.read_only.get().cloned().unwrap_or_else(|| "the storage failed".into()))
    }
}

fn accept(contest: &mut Contest, open: &mut Option<(BlockBuilder, Vec<Sealed>)>, command: Command, body: Body) -> Result<u64, String> {
    let position = contest.state.position + 1;
    let (builder, sealed) = open.get_or_insert_with(|| (BlockBuilder::new(position, contest.last_hash), Vec::new()));
    let entry = Entry { position, at: command.at, actor: command.actor, command: command.id, body };
    contest.state.apply(&entry).map_err(|fault| fault.to_string())?;
    let hash = builder.push(&entry).map_err(|fault| fault.to_string())?;
    sealed.push(Sealed { entry, hash });
    Ok(position)
}

fn receipt(sealed: &Sealed) -> Receipt {
    Receipt { position: sealed.entry.position, hash: sealed.hash, at: sealed.entry.at }
}

//! One day, from a seed.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    sync::{Arc, Mutex},
    time::Instant,
};

use jinbang::{
    competition::Competition,
    engine::{Answer, Committer, Contest, Engine, Feed, Receipt},
    journal::JournalStore,
    judging::{Action, Actor, Command, ContestState},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{
    journal::{Truth, check_state},
    plant::Plant,
    tablet::{COMPETITORS, Fate, Tablet},
};
use crate::common::{
    competition::{MARK, judgement, skill},
    contest::{fold, read_all},
    disk::{Disk, Fails, PowerCuts},
    room::pairings,
};

/// When nobody works any more, in simulated milliseconds.
const EVENING: u64 = 60_000;
/// When everything must have arrived.
const NIGHT: u64 = 600_000;
/// A tablet sends again what was not answered for so long.
const RETRY: u64 = 2_000;
/// Commands that a tablet has under way at once.
const UNDER_WAY: usize = 8;
const EXPERTS: [&str; 4] = ["E1", "E2", "E3", "H"];

#[derive(Debug, Clone)]
enum Event {
    Work(usize),
    Send(usize),
    /// With the start of the server: what is on its way, either way, ends with it.
    Arrive(usize, u64, Action, u32),
    Answer(usize, u64, Answer, u32),
    Commit,
    PowerCut,
    Restart,
    CutOff(usize),
    Back(usize),
    Reload(usize),
    ClockJump,
    DiskFault,
}

/// Answers that the committer gave: of which tablet, to which number.
type Outgoing = Arc<Mutex<Vec<(usize, u64, Answer)>>>;

struct Server {
    engine: Engine,
    committer: Committer,
    feed: Arc<Feed>,
    live: ContestState,
    outgoing: Outgoing,
    /// A commit is on its way to the disk.
    commits: bool,
    /// It has said that it takes nothing more.
    failed: bool,
}

pub struct Day {
    random: StdRng,
    now: u64,
    clock_off: i64,
    coming: BinaryHeap<Reverse<(u64, usize)>>,
    events: Vec<Option<Event>>,
    disk: Disk,
    /// What was on it when its recording began, and before the last commit.
    before: Vec<u8>,
    earlier: Vec<u8>,
    server: Option<Server>,
    /// How often it was started.
    starts: u32,
    tablets: Vec<Tablet>,
    truth: Truth,
    plant: Option<Plant>,
    story: Vec<String>,
}

fn competition() -> Competition {
    let competitors: Vec<String> = (0..COMPETITORS).map(|number| format!("C{number}")).collect();
    skill()
        .competitors(&competitors.join(" "))
        .experts("E1 E2 E3 H=chief")
        .sub_criterion("A1")
        .measured("M1", "5", MARK)
        .judged("J1", "2", judgement())
        .judged("J2", "3", judgement())
        .competition("city")
}

impl Day {
    /// # Errors
    /// The first invariant that did not hold, and the day's last events.
    pub fn play(seed: u64, plant: Option<Plant>) -> Result<(), String> {
        let mut day = Self::begin(seed, plant);
        day.run_on().map_err(|wrong| {
            let last = day.story.len().saturating_sub(30);
            format!("{wrong}\nat {} ms, after\n  {}", day.now, day.story[last..].join("\n  "))
        })
    }

    /// Everything that happened.
    pub fn told(seed: u64) -> Vec<String> {
        let mut day = Self::begin(seed, None);
        day.run_on().unwrap_or_else(|wrong| panic!("{wrong}"));
        day.story
    }

    fn begin(seed: u64, plant: Option<Plant>) -> Self {
        let mut day = Self {
            random: StdRng::seed_from_u64(seed),
            now: 0,
            clock_off: 0,
            coming: BinaryHeap::new(),
            events: Vec::new(),
            disk: Disk::default().recording(),
            before: Vec::new(),
            earlier: Vec::new(),
            server: None,
            starts: 0,
            tablets: EXPERTS.map(Tablet::of).into(),
            truth: Truth::default(),
            plant,
            story: Vec::new(),
        };
        for tablet in 0..EXPERTS.len() {
            for _ in 0..day.random.random_range(5..20) {
                day.some_time(EVENING, Event::Work(tablet));
            }
            day.some_time(RETRY, Event::Send(tablet));
            for _ in 0..day.random.random_range(0..3) {
                day.some_time(EVENING, Event::CutOff(tablet));
                day.some_time(EVENING, Event::Reload(tablet));
            }
        }
        for _ in 0..day.random.random_range(0..4) {
            day.some_time(EVENING, Event::PowerCut);
            day.some_time(EVENING, Event::ClockJump);
        }
        if day.random.random_bool(0.3) {
            day.some_time(EVENING, Event::DiskFault);
        }
        day
    }

    fn after(&mut self, wait: u64, event: Event) {
        self.events.push(Some(event));
        self.coming.push(Reverse((self.now + wait, self.events.len() - 1)));
    }

    fn some_time(&mut self, within: u64, event: Event) {
        let wait = self.random.random_range(0..within);
        self.after(wait, event);
    }

    fn run_on(&mut self) -> Result<(), String> {
        self.start()?;
        for pairing in pairings(&competition()) {
            self.ask(pairing, None);
        }
        self.commit()?;
        while let Some(Reverse((at, number))) = self.coming.pop() {
            self.now = at;
            if at > NIGHT {
                break;
            }
            if let Some(event) = self.events[number].take() {
                self.happen(event)?;
            }
            if at > EVENING && self.tablets.iter().all(Tablet::is_idle) && self.server.is_some() {
                break;
            }
        }
        self.evening()
    }

    fn happen(&mut self, event: Event) -> Result<(), String> {
        if !matches!(event, Event::Send(_)) {
            self.story.push(format!("{} {}", self.now, short(&event)));
        }
        match event {
            Event::Work(tablet) => self.tablets[tablet].work(&mut self.random),
            Event::Send(tablet) => self.send(tablet),
            Event::Arrive(tablet, sequence, action, start) if start == self.starts => self.arrive(tablet, sequence, action)?,
            Event::Arrive(..) => {}
            Event::Answer(tablet, sequence, answer, start) => {
                if start == self.starts && !self.tablets[tablet].cut_off {
                    self.tablets[tablet].hear(sequence, &answer)?;
                }
            }
            Event::Commit => self.commit()?,
            Event::PowerCut => self.power_cut(),
            Event::Restart => self.start()?,
            Event::CutOff(tablet) => {
                self.tablets[tablet].cut_off = true;
                self.some_time(10_000, Event::Back(tablet));
            }
            Event::Back(tablet) => self.tablets[tablet].cut_off = false,
            Event::Reload(tablet) => {
                let is = |plant| self.plant == Some(plant);
                let (loses, anew) = (is(Plant::LosesTheQueue), is(Plant::CountsAnew));
                self.tablets[tablet].reload(loses, anew);
            }
            Event::ClockJump => {
                let span = [3_600_000, 315_360_000_000][self.random.random_range(0..2)];
                self.clock_off = self.random.random_range(-span..=span);
            }
            Event::DiskFault => {
                let soon = self.disk.operations() + self.random.random_range(0..20);
                self.disk.fail(if self.random.random_bool(0.5) { Fails::Once(soon) } else { Fails::From(soon) });
            }
        }
        Ok(())
    }

    /// Everything that waits, each on its own way, some of it twice, some of it never.
    fn send(&mut self, tablet: usize) {
        let waiting: Vec<_> = self.tablets[tablet].waiting().take(UNDER_WAY).cloned().collect();
        for (sequence, action) in waiting {
            self.on_the_way(tablet, &Event::Arrive(tablet, sequence, action, self.starts));
        }
        self.after(RETRY, Event::Send(tablet));
    }

    fn on_the_way(&mut self, tablet: usize, message: &Event) {
        if self.tablets[tablet].cut_off {
            return;
        }
        let copies = [0, 1, 1, 1, 1, 2, 3][self.random.random_range(0..7)];
        for _ in 0..copies {
            let wait = if self.random.random_bool(0.1) { 5_000 } else { 200 };
            self.some_time(wait, message.clone());
        }
    }

    fn arrive(&mut self, tablet: usize, sequence: u64, action: Action) -> Result<(), String> {
        let (who, id) = (&self.tablets[tablet], self.tablets[tablet].id_of(sequence));
        let at = i64::try_from(self.now).expect("a day") + self.clock_off;
        let command =
            Command { at, actor: Actor::Expert(crate::common::competition::id(who.expert)), id: Some(id.clone()), browser: None, action };
        let Some(server) = &self.server else { return Ok(()) };
        let position = self.truth.committed.len() as u64 + 1;
        if self.plant == Some(Plant::AnswersEarly)
            && !self.truth.receipts.contains_key(&(id.device.to_string(), sequence))
            && !server.failed
        {
            self.truth.promised(&id, Receipt { position, hash: [0; 32], at })?;
        }
        self.ask(command, Some((tablet, sequence)));
        let is_idle = self.server.as_mut().is_some_and(|server| !std::mem::replace(&mut server.commits, true));
        if is_idle {
            self.some_time(12, Event::Commit);
        }
        Ok(())
    }

    fn ask(&mut self, command: Command, from: Option<(usize, u64)>) {
        let Some(server) = &self.server else { return };
        let outgoing = Arc::clone(&server.outgoing);
        let reply = move |answer| {
            if let Some((tablet, sequence)) = from {
                outgoing.lock().expect("no panic").push((tablet, sequence, answer));
            }
        };
        // A full queue is a lost message: the tablet sends it again.
        let _ = server.engine.submit(0, command, Box::new(reply));
    }

    /// The disk has the open batch; its answers leave.
    fn commit(&mut self) -> Result<(), String> {
        let Some(server) = &mut self.server else { return Ok(()) };
        self.earlier = self.disk.bytes();
        server.commits = false;
        server.committer.step();
        let outgoing = std::mem::take(&mut *server.outgoing.lock().expect("no panic"));
        let had_failed = server.failed;
        server.failed = server.engine.read_only().is_some();
        let has_failed = server.failed;
        self.follow()?;
        for (tablet, sequence, answer) in outgoing {
            self.leave(tablet, sequence, answer, had_failed)?;
        }
        if has_failed && !had_failed {
            // Somebody reads the screen, frees the disk and starts it again.
            self.some_time(5_000, Event::Restart);
        }
        Ok(())
    }

    /// Readers fold what is on the disk now.
    fn follow(&mut self) -> Result<(), String> {
        let Some(server) = &mut self.server else { return Ok(()) };
        for (_, batch) in server.feed.wait_until(Instant::now()).batches {
            for sealed in batch.iter() {
                let is_forgotten = self.plant == Some(Plant::ForgetsAnEntry) && sealed.entry.position % 20 == 0;
                if is_forgotten {
                    server.live.position = sealed.entry.position;
                } else {
                    server.live.apply(&sealed.entry).map_err(|fault| format!("invariant 6: {fault}"))?;
                }
                self.truth.committed.push(sealed.clone());
            }
        }
        Ok(())
    }

    fn leave(&mut self, tablet: usize, sequence: u64, answer: Answer, had_failed: bool) -> Result<(), String> {
        let id = self.tablets[tablet].id_of(sequence);
        let answer = match answer {
            Answer::ReadOnly(_) if self.plant == Some(Plant::HidesTheFault) => {
                Answer::Stored(Receipt { position: self.truth.committed.len() as u64, hash: [0; 32], at: 0 })
            }
            Answer::Stored(receipt)
                if self.plant == Some(Plant::AnswersAnew) && self.truth.receipts.contains_key(&(id.device.to_string(), sequence)) =>
            {
                Answer::Stored(Receipt { position: receipt.position + 1, ..receipt })
            }
            other => other,
        };
        if let Answer::Stored(receipt) = &answer {
            let is_old = self.truth.receipts.get(&(id.device.to_string(), sequence)) == Some(receipt);
            if had_failed && !is_old && receipt.position > self.truth.committed.len() as u64
                || receipt.hash == [0; 32] && self.plant == Some(Plant::HidesTheFault)
            {
                return Err(format!("invariant 18: {id:?} is said to be stored after a storage fault"));
            }
            if self.plant != Some(Plant::AnswersEarly) {
                self.truth.promised(&id, *receipt)?;
            }
        }
        let to =
            if self.plant == Some(Plant::MixesTabletsUp) && self.random.random_bool(0.1) { (tablet + 1) % EXPERTS.len() } else { tablet };
        self.on_the_way(to, &Event::Answer(to, sequence, answer, self.starts));
        Ok(())
    }

    /// In the middle of a commit, if one is on its way.
    fn power_cut(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        let before = self.disk.recorded();
        server.committer.step();
        // Nobody hears what it says now.
        let at = self.random.random_range(before..=self.disk.recorded());
        drop(server);
        let mut left = PowerCuts::new(std::mem::take(&mut self.before), self.disk.take_log()).cut(at, &mut self.random);
        if self.plant == Some(Plant::LosesACommit) {
            left = std::mem::take(&mut self.earlier);
        }
        // And again, while the journal is being opened.
        if self.random.random_bool(0.3) {
            let disk = Disk::with_bytes(left.clone()).recording();
            drop(JournalStore::with_backend(disk.clone()));
            let log = disk.take_log();
            let at = self.random.random_range(0..=log.len());
            left = PowerCuts::new(left, log).cut(at, &mut self.random);
        }
        self.disk = Disk::with_bytes(left);
        self.some_time(5_000, Event::Restart);
    }

    /// From what the disk has.
    fn start(&mut self) -> Result<(), String> {
        self.starts += 1;
        if let Some(server) = self.server.take() {
            drop(server);
        }
        self.disk.fail(Fails::Never);
        self.before = self.disk.bytes();
        self.disk = Disk::with_bytes(self.before.clone()).recording();
        let fault = |what: String| format!("invariant 1: {what}");
        let store = JournalStore::with_backend(self.disk.clone()).map_err(|error| fault(error.to_string()))?;
        let contest = Contest::open(&store, competition(), 0).map_err(|error| fault(error.to_string()))?;
        let found = read_all(&store, "city").map_err(|error| fault(error.to_string()))?;
        self.truth.check(&found)?;
        let feed = Arc::new(Feed::default());
        let live = fold(&found);
        let (engine, committer) = Engine::by_hand(store, vec![contest], Arc::clone(&feed));
        self.server = Some(Server { engine, committer, feed, live, outgoing: Arc::default(), commits: false, failed: false });
        Ok(())
    }

    /// The lines are mended, the server runs: nothing waits any more, and nothing is missing.
    fn evening(&mut self) -> Result<(), String> {
        if self.server.is_none() {
            self.start()?;
        }
        let found = self.truth.committed.clone();
        if let Some(server) = &self.server {
            check_state(&found, &server.live)?;
        }
        self.truth.check(&found)?;
        for tablet in &self.tablets {
            for (sequence, (action, fate)) in &tablet.made {
                let position = found.iter().find(|sealed| sealed.entry.command.as_ref() == Some(&tablet.id_of(*sequence)));
                match (fate, position) {
                    (Fate::Stored(shown), Some(sealed)) if sealed.entry.position == *shown => {}
                    (Fate::Refused, None) => {}
                    (Fate::Queued, _) if !tablet.is_idle() => return Err(format!("liveness: {sequence} of {} still waits", tablet.device)),
                    (fate, found) => {
                        return Err(format!(
                            "invariant 20: {} shows {fate:?} of {sequence}, {action:?}; the journal has {found:?}",
                            tablet.device
                        ));
                    }
                }
            }
        }
        Ok(())
    }
}

fn short(event: &Event) -> String {
    match event {
        Event::Arrive(tablet, sequence, Action::Submit(mark), _) => {
            format!("{} {sequence} arrives: {} {} {}", EXPERTS[*tablet], mark.competitor, mark.aspect, mark.value)
        }
        Event::Answer(tablet, sequence, Answer::Stored(receipt), _) => {
            format!("{} {sequence} is stored as {}", EXPERTS[*tablet], receipt.position)
        }
        other => format!("{other:?}"),
    }
}

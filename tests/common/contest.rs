//! The one writer over any storage, asked from a plain thread.

use std::{
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

use jinbang::{
    competition::{Competition, CompetitionId},
    engine::{Answer, Contest, Engine, Feed, OpenFault, Receipt},
    journal::{JournalFault, JournalStore, Sealed},
    judging::{Action, Actor, Command, CommandId, ContestState, Submit},
};

use super::{
    competition::{MARK, id, judgement, skill},
    room::{organiser, tablet_of},
};

/// A competition with room for thousands of measurements.
pub fn measuring(name: &str, competitors: u64) -> Competition {
    let words: Vec<String> = (0..competitors).map(|number| format!("C{number}")).collect();
    skill().competitors(&words.join(" ")).experts("E1 E2 E3").measured("M1", "5", MARK).judged("J1", "2", judgement()).competition(name)
}

pub struct Writing {
    pub engine: Engine,
    pub feed: Arc<Feed>,
    thread: JoinHandle<()>,
}

impl Writing {
    /// Opens the competitions and starts the writer.
    pub fn start(store: &JournalStore, competitions: &[Competition]) -> Result<Self, OpenFault> {
        let contests = competitions.iter().map(|competition| Contest::open(store, competition.clone(), 0)).collect::<Result<_, _>>()?;
        let feed = Arc::new(Feed::default());
        let (engine, thread) = Engine::start(store.clone(), contests, Arc::clone(&feed)).expect("a thread");
        Ok(Self { engine, feed, thread })
    }

    pub fn ask_contest(&self, contest: usize, command: Command) -> Answer {
        let (send, receive) = mpsc::channel();
        self.engine.submit(contest, command, Box::new(move |answer| drop(send.send(answer)))).expect("room in the queue");
        receive.recv().expect("an answer")
    }

    pub fn ask(&self, command: Command) -> Answer {
        self.ask_contest(0, command)
    }

    /// Asks all at once, so that they meet in few batches.
    pub fn ask_all(&self, commands: impl IntoIterator<Item = Command>) -> Vec<Answer> {
        let (send, receive) = mpsc::channel();
        let mut count = 0;
        for (index, command) in commands.into_iter().enumerate() {
            let send = send.clone();
            self.engine.submit(0, command, Box::new(move |answer| drop(send.send((index, answer))))).expect("room in the queue");
            count += 1;
        }
        drop(send);
        let mut answers: Vec<(usize, Answer)> = receive.iter().collect();
        assert_eq!(answers.len(), count, "every command is answered once");
        answers.sort_by_key(|(index, _)| *index);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }

    /// Lets the writer finish its queue.
    pub fn stop(self) {
        drop(self.engine);
        self.thread.join().expect("the writer ends well");
    }
}

pub fn pair(expert: &str) -> Command {
    organiser(Action::PairDevice { device: tablet_of(expert, false), skill: id("web"), expert: id(expert), token_hash: String::new() })
}

/// The expert's `sequence`-th entry: a measurement of the competitor of that number.
pub fn measure(expert: &str, sequence: u64, competitor: u64) -> Command {
    Command {
        at: i64::try_from(sequence).expect("a small sequence"),
        actor: Actor::Expert(id(expert)),
        id: Some(CommandId { device: tablet_of(expert, false), sequence }),
        browser: None,
        action: Action::Submit(Submit {
            competitor: format!("C{competitor}"),
            aspect: "M1".to_owned(),
            value: "4.25".to_owned(),
            corrects: None,
            reason: None,
            confirms: None,
            made_at: None,
        }),
    }
}

pub fn stored(answer: Answer) -> Receipt {
    match answer {
        Answer::Stored(receipt) => receipt,
        other => panic!("not stored: {other:?}"),
    }
}

/// Everything the journal has of a competition, its chain checked.
pub fn read_all(store: &JournalStore, competition: &str) -> Result<Vec<Sealed>, JournalFault> {
    let competition: CompetitionId = id(competition);
    let Some((_, stream)) = store.competitions()?.into_iter().find(|(known, _)| *known == competition) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    store.replay::<JournalFault>(&competition, stream, |block| {
        all.extend(block);
        Ok(())
    })?;
    Ok(all)
}

pub fn fold(sealed: &[Sealed]) -> ContestState {
    ContestState::replay(sealed.iter().map(|sealed| &sealed.entry)).expect("a journal that folds")
}

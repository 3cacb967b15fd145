//! Hears what origins say, and keeps their boards as they have them: message by message, and as a whole whenever something is missing.

use std::{collections::HashMap, sync::Arc, time::Instant};

use async_nats::{Message, Subscriber};
use futures_util::StreamExt;
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
    time::interval,
};

use super::{
    counts::Counts,
    followed::{Check, Followed},
    limits::{BEAT_MAX_BYTES, BOARDS_MAX, LOADS_AT_ONCE_MAX, LOOK_INTERVAL},
    portal::Portal,
};
use crate::{
    competition::{CompetitionId, SkillId},
    live::{Bell, CONTESTS_MAX, LoadedBoard},
    server::{
        app::stopped,
        nats::{Ask, AskFault, Beat, EPOCH, Epoch, KIND, KIND_RELOAD, LinkState, Reply, VERSION, ask, limits::SILENT_MAX, subjects},
        viewers::Audience,
    },
};

pub struct Follower {
    portal: Arc<Portal>,
    audience: Arc<Audience>,
    bell: Arc<Bell>,
    counts: Counts,
    /// By the word that subjects have for them.
    competitions: HashMap<String, Followed>,
    loads: JoinSet<Loaded>,
    turns: Arc<Semaphore>,
}

/// Something that was asked for.
struct Loaded {
    competition: String,
    epoch: Epoch,
    /// `None`: the entry in the list.
    skill: Option<SkillId>,
    reply: Result<Reply, AskFault>,
}

impl Follower {
    pub fn new(portal: Arc<Portal>, audience: Arc<Audience>, bell: Arc<Bell>, counts: Counts) -> Self {
        let turns = Arc::new(Semaphore::new(LOADS_AT_ONCE_MAX));
        Self { portal, audience, bell, counts, competitions: HashMap::new(), loads: JoinSet::new(), turns }
    }

    /// Until the edge stops.
    pub async fn run(mut self, mut stopping: watch::Receiver<bool>) {
        let (mut link, mut look) = (self.portal.link.state(), interval(LOOK_INTERVAL));
        let subscribed = tokio::select! {
            subscribed = self.subscribe() => subscribed,
            () = stopped(&mut stopping) => return,
        };
        let Some((mut beats, mut frames)) = subscribed else { return };
        let state = link.borrow_and_update().clone();
        self.call_if_reached(&state).await;
        loop {
            tokio::select! {
                Some(message) = frames.next() => self.hear_frame(&message),
                Some(message) = beats.next() => self.hear_beat(&message),
                Some(loaded) = self.loads.join_next() => loaded.into_iter().for_each(|loaded| self.take(loaded)),
                Ok(()) = link.changed() => {
                    let state = link.borrow_and_update().clone();
                    self.call_if_reached(&state).await;
                }
                _ = look.tick() => self.look_for_silence(),
                () = stopped(&mut stopping) => return,
            }
        }
    }

    async fn subscribe(&self) -> Option<(Subscriber, Subscriber)> {
        let client = &self.portal.link.client;
        let both = async { Ok((client.subscribe(subjects::ALL_BEATS).await?, client.subscribe(subjects::ALL_FRAMES).await?)) };
        let both: Result<_, async_nats::SubscribeError> = both.await;
        both.inspect_err(|error| tracing::error!(%error, "nothing can be heard from NATS")).ok()
    }

    /// Origins need not be waited for.
    async fn call_if_reached(&self, state: &LinkState) {
        if *state == LinkState::Connected {
            self.portal.now_reached(Instant::now());
            if let Err(error) = self.portal.link.client.publish(subjects::CALL, "".into()).await {
                tracing::warn!(%error, "origins cannot be called; they are heard within a second");
            }
        }
    }

    fn hear_beat(&mut self, message: &Message) {
        let word = subjects::words(&message.subject).map(|(word, _)| word.to_owned());
        let beat = Some(&message.payload).filter(|payload| payload.len() <= BEAT_MAX_BYTES);
        let beat = beat.and_then(|payload| serde_json::from_slice::<Beat>(payload).ok()).filter(|beat| beat.boards.len() <= BOARDS_MAX);
        let (Some(word), Some(beat)) = (word, beat) else {
            self.counts.unread.inc();
            return;
        };
        let now = Instant::now();
        let Some(followed) = followed(&mut self.competitions, &word, &beat, now) else { return };
        if beat.epoch != followed.epoch {
            // Of two starts the later counts, as long as it is heard.
            if beat.epoch < followed.epoch && now.duration_since(followed.heard) < SILENT_MAX {
                tracing::debug!(competition = %followed.id, "another server says that it serves this competition");
                return;
            }
            followed.begin_anew(beat.epoch);
        }
        (followed.heard, followed.url, followed.place) = (now, beat.url.as_str().into(), beat.place);
        self.portal.heard(&followed.id, now);
        if std::mem::take(&mut followed.is_silent) {
            self.audience.hears_of(keys(followed), None);
        }
        if beat.tag != followed.tag && !beat.entry.as_ref().is_some_and(|entry| followed.take_entry(entry)) {
            self.load(&word, None);
        }
        self.check_boards(&word, &beat);
        self.show(&word);
    }

    fn check_boards(&mut self, word: &str, beat: &Beat) {
        for at in &beat.boards {
            let Some(followed) = self.competitions.get_mut(word) else { return };
            match followed.boards.entry(at.0.clone()).or_default().check(at) {
                Check::Good => {}
                Check::Load => self.load(word, Some(at.0.clone())),
                Check::Differs => {
                    tracing::error!(competition = word, skill = %at.0, version = at.1, "a board has other bytes than its origin's; it is loaded anew");
                    self.counts.differences.inc();
                    self.load(word, Some(at.0.clone()));
                }
            }
        }
    }

    fn hear_frame(&mut self, message: &Message) {
        let Some((competition, Some(skill))) = subjects::words(&message.subject) else { return };
        let header = |name: &str| message.headers.as_ref()?.get(name).map(|value| value.as_str().to_owned());
        let (epoch, version) = (header(EPOCH).and_then(|text| text.parse().ok()), header(VERSION).and_then(|text| text.parse().ok()));
        let (Some(epoch), Some(version)) = (epoch, version) else {
            self.counts.unread.inc();
            return;
        };
        // A beat says first whose messages count.
        let Some(followed) = self.competitions.get_mut(competition).filter(|followed| followed.epoch == epoch) else { return };
        let found = followed.boards.iter_mut().find(|(id, _)| subjects::token(id) == skill);
        let Some((id, board)) = found else { return };
        let bytes = (header(KIND).as_deref() != Some(KIND_RELOAD)).then(|| message.payload.clone());
        self.counts.frames.inc();
        if board.take(version, bytes).is_ok() {
            self.bell.ring();
            return;
        }
        self.counts.gaps.inc();
        let (competition, id) = (competition.to_owned(), id.clone());
        self.load(&competition, Some(id));
    }

    /// Asks for a board, or for the entry in the list; the answer comes back to [`Self::take`].
    fn load(&mut self, word: &str, skill: Option<SkillId>) {
        let Some(followed) = self.competitions.get_mut(word) else { return };
        let is_loading = match &skill {
            Some(skill) => &mut followed.boards.entry(skill.clone()).or_default().is_loading,
            None => &mut followed.entry_is_loading,
        };
        if std::mem::replace(is_loading, true) {
            return;
        }
        self.counts.loads.inc();
        let (client, turns) = (self.portal.link.client.clone(), Arc::clone(&self.turns));
        let (competition, epoch, id) = (word.to_owned(), followed.epoch, followed.id.clone());
        self.loads.spawn(async move {
            let _turn = turns.acquire_owned().await;
            let question = match skill.clone() {
                Some(skill) => Ask::Board { competition: id, skill },
                None => Ask::Competition { competition: id },
            };
            Loaded { competition, epoch, skill, reply: ask(&client, epoch, &question).await }
        });
    }

    /// What fails is asked for again with the next beat.
    fn take(&mut self, loaded: Loaded) {
        let Loaded { competition, epoch, skill, reply } = loaded;
        let Some(followed) = self.competitions.get_mut(&competition).filter(|followed| followed.epoch == epoch) else { return };
        let reply = reply.map_err(|fault| fault.to_string()).and_then(|reply| match reply.head.status {
            200 => Ok(reply.body),
            status => Err(format!("the origin answers {status}")),
        });
        let taken = match (&skill, reply) {
            (None, reply) => {
                followed.entry_is_loading = false;
                reply.and_then(|body| {
                    let entry = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
                    if followed.take_entry(entry) { Ok(()) } else { Err("it is no entry of this competition".to_owned()) }
                })
            }
            (Some(skill), reply) => {
                let board = followed.boards.entry(skill.clone()).or_default();
                board.is_loading = false;
                reply.and_then(|body| {
                    let whole = LoadedBoard::read(&body).map_err(|gap| gap.to_string())?;
                    board.load(whole).map_err(|gap| gap.to_string())
                })
            }
        };
        if let Err(fault) = taken {
            tracing::warn!(competition, skill = skill.as_deref(), fault, "what was asked for is not here yet");
        }
        self.bell.ring();
        self.show(&competition);
    }

    /// Whatever is new and whole.
    fn show(&self, word: &str) {
        let Some(followed) = self.competitions.get(word) else { return };
        let before = self.portal.of(&followed.id);
        if let Some(shown) = followed.shown(before.as_ref().map(|known| &known.stage)) {
            self.portal.show(shown);
        }
    }

    fn look_for_silence(&mut self) {
        for followed in self.competitions.values_mut() {
            if !followed.is_silent && followed.heard.elapsed() >= SILENT_MAX {
                followed.is_silent = true;
                tracing::warn!(competition = %followed.id, "its origin is not heard any more; its boards are shown as they were");
                self.audience.hears_of(keys(followed), Some(followed.heard));
            }
        }
    }
}

/// The competition that a beat is about; `None` where it is said in a wrong place, or there are too many.
fn followed<'a>(known: &'a mut HashMap<String, Followed>, word: &str, beat: &Beat, now: Instant) -> Option<&'a mut Followed> {
    if !known.contains_key(word) {
        let id = id_of(word)?;
        if known.len() >= CONTESTS_MAX {
            return None;
        }
        known.insert(word.to_owned(), Followed::new(id, beat.epoch, now));
    }
    known.get_mut(word)
}

/// The id that a word of a subject stands for.
fn id_of(word: &str) -> Option<CompetitionId> {
    subjects::id(word)?.parse().ok()
}

fn keys(followed: &Followed) -> Vec<crate::live::BoardKey> {
    followed.boards.values().filter_map(|board| board.channel.as_ref()).map(|channel| channel.key()).collect()
}

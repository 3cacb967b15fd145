//! One tablet's connection, from `hello` to the end.

use std::{iter::once, sync::Arc};

use axum::{
    body::Bytes,
    extract::ws::{Message, WebSocket},
};
use data_encoding::HEXLOWER;
use tokio::{
    sync::mpsc,
    time::{Instant, Interval, MissedTickBehavior, interval_at, timeout},
};

use super::{
    commands::command,
    hello::{fatal, identify, not_paired},
    tablet::{Gone, Tablet},
    welcome,
};
use crate::{
    competition::{ExpertRole, Text},
    engine::Answer,
    judging::{Action, Actor, Command, CommandId, Refusal},
    live::{ContestView, OUTBOX_MAX_FRAMES, Outbox, Outgoing, sight::Sight},
    server::{
        app::{App, SharedApp, stopped},
        devices::Identity,
        entrance::Guest,
        limits::{HELLO_TIMEOUT, PING_INTERVAL, SEND_TIMEOUT, TABLET_UNDER_WAY_MAX, WRONG_MESSAGES_MAX_PER_MINUTE},
        messages::may_send,
        wrong_messages::WrongMessages,
    },
    wire::{Failure, FromTablet, Hello, Pong, ReceiptMessage, Refused, Status, ToTablet},
};

enum Then {
    GoOn,
    Stop,
}

pub async fn run(app: SharedApp, guest: Arc<Guest>, socket: WebSocket) {
    let mut tablet = Tablet { socket };
    let mut ending = app.stopping.clone();
    let heard = tokio::select! {
        heard = timeout(HELLO_TIMEOUT, tablet.hear_hello()) => heard,
        () = guest.sent_away() => return,
        () = stopped(&mut ending) => Ok(Err(stopping())),
    };
    let hello = match heard {
        Ok(Ok(hello)) => hello,
        Ok(Err(failure)) => return tablet.send_away(failure).await,
        Err(_) => return tablet.send_away(fatal("hello-timeout", Text::new("等待 hello 超时", "no hello came in time"))).await,
    };
    let who = match identify(&app.views, &hello) {
        Ok(who) => who,
        Err(failure) => return tablet.send_away(failure).await,
    };
    let Ok(_place) = app.tablets.try_acquire() else { return tablet.send_away(full()).await };
    drop(guest);
    Session::begin(&app, tablet, who, &hello).await;
}

fn read_only(app: &App) -> Option<ToTablet> {
    let reason = app.engine.read_only()?.to_string();
    Some(ToTablet::Status(Status { writable: false, reason: Some(reason) }))
}

/// What was dropped may have been marks, locks, or that the storage failed.
fn everything(app: &App, view: &ContestView, who: &Identity) -> Vec<ToTablet> {
    let state = view.state();
    let mut messages = vec![ToTablet::Marks(welcome::marks(&view.competition, &state, who, None))];
    messages.extend(welcome::locks(&view.competition, &state, who).map(ToTablet::Locked));
    messages.extend(read_only(app));
    messages
}

struct Session<'a> {
    app: &'a App,
    view: &'a ContestView,
    who: Identity,
    actor: Actor,
    tablet: Tablet,
    outbox: Outbox,
    under_way: usize,
    silent_intervals: u32,
    wrong: WrongMessages,
}

impl<'a> Session<'a> {
    async fn begin(app: &'a App, tablet: Tablet, who: Identity, hello: &Hello) {
        let view = &app.views.contests[who.contest];
        let expert = &view.competition.skills[who.skill].experts[who.expert];
        let (outbox, mut inbox) = mpsc::channel(OUTBOX_MAX_FRAMES);
        // Joined before the picture is taken: what happens between is told twice rather than not at all.
        let subscriber = view.hub.join(who.skill, who.expert, Sight::of(expert), who.device.clone(), outbox.clone(), hello.watch);
        let mut session = Session {
            actor: Actor::Expert(expert.id.clone()),
            app,
            view,
            who,
            tablet,
            outbox,
            under_way: 0,
            silent_intervals: 0,
            wrong: WrongMessages::default(),
        };
        // Revoked between `identify` and here, before the hub knew this socket: nobody would tell it.
        let revoked = view.state().devices.get(&session.who.device).is_none_or(|device| device.revoked);
        if revoked {
            session.tablet.send_away(not_paired()).await;
        } else if session.greet(hello).await.is_ok() {
            session.serve(&mut inbox).await;
        }
        view.hub.leave(subscriber, app.now());
    }

    async fn greet(&mut self, hello: &Hello) -> Result<(), Gone> {
        let next_sequence = self.app.engine.next_sequence(self.who.contest, &self.who.device);
        let (competition, who, now) = (&self.view.competition, &self.who, self.app.now());
        let sheet = || {
            let state = self.view.state();
            let welcome = welcome::welcome(competition, &state, who, next_sequence, now);
            let marks = hello.watch.then(|| welcome::marks(competition, &state, who, hello.since));
            once(ToTablet::Welcome(Box::new(welcome))).chain(marks.map(ToTablet::Marks)).collect()
        };
        self.tablet.feed_all(sheet).await?;
        if let Some(status) = self.read_only() {
            self.tablet.feed(&status).await?;
        }
        self.tablet.flush().await
    }

    async fn serve(&mut self, inbox: &mut mpsc::Receiver<Outgoing>) {
        let mut pings = pings();
        let mut ready = Vec::with_capacity(TABLET_UNDER_WAY_MAX);
        loop {
            let done = tokio::select! {
                biased;
                _ = inbox.recv_many(&mut ready, TABLET_UNDER_WAY_MAX) => match self.tell(&mut ready).await {
                    Ok(Then::GoOn) => Ok(()),
                    Ok(Then::Stop) => return self.finish(inbox).await,
                    Err(Gone) => Err(Gone),
                },
                message = self.tablet.socket.recv(), if self.under_way < TABLET_UNDER_WAY_MAX => self.hear(message).await,
                _ = pings.tick() => self.ping().await,
            };
            if done.is_err() {
                return;
            }
        }
    }

    /// What was sent is still answered: the writer finishes its queue before the server ends.
    async fn finish(&mut self, inbox: &mut mpsc::Receiver<Outgoing>) {
        let mut ready = Vec::new();
        let deadline = Instant::now() + SEND_TIMEOUT;
        while self.under_way > 0 {
            let waited = tokio::time::timeout_at(deadline, inbox.recv_many(&mut ready, TABLET_UNDER_WAY_MAX)).await;
            if waited.is_err() || self.tell(&mut ready).await.is_err() {
                return;
            }
        }
        self.tablet.send_away(stopping()).await;
    }

    async fn begin_anew(&mut self) -> Result<(), Gone> {
        let next_sequence = self.app.engine.next_sequence(self.who.contest, &self.who.device);
        let (view, who, now) = (self.view, &self.who, self.app.now());
        let welcome = || welcome::welcome(&view.competition, &view.state(), who, next_sequence, now);
        let anew = || once(ToTablet::Welcome(Box::new(welcome()))).chain(everything(self.app, view, who)).collect();
        self.tablet.feed_all(anew).await
    }

    fn read_only(&self) -> Option<ToTablet> {
        read_only(self.app)
    }

    async fn ping(&mut self) -> Result<(), Gone> {
        self.silent_intervals += 1;
        if self.silent_intervals > 2 {
            return Err(Gone);
        }
        self.tablet.feed_raw(Message::Ping(Bytes::new())).await?;
        self.tablet.flush().await
    }

    async fn tell(&mut self, ready: &mut Vec<Outgoing>) -> Result<Then, Gone> {
        let mut then = Then::GoOn;
        let blind = self.view.competition.skills[self.who.skill].conduct.code_layers > 0;
        for outgoing in ready.drain(..) {
            match outgoing {
                Outgoing::Shared(frame) => self.tablet.feed_raw(Message::text(&*frame)).await?,
                Outgoing::Answer { sequence, answer } => {
                    self.under_way -= 1;
                    self.tablet.feed(&answered(sequence, answer, blind)).await?;
                }
                Outgoing::Resync => self.tablet.feed_all(|| everything(self.app, self.view, &self.who)).await?,
                Outgoing::Anew => self.begin_anew().await?,
                Outgoing::Revoked => {
                    self.tablet.send_away(fatal("revoked", Text::new("此设备已被撤销", "this device was revoked"))).await;
                    return Err(Gone);
                }
                Outgoing::Stopping => then = Then::Stop,
            }
        }
        self.tablet.flush().await?;
        Ok(then)
    }

    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), Gone> {
        self.silent_intervals = 0;
        match message {
            Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                Ok(message) => self.take(message).await,
                Err(error) => {
                    self.complain("malformed", Text::new(format!("消息格式有误：{error}"), format!("malformed message: {error}"))).await
                }
            },
            Some(Ok(Message::Binary(_))) => self.complain("binary", Text::new("只接受文本消息", "only text messages are understood")).await,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Close(_))) => {
                // Its answer waits in the socket.
                let _ = self.tablet.flush().await;
                Err(Gone)
            }
            Some(Err(error)) => {
                self.tablet.break_off(error).await;
                Err(Gone)
            }
            None => Err(Gone),
        }
    }

    async fn take(&mut self, message: FromTablet) -> Result<(), Gone> {
        match message {
            FromTablet::Hello(_) => self.complain("hello-again", Text::new("hello 只能发送一次", "hello was said already")).await,
            FromTablet::Ping(ping) => {
                self.view.hub.note_queued(&self.who.device, ping.queued);
                self.tablet.send(&ToTablet::Pong(Pong { now: self.app.now() })).await
            }
            other => {
                let allowed = may_send(self.role(), &other);
                match command(other) {
                    Some((sequence, action)) if allowed => self.submit(sequence, action).await,
                    Some((sequence, _)) => self.tablet.send(&answered(sequence, Answer::Refused(Refusal::Role), false)).await,
                    None => Ok(()),
                }
            }
        }
    }

    fn role(&self) -> ExpertRole {
        self.view.competition.skills[self.who.skill].experts[self.who.expert].role
    }

    /// Hands a command to the writer; its answer comes back through the outbox.
    async fn submit(&mut self, sequence: u64, action: Action) -> Result<(), Gone> {
        let id = CommandId { device: self.who.device.clone(), sequence };
        let command = Command { at: self.app.now(), actor: self.actor.clone(), id: Some(id), browser: None, action };
        let outbox = self.outbox.clone();
        // There is room: changes leave half of the outbox to answers, and no more than that are under way.
        let reply = Box::new(move |answer| drop(outbox.try_send(Outgoing::Answer { sequence, answer })));
        match self.app.engine.submit(self.who.contest, command, reply) {
            Ok(()) => {
                self.under_way += 1;
                Ok(())
            }
            Err(busy) => {
                let message = Text::new("服务器繁忙，请稍后再试", busy.to_string());
                self.tablet.send(&ToTablet::Refused(Refused { sequence, code: "busy", message })).await
            }
        }
    }

    async fn complain(&mut self, code: &'static str, message: Text) -> Result<(), Gone> {
        if self.wrong.too_many(WRONG_MESSAGES_MAX_PER_MINUTE) {
            self.tablet.send_away(fatal("too-many-errors", Text::new("错误消息过多", "too many wrong messages"))).await;
            return Err(Gone);
        }
        self.tablet.send(&ToTablet::Error(Failure { code, message, fatal: false })).await
    }
}

fn stopping() -> Failure {
    fatal("stopping", Text::new("服务器正在停止", "the server is stopping"))
}

fn full() -> Failure {
    fatal("full", Text::new("连接已满，请稍后再试", "no place for another tablet"))
}

fn pings() -> Interval {
    let mut pings = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings
}

/// In a blind skill there is no hash: the entry names the competitor, so whoever knows the rest of it could try every id.
fn answered(sequence: u64, answer: Answer, blind: bool) -> ToTablet {
    match answer {
        Answer::Stored(receipt) => {
            let hash = if blind { String::new() } else { HEXLOWER.encode(&receipt.hash) };
            ToTablet::Receipt(ReceiptMessage { sequence, position: receipt.position, hash, at: receipt.at })
        }
        Answer::Refused(refusal) => ToTablet::Refused(Refused { sequence, code: refusal.code(), message: refusal.message() }),
        Answer::ReadOnly(reason) => {
            let message = Text::new("存储故障，服务器只读", format!("read-only: {reason}"));
            ToTablet::Refused(Refused { sequence, code: "read-only", message })
        }
    }
}

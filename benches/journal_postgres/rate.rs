//! Durable marks a second: tablets that send one mark after another, each when the one before is stored.

use std::{
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use jinbang::{
    engine::{Answer, Contest, Engine, Feed},
    journal::JournalStore,
    judging::{Action, Actor, Command, CommandId, Submit},
};

use super::{
    postgres::Cluster,
    singly,
    support::{
        competition::{competition, id, measured, skill},
        median, scratch,
    },
    wanted,
};

const COMPETITORS: usize = 10_000;
const ASPECTS: usize = 100;
/// Tablets with one mark under way each.
const TABLETS: [usize; 4] = [1, 64, 256, 1_024];
const PGBENCH_CLIENTS: usize = 64;

pub fn print(cluster: &Cluster) {
    let (rounds, seconds): (usize, u64) = (wanted("ROUNDS", 5), wanted("SECONDS", 3));
    println!("durable marks a second; medians of {rounds} rounds of {seconds} s, turn by turn");
    println!("pgbench inserts the same rows singly with {PGBENCH_CLIENTS} clients");
    println!("{:>8}{:>14}{:>14}{:>14}{:>12}{:>10}", "tablets", "PostgreSQL", "pgbench", "redb", "÷ pgbench", "÷ redb");
    for clients in TABLETS {
        let (mut single, mut ours, mut file) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            let (database, folder) = (cluster.database(), scratch());
            let store = JournalStore::open_postgres(&cluster.url(&database), folder.path()).expect("a journal");
            ours.push(marks_per_second(&store, clients, seconds));
            single.push(singly::rows_per_second(cluster, &database, PGBENCH_CLIENTS, seconds));
            let folder = scratch();
            file.push(marks_per_second(&JournalStore::open(folder.path()).expect("a journal"), clients, seconds));
        }
        let (single, ours, file) = (median(&mut single), median(&mut ours), median(&mut file));
        println!("{clients:>8}{ours:>14.0}{single:>14.0}{file:>14.0}{:>12.2}{:>10.2}", ours / single, ours / file);
    }
}

#[allow(clippy::cast_precision_loss)]
fn marks_per_second(store: &JournalStore, clients: usize, seconds: u64) -> f64 {
    let contest = Contest::open(store, competition(skill(COMPETITORS, ASPECTS, &measured(), 1)), 0).expect("a contest");
    let (engine, thread) = Engine::start(store.clone(), vec![contest], Arc::new(Feed::default())).expect("a thread");
    let (send, answers) = mpsc::channel();
    let submit = |command: Command| {
        let send = send.clone();
        engine.submit(0, command, Box::new(move |answer| drop(send.send(answer)))).expect("room in the queue");
    };
    submit(pairing());
    assert!(matches!(answers.recv(), Ok(Answer::Stored(_))), "a paired tablet");
    let (start, length) = (Instant::now(), Duration::from_secs(seconds));
    let mut sequence = 0;
    let mut next = || {
        sequence += 1;
        mark(sequence)
    };
    (0..clients).for_each(|_| submit(next()));
    let mut stored = 0;
    while start.elapsed() < length {
        match answers.recv().expect("an answer") {
            Answer::Stored(_) => stored += 1,
            other => panic!("{other:?}"),
        }
        submit(next());
    }
    let rate = f64::from(stored) / start.elapsed().as_secs_f64();
    drop(engine);
    thread.join().expect("the writer ends well");
    rate
}

fn pairing() -> Command {
    let action = Action::PairDevice { device: id("d-ABCDEFGHJK"), skill: id("bench"), expert: id("E0"), token_hash: String::new() };
    Command { at: 0, actor: Actor::Organiser, id: None, browser: None, action }
}

fn mark(sequence: u64) -> Command {
    let cell = usize::try_from(sequence).unwrap_or(0);
    Command {
        at: 1_763_600_000_000,
        actor: Actor::Expert(id("E0")),
        id: Some(CommandId { device: id("d-ABCDEFGHJK"), sequence }),
        browser: None,
        action: Action::Submit(Submit {
            competitor: format!("C{:05}", cell / ASPECTS % COMPETITORS),
            aspect: format!("A1.M{}", cell % ASPECTS),
            value: format!("0.{:02}", sequence % 100),
            corrects: None,
            reason: None,
            confirms: None,
            made_at: Some(1_763_600_000_000),
        }),
    }
}

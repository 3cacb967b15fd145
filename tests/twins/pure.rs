//! Twins without servers: what is published, and how it is encoded.

use jinbang::{
    judging::{Decision, Millis, decide},
    live::BoardChannel,
    publication::{Gate, publish, publish_progress},
};
use rand::{SeedableRng, rngs::StdRng};

use super::{
    cases::{CASES, Case, MINUTE},
    common::{room::Room, seed, written::Written},
    wanted,
};

/// One of the two, as the follower of a server keeps it.
struct Twin {
    room: Room,
    gate: Gate,
    board: BoardChannel,
}

impl Twin {
    fn new(case: Case) -> Self {
        let room = Room::open(case.skill(0).competition("city"));
        let competition = room.state.competition.clone().expect("an open competition");
        let (gate, skill) = (Gate::new(&competition), &competition.skills[0]);
        let board = BoardChannel::new(&competition, skill, &publish(skill, gate.look(0, skill, &room.state.skills[0], 0)), 0);
        Self { room, gate, board }
    }

    /// Whether it was accepted.
    fn line(&mut self, line: &str, now: Millis) -> bool {
        self.room.now = now;
        let command = self.room.command(line);
        let Ok(Decision::Accept(body)) = decide(&self.room.state, &command) else { return false };
        let entry = command.entry(self.room.state.position + 1, body);
        self.gate.before(&Written(&self.room.entries), &self.room.state, &entry).expect("a journal in memory");
        self.room.state.apply(&entry).expect("what was decided fits");
        self.room.entries.push(entry);
        true
    }

    /// Everything the public has at this moment: the versions so far, the newest snapshot and delta, the line in the list.
    fn tick(&mut self, now: Millis) -> Vec<String> {
        self.gate.tick(&Written(&self.room.entries), &self.room.state, now).expect("a journal in memory");
        self.shown(&self.gate, now)
    }

    fn shown(&self, gate: &Gate, now: Millis) -> Vec<String> {
        let skill = &self.room.state.competition.as_ref().expect("an open competition").skills[0];
        let seen = || gate.look(0, skill, &self.room.state.skills[0], now);
        self.board.update(skill, || publish(skill, seen()), now);
        let newest = self.board.newest();
        let delta = newest.delta().map(|delta| String::from_utf8_lossy(&delta.json()).into_owned());
        vec![
            newest.version.to_string(),
            String::from_utf8_lossy(&newest.snapshot_json()).into_owned(),
            delta.unwrap_or_default(),
            format!("{:?}", publish_progress(skill, seen())),
        ]
    }
}

/// Answers whether the twins can be told apart once everything is public.
fn live(case: Case, seed: u64) -> bool {
    let random = &mut StdRng::seed_from_u64(seed);
    let mut twins = [Twin::new(case), Twin::new(case)];
    let life = case.life(random);
    let mut now = 0;
    for (minute, happens) in (0..).zip(&life) {
        now = minute * MINUTE;
        for line in &happens.common {
            let accepted = twins.each_mut().map(|twin| twin.line(line, now));
            assert_eq!(accepted[0], accepted[1], "{case:?}, seed {seed}, minute {minute}: {line} was to be the same for both");
        }
        for (twin, secret) in twins.iter_mut().zip(&happens.secret) {
            for line in secret {
                twin.line(line, now);
            }
        }
        let [one, other] = twins.each_mut().map(|twin| twin.tick(now));
        assert_eq!(one, other, "{case:?}, seed {seed}, minute {minute}");
    }
    for twin in &twins {
        // As a server that was started just now has it; versions begin anew there, so nothing new may come.
        let started = Gate::read(&Written(&twin.room.entries), &twin.room.state, now).expect("a journal in memory");
        assert_eq!(twin.shown(&started, now), twin.shown(&twin.gate, now), "{case:?}, seed {seed}: after a restart");
    }
    let [one, other] = twins.each_mut().map(|twin| {
        let published = twin.line("H publishes", now) && twin.line("S confirms 1", now);
        published.then(|| twin.tick(now))
    });
    one.is_some() && one != other
}

#[test]
fn what_is_hidden_changes_no_byte() {
    let (pairs, first): (u64, u64) = (wanted("TWINS", 2_100), seed());
    let each = pairs.div_ceil(CASES.len() as u64);
    let play = |case: Case| (0..each).filter(|run| live(case, first.wrapping_add(*run))).count() as u64;
    std::thread::scope(|scope| {
        let playing = CASES.map(|case| (case, scope.spawn(move || play(case))));
        for (case, told_apart) in playing.map(|(case, playing)| (case, playing.join().expect("no difference"))) {
            // Twins that are alike prove nothing.
            assert!(case == Case::PartialPanels || told_apart * 10 > each * 8, "{case:?}: {told_apart} of {each}");
        }
    });
}

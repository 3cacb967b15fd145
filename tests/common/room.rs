//! A room of judges: what they do is written down in lines, decided and applied as the writer would.
//!
//! ```text
//! E1 C1 J1 2              E1 gives C1 a 2 for J1
//! E1 C1 J1 3 @2 typo      … correcting the entry that line 2 of the script made
//! H locks A1              H unlocks A1 water damage          `all` is the whole skill
//! E1+ C1 J1 2             from E1's second tablet
//! E1#7 C1 J1 2            with sequence 7 instead of the next one
//! desk confirms 1         the organiser; what else is done besides marking: see `words`
//! ```

#[path = "room/words.rs"]
mod words;

use std::collections::BTreeMap;

use jinbang::{
    competition::{Competition, DeviceId},
    judging::{Action, Actor, Command, CommandId, ContestState, Decision, Entry, Millis, Refusal, decide},
};

use super::competition::id;

pub struct Room {
    pub state: ContestState,
    pub entries: Vec<Entry>,
    /// Positions of the entries that the script's lines made.
    pub lines: Vec<u64>,
    /// The server's clock.
    pub now: Millis,
    sequences: BTreeMap<DeviceId, u64>,
}

/// The expert's first tablet is `tablet-E1`, the second `tablet-E1-2`.
pub fn tablet_of(expert: &str, second: bool) -> DeviceId {
    id(&format!("tablet-{expert}{}", if second { "-2" } else { "" }))
}

pub fn organiser(action: Action) -> Command {
    Command { at: 0, actor: Actor::Organiser, id: None, browser: None, action }
}

/// Two tablets for every expert.
pub fn pairings(competition: &Competition) -> Vec<Command> {
    let mut commands = Vec::new();
    for skill in &competition.skills {
        for expert in &skill.experts {
            for second in [false, true] {
                commands.push(organiser(Action::PairDevice {
                    device: tablet_of(&expert.id, second),
                    skill: skill.id.clone(),
                    expert: expert.id.clone(),
                    token_hash: String::new(),
                }));
            }
        }
    }
    commands
}

impl Room {
    pub fn open(competition: Competition) -> Self {
        let pairings = pairings(&competition);
        let mut room = Self { state: ContestState::default(), entries: Vec::new(), lines: Vec::new(), now: 0, sequences: BTreeMap::new() };
        room.take(&organiser(Action::Open { competition: Box::new(competition) })).expect("a competition to open");
        for pairing in &pairings {
            room.take(pairing).expect("a tablet to pair");
        }
        room
    }

    /// The position of the entry the command made, now or before.
    pub fn take(&mut self, command: &Command) -> Result<u64, Refusal> {
        match decide(&self.state, command)? {
            Decision::Repeat { position } => Ok(position),
            Decision::Accept(body) => {
                let position = self.state.position + 1;
                let entry = command.clone().entry(position, body);
                self.state.apply(&entry).expect("what was decided fits");
                self.entries.push(entry);
                Ok(position)
            }
        }
    }

    /// Decides one line of a script.
    pub fn line(&mut self, line: &str) -> Result<u64, Refusal> {
        let command = self.command(line);
        let position = self.take(&command)?;
        self.lines.push(position);
        Ok(position)
    }

    /// Plays lines, separated by `;`, that are all accepted.
    pub fn play(&mut self, script: &str) {
        for line in script.split(';').map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line).unwrap_or_else(|refusal| panic!("{line}: {refusal}"));
        }
    }

    pub fn command(&mut self, line: &str) -> Command {
        let mut words = line.split_whitespace();
        let who = words.next().expect("somebody");
        if who == "desk" {
            let action = words::at_desk(&words.collect::<Vec<_>>(), &self.state);
            return Command { at: self.now, ..organiser(action) };
        }
        if let Some(grader) = who.strip_prefix("grader-") {
            let action = words::posted(grader, &words.collect::<Vec<_>>());
            return Command { at: self.now, actor: Actor::Grader(id(grader)), id: None, browser: None, action };
        }
        let (who, sequence) = who.split_once('#').map_or((who, None), |(who, sequence)| (who, sequence.parse().ok()));
        let (expert, second) = who.strip_suffix('+').map_or((who, false), |who| (who, true));
        let device = tablet_of(expert, second);
        let next = self.sequences.entry(device.clone()).or_insert(0);
        let sequence = sequence.unwrap_or(*next + 1);
        *next = sequence.max(*next);
        let rest: Vec<&str> = words.collect();
        let action = words::on_tablet(&rest, &self.lines, &self.state);
        Command { at: self.now, actor: Actor::Expert(id(expert)), id: Some(CommandId { device, sequence }), browser: None, action }
    }
}

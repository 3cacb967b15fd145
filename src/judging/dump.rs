//! The whole state in words: two equal states have equal dumps.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::state::ContestState;

impl ContestState {
    /// SHA-256 over everything in the state, in a fixed order: two equal states have equal fingerprints.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        data_encoding::HEXLOWER.encode(&Sha256::digest(self.dump().as_bytes()))
    }

    /// The whole state as text, one fact a line.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "position {}", self.position);
        for (id, device) in &self.devices {
            let _ = writeln!(out, "device {id} {device:?}");
        }
        for (index, skill) in self.skills.iter().enumerate() {
            let _ =
                writeln!(out, "skill {index} locked {:?} unlock {:?} entries {:?}", skill.locked, skill.unlock_requests, skill.entries_by);
            let _ = writeln!(out, "proceedings {:?}", skill.proceedings);
            for draw in &skill.draws {
                let _ = writeln!(out, "draw {draw:?}");
            }
            let tally = &skill.tally;
            let rules = self.competition.as_ref().map(|competition| &competition.skills[index]);
            let _ = writeln!(out, "places {:?}", rules.map(|rules| skill.ranking(rules).tied()));
            for competitor in 0..tally.competitors() {
                let _ = writeln!(out, "competitor {competitor} {:?}", tally.sums(competitor));
                for aspect in 0..tally.aspects().len() {
                    let state = tally.state(competitor, aspect);
                    let scores: Vec<_> = tally.scores(competitor, aspect).collect();
                    if !scores.is_empty() {
                        let _ = writeln!(out, "cell {competitor} {aspect} round {} {state:?} {scores:?}", tally.round(competitor, aspect));
                    }
                }
            }
        }
        out
    }
}

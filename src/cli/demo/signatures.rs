//! The demo's day ends as a real one: whoever's turn it is signs.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::mpsc;

use super::turn::Turn;
use crate::{
    judging::{Part, parts},
    live::Views,
};

/// Between two looks at what there is to sign.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Looks without anything new to sign after the last mark, before what is left is left.
const LOOKS_IN_VAIN_MAX: u32 = 8;

pub struct Signatures {
    views: Arc<Views>,
    /// The judges' skills and indices in them, and how to reach them.
    seats: Vec<(usize, usize)>,
    queues: Vec<mpsc::Sender<Turn>>,
}

impl Signatures {
    pub fn new(views: Arc<Views>, seats: Vec<(usize, usize)>, queues: Vec<mpsc::Sender<Turn>>) -> Self {
        Self { views, seats, queues }
    }

    /// Asks for signatures until every part is signed; after the last mark, until nobody is left who could.
    pub async fn give(self, marked: Arc<AtomicBool>) {
        let mut in_vain = 0;
        let mut before = Vec::new();
        while in_vain < LOOKS_IN_VAIN_MAX {
            tokio::time::sleep(LOOK_EVERY).await;
            let due = self.due();
            let news = due != before;
            in_vain = if news || !marked.load(Ordering::Relaxed) { 0 } else { in_vain + 1 };
            for (judge, part, digest) in due.iter().filter(|_| news) {
                if self.queues[*judge].send(Turn::Sign(part.clone(), digest.clone())).await.is_err() {
                    return;
                }
            }
            before = due;
        }
    }

    /// Whose turn it is, for which part, and what is signed.
    fn due(&self) -> Vec<(usize, Part, String)> {
        let Some(view) = self.views.contests.get(0) else { return Vec::new() };
        let state = view.state();
        let mut due = Vec::new();
        for (index, skill) in view.competition.skills.iter().enumerate() {
            let of_skill = &state.skills[index];
            for part in parts(skill).into_iter().filter(|part| of_skill.is_ready(skill, part)) {
                let next = of_skill.wanted(skill, &part).into_iter().next();
                let judge = next
                    .and_then(|next| next.experts.iter().find_map(|expert| self.seats.iter().position(|seat| *seat == (index, *expert))));
                if let Some(judge) = judge {
                    due.push((judge, part.clone(), of_skill.digest_of(skill, &part)));
                }
            }
        }
        due
    }
}

//! A skill's board: each version is encoded once, for every viewer.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use tokio::sync::watch;

use crate::{
    competition::{Competition, Skill, Text},
    judging::Millis,
    publication::{MarkingProgress, MarkingStage, PublishedSkill},
    ranking::{PublishedBasis, PublishedRules, Standing},
    wire::{BoardCompetitor, BoardDelegation, BoardMessage, BoardRow, Delta, PROTOCOL, SkillState, Snapshot},
};

/// One version of a board.
pub struct BoardFrames {
    pub version: u64,
    pub state: SkillState,
    /// For viewers that hold version `version − 1`.
    pub delta: Bytes,
    snapshot: OnceLock<Bytes>,
    content: Snapshot,
    /// Nobody is named.
    blind: bool,
}

impl BoardFrames {
    fn new(content: Snapshot, delta: Bytes, blind: bool) -> Self {
        Self { version: content.version, state: content.state, delta, snapshot: OnceLock::new(), content, blind }
    }

    /// Encoded when the first viewer needs it.
    #[must_use]
    pub fn snapshot(&self) -> Bytes {
        self.snapshot.get_or_init(|| encode(&BoardMessage::Snapshot(Box::new(self.content.clone())))).clone()
    }
}

/// Always holds the newest version; viewers that were slow skip what they missed.
pub struct BoardChannel {
    newest: watch::Sender<Arc<BoardFrames>>,
    updating: Mutex<()>,
}

impl BoardChannel {
    #[must_use]
    pub fn new(competition: &Competition, skill: &Skill, published: &PublishedSkill, at: Millis) -> Self {
        let (rows, order) = rows_of(skill, published);
        let content = Snapshot {
            protocol: PROTOCOL,
            version: 1,
            at,
            competition: competition.title.clone(),
            skill: skill.title.clone(),
            state: state_of(progress_of(published)),
            rules: PublishedRules::of(&skill.rules),
            basis: basis_of(published),
            decimals: skill.rules.decimals,
            max_total: skill.rules.total.highest(skill.scheme.max_total()).to_string(),
            aspects: u32::try_from(skill.scheme.aspects.len()).unwrap_or(u32::MAX),
            competitors: cards(competition, skill, published),
            rows,
            order,
        };
        let blind = *published == PublishedSkill::Blind;
        Self { newest: watch::Sender::new(Arc::new(BoardFrames::new(content, Bytes::new(), blind))), updating: Mutex::new(()) }
    }

    /// Whether anybody looks at it. An unwatched board is not recomputed; the first viewer makes it fresh.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.newest.receiver_count() > 0
    }

    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Arc<BoardFrames>> {
        self.newest.subscribe()
    }

    #[must_use]
    pub fn newest(&self) -> Arc<BoardFrames> {
        Arc::clone(&self.newest.borrow())
    }

    /// Makes the next version if anything that viewers see has changed. What is published is asked for here, one at a time, so that
    /// an older state never follows a newer one.
    pub fn update(&self, competition: &Competition, skill: &Skill, publish: impl FnOnce() -> PublishedSkill, at: Millis) {
        let _one_at_a_time = self.updating.lock().unwrap_or_else(PoisonError::into_inner);
        let published = &publish();
        let before = self.newest();
        if before.blind != (*published == PublishedSkill::Blind) {
            return self.unveil(competition, skill, published, at);
        }
        let (rows, order) = rows_of(skill, published);
        let changed: Vec<BoardRow> = rows.iter().filter(|row| before.content.rows.get(row.0 as usize) != Some(row)).cloned().collect();
        let state = state_of(progress_of(published));
        let basis = basis_of(published);
        let reordered = order != before.content.order;
        if changed.is_empty() && !reordered && state == before.state && basis == before.content.basis {
            return;
        }
        let delta = Delta {
            version: before.version + 1,
            from: before.version,
            at,
            state: (state != before.state).then_some(state),
            basis: (basis != before.content.basis).then(|| basis.clone()),
            rows: changed,
            order: reordered.then(|| order.clone()),
        };
        let content = Snapshot { version: before.version + 1, at, state, basis, rows, order, ..before.content.clone() };
        self.newest.send_replace(Arc::new(BoardFrames::new(content, encode(&BoardMessage::Delta(delta)), before.blind)));
    }

    /// Everybody has a name now. A version is left out, so that every viewer is sent the whole board.
    fn unveil(&self, competition: &Competition, skill: &Skill, published: &PublishedSkill, at: Millis) {
        let fresh = Self::new(competition, skill, published, at).newest();
        let content = Snapshot { version: self.newest().version + 2, ..fresh.content.clone() };
        self.newest.send_replace(Arc::new(BoardFrames::new(content, Bytes::new(), fresh.blind)));
    }
}

fn encode(message: &BoardMessage) -> Bytes {
    // These shapes hold nothing that JSON cannot: no maps, no floats.
    serde_json::to_vec(message).map(Bytes::from).unwrap_or_default()
}

#[must_use]
pub fn state_of(progress: Option<MarkingProgress>) -> SkillState {
    match progress.map(|progress| progress.stage) {
        None => SkillState::Hidden,
        Some(MarkingStage::NotStarted) => SkillState::NotStarted,
        Some(MarkingStage::Marking) => SkillState::Marking,
        Some(MarkingStage::Complete) => SkillState::Complete,
        Some(MarkingStage::Locked) => SkillState::Locked,
    }
}

fn progress_of(published: &PublishedSkill) -> Option<MarkingProgress> {
    match published {
        PublishedSkill::Hidden | PublishedSkill::Blind => None,
        PublishedSkill::Live { progress, .. } => Some(*progress),
    }
}

fn basis_of(published: &PublishedSkill) -> Vec<PublishedBasis> {
    match published {
        PublishedSkill::Hidden | PublishedSkill::Blind => Vec::new(),
        PublishedSkill::Live { basis, .. } => basis.clone(),
    }
}

/// Rows by competitor index, and the indices in order of place.
fn rows_of(skill: &Skill, published: &PublishedSkill) -> (Vec<BoardRow>, Vec<u32>) {
    let index = |competitor: usize| u32::try_from(competitor).unwrap_or(u32::MAX);
    match published {
        PublishedSkill::Hidden => {
            let order: Vec<u32> = (0..skill.competitors.len()).map(index).collect();
            (order.iter().map(|&row| BoardRow(row, None, String::new(), 0, None.into(), None, false, false)).collect(), order)
        }
        PublishedSkill::Blind => (Vec::new(), Vec::new()),
        PublishedSkill::Live { standings, under_appeal, .. } => {
            let order = standings.iter().map(|standing| index(standing.competitor)).collect();
            let mut rows: Vec<BoardRow> =
                standings.iter().map(|standing| row(skill, standing, under_appeal.contains(&standing.competitor))).collect();
            rows.sort_unstable_by_key(|row| row.0);
            (rows, order)
        }
    }
}

fn row(skill: &Skill, standing: &Standing, under_appeal: bool) -> BoardRow {
    BoardRow(
        u32::try_from(standing.competitor).unwrap_or(u32::MAX),
        standing.rank,
        standing.total.fixed(skill.rules.decimals),
        standing.done,
        standing.medal.into(),
        standing.scale_score.map(|score| score.to_string()),
        standing.withdrawn,
        under_appeal,
    )
}

fn cards(competition: &Competition, skill: &Skill, published: &PublishedSkill) -> Vec<BoardCompetitor> {
    match published {
        PublishedSkill::Blind => Vec::new(),
        PublishedSkill::Hidden | PublishedSkill::Live { .. } => {
            skill.competitors.iter().map(|competitor| card(competition, competitor)).collect()
        }
    }
}

fn card(competition: &Competition, competitor: &crate::competition::Competitor) -> BoardCompetitor {
    let delegation = competitor.delegation.and_then(|index| competition.delegations.get(index));
    BoardCompetitor {
        id: competitor.id.to_string(),
        name: competitor.name.clone(),
        delegation: BoardDelegation {
            id: delegation.map(|delegation| delegation.id.to_string()).unwrap_or_default(),
            name: delegation.map(|delegation| delegation.name.clone()).unwrap_or_default(),
        },
        kind: competitor.kind,
        guest: !competitor.eligible,
        members: competitor.members.iter().map(|member| bilingual(member)).collect(),
    }
}

/// "张伟 Zhang Wei" is two names of one person.
fn bilingual(name: &str) -> Text {
    let name = name.trim();
    match name.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) if at > 0 => Text::new(name[..at].trim(), name[at..].trim()),
        _ => Text::plain(name),
    }
}

//! What is already decided: the places each competitor can still end on, when every missing mark may become anything it can become.
//!
//! Marks of different competitors do not depend on one another, so somebody's best case is one completion: the own highest marks beside the
//! lowest of all others. Places by totals are therefore exact. With scale scores, draws and majorities they are bounds that no completion
//! breaks.

use super::{
    Ranking,
    order::{Order, PlaceKey},
};
use crate::{
    competition::{RankingMethod, Skill, TieKey, TieLast},
    scoring::SkillTally,
};

/// Up to so many competitors are compared pair by pair where places follow scale scores; more of them are said to reach any place.
const PAIRS_MAX_COMPETITORS: usize = 2_000;

#[derive(Debug, Clone)]
pub struct Reach {
    /// What everybody ends with at worst and at best. Whoever has withdrawn has no place here either.
    pub(super) lows: Order,
    pub(super) highs: Order,
    complete: Vec<bool>,
    incomplete: usize,
    taking_part: usize,
    /// How many tie keys can be compared; those from a scale score on depend on everybody's marks.
    certain_keys: usize,
}

impl Reach {
    #[must_use]
    pub fn new(skill: &Skill, tally: &SkillTally) -> Self {
        let keys = &skill.rules.ties.keys;
        let certain_keys = keys.iter().position(|key| matches!(key, TieKey::Scale { .. })).unwrap_or(keys.len());
        let all: Vec<Extreme> = (0..tally.competitors()).map(|competitor| Extreme::of(tally, competitor, certain_keys)).collect();
        Self {
            complete: all.iter().map(|extreme| extreme.complete).collect(),
            incomplete: all.iter().filter(|extreme| !extreme.complete).count(),
            taking_part: all.iter().filter(|extreme| extreme.low.total.is_some()).count(),
            lows: Order::new(all.iter().map(|extreme| extreme.low.clone()).collect()),
            highs: Order::new(all.into_iter().map(|extreme| extreme.high).collect()),
            certain_keys,
        }
    }

    pub fn update(&mut self, competitor: usize, tally: &SkillTally) {
        let extreme = Extreme::of(tally, competitor, self.certain_keys);
        let before = (self.lows.key(competitor).total.is_some(), self.complete[competitor]);
        self.taking_part = self.taking_part + usize::from(extreme.low.total.is_some()) - usize::from(before.0);
        self.incomplete = self.incomplete + usize::from(!extreme.complete) - usize::from(!before.1);
        self.complete[competitor] = extreme.complete;
        self.lows.update(competitor, extreme.low);
        self.highs.update(competitor, extreme.high);
    }

    /// Whether nothing can change any more.
    #[must_use]
    pub const fn all_complete(&self) -> bool {
        self.incomplete == 0
    }

    pub(super) fn of(&self, skill: &Skill, ranking: &Ranking, competitor: usize) -> Option<(u32, u32)> {
        self.lows.key(competitor).total?;
        if self.all_complete() {
            let rank = ranking.rank(competitor)?;
            let last = usize::try_from(rank).unwrap_or(usize::MAX) + ranking.equals_of(competitor).saturating_sub(1);
            return Some((rank, if skill.rules.ties.last == TieLast::Draw { as_rank(last) } else { rank }));
        }
        let (ahead, not_behind) = match skill.rules.ranking {
            RankingMethod::Total => self.by_total(skill, competitor),
            RankingMethod::Scale => self.by_scale(skill, ranking, competitor),
            RankingMethod::RankMajority => (0, self.taking_part - 1),
        };
        Some((as_rank(ahead + 1), as_rank(not_behind + 1)))
    }

    /// How many are certainly ahead, and how many may end ahead.
    fn by_total(&self, skill: &Skill, competitor: usize) -> (usize, usize) {
        let (low, high) = (self.lows.key(competitor), self.highs.key(competitor));
        let ahead = self.lows.ahead_of(high);
        let equals_may_pass = skill.rules.ties.last == TieLast::Draw || self.certain_keys < skill.rules.ties.keys.len();
        let may_pass = if equals_may_pass {
            // The competitor itself is among those that are not behind.
            self.highs.not_behind(low) - 1
        } else {
            self.highs.ahead_of(low) - usize::from(high.place_order(low).is_lt())
        };
        (ahead, may_pass)
    }

    /// On one scale the larger total never has the smaller score, but rounding may make two scores equal, and then the keys decide. On
    /// different scales anything can happen while marks are missing.
    fn by_scale(&self, skill: &Skill, ranking: &Ranking, competitor: usize) -> (usize, usize) {
        if self.complete.len() > PAIRS_MAX_COMPETITORS || self.certain_keys < skill.rules.ties.keys.len() {
            return (0, self.taking_part - 1);
        }
        let scale = &ranking.scales[0];
        let others = (0..self.complete.len()).filter(|&other| other != competitor && self.lows.key(other).total.is_some());
        let (mut ahead, mut may_pass) = (0, 0);
        for other in others {
            let comparable = scale.same_population(competitor, other);
            let above = |one: usize, other: usize| {
                let (low, high) = (self.lows.key(one), self.highs.key(other));
                comparable && low.total >= high.total && low.keys >= high.keys
            };
            let strictly = |one: usize, other: usize| {
                let (low, high) = (self.lows.key(one), self.highs.key(other));
                comparable && low.total > high.total && low.keys > high.keys
            };
            let stays_ahead = if skill.rules.ties.last == TieLast::Draw { strictly(competitor, other) } else { above(competitor, other) };
            ahead += usize::from(strictly(other, competitor));
            may_pass += usize::from(!stays_ahead);
        }
        (ahead, may_pass)
    }
}

/// What one competitor can still end with.
struct Extreme {
    low: PlaceKey,
    high: PlaceKey,
    complete: bool,
}

impl Extreme {
    fn of(tally: &SkillTally, competitor: usize, certain_keys: usize) -> Self {
        let extremes = tally.extremes(competitor);
        let key = |sums| {
            let mut key = PlaceKey::of(sums);
            if certain_keys < key.keys.len() {
                key.keys = key.keys[..certain_keys].into();
            }
            key
        };
        // Whoever has withdrawn has nothing left to complete.
        let complete = extremes.complete || extremes.low.withdrawn;
        Self { low: key(&extremes.low), high: key(&extremes.high), complete }
    }
}

pub(super) fn as_rank(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

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
    everybody: Field,
    /// Without guests; `None` where there are none.
    entrants: Option<Field>,
    complete: Vec<bool>,
    incomplete: usize,
    /// How many tie keys can be compared; those from a scale score on depend on everybody's marks.
    certain_keys: usize,
}

/// Among whom places are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Everybody,
    /// Those who compete for medals: not guests.
    Entrants,
}

/// What everybody of some competitors ends with at worst and at best. Whoever has withdrawn has no place here either.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub lows: Order,
    pub highs: Order,
}

impl Field {
    fn new(all: &[Extreme], belongs: impl Fn(usize) -> bool) -> Self {
        let order = |key: &dyn Fn(&Extreme) -> PlaceKey| {
            let keys = all.iter().enumerate().map(|(index, extreme)| if belongs(index) { key(extreme) } else { key(extreme).nowhere() });
            Order::new(keys.collect())
        };
        Self { lows: order(&|extreme| extreme.low.clone()), highs: order(&|extreme| extreme.high.clone()) }
    }

    pub fn taking_part(&self) -> usize {
        self.lows.ranked()
    }

    fn is_in(&self, competitor: usize) -> bool {
        self.lows.key(competitor).total.is_some()
    }
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
            everybody: Field::new(&all, |_| true),
            entrants: skill
                .competitors
                .iter()
                .any(|competitor| !competitor.eligible)
                .then(|| Field::new(&all, |index| skill.competitors[index].eligible)),
            certain_keys,
        }
    }

    pub fn update(&mut self, competitor: usize, eligible: bool, tally: &SkillTally) {
        let extreme = Extreme::of(tally, competitor, self.certain_keys);
        self.incomplete = self.incomplete + usize::from(!extreme.complete) - usize::from(!self.complete[competitor]);
        self.complete[competitor] = extreme.complete;
        if let Some(entrants) = self.entrants.as_mut().filter(|_| eligible) {
            entrants.lows.update(competitor, extreme.low.clone());
            entrants.highs.update(competitor, extreme.high.clone());
        }
        self.everybody.lows.update(competitor, extreme.low);
        self.everybody.highs.update(competitor, extreme.high);
    }

    pub(super) fn is_complete(&self, competitor: usize) -> bool {
        self.complete[competitor]
    }

    pub(super) fn field(&self, who: Who) -> &Field {
        self.entrants.as_ref().filter(|_| who == Who::Entrants).unwrap_or(&self.everybody)
    }

    /// Whether nothing can change any more.
    #[must_use]
    pub const fn all_complete(&self) -> bool {
        self.incomplete == 0
    }

    /// Best and worst place among everybody.
    pub(super) fn of(&self, skill: &Skill, ranking: &Ranking, competitor: usize) -> Option<(u32, u32)> {
        let (ahead, may_pass) = self.ahead(skill, ranking, Who::Everybody, competitor)?;
        Some((as_rank(ahead + 1), as_rank(may_pass + 1)))
    }

    /// How many are certainly ahead in the end, and how many may be; `None` for who is not in it.
    pub(super) fn ahead(&self, skill: &Skill, ranking: &Ranking, who: Who, competitor: usize) -> Option<(usize, usize)> {
        let field = self.field(who);
        if !field.is_in(competitor) {
            return None;
        }
        Some(match skill.rules.ranking {
            RankingMethod::Total if self.certain_keys == skill.rules.ties.keys.len() || !self.all_complete() => {
                self.by_total(skill, field, competitor)
            }
            _ if self.all_complete() => ranking.special.as_ref()?.ahead(skill, who, competitor)?,
            RankingMethod::Scale => self.by_scale(skill, ranking, field, competitor),
            RankingMethod::Total | RankingMethod::RankMajority => (0, field.taking_part() - 1),
        })
    }

    fn by_total(&self, skill: &Skill, field: &Field, competitor: usize) -> (usize, usize) {
        let (low, high) = (field.lows.key(competitor), field.highs.key(competitor));
        let ahead = field.lows.ahead_of(high);
        let equals_may_pass = skill.rules.ties.last == TieLast::Draw || self.certain_keys < skill.rules.ties.keys.len();
        let may_pass = if equals_may_pass {
            // The competitor itself is among those that are not behind.
            field.highs.not_behind(low) - 1
        } else {
            field.highs.ahead_of(low) - usize::from(high.place_order(low).is_lt())
        };
        (ahead, may_pass)
    }

    /// On one scale the larger total never has the smaller score, but rounding may make two scores equal, and then the keys decide. On
    /// different scales anything can happen while marks are missing.
    fn by_scale(&self, skill: &Skill, ranking: &Ranking, field: &Field, competitor: usize) -> (usize, usize) {
        if self.complete.len() > PAIRS_MAX_COMPETITORS || self.certain_keys < skill.rules.ties.keys.len() {
            return (0, field.taking_part() - 1);
        }
        let scale = &ranking.scales[0];
        let others = (0..self.complete.len()).filter(|&other| other != competitor && field.is_in(other));
        let (mut ahead, mut may_pass) = (0, 0);
        for other in others {
            let comparable = scale.same_population(competitor, other);
            let above = |one: usize, other: usize| {
                let (low, high) = (field.lows.key(one), field.highs.key(other));
                comparable && low.total >= high.total && low.keys >= high.keys
            };
            let strictly = |one: usize, other: usize| {
                let (low, high) = (field.lows.key(one), field.highs.key(other));
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

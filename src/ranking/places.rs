//! Places: competitors best first, equals together.

use std::cmp::Ordering;

use super::{
    Draw, LiveScale, Ranking,
    draw::settle,
    expert_places::{MajorityFault, Places, expert_places},
    majority::rank_by_majority,
    reach::Who,
};
use crate::{
    competition::{RankingMethod, Skill, TieKey, TieLast},
    decimal::Decimal,
    scoring::SkillTally,
};

/// Places that comparing totals and sums does not give; made anew at every look.
#[derive(Debug, Clone)]
pub struct Special {
    /// Best first; equals share a list. Who has no place is in none.
    tied: Vec<Vec<usize>>,
    /// Per competitor; `None`: no place.
    standing: Vec<Option<Now>>,
    /// By majority: the table the places were counted in, or why there is none.
    pub table: Option<Result<Places, MajorityFault>>,
}

/// Where somebody stands among everybody, and among the entrants.
#[derive(Debug, Clone, Copy)]
struct Now {
    ahead: Counts,
    /// Oneself included.
    equal: Counts,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    everybody: usize,
    entrants: usize,
}

impl Counts {
    const fn of(self, who: Who) -> usize {
        match who {
            Who::Everybody => self.everybody,
            Who::Entrants => self.entrants,
        }
    }
}

impl Special {
    fn new(skill: &Skill, tied: Vec<Vec<usize>>, table: Option<Result<Places, MajorityFault>>) -> Self {
        let mut standing = vec![None; skill.competitors.len()];
        let mut ahead = Counts::default();
        for equals in &tied {
            let entrants = equals.iter().filter(|&&competitor| skill.competitors[competitor].eligible).count();
            let equal = Counts { everybody: equals.len(), entrants };
            for &competitor in equals {
                standing[competitor] = Some(Now { ahead, equal });
            }
            ahead = Counts { everybody: ahead.everybody + equal.everybody, entrants: ahead.entrants + equal.entrants };
        }
        Self { tied, standing, table }
    }

    /// WDSF rules 5–8, then the tie keys.
    pub(super) fn by_majority(skill: &Skill, tally: &SkillTally) -> Self {
        let found = expert_places(skill, tally, |competitor| !tally.sums(competitor).withdrawn);
        let mut tied: Vec<Vec<usize>> = Vec::new();
        if let Ok(places) = &found {
            let placed = rank_by_majority(&places.table);
            for equals in placed.chunk_by(|one, other| one.rank == other.rank) {
                let equals = equals.iter().map(|placed| places.competitors[placed.competitor]).collect();
                tied.extend(apart(equals, |&a, &b| tally.sums(b).keys.cmp(&tally.sums(a).keys)));
            }
        }
        Self::new(skill, tied, Some(found))
    }

    /// By scale score, or where a tie key is a scale score.
    pub(super) fn by_scale(skill: &Skill, ranking: &Ranking) -> Self {
        let placed: Vec<usize> = ranking.order.iter().take(ranking.order.ranked()).collect();
        let merits: Vec<(usize, Vec<Option<Decimal>>)> =
            placed.into_iter().map(|competitor| (competitor, merit(skill, ranking, competitor))).collect();
        let tied = apart(merits, |(_, one), (_, other)| other.cmp(one));
        let tied = tied.into_iter().map(|equals| equals.into_iter().map(|(competitor, _)| competitor).collect()).collect();
        Self::new(skill, tied, None)
    }

    #[must_use]
    pub fn rank(&self, competitor: usize) -> Option<u32> {
        u32::try_from(self.standing[competitor]?.ahead.everybody + 1).ok()
    }

    /// How many are ahead now, and how many a draw may still put ahead.
    pub(super) fn ahead(&self, skill: &Skill, who: Who, competitor: usize) -> Option<(usize, usize)> {
        let now = self.standing[competitor]?;
        let drawn = if skill.rules.ties.last == TieLast::Draw { now.equal.of(who).saturating_sub(1) } else { 0 };
        Some((now.ahead.of(who), now.ahead.of(who) + drawn))
    }
}

/// What decides a place with scale scores in it, larger is better, none is last.
fn merit(skill: &Skill, ranking: &Ranking, competitor: usize) -> Vec<Option<Decimal>> {
    let key = ranking.order.key(competitor);
    let first = match skill.rules.ranking {
        RankingMethod::Scale => ranking.scales[0].score(competitor),
        RankingMethod::Total | RankingMethod::RankMajority => key.total,
    };
    let keys = skill.rules.ties.keys.iter().zip(&key.keys).map(|(rule, &sum)| match rule {
        TieKey::Scale { scale, .. } => ranking.scales[scale.map_or(0, |index| index + 1)].score(competitor),
        TieKey::Sum { .. } | TieKey::SmallerValue { .. } => Some(sum),
    });
    std::iter::once(first).chain(keys).collect()
}

/// Sorts, and parts into lists of equals.
fn apart<T>(mut all: Vec<T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<Vec<T>> {
    all.sort_by(&order);
    let mut tied: Vec<Vec<T>> = Vec::new();
    for one in all {
        match tied.last_mut() {
            Some(equals) if order(&equals[0], &one).is_eq() => equals.push(one),
            _ => tied.push(vec![one]),
        }
    }
    tied
}

impl Ranking {
    /// Everyone who has a place, best first; equals share a list, by index.
    #[must_use]
    pub fn tied(&self) -> Vec<Vec<usize>> {
        if let Some(special) = &self.special {
            return special.tied.clone();
        }
        let mut tied: Vec<Vec<usize>> = Vec::new();
        for competitor in self.order.iter().take(self.order.ranked()) {
            match tied.last_mut() {
                Some(equals) if self.order.key(equals[0]) == self.order.key(competitor) => equals.push(competitor),
                _ => tied.push(vec![competitor]),
            }
        }
        tied
    }

    /// [`Ranking::tied`] after draws: whom a draw has told apart stand alone.
    #[must_use]
    pub fn placed(&self, skill: &Skill, draws: &[Draw]) -> Vec<Vec<usize>> {
        let tied = self.tied();
        if skill.rules.ties.last != TieLast::Draw || draws.is_empty() {
            return tied;
        }
        let apart = |equals: Vec<usize>| match settle(&equals, draws) {
            Some(order) if equals.len() > 1 => order.into_iter().map(|competitor| vec![competitor]).collect(),
            _ => vec![equals],
        };
        tied.into_iter().flat_map(apart).collect()
    }

    /// Those who have all their marks and are equal in everything that comes before a draw, best ones first; where places depend on
    /// everybody's marks, once all are there.
    #[must_use]
    pub fn ties(&self) -> Vec<Vec<usize>> {
        if self.special.is_some() && !self.reach.all_complete() {
            return Vec::new();
        }
        let complete = |equals: Vec<usize>| equals.into_iter().filter(|&competitor| self.reach.is_complete(competitor)).collect();
        self.tied().into_iter().map(complete).filter(|equals: &Vec<usize>| equals.len() > 1).collect()
    }

    /// The ties that a draw could settle and none has.
    #[must_use]
    pub fn open_ties(&self, draws: &[Draw]) -> Vec<Vec<usize>> {
        self.ties().into_iter().filter(|tied| settle(tied, draws).is_none()).collect()
    }

    /// Whoever has no place, by index.
    #[must_use]
    pub fn unplaced(&self) -> Vec<usize> {
        let has_none = |&competitor: &usize| match &self.special {
            Some(special) => special.standing[competitor].is_none(),
            None => self.order.key(competitor).total.is_none(),
        };
        (0..self.order.len()).filter(has_none).collect()
    }

    /// One of the skill's further scales.
    #[must_use]
    pub fn further_scale(&self, index: usize) -> Option<&LiveScale> {
        self.scales.get(index + 1)
    }

    /// By majority: the experts' places, or why there are none.
    #[must_use]
    pub fn majority_table(&self) -> Option<&Result<Places, MajorityFault>> {
        self.special.as_ref()?.table.as_ref()
    }
}

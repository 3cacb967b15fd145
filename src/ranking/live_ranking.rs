//! Who stands where in one skill, kept up to date mark by mark.

use super::{
    Draw,
    live_scale::LiveScale,
    order::{Order, PlaceKey},
    places::Special,
    reach::{Reach, as_rank},
};
use crate::{
    competition::{RankingMethod, Skill, TieKey},
    scoring::SkillTally,
};

/// Follows a [`SkillTally`]: whoever's marks change is touched, and settled before the next look. Many marks of one competitor between two
/// looks cost one update.
#[derive(Clone)]
pub struct Ranking {
    pub(super) order: Order,
    /// The skill's own scale, then its further ones.
    pub(super) scales: Vec<LiveScale>,
    pub(super) reach: Reach,
    /// Where a total and sums are not enough to say who is better.
    pub(super) special: Option<Special>,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
}

impl Ranking {
    /// From a tally as it is.
    #[must_use]
    pub fn new(skill: &Skill, tally: &SkillTally) -> Self {
        let further = (0..skill.rules.more_scales.len()).map(|index| LiveScale::further(skill, index));
        let mut scales: Vec<LiveScale> = std::iter::once(LiveScale::of_total(skill)).chain(further).collect();
        for scale in &mut scales {
            scale.fill(skill, tally);
        }
        let mut ranking = Self {
            order: Order::new((0..tally.competitors()).map(|competitor| PlaceKey::of(tally.sums(competitor))).collect()),
            scales,
            reach: Reach::new(skill, tally),
            special: None,
            touched: Vec::new(),
            is_touched: vec![false; tally.competitors()],
        };
        ranking.place_specially(skill, tally);
        ranking
    }

    /// Something about this competitor has changed.
    pub fn touch(&mut self, competitor: usize) {
        if !std::mem::replace(&mut self.is_touched[competitor], true) {
            self.touched.push(u32::try_from(competitor).unwrap_or(u32::MAX));
        }
    }

    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.touched.is_empty()
    }

    /// Takes over what has changed since the last time.
    pub fn settle(&mut self, skill: &Skill, tally: &SkillTally) {
        if self.touched.is_empty() {
            return;
        }
        for competitor in std::mem::take(&mut self.touched) {
            let competitor = competitor as usize;
            self.is_touched[competitor] = false;
            let sums = tally.sums(competitor);
            self.order.update(competitor, PlaceKey::of(sums));
            for scale in &mut self.scales {
                scale.update(competitor, skill.competitors[competitor].eligible, sums);
            }
            self.reach.update(competitor, skill.competitors[competitor].eligible, tally);
        }
        self.scales.iter_mut().for_each(LiveScale::lay_out);
        self.place_specially(skill, tally);
    }

    fn place_specially(&mut self, skill: &Skill, tally: &SkillTally) {
        self.special = match skill.rules.ranking {
            RankingMethod::RankMajority => Some(Special::by_majority(skill, tally)),
            RankingMethod::Scale => Some(Special::by_scale(skill, self)),
            RankingMethod::Total if skill.rules.ties.keys.iter().any(|key| matches!(key, TieKey::Scale { .. })) => {
                Some(Special::by_scale(skill, self))
            }
            RankingMethod::Total => None,
        };
    }

    /// The skill's own scale.
    #[must_use]
    pub fn scale(&self) -> &LiveScale {
        &self.scales[0]
    }

    #[must_use]
    pub const fn order(&self) -> &Order {
        &self.order
    }

    /// The shared place, before any draw; `None`: no mark yet, withdrawn, or by majority not every judge's scores.
    #[must_use]
    pub fn rank(&self, competitor: usize) -> Option<u32> {
        match &self.special {
            Some(special) => special.rank(competitor),
            None => self.order.rank(competitor),
        }
    }

    /// Per competitor, after draws: best and worst place still reachable; `None` for whoever has withdrawn.
    #[must_use]
    pub fn all_reachable(&self, skill: &Skill, draws: &[Draw]) -> Vec<Option<(u32, u32)>> {
        let mut reach: Vec<_> = (0..self.order.len()).map(|competitor| self.reachable(skill, competitor)).collect();
        if self.reach.all_complete() && !draws.is_empty() {
            let mut ahead = 0;
            for equals in self.placed(skill, draws) {
                if let [alone] = equals[..] {
                    reach[alone] = Some((as_rank(ahead + 1), as_rank(ahead + 1)));
                }
                ahead += equals.len();
            }
        }
        reach
    }

    /// Best and worst place still reachable, before any draw; `None` for whoever has withdrawn.
    #[must_use]
    pub fn reachable(&self, skill: &Skill, competitor: usize) -> Option<(u32, u32)> {
        self.reach.of(skill, self, competitor)
    }
}

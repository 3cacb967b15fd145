//! How far the quotas of a programme's year are used, and who waits.
//!
//! Who was granted has a seat. Then seats go to nominations under review and recommended ones, in the order in which they were recommended;
//! whoever finds no room under one of the limits waits, and somebody behind who has room does not wait for that.

use std::fmt;

use super::{Nomination, NominationId, Register, Stage, Subject, check::category_of};
use crate::honours::Programme;

/// What a quota is of; the id of a category, tier or body in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Limit {
    Programme,
    Tier(String),
    Category(String),
    Body(String),
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Programme => out.write_str("the programme"),
            Self::Tier(id) => write!(out, "tier {id}"),
            Self::Category(id) => write!(out, "category {id}"),
            Self::Body(id) => write!(out, "body {id}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    pub limit: Limit,
    /// None: no limit, and still counted.
    pub quota: Option<u32>,
    pub granted: u32,
    /// Seats taken by those on the way to it.
    pub reserved: u32,
    /// In the order in which they would get a seat.
    pub waiting: Vec<NominationId>,
}

impl Use {
    const fn new(limit: Limit, quota: Option<u32>) -> Self {
        Self { limit, quota, granted: 0, reserved: 0, waiting: Vec::new() }
    }

    fn has_room(&self) -> bool {
        self.quota.is_none_or(|quota| self.granted + self.reserved < quota)
    }

    /// Seats granted beyond a quota that was lowered since.
    #[must_use]
    pub fn beyond(&self) -> u32 {
        self.quota.map_or(0, |quota| self.granted.saturating_sub(quota))
    }
}

/// Of the programme itself, its tiers, categories and bodies, in the order of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uses(pub Vec<Use>);

impl Uses {
    /// The limits that a nomination counts under.
    pub fn of<'a>(&'a self, programme: &Programme, subject: &Subject) -> impl Iterator<Item = &'a Use> {
        let indices = indices(programme, subject);
        indices.into_iter().filter_map(|index| self.0.get(index))
    }
}

#[must_use]
pub fn uses(register: &Register, programme: &Programme, year: i16) -> Uses {
    let mut uses = Uses(limits(programme));
    let counted = |nomination: &Nomination| {
        nomination.stage.counts() && nomination.subject.programme == programme.id && nomination.subject.year == year
    };
    let mut queue: Vec<(NominationId, &Nomination)> = register.iter().filter(|(_, nomination)| counted(nomination)).collect();
    queue.sort_by_key(|(id, nomination)| (nomination.stage != Stage::Granted, nomination.recommended_at, *id));
    for (id, nomination) in queue {
        uses.take_in(id, nomination, &indices(programme, &nomination.subject));
    }
    uses
}

impl Uses {
    fn take_in(&mut self, id: NominationId, nomination: &Nomination, under: &[usize]) {
        let granted = nomination.stage == Stage::Granted;
        let full: Vec<usize> = under.iter().copied().filter(|index| !self.0[*index].has_room()).collect();
        let touched = if granted || full.is_empty() { under } else { &full };
        for &index in touched {
            let used = &mut self.0[index];
            match (granted, full.is_empty()) {
                (true, _) => used.granted += 1,
                (false, true) => used.reserved += 1,
                (false, false) => used.waiting.push(id),
            }
        }
    }
}

fn limits(programme: &Programme) -> Vec<Use> {
    let tiers = programme.tiers.iter().map(|tier| Use::new(Limit::Tier(tier.id.clone()), tier.quota));
    let categories = programme.categories.iter().map(|category| Use::new(Limit::Category(category.id.to_string()), category.quota));
    let bodies = programme.bodies.iter().map(|body| Use::new(Limit::Body(body.id.clone()), body.quota));
    std::iter::once(Use::new(Limit::Programme, programme.quota)).chain(tiers).chain(categories).chain(bodies).collect()
}

/// Where in [`limits`] a nomination counts. One whose category is not in the file any more counts under the programme alone.
fn indices(programme: &Programme, subject: &Subject) -> Vec<usize> {
    let mut indices = vec![0];
    let (tiers, categories) = (programme.tiers.len(), programme.categories.len());
    if let Ok((index, category)) = category_of(programme, subject) {
        indices.extend(category.tier.map(|tier| 1 + tier));
        indices.push(1 + tiers + index);
    }
    let body = subject.body.as_ref().and_then(|id| programme.bodies.iter().position(|body| body.id == *id));
    indices.extend(body.map(|body| 1 + tiers + categories + body));
    indices
}

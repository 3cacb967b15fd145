//! How far quotas are used, as it is told.

use crate::{
    competition::Text,
    honours::{
        Programme,
        nomination::{Limit, Register, Use, uses},
    },
    wire::{QuotaChange, QuotaOf, QuotaUse},
};

pub fn told(programme: &Programme, used: &Use) -> QuotaUse {
    let (of, id, title) = match &used.limit {
        Limit::Programme => (QuotaOf::Programme, None, Some(&programme.title)),
        Limit::Tier(id) => (QuotaOf::Tier, Some(id), programme.tiers.iter().find(|tier| tier.id == *id).map(|tier| &tier.title)),
        Limit::Category(id) => (
            QuotaOf::Category,
            Some(id),
            programme.categories.iter().find(|category| category.id.as_str() == id).map(|category| &category.title),
        ),
        Limit::Body(id) => (QuotaOf::Body, Some(id), programme.bodies.iter().find(|body| body.id == *id).map(|body| &body.title)),
    };
    QuotaUse {
        of,
        id: id.cloned(),
        title: title.cloned().unwrap_or_else(Text::default),
        quota: used.quota,
        granted: used.granted,
        reserved: used.reserved,
        waiting: used.waiting.clone(),
        beyond: used.beyond(),
    }
}

/// Years in which somebody is nominated for it.
pub fn years(register: &Register, programme: &Programme) -> Vec<i16> {
    let own = register.iter().filter(|(_, nomination)| nomination.subject.programme == programme.id);
    let mut years: Vec<i16> = own.map(|(_, nomination)| nomination.subject.year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Whatever is used otherwise after than before.
pub fn changes(programmes: &[Programme], before: &Register, after: &Register) -> Vec<QuotaChange> {
    let mut changes = Vec::new();
    for programme in programmes {
        for year in years(after, programme) {
            let pairs = uses(before, programme, year).0.into_iter().zip(uses(after, programme, year).0);
            changes.extend(pairs.filter(|(before, after)| before != after).map(|(before, after)| QuotaChange {
                programme: programme.id.to_string(),
                year,
                before: told(programme, &before),
                after: told(programme, &after),
            }));
        }
    }
    changes
}

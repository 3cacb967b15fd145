//! An aspect as tablets show it.

use crate::{
    competition::{Aspect, AspectKind, Mapping},
    decimal::Decimal,
    wire::{AspectCard, AspectType, EntryKind, ScoreRange},
};

/// The step of a mark that is entered directly.
#[must_use]
pub fn entered_step(aspect: &Aspect) -> Option<Decimal> {
    match &aspect.kind {
        AspectKind::Measurement(measurement) => match measurement.mapping {
            Mapping::Mark { step } => Some(step),
            _ => None,
        },
        AspectKind::Judgement(_) => None,
    }
}

/// What one needs to know of an aspect to enter something.
#[must_use]
pub fn aspect_card(aspect: &Aspect) -> AspectCard {
    let mut card = AspectCard {
        id: aspect.id.to_string(),
        kind: if aspect.is_judgement() { AspectType::J } else { AspectType::M },
        name: aspect.name.clone(),
        max_mark: aspect.max_mark.to_string(),
        requirement: aspect.requirement.clone(),
        extra: aspect.extra.clone(),
        entry: EntryKind::Value,
        step: entered_step(aspect).map(|step| step.to_string()),
        choices: Vec::new(),
        unit: String::new(),
        typical: None,
        grader: None,
        descriptions: Vec::new(),
        score: None,
    };
    match &aspect.kind {
        AspectKind::Judgement(judgement) => {
            card.entry = EntryKind::Score;
            card.descriptions.clone_from(&judgement.descriptions);
            card.score =
                Some(ScoreRange { min: judgement.min.to_string(), max: judgement.max.to_string(), step: judgement.step.to_string() });
        }
        AspectKind::Measurement(measurement) => {
            card.unit.clone_from(&measurement.unit);
            card.typical = measurement.typical.map(|(low, high)| [low.to_string(), high.to_string()]);
            card.grader.clone_from(&measurement.grader);
            card.entry = match &measurement.mapping {
                Mapping::Mark { .. } => EntryKind::Mark,
                Mapping::YesNo => EntryKind::YesNo,
                Mapping::Choice { choices } => {
                    card.choices = choices.iter().map(|choice| choice.label.trim().to_owned()).collect();
                    EntryKind::Choice
                }
                Mapping::RegularDifference { .. } | Mapping::Linear { .. } | Mapping::Steps { .. } => EntryKind::Value,
            };
        }
    }
    card
}

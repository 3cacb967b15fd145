//! What an expert enters, checked against the aspect it is for.

use crate::{
    competition::{Aspect, AspectKind, Mapping},
    decimal::{Decimal, DecimalFault},
};

/// The longest text an entry's value may have, in bytes; longer than any number or choice label.
pub const VALUE_MAX_BYTES: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Number(Decimal),
    Yes,
    No,
    /// Index into the aspect's choices.
    Choice(u16),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueFault {
    #[error("{found:?} is not a number; {expected} is expected")]
    NotANumber { found: String, expected: &'static str },
    #[error("{found} is outside {min} to {max}")]
    OutOfRange { found: String, min: Decimal, max: Decimal },
    #[error("{found} is finer than the step of {step}")]
    TooFine { found: String, step: Decimal },
    #[error("{found:?} is not one of the choices: {}", .choices.join(", "))]
    UnknownChoice { found: String, choices: Vec<String> },
}

impl Value {
    /// Reads an entry for `aspect`: a decimal, `yes`/`no` (also `是`/`否`, `true`/`false`, `y`/`n`), or a choice's label.
    ///
    /// # Errors
    /// When the text is no value for this aspect, with what would be one.
    pub fn parse(text: &str, aspect: &Aspect) -> Result<Self, ValueFault> {
        let text = text.trim();
        match &aspect.kind {
            AspectKind::Judgement(judgement) => number_in(text, judgement.min, judgement.max, judgement.step),
            AspectKind::Measurement(measurement) => match &measurement.mapping {
                Mapping::YesNo => yes_or_no(text).ok_or_else(|| not_a_number(text, "yes or no")),
                Mapping::Mark { step } => match yes_or_no(text) {
                    Some(value) => Ok(value),
                    None => number_in(text, Decimal::ZERO, aspect.max_mark, *step),
                },
                Mapping::Choice { choices } => match choices.iter().position(|choice| choice.label.trim() == text) {
                    Some(index) => Ok(Self::Choice(u16::try_from(index).unwrap_or(u16::MAX))),
                    None => Err(ValueFault::UnknownChoice {
                        found: text.to_owned(),
                        choices: choices.iter().map(|choice| choice.label.clone()).collect(),
                    }),
                },
                Mapping::RegularDifference { .. } | Mapping::Linear { .. } | Mapping::Steps { .. } => {
                    number(text, Decimal::ZERO).map(Self::Number)
                }
            },
        }
    }

    /// The one way this value is written down, which [`Value::parse`] reads back.
    #[must_use]
    pub fn written(self, aspect: &Aspect) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Yes => "yes".to_owned(),
            Self::No => "no".to_owned(),
            Self::Choice(index) => match &aspect.kind {
                AspectKind::Measurement(measurement) => match &measurement.mapping {
                    Mapping::Choice { choices } => {
                        choices.get(usize::from(index)).map_or_else(String::new, |choice| choice.label.trim().to_owned())
                    }
                    _ => String::new(),
                },
                AspectKind::Judgement(_) => String::new(),
            },
        }
    }
}

fn yes_or_no(text: &str) -> Option<Value> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "是" => Some(Value::Yes),
        "no" | "n" | "false" | "否" => Some(Value::No),
        _ => None,
    }
}

fn not_a_number(found: &str, expected: &'static str) -> ValueFault {
    ValueFault::NotANumber { found: found.to_owned(), expected }
}

fn number(text: &str, step: Decimal) -> Result<Decimal, ValueFault> {
    text.parse().map_err(|fault| match fault {
        DecimalFault::TooFine => {
            ValueFault::TooFine { found: text.to_owned(), step: if step == Decimal::ZERO { Decimal::from_units(1) } else { step } }
        }
        DecimalFault::NotANumber => not_a_number(text, "a decimal such as 1.25"),
        DecimalFault::TooLarge => not_a_number(text, "a decimal below 92,233,720,368"),
    })
}

fn number_in(text: &str, min: Decimal, max: Decimal, step: Decimal) -> Result<Value, ValueFault> {
    let value = number(text, step)?;
    if value < min || value > max {
        return Err(ValueFault::OutOfRange { found: text.to_owned(), min, max });
    }
    if !value.on_grid(min, step) {
        return Err(ValueFault::TooFine { found: text.to_owned(), step });
    }
    Ok(Value::Number(value))
}

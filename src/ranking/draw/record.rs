//! A draw as it is handed to anybody who wants to check it.

use serde::{Deserialize, Serialize};

use super::proof::{DRAW_METHOD, DrawSecret, Subject, Witness, commitment_of, drawn};
use crate::competition::{CompetitionId, CompetitorId, SkillId};

/// The most competitors one draw puts in order.
pub const DRAW_COMPETITORS_MAX: usize = 500;
/// The most people who witness one draw.
pub const DRAW_WITNESSES_MAX: usize = 50;
/// The longest value a witness may say, in characters.
pub const WITNESS_VALUE_MAX_CHARS: usize = 200;

/// Everything about one draw. It stands for itself: a third party needs nothing else to check it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DrawRecord {
    pub method: String,
    #[cfg_attr(test, ts(as = "String"))]
    pub competition: CompetitionId,
    #[cfg_attr(test, ts(as = "String"))]
    pub skill: SkillId,
    /// From 1, within the skill.
    pub draw: u32,
    /// Sorted by the bytes of the ids.
    #[cfg_attr(test, ts(as = "Vec<String>"))]
    pub competitors: Vec<CompetitorId>,
    pub commitment: String,
    /// Why it was given up before the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub cancelled: Option<String>,
    /// From here on only after the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub secret: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub seed: Option<String>,
    /// Best first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<String>>"))]
    pub order: Option<Vec<CompetitorId>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<Witness>,
}

/// What `jinbang draw verify` reads, as JSON or TOML.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DrawFile {
    #[serde(default)]
    pub draws: Vec<DrawRecord>,
}

/// Why a text is no file of draws.
#[derive(Debug, thiserror::Error)]
pub enum DrawFileFault {
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl DrawFile {
    /// Several draws or a single one, as JSON or as TOML.
    ///
    /// # Errors
    /// When it is neither.
    pub fn read(text: &str) -> Result<Self, DrawFileFault> {
        if !text.trim_start().starts_with('{') {
            return Ok(toml::from_str(text)?);
        }
        let several = serde_json::from_str::<Self>(text);
        let one = || serde_json::from_str::<DrawRecord>(text).map(|record| Self { draws: vec![record] });
        Ok(if text.contains("\"draws\"") { several } else { one() }?)
    }
}

/// What a record says of itself, after everything it states was recomputed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Fixed, and not revealed yet: there is nothing to recompute.
    Committed,
    Cancelled,
    Revealed {
        seed: String,
        /// Indices into the record's list, best first.
        order: Vec<usize>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawFault {
    #[error("the method is {0:?}; {DRAW_METHOD:?} is known")]
    Method(String),
    #[error("draws are numbered from 1")]
    Number,
    #[error("the list must have 2 to {DRAW_COMPETITORS_MAX} competitors, sorted by id, none of them twice")]
    List,
    #[error("the {0} must be 64 hex digits in lower case")]
    NotHex(&'static str),
    #[error("the reveal is not whole: {0} is missing")]
    NotWhole(&'static str),
    #[error("a cancelled draw has no reveal")]
    CancelledAndRevealed,
    #[error("there must be 1 to {DRAW_WITNESSES_MAX} witnesses, none of them twice, each with 1 to {WITNESS_VALUE_MAX_CHARS} characters")]
    Witnesses,
    #[error("the commitment is not that of this secret and this list: {stated} is stated, {computed} comes out")]
    Commitment { stated: String, computed: String },
    #[error("the seed differs: {stated} is stated, {computed} comes out")]
    Seed { stated: String, computed: String },
    #[error("the order differs: {stated} is stated, {computed} comes out")]
    Order { stated: String, computed: String },
}

impl DrawFault {
    /// The field of the record it is about.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Method(_) => "method",
            Self::Number => "draw",
            Self::List => "competitors",
            Self::NotHex(field) | Self::NotWhole(field) => field,
            Self::CancelledAndRevealed => "cancelled",
            Self::Witnesses => "witnesses",
            Self::Commitment { .. } => "commitment",
            Self::Seed { .. } => "seed",
            Self::Order { .. } => "order",
        }
    }
}

/// A witness says something that can be read aloud and written down again.
#[must_use]
pub fn is_witness_value(value: &str) -> bool {
    let length = value.chars().count();
    value == value.trim() && !value.chars().any(char::is_control) && (1..=WITNESS_VALUE_MAX_CHARS).contains(&length)
}

impl DrawRecord {
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        Subject { competition: &self.competition, skill: &self.skill, number: self.draw, competitors: &self.competitors }
    }

    /// Recomputes what the record states.
    ///
    /// # Errors
    /// Every difference, in the order of the protocol's steps.
    pub fn verify(&self) -> Result<Verified, Vec<DrawFault>> {
        self.check_shape().map_err(|fault| vec![fault])?;
        let (Some(secret), Some(seed), Some(order)) = (&self.secret, &self.seed, &self.order) else {
            return Ok(if self.cancelled.is_some() { Verified::Cancelled } else { Verified::Committed });
        };
        let secret = DrawSecret::from_hex(secret).ok_or_else(|| vec![DrawFault::NotHex("secret")])?;
        let commitment = commitment_of(&self.subject(), &secret);
        let (computed_seed, places) = drawn(&self.subject(), &secret, &self.witnesses);
        let computed_order: Vec<&CompetitorId> = places.iter().map(|&place| &self.competitors[place]).collect();
        let mut faults = Vec::new();
        if commitment != self.commitment {
            faults.push(DrawFault::Commitment { stated: self.commitment.clone(), computed: commitment });
        }
        if computed_seed != *seed {
            faults.push(DrawFault::Seed { stated: seed.clone(), computed: computed_seed.clone() });
        }
        if !computed_order.iter().copied().eq(order) {
            faults.push(DrawFault::Order { stated: listed(order.iter()), computed: listed(computed_order.into_iter()) });
        }
        if faults.is_empty() { Ok(Verified::Revealed { seed: computed_seed, order: places }) } else { Err(faults) }
    }

    fn check_shape(&self) -> Result<(), DrawFault> {
        if self.method != DRAW_METHOD {
            return Err(DrawFault::Method(self.method.clone()));
        }
        if self.draw == 0 {
            return Err(DrawFault::Number);
        }
        let sorted = self.competitors.windows(2).all(|pair| pair[0] < pair[1]);
        if !sorted || !(2..=DRAW_COMPETITORS_MAX).contains(&self.competitors.len()) {
            return Err(DrawFault::List);
        }
        let hexes = [("commitment", Some(&self.commitment)), ("secret", self.secret.as_ref()), ("seed", self.seed.as_ref())];
        if let Some((field, _)) = hexes.into_iter().find(|(_, hex)| hex.is_some_and(|hex| DrawSecret::from_hex(hex).is_none())) {
            return Err(DrawFault::NotHex(field));
        }
        let parts = [
            ("secret", self.secret.is_some()),
            ("seed", self.seed.is_some()),
            ("order", self.order.is_some()),
            ("witnesses", !self.witnesses.is_empty()),
        ];
        match parts.iter().find(|(_, there)| !there) {
            _ if parts.iter().all(|(_, there)| !there) => Ok(()),
            _ if self.cancelled.is_some() => Err(DrawFault::CancelledAndRevealed),
            Some((field, _)) => Err(DrawFault::NotWhole(field)),
            None => check_witnesses(&self.witnesses),
        }
    }
}

/// # Errors
/// When somebody is named twice, nobody or too many are named, or a value cannot be written down.
pub fn check_witnesses(witnesses: &[Witness]) -> Result<(), DrawFault> {
    let named_twice = (1..witnesses.len()).any(|index| witnesses[..index].iter().any(|other| other.expert == witnesses[index].expert));
    let sound = (1..=DRAW_WITNESSES_MAX).contains(&witnesses.len()) && witnesses.iter().all(|witness| is_witness_value(&witness.value));
    if sound && !named_twice { Ok(()) } else { Err(DrawFault::Witnesses) }
}

fn listed<'a>(ids: impl Iterator<Item = &'a CompetitorId>) -> String {
    ids.map(CompetitorId::as_str).collect::<Vec<_>>().join(", ")
}

//! `[ties]`.

use super::{modules::Modules, selector};
use crate::{
    competition::{AspectKind, Direction, Mapping, NamedScale, ScaleRule, Scheme, TieKey, TieLast, TieRule},
    decimal::Decimal,
    import::keys::Keys,
};

/// What tie keys can speak of.
pub(super) struct Known<'a> {
    pub scheme: &'a Scheme,
    pub modules: &'a Modules,
    pub scale: &'a ScaleRule,
    pub more_scales: &'a [NamedScale],
}

pub(super) fn ties(keys: &Keys<'_>, known: &Known<'_>) -> TieRule {
    const LAST: [(&str, TieLast); 2] = [("shared", TieLast::Shared), ("draw", TieLast::Draw)];
    let mut found: Vec<TieKey> = Vec::new();
    for name in keys.strings("keys").unwrap_or_default() {
        match tie_key(&name, known) {
            Ok(key) if found.iter().any(|other| other.name() == key.name()) => {
                keys.place_of("keys").warning("tie-key-twice", &name, "the second one never decides anything", "remove it");
            }
            Ok(key) => found.push(key),
            Err(problem) => {
                let remedy = format!("write {}, time:A1.M1, scale or scale:…", selector::REMEDY);
                keys.place_of("keys").error("unknown-tie-key", &name, problem, remedy);
            }
        }
    }
    for key in &found {
        if let Some(problem) = contradiction(key, known.scheme) {
            keys.place_of("keys").warning("contradictory-rules", key.name(), problem, "correct the tie key or the calculation");
        }
    }
    let last = keys.word("last", &LAST).unwrap_or_default();
    keys.finish();
    TieRule { keys: found, last }
}

fn tie_key(written: &str, known: &Known<'_>) -> Result<TieKey, String> {
    let name = written.to_owned();
    match written.split_once(':').map(|(kind, what)| (kind.trim(), what.trim())) {
        None if written.trim() == "scale" => match known.scale {
            ScaleRule::None => Err("the skill has no [scale]".to_owned()),
            _ => Ok(TieKey::Scale { name, scale: None }),
        },
        Some(("scale", what)) => {
            let scale = known.more_scales.iter().position(|scale| scale.name == what);
            scale.map(|scale| TieKey::Scale { name, scale: Some(scale) }).ok_or_else(|| format!("there is no [scales.{what}]"))
        }
        Some(("time", what)) => {
            let aspect = selector::aspect(what, known.scheme)?;
            if is_number(&known.scheme.aspects[aspect].kind) {
                Ok(TieKey::SmallerValue { name, aspect })
            } else {
                Err(format!("no number is entered for aspect {what:?}"))
            }
        }
        _ => Ok(TieKey::Sum { aspects: selector::aspects(written, known.scheme, known.modules)?, name }),
    }
}

/// A smaller value is hardly the better one where a larger value earns more marks.
fn contradiction(key: &TieKey, scheme: &Scheme) -> Option<String> {
    let TieKey::SmallerValue { aspect, .. } = key else { return None };
    let aspect = &scheme.aspects[*aspect];
    let AspectKind::Measurement(measured) = &aspect.kind else { return None };
    let more_is_better = match &measured.mapping {
        Mapping::Linear { target, zero } => target > zero,
        Mapping::Steps { direction, .. } => *direction == Direction::Higher,
        Mapping::Mark { .. } => aspect.max_mark > Decimal::ZERO,
        Mapping::YesNo | Mapping::Choice { .. } | Mapping::RegularDifference { .. } => false,
    };
    more_is_better.then(|| format!("a smaller value of {} wins the tie, and a larger one earns more marks", aspect.id))
}

fn is_number(kind: &AspectKind) -> bool {
    match kind {
        AspectKind::Judgement(_) => false,
        AspectKind::Measurement(measured) => !matches!(measured.mapping, Mapping::YesNo | Mapping::Choice { .. }),
    }
}

//! `[calculations.NAME]`: how a measured value becomes a mark.

use std::{cell::Cell, collections::BTreeMap};

use crate::{
    competition::{Choice, DifferenceType, Direction, Mapping, Step},
    decimal::Decimal,
    import::{fault::Place, keys::Keys, limits},
    scoring::VALUE_MAX_BYTES,
};

pub(in crate::import) struct Calculation {
    pub mapping: Mapping,
    pub unit: String,
    pub grader: Option<String>,
    pub typical: Option<(Decimal, Decimal)>,
    pub decimals: Option<u32>,
    pub used: Cell<bool>,
}

impl Calculation {
    pub(in crate::import) fn plain(mapping: Mapping) -> Self {
        Self { mapping, unit: String::new(), grader: None, typical: None, decimals: None, used: Cell::new(false) }
    }
}

pub(in crate::import) type Calculations = BTreeMap<String, Calculation>;

#[derive(Clone, Copy)]
enum Kind {
    Mark,
    YesNo,
    Choice,
    RegularDifference,
    Linear,
    Steps,
}

const KINDS: [(&str, Kind); 6] = [
    ("mark", Kind::Mark),
    ("yes-no", Kind::YesNo),
    ("choice", Kind::Choice),
    ("regular-difference", Kind::RegularDifference),
    ("linear", Kind::Linear),
    ("steps", Kind::Steps),
];
const DIRECTIONS: [(&str, Direction); 2] = [("higher", Direction::Higher), ("lower", Direction::Lower)];
const DIFFERENCES: [(&str, DifferenceType); 2] = [("unit", DifferenceType::Unit), ("percent", DifferenceType::Percent)];

/// A calculation that is faulty is kept as a plain mark, so that the aspects naming it are not reported as well.
pub(super) fn read(keys: &Keys<'_>) -> Calculations {
    keys.named_tables().into_iter().map(|(name, keys)| (name, calculation(&keys))).collect()
}

fn calculation(keys: &Keys<'_>) -> Calculation {
    require(keys, &["kind"]);
    let mapping = keys.word("kind", &KINDS).and_then(|kind| mapping(keys, kind));
    let calculation = Calculation {
        mapping: mapping.unwrap_or(Mapping::Mark { step: Decimal::from_units(1) }),
        unit: keys.string("unit").unwrap_or_default(),
        grader: keys.string("grader"),
        typical: typical(keys),
        decimals: keys.count("decimals", 0..=limits::DECIMALS_MAX),
        used: Cell::new(false),
    };
    // The keys of the other kinds are not unknown; they are just not this kind's.
    for key in ["step", "choices", "target", "zero", "difference", "deduction", "difference_type", "direction", "steps"] {
        keys.has(key);
    }
    keys.finish();
    calculation
}

fn typical(keys: &Keys<'_>) -> Option<(Decimal, Decimal)> {
    let (low, high) = keys.pair("typical")?;
    if high < low {
        keys.place_of("typical").error(
            "range-upside-down",
            keys.written("typical"),
            "the lowest value is above the highest",
            "write the lowest first",
        );
    }
    (low <= high).then_some((low, high))
}

/// Reports each of these keys that is absent.
fn require(keys: &Keys<'_>, names: &[&'static str]) {
    for name in names.iter().filter(|name| !keys.has(name)) {
        // What asks for the key is the kind.
        let place = keys.place_of(if keys.has("kind") { "kind" } else { "" });
        place.column(keys.path_to(name)).error("key-missing", "", format!("this calculation needs {name}"), format!("add {name} = …"));
    }
}

fn mapping(keys: &Keys<'_>, kind: Kind) -> Option<Mapping> {
    match kind {
        Kind::YesNo => Some(Mapping::YesNo),
        Kind::Mark => {
            let step = keys.decimal("step").unwrap_or(Decimal::from_units(1_000_000));
            positive(&keys.place_of("step"), "step", step).map(|step| Mapping::Mark { step })
        }
        Kind::Choice => choices(keys),
        Kind::RegularDifference => {
            require(keys, &["target", "difference", "deduction"]);
            let difference_type = keys.word("difference_type", &DIFFERENCES).unwrap_or_default();
            let (target, difference, deduction) = (keys.decimal("target"), keys.decimal("difference"), keys.decimal("deduction"));
            regular_difference(&|key| keys.place_of(key), target?, difference?, deduction?, difference_type)
        }
        Kind::Linear => linear(keys),
        Kind::Steps => steps(keys),
    }
}

fn positive(place: &Place<'_>, key: &str, value: Decimal) -> Option<Decimal> {
    if value <= Decimal::ZERO {
        place.error("not-positive", value.to_string(), format!("{key} must be above 0"), "write a number above 0");
    }
    (value > Decimal::ZERO).then_some(value)
}

/// Shared with the calculations of a sheet; `place` finds the place of a parameter.
pub(in crate::import) fn regular_difference<'p>(
    place: &dyn Fn(&str) -> Place<'p>,
    target: Decimal,
    difference: Decimal,
    deduction: Decimal,
    difference_type: DifferenceType,
) -> Option<Mapping> {
    if target == Decimal::ZERO && difference_type == DifferenceType::Percent {
        let problem = "a difference in per cent of a target of zero is always zero";
        place("target").error("percent-of-zero", "0", problem, "use difference_type = \"unit\", or another target");
        return None;
    }
    let difference = positive(&place("difference"), "difference", difference);
    let deduction = positive(&place("deduction"), "deduction", deduction);
    Some(Mapping::RegularDifference { target, difference: difference?, deduction: deduction?, difference_type })
}

/// Shared with the calculations of a sheet.
pub(in crate::import) fn checked_choices(place: &Place<'_>, choices: Vec<Choice>) -> Option<Mapping> {
    let remedy = "give every choice its own label and a deduction of 0 or more";
    let mut sound = true;
    for (index, choice) in choices.iter().enumerate() {
        let problem = match &choice.label {
            label if label.is_empty() => "a choice has no label",
            label if label.len() > VALUE_MAX_BYTES => "the label of a choice is too long to be entered (200 bytes)",
            label if choices[..index].iter().any(|other| other.label == *label) => "two choices have the same label",
            _ if choice.deduction.is_negative() => "a deduction is below 0",
            _ => continue,
        };
        place.error("bad-choice", &choice.label, problem, remedy);
        sound = false;
    }
    if choices.is_empty() {
        place.error("no-choices", "", "there is nothing to choose from", remedy);
    }
    (sound && !choices.is_empty() && choices.len() < usize::from(u16::MAX)).then_some(Mapping::Choice { choices })
}

fn choices(keys: &Keys<'_>) -> Option<Mapping> {
    require(keys, &["choices"]);
    let found = keys.tables("choices").into_iter().map(|choice| {
        require(&choice, &["label", "deduction"]);
        let found =
            Choice { label: choice.string("label").unwrap_or_default(), deduction: choice.decimal("deduction").unwrap_or_default() };
        choice.finish();
        found
    });
    let found: Vec<Choice> = found.collect();
    keys.has("choices").then(|| checked_choices(&keys.place_of("choices"), found))?
}

fn linear(keys: &Keys<'_>) -> Option<Mapping> {
    require(keys, &["target", "zero"]);
    let direction = keys.word("direction", &DIRECTIONS);
    let (target, zero) = (keys.decimal("target")?, keys.decimal("zero")?);
    if target == zero {
        let problem = "full marks and no marks are at the same value";
        keys.place_of("zero").error(
            "target-is-zero-mark",
            zero.to_string(),
            problem,
            "zero is the value that earns nothing; move it away from target",
        );
        return None;
    }
    let implied = if target > zero { Direction::Higher } else { Direction::Lower };
    if direction.is_some_and(|direction| direction != implied) {
        let remedy = format!("swap target and zero, or write direction = {:?}", if target > zero { "higher" } else { "lower" });
        keys.place_of("direction").error("direction-contradicts", keys.written("direction"), "target and zero run the other way", remedy);
    }
    Some(Mapping::Linear { target, zero })
}

fn steps(keys: &Keys<'_>) -> Option<Mapping> {
    require(keys, &["direction", "steps"]);
    let direction = keys.word("direction", &DIRECTIONS);
    let mut steps = Vec::new();
    for step in keys.tables("steps") {
        require(&step, &["at", "share"]);
        if let (Some(at), Some(share)) = (step.decimal("at"), step.decimal("share")) {
            steps.push(Step { at, share });
        }
        step.finish();
    }
    let direction = direction?;
    if !keys.has("steps") {
        return None;
    }
    let place = keys.place_of("steps");
    if let Some(step) = steps.iter().find(|step| step.share.is_negative() || step.share > Decimal::ONE) {
        place.error("share-out-of-range", step.share.to_string(), "a share is outside 0 to 1", "write 0.6 for six tenths of the max mark");
        return None;
    }
    let ordered = steps.windows(2).all(|pair| {
        let worse = if direction == Direction::Higher { pair[1].at < pair[0].at } else { pair[1].at > pair[0].at };
        worse && pair[1].share <= pair[0].share
    });
    if !ordered || steps.is_empty() {
        place.error(
            "steps-out-of-order",
            keys.written("direction"),
            "the steps do not run from best to worst",
            "write the best step first, each worse than the one before",
        );
        return None;
    }
    Some(Mapping::Steps { direction, steps })
}

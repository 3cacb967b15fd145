//! The sheet `Calculations`: rows of name, kind, flag and parameters.

use std::collections::BTreeMap;

use crate::import::grid::{Grid, Line};
use crate::{
    competition::{Choice, DifferenceType, Mapping},
    decimal::Decimal,
    import::{
        fault::Place,
        skill::calculations::{Calculation, Calculations, checked_choices, regular_difference},
        words,
    },
};

pub(super) fn read(grid: &Grid, place: &Place<'_>) -> Calculations {
    grid.lines().filter_map(|line| calculation(line, &place.row(line.row))).collect()
}

fn calculation(line: &Line, place: &Place<'_>) -> Option<(String, Calculation)> {
    let (parameters_at, parameters) = line.cells().find(|(_, text)| text.contains(":::"))?;
    let (name_at, name) = line.cells().next().filter(|(index, _)| *index < parameters_at)?;
    let name = words::one_line(name);
    let kind = line
        .cells()
        .find(|(index, text)| *index > name_at && *index < parameters_at && text.contains(char::is_alphabetic) && text.len() > 2);
    let kind = kind.map_or("", |(_, kind)| kind).to_uppercase();
    let parameters = parameters_of(parameters);
    let mapping = if kind.contains("CHOICE") {
        choices(&parameters, place)
    } else if kind.contains("REGULAR") && kind.contains("DEDUCTION") {
        deduction(&parameters, place)
    } else {
        let remedy = "use CHOICE or REGULAR_DIFFERENCE_DEDUCTION, or define the calculation in skill.toml";
        place.error("unknown-calculation-kind", &kind, format!("the calculation {name} is of an unknown kind"), remedy);
        None
    };
    // A faulty one is reported; kept as a plain mark, the aspects naming it are not reported as well.
    let mapping = mapping.unwrap_or(Mapping::Mark { step: Decimal::from_units(1) });
    Some((name, Calculation::plain(mapping)))
}

/// `KEY:::value#x~x##-#KEY:::#x~x#value`: the value stands on either side of the inner mark.
fn parameters_of(text: &str) -> BTreeMap<String, String> {
    let entries = text.split("#-#").filter_map(|entry| {
        let (key, values) = entry.split_once(":::")?;
        let (before, after) = values.split_once("#x~x#").unwrap_or((values, ""));
        let value = if after.trim().is_empty() { before } else { after };
        Some((key.trim().to_uppercase(), value.trim().to_owned()))
    });
    entries.collect()
}

fn number(parameters: &BTreeMap<String, String>, key: &str, place: &Place<'_>) -> Option<Decimal> {
    let written = parameters.get(key).map_or("", String::as_str);
    let parsed = written.parse();
    if let Err(fault) = &parsed {
        let place = place.column(key.to_owned());
        place.error("not-a-number", written, format!("the parameter {key} is {fault}"), "write a decimal such as 0.25000000");
    }
    parsed.ok()
}

fn choices(parameters: &BTreeMap<String, String>, place: &Place<'_>) -> Option<Mapping> {
    let mut numbers: Vec<u32> =
        parameters.keys().filter_map(|key| key.strip_prefix("CHOICE")?.strip_suffix("_LABEL")?.parse().ok()).collect();
    numbers.sort_unstable();
    let found = numbers.iter().map(|n| {
        let deduction = number(parameters, &format!("CHOICE{n}_DEDUCTION"), place)?;
        Some(Choice { label: parameters.get(&format!("CHOICE{n}_LABEL"))?.clone(), deduction })
    });
    checked_choices(&place.column("CHOICE"), found.collect::<Option<Vec<_>>>()?)
}

fn deduction(parameters: &BTreeMap<String, String>, place: &Place<'_>) -> Option<Mapping> {
    let word = |key: &str| parameters.get(key).map_or("UNIT", String::as_str).to_uppercase();
    let difference_type = match word("DIFFERENCE_TYPE").as_str() {
        "UNIT" | "" => DifferenceType::Unit,
        "PERCENT" | "PERCENTAGE" => DifferenceType::Percent,
        other => {
            place.column("DIFFERENCE_TYPE").error("unknown-word", other, "there is no such type of difference", "write UNIT or PERCENT");
            return None;
        }
    };
    if !matches!(word("DEDUCTION_TYPE").as_str(), "UNIT" | "") {
        let place = place.column("DEDUCTION_TYPE");
        place.error("unknown-word", word("DEDUCTION_TYPE"), "only deductions in marks are known", "write UNIT, and the deduction in marks");
        return None;
    }
    let [target, difference, deduction] = ["TARGET_VALUE", "DIFFERENCE", "DEDUCTION"].map(|key| number(parameters, key, place));
    regular_difference(&|key| place.column(key.to_uppercase()), target?, difference?, deduction?, difference_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_on_either_side_of_the_inner_mark() {
        let text = "DEDUCTION_TYPE:::#x~x#UNIT#-#TARGET_VALUE:::0E-8#x~x##-#DIFFERENCE:::1.00000000#x~x##-#DIFFERENCE_TYPE:::#x~x#UNIT#-#DEDUCTION:::0.25000000#x~x#";
        let found = parameters_of(text);
        for (key, value) in
            [("DEDUCTION_TYPE", "UNIT"), ("TARGET_VALUE", "0E-8"), ("DIFFERENCE", "1.00000000"), ("DEDUCTION", "0.25000000")]
        {
            assert_eq!(found.get(key).map(String::as_str), Some(value), "{key}");
        }
    }
}

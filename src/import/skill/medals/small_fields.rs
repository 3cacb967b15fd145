//! `[[medals.small_fields]]`: fewer medals for fewer entrants.

use crate::{
    competition::{Medal, MedalRule, SmallField},
    import::{fault::nearest, keys::Keys, limits},
};

/// Ascending by `at_most`, without those that have a fault of their own. `rule`: what they take medals from, where that could
/// be read.
pub(super) fn read(keys: &Keys<'_>, rule: Option<&MedalRule>) -> Vec<SmallField> {
    let mut fields: Vec<(SmallField, Keys<'_>)> = Vec::new();
    for table in keys.tables("small_fields") {
        let field = field(&table, rule);
        table.finish();
        let Some(field) = field else { continue };
        if fields.iter().any(|(other, _)| other.at_most == field.at_most) {
            let problem = format!("[medals] small_fields has at_most = {} twice", field.at_most);
            table.place_of("at_most").error("duplicate-small-field", field.at_most.to_string(), problem, "keep one of the two");
        } else {
            fields.push((field, table));
        }
    }
    fields.sort_by_key(|(field, _)| field.at_most);
    for pair in fields.windows(2) {
        let [(fewer, table), (more, _)] = pair else { continue };
        let shrinks = fewer.medals.len() < more.medals.len() && fewer.medals.iter().all(|medal| more.medals.contains(medal));
        if !shrinks {
            let problem =
                format!("[medals] small_fields: at most {} entrants must get fewer medals than at most {}", fewer.at_most, more.at_most);
            let remedy = "leave out one of the medals here, or correct at_most";
            table.place_of("medals").error("contradictory-rules", table.written("medals"), problem, remedy);
        }
    }
    fields.into_iter().map(|(field, _)| field).collect()
}

fn field(table: &Keys<'_>, rule: Option<&MedalRule>) -> Option<SmallField> {
    for key in ["at_most", "medals"] {
        if !table.has(key) {
            let remedy = "write at_most = 5 and medals = [\"gold\", \"silver\"], or medals = [] where so few void the skill";
            table.place().error("key-missing", key, format!("[medals] small_fields says no {key}"), remedy);
        }
    }
    let at_most = table.count("at_most", 1..=u32::try_from(limits::COMPETITORS_MAX_PER_SKILL).unwrap_or(u32::MAX));
    let mut medals = Vec::new();
    let mut sound = true;
    for word in table.strings("medals")? {
        match Medal::WORDS.iter().find(|(known, _)| *known == word) {
            Some((_, medal)) if medals.contains(medal) => {}
            Some((_, medal)) => medals.push(*medal),
            None => {
                report_unknown(table, &word);
                sound = false;
            }
        }
    }
    (sound && is_sound(table, &medals, rule)).then_some(SmallField { at_most: at_most?, medals })
}

fn report_unknown(table: &Keys<'_>, word: &str) {
    let known = Medal::WORDS.map(|(known, _)| known);
    let near = nearest(word, known).map(|near| format!("did you mean {near:?}? ")).unwrap_or_default();
    let remedy = format!("{near}write one of: {}", known.join(", "));
    table.place_of("medals").error("unknown-medal", word, "[medals] small_fields names a medal that does not exist", remedy);
}

fn is_sound(table: &Keys<'_>, medals: &[Medal], rule: Option<&MedalRule>) -> bool {
    let place = table.place_of("medals");
    for (better, worse) in [(Medal::Gold, Medal::Silver), (Medal::Silver, Medal::Bronze)] {
        if medals.contains(&worse) && !medals.contains(&better) {
            let problem = format!("[medals] small_fields gives {} and no {}", worse.word(), better.word());
            place.error("contradictory-rules", worse.word(), problem, format!("add {:?}", better.word()));
            return false;
        }
    }
    let gives = |medal: Medal| rule.is_none_or(|rule| rule.gives(medal));
    let never = medals.iter().find(|medal| !gives(**medal));
    if let Some(medal) = never {
        let problem = format!("[medals] small_fields leaves {}, which the medal rule never gives", medal.word());
        place.error("contradictory-rules", medal.word(), problem, "leave it out, or change the rule");
    }
    never.is_none()
}

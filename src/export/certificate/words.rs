//! What was won, in both languages: on certificates, in credentials and in their verification.

use jiff::civil::Date;

use crate::{
    competition::{Medal, Text},
    honours::Certificate,
    ranking::Award,
};

/// Either language alone where the other says nothing.
#[must_use]
pub fn both(text: &Text) -> String {
    match (text.zh.as_str(), text.en.as_str()) {
        (zh, en) if zh == en || en.is_empty() => zh.to_owned(),
        ("", en) => en.to_owned(),
        (zh, en) => format!("{zh} {en}"),
    }
}

#[must_use]
pub fn zh(text: &Text) -> &str {
    if text.zh.is_empty() { &text.en } else { &text.zh }
}

#[must_use]
pub fn en(text: &Text) -> &str {
    text.en_or_zh()
}

#[must_use]
pub fn medal(medal: Medal) -> Text {
    let en = match medal {
        Medal::Gold => "Gold Medal",
        Medal::Silver => "Silver Medal",
        Medal::Bronze => "Bronze Medal",
        Medal::Medallion => "Medallion for Excellence",
        Medal::Merit => "Merit Prize",
    };
    Text::new(medal.word_zh(), en)
}

#[must_use]
pub fn award(award: Award) -> Text {
    match award {
        Award::BestOfDelegation => Text::new("代表队最佳选手", "Best of Delegation"),
        Award::BestOfAll => Text::new("全场最佳选手", "Best of All Skills"),
    }
}

/// The medal and the awards.
#[must_use]
pub fn won(certificate: &Certificate) -> Text {
    let all: Vec<Text> = certificate.medal.into_iter().map(medal).chain(certificate.awards.iter().map(|&given| award(given))).collect();
    let joined = |words: Vec<&str>, between: &str| words.join(between);
    Text::new(joined(all.iter().map(zh).collect(), "、"), joined(all.iter().map(en).collect(), ", "))
}

/// One sentence in each language, without the name.
#[must_use]
pub fn deed(certificate: &Certificate) -> Text {
    let (title, skill, won) = (&certificate.competition_title, &certificate.skill_title, won(certificate));
    let (place, entrants) = (certificate.place, certificate.entrants);
    Text::new(
        format!("在{}“{}”项目中获第{place}名（共{entrants}名），荣获{}。", zh(title), zh(skill), won.zh),
        format!("{} in {} at the {}: place {place} of {entrants}.", won.en, en(skill), en(title)),
    )
}

/// Whom the person competed with and for.
#[must_use]
pub fn belonging(certificate: &Certificate) -> Option<Text> {
    let parts: Vec<&Text> = certificate.delegation.iter().chain(&certificate.team).collect();
    let joined = |of: fn(&Text) -> &str| parts.iter().map(|text| of(text)).collect::<Vec<_>>().join(" · ");
    (!parts.is_empty()).then(|| Text::new(joined(zh), joined(en)))
}

#[must_use]
pub fn day(day: Date) -> Text {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied().unwrap_or_default();
    Text::new(format!("{}年{}月{}日", day.year(), day.month(), day.day()), format!("{} {month} {}", day.day(), day.year()))
}

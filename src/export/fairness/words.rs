//! What stands out, in sentences.

use crate::fairness::report::{ExpertFairness, SkillFairness};

/// Notes that say the same of several parts become one line.
pub(super) fn notes(of: &SkillFairness) -> Vec<String> {
    let mut lines: Vec<(Vec<&str>, &str)> = Vec::new();
    for note in &of.notes {
        let text = note.text.en_or_zh();
        match lines.iter_mut().find(|(_, known)| *known == text) {
            Some((concerned, _)) => concerned.push(&note.concerns),
            None => lines.push((vec![&note.concerns], text)),
        }
    }
    lines.into_iter().map(|(concerned, text)| format!("{}: {text}", concerned.join(", "))).collect()
}

/// One sentence per flag, and one for surprising scores.
pub(super) fn stands_out(of: &SkillFairness) -> Vec<String> {
    let flagged = of.experts.iter().flat_map(|expert| expert.flags.iter().map(move |flag| sentence(of, expert, flag)));
    let surprising = of.surprises.listed.first().map(|first| {
        let z = signed(first.z, 1);
        let (many, of_all) = (of.surprises.count, of.scores);
        let most = format!("{} gave {} {} on {} ({z} standard deviations)", first.expert, first.competitor, first.score, first.aspect);
        format!(
            "{many} of {of_all} scores are {} or more standard deviations from what the model expects; the furthest: {most}",
            of.parameters.residual
        )
    });
    flagged.chain(surprising).collect()
}

fn sentence(of: &SkillFairness, expert: &ExpertFairness, flag: &str) -> String {
    let who = &expert.expert;
    let block = of.blocks.iter().flat_map(|block| &block.experts).find(|member| member.expert == *who);
    let effect = block.and_then(|member| member.additive);
    match flag {
        "severe" => format!("{who} is severe: scores lie {} below the panel's", magnitude(effect)),
        "lenient" => format!("{who} is lenient: scores lie {} above the panel's", magnitude(effect)),
        "erratic" => format!(
            "{who} is erratic: infit {}, outfit {} (1 is expected, above {} is flagged)",
            plain(expert.rasch.infit, 2),
            plain(expert.rasch.outfit, 2),
            of.parameters.mean_square_high
        ),
        "too-predictable" => format!(
            "{who} is more predictable than independent scores are: infit {}, outfit {} (below {} is flagged)",
            plain(expert.rasch.infit, 2),
            plain(expert.rasch.outfit, 2),
            of.parameters.mean_square_low
        ),
        "extreme" => format!("{who} gave only the lowest or only the highest score"),
        "drift" => {
            let drift = expert.drift.as_ref();
            let change = drift.and_then(|drift| drift.change);
            let way = if change.is_some_and(|change| change < 0.0) { "more severe" } else { "more lenient" };
            format!("{who} became {way}: by {} from first to last (t {})", magnitude(change), signed(drift.and_then(|drift| drift.t), 1))
        }
        "compatriots" => {
            let own = expert.compatriots.as_ref();
            let (difference, t) = (own.and_then(|own| own.difference), own.and_then(|own| own.t));
            format!("{who} scores the own delegation {} differently from others (t {})", signed(difference, 2), signed(t, 1))
        }
        other => format!("{who}: {other}"),
    }
}

pub(super) fn plain(value: Option<f64>, places: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.places$}"))
}

pub(super) fn signed(value: Option<f64>, places: usize) -> String {
    // A small negative number must not become a negative nought.
    let rounded = |value: f64| (value * 10_f64.powi(i32::try_from(places).unwrap_or(0))).round() + 0.0;
    let of = |value: f64| if rounded(value) == 0.0 { 0.0 } else { value };
    value.map_or_else(|| "–".to_owned(), |value| format!("{:+.places$}", of(value)))
}

/// A probability, to four places where it is not smaller than they show.
pub(super) fn probability(value: Option<f64>) -> String {
    if value.is_some_and(|value| value < 0.000_05) { "< 0.0001".to_owned() } else { plain(value, 4) }
}

fn magnitude(value: Option<f64>) -> String {
    plain(value.map(f64::abs), 2)
}

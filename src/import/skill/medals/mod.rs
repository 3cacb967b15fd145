//! `[medals]`: who gets which, and what few entrants leave of it.

mod small_fields;

use crate::{
    competition::{BronzeAfterSilvers, MedalRule, MedalRules, RankingMethod, ScaleRule},
    decimal::Decimal,
    import::keys::Keys,
};

/// Medals of one kind in one skill.
const COUNT_MAX: u32 = 10_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    None,
    Worldskills,
    TopN,
    Share,
}

const RULES: [(&str, Rule); 4] = [("none", Rule::None), ("worldskills", Rule::Worldskills), ("top-n", Rule::TopN), ("share", Rule::Share)];
/// Each setting and the rules that read it.
const SETTINGS: [(&str, &[Rule]); 6] = [
    ("window", &[Rule::Worldskills]),
    ("medallion", &[Rule::Worldskills]),
    ("bronze_after_silvers", &[Rule::Worldskills]),
    ("counts", &[Rule::TopN]),
    ("shares", &[Rule::Share]),
    ("merit", &[Rule::TopN, Rule::Share]),
];

pub(super) fn read(keys: &Keys<'_>, scale: &ScaleRule, ranking: RankingMethod) -> MedalRules {
    let written = keys.word("rule", &RULES);
    let rule = match written.unwrap_or(Rule::None) {
        Rule::None => MedalRule::None,
        Rule::Worldskills => worldskills(keys, scale, ranking),
        Rule::TopN => {
            let [gold, silver, bronze] = counts(keys).unwrap_or([1, 1, 1]);
            MedalRule::TopN { gold, silver, bronze, merit: keys.flag("merit").unwrap_or(true) }
        }
        Rule::Share => {
            let per_cent = shares(keys).unwrap_or([10, 20, 30].map(Decimal::from_int));
            MedalRule::Share { per_cent, merit: keys.flag("merit").unwrap_or(false) }
        }
    };
    // A rule that cannot be read has been reported; what would fit it is not known.
    let readable = written.is_some() || !keys.has("rule");
    let small_fields = small_fields::read(keys, Some(&rule).filter(|_| readable));
    report_idle(keys, written.unwrap_or(Rule::None), readable);
    keys.finish();
    MedalRules { rule, small_fields }
}

/// A setting of another rule is easily a rule mistaken for another.
fn report_idle(keys: &Keys<'_>, rule: Rule, readable: bool) {
    let word = RULES.iter().find(|(_, known)| *known == rule).map_or("", |(word, _)| *word);
    for (key, rules) in SETTINGS {
        if keys.has(key) && readable && !rules.contains(&rule) {
            let problem = format!("medal rule {word:?} does not use {key}");
            keys.place_of(key).warning("setting-without-effect", keys.written(key), problem, "remove it, or choose the rule it belongs to");
        }
    }
}

fn worldskills(keys: &Keys<'_>, scale: &ScaleRule, ranking: RankingMethod) -> MedalRule {
    const WORDS: [(&str, BronzeAfterSilvers); 2] = [("window", BronzeAfterSilvers::Window), ("always", BronzeAfterSilvers::Always)];
    if !ranking.follows_scores() {
        let problem =
            format!("medal rule \"worldskills\" compares scores, and ranking {:?} does not follow them", ranking.versioned_name());
        let remedy = "use medal rule \"top-n\" or \"share\", or [ranking] method = \"total\"";
        keys.place_of("rule").error("contradictory-rules", "worldskills", problem, remedy);
    } else if *scale == ScaleRule::None {
        let problem = "without a scale, window and medallion are compared with totals";
        keys.place_of("rule").warning("medals-without-scale", "worldskills", problem, "add [scale] method = \"worldskills\"");
    }
    let window = keys.decimal("window").unwrap_or(Decimal::from_int(2));
    if window.is_negative() {
        keys.place_of("window").error("negative", window.to_string(), "a window is never below 0", "write 0 or more");
    }
    MedalRule::Worldskills {
        window,
        medallion: keys.decimal("medallion").unwrap_or(Decimal::from_int(700)),
        bronze_after_silvers: keys.word("bronze_after_silvers", &WORDS).unwrap_or_default(),
    }
}

fn counts(keys: &Keys<'_>) -> Option<[u32; 3]> {
    let written = keys.decimals("counts")?;
    let place = keys.place_of("counts");
    if written.iter().any(|count| count.is_negative()) {
        place.error("negative", keys.written("counts"), "medal rule \"top-n\": a count is never below 0", "write 0 or more");
        return None;
    }
    let whole = |count: &Decimal| {
        let whole = u32::try_from(count.units() / Decimal::ONE.units()).ok().filter(|whole| *whole <= COUNT_MAX);
        whole.filter(|_| count.on_grid(Decimal::ZERO, Decimal::ONE))
    };
    let counts: Option<Vec<u32>> = written.iter().map(whole).collect();
    let counts = counts.and_then(|counts| <[u32; 3]>::try_from(counts).ok());
    if counts.is_none() {
        let problem = format!("medal rule \"top-n\": these are not three whole numbers up to {COUNT_MAX}");
        place.error("bad-counts", keys.written("counts"), problem, "write how many gold, silver and bronze, as [1, 1, 1]");
    }
    counts
}

/// `[0.1, 0.2, 0.3]` of the entrants or `[10, 20, 30]` per cent of them: a sum above 1 can only be per cent.
fn shares(keys: &Keys<'_>) -> Option<[Decimal; 3]> {
    let written = keys.decimals("shares")?;
    let refused = |code: &'static str, problem: String| {
        let remedy = "write the shares of gold, silver and bronze, as [0.1, 0.2, 0.3] or in per cent as [10, 20, 30]";
        keys.place_of("shares").error(code, keys.written("shares"), format!("medal rule \"share\": {problem}"), remedy);
        None
    };
    if written.iter().any(|share| share.is_negative()) {
        return refused("negative", "a share is never below 0".to_owned());
    }
    let hundred = Decimal::from_int(100);
    if written.len() != 3 || written.iter().any(|share| *share > hundred) {
        return refused("bad-shares", "these are not three shares of one whole".to_owned());
    }
    let sum: Decimal = written.iter().copied().sum();
    if sum > hundred || sum == Decimal::ZERO {
        return refused("bad-shares", format!("the shares add up to {sum}; they must add up to more than 0 and at most 100 per cent"));
    }
    let factor = if sum <= Decimal::ONE { 100 } else { 1 };
    let per_cent: Vec<Decimal> = written.iter().map(|share| Decimal::from_units(share.units() * factor)).collect();
    <[Decimal; 3]>::try_from(per_cent).ok()
}

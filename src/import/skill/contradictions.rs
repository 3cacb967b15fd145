//! Rules that cannot all hold at once.

use crate::{
    competition::{MedalRule, RankingMethod, ScaleRule, Scheme, SkillRules},
    import::keys::Keys,
};

const CODE: &str = "contradictory-rules";

pub(super) fn check(keys: &Keys<'_>, scheme: &Scheme, rules: &SkillRules) {
    let ranking = keys.table("ranking");
    match rules.ranking {
        RankingMethod::Scale if rules.scale == ScaleRule::None => {
            let problem = "places are to follow scale scores, and there is no scale";
            ranking.place_of("method").error(CODE, "scale", problem, "add [scale] method = …, or write method = \"total\"");
        }
        RankingMethod::RankMajority if !scheme.aspects.iter().any(crate::competition::Aspect::is_judgement) => {
            let problem = "places are to follow the majority of experts, and no aspect is judged";
            ranking.place_of("method").error(CODE, "rank-majority", problem, "write method = \"total\"");
        }
        RankingMethod::RankMajority if rules.total.is_weighted() || rules.total.has_factors() => {
            let problem = "by majority the experts' own totals make the places; weights and factors would change nothing";
            ranking.place_of("method").error(CODE, "rank-majority", problem, "remove weights and factors, or write method = \"total\"");
        }
        RankingMethod::Total if rules.population.per_group && matches!(rules.medals.rule, MedalRule::Worldskills { .. }) => {
            let problem = "medals compare scale scores of different groups, and places compare totals";
            let remedy = "write [ranking] method = \"scale\", or remove per_group";
            keys.table("scale").place_of("per_group").error(CODE, "true", problem, remedy);
        }
        RankingMethod::Total | RankingMethod::Scale | RankingMethod::RankMajority => {}
    }
}

use std::borrow::Cow;

use crate::{
    competition::{AspectKind, Medal, Skill},
    judging::SkillState,
    ranking::Chance,
};

/// In larger skills nothing is said about what is decided: it would cost more than the board itself.
pub const DECIDED_MAX_COMPETITORS: usize = 2_000;

/// What the missing marks of a skill cannot change any more, for one competitor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decided {
    pub place: bool,
    /// The medal that the competitor has now.
    pub medal: bool,
    /// Gold, silver or bronze can still come, and none is certain.
    pub medal_possible: bool,
}

/// Per competitor. `state`: what is published.
pub(super) fn decided(skill: &Skill, state: &SkillState) -> Vec<Decided> {
    if state.tally.competitors() > DECIDED_MAX_COMPETITORS {
        return vec![Decided::default(); state.tally.competitors()];
    }
    let state = &*without_single_scores(skill, state);
    let ranking = state.ranking(skill);
    let standings = ranking.standings(skill, &state.tally, &state.draws);
    let chances = ranking.chances(skill, &state.tally, &standings, &state.draws);
    let reach = ranking.all_reachable(skill, &state.draws);
    let mut decided = vec![Decided::default(); chances.len()];
    for standing in &standings {
        let chances = &chances[standing.competitor];
        let is = |medal: Medal, wanted: Chance| chances.iter().any(|&(of, chance)| of == medal && chance == wanted);
        decided[standing.competitor] = Decided {
            place: standing.rank.is_some() && reach[standing.competitor].is_some_and(|(best, worst)| best == worst),
            medal: standing.medal.is_some_and(|medal| is(medal, Chance::Certain)),
            medal_possible: [Medal::Gold, Medal::Silver, Medal::Bronze].into_iter().any(|medal| is(medal, Chance::Possible)),
        };
    }
    decided
}

/// The scores of a panel that is not complete narrow what is still possible, and so would say what they are.
fn without_single_scores<'a>(skill: &Skill, state: &'a SkillState) -> Cow<'a, SkillState> {
    let by_several = |kind: &AspectKind| matches!(kind, AspectKind::Judgement(judgement) if judgement.experts > 1);
    if !skill.scheme.aspects.iter().any(|aspect| by_several(&aspect.kind)) {
        return Cow::Borrowed(state);
    }
    let mut shown = state.clone();
    shown.keep_secrets(skill);
    shown.settle(skill);
    Cow::Owned(shown)
}

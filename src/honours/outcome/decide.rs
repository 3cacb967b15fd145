//! Only a certain place in a signed result is an outcome.

use jiff::civil::Date;

use super::{OutcomeRow, OutcomeRules};
use crate::{
    competition::SkillId,
    honours::{
        Candidate, Condition, Contest, Fact, Place, Verdict, fact,
        judge::{Case, judge},
    },
};

/// Which result was signed, when, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedResult {
    pub skill: SkillId,
    /// Of the result, hex.
    pub digest: String,
    pub on: Date,
    pub by: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision<'a> {
    Outcome { row: &'a OutcomeRow, signed: &'a SignedResult },
    Withheld(Withheld),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withheld {
    /// The place may still change.
    Provisional(Fact),
    /// A guest, withdrawn, or of a void skill.
    NoPlace(Fact),
    Unsigned,
    /// Amended after it was signed.
    AnotherSigned {
        on: Date,
    },
    /// Which row fits depends on them.
    FactsMissing(Vec<Fact>),
    NoRow,
}

#[must_use]
pub fn decide<'a>(contest: &Contest, candidate: &Candidate, rules: &'a OutcomeRules, signed: &'a [SignedResult]) -> Decision<'a> {
    match withheld_or_row(contest, candidate, rules, signed) {
        Ok((row, signed)) => Decision::Outcome { row, signed },
        Err(withheld) => Decision::Withheld(withheld),
    }
}

fn withheld_or_row<'a>(
    contest: &Contest,
    candidate: &Candidate,
    rules: &'a OutcomeRules,
    signed: &'a [SignedResult],
) -> Result<(&'a OutcomeRow, &'a SignedResult), Withheld> {
    let case = Case::new(contest, candidate);
    let place = || fact::facts(&Condition::Ranked, &case).swap_remove(0);
    match case.entry.place {
        Place::At(_) => {}
        Place::Provisional(_) => return Err(Withheld::Provisional(place())),
        Place::Guest | Place::Withdrawn | Place::Void => return Err(Withheld::NoPlace(place())),
    }
    let signed = signed.iter().find(|signed| signed.skill == case.skill.id).ok_or(Withheld::Unsigned)?;
    if signed.digest != case.skill.digest {
        return Err(Withheld::AnotherSigned { on: signed.on });
    }
    let with = |verdict: Verdict| rules.rows.iter().filter(move |row| judge(&row.condition, &case) == verdict);
    if let Some(row) = with(Verdict::Yes).next() {
        return Ok((row, signed));
    }
    let mut missing: Vec<Fact> = Vec::new();
    for fact in with(Verdict::Unknown).flat_map(|row| fact::facts(&row.condition, &case)) {
        if !missing.contains(&fact) {
            missing.push(fact);
        }
    }
    Err(if missing.is_empty() { Withheld::NoRow } else { Withheld::FactsMissing(missing) })
}

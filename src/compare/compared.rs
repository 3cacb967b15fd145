//! One skill by every method.

use super::{
    applied::{Applied, Tried, by},
    comparison::{Change, CompetitorComparison, MedalChange, MethodSummary, SkillComparison},
    method::Method,
    tau::tau_b,
};
use crate::{
    competition::{Medal, Skill},
    ranking::{Draw, PublishedRules, Ranking, Standing},
    scoring::SkillTally,
};

/// Ranks and medals by every method, beside those by the skill's own rules.
#[must_use]
pub fn compared(skill: &Skill, tally: &SkillTally, draws: &[Draw]) -> SkillComparison {
    let own = Ranking::new(skill, tally).standings(skill, tally, draws);
    let order: Vec<usize> = own.iter().map(|standing| standing.competitor).collect();
    let results: Vec<Tried> = Method::ALL.iter().map(|&method| by(method, skill, tally, draws)).collect();
    let methods = Method::ALL.iter().zip(&results).map(|(&method, result)| summary(method, result, &results, &order));
    SkillComparison {
        skill: skill.id.to_string(),
        methods: methods.collect(),
        competitors: order.iter().map(|&competitor| of_competitor(skill, &results, competitor)).collect(),
    }
}

fn summary(method: Method, result: &Tried, all: &[Tried], order: &[usize]) -> MethodSummary {
    let empty = MethodSummary {
        method: method.versioned_name().to_owned(),
        title: method.title(),
        applies: false,
        reason: None,
        notes: Vec::new(),
        scale: None,
        differs: 0,
        medals_changed: None,
        kendall_tau: None,
        waiting: Vec::new(),
        further: Vec::new(),
    };
    let (Ok(own), Ok(found)) = (&all[0], result) else { return MethodSummary { reason: result.as_ref().err().cloned(), ..empty } };
    let pairs = || own.rows.iter().zip(&found.rows);
    let ids = |wanted: &dyn Fn(usize) -> bool| {
        order.iter().filter(|&&one| wanted(one)).map(|&one| own.skill.competitors[one].id.to_string()).collect()
    };
    let is_placed = |result: &Applied, one: usize| result.rows[one].rank.is_some();
    MethodSummary {
        applies: true,
        notes: found.notes.clone(),
        scale: if matches!(method, Method::Scale(_)) { PublishedRules::of(&found.skill.rules).scale } else { None },
        differs: count(pairs().filter(|(own, found)| own.rank != found.rank).count()),
        medals_changed: found.gives_medals.then(|| count(pairs().filter(|(own, found)| own.medal != found.medal).count())),
        kendall_tau: tau_b(pairs().filter_map(|(own, found)| own.rank.zip(found.rank)).collect()),
        waiting: ids(&|one| is_placed(own, one) && !is_placed(found, one)),
        further: ids(&|one| !is_placed(own, one) && is_placed(found, one)),
        ..empty
    }
}

fn of_competitor(skill: &Skill, results: &[Tried], competitor: usize) -> CompetitorComparison {
    let row = |result: &Tried| result.as_ref().ok().map(|result| result.rows[competitor].clone());
    let rows: Vec<Option<Standing>> = results.iter().map(row).collect();
    let ranks: Vec<Option<u32>> = rows.iter().map(|row| row.as_ref().and_then(|row| row.rank)).collect();
    let medals: Vec<Option<Medal>> = rows.iter().map(|row| row.as_ref().and_then(|row| row.medal)).collect();
    let scale_score = |(row, result): (&Option<Standing>, &Tried)| {
        let decimals = result.as_ref().ok()?.skill.rules.scale.decimals();
        Some(row.as_ref()?.scale_score?.fixed(decimals))
    };
    CompetitorComparison {
        competitor: skill.competitors[competitor].id.to_string(),
        totals: rows.iter().map(|row| row.as_ref().map(|row| row.total.fixed(skill.rules.decimals))).collect(),
        scale_scores: rows.iter().zip(results).map(scale_score).collect(),
        best: ranks.iter().flatten().min().copied(),
        worst: ranks.iter().flatten().max().copied(),
        changes: changes(&medals, results),
        ranks,
        medals,
    }
}

fn changes(medals: &[Option<Medal>], results: &[Tried]) -> Vec<MedalChange> {
    let from = medals[0];
    let given = medals.iter().zip(results).enumerate().filter(|(_, (_, result))| result.as_ref().is_ok_and(|result| result.gives_medals));
    let change = |(method, (&to, _))| {
        let change = match (from, to) {
            _ if from == to => return None,
            (None, _) => Change::Gains,
            (_, None) => Change::Loses,
            (Some(from), Some(to)) if (to as u8) < from as u8 => Change::Rises,
            _ => Change::Falls,
        };
        Some(MedalChange { method: count(method), change, from, to })
    };
    given.filter_map(change).collect()
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

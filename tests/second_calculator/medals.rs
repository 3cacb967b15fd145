//! Medals, awards and the table of delegations a second time, from the rules alone (rules.md §5).

use std::collections::BTreeSet;

use jinbang::{
    competition::{BronzeAfterSilvers, Competition, MedalRule, MedalRules, ScaleRule},
    decimal::Decimal,
    ranking::{Award, Medal, Standing},
};

use super::{Fraction, ZERO};

/// An entrant: how many entrants are better, and the score a window compares.
#[derive(Clone, Copy)]
pub struct Entrant {
    pub better: usize,
    pub score: Fraction,
}

/// What `own` gets among `all` entrants.
pub fn medal(rules: &MedalRules, own: Entrant, all: &[Entrant]) -> Option<Medal> {
    let small = rules.small_fields.iter().filter(|field| all.len() <= field.at_most as usize).min_by_key(|field| field.at_most);
    let left = |medal: Medal| small.is_none_or(|field| field.medals.contains(&medal));
    let count = |medal: Medal, count: usize| if left(medal) { count } else { 0 };
    let by_count = |[gold, silver, bronze]: [usize; 3], merit: bool| {
        let (gold, silver, bronze) = (count(Medal::Gold, gold), count(Medal::Silver, silver), count(Medal::Bronze, bronze));
        match own.better {
            better if better < gold => Some(Medal::Gold),
            better if better < gold + silver => Some(Medal::Silver),
            better if better < gold + silver + bronze => Some(Medal::Bronze),
            better if merit && left(Medal::Merit) && better < all.len() / 2 => Some(Medal::Merit),
            _ => None,
        }
    };
    match &rules.rule {
        MedalRule::None => None,
        MedalRule::TopN { gold, silver, bronze, merit } => by_count([*gold, *silver, *bronze].map(|count| count as usize), *merit),
        MedalRule::Share { per_cent, merit } => {
            let prizes = |share: &Decimal| (Fraction::read(*share) * Fraction::whole(all.len()) / Fraction(100, 1)).floor().0;
            let [gold, silver, bronze] = per_cent.each_ref().map(|share| usize::try_from(prizes(share)).expect("a small number"));
            by_count([gold, silver, bronze], *merit)
        }
        MedalRule::Worldskills { window, medallion, bronze_after_silvers } => {
            let by_window = by_window(Fraction::read(*window), *bronze_after_silvers, own.score, all, &left);
            by_window.or((left(Medal::Medallion) && own.score >= Fraction::read(*medallion)).then_some(Medal::Medallion))
        }
    }
}

/// By thresholds: whoever is below one medal's is left for the next.
fn by_window(
    window: Fraction,
    after_silvers: BronzeAfterSilvers,
    own: Fraction,
    all: &[Entrant],
    left: &dyn Fn(Medal) -> bool,
) -> Option<Medal> {
    let best_below =
        |limit: Option<Fraction>| all.iter().map(|other| other.score).filter(|score| limit.is_none_or(|limit| *score < limit)).max();
    let holders = |from: Fraction, to: Fraction| {
        all.iter().map(|other| other.score).filter(|score| *score >= from && *score <= to).collect::<Vec<_>>()
    };
    if !left(Medal::Gold) {
        return None;
    }
    let best = best_below(None)?;
    let gold = best - window;
    if own >= gold {
        return Some(Medal::Gold);
    }
    let golds = holders(gold, best);
    let (mut last_holders, mut limit, mut three_given) = (golds.clone(), gold, golds.len() >= 3);
    if golds.len() == 1 && left(Medal::Silver) {
        let next = best_below(Some(gold))?;
        if own >= next - window {
            return Some(Medal::Silver);
        }
        let silvers = holders(next - window, next);
        three_given = silvers.len() >= 2 && after_silvers == BronzeAfterSilvers::Window;
        (last_holders, limit) = (silvers, next - window);
    }
    let next = best_below(Some(limit))?;
    let open = !three_given || next >= *last_holders.iter().min()? - window;
    (left(Medal::Bronze) && open && own >= next - window).then_some(Medal::Bronze)
}

/// One line of the table of delegations, in fractions.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub delegation: usize,
    pub rank: usize,
    pub entries: usize,
    pub skills: usize,
    pub medals: [usize; 4],
    pub points: Fraction,
    pub average_points: Fraction,
    pub total_score: Option<Fraction>,
    pub average_score: Option<Fraction>,
}

/// The scale scores that count across skills: skill, competitor, score.
fn scores(competition: &Competition, standings: &[Vec<Standing>]) -> Vec<(usize, usize, Fraction)> {
    let scales: BTreeSet<String> = competition.skills.iter().filter_map(|skill| scale(&skill.rules.scale)).collect();
    let mut found = Vec::new();
    for (index, skill) in competition.skills.iter().enumerate().filter(|_| scales.len() == 1) {
        let entrants: Vec<&Standing> =
            standings[index].iter().filter(|standing| standing.rank.is_some() && skill.competitors[standing.competitor].eligible).collect();
        let void = skill.rules.medals.small_fields.iter().any(|field| field.medals.is_empty() && entrants.len() <= field.at_most as usize);
        if scale(&skill.rules.scale).is_some() && !void {
            found.extend(entrants.iter().filter_map(|standing| Some((index, standing.competitor, Fraction::read(standing.scale_score?)))));
        }
    }
    found
}

fn scale(rule: &ScaleRule) -> Option<String> {
    if let ScaleRule::Worldskills { centre, target_spread, .. } = rule { Some(format!("{centre} {target_spread}")) } else { None }
}

pub fn awards(competition: &Competition, standings: &[Vec<Standing>], skill: usize, competitor: usize) -> Vec<Award> {
    let all = scores(competition, standings);
    let delegation = |skill: usize, competitor: usize| competition.skills[skill].competitors[competitor].delegation;
    let Some(&(_, _, own)) = all.iter().find(|of| (of.0, of.1) == (skill, competitor)) else { return Vec::new() };
    let home = delegation(skill, competitor);
    let beaten = |by: &dyn Fn(usize, usize) -> bool| all.iter().any(|&(skill, other, score)| score > own && by(skill, other));
    let mut won = Vec::new();
    if competition.awards.best_of_delegation && home.is_some() && !beaten(&|skill, other| delegation(skill, other) == home) {
        won.push(Award::BestOfDelegation);
    }
    if competition.awards.best_of_all && !beaten(&|_, _| true) {
        won.push(Award::BestOfAll);
    }
    won
}

pub fn table(competition: &Competition, standings: &[Vec<Standing>]) -> Vec<Line> {
    let all = scores(competition, standings);
    let mut lines: Vec<Line> =
        (0..competition.delegations.len()).map(|delegation| line(competition, standings, &all, delegation)).collect();
    lines.retain(|line| line.entries > 0);
    for index in 0..lines.len() {
        lines[index].rank = 1 + lines.iter().filter(|other| other.points > lines[index].points).count();
    }
    lines.sort_by_key(|line| (line.rank, competition.delegations[line.delegation].id.clone()));
    lines
}

fn line(competition: &Competition, standings: &[Vec<Standing>], scores: &[(usize, usize, Fraction)], delegation: usize) -> Line {
    let (mut entries, mut skills, mut medals) = (0, 0, [0; 4]);
    for (skill, standings) in competition.skills.iter().zip(standings) {
        let ours = |competitor: usize| skill.competitors[competitor].delegation == Some(delegation);
        let entered = (0..skill.competitors.len()).filter(|&one| ours(one) && skill.competitors[one].eligible).count();
        entries += entered;
        skills += usize::from(entered > 0);
        for (place, kind) in [Medal::Gold, Medal::Silver, Medal::Bronze, Medal::Medallion].into_iter().enumerate() {
            medals[place] += standings.iter().filter(|standing| ours(standing.competitor) && standing.medal == Some(kind)).count();
        }
    }
    let each = competition.awards.medal_points.map(Fraction::read);
    let points = medals.iter().zip(each).fold(ZERO, |sum, (&count, points)| sum + Fraction::whole(count) * points);
    let own: Vec<Fraction> = scores
        .iter()
        .filter(|&&(skill, one, _)| competition.skills[skill].competitors[one].delegation == Some(delegation))
        .map(|of| of.2)
        .collect();
    let total = own.iter().fold(ZERO, |sum, &score| sum + score);
    Line {
        delegation,
        rank: 0,
        entries,
        skills,
        medals,
        points,
        average_points: if skills == 0 { ZERO } else { (points / Fraction::whole(skills)).rounded(2) },
        total_score: (!own.is_empty()).then_some(total),
        average_score: (!own.is_empty()).then(|| (total / Fraction::whole(own.len())).rounded(2)),
    }
}

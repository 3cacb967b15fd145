//! Experts, their blocks, competitors, and single scores.

use super::{
    super::{
        Element, Rating, flags,
        report::{
            Block, BlockExpert, CompatriotsReport, CompetitorFairness, DriftReport, ExpertFairness, ExpertRasch, Surprise, SurprisesReport,
        },
        standardised,
    },
    Analysed, count, shown,
};

pub(super) fn blocks(of: &Analysed<'_>) -> Vec<Block> {
    let number = |values: Option<&Vec<Option<f64>>>, expert: u32| values?[expert as usize].and_then(shown);
    let member = |&expert: &u32| BlockExpert {
        expert: of.expert(expert),
        additive: number(of.additive.map(|fit| &fit.effects), expert),
        additive_se: number(of.additive.map(|fit| &fit.errors), expert),
    };
    super::super::expert_blocks(of.ratings).iter().map(|block| Block { experts: block.iter().map(member).collect() }).collect()
}

pub(super) fn experts(of: &Analysed<'_>) -> Vec<ExpertFairness> {
    let z = standardised(of.ratings).z;
    let drifts = of.additive.map(|additive| flags::drift(of.ratings, additive));
    let compatriots = of.additive.map(|additive| flags::compatriots(of.ratings, additive));
    let sums = sums(of.ratings.experts(), of.ratings.list(), |rating| rating.expert);
    let comparable = of.additive.filter(|additive| additive.is_connected());
    let one = |expert: u32| {
        let index = expert as usize;
        let drift = drifts.as_ref().and_then(|drifts| drifts[index]);
        let own = compatriots.as_ref().and_then(|own| own[index]);
        let raised = flags::flags(index, of.additive, of.rasch, drift, own, of.limits);
        ExpertFairness {
            expert: of.expert(expert),
            n: sums[index].0,
            mean: mean(sums[index]),
            z: z[index].and_then(shown),
            additive: comparable.and_then(|fit| fit.effects[index]).and_then(shown),
            additive_se: comparable.and_then(|fit| fit.errors[index]).and_then(shown),
            rasch: of.rasch.and_then(|fit| Some(expert_rasch(&fit.experts[index]?, fit.expert_subsets.len() == 1))).unwrap_or_default(),
            drift: drift.map(|drift| DriftReport { change: shown(drift.change), t: shown(drift.t), df: count(drift.df) }),
            compatriots: own.map(|own| CompatriotsReport {
                own: count(own.own),
                difference: shown(own.difference),
                t: own.t.and_then(shown),
            }),
            flags: raised.into_iter().map(flags::Flag::name).collect(),
        }
    };
    of.ratings.active_experts().into_iter().map(one).collect()
}

fn expert_rasch(element: &Element, comparable: bool) -> ExpertRasch {
    ExpertRasch {
        severity: shown(element.measure).filter(|_| comparable),
        se: shown(element.error).filter(|_| comparable),
        infit: element.fit.and_then(|fit| shown(fit.infit)),
        outfit: element.fit.and_then(|fit| shown(fit.outfit)),
        infit_z: element.fit.and_then(|fit| shown(fit.infit_z?)),
        outfit_z: element.fit.and_then(|fit| shown(fit.outfit_z?)),
        extreme: element.extreme,
    }
}

pub(super) fn competitors(of: &Analysed<'_>) -> Vec<CompetitorFairness> {
    let sums = sums(of.ratings.competitors(), of.ratings.list(), |rating| rating.competitor);
    let one = |competitor: u32| {
        let index = competitor as usize;
        let element = of.rasch.and_then(|fit| fit.competitors[index]);
        let comparable = element.filter(|_| of.rasch.is_some_and(|fit| fit.competitor_subsets.len() == 1));
        let fit = element.and_then(|element| element.fit);
        CompetitorFairness {
            competitor: of.skill.competitors[index].id.to_string(),
            n: sums[index].0,
            measure: comparable.and_then(|element| shown(element.measure)),
            se: comparable.and_then(|element| shown(element.error)),
            infit: fit.and_then(|fit| shown(fit.infit)),
            outfit: fit.and_then(|fit| shown(fit.outfit)),
            extreme: element.is_some_and(|element| element.extreme),
        }
    };
    of.ratings.active_competitors().into_iter().map(one).collect()
}

pub(super) fn surprises(of: &Analysed<'_>) -> Option<SurprisesReport> {
    let found = flags::surprises(of.rasch?, of.limits);
    let listed = found.listed.iter().map(|&(place, z)| {
        let rating = &of.ratings.list()[place];
        Surprise {
            competitor: of.skill.competitors[rating.competitor as usize].id.to_string(),
            aspect: of.skill.scheme.aspects[rating.aspect as usize].id.to_string(),
            expert: of.expert(rating.expert),
            score: rating.value.to_string(),
            z: shown(z),
        }
    });
    Some(SurprisesReport { count: count(found.count), listed: listed.collect() })
}

/// Per element the number and the sum of its scores.
pub(super) fn sums(elements: usize, ratings: &[Rating], element: impl Fn(&Rating) -> u32) -> Vec<(u32, f64)> {
    let mut sums = vec![(0, 0.0); elements];
    for rating in ratings {
        let (count, sum) = &mut sums[element(rating) as usize];
        *count += 1;
        *sum += rating.score();
    }
    sums
}

pub(super) fn mean((count, sum): (u32, f64)) -> Option<f64> {
    shown(sum / f64::from(count))
}

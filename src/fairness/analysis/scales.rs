//! Aspects, rating scales, and how the Rasch estimation went.

use super::{
    super::{
        FairnessFault, Separation,
        report::{AspectFairness, RaschSummary, SeparationReport, Separations, SubsetExpert, Threshold},
    },
    Analysed, Notes, count,
    people::{mean, sums},
    shown,
};

pub(super) fn aspects(of: &Analysed<'_>) -> Vec<AspectFairness> {
    let sums = sums(of.ratings.aspects().len(), of.ratings.list(), |rating| rating.aspect);
    let one = |aspect: u32| {
        let index = aspect as usize;
        let element = of.rasch.and_then(|fit| fit.aspects[index]);
        let comparable = element.filter(|_| of.rasch.is_some_and(|fit| fit.aspect_subsets.len() == 1));
        let fit = element.and_then(|element| element.fit);
        AspectFairness {
            aspect: of.skill.scheme.aspects[index].id.to_string(),
            n: sums[index].0,
            mean: mean(sums[index]),
            difficulty: comparable.and_then(|element| shown(element.measure)),
            se: comparable.and_then(|element| shown(element.error)),
            infit: fit.and_then(|fit| shown(fit.infit)),
            outfit: fit.and_then(|fit| shown(fit.outfit)),
            extreme: element.is_some_and(|element| element.extreme),
            scale: of.rasch.and_then(|fit| fit.scales.iter().position(|scale| scale.aspects.contains(&aspect))).map(count),
        }
    };
    of.ratings.active_aspects().into_iter().map(one).collect()
}

pub(super) fn thresholds(of: &Analysed<'_>) -> Vec<Threshold> {
    let scales = of.rasch.map_or(&[][..], |fit| &fit.scales);
    let rows = scales.iter().enumerate().flat_map(|(scale, group)| {
        group.categories.iter().map(move |category| Threshold {
            scale: count(scale),
            category: if group.cut { format!("{}–{}", category.lowest, category.highest) } else { category.lowest.to_string() },
            n: category.count,
            threshold: category.threshold.and_then(|threshold| shown(threshold.0)),
            se: category.threshold.and_then(|threshold| shown(threshold.1)),
        })
    });
    rows.collect()
}

pub(super) fn summary(of: &Analysed<'_>, notes: &mut Notes) -> Option<RaschSummary> {
    let fit = of.rasch?;
    let member = |&expert: &u32| SubsetExpert {
        expert: of.expert(expert),
        severity: fit.experts[expert as usize].and_then(|element| shown(element.measure)),
        se: fit.experts[expert as usize].and_then(|element| shown(element.error)),
    };
    let mut separated = |facet: &str, found: &Result<Separation, FairnessFault>| {
        notes.unless_missing(&format!("rasch.separation.{facet}"), found.clone()).map(|found| SeparationReport {
            elements: count(found.elements),
            sd: shown(found.sd),
            rmse: shown(found.rmse),
            separation: shown(found.separation),
            reliability: shown(found.reliability),
        })
    };
    Some(RaschSummary {
        converged: fit.convergence.is_reached(),
        iterations: fit.convergence.iterations,
        largest_change: shown(fit.convergence.largest_change),
        largest_residual: shown(fit.convergence.largest_residual),
        log_likelihood: shown(fit.convergence.log_likelihood),
        bias_factor: fit.bias_factor,
        expert_subsets: fit.expert_subsets.iter().map(|subset| subset.iter().map(member).collect()).collect(),
        competitor_subsets: count(fit.competitor_subsets.len()),
        aspect_subsets: count(fit.aspect_subsets.len()),
        separation: Separations {
            competitors: separated("competitors", &fit.competitor_separation),
            aspects: separated("aspects", &fit.aspect_separation),
            experts: separated("experts", &fit.expert_separation),
        },
    })
}

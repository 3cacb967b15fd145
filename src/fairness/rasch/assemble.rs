//! From the maximum of the likelihood to what is reported.

use super::{
    super::{Ratings, blocks},
    BiasCorrection, Category, Convergence, Element, Fit, Rasch, RaschOptions, ScaleGroup, Starts,
    categories::{CATEGORIES_MAX_COUNT, Coding},
    extremes::{KEPT, Sifted},
    fit,
    measures::{self, Raw},
    model::{Curve, Model, Weights},
};

pub(super) struct Estimated<'a> {
    pub(super) ratings: &'a Ratings,
    pub(super) coding: &'a Coding,
    pub(super) sifted: &'a Sifted,
    pub(super) model: &'a Model,
    pub(super) starts: Starts,
    pub(super) at: &'a [f64],
}

impl Estimated<'_> {
    pub(super) fn assembled(&self, convergence: Convergence, options: RaschOptions) -> Rasch {
        let information = self.model.evaluate(self.at).information;
        let (fits, residuals) = fit::fit(self.model, self.at, self.starts[3]);
        let curves = self.model.curves(self.at);
        let mut raw = self.raw(&fits);
        let factor = self.bias_factor(options.bias, &raw);
        let extremes = measures::estimate_extremes(self.ratings, self.coding, self.sifted, &curves, &mut raw, options.extreme_adjustment);
        let subsets = measures::comparable(self.ratings, self.sifted, &raw);
        let scales = self.scales(&information, factor);
        let (centred, severities) = self.centred(&raw, &subsets);
        let fair_scores = self.fair_scores(&curves, &scales, &raw, &subsets[2], &severities);
        let [competitors, aspects, experts] =
            std::array::from_fn(|facet| self.elements(facet, &centred[facet], &fits, &information, &extremes[facet], factor));
        let mut kept = residuals.into_iter();
        let [competitor_subsets, aspect_subsets, expert_subsets] = subsets;
        Rasch {
            residuals: self.sifted.left_at.iter().map(|&left| if left == KEPT { kept.next() } else { None }).collect(),
            competitor_separation: measures::separation(&competitors, competitor_subsets.len()),
            aspect_separation: measures::separation(&aspects, aspect_subsets.len()),
            expert_separation: measures::separation(&experts, expert_subsets.len()),
            competitors,
            aspects,
            experts,
            competitor_subsets,
            aspect_subsets,
            expert_subsets,
            scales,
            fair_scores,
            convergence,
            options,
            bias_factor: factor,
        }
    }

    /// The estimated measures of the three facets; what has no rating in the estimation has none.
    fn raw(&self, fits: &[Option<Fit>]) -> Raw {
        std::array::from_fn(|facet| {
            let places = self.starts[facet]..self.starts[facet + 1];
            places.map(|place| fits[place].map(|_| self.at[place])).collect()
        })
    }

    /// Measures that sum to zero in each subset, and the mean severity of each of the experts' subsets as it was. Where everything can be
    /// compared, competitors take what aspects and experts lose.
    fn centred(&self, raw: &Raw, subsets: &[Vec<Vec<u32>>; 3]) -> (Raw, Vec<f64>) {
        let mut centred = raw.clone();
        for (measure, &scale) in centred[1].iter_mut().zip(&self.coding.scale_of) {
            let thresholds = self.mean_threshold(scale as usize);
            if let Some(measure) = measure {
                *measure += thresholds;
            }
        }
        let [_, difficulties, severities] = std::array::from_fn(|facet| measures::centre(&mut centred[facet], &subsets[facet]));
        if let ([difficulty], [severity], 1) = (&difficulties[..], &severities[..], subsets[0].len()) {
            centred[0] = raw[0].iter().map(|measure| measure.map(|measure| measure - difficulty - severity)).collect();
        }
        (centred, severities)
    }

    fn mean_threshold(&self, scale: usize) -> f64 {
        let Some(&(first, count)) = self.model.thresholds.get(scale) else { return 0.0 };
        self.at[first..first + count].iter().sum::<f64>() / count.max(1) as f64
    }

    fn elements(
        &self,
        facet: usize,
        measures: &[Option<f64>],
        fits: &[Option<Fit>],
        information: &[f64],
        extremes: &[(u32, f64, u32)],
        factor: f64,
    ) -> Vec<Option<Element>> {
        let places = self.starts[facet]..self.starts[facet + 1];
        let mut counts = vec![0_u32; places.len()];
        for of in &self.model.places {
            counts[of[facet] as usize - places.start] += 1;
        }
        let estimated = places.zip(measures).zip(counts).map(|((place, measure), ratings)| {
            let fit = fits[place]?;
            let error = factor / information[place].max(f64::MIN_POSITIVE).sqrt();
            measure.map(|measure| Element { measure: measure * factor, error, ratings, extreme: false, fit: Some(fit) })
        });
        let mut elements: Vec<Option<Element>> = estimated.collect();
        for &(index, error, ratings) in extremes {
            let at = |measure: f64| Element { measure: measure * factor, error: error * factor, ratings, extreme: true, fit: None };
            elements[index as usize] = measures[index as usize].map(at);
        }
        elements
    }

    fn fair_scores(
        &self,
        curves: &[Curve],
        scales: &[ScaleGroup],
        raw: &Raw,
        expert_subsets: &[Vec<u32>],
        severities: &[f64],
    ) -> Vec<Option<f64>> {
        let subset_of = blocks::block_of(expert_subsets, self.ratings.experts());
        let mut p: Weights = [0.0; CATEGORIES_MAX_COUNT];
        let list = self.ratings.list().iter();
        list.map(|rating| {
            let scale = self.coding.scale_of[rating.aspect as usize] as usize;
            let severity = severities[subset_of[rating.expert as usize]?];
            let theta = raw[0][rating.competitor as usize]? - raw[1][rating.aspect as usize]? - severity;
            curves[scale].probabilities(theta, &mut p);
            (curves[scale].top > 0).then(|| scales[scale].categories.iter().zip(&p).map(|(category, p)| category.value * p).sum())
        })
        .collect()
    }

    fn scales(&self, information: &[f64], factor: f64) -> Vec<ScaleGroup> {
        let mut of_scale: Vec<Vec<u32>> = vec![Vec::new(); self.coding.scales.len()];
        self.ratings.active_aspects().iter().for_each(|&aspect| of_scale[self.coding.scale_of[aspect as usize] as usize].push(aspect));
        let scales = of_scale.into_iter().enumerate().map(|(scale, aspects)| {
            let range = self.ratings.aspects()[aspects[0] as usize];
            let categories = self.categories(scale, information, factor);
            ScaleGroup { range, aspects, cut: self.coding.scales[scale].cut, categories }
        });
        scales.collect()
    }

    fn categories(&self, scale: usize, information: &[f64], factor: f64) -> Vec<Category> {
        let mut sums = [(0_u32, 0.0); CATEGORIES_MAX_COUNT];
        let kept = self.ratings.list().iter().zip(&self.sifted.left_at).filter(|(_, left)| **left == KEPT).map(|(rating, _)| rating);
        for ((rating, &category), &of) in kept.zip(&self.model.categories).zip(&self.model.scales) {
            if of as usize == scale {
                let (count, sum) = &mut sums[usize::from(category)];
                (*count, *sum) = (*count + 1, *sum + rating.score());
            }
        }
        let (first, mean) = (self.model.thresholds[scale].0, self.mean_threshold(scale));
        let steps = self.sifted.observed.steps[scale].iter().zip(sums).enumerate();
        steps
            .map(|(category, (&step, (count, sum)))| {
                let (lowest, highest) = self.coding.scales[scale].bounds(step);
                let threshold = (category > 0).then(|| {
                    let place = first + category - 1;
                    ((self.at[place] - mean) * factor, factor / information[place].max(f64::MIN_POSITIVE).sqrt())
                });
                Category { lowest, highest, count, value: sum / f64::from(count.max(1)), threshold }
            })
            .collect()
    }

    /// (L − 1) ÷ L where it is asked for.
    fn bias_factor(&self, bias: BiasCorrection, raw: &Raw) -> f64 {
        let most = raw.iter().map(|facet| facet.iter().flatten().count()).max().unwrap_or(0);
        let length = self.model.places.len() as f64 / most.max(1) as f64;
        if bias == BiasCorrection::Length && length >= 2.0 { (length - 1.0) / length } else { 1.0 }
    }
}

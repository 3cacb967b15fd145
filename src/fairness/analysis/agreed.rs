//! The agreement part of a report.

use super::{
    super::{
        agreement::{Coefficient, Metric, alpha, kendall, one_way, two_way},
        report::{Agreement, Alpha, Icc, IccData, KendallReport},
    },
    Analysed, Notes, count, shown,
};

pub(super) fn agreement(of: &Analysed<'_>, notes: &mut Notes) -> Agreement {
    let one = notes.unless_missing("icc.1", one_way(of.ratings));
    let two = notes.unless_missing("icc.2, icc.3", two_way(of.ratings));
    let icc1 = one.as_ref().map(|one| &one.icc1);
    let (icc2, icc3) = (two.as_ref().map(|two| &two.icc2), two.as_ref().map(|two| &two.icc3));
    let forms = [
        ("1,1", icc1.map(|pair| &pair.single)),
        ("2,1", icc2.map(|pair| &pair.single)),
        ("3,1", icc3.map(|pair| &pair.single)),
        ("1,k", icc1.map(|pair| &pair.mean)),
        ("2,k", icc2.map(|pair| &pair.mean)),
        ("3,k", icc3.map(|pair| &pair.mean)),
    ];
    let values = forms.map(|(name, form)| form.and_then(|form| value(name, form, notes)));
    let intervals = forms.map(|(name, form)| form.and_then(|form| interval(name, form, notes)));
    Agreement {
        icc: named(values),
        icc_intervals: named(intervals),
        icc_data: IccData {
            one_way_units: one.as_ref().map_or(0, |one| count(one.units)),
            one_way_raters: one.as_ref().map_or(0, |one| count(one.raters)),
            two_way_units: two.as_ref().map_or(0, |two| count(two.units)),
            two_way_experts: two.iter().flat_map(|two| &two.experts).map(|&expert| of.expert(expert)).collect(),
        },
        alpha: alphas(of, notes),
        kendall_w: concordance(of, notes),
    }
}

fn value(name: &str, form: &Coefficient, notes: &mut Notes) -> Option<f64> {
    notes.unless_missing(&format!("icc.{name}"), form.value.clone()).and_then(shown)
}

fn interval(name: &str, form: &Coefficient, notes: &mut Notes) -> Option<[f64; 2]> {
    let (low, high) = notes.unless_missing(&format!("icc_intervals.{name}"), form.interval.clone())?;
    Some([shown(low)?, shown(high)?])
}

fn named<T>([single_1, single_2, single_3, mean_1, mean_2, mean_3]: [Option<T>; 6]) -> Icc<T> {
    Icc { single_1, single_2, single_3, mean_1, mean_2, mean_3 }
}

fn alphas(of: &Analysed<'_>, notes: &mut Notes) -> Alpha {
    let mut of_metric = |name: &str, metric| {
        let found = notes.unless_missing(&format!("alpha.{name}"), alpha(of.ratings, metric));
        found.and_then(shown)
    };
    Alpha {
        nominal: of_metric("nominal", Metric::Nominal),
        ordinal: of_metric("ordinal", Metric::Ordinal),
        interval: of_metric("interval", Metric::Interval),
        ratio: of_metric("ratio", Metric::Ratio),
    }
}

fn concordance(of: &Analysed<'_>, notes: &mut Notes) -> KendallReport {
    let Some(found) = notes.unless_missing("kendall_w", kendall(of.ratings)) else { return KendallReport::default() };
    KendallReport {
        w: shown(found.w),
        chi2: shown(found.chi2),
        df: Some(count(found.df)),
        p: shown(found.p),
        experts: found.experts.iter().map(|&expert| of.expert(expert)).collect(),
        competitors: count(found.competitors.len()),
    }
}

//! From lines to a scheme: ids, numbering, calculations, judgement rules, and what it all adds up to.

use std::collections::{BTreeMap, HashMap};

use super::{
    calculations::{Calculation, Calculations},
    judgement,
};
use crate::{
    competition::{Aspect, AspectId, AspectKind, Criterion, Judgement, JudgementResult, Mapping, Measurement, Scheme, SubCriterion},
    decimal::Decimal,
    import::{
        fault::{Place, nearest},
        keys::Keys,
        limits,
        people::bad_id,
        scheme_line::SchemeLine,
    },
};

/// The rules for aspects: the defaults, the named calculations, and the overrides of single aspects.
pub(super) struct Builder<'a> {
    keys: &'a Keys<'a>,
    judgement: Judgement,
    measurement_step: Decimal,
    measurement_decimals: u32,
    calculations: Calculations,
    overrides: BTreeMap<String, Keys<'a>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(keys: &'a Keys<'a>, calculations: Calculations) -> Self {
        let judged = keys.table("judgement");
        let judgement = judgement::read(&judged, &judgement::usual());
        judged.finish();
        let measured = keys.table("measurement");
        let measurement_step = step(&measured).unwrap_or(Decimal::from_units(1_000_000));
        let measurement_decimals = measured.count("decimals", 0..=limits::DECIMALS_MAX).unwrap_or(2);
        measured.finish();
        let overrides = keys.table("aspects").named_tables().into_iter().collect();
        Self { keys, judgement, measurement_step, measurement_decimals, calculations, overrides }
    }

    pub(super) fn build(self, lines: &[SchemeLine<'_>], place: &Place<'_>, total: Decimal) -> Scheme {
        let mut parts = Parts::default();
        for line in lines {
            self.add(&mut parts, line);
        }
        let scheme = parts.scheme;
        check_total(&scheme, place, total);
        for (id, keys) in &self.overrides {
            if !parts.aspects.contains_key(id.as_str()) {
                let near = nearest(id, parts.aspects.keys().map(AspectId::as_str))
                    .map(|near| format!("did you mean {near}? "))
                    .unwrap_or_default();
                let remedy = format!("{near}Write the id of an aspect of the scheme");
                keys.place().error("unknown-aspect", id, "the scheme has no such aspect", remedy);
            }
        }
        let written = self.keys.table("calculations");
        for name in written.names() {
            if self.calculations.get(name).is_some_and(|calculation| !calculation.used.get()) {
                written.place_of(name).warning(
                    "unused-calculation",
                    name,
                    "no aspect names this calculation",
                    "remove it, or name it in the scheme",
                );
            }
        }
        scheme
    }

    fn add(&self, parts: &mut Parts, line: &SchemeLine<'_>) {
        let Some(id) = aspect_id(parts, line) else { return };
        let Some(sub_criterion) = parts.sub_criterion(line) else { return };
        let keys = self.overrides.get(line.aspect.as_str());
        let kind = if line.judged { self.judged(line, keys) } else { self.measured(line, keys) };
        if let Some(keys) = keys {
            keys.finish();
        }
        parts.aspects.insert(id.clone(), parts.scheme.aspects.len());
        parts.scheme.aspects.push(Aspect {
            id,
            sub_criterion,
            name: line.name.clone(),
            max_mark: line.max_mark,
            section: line.section.clone(),
            requirement: line.requirement.clone(),
            extra: line.extra.clone(),
            kind,
        });
    }

    fn judged(&self, line: &SchemeLine<'_>, keys: Option<&Keys<'_>>) -> AspectKind {
        let mut rule = keys.map_or_else(|| self.judgement.clone(), |keys| judgement::read(keys, &self.judgement));
        rule.descriptions.clone_from(&line.descriptions);
        if rule.descriptions.iter().all(String::is_empty) {
            let place = line.place.column("score_0");
            place.warning(
                "no-descriptions",
                &line.aspect,
                "the judgement aspect does not say what each score means",
                "describe the scores",
            );
        }
        if !line.calculation.is_empty() {
            let place = line.place.column("calculation");
            place.error(
                "calculation-of-judgement",
                &line.calculation,
                "only a measurement is calculated",
                "remove the calculation, or make the type M",
            );
        }
        if rule.result == JudgementResult::Value && rule.max > line.max_mark {
            let problem = format!("scores up to {} are the mark itself, above the max mark of {}", rule.max, line.max_mark);
            line.place.column("max_mark").error(
                "score-above-max-mark",
                line.max_mark.to_string(),
                problem,
                "lower the highest score or raise the max mark",
            );
        }
        report_coarse(line, &rule);
        AspectKind::Judgement(rule)
    }

    fn measured(&self, line: &SchemeLine<'_>, keys: Option<&Keys<'_>>) -> AspectKind {
        let own_name = keys.and_then(|keys| keys.string("calculation"));
        let own_step = keys.and_then(step);
        let name = own_name.as_deref().unwrap_or(&line.calculation);
        let default_step = own_step.unwrap_or(self.measurement_step);
        let fallback = Calculation::plain(Mapping::Mark { step: default_step });
        let yes_no = Calculation::plain(Mapping::YesNo);
        let calculation = match self.calculations.get(name) {
            Some(calculation) => calculation,
            None if name.is_empty() => {
                check_max_mark(line, default_step);
                &fallback
            }
            // Known without being written down.
            None if name == "yes-no" => &yes_no,
            None => {
                self.report_unknown(line, name, keys.filter(|_| own_name.is_some()));
                &fallback
            }
        };
        calculation.used.set(true);
        AspectKind::Measurement(Measurement {
            decimals: keys
                .and_then(|keys| keys.count("decimals", 0..=limits::DECIMALS_MAX))
                .or(calculation.decimals)
                .unwrap_or(self.measurement_decimals),
            unit: keys.and_then(|keys| keys.string("unit")).unwrap_or_else(|| calculation.unit.clone()),
            grader: keys.and_then(|keys| keys.string("grader")).or_else(|| calculation.grader.clone()),
            typical: keys.and_then(|keys| keys.pair("typical")).or(calculation.typical),
            mapping: calculation.mapping.clone(),
        })
    }

    fn report_unknown(&self, line: &SchemeLine<'_>, name: &str, keys: Option<&Keys<'_>>) {
        let near =
            nearest(name, self.calculations.keys().map(String::as_str)).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        let place = keys.map_or_else(|| line.place.column("calculation"), |keys| keys.place_of("calculation"));
        place.error("unknown-calculation", name, "there is no such calculation", format!("{near}Add [calculations.{name}] to skill.toml"));
    }
}

fn step(keys: &Keys<'_>) -> Option<Decimal> {
    let step = keys.decimal("step")?;
    if step <= Decimal::ZERO {
        keys.place_of("step").error("not-positive", step.to_string(), "the step between two marks must be above 0", "write 0.01, 0.25 …");
    }
    (step > Decimal::ZERO).then_some(step)
}

fn check_max_mark(line: &SchemeLine<'_>, step: Decimal) {
    if !line.max_mark.on_grid(Decimal::ZERO, step) {
        let problem = format!("the max mark is finer than the step of {step}, so nobody could be given it");
        line.place.column("max_mark").error(
            "step-misses-max-mark",
            line.max_mark.to_string(),
            problem,
            "correct the max mark, or [measurement] step",
        );
    }
}

/// Full scores must make full marks.
fn report_coarse(line: &SchemeLine<'_>, rule: &Judgement) {
    let whole = i128::from(Decimal::ONE.units());
    let rounded = Decimal::ratio(i128::from(line.max_mark.units()), whole, rule.decimals);
    if let Some(rounded) = rounded.filter(|rounded| rule.result == JudgementResult::Proportion && *rounded != line.max_mark) {
        let problem = format!("full scores would make {rounded} of {} marks, for marks have {} decimals", line.max_mark, rule.decimals);
        line.place.column("max_mark").warning("decimals-too-coarse", line.max_mark.to_string(), problem, "give [judgement] more decimals");
    }
}

fn aspect_id(parts: &Parts, line: &SchemeLine<'_>) -> Option<AspectId> {
    let place = line.place.column("aspect");
    match line.aspect.parse::<AspectId>() {
        Err(fault) => bad_id(&place, &line.aspect, &fault),
        Ok(id) if parts.aspects.contains_key(&id) => {
            place.error("duplicate-aspect", &line.aspect, "this aspect is there twice", "give every aspect its own id");
        }
        Ok(id) => return Some(id),
    }
    None
}

fn check_total(scheme: &Scheme, place: &Place<'_>, total: Decimal) {
    let found = scheme.max_total();
    if found != total {
        let problem = format!("the max marks add up to {found} and not to {total}");
        place.column("max_mark").error(
            "total-differs",
            found.to_string(),
            problem,
            "correct the max marks, or [scheme] total in skill.toml",
        );
    }
}

/// The scheme so far, with its ids.
#[derive(Default)]
struct Parts {
    scheme: Scheme,
    aspects: HashMap<AspectId, usize>,
    sub_criteria: HashMap<String, usize>,
    criteria: HashMap<String, usize>,
}

impl Parts {
    fn sub_criterion(&mut self, line: &SchemeLine<'_>) -> Option<usize> {
        let criterion = self.criterion(line)?;
        if let Some(&index) = self.sub_criteria.get(&line.sub_criterion) {
            let known = &self.scheme.sub_criteria[index];
            if known.criterion != criterion {
                let problem =
                    format!("sub-criterion {} belongs to criterion {} further up", known.id, self.scheme.criteria[known.criterion].id);
                let place = line.place.column("sub_criterion");
                place.error("sub-criterion-in-two-criteria", &line.sub_criterion, problem, "give every sub-criterion one criterion");
            } else if line.day.is_some() && known.day != line.day {
                let problem = format!("sub-criterion {} is marked on another day further up", known.id);
                let found = line.day.map(|day| day.to_string()).unwrap_or_default();
                line.place.column("day").warning("day-differs", found, problem, "write one day per sub-criterion; the first one counts");
            }
            return Some(index);
        }
        match line.sub_criterion.parse() {
            Err(fault) => {
                bad_id(&line.place.column("sub_criterion"), &line.sub_criterion, &fault);
                None
            }
            Ok(id) => {
                let (name, day) = (line.sub_criterion_name.clone(), line.day);
                self.sub_criteria.insert(line.sub_criterion.clone(), self.scheme.sub_criteria.len());
                self.scheme.sub_criteria.push(SubCriterion { id, criterion, name, day, panel: None });
                Some(self.scheme.sub_criteria.len() - 1)
            }
        }
    }

    fn criterion(&mut self, line: &SchemeLine<'_>) -> Option<usize> {
        if let Some(&index) = self.criteria.get(&line.criterion) {
            return Some(index);
        }
        match line.criterion.parse() {
            Err(fault) => {
                bad_id(&line.place.column("criterion"), &line.criterion, &fault);
                None
            }
            Ok(id) => {
                self.criteria.insert(line.criterion.clone(), self.scheme.criteria.len());
                self.scheme.criteria.push(Criterion { id, name: line.criterion_name.clone() });
                Some(self.scheme.criteria.len() - 1)
            }
        }
    }
}

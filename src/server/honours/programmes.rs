//! `GET /api/honours/programmes/{programme}`: a programme as its policy reads.

use axum::{
    Json,
    extract::{Path, State},
};

use super::office::Office;
use crate::{
    competition::{HonourId, Text},
    honours::{Catalogue, Category, Programme, Rule, Rung, SkillLevel},
    server::{app::SharedApp, error::ApiError},
    wire::{
        ProgrammeCategory, ProgrammeExclusive, ProgrammeGrants, ProgrammeMoney, ProgrammePromotion, ProgrammeQuota, ProgrammeRule,
        ProgrammeSource, ProgrammeView, ProgrammeWatch,
    },
};

pub async fn programme(State(app): State<SharedApp>, Path(id): Path<String>) -> Result<Json<ProgrammeView>, ApiError> {
    let office = Office::of(&app)?;
    let found = office.programmes.iter().find(|known| known.id.as_str() == id);
    Ok(Json(view(found.ok_or(ApiError::NotFound("such programme"))?, &office.catalogue)))
}

fn view(of: &Programme, catalogue: &Catalogue) -> ProgrammeView {
    let shared = shared(of);
    ProgrammeView {
        id: of.id.to_string(),
        title: of.title.clone(),
        level: of.level.word().to_owned(),
        from: of.period.from.map(|day| day.to_string()),
        to: of.period.to.map(|day| day.to_string()),
        digest: of.digest.clone(),
        goal: of.goal,
        quota: of.quota,
        sources: of
            .sources
            .iter()
            .map(|source| ProgrammeSource {
                title: source.title.clone(),
                number: source.number.clone(),
                address: source.address.clone(),
                unconfirmed: source.unconfirmed,
            })
            .collect(),
        tiers: of.tiers.iter().map(|tier| ProgrammeQuota { title: tier.title.clone(), quota: tier.quota }).collect(),
        bodies: of.bodies.iter().map(|body| ProgrammeQuota { title: body.title.clone(), quota: body.quota }).collect(),
        rules: shared.iter().map(|&asked| rule(of, asked)).collect(),
        categories: of.categories.iter().map(|own| category(of, own, &shared, catalogue)).collect(),
        exclusive: of
            .exclusive
            .iter()
            .map(|set| ProgrammeExclusive {
                text: set.text.clone(),
                source: index(set.source),
                categories: set.categories.iter().map(|&index| of.categories[index].title.clone()).collect(),
            })
            .collect(),
        watch: of
            .watch
            .iter()
            .map(|watch| ProgrammeWatch { title: watch.title.clone(), at_least: watch.at_least.map(|share| share.to_string()) })
            .collect(),
        procedure: of.procedure.iter().map(|step| step.text.clone()).collect(),
    }
}

/// What every category asks.
fn shared(of: &Programme) -> Vec<&Rule> {
    let Some((first, others)) = of.categories.split_first() else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    first.rules.iter().filter(|rule| others.iter().all(|other| other.rules.contains(rule))).collect()
}

fn rule(of: &Programme, asked: &Rule) -> ProgrammeRule {
    ProgrammeRule {
        text: asked.text.clone(),
        source: index(asked.source),
        clause: asked.clause.clone(),
        unconfirmed: asked.is_unconfirmed(of),
    }
}

fn category(of: &Programme, own: &Category, shared: &[&Rule], catalogue: &Catalogue) -> ProgrammeCategory {
    ProgrammeCategory {
        id: own.id.to_string(),
        title: own.title.clone(),
        tier: own.tier.map(|tier| of.tiers[tier].title.clone()),
        quota: own.quota,
        ratio: own.ratio,
        rules: own.rules.iter().filter(|asked| !shared.contains(asked)).map(|asked| rule(of, asked)).collect(),
        grants: grants(own, catalogue),
        evidence: own.evidence.clone(),
    }
}

fn grants(own: &Category, catalogue: &Catalogue) -> ProgrammeGrants {
    let granted = &own.grants;
    let named = |ids: &[HonourId]| -> Vec<Text> {
        let title = |id: &HonourId| catalogue.honours.get(id).map_or_else(|| Text::plain(id.as_str()), |honour| honour.title.clone());
        ids.iter().map(title).collect()
    };
    ProgrammeGrants {
        money: granted.money.as_ref().map(|money| ProgrammeMoney {
            amount: money.amount.to_string(),
            currency: money.currency.clone(),
            purpose: money.purpose.clone(),
        }),
        honours: named(&granted.honours),
        promotion: granted.promotion.iter().copied().map(promotion).collect(),
        certificate: Some(granted.certificate.clone()).filter(|certificate| !certificate.is_empty()),
        training: granted.training.clone(),
        posts: granted.posts.clone(),
        recommended_for: named(&granted.recommended_for),
    }
}

fn promotion(rung: Rung) -> ProgrammePromotion {
    let text = |level: SkillLevel| Text::new(level.word_zh(), level.word());
    ProgrammePromotion { from: rung.from.map(text), to: text(rung.to) }
}

fn index(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

//! `POST /api/cards`: new codes for a competition's experts, those of a skill, or one. Unused earlier ones of theirs are void.

use axum::{Json, extract::State};
use qrcode::{EcLevel, QrCode, render::svg};

use crate::{
    competition::{Competition, Expert, Skill},
    journal::CardRecord,
    server::{
        app::{App, SharedApp},
        error::ApiError,
        json::JsonBody,
        limits::{CARD_MINUTES, CARDS_KEPT_MS, CARDS_MAX_AT_ONCE},
        secrets,
    },
    wire::{Card, CardIssueRequest, Cards},
};

pub async fn issue(State(app): State<SharedApp>, JsonBody(request): JsonBody<CardIssueRequest>) -> Result<Json<Cards>, ApiError> {
    let made = tokio::task::spawn_blocking(move || issued(&app, &request)).await;
    made.map_err(|_| ApiError::Internal("the cards could not be made"))?.map(Json)
}

fn issued(app: &App, request: &CardIssueRequest) -> Result<Cards, ApiError> {
    let (_, view) = app.views.find(&request.competition).ok_or(ApiError::NotFound("such competition"))?;
    if let Some(reason) = app.engine.read_only() {
        return Err(ApiError::ReadOnly(reason.to_string()));
    }
    if !CARD_MINUTES.contains(&request.minutes) {
        let (least, most) = (CARD_MINUTES.start(), CARD_MINUTES.end());
        return Err(ApiError::BadRequest(format!("cards are valid for {least} to {most} minutes")));
    }
    let wanted = wanted(&view.competition, request);
    if wanted.is_empty() {
        return Err(ApiError::NotFound("such expert"));
    }
    if wanted.len() > CARDS_MAX_AT_ONCE {
        return Err(ApiError::TooManyCards(CARDS_MAX_AT_ONCE));
    }
    let expires_at = app.now() + i64::from(request.minutes) * 60_000;
    let (mut cards, mut kept) = (Vec::new(), Vec::new());
    for (skill, expert) in wanted {
        let code = secrets::new_card_code();
        let (skill_id, expert_id) = (skill.id.to_string(), expert.id.to_string());
        let record = CardRecord { stream: view.stream, skill: skill_id, expert: expert_id, expires_at, used_at: None };
        kept.push((app.card_key.hash_of(&code)?, record));
        cards.push(card(app, skill, expert, code, expires_at)?);
    }
    app.store.put_cards(&kept, app.now() - CARDS_KEPT_MS)?;
    Ok(Cards { cards })
}

fn wanted<'a>(competition: &'a Competition, request: &CardIssueRequest) -> Vec<(&'a Skill, &'a Expert)> {
    let named = |wanted: Option<&str>, id: &str| wanted.is_none_or(|wanted| wanted == id);
    let skills = competition.skills.iter().filter(|skill| named(request.skill.as_deref(), &skill.id));
    let all = skills.flat_map(|skill| skill.experts.iter().map(move |expert| (skill, expert)));
    all.filter(|(_, expert)| named(request.expert.as_deref(), &expert.id)).collect()
}

fn card(app: &App, skill: &Skill, expert: &Expert, code: String, expires_at: i64) -> Result<Card, ApiError> {
    // After the '#' nothing reaches a server's log.
    let url = format!("{}/marking#pair={code}", app.public_url);
    let qr = QrCode::with_error_correction_level(&url, EcLevel::M);
    let qr = qr.map_err(|_| ApiError::Internal("the address is too long for a QR code"))?;
    Ok(Card {
        skill: skill.id.to_string(),
        skill_title: skill.title.clone(),
        expert: expert.id.to_string(),
        name: expert.name.clone(),
        role: expert.role,
        panel: expert.panel.as_ref().map(ToString::to_string),
        code,
        url,
        qr_svg: qr.render::<svg::Color<'_>>().min_dimensions(150, 150).build(),
        expires_at,
    })
}

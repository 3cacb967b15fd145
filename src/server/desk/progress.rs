//! `GET /api/progress/{competition}/{skill}`.

use axum::{
    Json,
    extract::{Path, State},
};

use super::place::{Place, apart};
use crate::{
    competition::{DeviceId, Expert},
    judging::Millis,
    live::progress::{ExpertScores, days, panels, scores_of},
    server::{app::SharedApp, error::ApiError, pair::device_key},
    wire::{DeviceProgress, ExpertProgress, SkillProgress},
};

pub async fn of_skill(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<Json<SkillProgress>, ApiError> {
    apart(move || made(&Place::find(&app, &competition, &skill)?).map(Json)).await
}

fn made(place: &Place<'_>) -> Result<SkillProgress, ApiError> {
    let skill = place.skill();
    let (position, state) = {
        let state = place.view.state();
        (state.position, state.skills[place.index].clone())
    };
    let scores = scores_of(skill, &state);
    let experts = skill.experts.iter().enumerate().map(|(index, expert)| {
        let counted = (state.entries_by[index], state.last_entry_at[index]);
        Ok(expert_progress(expert, counted, scores[index], devices(place, index)?))
    });
    Ok(SkillProgress {
        position,
        now: place.app.now(),
        experts: experts.collect::<Result<_, ApiError>>()?,
        days: days(skill, &state),
        panels: panels(skill, &state, &scores),
    })
}

fn expert_progress(expert: &Expert, counted: (u64, Option<Millis>), scores: ExpertScores, devices: Vec<DeviceProgress>) -> ExpertProgress {
    ExpertProgress {
        expert: expert.id.to_string(),
        name: expert.name.clone(),
        role: expert.role,
        panel: expert.panel.as_ref().map(ToString::to_string),
        entries: counted.0,
        given: scores.given,
        missing: scores.missing,
        awaited: scores.awaited,
        last_entry_at: counted.1,
        devices,
    }
}

fn devices(place: &Place<'_>, expert: usize) -> Result<Vec<DeviceProgress>, ApiError> {
    let paired: Vec<(DeviceId, Millis)> = {
        let state = place.view.state();
        let own = state.devices.iter().filter(|(_, device)| !device.revoked && (device.skill, device.expert) == (place.index, expert));
        own.map(|(id, device)| (id.clone(), device.paired_at)).collect()
    };
    let hub = &place.view.hub;
    paired
        .into_iter()
        .map(|(id, paired_at)| {
            let name = place.app.store.person(place.view.stream, &device_key(&id))?.map(|record| record.name.zh).unwrap_or_default();
            let presence = hub.presence(&id);
            Ok(DeviceProgress {
                device: id.to_string(),
                name,
                paired_at,
                online: presence.online,
                offline_since: presence.offline_since,
                queued: presence.queued,
            })
        })
        .collect()
}

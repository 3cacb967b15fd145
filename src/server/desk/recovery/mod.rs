//! `POST /api/recoveries`: what a tablet saved to a file when it could not send any more, loaded in the name of its expert.

mod items;
mod mac;

use std::collections::BTreeMap;

use axum::{Json, extract::State};

use self::items::{Item, items_of};
use super::{
    ask_as_organiser,
    place::{Place, apart},
};
use crate::{
    competition::{DeviceId, ExpertId},
    engine::Answer,
    judging::{Action, Actor, Command, CommandId, ContestState, Decision, Device, Refusal, decide},
    server::{
        app::{App, SharedApp},
        error::ApiError,
        json::JsonBody,
        limits::RECOVERY_MAX_ENTRIES,
    },
    wire::{RecoveryAnswer, RecoveryFile, RecoveryOutcome, RecoveryRequest, RecoveryResult},
};

/// The only format there is.
const FORMAT: &str = "jinbang-recovery/1";

pub async fn load(
    State(app): State<SharedApp>,
    JsonBody(RecoveryRequest { file, load }): JsonBody<RecoveryRequest>,
) -> Result<Json<RecoveryAnswer>, ApiError> {
    let (device, id) = checked(&app, &file)?;
    let revoked = device.revoked;
    let expert = file.expert.parse().map_err(|_| ApiError::WrongFile("another expert's"))?;
    let RecoveryFile { competition, skill, expert: by, device: of, entries, commands, .. } = file;
    let recovery = Recovery { id, device, expert, competition, skill: skill.clone(), items: items_of(entries, commands) };
    let entries = if load { recovery.loaded(&app).await? } else { foreseen(app, recovery).await? };
    Ok(Json(RecoveryAnswer { device: of, skill, expert: by, revoked, loaded: load, entries }))
}

/// The device whose file it is, unchanged since the device made it.
fn checked(app: &App, file: &RecoveryFile) -> Result<(Device, DeviceId), ApiError> {
    if file.format != FORMAT {
        return Err(ApiError::WrongFile("of an unknown format"));
    }
    if file.entries.len() + file.commands.len() > RECOVERY_MAX_ENTRIES {
        return Err(ApiError::WrongFile("too long"));
    }
    let place = Place::find(app, &file.competition, &file.skill)?;
    let state = place.view.state();
    let (id, device) = state.devices.get_key_value(file.device.as_str()).ok_or_else(|| Refusal::NoSuchDevice(file.device.clone()))?;
    if !mac::is_right(file, &device.token_hash) {
        return Err(ApiError::WrongFile("changed since the tablet wrote it, or another device's"));
    }
    if device.skill != place.index || place.skill().experts[device.expert].id.as_str() != file.expert {
        return Err(ApiError::WrongFile("another expert's"));
    }
    Ok((device.clone(), id.clone()))
}

struct Recovery {
    id: DeviceId,
    device: Device,
    expert: ExpertId,
    competition: String,
    skill: String,
    /// In the order in which they were made.
    items: Vec<Item>,
}

impl Recovery {
    fn command(&self, item: &Item, stored: &BTreeMap<u64, u64>, at: i64) -> Result<Command, Refusal> {
        let known = |sequence| {
            let before = || self.device.answered.get(sequence).map(|answered| answered.position);
            stored.get(&sequence).copied().or_else(before)
        };
        Ok(Command {
            at,
            actor: Actor::Expert(self.expert.clone()),
            id: Some(CommandId { device: self.id.clone(), sequence: item.sequence() }),
            browser: None,
            action: item.action(at, known)?,
        })
    }

    fn result(&self, item: &Item, state: &ContestState, answer: Result<u64, Refusal>) -> RecoveryResult {
        let (position, refusal) = match answer {
            Ok(position) => (Some(position), None),
            Err(refusal) => (None, Some(refusal)),
        };
        let outcome = match position {
            None => RecoveryOutcome::Refused,
            Some(_) if self.device.answered.get(item.sequence()).is_some() => RecoveryOutcome::Known,
            Some(_) => RecoveryOutcome::Stored,
        };
        RecoveryResult {
            outcome,
            position,
            code: refusal.as_ref().map(Refusal::code),
            message: refusal.as_ref().map(Refusal::message),
            ..item.shown(state, self.device.skill)
        }
    }

    async fn loaded(self, app: &App) -> Result<Vec<RecoveryResult>, ApiError> {
        let contest = Place::find(app, &self.competition, &self.skill)?.contest;
        let entries = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        ask_as_organiser(app, contest, Action::NoteRecovery { device: self.id.clone(), entries }, None).await?;
        let (mut stored, mut answers) = (BTreeMap::new(), Vec::new());
        for item in &self.items {
            let answer = match self.command(item, &stored, app.now()) {
                Err(refusal) => Err(refusal),
                Ok(command) => match app.engine.ask(contest, command).await? {
                    Answer::Stored(receipt) => Ok(receipt.position),
                    Answer::Refused(refusal) => Err(refusal),
                    Answer::ReadOnly(reason) => return Err(ApiError::ReadOnly(reason.to_string())),
                },
            };
            stored.extend(answer.as_ref().ok().map(|position| (item.sequence(), *position)));
            answers.push(answer);
        }
        let view = &app.views.contests[contest];
        view.reached(stored.values().copied().max().unwrap_or(0)).await;
        let state = view.state();
        Ok(self.items.iter().zip(answers).map(|(item, answer)| self.result(item, &state, answer)).collect())
    }

    /// The same on a copy of the state; nothing is stored.
    fn foreseen(&self, mut state: ContestState, now: i64) -> Vec<RecoveryResult> {
        let (mut stored, mut results) = (BTreeMap::new(), Vec::new());
        for item in &self.items {
            let answer = self.command(item, &stored, now).and_then(|command| match decide(&state, &command)? {
                Decision::Repeat { position } => Ok(position),
                Decision::Accept(body) => {
                    let position = state.position + 1;
                    let entry = command.entry(position, body);
                    state.apply(&entry).map(|()| position).map_err(|_| Refusal::PanelFull)
                }
            });
            stored.extend(answer.as_ref().ok().map(|position| (item.sequence(), *position)));
            let mut result = self.result(item, &state, answer);
            if result.outcome == RecoveryOutcome::Stored {
                // Where it will really be depends on what else is entered meanwhile.
                result.position = None;
            }
            results.push(result);
        }
        results
    }
}

async fn foreseen(app: SharedApp, recovery: Recovery) -> Result<Vec<RecoveryResult>, ApiError> {
    let turn = app.previews.clone().acquire_owned().await.map_err(|_| ApiError::Internal("the server is stopping"))?;
    apart(move || {
        let _turn = turn;
        let place = Place::find(&app, &recovery.competition, &recovery.skill)?;
        let state = place.view.state().clone();
        Ok(recovery.foreseen(state, app.now()))
    })
    .await
}

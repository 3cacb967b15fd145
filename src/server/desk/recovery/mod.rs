//! `POST /api/recoveries`: what a tablet saved to a file when it could not send any more, loaded in the name of its expert.

mod mac;

use std::collections::BTreeMap;

use axum::{Json, extract::State};

use super::{
    ask_as_organiser,
    place::{Place, apart},
};
use crate::{
    competition::{DeviceId, ExpertId},
    engine::Answer,
    judging::{Action, Actor, Command, CommandId, ContestState, Decision, Device, Entry, Refusal, Submit, decide},
    server::{
        app::{App, SharedApp},
        error::ApiError,
        json::JsonBody,
        limits::RECOVERY_MAX_ENTRIES,
    },
    wire::{RecoveryAnswer, RecoveryEntry, RecoveryFile, RecoveryOutcome, RecoveryRequest, RecoveryResult},
};

/// The only format there is.
const FORMAT: &str = "jinbang-recovery/1";

pub async fn load(
    State(app): State<SharedApp>,
    JsonBody(RecoveryRequest { mut file, load }): JsonBody<RecoveryRequest>,
) -> Result<Json<RecoveryAnswer>, ApiError> {
    let (device, id) = checked(&app, &file)?;
    file.entries.sort_by_key(|entry| entry.sequence);
    let recovery = Recovery { id, device, expert: file.expert.parse().map_err(|_| ApiError::WrongFile("another expert's"))?, file };
    let revoked = recovery.device.revoked;
    let (device, skill, expert) = (recovery.file.device.clone(), recovery.file.skill.clone(), recovery.file.expert.clone());
    let entries = if load { recovery.loaded(&app).await? } else { foreseen(app, recovery).await? };
    Ok(Json(RecoveryAnswer { device, skill, expert, revoked, loaded: load, entries }))
}

/// The device whose file it is, unchanged since the device made it.
fn checked(app: &App, file: &RecoveryFile) -> Result<(Device, DeviceId), ApiError> {
    if file.format != FORMAT {
        return Err(ApiError::WrongFile("of an unknown format"));
    }
    if file.entries.len() > RECOVERY_MAX_ENTRIES {
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
    file: RecoveryFile,
}

impl Recovery {
    fn command(&self, entry: &RecoveryEntry, corrects: Option<u64>, at: i64) -> Command {
        Command {
            at,
            actor: Actor::Expert(self.expert.clone()),
            id: Some(CommandId { device: self.id.clone(), sequence: entry.sequence }),
            action: Action::Recover(Submit {
                competitor: entry.competitor.clone(),
                aspect: entry.aspect.clone(),
                value: entry.value.clone(),
                corrects,
                reason: entry.reason.clone(),
                confirms: entry.confirms,
                made_at: Some(entry.made_at),
            }),
        }
    }

    /// The position of what an entry corrects, where it is stored by now.
    fn corrected(&self, entry: &RecoveryEntry, stored: &BTreeMap<u64, u64>) -> Result<Option<u64>, Refusal> {
        match (entry.corrects, entry.corrects_sequence) {
            (Some(position), _) => Ok(Some(position)),
            (None, None) => Ok(None),
            (None, Some(sequence)) => {
                let known = || self.device.answered.get(sequence).map(|answered| answered.position);
                stored.get(&sequence).copied().or_else(known).map(Some).ok_or(Refusal::StaleCorrection { current: None })
            }
        }
    }

    fn result(&self, entry: &RecoveryEntry, answer: Result<u64, Refusal>) -> RecoveryResult {
        let (position, refusal) = match answer {
            Ok(position) => (Some(position), None),
            Err(refusal) => (None, Some(refusal)),
        };
        let outcome = match position {
            None => RecoveryOutcome::Refused,
            Some(_) if self.device.answered.get(entry.sequence).is_some() => RecoveryOutcome::Known,
            Some(_) => RecoveryOutcome::Stored,
        };
        RecoveryResult {
            sequence: entry.sequence,
            competitor: entry.competitor.clone(),
            aspect: entry.aspect.clone(),
            value: entry.value.clone(),
            outcome,
            position,
            code: refusal.as_ref().map(Refusal::code),
            message: refusal.as_ref().map(Refusal::message),
        }
    }

    async fn loaded(self, app: &App) -> Result<Vec<RecoveryResult>, ApiError> {
        let contest = Place::find(app, &self.file.competition, &self.file.skill)?.contest;
        let entries = u32::try_from(self.file.entries.len()).unwrap_or(u32::MAX);
        ask_as_organiser(app, contest, Action::NoteRecovery { device: self.id.clone(), entries }).await?;
        let (mut stored, mut results) = (BTreeMap::new(), Vec::new());
        for entry in &self.file.entries {
            let answer = match self.corrected(entry, &stored) {
                Err(refusal) => Err(refusal),
                Ok(corrects) => match app.engine.ask(contest, self.command(entry, corrects, app.now())).await? {
                    Answer::Stored(receipt) => Ok(receipt.position),
                    Answer::Refused(refusal) => Err(refusal),
                    Answer::ReadOnly(reason) => return Err(ApiError::ReadOnly(reason.to_string())),
                },
            };
            stored.extend(answer.as_ref().ok().map(|position| (entry.sequence, *position)));
            results.push(self.result(entry, answer));
        }
        app.views.contests[contest].reached(stored.values().copied().max().unwrap_or(0)).await;
        Ok(results)
    }

    /// The same on a copy of the state; nothing is stored.
    fn foreseen(&self, mut state: ContestState, now: i64) -> Vec<RecoveryResult> {
        let (mut stored, mut results) = (BTreeMap::new(), Vec::new());
        for entry in &self.file.entries {
            let answer = self.corrected(entry, &stored).and_then(|corrects| {
                let command = self.command(entry, corrects, now);
                match decide(&state, &command)? {
                    Decision::Repeat { position } => Ok(position),
                    Decision::Accept(body) => {
                        let position = state.position + 1;
                        let entry = Entry { position, at: command.at, actor: command.actor, command: command.id, body };
                        state.apply(&entry).map(|()| position).map_err(|_| Refusal::PanelFull)
                    }
                }
            });
            stored.extend(answer.as_ref().ok().map(|position| (entry.sequence, *position)));
            let mut result = self.result(entry, answer);
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
        let place = Place::find(&app, &recovery.file.competition, &recovery.file.skill)?;
        let state = place.view.state().clone();
        Ok(recovery.foreseen(state, app.now()))
    })
    .await
}

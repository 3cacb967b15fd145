//! What an entry is about.

use super::Known;
use crate::judging::{Body, Entry, Proposal};

#[derive(Default)]
pub struct Facts {
    /// As the desk knows them.
    pub competitors: Vec<String>,
    pub aspects: Vec<String>,
    /// Where it may be seen.
    pub value: Option<String>,
}

impl Facts {
    pub fn of(known: &Known<'_>, entry: &Entry) -> Self {
        let named = |competitors: Vec<&str>, mut aspects: Vec<String>| {
            let mut competitors: Vec<String> = competitors.into_iter().map(|id| known.name(id)).collect();
            for list in [&mut competitors, &mut aspects] {
                list.sort_unstable();
                list.dedup();
            }
            Self { competitors, aspects, value: None }
        };
        match &entry.body {
            Body::Mark(mark) => Self {
                value: known.is_shown(mark).then(|| mark.value.clone()),
                ..named(vec![&mark.competitor], vec![mark.aspect.to_string()])
            },
            Body::Withdrawn { competitor, .. } | Body::Reinstated { competitor, .. } => named(vec![competitor], Vec::new()),
            Body::CompetitorSigned(signed) => named(vec![&signed.competitor], Vec::new()),
            Body::DrawCommitted { competitors, .. } => named(competitors.iter().map(|id| &**id).collect(), Vec::new()),
            Body::DrawRevealed { order, .. } => named(order.iter().map(|id| &**id).collect(), Vec::new()),
            Body::Proposed { what: Proposal::Correct { scores }, .. } => Self {
                value: if let [one] = &scores[..] { Some(one.value.clone()) } else { None },
                ..named(
                    scores.iter().map(|score| score.competitor.as_str()).collect(),
                    scores.iter().map(|score| score.aspect.clone()).collect(),
                )
            },
            Body::Proposed { what: Proposal::DecideAppeal { appeal, .. }, .. }
            | Body::AppealAssigned { appeal, .. }
            | Body::AppealNoticed { appeal, .. }
            | Body::AppealWithdrawn { appeal, .. } => Self::of_appeal(known, *appeal),
            Body::AppealFiled(filed) => named(vec![&filed.competitor], filed.aspects.iter().map(ToString::to_string).collect()),
            Body::Remarked { appeal, aspect, value, .. } => Self {
                aspects: vec![aspect.to_string()],
                value: known.is_remark_shown(*appeal, aspect).then(|| value.clone()),
                ..Self::of_appeal(known, *appeal)
            },
            Body::ProposalConfirmed { proposal, .. } | Body::ProposalRejected { proposal, .. } => {
                match known.state.proposal(*proposal).map(|known| &known.what) {
                    Some(Proposal::Correct { scores }) => named(
                        scores.iter().map(|score| score.competitor.as_str()).collect(),
                        scores.iter().map(|score| score.aspect.clone()).collect(),
                    ),
                    Some(Proposal::DecideAppeal { appeal, .. }) => Self::of_appeal(known, *appeal),
                    _ => Self::default(),
                }
            }
            Body::Measured(run) => Self {
                value: if let [one] = &run.measurements[..] { Some(one.value.clone()) } else { None },
                ..named(
                    run.measurements.iter().map(|one| &*one.competitor).collect(),
                    run.measurements.iter().map(|one| one.aspect.to_string()).collect(),
                )
            },
            _ => Self::default(),
        }
    }

    fn of_appeal(known: &Known<'_>, number: u32) -> Self {
        let Some(appeal) = known.state.appeal(number) else { return Self::default() };
        Self {
            competitors: vec![known.name(&known.skill.competitors[appeal.competitor].id)],
            aspects: appeal.aspects.iter().map(|&aspect| known.skill.scheme.aspects[aspect].id.to_string()).collect(),
            value: None,
        }
    }
}

pub fn device(entry: &Entry) -> Option<String> {
    match &entry.body {
        Body::DevicePaired { device, .. } | Body::DeviceRevoked { device } | Body::RecoveryLoaded { device, .. } => {
            Some(device.to_string())
        }
        _ => entry.command.as_ref().map(|id| id.device.to_string()),
    }
}

pub fn corrects(body: &Body) -> Option<u64> {
    match body {
        Body::Mark(mark) => mark.corrects,
        Body::Proposed { what: Proposal::Correct { scores }, .. } => {
            if let [one] = &scores[..] {
                Some(one.corrects)
            } else {
                None
            }
        }
        _ => None,
    }
}

pub fn reason(body: &Body) -> Option<&str> {
    match body {
        Body::Mark(mark) => mark.reason.as_deref(),
        Body::Withdrawn { reason, .. }
        | Body::Reinstated { reason, .. }
        | Body::UnlockRequested { reason, .. }
        | Body::Unlocked { reason, .. }
        | Body::DrawCancelled { reason, .. }
        | Body::Proposed { reason, .. }
        | Body::ProposalRejected { reason, .. }
        | Body::AppealWithdrawn { reason, .. } => Some(reason),
        Body::Signed(signed) => signed.reason.as_deref(),
        Body::CompetitorSigned(signed) => signed.reason.as_deref(),
        Body::AppealFiled(filed) => Some(&filed.grounds),
        _ => None,
    }
}

/// As the journal calls it.
pub const fn kind(body: &Body) -> &'static str {
    match body {
        Body::Opened { .. } => "opened",
        Body::DevicePaired { .. } => "device-paired",
        Body::DeviceRevoked { .. } => "device-revoked",
        Body::Withdrawn { .. } => "withdrawn",
        Body::Reinstated { .. } => "reinstated",
        Body::Mark(_) => "mark",
        Body::Locked { .. } => "locked",
        Body::UnlockRequested { .. } => "unlock-requested",
        Body::Unlocked { .. } => "unlocked",
        Body::DrawCommitted { .. } => "draw-committed",
        Body::DrawRevealed { .. } => "draw-revealed",
        Body::DrawCancelled { .. } => "draw-cancelled",
        Body::Signed(_) => "signed",
        Body::CompetitorSigned(_) => "competitor-signed",
        Body::Proposed { .. } => "proposed",
        Body::ProposalConfirmed { .. } => "proposal-confirmed",
        Body::ProposalRejected { .. } => "proposal-rejected",
        Body::AppealFiled(_) => "appeal-filed",
        Body::AppealAssigned { .. } => "appeal-assigned",
        Body::Remarked { .. } => "remarked",
        Body::AppealNoticed { .. } => "appeal-noticed",
        Body::AppealWithdrawn { .. } => "appeal-withdrawn",
        Body::DeadlineSet { .. } => "deadline-set",
        Body::CodesDrawn { .. } => "codes-drawn",
        Body::CodeSheetTaken { .. } => "code-sheet-taken",
        Body::Frozen { .. } => "frozen",
        Body::CeremonyStepped { .. } => "ceremony-stepped",
        Body::CeremonyEnded { .. } => "ceremony-ended",
        Body::GraderAdded { .. } => "grader-added",
        Body::GraderRevoked { .. } => "grader-revoked",
        Body::Measured(_) => "measured",
        Body::RecoveryLoaded { .. } => "recovery-loaded",
    }
}

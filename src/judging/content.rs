//! The same sequence with other content is another command.

use sha2::{Digest, Sha256};

use super::entry::Body;

/// A digest of what was asked, without what the server adds (round, time).
#[must_use]
pub fn content_of(body: &Body) -> u64 {
    let mut hasher = Sha256::new();
    let mut part = |text: &str| {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    match body {
        Body::Mark(mark) => {
            ["mark", &mark.competitor, &mark.aspect, &mark.value, mark.reason.as_deref().unwrap_or("")].into_iter().for_each(&mut part);
            part(&mark.corrects.unwrap_or(0).to_string());
            mark.confirms.iter().for_each(|position| part(&position.to_string()));
        }
        Body::Locked { sub_criterion, .. } => ["lock", sub_criterion.as_deref().unwrap_or("")].into_iter().for_each(&mut part),
        Body::UnlockRequested { sub_criterion, reason, .. } | Body::Unlocked { sub_criterion, reason, .. } => {
            ["unlock", sub_criterion.as_deref().unwrap_or(""), reason].into_iter().for_each(&mut part);
        }
        other => asked_for(other).iter().for_each(|text| part(text)),
    }
    let digest = hasher.finalize();
    u64::from_le_bytes([digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7]])
}

/// What a device asked for, part by part.
fn asked_for(body: &Body) -> Vec<String> {
    let texts = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
    let json = |what: Result<String, serde_json::Error>| what.unwrap_or_default();
    match body {
        Body::Signed(signed) => {
            let (in_place_of, reason) = (signed.in_place_of.as_deref().unwrap_or(""), signed.reason.as_deref().unwrap_or(""));
            texts(&["sign", &json(serde_json::to_string(&signed.part)), &signed.digest, in_place_of, reason])
        }
        Body::CompetitorSigned(signed) => {
            let (agreed, reason) = (signed.agreed.to_string(), signed.reason.as_deref().unwrap_or(""));
            texts(&["competitor-sign", &signed.day.to_string(), &signed.competitor, &agreed, reason, &signed.digest])
        }
        Body::Proposed { what, reason, .. } => texts(&["propose", &json(serde_json::to_string(what)), reason]),
        Body::ProposalConfirmed { proposal, .. } => texts(&["confirm", &proposal.to_string()]),
        Body::ProposalRejected { proposal, reason, .. } => texts(&["reject", &proposal.to_string(), reason]),
        Body::AppealFiled(filed) => texts(&["appeal", &filed.competitor, &json(serde_json::to_string(&filed.aspects)), &filed.grounds]),
        Body::AppealAssigned { appeal, experts, .. } => {
            texts(&["assign-appeal", &appeal.to_string(), &json(serde_json::to_string(experts))])
        }
        Body::Remarked { appeal, aspect, value, .. } => texts(&["remark", &appeal.to_string(), aspect, value]),
        Body::AppealNoticed { appeal, .. } => texts(&["notice-appeal", &appeal.to_string()]),
        Body::AppealWithdrawn { appeal, reason, .. } => texts(&["withdraw-appeal", &appeal.to_string(), reason]),
        // Not from a device: no sequence is asked for again.
        _ => texts(&["desk"]),
    }
}

//! Whether a credential can be believed, finding by finding, without asking anybody.

use jiff::Timestamp;
use serde_json::Value;

use super::{Opened, StatusList, open};
use crate::signing_key::PublicKey;
use crate::{competition::Text, honours::Verdict};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub verdict: Verdict,
    pub text: Text,
}

impl Finding {
    fn new(verdict: Verdict, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { verdict, text: Text::new(zh, en) }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    pub findings: Vec<Finding>,
    /// Label and value; nothing where the signature is not good.
    pub says: Vec<(Text, String)>,
}

impl Verification {
    /// What is unknown is not good either.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.findings.iter().all(|finding| finding.verdict == Verdict::Yes)
    }
}

/// `status` is the token of the issuer's status list.
#[must_use]
pub fn verify(token: &str, keys: &[PublicKey], status: Option<&str>, now: Timestamp) -> Verification {
    let opened = match open(token, keys) {
        Ok(opened) => opened,
        Err(fault) => {
            let finding = Finding::new(Verdict::No, format!("签名无效：{fault}"), format!("not genuine: {fault}"));
            return Verification { findings: vec![finding], says: Vec::new() };
        }
    };
    let thumbprint = opened.key.thumbprint();
    let signature = Finding::new(Verdict::Yes, format!("签名有效，公钥 {thumbprint}"), format!("signed with the key {thumbprint}"));
    let payload = &opened.payload;
    let findings = vec![signature, form(payload), issuer(&opened), validity(payload, now), revocation(payload, keys, status, now)];
    Verification { findings, says: says(payload) }
}

fn issuer_of(payload: &Value) -> Option<&str> {
    payload["issuer"].as_str().or_else(|| payload["issuer"]["id"].as_str())
}

fn has_type(payload: &Value, wanted: &str) -> bool {
    payload["type"].as_array().is_some_and(|types| types.iter().any(|kind| kind == wanted))
}

fn form(payload: &Value) -> Finding {
    let is_badge = has_type(payload, "VerifiableCredential") && has_type(payload, "OpenBadgeCredential");
    if is_badge {
        Finding::new(Verdict::Yes, "是 Open Badges 3.0 数字证书", "an Open Badges 3.0 credential")
    } else {
        Finding::new(Verdict::No, "不是 Open Badges 3.0 数字证书", "no Open Badges 3.0 credential")
    }
}

fn issuer(opened: &Opened) -> Finding {
    let payload = &opened.payload;
    let issuer = issuer_of(payload).unwrap_or_default();
    let key_id = format!("{issuer}#{}", opened.key.thumbprint());
    let repeats = |claim: &str, value: &Value| payload.get(claim).is_none_or(|claim| claim == value);
    let agrees = payload["iss"] == issuer
        && opened.header["kid"] == key_id
        && repeats("jti", &payload["id"])
        && repeats("sub", &payload["credentialSubject"]["id"]);
    if !issuer.is_empty() && agrees {
        Finding::new(Verdict::Yes, format!("签发者 {issuer}"), format!("issued by {issuer}"))
    } else {
        Finding::new(Verdict::No, "签发者与密钥不一致", "its issuer, its key and its claims do not agree")
    }
}

fn time(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

fn validity(payload: &Value, now: Timestamp) -> Finding {
    let (from, until) = (time(&payload["validFrom"]), &payload["validUntil"]);
    match (from, time(until)) {
        (None, _) => Finding::new(Verdict::No, "没有生效日期", "it does not say from when it is valid"),
        (Some(from), _) if from > now => Finding::new(Verdict::No, format!("{from} 起才生效"), format!("not valid before {from}")),
        (_, None) if !until.is_null() => Finding::new(Verdict::No, "失效日期无法识别", "its last day cannot be read"),
        (_, Some(until)) if until < now => {
            Finding::new(Verdict::No, format!("已于 {until} 失效"), format!("no longer valid since {until}"))
        }
        (Some(from), _) => Finding::new(Verdict::Yes, format!("自 {from} 起有效"), format!("valid since {from}")),
    }
}

fn revocation(payload: &Value, keys: &[PublicKey], status: Option<&str>, now: Timestamp) -> Finding {
    let entry = &payload["credentialStatus"];
    let index: Option<u32> = entry["statusListIndex"].as_str().and_then(|index| index.parse().ok());
    let (Some(index), "BitstringStatusListEntry", "revocation") =
        (index, entry["type"].as_str().unwrap_or_default(), entry["statusPurpose"].as_str().unwrap_or_default())
    else {
        return Finding::new(Verdict::Unknown, "证书未说明何处查询撤销", "it does not say where revocations are listed");
    };
    let Some(status) = status else {
        let address = entry["statusListCredential"].as_str().unwrap_or_default();
        return Finding::new(
            Verdict::Unknown,
            format!("未提供撤销名单，是否撤销未知；名单见 {address}"),
            format!("whether it is revoked is unknown: name the status list with --status; it is at {address}"),
        );
    };
    let unreadable =
        |why: &str| Finding::new(Verdict::Unknown, format!("撤销名单不可用：{why}"), format!("the status list cannot be used: {why}"));
    let list = match open(status, keys) {
        Ok(list) => list.payload,
        Err(fault) => return unreadable(&fault.to_string()),
    };
    if let Some(why) = misfit(payload, &list, now) {
        return unreadable(why);
    }
    let encoded = list["credentialSubject"]["encodedList"].as_str().unwrap_or_default();
    let as_of = list["validFrom"].as_str().unwrap_or_default();
    match StatusList::decoded(encoded).and_then(|bits| bits.is_set(index)) {
        Ok(false) => Finding::new(Verdict::Yes, format!("未撤销（名单日期 {as_of}）"), format!("not revoked, by the list of {as_of}")),
        Ok(true) => Finding::new(Verdict::No, format!("已撤销（名单日期 {as_of}）"), format!("REVOKED, by the list of {as_of}")),
        Err(fault) => unreadable(&fault.to_string()),
    }
}

/// Why a list is not the one that the credential means.
fn misfit(payload: &Value, list: &Value, now: Timestamp) -> Option<&'static str> {
    if !has_type(list, "BitstringStatusListCredential") || list["credentialSubject"]["statusPurpose"] != "revocation" {
        return Some("it is no list of revocations");
    }
    if list["id"] != payload["credentialStatus"]["statusListCredential"] || issuer_of(list) != issuer_of(payload) {
        return Some("it is the list of other credentials");
    }
    match time(&list["validFrom"]) {
        Some(from) if from <= now => None,
        _ => Some("it is not valid yet"),
    }
}

fn says(payload: &Value) -> Vec<(Text, String)> {
    let subject = &payload["credentialSubject"];
    let rows = [
        ("姓名", "name", &subject["identifier"][0]["identityHash"]),
        ("奖项", "won", &payload["name"]),
        ("说明", "how", &payload["description"]),
        ("竞赛", "competition", &payload["issuer"]["name"]),
        ("依据", "rests on", &payload["evidence"][0]["name"]),
        ("编号", "id", &payload["id"]),
    ];
    rows.into_iter().filter_map(|(zh, en, value)| Some((Text::new(zh, en), printable(value.as_str()?)))).collect()
}

/// What would move a terminal's cursor is left out.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

//! A certificate as an Open Badge.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Issuer;
use crate::{
    competition::Medal,
    export::certificate::words::{both, deed, won},
    honours::Certificate,
};

/// The payload of the token: the credential itself, with the claims that Open Badges wants beside it. `day` is the first on which it is
/// valid, `index` its bit in the status list.
#[must_use]
pub fn badge(certificate: &Certificate, issuer: &Issuer, day: Date, index: u32) -> Value {
    let id = issuer.credential(&certificate.id);
    let (subject, status) = (format!("{id}#winner"), issuer.status_list());
    let name = both(&won(certificate));
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": issuer.did(), "type": ["Profile"], "name": both(&certificate.competition_title), "url": issuer.url },
        "validFrom": format!("{day}T00:00:00Z"),
        "name": format!("{} · {name}", both(&certificate.skill_title)),
        "description": both(&deed(certificate)),
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [
                { "type": "IdentityObject", "hashed": false, "identityType": "name", "identityHash": both(&certificate.name) },
            ],
            "achievement": achievement(certificate, issuer),
        },
        "evidence": [{
            "type": ["Evidence"],
            "name": format!("成绩摘要 Digest of the result: sha256:{}", certificate.result),
        }],
        "credentialStatus": {
            "id": format!("{status}#{index}"),
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": index.to_string(),
            "statusListCredential": status,
        },
        "iss": issuer.did(),
        "jti": id,
        "sub": subject,
        "nbf": seconds(day),
    })
}

/// Who wins the same in the same skill has the same achievement: nothing of the person is in it.
fn achievement(certificate: &Certificate, issuer: &Issuer) -> Value {
    let words = certificate.medal.map(Medal::word).into_iter().chain(certificate.awards.iter().map(|award| award.word()));
    let path = [certificate.competition.as_str(), certificate.skill.as_str()].into_iter().chain(words).collect::<Vec<_>>().join("/");
    let (name, skill) = (both(&won(certificate)), both(&certificate.skill_title));
    json!({
        "id": format!("{}/achievements/{}", issuer.url, in_address(&path)),
        "type": ["Achievement"],
        "achievementType": "Award",
        "name": name,
        "description": format!("{}，{skill}：{name}", both(&certificate.competition_title)),
        "criteria": { "narrative": "按竞赛公布的规则评定名次与奖项。 Places and prizes by the competition's published rules." },
    })
}

/// Ids may be Chinese, addresses may not.
fn in_address(path: &str) -> String {
    use std::fmt::Write;
    path.bytes().fold(String::new(), |mut address, byte| {
        if byte.is_ascii_alphanumeric() || b"-_./".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
        address
    })
}

fn seconds(day: Date) -> i64 {
    day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |midnight| midnight.timestamp().as_second())
}

//! Checks before a handler runs: where a request comes from, and who sent it.

use axum::{
    extract::{RawPathParams, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    access::Holder,
    app::{App, SharedApp},
    cookies::session_of,
    error::ApiError,
    hall::Hall,
};

pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// Pages say so of what they ask for by themselves after nobody has touched them for a while: it keeps no session awake.
pub const UNATTENDED: HeaderName = HeaderName::from_static("x-jinbang-unattended");

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// A browser names the site a request comes from whenever it could do harm. No name: not a browser.
pub async fn same_origin(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let harmless = request.method() == Method::GET && !request.headers().contains_key(header::UPGRADE);
    if harmless || origin_is_ours(request.headers(), &hall.public_url) {
        next.run(request).await
    } else {
        ApiError::ForeignOrigin.into_response()
    }
}

/// The host the request was sent to, or the address that people were told: a proxy may have changed the first.
fn origin_is_ours(headers: &HeaderMap, public_url: &str) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    origin == public_url || authority.is_some() && authority == host
}

pub async fn require_organiser(State(app): State<SharedApp>, mut request: Request, next: Next) -> Response {
    match holder_of(&app, request.headers()) {
        Some(Holder::Organiser(browser)) => {
            request.extensions_mut().insert(browser);
            next.run(request).await
        }
        Some(Holder::Device(_) | Holder::Officer(_)) => ApiError::Forbidden.into_response(),
        None => ApiError::NotSignedIn.into_response(),
    }
}

/// Anybody who is signed in.
pub async fn require_anybody(State(app): State<SharedApp>, mut request: Request, next: Next) -> Response {
    let Some(holder) = holder_of(&app, request.headers()) else { return ApiError::NotSignedIn.into_response() };
    request.extensions_mut().insert(holder);
    next.run(request).await
}

/// A named officer of the honours office; the organiser is none.
pub async fn require_officer(State(app): State<SharedApp>, mut request: Request, next: Next) -> Response {
    match holder_of(&app, request.headers()) {
        Some(Holder::Officer(officer)) => {
            request.extensions_mut().insert(officer);
            next.run(request).await
        }
        Some(Holder::Organiser(_) | Holder::Device(_)) => ApiError::Forbidden.into_response(),
        None => ApiError::NotSignedIn.into_response(),
    }
}

/// The organiser, or a chief expert or supervisor; of the skill in the path, where it names one.
pub async fn require_desk(State(app): State<SharedApp>, path: RawPathParams, mut request: Request, next: Next) -> Response {
    let Some(holder) = holder_of(&app, request.headers()) else { return ApiError::NotSignedIn.into_response() };
    if let Holder::Officer(_) = &holder {
        return ApiError::Forbidden.into_response();
    }
    if let Holder::Device(who) = &holder {
        let view = &app.views.contests[who.contest];
        let own = |key: &str, value: &str| match key {
            "competition" => value == view.id.as_str(),
            "skill" => value == view.competition.skills[who.skill].id.as_str(),
            _ => true,
        };
        if !path.iter().all(|(key, value)| own(key, value)) {
            return ApiError::Forbidden.into_response();
        }
    }
    request.extensions_mut().insert(holder);
    next.run(request).await
}

/// Who sent a request. A revoked device's session ends with the device.
#[must_use]
pub fn holder_of(app: &App, headers: &HeaderMap) -> Option<Holder> {
    let holder = app.sessions.holder(session_of(headers)?, app.now(), !headers.contains_key(UNATTENDED))?;
    match &holder {
        Holder::Organiser(_) | Holder::Officer(_) => Some(holder),
        Holder::Device(who) => {
            let paired = app.views.contests.get(who.contest)?.state().devices.get(&who.device).is_some_and(|device| !device.revoked);
            paired.then_some(holder)
        }
    }
}

/// Pages run only what this server sent, and nobody frames them.
pub async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        // The camera reads the QR code on a pairing card.
        (PERMISSIONS_POLICY, "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_the_own_site_and_programs_may_write() {
        for (origin, allowed) in [
            (Some("http://venue:4160"), true),
            (Some("https://venue:4160"), true),
            (None, true),
            (Some("https://jinbang.example"), true),
            (Some("http://jinbang.example"), false),
            (Some("https://jinbang.example.org"), false),
            (Some("http://venue"), false),
            (Some("http://evil.venue:4160"), false),
            (Some("http://evil/venue:4160"), false),
            (Some("null"), false),
            (Some(""), false),
        ] {
            let mut pairs = vec![(header::HOST, "venue:4160")];
            pairs.extend(origin.map(|origin| (header::ORIGIN, origin)));
            assert_eq!(origin_is_ours(&headers(&pairs), "https://jinbang.example"), allowed, "{origin:?}");
        }
    }
}

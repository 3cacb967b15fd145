//! The two cookies: a session, and a browser that is told from others. Over TLS the browser itself sees to it that no other host and
//! nobody without TLS sets one (`__Host-`).

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use super::{
    error::ApiError,
    limits::{BROWSER_COOKIE_MS, SESSION_MS},
    secrets,
};
use crate::competition::BrowserId;

/// Without TLS, and with it.
type Names = [&'static str; 2];

const SESSION: Names = ["jinbang_session", "__Host-jinbang_session"];

/// Stays when a session ends: who signs in next in the same browser is known to be in it.
const BROWSER: Names = ["jinbang_device", "__Host-jinbang_device"];

/// Of a browser's hash, so much is recorded: enough to tell some hundred of them apart.
const BROWSER_CHARS: usize = 16;

/// The session's secret.
#[must_use]
pub fn session_of(headers: &HeaderMap) -> Option<&str> {
    find(headers, SESSION)
}

/// # Errors
/// When the secret is not one of ours.
pub fn begin_session(response: &mut Response, secret: &str, secure: bool) -> Result<(), ApiError> {
    set(response, SESSION, secret, SESSION_MS / 1_000, secure)
}

/// Every session that came: whoever signed in without TLS and with it signs out of both.
pub fn sessions_of(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    SESSION.into_iter().filter_map(|name| find_one(headers, name))
}

/// # Errors
/// Never with the names above.
pub fn end_session(response: &mut Response, secure: bool) -> Result<(), ApiError> {
    if secure {
        set(response, SESSION, "", 0, true)?;
    }
    set(response, SESSION, "", 0, false)
}

/// What takes two people takes two devices, which this tells apart: as well as a cookie can.
pub struct Browser {
    secret: String,
    pub id: BrowserId,
}

impl Browser {
    /// As it is known, or as it will be.
    ///
    /// # Errors
    /// Never with hexadecimal digits; the id's own rules are asked all the same.
    pub fn of(headers: &HeaderMap, secure: bool) -> Result<Self, ApiError> {
        // Over TLS nobody's word counts who could have been on the way without.
        let known = find_one(headers, BROWSER[usize::from(secure)]).filter(|known| secrets::is_secret(known));
        let secret = known.map_or_else(secrets::new_secret, str::to_owned);
        let id = secrets::hash_of(&secret)[..BROWSER_CHARS].parse().map_err(|_| ApiError::Internal("no browser id could be made"))?;
        Ok(Self { secret, id })
    }

    /// # Errors
    /// Never with the names above.
    pub fn remember(&self, response: &mut Response, secure: bool) -> Result<(), ApiError> {
        set(response, BROWSER, &self.secret, BROWSER_COOKIE_MS / 1_000, secure)
    }
}

fn find(headers: &HeaderMap, [plain, with_tls]: Names) -> Option<&str> {
    find_one(headers, with_tls).or_else(|| find_one(headers, plain))
}

fn find_one<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == wanted).then_some(value)
    })
}

fn set(response: &mut Response, [plain, with_tls]: Names, secret: &str, seconds: i64, secure: bool) -> Result<(), ApiError> {
    let (name, only_with_tls) = if secure { (with_tls, "; Secure") } else { (plain, "") };
    let cookie = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{only_with_tls}");
    let cookie = HeaderValue::try_from(cookie).map_err(|_| ApiError::Internal("a cookie could not be made"))?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cookie: &'static str) -> HeaderMap {
        [(header::COOKIE, HeaderValue::from_static(cookie))].into_iter().collect()
    }

    #[test]
    fn the_session_is_found_among_other_cookies() {
        assert_eq!(session_of(&of("a=b; jinbang_session=xyz; c=d")), Some("xyz"));
        assert_eq!(session_of(&of("not_jinbang_session=xyz")), None);
        assert_eq!(session_of(&of("jinbang_session=plain; __Host-jinbang_session=tls")), Some("tls"));
    }

    #[test]
    fn a_browser_is_known_again_by_its_own_cookie_alone() {
        let (mut response, new) = (Response::default(), Browser::of(&HeaderMap::new(), false).expect("an id"));
        new.remember(&mut response, false).expect("a cookie");
        let cookie = response.headers()[header::SET_COOKIE].clone();
        let again = Browser::of(&[(header::COOKIE, cookie)].into_iter().collect(), false).expect("an id");
        assert_eq!(again.id, new.id);
        let made_up = Browser::of(&of("jinbang_device=chosen-by-somebody"), false).expect("an id");
        assert_ne!(made_up.secret, "chosen-by-somebody");
        let planted = of("jinbang_device=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        let [without_tls, with_tls] = [false, true].map(|secure| Browser::of(&planted, secure).expect("an id").secret);
        assert_eq!((without_tls.starts_with("AAAA"), with_tls.starts_with("AAAA")), (true, false));
    }

    #[test]
    fn over_tls_a_cookie_is_the_hosts_alone() {
        for (secure, name) in [(false, "jinbang_session"), (true, "__Host-jinbang_session")] {
            let mut response = Response::default();
            begin_session(&mut response, "s", secure).expect("a cookie");
            let cookie = response.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
            let parts: Vec<&str> = cookie.split("; ").collect();
            assert_eq!(parts[0], format!("{name}=s"));
            for part in ["Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=43200"] {
                assert!(parts.contains(&part), "{part} in {cookie}");
            }
            assert_eq!(parts.contains(&"Secure"), secure, "{cookie}");
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
    }
}

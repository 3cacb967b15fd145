//! A grader's token names competition, skill and grader, so that a machine needs to know nothing else.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use data_encoding::BASE64URL_NOPAD;

use crate::{
    competition::GraderId,
    engine::ContestNumber,
    live::Views,
    server::{app::SharedApp, error::ApiError, secrets},
};

/// Who posts.
#[derive(Debug, Clone)]
pub struct Machine {
    pub contest: ContestNumber,
    /// Index of the skill.
    pub skill: usize,
    pub grader: GraderId,
}

/// The token and the hash that the journal keeps. Ids have no slash in them.
pub fn new_token(competition: &str, skill: &str, grader: &GraderId) -> (String, String) {
    let secret = secrets::new_secret();
    let names = BASE64URL_NOPAD.encode(format!("{competition}/{skill}/{grader}").as_bytes());
    (format!("{names}.{secret}"), secrets::hash_of(&secret))
}

fn machine(views: &Views, token: &str) -> Option<Machine> {
    let (names, secret) = token.split_once('.')?;
    let names = String::from_utf8(BASE64URL_NOPAD.decode(names.as_bytes()).ok()?).ok()?;
    let mut names = names.split('/');
    let (contest, view) = views.find(names.next()?)?;
    let skill = view.competition.skill_index(names.next()?)?;
    let (grader, rest) = (names.next()?, names.next());
    let state = view.state();
    let (grader, known) = state.skills[skill].proceedings.graders.get_key_value(grader)?;
    let right = rest.is_none() && !known.revoked && secrets::same(&secrets::hash_of(secret), &known.token_hash);
    right.then(|| Machine { contest, skill, grader: grader.clone() })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

pub async fn require_grader(
    State(app): State<SharedApp>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(token) = bearer(request.headers()) else { return ApiError::NotSignedIn.into_response() };
    if !app.throttle.allows(address.ip(), app.now()) {
        return ApiError::TooManyTries.into_response();
    }
    let Some(machine) = machine(&app.views, token) else {
        app.throttle.wrong(address.ip(), app.now());
        return ApiError::WrongToken.into_response();
    };
    request.extensions_mut().insert(machine);
    next.run(request).await
}

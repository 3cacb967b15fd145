//! What is answered from boards and from the program itself, and what is around every answer: the same wherever boards come from.

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef},
    http::HeaderMap,
    middleware,
    routing::{MethodRouter, get},
};

use super::{
    assets, audience, clics, docs, error::ApiError, feeds, guard, hall::Hall, limits::BODY_MAX_BYTES, policy::Action,
    reading_room::in_reading_room, requests::noted, viewers,
};

/// Nothing for an action that needs more than boards.
pub fn open_handler<S: Clone + Send + Sync + 'static>(action: Action) -> MethodRouter<S>
where
    Hall: FromRef<S>,
{
    match action {
        Action::HomePage => page("index.html"),
        Action::VerifyPage => page("verify.html"),
        Action::BoardPage => get(feeds::board_page),
        Action::Asset => get(assets::asset),
        Action::SiteFile => get(assets::site_file),
        Action::BoardJson => get(feeds::board),
        Action::PlaceHistory => get(audience::history),
        Action::BoardQr => get(audience::qr),
        Action::BoardEvents => get(feeds::events),
        Action::ClicsInformation => get(clics::information),
        Action::ClicsContests => get(clics::contests),
        Action::ClicsContest => get(clics::contest),
        Action::ClicsEventFeed => get(clics::event_feed),
        Action::ClicsCollection => get(clics::collection),
        Action::ClicsObject => get(clics::object),
        Action::Embed => get(feeds::embed),
        Action::EmbedStyle => get(feeds::style),
        Action::BoardCtftime => get(feeds::ctftime),
        Action::OpenApi => get(docs::openapi),
        Action::AsyncApi => get(docs::asyncapi),
        Action::BoardSocket => get(viewers::upgrade),
        _ => MethodRouter::new(),
    }
}

pub fn page<S: Clone + Send + Sync + 'static>(name: &'static str) -> MethodRouter<S> {
    get(move |headers: HeaderMap| async move { assets::page(name, &headers) })
}

/// Answers that are made of boards are made away from everything else.
pub fn where_boards_are_made<S: Clone + Send + Sync + 'static>(action: Action, handler: MethodRouter<S>, hall: &Hall) -> MethodRouter<S> {
    if makes_boards(action) { handler.layer(middleware::from_fn_with_state(hall.clone(), in_reading_room)) } else { handler }
}

const fn makes_boards(action: Action) -> bool {
    matches!(
        action,
        Action::BoardPage
            | Action::BoardJson
            | Action::BoardEvents
            | Action::BoardCtftime
            | Action::PlaceHistory
            | Action::DelegationTable
            | Action::Embed
            | Action::ClicsContest
            | Action::ClicsContests
            | Action::ClicsEventFeed
            | Action::ClicsCollection
            | Action::ClicsObject
    )
}

/// What is checked, noted and said with every request.
pub fn around<S: Clone + Send + Sync + 'static>(router: Router<S>, hall: &Hall) -> Router<S> {
    router
        .fallback(|| async { ApiError::NotFound("such page") })
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(middleware::from_fn_with_state(hall.clone(), guard::same_origin))
        .layer(middleware::from_fn(guard::security_headers))
        .layer(middleware::from_fn_with_state(hall.clone(), noted))
}

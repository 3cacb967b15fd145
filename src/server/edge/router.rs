//! The same table of routes as an origin has, answered from what an edge knows.

use std::sync::Arc;

use axum::{
    Router, middleware,
    routing::{MethodFilter, MethodRouter, get, on},
};

use super::{
    SharedEdge,
    age::with_age,
    asked::ask_origin,
    elsewhere::elsewhere,
    kept::{Kept, kept},
    own,
};
use crate::server::{
    open_routes::{around, open_handler, where_boards_are_made},
    policy::{Action, ROUTES, Route},
};

pub fn router(edge: SharedEdge) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let handler = where_boards_are_made(route.action, handler(route), &edge.hall);
        router = router.route(route.path, handler.layer(middleware::from_fn_with_state(Arc::clone(&edge), with_age)));
    }
    around(router, &edge.hall).with_state(edge)
}

fn handler(route: &Route) -> MethodRouter<SharedEdge> {
    match (kept(route.action), route.action) {
        (Kept::Here, action) => open_handler(action),
        (Kept::Asked, _) => get(ask_origin),
        (Kept::Own, Action::Competitions) => get(own::competitions),
        (Kept::Own, Action::Ready) => get(own::ready),
        (Kept::Own, _) => get(own::health),
        (Kept::Elsewhere, _) => on(MethodFilter::try_from(route.method.clone()).unwrap_or(MethodFilter::GET), elsewhere),
    }
}

//! Where each route of the policy table is answered, when it comes to an edge.

use crate::server::policy::Action;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// From boards and from the program, as on an origin.
    Here,
    /// By the edge, about itself and all its origins.
    Own,
    /// By an origin: it is asked, and its answer kept for a moment.
    Asked,
    /// By an origin alone: people are told where it is.
    Elsewhere,
}

#[must_use]
pub const fn kept(action: Action) -> Kept {
    match action {
        Action::HomePage
        | Action::BoardPage
        | Action::VerifyPage
        | Action::Asset
        | Action::SiteFile
        | Action::BoardJson
        | Action::BoardEvents
        | Action::PlaceHistory
        | Action::BoardQr
        | Action::ClicsInformation
        | Action::ClicsContests
        | Action::ClicsContest
        | Action::ClicsEventFeed
        | Action::ClicsCollection
        | Action::ClicsObject
        | Action::Embed
        | Action::EmbedStyle
        | Action::BoardCtftime
        | Action::OpenApi
        | Action::AsyncApi
        | Action::BoardSocket => Kept::Here,
        Action::Competitions | Action::Health | Action::Ready => Kept::Own,
        Action::DelegationTable
        | Action::Certificate
        | Action::SigningKey
        | Action::Bundle
        | Action::Checkpoint
        | Action::Consistency
        | Action::Receipt => Kept::Asked,
        // Whoever marks, decides or administers; what is added to the table later is nobody else's before somebody says so here.
        _ => Kept::Elsewhere,
    }
}

/// What an origin answers edges.
#[must_use]
pub fn is_carried(action: Action) -> bool {
    kept(action) == Kept::Asked
}

/// What comes with such an answer besides its bytes.
pub const CARRIED_HEADERS: [&str; 5] = ["content-type", "content-disposition", "cache-control", "etag", "access-control-allow-origin"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::policy::{ROUTES, Role};

    /// An edge knows nobody: whatever is for somebody is at the origin.
    #[test]
    fn nothing_that_needs_a_role_is_answered_here_or_asked_for() {
        for route in ROUTES.iter().filter(|route| route.role != Role::Anyone || route.method != axum::http::Method::GET) {
            assert_eq!(kept(route.action), Kept::Elsewhere, "{route:?}");
        }
        assert!(ROUTES.iter().filter(|route| kept(route.action) == Kept::Here).count() > 15);
    }
}

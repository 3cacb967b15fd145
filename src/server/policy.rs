//! Who may do what: one row for every route. The router is built from this table, and so is its test.

use axum::http::Method;

/// Who a route answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Anyone,
    /// Signed in by password.
    Organiser,
    /// A device that was paired with an expert; it proves itself in the socket's first message.
    PairedDevice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    HomePage,
    BoardPage,
    MarkingPage,
    DeskPage,
    Asset,
    SiteFile,
    TrustPage,
    TrustFacts,
    AuthorityDer,
    AuthorityPem,
    AuthorityProfile,
    Competitions,
    Health,
    Pair,
    SignIn,
    SignOut,
    Desk,
    Explanation,
    Fairness,
    Comparison,
    Standings,
    PairingCode,
    RevokeDevice,
    Withdraw,
    Reinstate,
    DrawRecords,
    CommitDraw,
    RevealDraw,
    CancelDraw,
    Drafts,
    CreateDraft,
    Draft,
    RemoveDraft,
    DraftFile,
    WriteDraftFile,
    DeleteDraftFile,
    UndoDraftFile,
    CheckDraft,
    DraftValues,
    ChangeDraftKeys,
    DraftWorkbook,
    ConvertDraftWorkbook,
    TakeInList,
    OpenDraft,
    BoardSocket,
    MarkingSocket,
}

#[derive(Debug, Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub role: Role,
    pub action: Action,
}

const fn route(method: Method, path: &'static str, role: Role, action: Action) -> Route {
    Route { method, path, role, action }
}

pub const ROUTES: [Route; 52] = [
    route(Method::GET, "/", Role::Anyone, Action::HomePage),
    route(Method::GET, "/board/{competition}/{skill}", Role::Anyone, Action::BoardPage),
    route(Method::GET, "/marking", Role::Anyone, Action::MarkingPage),
    route(Method::GET, "/desk", Role::Anyone, Action::DeskPage),
    route(Method::GET, "/assets/{file}", Role::Anyone, Action::Asset),
    // What a browser looks for at the root when it installs the pages as an app.
    route(Method::GET, "/service-worker.js", Role::Anyone, Action::SiteFile),
    route(Method::GET, "/manifest.webmanifest", Role::Anyone, Action::SiteFile),
    route(Method::GET, "/icon.svg", Role::Anyone, Action::SiteFile),
    route(Method::GET, "/icon-192.png", Role::Anyone, Action::SiteFile),
    route(Method::GET, "/icon-512.png", Role::Anyone, Action::SiteFile),
    route(Method::GET, "/icon-maskable-512.png", Role::Anyone, Action::SiteFile),
    route(Method::GET, "/apple-touch-icon.png", Role::Anyone, Action::SiteFile),
    route(Method::GET, "/trust", Role::Anyone, Action::TrustPage),
    route(Method::GET, "/api/trust", Role::Anyone, Action::TrustFacts),
    route(Method::GET, "/trust/jinbang-ca.crt", Role::Anyone, Action::AuthorityDer),
    route(Method::GET, "/trust/jinbang-ca.pem", Role::Anyone, Action::AuthorityPem),
    route(Method::GET, "/trust/jinbang.mobileconfig", Role::Anyone, Action::AuthorityProfile),
    route(Method::GET, "/health", Role::Anyone, Action::Health),
    route(Method::GET, "/api/competitions", Role::Anyone, Action::Competitions),
    route(Method::POST, "/api/pair", Role::Anyone, Action::Pair),
    route(Method::POST, "/api/session", Role::Anyone, Action::SignIn),
    route(Method::DELETE, "/api/session", Role::Organiser, Action::SignOut),
    route(Method::GET, "/api/desk", Role::Organiser, Action::Desk),
    route(Method::GET, "/api/standings/{competition}/{skill}", Role::Organiser, Action::Standings),
    route(Method::GET, "/api/explanations/{competition}/{skill}/{competitor}", Role::Organiser, Action::Explanation),
    route(Method::GET, "/api/fairness/{competition}/{skill}", Role::Organiser, Action::Fairness),
    route(Method::GET, "/api/comparisons/{competition}/{skill}", Role::Organiser, Action::Comparison),
    route(Method::POST, "/api/pairing-codes", Role::Organiser, Action::PairingCode),
    route(Method::DELETE, "/api/devices/{device}", Role::Organiser, Action::RevokeDevice),
    route(Method::POST, "/api/withdrawals", Role::Organiser, Action::Withdraw),
    route(Method::POST, "/api/reinstatements", Role::Organiser, Action::Reinstate),
    route(Method::GET, "/api/draws/{competition}/{skill}", Role::Organiser, Action::DrawRecords),
    route(Method::POST, "/api/draws", Role::Organiser, Action::CommitDraw),
    route(Method::POST, "/api/draws/reveal", Role::Organiser, Action::RevealDraw),
    route(Method::POST, "/api/draws/cancel", Role::Organiser, Action::CancelDraw),
    route(Method::GET, "/api/drafts", Role::Organiser, Action::Drafts),
    route(Method::POST, "/api/drafts", Role::Organiser, Action::CreateDraft),
    route(Method::GET, "/api/drafts/{draft}", Role::Organiser, Action::Draft),
    route(Method::DELETE, "/api/drafts/{draft}", Role::Organiser, Action::RemoveDraft),
    route(Method::GET, "/api/drafts/{draft}/files/{*path}", Role::Organiser, Action::DraftFile),
    route(Method::PUT, "/api/drafts/{draft}/files/{*path}", Role::Organiser, Action::WriteDraftFile),
    route(Method::DELETE, "/api/drafts/{draft}/files/{*path}", Role::Organiser, Action::DeleteDraftFile),
    route(Method::POST, "/api/drafts/{draft}/undo", Role::Organiser, Action::UndoDraftFile),
    route(Method::GET, "/api/drafts/{draft}/check", Role::Organiser, Action::CheckDraft),
    route(Method::GET, "/api/drafts/{draft}/values/{*path}", Role::Organiser, Action::DraftValues),
    route(Method::POST, "/api/drafts/{draft}/keys", Role::Organiser, Action::ChangeDraftKeys),
    route(Method::GET, "/api/drafts/{draft}/workbooks/{skill}", Role::Organiser, Action::DraftWorkbook),
    route(Method::POST, "/api/drafts/{draft}/workbooks/{skill}", Role::Organiser, Action::ConvertDraftWorkbook),
    route(Method::POST, "/api/drafts/{draft}/lists/{table}", Role::Organiser, Action::TakeInList),
    route(Method::POST, "/api/drafts/{draft}/open", Role::Organiser, Action::OpenDraft),
    route(Method::GET, "/ws/board/{competition}/{skill}", Role::Anyone, Action::BoardSocket),
    route(Method::GET, "/ws/marking", Role::PairedDevice, Action::MarkingSocket),
];

//! The router, made from the policy table.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::HeaderMap,
    middleware,
    routing::{MethodRouter, delete, get, post, put},
};

use super::{
    analyses,
    app::SharedApp,
    assets, audience, cards, certificates, clics, competitions, desk, docs, drafts, draws,
    error::ApiError,
    explain, feeds, graders, guard, honours,
    limits::{
        BODY_MAX_BYTES, DRAFT_FILE_MAX_BYTES, DRAFT_KEYS_MAX_BYTES, HONOURS_MAX_BYTES, IMPACT_MAX_BYTES, MEASUREMENTS_MAX_BYTES,
        RECOVERY_MAX_BYTES,
    },
    marking_socket, officers, pair,
    policy::{Action, ROUTES, Role},
    proofs,
    reading_room::in_reading_room,
    requests::noted,
    sign_in, standings, trust, viewers, withdrawals,
};

pub fn router(app: SharedApp) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let handler = handler(route.action);
        let handler = match route.role {
            Role::Organiser => handler.layer(middleware::from_fn_with_state(SharedApp::clone(&app), guard::require_organiser)),
            Role::Desk => handler.layer(middleware::from_fn_with_state(SharedApp::clone(&app), guard::require_desk)),
            Role::Grader => handler.layer(middleware::from_fn_with_state(SharedApp::clone(&app), graders::require_grader)),
            Role::Officer => handler.layer(middleware::from_fn_with_state(SharedApp::clone(&app), guard::require_officer)),
            Role::SignedIn => handler.layer(middleware::from_fn_with_state(SharedApp::clone(&app), guard::require_anybody)),
            Role::Anyone | Role::PairedDevice => handler,
        };
        let handler = if makes_boards(route.action) {
            handler.layer(middleware::from_fn_with_state(SharedApp::clone(&app), in_reading_room))
        } else {
            handler
        };
        router = router.route(route.path, handler);
    }
    router
        .fallback(|| async { ApiError::NotFound("such page") })
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(middleware::from_fn_with_state(SharedApp::clone(&app), guard::same_origin))
        .layer(middleware::from_fn(guard::security_headers))
        .layer(middleware::from_fn_with_state(SharedApp::clone(&app), noted))
        .with_state(app)
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

// One table, however long.
#[allow(clippy::too_many_lines)]
fn handler(action: Action) -> MethodRouter<SharedApp> {
    match action {
        Action::HomePage => page("index.html"),
        Action::BoardPage => get(feeds::board_page),
        Action::MarkingPage => page("marking.html"),
        Action::DeskPage => page("desk.html"),
        Action::SetupPage => page("setup.html"),
        Action::HonoursPage => page("honours.html"),
        Action::Asset => get(assets::asset),
        Action::SiteFile => get(assets::site_file),
        Action::TrustPage => get(trust::page),
        Action::TrustFacts => get(trust::facts),
        Action::AuthorityDer => get(trust::der),
        Action::AuthorityPem => get(trust::pem),
        Action::AuthorityProfile => get(trust::mobile_configuration),
        Action::Health => get(competitions::health),
        Action::Ready => get(competitions::ready),
        Action::Competitions => get(competitions::list),
        Action::Pair => post(pair::pair),
        Action::SignIn => post(sign_in::begin),
        Action::SignInWithDevice => post(sign_in::with_device),
        Action::SignInAsOfficer => post(sign_in::as_officer),
        Action::Session => get(sign_in::whose),
        Action::SignOut => delete(sign_in::end),
        Action::Desk => get(desk::overview),
        Action::Standings => get(standings::standings),
        Action::Explanation => get(explain::explanation),
        Action::Fairness => get(analyses::fairness),
        Action::Comparison => get(analyses::comparison),
        Action::Affairs => get(desk::affairs::of_skill),
        Action::Impact => post(desk::impact::impact).layer(DefaultBodyLimit::max(IMPACT_MAX_BYTES)),
        Action::Changes => get(desk::changes::changes),
        Action::Progress => get(desk::progress::of_skill),
        Action::Missing => get(desk::missing::of_skill),
        Action::Disagreements => get(desk::disagreements::of_skill),
        Action::Audit => get(desk::audit::of_competition),
        Action::SkillAudit => get(desk::audit::of_skill),
        Action::Publication => get(desk::publication::status),
        Action::Freeze => post(desk::publication::freeze),
        Action::ProposePublishing => post(desk::publication::propose),
        Action::Ceremony => get(desk::ceremony::status),
        Action::ProposeCeremony => post(desk::ceremony::propose),
        Action::StepCeremony => post(desk::ceremony::step),
        Action::EndCeremony => post(desk::ceremony::end),
        Action::ConfirmProposal => post(desk::conduct::confirm),
        Action::RejectProposal => post(desk::conduct::reject),
        Action::ConfirmUnlock => post(desk::conduct::unlock),
        Action::SetDeadline => post(desk::conduct::set_deadline),
        Action::FileAppeal => post(desk::conduct::appeal),
        Action::NoticeAppeal => post(desk::conduct::notice_appeal),
        Action::WithdrawAppeal => post(desk::conduct::withdraw_appeal),
        Action::DrawCodes => post(desk::codes::draw),
        Action::CodeSheet => get(desk::codes::sheet),
        Action::Graders => get(graders::list),
        Action::AddGrader => post(graders::add),
        Action::RevokeGrader => delete(graders::revoke),
        Action::Measurements => post(graders::post_measurements).layer(DefaultBodyLimit::max(MEASUREMENTS_MAX_BYTES)),
        Action::Scoreboard => post(graders::post_scoreboard).layer(DefaultBodyLimit::max(MEASUREMENTS_MAX_BYTES)),
        Action::Recover => post(desk::recovery::load).layer(DefaultBodyLimit::max(RECOVERY_MAX_BYTES)),
        Action::PairingCode => post(desk::pairing_code),
        Action::RevokeDevice => delete(desk::revoke),
        Action::Withdraw => post(withdrawals::withdraw),
        Action::Reinstate => post(withdrawals::reinstate),
        Action::DrawRecords => get(draws::records),
        Action::CommitDraw => post(draws::commit),
        Action::RevealDraw => post(draws::reveal),
        Action::CancelDraw => post(draws::cancel),
        Action::IssueCards => post(cards::issue),
        Action::CardList => get(cards::list),
        Action::Drafts => get(drafts::list),
        Action::CreateDraft => post(drafts::create),
        Action::Draft => get(drafts::show),
        Action::RemoveDraft => delete(drafts::remove),
        Action::DraftFile => get(drafts::read_file),
        Action::WriteDraftFile => put(drafts::write_file).layer(DefaultBodyLimit::max(DRAFT_FILE_MAX_BYTES)),
        Action::DeleteDraftFile => delete(drafts::delete_file),
        Action::UndoDraftFile => post(drafts::undo),
        Action::CheckDraft => get(drafts::check),
        Action::DraftValues => get(drafts::values),
        Action::ChangeDraftKeys => post(drafts::change_keys).layer(DefaultBodyLimit::max(DRAFT_KEYS_MAX_BYTES)),
        Action::DraftWorkbook => get(drafts::show_table),
        Action::ConvertDraftWorkbook => post(drafts::convert),
        Action::TakeInList => post(drafts::take_in).layer(DefaultBodyLimit::max(DRAFT_FILE_MAX_BYTES)),
        Action::OpenDraft => post(drafts::open),
        Action::Officers => get(officers::list),
        Action::AddOfficer => post(officers::add),
        Action::RemoveOfficer => delete(officers::remove),
        Action::Pipeline => get(honours::pipeline),
        Action::Nomination => get(honours::nomination),
        Action::HonoursCandidates => get(honours::candidates),
        Action::People => get(honours::people),
        Action::Person => get(honours::person),
        Action::MergePerson => post(honours::merge_person),
        Action::KeepPerson => put(honours::keep_person),
        Action::RevealPerson => post(honours::reveal_person),
        Action::AskToErase => post(honours::ask_to_erase),
        Action::ConfirmErasure => post(honours::confirm_erasure),
        Action::WithdrawErasure => post(honours::withdraw_erasure),
        Action::Programme => get(honours::programme),
        Action::HonoursStatistics => get(honours::statistics),
        Action::StatisticsTable => get(honours::statistics_table),
        Action::StatisticsChart => get(honours::statistics_chart),
        Action::VerifyPage => page("verify.html"),
        Action::Certificate => get(certificates::certificate),
        Action::SigningKey => get(proofs::key),
        Action::Bundle => get(proofs::bundle),
        Action::Checkpoint => get(proofs::checkpoint),
        Action::Consistency => get(proofs::consistency),
        Action::Receipt => get(proofs::receipt),
        Action::Exports => get(honours::exports),
        Action::AskForExport => post(honours::ask_for_export),
        Action::ConfirmExport => post(honours::confirm_export),
        Action::WithdrawExport => post(honours::withdraw_export),
        Action::ExportFile => get(honours::export_file),
        Action::PreviewHonours => post(honours::preview).layer(DefaultBodyLimit::max(HONOURS_MAX_BYTES)),
        Action::ActOnHonours => post(honours::act).layer(DefaultBodyLimit::max(HONOURS_MAX_BYTES)),
        Action::BoardJson => get(feeds::board),
        Action::PlaceHistory => get(audience::history),
        Action::DelegationTable => get(audience::delegations),
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
        Action::MarkingSocket => get(marking_socket::upgrade),
    }
}

fn page(name: &'static str) -> MethodRouter<SharedApp> {
    get(move |headers: HeaderMap| async move { assets::page(name, &headers) })
}

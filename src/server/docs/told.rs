//! What each action takes and answers.

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::schemas::Schemas;
use crate::{
    compare::SkillComparison, explain::Explanation, export::clics::Object, export::ctftime::CtftimeScoreboard,
    fairness::report::SkillFairness, ranking::DrawRecord, ranking::draw::DrawFile, server::policy::Action, wire, wire::clics,
};

pub struct Told {
    pub what: &'static str,
    /// Its media type and its schema.
    pub body: Option<(&'static str, Value)>,
    pub answer: Answer,
    pub query: &'static [&'static str],
    /// What is answered is new: 201.
    pub creates: bool,
    /// A status that may also come with a body of this schema instead of an error's.
    pub refused: Option<(u16, Value)>,
    /// Other statuses, and why.
    pub also: Vec<(u16, &'static str)>,
}

pub enum Answer {
    Json(Value),
    /// Of this media type; `*/*` for files of many types.
    File(&'static str),
    Done,
    Socket,
}

const JSON: &str = "application/json";
const HTML: &str = "text/html";
const ANY: &str = "*/*";
const NOT_FOUND: (u16, &str) = (404, "There is no such thing");
const NOT_MODIFIED: (u16, &str) = (304, "What If-None-Match names is the newest");
const WRONG: (u16, &str) = (400, "Not understood");
const TOO_LARGE: (u16, &str) = (413, "Larger than this takes");
const REFUSED: (u16, &str) = (409, "Not as things stand");
const FULL: (u16, &str) = (503, "Full, busy or read-only");
const CHANGED: (u16, &str) = (412, "Changed meanwhile");
const GUESSED: (u16, &str) = (429, "Too many wrong tries");
const UNREADABLE: (u16, &str) = (422, "Not what the file should be");

impl Told {
    fn new(what: &'static str, answer: Answer) -> Self {
        Self { what, body: None, answer, query: &[], creates: false, refused: None, also: Vec::new() }
    }

    fn query(self, query: &'static [&'static str]) -> Self {
        Self { query, ..self }
    }

    fn creates(self) -> Self {
        Self { creates: true, ..self }
    }

    fn refused(self, status: u16, schema: Value) -> Self {
        Self { refused: Some((status, schema)), ..self }
    }

    fn or<const N: usize>(mut self, also: [(u16, &'static str); N]) -> Self {
        self.also.extend(also);
        self
    }

    fn takes(self, media: &'static str, schema: Value) -> Self {
        Self { body: Some((media, schema)), ..self }.or([WRONG, TOO_LARGE])
    }
}

fn page(what: &'static str) -> Told {
    Told::new(what, Answer::File(HTML)).or([NOT_MODIFIED])
}

fn file(what: &'static str, media: &'static str) -> Told {
    Told::new(what, Answer::File(media)).or([NOT_FOUND])
}

fn done(what: &'static str) -> Told {
    Told::new(what, Answer::Done)
}

fn socket(what: &'static str) -> Told {
    Told::new(what, Answer::Socket).or([WRONG, FULL])
}

impl Schemas {
    fn json<T: JsonSchema>(&mut self, what: &'static str) -> Told {
        Told::new(what, Answer::Json(self.told::<T>()))
    }

    fn takes<T: JsonSchema>(&mut self, told: Told) -> Told {
        told.takes(JSON, self.asked::<T>())
    }

    fn asks<Q: JsonSchema, A: JsonSchema>(&mut self, what: &'static str) -> Told {
        let told = self.json::<A>(what);
        self.takes::<Q>(told).or([NOT_FOUND, REFUSED, FULL])
    }

    fn does<Q: JsonSchema>(&mut self, what: &'static str) -> Told {
        self.takes::<Q>(done(what)).or([NOT_FOUND, REFUSED, FULL])
    }

    /// One of a CLICS contest's collections, or what there is one of.
    fn clics_collection(&mut self) -> Value {
        let any = [
            self.told::<clics::Access>(),
            self.told::<clics::State>(),
            self.told::<clics::Scoreboard>(),
            self.told::<Vec<clics::Group>>(),
            self.told::<Vec<clics::Organization>>(),
            self.told::<Vec<clics::Team>>(),
            self.told::<Vec<clics::Person>>(),
            self.told::<Vec<clics::Award>>(),
        ];
        json!({ "anyOf": any })
    }
}

// One row for each action, however many.
#[allow(clippy::too_many_lines)]
pub fn told(action: Action, s: &mut Schemas) -> Told {
    let bytes = || json!({ "type": "string", "contentEncoding": "binary" });
    match action {
        Action::HomePage => page("All competitions"),
        Action::BoardPage => page("A board"),
        Action::MarkingPage => page("The page of experts' tablets"),
        Action::DeskPage => page("The organiser's desk"),
        Action::SetupPage => page("Where competitions are set up"),
        Action::HonoursPage => page("The honours office"),
        Action::Asset => file("A script, style, font or picture", ANY).or([NOT_MODIFIED]),
        Action::SiteFile => file("What makes the marking page an app", ANY).or([NOT_MODIFIED]),
        Action::TrustPage => page("How a tablet comes to trust the server").or([NOT_FOUND]),
        Action::TrustFacts => s.json::<wire::TrustAnswer>("Where TLS comes from and how tablets reach it"),
        Action::AuthorityDer => file("The authority's certificate, DER", "application/x-x509-ca-cert"),
        Action::AuthorityPem => file("The authority's certificate, PEM", "application/x-pem-file"),
        Action::AuthorityProfile => file("The authority's certificate, Apple's profile", "application/x-apple-aspen-config"),
        Action::Competitions => s.json::<wire::Competitions>("All competitions and their skills"),
        Action::Health => s.json::<wire::Health>("Whether the server can write"),
        Action::Pair => s.asks::<wire::PairRequest, wire::PairAnswer>("A code becomes a device's token, once").or([GUESSED]),
        Action::SignIn => {
            s.takes::<wire::SessionRequest>(done("The organiser signs in by password")).or([(401, "The wrong password"), GUESSED])
        }
        Action::SignInWithDevice => s
            .takes::<wire::DeviceSessionRequest>(done("A chief expert or supervisor signs in with the paired device"))
            .or([(401, "The wrong token"), GUESSED]),
        Action::SignInAsOfficer => s
            .takes::<wire::OfficerSessionRequest>(done("An honours officer signs in by name and password"))
            .or([(401, "The wrong name or password"), GUESSED]),
        Action::Session => s.json::<wire::SessionInfo>("Who is signed in"),
        Action::SignOut => done("The session ends"),
        Action::Desk => s.json::<wire::Desk>("Competitions, experts and their devices"),
        Action::Explanation => s.json::<Explanation>("Why a competitor stands there").or([NOT_FOUND]),
        Action::Fairness => {
            s.json::<wire::LiveReport<SkillFairness>>("How alike the experts judge").or([NOT_FOUND, (413, "Too large to analyse live")])
        }
        Action::Comparison => s
            .json::<wire::LiveReport<SkillComparison>>("Ranks and medals by other methods")
            .or([NOT_FOUND, (413, "Too large to analyse live")]),
        Action::Standings => s.json::<wire::DeskStandings>("Places of a skill, hidden or not").or([NOT_FOUND]),
        Action::Affairs => s.json::<wire::Affairs>("Signing, deadlines, proposals, appeals, codes").or([NOT_FOUND]),
        Action::Impact => s.asks::<wire::ImpactRequest, wire::Impact>("Rows before and after, if these scores counted"),
        Action::Changes => s.json::<wire::Changes>("Rows then and now, and what changed them").query(&["since"]).or([WRONG, NOT_FOUND]),
        Action::Progress => s.json::<wire::SkillProgress>("Marking by day, panel and expert").or([NOT_FOUND]),
        Action::Missing => {
            s.json::<wire::Missing>("Marks that are missing").query(&["day", "sub_criterion", "panel", "expert"]).or([WRONG, NOT_FOUND])
        }
        Action::Disagreements => s.json::<wire::Disagreements>("Cells that are scored again, or were").or([NOT_FOUND]),
        Action::Audit => {
            let query = &["skill", "competitor", "expert", "aspect", "kind", "text", "before", "limit"];
            s.json::<wire::AuditPage>("The journal of a competition, newest first").query(query).or([WRONG, NOT_FOUND])
        }
        Action::SkillAudit => {
            let query = &["competitor", "expert", "aspect", "kind", "text", "before", "limit"];
            s.json::<wire::AuditPage>("The journal of a skill, newest first").query(query).or([WRONG, NOT_FOUND])
        }
        Action::Publication => s.json::<wire::PublicationStatus>("What the audience sees, beside what there is").or([NOT_FOUND]),
        Action::Freeze => s.does::<wire::FreezeRequest>("What the audience sees stays as it is"),
        Action::ProposePublishing => s.does::<wire::PublishRequest>("The organiser proposes to publish a skill"),
        Action::Ceremony => s
            .json::<wire::CeremonyStatus>("The ceremony that runs or could begin, step by step")
            .query(&["reveal", "from_place"])
            .or([WRONG, NOT_FOUND]),
        Action::ProposeCeremony => s.does::<wire::CeremonyRequest>("The organiser proposes to show a result step by step"),
        Action::StepCeremony => s.does::<wire::CeremonyStepRequest>("The next step is shown, or the last one taken back"),
        Action::EndCeremony => s.does::<wire::CeremonyEndRequest>("The whole result is shown, or again what was shown before"),
        Action::ConfirmProposal => s.does::<wire::ProposalRequest>("The organiser is the second person of a proposal"),
        Action::RejectProposal => s.does::<wire::ProposalRejectRequest>("A proposal is turned down"),
        Action::ConfirmUnlock => s.does::<wire::UnlockRequest>("The organiser is the second person of an unlock"),
        Action::SetDeadline => s.does::<wire::DeadlineRequest>("Until when a day's marks are to be there"),
        Action::FileAppeal => s.does::<wire::AppealRequest>("An appeal is filed at the desk"),
        Action::NoticeAppeal => s.does::<wire::AppealNoticeRequest>("An appeal's decision was told"),
        Action::WithdrawAppeal => s.does::<wire::AppealWithdrawRequest>("An appeal is taken back"),
        Action::DrawCodes => s.does::<wire::CodesRequest>("A blind skill's codes are drawn"),
        Action::CodeSheet => file("Competitors and codes of a layer", "text/csv").or([REFUSED]),
        Action::Graders => s.json::<wire::Graders>("Machines that measure").or([NOT_FOUND]),
        Action::AddGrader => s.asks::<wire::GraderRequest, wire::GraderToken>("A machine's token, shown once"),
        Action::RevokeGrader => done("A machine's token is void").query(&["competition", "skill"]).or([WRONG, NOT_FOUND, REFUSED]),
        Action::Measurements => {
            s.asks::<wire::MeasurementsRequest, wire::MeasurementsAnswer>("A machine's measurements, which experts confirm")
        }
        Action::Scoreboard => {
            let told = s.json::<wire::MeasurementsAnswer>("A machine's scoreboard in the format of ctftime.org");
            told.takes(JSON, json!({ "type": "object", "required": ["run", "evidence", "scoreboard"] })).or([REFUSED, FULL])
        }
        Action::Recover => {
            s.asks::<wire::RecoveryRequest, wire::RecoveryAnswer>("A tablet's recovery file: what would happen, or what did")
        }
        Action::PairingCode => s.asks::<wire::PairingCodeRequest, wire::PairingCode>("A code to pair a tablet with"),
        Action::RevokeDevice => done("A device is revoked").query(&["competition"]).or([WRONG, NOT_FOUND, REFUSED]),
        Action::Withdraw => s.does::<wire::WithdrawalRequest>("A competitor is out of the contest"),
        Action::Reinstate => s.does::<wire::WithdrawalRequest>("A competitor is back in the contest"),
        Action::DrawRecords => s.json::<DrawFile>("Every draw of a skill, to verify").or([NOT_FOUND]),
        Action::CommitDraw => s.asks::<wire::DrawCommitRequest, DrawRecord>("List and commitment of a draw are on record"),
        Action::RevealDraw => s.asks::<wire::DrawRevealRequest, DrawRecord>("A draw's secret, witnesses and order"),
        Action::CancelDraw => s.asks::<wire::DrawCancelRequest, DrawRecord>("A draw is given up before its reveal"),
        Action::IssueCards => s.asks::<wire::CardIssueRequest, wire::Cards>("Pairing cards to print").or([(413, "Too many at once")]),
        Action::CardList => s.json::<wire::CardStates>("Which cards were used").or([NOT_FOUND]),
        Action::Drafts => s.json::<wire::DraftList>("Competitions that are being set up"),
        Action::CreateDraft => s.does::<wire::DraftCreateRequest>("A draft begins").creates(),
        Action::Draft => s.json::<wire::DraftView>("The files of a draft").or([NOT_FOUND]),
        Action::RemoveDraft => done("A draft is deleted").or([NOT_FOUND]),
        Action::DraftFile => file("A file of a draft", ANY),
        Action::WriteDraftFile => {
            let told = s.json::<wire::DraftFile>("A file of a draft is written");
            told.takes("application/octet-stream", bytes()).or([NOT_FOUND, REFUSED, CHANGED, (428, "If-Match or If-None-Match is wanted")])
        }
        Action::DeleteDraftFile => done("A file of a draft is deleted").or([NOT_FOUND, REFUSED, CHANGED, (428, "If-Match is wanted")]),
        Action::UndoDraftFile => s.asks::<wire::DraftUndoRequest, wire::DraftFile>("A file is as it was before its last change"),
        Action::CheckDraft => s.json::<wire::DraftCheck>("Every fault of a draft").or([NOT_FOUND]),
        Action::DraftValues => s.json::<wire::DraftValues>("The values of a TOML file").or([WRONG, NOT_FOUND, UNREADABLE]),
        Action::ChangeDraftKeys => {
            s.asks::<wire::DraftKeysRequest, wire::DraftFile>("Single keys of a TOML file are changed").or([CHANGED, UNREADABLE])
        }
        Action::DraftWorkbook => s.json::<wire::SchemeTable>("The scheme of a workbook as a table").or([NOT_FOUND, UNREADABLE]),
        Action::ConvertDraftWorkbook => done("A workbook becomes scheme.csv").or([NOT_FOUND, REFUSED]),
        Action::TakeInList => {
            let told =
                s.json::<wire::ListPreview>("How a list of people would be taken in").query(&["merging", "sheet", "map", "skill", "apply"]);
            told.takes("application/octet-stream", bytes()).or([NOT_FOUND, REFUSED, UNREADABLE])
        }
        Action::OpenDraft => {
            s.asks::<wire::DraftOpenRequest, wire::DraftOpened>("Judging may begin, the rules stand").or([(412, "Not what was checked")])
        }
        Action::Officers => s.json::<wire::Officers>("Who may move nominations"),
        Action::AddOfficer => s.asks::<wire::OfficerRequest, wire::OfficerPassword>("An officer's password, shown once").or([FULL]),
        Action::RemoveOfficer => done("The officer is signed out, and no more one").or([NOT_FOUND]),
        Action::Pipeline => s.json::<wire::Pipeline>("Everything on the way to an honour").or([NOT_FOUND]),
        Action::Nomination => s.json::<wire::NominationView>("A nomination and all that happened to it").or([NOT_FOUND]),
        Action::HonoursCandidates => s.json::<wire::HonoursCandidates>("Whom a published result could lead to what").or([NOT_FOUND]),
        Action::People => s
            .json::<wire::People>("Outstanding people of all published results, and everybody nominated")
            .query(&["search"])
            .or([NOT_FOUND]),
        Action::MergePerson => s.takes::<wire::MergeRequest>(done("Two ids are one person from now on")).or([NOT_FOUND, REFUSED]),
        Action::Person => s.json::<wire::PersonView>("A person: data masked, and what was done with it").or([NOT_FOUND]),
        Action::KeepPerson => s.takes::<wire::PersonalDataRequest>(done("Personal data is kept, sealed for this person")).or([NOT_FOUND]),
        Action::RevealPerson => {
            s.asks::<wire::ReasonRequest, wire::PersonalDataCard>("Personal data, and a record of who asked for it and why").or([NOT_FOUND])
        }
        Action::AskToErase => {
            s.takes::<wire::ReasonRequest>(done("An officer asks for a person's data to be erased")).or([NOT_FOUND, REFUSED])
        }
        Action::ConfirmErasure => {
            done("Another officer agrees: the key is destroyed, and personal data with it; results stay").or([NOT_FOUND, REFUSED])
        }
        Action::Programme => s.json::<wire::ProgrammeView>("A programme as its policy reads").or([NOT_FOUND]),
        Action::HonoursStatistics => {
            s.json::<wire::OfficeStatistics>("Who won, who qualifies, and how far nominations came").or([NOT_FOUND])
        }
        Action::StatisticsTable => file("winners.csv or stages.csv", "text/csv").or([NOT_FOUND]),
        Action::StatisticsChart => file("A chart of the statistics", "image/svg+xml").or([NOT_FOUND]),
        Action::VerifyPage => page("What a certificate says, for whoever holds one"),
        Action::Ready => s.json::<wire::Health>("Whether marks are taken").or([(503, "Read-only, or stopping")]),
        Action::SigningKey => s.json::<wire::SigningKeyShown>("The key that signs checkpoints"),
        Action::Bundle => Told::new("A published result with every entry it rests on", Answer::File(JSON)).or([NOT_FOUND]),
        Action::Checkpoint => {
            Told::new("How long the log of a published result is, and its root, signed", Answer::File("text/plain")).or([NOT_FOUND])
        }
        Action::Consistency => s
            .json::<wire::ConsistencyProof>("That the log of a published result begins with what it was earlier")
            .query(&["from"])
            .or([WRONG, NOT_FOUND]),
        Action::Receipt => {
            Told::new("Every entry about a competitor, with the proof that it is in the log", Answer::File(JSON)).or([NOT_FOUND])
        }
        Action::Certificate => s.json::<wire::CertificateShown>("What a certificate says, by its number").or([WRONG, NOT_FOUND]),
        Action::Exports => {
            s.json::<wire::ExportList>("Files that left the office: who asked, why, who agreed, what it was").or([NOT_FOUND])
        }
        Action::AskForExport => s
            .asks::<wire::ExportRequest, wire::ExportAsked>("An export is asked for; with personal data another officer must agree")
            .creates()
            .or([NOT_FOUND, REFUSED, FULL]),
        Action::ConfirmExport => done("Another officer agrees, and the file is made").or([NOT_FOUND, REFUSED]),
        Action::WithdrawExport => done("The file is not made").or([NOT_FOUND, REFUSED]),
        Action::ExportFile => file("The file, made again byte for byte", ANY).or([
            NOT_FOUND,
            REFUSED,
            (410, "Somebody in it was erased"),
            (422, "It cannot be made here"),
        ]),
        Action::WithdrawErasure => done("The data is not erased").or([NOT_FOUND, REFUSED]),
        Action::PreviewHonours => {
            s.asks::<wire::HonoursRequest, wire::HonoursAnswer>("What these acts would change; nothing is kept").or([NOT_FOUND])
        }
        Action::ActOnHonours => {
            let refused = s.told::<wire::HonoursAnswer>();
            s.asks::<wire::HonoursRequest, wire::HonoursAnswer>("Acts on nominations, all or none").refused(409, refused)
        }
        Action::BoardJson => s.json::<wire::BoardMessage>("A board's snapshot").or([NOT_MODIFIED, NOT_FOUND]),
        Action::BoardEvents => file("A board as Server-Sent Events; messages: asyncapi.json", "text/event-stream").or([FULL]),
        Action::PlaceHistory => {
            s.json::<wire::PlaceHistory>("The published places of a competitor over time").or([NOT_MODIFIED, NOT_FOUND])
        }
        Action::DelegationTable => s.json::<wire::DelegationTable>("Medals by delegation").or([NOT_MODIFIED, NOT_FOUND]),
        Action::BoardQr => file("A board's address as a QR code", "image/svg+xml"),
        Action::BoardCtftime => s.json::<CtftimeScoreboard>("A board in the format of ctftime.org").or([NOT_MODIFIED, NOT_FOUND]),
        Action::ClicsInformation => s.json::<clics::ApiInformation>("The CLICS Contest API of a competition").or([NOT_MODIFIED, NOT_FOUND]),
        Action::ClicsContests => s.json::<Vec<clics::Contest>>("Its contests: the skills").or([NOT_MODIFIED, NOT_FOUND]),
        Action::ClicsContest => s.json::<clics::Contest>("A skill as a contest").or([NOT_MODIFIED, NOT_FOUND]),
        Action::ClicsEventFeed => {
            file("Everything, then what changes; lines: asyncapi.json", "application/x-ndjson").query(&["since_token"]).or([WRONG, FULL])
        }
        Action::ClicsCollection => {
            let schema = s.clics_collection();
            let what = "access, groups, organizations, teams, persons, awards, state or scoreboard of a contest";
            Told::new(what, Answer::Json(schema)).query(&["organization_id", "group_id"]).or([NOT_MODIFIED, WRONG, NOT_FOUND])
        }
        Action::ClicsObject => s.json::<Object>("One object of a collection").or([NOT_MODIFIED, NOT_FOUND]),
        Action::Embed => page("A board as plain HTML, for frames in other pages").query(&["refresh"]).or([WRONG, NOT_FOUND]),
        Action::EmbedStyle => file("Its style sheet", "text/css").or([NOT_MODIFIED]),
        Action::OpenApi => Told::new("This document", Answer::Json(json!({ "type": "object" }))).or([NOT_MODIFIED]),
        Action::AsyncApi => Told::new("The document of all messages", Answer::Json(json!({ "type": "object" }))).or([NOT_MODIFIED]),
        Action::BoardSocket => socket("A board's socket; messages: asyncapi.json").query(&["window", "top", "z"]).or([NOT_FOUND]),
        Action::MarkingSocket => socket("A tablet's socket; messages: asyncapi.json"),
    }
}

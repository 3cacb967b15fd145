//! The shapes that cross the network; `docs/protocol.md` tells their story. Exact numbers are strings, positions stay below 2^53.

mod affairs;
mod analysis;
mod audience;
mod audit;
mod board;
mod cards;
mod ceremony;
mod certificates;
pub mod clics;
mod conduct;
mod drafts;
mod honours;
mod http;
mod impact;
mod marking;
mod progress;
mod proofs;
mod publication;
mod recovery;
#[cfg(test)]
mod schema;
mod session;
mod standings;
mod trust;
#[cfg(test)]
mod typescript;

pub use affairs::{
    Affairs, AppealCard, AppealStage, CodesCard, CompetitorSheet, CompetitorSigned, DeadlineCard, KnownAs, PanelScore, PartCard,
    ProposalCard, ProposalClosed, RemarkCard, SignatureCard, UnlockCard, WantedSignature,
};
pub use analysis::{LiveReport, LiveState};
pub use audience::{DelegationSkill, DelegationStanding, DelegationTable, HistoryPoint, PlaceHistory, SkillMedals};
pub use audit::{AuditActor, AuditActorKind, AuditEntry, AuditPage};
pub use board::{
    BoardCompetitor, BoardDelegation, BoardMedal, BoardMessage, BoardRow, Closing, Delta, Joined, ScaleChange, Snapshot, Source, row_flags,
};
pub use cards::{Card, CardIssueRequest, CardProgress, CardState, CardStates, Cards};
pub use ceremony::{
    CeremonyEndRequest, CeremonyQuery, CeremonyRefusal, CeremonyRequest, CeremonyRow, CeremonyStatus, CeremonyStepRequest, RunningCeremony,
};
pub use certificates::{CertificateSays, CertificateShown, CertificateState};
pub use conduct::{
    AppealNoticeRequest, AppealRequest, AppealWithdrawRequest, CodesRequest, DeadlineRequest, GraderCard, GraderRequest, GraderToken,
    Graders, MeasurementFault, MeasurementRequest, MeasurementsAnswer, MeasurementsRefused, MeasurementsRequest, ProposalRejectRequest,
    ProposalRequest, UnlockRequest,
};
pub use drafts::{
    DraftCheck, DraftCreateRequest, DraftFault, DraftFile, DraftKey, DraftKeysRequest, DraftList, DraftOpenRequest, DraftOpened,
    DraftOrigin, DraftSkill, DraftSummary, DraftUndoRequest, DraftValues, DraftView, ListHeading, ListPreview, ListRow, SchemeTable,
};
pub use honours::{
    ErasureAsked, ExportAsked, ExportCard, ExportColumn, ExportList, ExportRequest, ExportStage, FetchedCard, Happened, HonoursAct,
    HonoursAnswer, HonoursCandidate, HonoursCandidates, HonoursChance, HonoursRequest, MadeCard, MergeRequest, MissingFact, NominationCard,
    NominationHappened, NominationView, OfficeStatistics, OfficerPassword, OfficerRequest, OfficerSessionRequest, Officers, People,
    PersonCard, PersonChance, PersonDeed, PersonExport, PersonHappened, PersonResult, PersonView, PersonalDataCard, PersonalDataRequest,
    Pipeline, PipelineCompetition, PipelineProgramme, PipelineSkill, ProgrammeCategory, ProgrammeExclusive, ProgrammeGrants,
    ProgrammeMoney, ProgrammePromotion, ProgrammeQuota, ProgrammeRule, ProgrammeSource, ProgrammeView, ProgrammeWatch, QuotaChange,
    QuotaOf, QuotaUse, QuotaYear, ReasonRequest, RefusedAct, StepCard, Titled,
};
pub use http::{
    CompetitionSummary, Competitions, Desk, DeskCompetition, DeskDevice, DeskExpert, DrawCancelRequest, DrawCommitRequest,
    DrawRevealRequest, ErrorBody, Health, PairAnswer, PairRequest, PairingCode, PairingCodeRequest, Problem, Progress, SkillState,
    SkillSummary, Visibility, WithdrawalRequest, WitnessRequest,
};
pub use impact::{Changes, Impact, ImpactRequest, MarkChange, PlaceThen, RowChange};
pub use marking::{
    AppealMessage, AppealNumber, AspectCard, AspectType, AssignAppealMessage, Cell, CellProgress, ColleagueCard, CompetitorCard,
    CompetitorSignMessage, ConfirmMessage, EntryKind, ExpertCard, Failure, FromTablet, Hello, JudgementCard, LockRequest, Locked, Marks,
    MeasuredCard, OwnEntry, Ping, Pong, ProposeMessage, ReceiptMessage, Refused, RejectMessage, RemarkMessage, ScoreRange, SignMessage,
    SkillCard, Status, SubCriterionCard, SubmitMessage, ToTablet, UnlockMessage, Welcome, WithdrawAppealMessage,
};
pub use progress::{
    AspectName, DayProgress, DeviceProgress, Disagreement, DisagreementRound, Disagreements, ExpertProgress, Missing, MissingCell,
    MissingPart, MissingQuery, PanelProgress, SkillProgress, SubCriterionProgress,
};
pub use proofs::{ConsistencyProof, SigningKeyShown};
pub use publication::{FreezeRequest, Held, PublicationCard, PublicationStatus, PublishRequest};
pub use recovery::{
    RecoveryAnswer, RecoveryCommand, RecoveryEntry, RecoveryFile, RecoveryKind, RecoveryOutcome, RecoveryRequest, RecoveryResult,
};
pub use session::{DeviceSessionRequest, SessionHolder, SessionInfo, SessionRequest};
pub use standings::{DeskChance, DeskStanding, DeskStandings};
pub use trust::{TlsMode, TrustAnswer, TrustedAuthority};

/// The version both sides name in their first message.
pub const PROTOCOL: u32 = 1;

//! The honours office: `/api/honours/…`, `/api/officers`.

mod acts;
mod exports;
mod nominations;
mod officers;
mod people;
mod pipeline;
mod programmes;
mod quotas;
mod statistics;

pub use acts::{HonoursAct, HonoursAnswer, HonoursRequest, RefusedAct};
pub use exports::{ExportAsked, ExportCard, ExportColumn, ExportList, ExportRequest, ExportStage, FetchedCard, MadeCard};
pub use nominations::{Happened, NominationCard, NominationHappened, NominationView, StepCard};
pub use officers::{OfficerPassword, OfficerRequest, OfficerSessionRequest, Officers};
pub use people::{
    ErasureAsked, MergeRequest, People, PersonCard, PersonChance, PersonDeed, PersonExport, PersonHappened, PersonResult, PersonView,
    PersonalDataCard, PersonalDataRequest, ReasonRequest,
};
pub use pipeline::{
    HonoursCandidate, HonoursCandidates, HonoursChance, MissingFact, Pipeline, PipelineCompetition, PipelineProgramme, PipelineSkill,
    Titled,
};
pub use programmes::{
    ProgrammeCategory, ProgrammeExclusive, ProgrammeGrants, ProgrammeMoney, ProgrammePromotion, ProgrammeQuota, ProgrammeRule,
    ProgrammeSource, ProgrammeView, ProgrammeWatch,
};
pub use quotas::{QuotaChange, QuotaOf, QuotaUse, QuotaYear};
pub use statistics::OfficeStatistics;

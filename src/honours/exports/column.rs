//! The columns of a list of nominations.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Column {
    Nomination,
    Person,
    /// As public results have it.
    NameZh,
    NameEn,
    Programme,
    ProgrammeTitle,
    Category,
    CategoryTitle,
    Year,
    Body,
    Stage,
    StageSince,
    StageBy,
    Due,
    Competition,
    CompetitionTitle,
    Ended,
    Skill,
    SkillTitle,
    Competitor,
    Place,
    Medal,
    Digest,
    Amended,
    /// From here on what is kept sealed.
    RegisteredNameZh,
    RegisteredNameEn,
    NationalId,
    SocialSecurity,
    Employer,
    Phone,
}

impl Column {
    pub const ALL: [Self; 30] = [
        Self::Nomination,
        Self::Person,
        Self::NameZh,
        Self::NameEn,
        Self::Programme,
        Self::ProgrammeTitle,
        Self::Category,
        Self::CategoryTitle,
        Self::Year,
        Self::Body,
        Self::Stage,
        Self::StageSince,
        Self::StageBy,
        Self::Due,
        Self::Competition,
        Self::CompetitionTitle,
        Self::Ended,
        Self::Skill,
        Self::SkillTitle,
        Self::Competitor,
        Self::Place,
        Self::Medal,
        Self::Digest,
        Self::Amended,
        Self::RegisteredNameZh,
        Self::RegisteredNameEn,
        Self::NationalId,
        Self::SocialSecurity,
        Self::Employer,
        Self::Phone,
    ];

    /// Kept sealed for each person; leaves the office with two people's consent only.
    #[must_use]
    pub fn is_personal(self) -> bool {
        self >= Self::RegisteredNameZh
    }
}

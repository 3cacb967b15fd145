//! Why an event is refused. Nothing of it happened then.

use super::{NominationId, Stage, Step};
use crate::competition::Text;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NominationRefusal {
    #[error("there is no nomination {0}")]
    Unknown(NominationId),
    #[error("there is a nomination {0} already")]
    Exists(NominationId),
    #[error("the officer is not named; whoever moves a nomination signs with a name")]
    NoOfficer,
    #[error("programme {0} is not known")]
    UnknownProgramme(String),
    #[error("programme {programme} has no category {category}")]
    UnknownCategory { programme: String, category: String },
    #[error("programme {programme} has no recommending body {body}")]
    UnknownBody { programme: String, body: String },
    #[error("{year} is outside the programme's period")]
    OutsidePeriod { year: i16 },
    #[error("this person is nominated for it in this year already, as {0}")]
    Twice(NominationId),
    #[error("one category per person: {other} is in {category}")]
    OneCategory { other: NominationId, category: String },
    #[error("the result it rests on is not published and signed")]
    NotPublished,
    #[error("the result it rests on was amended; somebody must look at it first and accept it")]
    Amended,
    #[error("the digest is not that of the published result")]
    OtherResult,
    #[error("from {} a nomination cannot be moved by {}", .stage.word(), .step.word())]
    NoWay { stage: Stage, step: Step },
    #[error("say why, in a comment")]
    NoReason,
    #[error("name the evidence that was looked at")]
    NoEvidence,
    #[error("who recommends must be named")]
    NoBody,
    #[error("by the programme's rules and what is known of the person the answer is no")]
    NotEligible,
    #[error("the quota of {of} is used up: {granted} of {quota}")]
    QuotaUsed { of: String, granted: u32, quota: u32 },
    #[error("{what} is longer than {max_bytes} bytes")]
    TooLong { what: &'static str, max_bytes: usize },
    #[error("there is nothing to accept: the result is as it was")]
    NothingAmended,
    #[error("they are one person already")]
    SamePerson,
}

impl NominationRefusal {
    /// For programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown-nomination",
            Self::Exists(_) => "nomination-exists",
            Self::NoOfficer => "no-officer",
            Self::UnknownProgramme(_) => "unknown-programme",
            Self::UnknownCategory { .. } => "unknown-category",
            Self::UnknownBody { .. } => "unknown-body",
            Self::OutsidePeriod { .. } => "outside-period",
            Self::Twice(_) => "nominated-twice",
            Self::OneCategory { .. } => "one-category",
            Self::NotPublished => "not-published",
            Self::Amended => "result-amended",
            Self::OtherResult => "other-result",
            Self::NoWay { .. } => "no-way",
            Self::NoReason => "no-reason",
            Self::NoEvidence => "no-evidence",
            Self::NoBody => "no-body",
            Self::NotEligible => "not-eligible",
            Self::QuotaUsed { .. } => "quota-used",
            Self::TooLong { .. } => "too-long",
            Self::NothingAmended => "nothing-amended",
            Self::SamePerson => "same-person",
        }
    }

    /// For people.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Unknown(id) => format!("没有申报 {id}"),
            Self::Exists(id) => format!("申报 {id} 已存在"),
            Self::NoOfficer => "未署名：推进申报的人必须署名".to_owned(),
            Self::UnknownProgramme(id) => format!("没有项目 {id}"),
            Self::UnknownCategory { programme, category } => format!("项目 {programme} 没有类别 {category}"),
            Self::UnknownBody { programme, body } => format!("项目 {programme} 没有推荐单位 {body}"),
            Self::OutsidePeriod { year } => format!("{year} 年不在项目期限内"),
            Self::Twice(id) => format!("此人本年度已申报：{id}"),
            Self::OneCategory { other, category } => format!("每人只能申报一类：{other} 已申报 {category}"),
            Self::NotPublished => "所依据的成绩尚未公布并签字".to_owned(),
            Self::Amended => "所依据的成绩已更正；须先核对并确认".to_owned(),
            Self::OtherResult => "摘要与已公布的成绩不符".to_owned(),
            Self::NoWay { stage, step } => format!("“{}”阶段不能执行“{}”", stage.text().zh, step.text().zh),
            Self::NoReason => "请在备注中说明理由".to_owned(),
            Self::NoEvidence => "请注明所核对的材料".to_owned(),
            Self::NoBody => "须注明推荐单位".to_owned(),
            Self::NotEligible => "按项目规则和已知事实，此人不符合条件".to_owned(),
            Self::QuotaUsed { of, granted, quota } => format!("{of} 的名额已用完：{granted}/{quota}"),
            Self::TooLong { what, max_bytes } => format!("{what} 超过 {max_bytes} 字节"),
            Self::NothingAmended => "成绩没有更正，无须确认".to_owned(),
            Self::SamePerson => "二者已是同一人".to_owned(),
        };
        Text::new(&zh, self.to_string())
    }
}

impl Stage {
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::Identified => ("入选", "identified"),
            Self::Verified => ("已核实", "verified"),
            Self::Recommended => ("已推荐", "recommended"),
            Self::UnderReview => ("评审中", "under review"),
            Self::Granted => ("已授予", "granted"),
            Self::Declined => ("未通过", "declined"),
            Self::Appealed => ("复议中", "appealed"),
            Self::Withdrawn => ("已撤回", "withdrawn"),
        };
        Text::new(zh, en)
    }
}

impl Step {
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::Verify => ("核实", "verify"),
            Self::Recommend => ("推荐", "recommend"),
            Self::Review => ("送评审", "send to review"),
            Self::Grant => ("授予", "grant"),
            Self::Decline => ("不予通过", "decline"),
            Self::Appeal => ("申请复议", "appeal"),
            Self::Withdraw => ("撤回", "withdraw"),
        };
        Text::new(zh, en)
    }
}

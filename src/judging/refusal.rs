//! Why a command makes no entry, in words for the person who sent it.

use crate::{competition::Text, scoring::ValueFault};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the competition is not open")]
    NotOpen,
    #[error("the competition is open already")]
    AlreadyOpen,
    #[error("this device is not paired, or no longer")]
    DeviceUnknown,
    /// A device keeps its expert and its sequences, also after it was revoked.
    #[error("device {0} was paired before")]
    DeviceKnown(String),
    #[error("no device {0}")]
    NoSuchDevice(String),
    #[error("no expert {0} in this skill")]
    UnknownExpert(String),
    #[error("no skill {0} in this competition")]
    UnknownSkill(String),
    #[error("competitor {0} has withdrawn already")]
    WithdrawnAlready(String),
    #[error("competitor {0} has not withdrawn")]
    NotWithdrawn(String),
    #[error("no competitor {0} in this skill")]
    UnknownCompetitor(String),
    #[error("no aspect {0} in this skill")]
    UnknownAspect(String),
    #[error("no sub-criterion {0} in this skill")]
    UnknownSubCriterion(String),
    #[error(transparent)]
    Value(#[from] ValueFault),
    #[error("aspect {0} is marked by another panel")]
    WrongPanel(String),
    #[error("an expert does not mark a competitor of the own delegation")]
    Compatriot,
    #[error("sub-criterion {0} is locked")]
    Locked(String),
    #[error("the panel is complete without this expert")]
    PanelFull,
    #[error("there is an entry already, at position {position}; correct that one")]
    AlreadyMarked { position: u64 },
    #[error("the entry to correct is not the current one{}", .current.map_or_else(String::new, |position| format!("; that is at position {position}")))]
    StaleCorrection { current: Option<u64> },
    #[error("the entry to correct is another expert's")]
    NotYours,
    #[error("a reason of 1 to {} characters is needed", super::command::REASON_MAX_CHARS)]
    ReasonMissing,
    #[error("sequence {0} was used for something else")]
    SequenceConflict(u64),
    #[error("sequence {0} is above 2^53 - 1")]
    SequenceTooLarge(u64),
    #[error("this is not for your role")]
    Role,
    #[error("there is nothing locked to unlock")]
    NothingLocked,
    #[error("unlocking takes a second person on another device")]
    SecondPerson,
}

impl Refusal {
    /// The name in the protocol.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOpen => "competition-closed",
            Self::AlreadyOpen => "already-open",
            Self::DeviceUnknown => "device-unknown",
            Self::DeviceKnown(_) => "device-known",
            Self::NoSuchDevice(_) => "no-such-device",
            Self::UnknownExpert(_) => "unknown-expert",
            Self::UnknownSkill(_) => "unknown-skill",
            Self::WithdrawnAlready(_) => "withdrawn-already",
            Self::NotWithdrawn(_) => "not-withdrawn",
            Self::UnknownCompetitor(_) => "unknown-competitor",
            Self::UnknownAspect(_) => "unknown-aspect",
            Self::UnknownSubCriterion(_) => "unknown-sub-criterion",
            Self::Value(ValueFault::NotANumber { .. }) => "not-a-number",
            Self::Value(ValueFault::OutOfRange { .. }) => "out-of-range",
            Self::Value(ValueFault::TooFine { .. }) => "too-fine",
            Self::Value(ValueFault::UnknownChoice { .. }) => "unknown-choice",
            Self::WrongPanel(_) => "wrong-panel",
            Self::Compatriot => "compatriot",
            Self::Locked(_) => "locked",
            Self::PanelFull => "panel-full",
            Self::AlreadyMarked { .. } => "already-marked",
            Self::StaleCorrection { .. } => "stale-correction",
            Self::NotYours => "not-yours",
            Self::ReasonMissing => "reason-missing",
            Self::SequenceConflict(_) => "sequence-conflict",
            Self::SequenceTooLarge(_) => "sequence-too-large",
            Self::Role => "role",
            Self::NothingLocked => "nothing-locked",
            Self::SecondPerson => "second-person",
        }
    }

    #[must_use]
    pub fn message(&self) -> Text {
        let zh = match self {
            Self::NotOpen => "赛事尚未开放".to_owned(),
            Self::AlreadyOpen => "赛事已经开放".to_owned(),
            Self::DeviceUnknown => "此设备未配对或已被撤销".to_owned(),
            Self::DeviceKnown(device) => format!("设备 {device} 已配对过"),
            Self::NoSuchDevice(device) => format!("没有设备 {device}"),
            Self::UnknownExpert(expert) => format!("本赛项没有裁判 {expert}"),
            Self::UnknownSkill(skill) => format!("本赛事没有赛项 {skill}"),
            Self::WithdrawnAlready(competitor) => format!("选手 {competitor} 已经退赛"),
            Self::NotWithdrawn(competitor) => format!("选手 {competitor} 并未退赛"),
            Self::UnknownCompetitor(competitor) => format!("本赛项没有选手 {competitor}"),
            Self::UnknownAspect(aspect) => format!("本赛项没有评分点 {aspect}"),
            Self::UnknownSubCriterion(sub) => format!("本赛项没有评分子项 {sub}"),
            Self::Value(fault) => value_fault_zh(fault),
            Self::WrongPanel(aspect) => format!("评分点 {aspect} 由其他裁判组评分"),
            Self::Compatriot => "裁判不得为本代表队选手评分".to_owned(),
            Self::Locked(sub) => format!("评分子项 {sub} 已锁定"),
            Self::PanelFull => "裁判组评分已满".to_owned(),
            Self::AlreadyMarked { position } => format!("已有记录(第 {position} 号),请更正该记录"),
            Self::StaleCorrection { current: Some(position) } => format!("要更正的记录已被替换,当前为第 {position} 号"),
            Self::StaleCorrection { current: None } => "没有可更正的记录".to_owned(),
            Self::NotYours => "要更正的记录属于其他裁判".to_owned(),
            Self::ReasonMissing => format!("须写明理由(1 至 {} 字)", super::command::REASON_MAX_CHARS),
            Self::SequenceConflict(sequence) => format!("序号 {sequence} 已用于其他内容"),
            Self::SequenceTooLarge(sequence) => format!("序号 {sequence} 过大"),
            Self::Role => "您的角色无此权限".to_owned(),
            Self::NothingLocked => "没有已锁定的内容".to_owned(),
            Self::SecondPerson => "解锁须由第二人在另一台设备上确认".to_owned(),
        };
        Text::new(zh, self.to_string())
    }
}

fn value_fault_zh(fault: &ValueFault) -> String {
    match fault {
        ValueFault::NotANumber { found, .. } => format!("“{found}”不是有效的数值"),
        ValueFault::OutOfRange { found, min, max } => format!("{found} 超出范围 {min} 至 {max}"),
        ValueFault::TooFine { found, step } => format!("{found} 小于最小步长 {step}"),
        ValueFault::UnknownChoice { found, choices } => format!("“{found}”不在选项中:{}", choices.join("、")),
    }
}

//! Why a command makes no entry, in words for the person who sent it.

use crate::{
    competition::Text,
    ranking::draw::{DRAW_COMPETITORS_MAX, DRAW_WITNESSES_MAX, WITNESS_VALUE_MAX_CHARS},
    scoring::ValueFault,
};

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
    #[error("this needs a reason of 1 to {} characters", super::command::REASON_MAX_CHARS)]
    ReasonMissing,
    #[error("sequence {0} was used for something else")]
    SequenceConflict(u64),
    #[error("sequence {0} is above 2^53 - 1")]
    SequenceTooLarge(u64),
    #[error("this is not for your role")]
    Role,
    #[error("there is nothing locked to unlock")]
    NothingLocked,
    #[error("this takes a second person on another device")]
    SecondPerson,
    #[error("the rules of this skill end no tie by a draw")]
    NoDrawRule,
    #[error("a draw lists 2 to {} competitors, none of them twice", DRAW_COMPETITORS_MAX)]
    DrawList,
    #[error("marks of competitor {0} are missing")]
    MarksMissing(String),
    #[error("these competitors are not tied")]
    NotTied,
    #[error("competitor {0} is in this tie too")]
    TieLarger(String),
    #[error("this tie was drawn before; its order stands")]
    DrawSettled,
    #[error("draw {0} among these competitors waits for its reveal")]
    DrawOpen(u32),
    #[error("no draw {0} in this skill")]
    NoSuchDraw(u32),
    #[error("draw {0} was revealed or cancelled before")]
    DrawClosed(u32),
    #[error(
        "a reveal takes 1 to {} experts of this skill as witnesses, each once, with a value of 1 to {} characters",
        DRAW_WITNESSES_MAX,
        WITNESS_VALUE_MAX_CHARS
    )]
    Witnesses,
    /// The file was damaged or put together from parts.
    #[error("the secret of this draw is gone; cancel the draw and commit to another")]
    SecretLost,
    #[error("{missing} marks are missing")]
    Incomplete { missing: usize },
    #[error("the rules have nothing like this to sign")]
    NoSuchPart,
    #[error("others sign before: the team before the chief expert, sub-criteria before the day, days before the skill")]
    LowerFirst,
    #[error("this is signed already")]
    SignedAlready,
    #[error("the marks changed since they were shown; look again")]
    ChangedMeanwhile,
    #[error("no proposal {0} in this skill")]
    NoSuchProposal(u32),
    #[error("proposal {0} was confirmed or rejected before")]
    ProposalClosed(u32),
    #[error("one of the two must be a supervisor")]
    SupervisorWanted,
    #[error("too many {0}, or none")]
    TooMany(&'static str),
    #[error("no appeal {0} in this skill")]
    NoSuchAppeal(u32),
    #[error("appeal {0} is not at this stage")]
    AppealClosed(u32),
    #[error("a decision is proposed (proposal {0}): what it rests on stays as it is until that is confirmed or rejected")]
    DecisionProposed(u32),
    #[error("nothing was marked again{}", if .0.is_empty() { String::new() } else { format!(", or not by all, for {}", .0) })]
    RemarkMissing(String),
    #[error("the second look at {0} lies too far apart; it is taken again")]
    RemarkAgain(String),
    #[error("this second look is for other experts")]
    NotAssigned,
    #[error("expert {0} scored this before, is of the same delegation, or does not judge")]
    MayNotRemark(String),
    #[error("a second look takes at least {0} experts")]
    RemarkersWanted(usize),
    #[error("the rules of this skill know no codes")]
    NotBlind,
    #[error("the codes of the competitors are not drawn yet; the organiser does that at the desk")]
    CodesMissing,
    #[error("the codes were drawn before")]
    CodesDrawn,
    #[error("these codes do not fit the competitors")]
    CodesUnfit,
    #[error("layers are opened one by one, from the last one up")]
    LayerOrder,
    #[error("every sub-criterion must be signed or locked before")]
    NotLockedYet,
    #[error("nothing of this skill is shown that could be frozen")]
    NothingShown,
    #[error("what the audience sees of this skill is frozen already")]
    FrozenAlready,
    #[error("nothing of this skill is held back")]
    NothingHeldBack,
    #[error("this skill has no chief expert and no supervisor who could confirm it")]
    NobodyToConfirm,
    #[error("a ceremony runs: end it first")]
    CeremonyRuns,
    #[error("no ceremony runs")]
    NoCeremony,
    #[error("the ceremony is at step {0} by now")]
    CeremonyMoved(u32),
    #[error("the ceremony goes step by step, and no further than to its last one")]
    NoSuchStep,
    #[error(
        "the signed result has changed since the ceremony began, or an appeal waits: break it off and begin anew once everything is signed"
    )]
    ResultChanged,
    #[error("a ceremony shows a result that is signed throughout, without open appeals")]
    NotFinal,
    #[error("nobody has a place that this would show")]
    NoSteps,
    #[error("a tie waits for its draw")]
    TiesOpen,
    #[error("the codes of the competitors are not all opened yet")]
    CodesClosed,
    #[error("no grader {0} in this skill")]
    UnknownGrader(String),
    #[error("aspect {0} is not measured by this grader")]
    NotMeasuredBy(String),
    #[error("the evidence of {0} is not a SHA-256 in 64 hex digits")]
    EvidenceMissing(String),
    #[error(
        "a run has a name of 1 to {} characters and 1 to {} measurements",
        super::command::RUN_MAX_CHARS,
        super::command::RUN_MAX_MEASUREMENTS
    )]
    RunUnfit,
    #[error("run {0} was posted before with other content")]
    RunConflict(String),
    #[error("a machine has measured this: confirm its value, or enter another with a reason")]
    MeasuredWaits,
    #[error("the machine has measured again, or somebody confirmed it; look again")]
    MeasuredChanged,
}

impl Refusal {
    /// The same, with competitors called as the reader may know them.
    #[must_use]
    pub fn naming(self, called: impl Fn(&str) -> String) -> Self {
        match self {
            Self::WithdrawnAlready(id) => Self::WithdrawnAlready(called(&id)),
            Self::NotWithdrawn(id) => Self::NotWithdrawn(called(&id)),
            Self::UnknownCompetitor(id) => Self::UnknownCompetitor(called(&id)),
            Self::MarksMissing(id) => Self::MarksMissing(called(&id)),
            Self::TieLarger(id) => Self::TieLarger(called(&id)),
            other => other,
        }
    }

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
            Self::NoDrawRule => "no-draw-rule",
            Self::DrawList => "draw-list",
            Self::MarksMissing(_) => "marks-missing",
            Self::NotTied => "not-tied",
            Self::TieLarger(_) => "tie-larger",
            Self::DrawSettled => "draw-settled",
            Self::DrawOpen(_) => "draw-open",
            Self::NoSuchDraw(_) => "no-such-draw",
            Self::DrawClosed(_) => "draw-closed",
            Self::Witnesses => "witnesses",
            Self::SecretLost => "secret-lost",
            Self::Incomplete { .. } => "incomplete",
            Self::NoSuchPart => "no-such-part",
            Self::LowerFirst => "lower-first",
            Self::SignedAlready => "signed-already",
            Self::ChangedMeanwhile => "changed-meanwhile",
            Self::NoSuchProposal(_) => "no-such-proposal",
            Self::ProposalClosed(_) => "proposal-closed",
            Self::SupervisorWanted => "supervisor-wanted",
            Self::TooMany(_) => "too-many",
            Self::NoSuchAppeal(_) => "no-such-appeal",
            Self::AppealClosed(_) => "appeal-closed",
            Self::DecisionProposed(_) => "decision-proposed",
            Self::RemarkMissing(_) => "remark-missing",
            Self::RemarkAgain(_) => "remark-again",
            Self::NotAssigned => "not-assigned",
            Self::MayNotRemark(_) => "may-not-remark",
            Self::RemarkersWanted(_) => "remarkers-wanted",
            Self::NotBlind => "not-blind",
            Self::CodesMissing => "codes-missing",
            Self::CodesDrawn => "codes-drawn",
            Self::CodesUnfit => "codes-unfit",
            Self::LayerOrder => "layer-order",
            Self::NotLockedYet => "not-locked-yet",
            Self::NothingShown => "nothing-shown",
            Self::FrozenAlready => "frozen-already",
            Self::NothingHeldBack => "nothing-held-back",
            Self::NobodyToConfirm => "nobody-to-confirm",
            Self::CeremonyRuns => "ceremony-runs",
            Self::NoCeremony => "no-ceremony",
            Self::CeremonyMoved(_) => "ceremony-moved",
            Self::NoSuchStep => "no-such-step",
            Self::ResultChanged => "result-changed",
            Self::NotFinal => "not-final",
            Self::NoSteps => "no-steps",
            Self::TiesOpen => "ties-open",
            Self::CodesClosed => "codes-closed",
            Self::UnknownGrader(_) => "unknown-grader",
            Self::NotMeasuredBy(_) => "not-measured-by",
            Self::EvidenceMissing(_) => "evidence-missing",
            Self::RunUnfit => "run-unfit",
            Self::RunConflict(_) => "run-conflict",
            Self::MeasuredWaits => "measured-waits",
            Self::MeasuredChanged => "measured-changed",
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
            Self::AlreadyMarked { position } => format!("已有记录（第 {position} 号），请更正该记录"),
            Self::StaleCorrection { current: Some(position) } => format!("要更正的记录已被替换，当前为第 {position} 号"),
            Self::StaleCorrection { current: None } => "没有可更正的记录".to_owned(),
            Self::NotYours => "要更正的记录属于其他裁判".to_owned(),
            Self::ReasonMissing => format!("须写明理由（1 至 {} 字）", super::command::REASON_MAX_CHARS),
            Self::SequenceConflict(sequence) => format!("序号 {sequence} 已用于其他内容"),
            Self::SequenceTooLarge(sequence) => format!("序号 {sequence} 过大"),
            Self::Role => "您的角色无此权限".to_owned(),
            Self::NothingLocked => "没有已锁定的内容".to_owned(),
            Self::SecondPerson => "须由第二人在另一台设备上确认".to_owned(),
            Self::NoDrawRule => "本赛项规则不以抽签决定名次".to_owned(),
            Self::DrawList => format!("抽签名单须有 2 至 {DRAW_COMPETITORS_MAX} 名选手，不得重复"),
            Self::MarksMissing(competitor) => format!("选手 {competitor} 的成绩尚未齐全"),
            Self::NotTied => "名单中的选手并未同分".to_owned(),
            Self::TieLarger(competitor) => format!("选手 {competitor} 也在同分之列"),
            Self::DrawSettled => "该同分已抽签决定，结果有效".to_owned(),
            Self::DrawOpen(draw) => format!("这些选手的第 {draw} 次抽签尚待揭晓"),
            Self::NoSuchDraw(draw) => format!("本赛项没有第 {draw} 次抽签"),
            Self::DrawClosed(draw) => format!("第 {draw} 次抽签已揭晓或已取消"),
            Self::Witnesses => {
                format!("揭晓须有 1 至 {DRAW_WITNESSES_MAX} 名本赛项裁判见证，每人一次，各报 1 至 {WITNESS_VALUE_MAX_CHARS} 字")
            }
            Self::SecretLost => "本次抽签的密值已丢失，请取消后重新抽签".to_owned(),
            Self::Incomplete { missing } => format!("还缺 {missing} 个得分"),
            Self::NoSuchPart => "规则中没有这一签字项".to_owned(),
            Self::LowerFirst => "须先由他人签字：评分组先于裁判长，评分子项先于当日，各日先于赛项".to_owned(),
            Self::SignedAlready => "已经签字".to_owned(),
            Self::ChangedMeanwhile => "成绩在显示之后有变动，请重新查看".to_owned(),
            Self::NoSuchProposal(number) => format!("本赛项没有第 {number} 号提议"),
            Self::ProposalClosed(number) => format!("第 {number} 号提议已确认或驳回"),
            Self::SupervisorWanted => "两人中须有一名监督".to_owned(),
            Self::TooMany(what) => format!("数量不符（{what}）"),
            Self::NoSuchAppeal(number) => format!("本赛项没有第 {number} 号申诉"),
            Self::AppealClosed(number) => format!("第 {number} 号申诉不在此阶段"),
            Self::DecisionProposed(number) => format!("已有裁定提议（第 {number} 号），确认或驳回之前不得改动其依据"),
            Self::RemarkMissing(aspect) => format!("重评尚未完成 {aspect}").trim_end().to_owned(),
            Self::RemarkAgain(aspect) => format!("评分点 {aspect} 的重评分歧过大，须再评"),
            Self::NotAssigned => "此重评由其他裁判负责".to_owned(),
            Self::MayNotRemark(expert) => format!("裁判 {expert} 已评过分、属同一代表队或不评分"),
            Self::RemarkersWanted(wanted) => format!("重评至少需要 {wanted} 名裁判"),
            Self::NotBlind => "本赛项规则不使用加密编号".to_owned(),
            Self::CodesMissing => "选手加密编号尚未生成，请组织者在工作台生成".to_owned(),
            Self::CodesDrawn => "加密编号已经生成".to_owned(),
            Self::CodesUnfit => "加密编号与选手不符".to_owned(),
            Self::LayerOrder => "须由外层起逐层解密".to_owned(),
            Self::NotLockedYet => "须先签字或锁定所有评分子项".to_owned(),
            Self::NothingShown => "本赛项没有可定格的公布内容".to_owned(),
            Self::FrozenAlready => "本赛项的公布已经定格".to_owned(),
            Self::NothingHeldBack => "本赛项没有未公布的内容".to_owned(),
            Self::NobodyToConfirm => "本赛项没有可以确认的裁判长或监督".to_owned(),
            Self::CeremonyRuns => "颁奖揭晓正在进行，请先结束".to_owned(),
            Self::NoCeremony => "没有正在进行的颁奖揭晓".to_owned(),
            Self::CeremonyMoved(step) => format!("揭晓已到第 {step} 步"),
            Self::NoSuchStep => "揭晓须逐步进行，且不超过最后一步".to_owned(),
            Self::ResultChanged => "揭晓开始后成绩有变动或有申诉待处理：请中止，待全部签字后重新开始".to_owned(),
            Self::NotFinal => "颁奖揭晓须在全部签字且无待处理申诉之后".to_owned(),
            Self::NoSteps => "没有可揭晓的名次".to_owned(),
            Self::TiesOpen => "有同分须先抽签决定".to_owned(),
            Self::CodesClosed => "选手编号尚未全部解密".to_owned(),
            Self::UnknownGrader(grader) => format!("本赛项没有评测机 {grader}"),
            Self::NotMeasuredBy(aspect) => format!("评分点 {aspect} 不由此评测机测量"),
            Self::EvidenceMissing(aspect) => format!("评分点 {aspect} 的证据不是 64 位十六进制 SHA-256"),
            Self::RunUnfit => format!(
                "一次评测须有 1 至 {} 字的名称和 1 至 {} 项测量",
                super::command::RUN_MAX_CHARS,
                super::command::RUN_MAX_MEASUREMENTS
            ),
            Self::RunConflict(run) => format!("评测 {run} 曾以其他内容提交"),
            Self::MeasuredWaits => "评测机已有测量值：请确认，或写明理由后录入其他值".to_owned(),
            Self::MeasuredChanged => "测量值已更新或已被确认，请重新查看".to_owned(),
        };
        Text::new(zh, self.to_string())
    }
}

fn value_fault_zh(fault: &ValueFault) -> String {
    match fault {
        ValueFault::NotANumber { found, .. } => format!("“{found}”不是有效的数值"),
        ValueFault::OutOfRange { found, min, max } => format!("{found} 超出范围 {min} 至 {max}"),
        ValueFault::TooFine { found, step } => format!("{found} 小于最小步长 {step}"),
        ValueFault::UnknownChoice { found, choices } => format!("“{found}”不在选项中：{}", choices.join("、")),
    }
}

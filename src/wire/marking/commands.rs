//! What a tablet says on `/ws/marking`.

use serde::Deserialize;

use crate::judging::{Part, Proposal};

/// What a tablet says. The first message is `hello`.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum FromTablet {
    Hello(Hello),
    Submit(SubmitMessage),
    Lock(LockRequest),
    Unlock(UnlockMessage),
    Sign(SignMessage),
    CompetitorSign(CompetitorSignMessage),
    Propose(ProposeMessage),
    Confirm(ConfirmMessage),
    Reject(RejectMessage),
    Appeal(AppealMessage),
    AssignAppeal(AssignAppealMessage),
    Remark(RemarkMessage),
    NoticeAppeal(AppealNumber),
    WithdrawAppeal(WithdrawAppealMessage),
    Ping(Ping),
}

impl FromTablet {
    /// As it is called on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Hello(_) => "hello",
            Self::Submit(_) => "submit",
            Self::Lock(_) => "lock",
            Self::Unlock(_) => "unlock",
            Self::Sign(_) => "sign",
            Self::CompetitorSign(_) => "competitor-sign",
            Self::Propose(_) => "propose",
            Self::Confirm(_) => "confirm",
            Self::Reject(_) => "reject",
            Self::Appeal(_) => "appeal",
            Self::AssignAppeal(_) => "assign-appeal",
            Self::Remark(_) => "remark",
            Self::NoticeAppeal(_) => "notice-appeal",
            Self::WithdrawAppeal(_) => "withdraw-appeal",
            Self::Ping(_) => "ping",
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Hello {
    pub protocol: u32,
    pub competition: String,
    pub token: String,
    /// The position of the last `marks`; absent for the whole picture.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub since: Option<u64>,
    /// False: receipts only, as a program that just submits wants it.
    #[serde(default = "yes")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub watch: bool,
}

const fn yes() -> bool {
    true
}

impl std::fmt::Debug for Hello {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hello").field("protocol", &self.protocol).field("competition", &self.competition).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SubmitMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub competitor: String,
    pub aspect: String,
    pub value: String,
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub corrects: Option<u64>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    /// Position of the machine's measurement this one confirms.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub confirms: Option<u64>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub made_at: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct LockRequest {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub sub_criterion: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct UnlockMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub sub_criterion: Option<String>,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SignMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub part: Part,
    /// Of what the signer was shown.
    pub digest: String,
    /// A chief expert signs for a member of the team who cannot.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub in_place_of: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
}

/// A competitor signs the own sheet on this tablet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CompetitorSignMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub day: u32,
    pub competitor: String,
    pub agreed: bool,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    pub digest: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProposeMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub what: Proposal,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ConfirmMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub proposal: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RejectMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub proposal: u32,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AppealMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub competitor: String,
    pub aspects: Vec<String>,
    pub grounds: String,
    /// How long before sending the button was pressed, in milliseconds.
    #[cfg_attr(test, ts(type = "number"))]
    pub pressed_ago: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AssignAppealMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub appeal: u32,
    pub experts: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RemarkMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub appeal: u32,
    pub aspect: String,
    pub value: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AppealNumber {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub appeal: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct WithdrawAppealMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub appeal: u32,
    pub reason: String,
}

/// The page's own sign of life.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Ping {
    /// Entries that wait on the device.
    pub queued: u32,
}

//! What goes wrong in a request, turned into an answer once, here.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::drafts::DraftFault;
use crate::{
    archive::ArchiveFault,
    competition::{CompetitionId, Text},
    engine::Busy,
    export::office::OfficeFileError,
    honours::{SecondPersonRefusal, exports::ExportRefusal, nomination::NominationRefusal},
    journal::JournalFault,
    judging::Refusal,
    wire::{ErrorBody, Problem},
    witness::WitnessFault,
};

#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("{0}")]
    BadRequest(String),
    #[error("the body is larger than this takes")]
    BodyTooLarge,
    #[error("not signed in")]
    NotSignedIn,
    #[error("the password is wrong")]
    WrongPassword,
    #[error("the pairing code is wrong, used or expired")]
    WrongCode,
    #[error("this device is not paired, or no longer")]
    WrongToken,
    #[error("this is for somebody else: another role, or another skill")]
    Forbidden,
    #[error("this card was used already; ask the organiser for another one")]
    UsedCode,
    #[error("this card is no longer valid; ask the organiser for another one")]
    ExpiredCode,
    #[error("at most {0} cards are made at once; make them skill by skill")]
    TooManyCards(usize),
    #[error("this recovery file is {0}")]
    WrongFile(&'static str),
    #[error("too many wrong tries; try again in a minute")]
    TooManyTries,
    #[error("the request comes from another site")]
    ForeignOrigin,
    #[error("there is no {0}")]
    NotFound(&'static str),
    #[error("no boards have come from the competition's server yet; try again in a moment")]
    NoBoardsYet,
    #[error("the competition's server cannot be reached from here at the moment; try again soon")]
    OriginAway,
    #[error("this is on the competition's own server: {0}")]
    Elsewhere(String),
    #[error("a skill of more than {0} competitors is analysed by `jinbang fairness` and `jinbang compare`")]
    TooLarge(usize),
    #[error("competition {0} is open already; give the new one another id")]
    AlreadyOpen(CompetitionId),
    #[error("full: {0}")]
    Full(&'static str),
    #[error(transparent)]
    Draft(#[from] DraftFault),
    #[error("a file: {0}")]
    File(#[from] std::io::Error),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Nomination(NominationRefusal),
    #[error(transparent)]
    Export(#[from] ExportRefusal),
    #[error(transparent)]
    OfficeFile(#[from] OfficeFileError),
    #[error(transparent)]
    SecondPerson(#[from] SecondPersonRefusal),
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error("read-only: {0}")]
    ReadOnly(String),
    #[error(transparent)]
    Storage(#[from] JournalFault),
    #[error(transparent)]
    Archive(#[from] ArchiveFault),
    #[error(transparent)]
    Witness(#[from] WitnessFault),
    #[error("{0}")]
    Internal(&'static str),
}

impl ApiError {
    /// Whether somebody may be guessing codes.
    pub(super) fn is_wrong_code(&self) -> bool {
        matches!(self, Self::WrongCode | Self::UsedCode | Self::ExpiredCode)
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotSignedIn | Self::WrongPassword | Self::WrongToken => StatusCode::UNAUTHORIZED,
            Self::WrongCode | Self::UsedCode | Self::ExpiredCode | Self::ForeignOrigin | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Elsewhere(_) => StatusCode::MISDIRECTED_REQUEST,
            Self::TooLarge(_) | Self::TooManyCards(_) | Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused(_) | Self::Nomination(_) | Self::SecondPerson(_) | Self::WrongFile(_) | Self::AlreadyOpen(_) => {
                StatusCode::CONFLICT
            }
            Self::Full(_) | Self::Busy(_) | Self::ReadOnly(_) | Self::NoBoardsYet | Self::OriginAway => StatusCode::SERVICE_UNAVAILABLE,
            Self::Draft(fault) => fault.status(),
            Self::Export(refusal) => match refusal {
                ExportRefusal::OtherOfficers => StatusCode::FORBIDDEN,
                ExportRefusal::Erased(_) => StatusCode::GONE,
                _ => StatusCode::CONFLICT,
            },
            Self::OfficeFile(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Storage(_) | Self::Archive(_) | Self::Witness(_) | Self::File(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What may be told of it to whoever asked.
    pub(super) fn public_message(&self) -> Text {
        self.problem().message
    }

    fn problem(&self) -> Problem {
        let (code, zh) = match self {
            Self::BadRequest(_) => ("bad-request", "请求格式有误".to_owned()),
            Self::BodyTooLarge => ("too-large", "请求内容过大".to_owned()),
            Self::NotSignedIn => ("not-signed-in", "尚未登录".to_owned()),
            Self::WrongPassword => ("wrong-password", "密码错误".to_owned()),
            Self::WrongCode => ("wrong-code", "配对码错误、已使用或已过期".to_owned()),
            Self::WrongToken => ("wrong-token", "此设备未配对或已被撤销".to_owned()),
            Self::Forbidden => ("forbidden", "您的角色或赛项无此权限".to_owned()),
            Self::UsedCode => ("used-code", "此卡已使用过，请向主办方索取新卡".to_owned()),
            Self::ExpiredCode => ("expired-code", "此卡已过有效期，请向主办方索取新卡".to_owned()),
            Self::TooManyCards(most) => ("too-many-cards", format!("一次最多制作 {most} 张卡，请按赛项分批制作")),
            Self::WrongFile(_) => ("wrong-file", "恢复文件格式不符、已被改动，或属于其他设备或裁判".to_owned()),
            Self::TooManyTries => ("too-many-tries", "尝试次数过多，请一分钟后再试".to_owned()),
            Self::ForeignOrigin => ("foreign-origin", "请求来自其他网站".to_owned()),
            Self::NotFound(_) => ("not-found", "找不到所请求的内容".to_owned()),
            Self::OriginAway => ("origin-away", "暂时无法连接竞赛服务器，请稍后再试".to_owned()),
            Self::Elsewhere(origins) => ("elsewhere", format!("此功能在竞赛服务器上：{origins}")),
            Self::NoBoardsYet => ("no-boards-yet", "尚未收到竞赛服务器的榜单，请稍后再试".to_owned()),
            Self::TooLarge(most) => ("too-large", format!("选手超过 {most} 名的赛项请用 jinbang fairness 和 jinbang compare 分析")),
            Self::AlreadyOpen(id) => ("already-open", format!("竞赛 {id} 已经开赛，请为新竞赛另取代号")),
            Self::Full(_) => ("full", "连接已满，请稍后再试".to_owned()),
            Self::Draft(fault) => return fault.problem(),
            Self::Refused(refusal) => return Problem { code: refusal.code(), message: refusal.message() },
            Self::Nomination(refusal) => return Problem { code: refusal.code(), message: refusal.text() },
            Self::Export(refusal) => return Problem { code: refusal.code(), message: refusal.text() },
            Self::OfficeFile(fault) => ("file-not-made", format!("文件无法生成：{fault}")),
            Self::SecondPerson(refusal) => return Problem { code: refusal.code(), message: refusal.text() },
            Self::Busy(_) => ("busy", "服务器繁忙，请稍后再试".to_owned()),
            Self::ReadOnly(_) => ("read-only", "存储故障，服务器只读".to_owned()),
            // What failed inside is for the log, not for whoever asked.
            Self::Storage(_) | Self::Archive(_) | Self::Witness(_) | Self::File(_) | Self::Internal(_) => {
                return Problem {
                    code: "internal",
                    message: Text::new("服务器内部错误", "something failed on the server; its log says what"),
                };
            }
        };
        Problem { code, message: Text::new(zh, self.to_string()) }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if self.status() == StatusCode::INTERNAL_SERVER_ERROR {
            tracing::error!(error = %self, "request failed");
        }
        (self.status(), Json(ErrorBody { error: self.problem() })).into_response()
    }
}

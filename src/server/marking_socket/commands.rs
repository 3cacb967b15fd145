//! From what a tablet says to what the writer is asked.

use crate::{
    judging::{Action, Appeal, CompetitorSign, Sign, Submit},
    wire::{FromTablet, SubmitMessage},
};

/// Its sequence and what it asks for; `None` for a message that asks for no entry.
#[must_use]
pub fn command(message: FromTablet) -> Option<(u64, Action)> {
    Some(match message {
        FromTablet::Hello(_) | FromTablet::Ping(_) => return None,
        FromTablet::Submit(submit) => (submit.sequence, Action::Submit(submission(submit))),
        FromTablet::Lock(lock) => (lock.sequence, Action::Lock { sub_criterion: lock.sub_criterion }),
        FromTablet::Unlock(unlock) => (unlock.sequence, Action::Unlock { sub_criterion: unlock.sub_criterion, reason: unlock.reason }),
        FromTablet::Sign(sign) => {
            let asked = Sign { part: sign.part, digest: sign.digest, in_place_of: sign.in_place_of, reason: sign.reason };
            (sign.sequence, Action::Sign(asked))
        }
        FromTablet::CompetitorSign(sign) => {
            let asked = CompetitorSign {
                day: sign.day,
                competitor: sign.competitor,
                agreed: sign.agreed,
                reason: sign.reason,
                digest: sign.digest,
            };
            (sign.sequence, Action::CompetitorSign(asked))
        }
        FromTablet::Propose(propose) => (propose.sequence, Action::Propose { skill: None, what: propose.what, reason: propose.reason }),
        FromTablet::Confirm(confirm) => (confirm.sequence, Action::Confirm { skill: None, proposal: confirm.proposal }),
        FromTablet::Reject(reject) => (reject.sequence, Action::Reject { skill: None, proposal: reject.proposal, reason: reject.reason }),
        FromTablet::Appeal(appeal) => {
            let asked = Appeal {
                skill: None,
                competitor: appeal.competitor,
                aspects: appeal.aspects,
                grounds: appeal.grounds,
                pressed_ago: appeal.pressed_ago,
            };
            (appeal.sequence, Action::Appeal(asked))
        }
        FromTablet::AssignAppeal(assign) => (assign.sequence, Action::AssignAppeal { appeal: assign.appeal, experts: assign.experts }),
        FromTablet::Remark(remark) => {
            (remark.sequence, Action::Remark { appeal: remark.appeal, aspect: remark.aspect, value: remark.value })
        }
        FromTablet::NoticeAppeal(notice) => (notice.sequence, Action::NoticeAppeal { skill: None, appeal: notice.appeal }),
        FromTablet::WithdrawAppeal(withdraw) => {
            (withdraw.sequence, Action::WithdrawAppeal { skill: None, appeal: withdraw.appeal, reason: withdraw.reason })
        }
    })
}

fn submission(message: SubmitMessage) -> Submit {
    let SubmitMessage { sequence: _, competitor, aspect, value, corrects, reason, confirms, made_at } = message;
    Submit { competitor, aspect, value, corrects, reason, confirms, made_at }
}

//! An entry in one line.

use std::fmt::Write;

use super::facts::Facts;
use crate::{
    competition::{Capacity, SubCriterionId, Text},
    judging::{AppealOutcome, Body, Entry, MarkEntry, Millis, Part, Proposal, Signature},
};

pub fn of(entry: &Entry, facts: &Facts) -> Text {
    let who = facts.competitors.join("、");
    let who_en = facts.competitors.join(", ");
    match &entry.body {
        Body::Opened { .. } => Text::new("竞赛开赛", "the competition was opened"),
        Body::DevicePaired { device, expert, .. } => {
            Text::new(format!("设备 {device} 与裁判 {expert} 配对"), format!("device {device} was paired with expert {expert}"))
        }
        Body::DeviceRevoked { device } => Text::new(format!("撤销设备 {device}"), format!("device {device} was revoked")),
        Body::Withdrawn { .. } => Text::new(format!("选手 {who} 退赛"), format!("competitor {who_en} withdrew")),
        Body::Reinstated { .. } => Text::new(format!("选手 {who} 恢复参赛"), format!("competitor {who_en} is back in the contest")),
        Body::Mark(mark) => marked(mark, facts),
        Body::Locked { sub_criterion, .. } => of_part("锁定", "locked", sub_criterion.as_ref()),
        Body::UnlockRequested { sub_criterion, .. } => of_part("申请解锁", "asked to unlock", sub_criterion.as_ref()),
        Body::Unlocked { sub_criterion, requested_by, .. } => {
            let text = of_part("解锁", "unlocked", sub_criterion.as_ref());
            Text::new(format!("{}（申请人 {requested_by}）", text.zh), format!("{}, as {requested_by} had asked", text.en))
        }
        Body::DrawCommitted { draw, .. } => {
            Text::new(format!("第 {draw} 次抽签封存名单：{who}"), format!("draw {draw} was committed: {who_en}"))
        }
        Body::DrawRevealed { draw, .. } => Text::new(format!("第 {draw} 次抽签揭晓"), format!("draw {draw} was revealed")),
        Body::DrawCancelled { draw, .. } => Text::new(format!("第 {draw} 次抽签取消"), format!("draw {draw} was cancelled")),
        Body::Signed(signed) => signature(signed),
        Body::CompetitorSigned(signed) => {
            let (zh, en) =
                if signed.agreed { ("签字认可", "signed") } else { ("查看后不认可", "has seen and does not agree with") };
            Text::new(format!("选手 {who} 第 {} 天{zh}", signed.day), format!("competitor {who_en} {en} the sheet of day {}", signed.day))
        }
        Body::Proposed { proposal, what, .. } => proposed(*proposal, what, facts),
        Body::ProposalConfirmed { proposal, .. } => {
            Text::new(format!("确认第 {proposal} 号提议"), format!("proposal {proposal} was confirmed"))
        }
        Body::ProposalRejected { proposal, .. } => {
            Text::new(format!("驳回第 {proposal} 号提议"), format!("proposal {proposal} was rejected"))
        }
        body => of_proceedings(body, facts),
    }
}

fn of_proceedings(body: &Body, facts: &Facts) -> Text {
    let (who, who_en) = (facts.competitors.join("、"), facts.competitors.join(", "));
    let (aspects, aspects_en) = (facts.aspects.join("、"), facts.aspects.join(", "));
    match body {
        Body::AppealFiled(filed) => Text::new(
            format!("第 {} 号申诉：选手 {who}，{aspects}", filed.appeal),
            format!("appeal {} was filed: competitor {who_en}, {aspects_en}", filed.appeal),
        ),
        Body::AppealAssigned { appeal, experts, .. } => {
            let experts: Vec<&str> = experts.iter().map(|expert| &**expert).collect();
            let (zh, en) = (experts.join("、"), experts.join(", "));
            Text::new(format!("第 {appeal} 号申诉交由 {zh} 重评"), format!("appeal {appeal}: {en} mark again"))
        }
        Body::Remarked { appeal, .. } => {
            let value = facts.value.as_deref();
            let (zh, en) = (value.unwrap_or("齐全后显示"), value.unwrap_or("shown once all are there"));
            Text::new(format!("第 {appeal} 号申诉重评 {aspects}：{zh}"), format!("appeal {appeal}, {aspects_en} marked again: {en}"))
        }
        Body::AppealNoticed { appeal, .. } => {
            Text::new(format!("第 {appeal} 号申诉结果已告知"), format!("the decision on appeal {appeal} was told"))
        }
        Body::AppealWithdrawn { appeal, .. } => Text::new(format!("撤回第 {appeal} 号申诉"), format!("appeal {appeal} was withdrawn")),
        Body::DeadlineSet { day, at: Some(at), .. } => {
            let at = moment(*at);
            Text::new(format!("第 {day} 天截止时间设为 {at}"), format!("the deadline of day {day} is {at}"))
        }
        Body::DeadlineSet { day, at: None, .. } => {
            Text::new(format!("取消第 {day} 天截止时间"), format!("day {day} has no deadline any more"))
        }
        Body::CodesDrawn { layers, .. } => {
            Text::new(format!("生成 {} 层加密编号", layers.len()), format!("codes were drawn, {} layers", layers.len()))
        }
        Body::CodeSheetTaken { layer, .. } => {
            Text::new(format!("下载第 {layer} 层编号对照表"), format!("the code sheet of layer {layer} was taken"))
        }
        Body::Frozen { .. } => Text::new("公布定格", "what the audience sees was frozen"),
        Body::CeremonyStepped { step, .. } => Text::new(format!("颁奖揭晓至第 {step} 步"), format!("the ceremony shows {step} steps")),
        Body::CeremonyEnded { published: true, .. } => Text::new("颁奖揭晓完成，公布全部成绩", "the ceremony ended with the whole result"),
        Body::CeremonyEnded { published: false, .. } => Text::new("颁奖揭晓中止", "the ceremony was broken off"),
        Body::GraderAdded { grader, .. } => Text::new(format!("添加评测机 {grader}"), format!("grader {grader} got a token")),
        Body::GraderRevoked { grader, .. } => Text::new(format!("撤销评测机 {grader}"), format!("grader {grader} was revoked")),
        Body::Measured(run) => Text::new(
            format!("评测机 {} 提交 {} 项测量（评测 {}）", run.grader, run.measurements.len(), run.run),
            format!("grader {} posted {} measurements, run {}", run.grader, run.measurements.len(), run.run),
        ),
        Body::RecoveryLoaded { device, entries } => Text::new(
            format!("载入设备 {device} 的恢复文件，{entries} 条记录"),
            format!("a recovery file of device {device} was loaded, {entries} entries"),
        ),
        _ => Text::default(),
    }
}

fn marked(mark: &MarkEntry, facts: &Facts) -> Text {
    let (who, value) = (facts.competitors.join("、"), facts.value.as_deref());
    let mut zh = format!("选手 {who},{}:{}", mark.aspect, value.unwrap_or("裁判组评分齐全后显示"));
    let mut en = format!("competitor {who}, {}: {}", mark.aspect, value.unwrap_or("shown once the panel is complete"));
    if mark.round > 1 {
        let _ = write!(zh, "(第 {} 轮)", mark.round);
        let _ = write!(en, " (round {})", mark.round);
    }
    if let Some(corrects) = mark.corrects {
        let _ = write!(zh, ",更正第 {corrects} 号");
        let _ = write!(en, ", corrects entry {corrects}");
    }
    if let Some(confirms) = mark.confirms {
        let _ = write!(zh, "，确认评测机的测量（第 {confirms} 号）");
        let _ = write!(en, ", confirms what the machine measured (entry {confirms})");
    }
    Text::new(zh, en)
}

fn of_part(zh: &str, en: &str, sub_criterion: Option<&SubCriterionId>) -> Text {
    match sub_criterion {
        Some(id) => Text::new(format!("{zh} {id}"), format!("{en} {id}")),
        None => Text::new(format!("{zh}整个赛项"), format!("{en} the whole skill")),
    }
}

fn signature(signed: &Signature) -> Text {
    let (part, part_en) = match &signed.part {
        Part::SubCriterion { id } => (id.to_string(), id.to_string()),
        Part::Day { day } => (format!("第 {day} 天"), format!("day {day}")),
        Part::Skill => ("整个赛项".to_owned(), "the whole skill".to_owned()),
    };
    let (capacity, capacity_en) = match signed.capacity {
        Capacity::Team => ("评分组", "the team"),
        Capacity::Chief => ("裁判长", "the chief expert"),
        Capacity::Supervisor => ("监督", "the supervisor"),
    };
    let (mut zh, mut en) = (format!("{capacity}签字：{part}"), format!("{part_en} was signed for {capacity_en}"));
    if let Some(absent) = &signed.in_place_of {
        let _ = write!(zh, "(代 {absent})");
        let _ = write!(en, ", in place of {absent}");
    }
    Text::new(zh, en)
}

fn proposed(number: u32, what: &Proposal, facts: &Facts) -> Text {
    let (zh, en) = match what {
        Proposal::Correct { scores } => (
            format!("更正 {} 项评分（{}，{}）", scores.len(), facts.competitors.join("、"), facts.aspects.join("、")),
            format!("correct {} scores ({}; {})", scores.len(), facts.competitors.join(", "), facts.aspects.join(", ")),
        ),
        Proposal::DecideAppeal { appeal, outcome } => {
            let (zh, en) = match outcome {
                AppealOutcome::Upheld => ("成立", "upheld"),
                AppealOutcome::Rejected => ("驳回", "rejected"),
                AppealOutcome::Inadmissible => ("不予受理", "inadmissible"),
            };
            (format!("第 {appeal} 号申诉{zh}"), format!("appeal {appeal} is {en}"))
        }
        Proposal::Publish => ("公布".to_owned(), "publish the skill".to_owned()),
        Proposal::BeginCeremony(_) => ("颁奖揭晓".to_owned(), "begin the ceremony".to_owned()),
        Proposal::OpenCodes { layer } => (format!("第 {layer} 层解密"), format!("open layer {layer} of the codes")),
    };
    Text::new(format!("第 {number} 号提议：{zh}"), format!("proposal {number}: {en}"))
}

/// In UTC; pages show it in the reader's time.
fn moment(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |at| at.to_string())
}

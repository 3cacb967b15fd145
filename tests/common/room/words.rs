//! What a line of a script asks for.
//!
//! ```text
//! E1 signs A1             also day1, skill; `H signs A1 for E1 ill`; `stale signs A1` is not what was shown
//! E1 shows 1 C1 agreed    C1 signs the sheet of day 1 on E1's tablet; `declined` needs a reason
//! H proposes why C1/J1/E2/3@4 C1/M1/-/2@5
//! S confirms 1            S rejects 1 why
//! E1 appeals C1 J1,M1 why
//! H assigns 1 E4,E5,E6    E4 remarks 1 J1 2    H decides 1 upheld    H notices 1    E1 withdraws 1 why
//! H opens 2               the second layer of codes
//! H publishes             also at the desk, which alone freezes
//! desk begins places 4    a ceremony from the fourth place up    desk begins medals    H begins places
//! desk steps 0 1          desk shows-all    desk breaks-off
//! grader-G posts r1 C1/M1/4
//! ```

use std::num::NonZeroU32;

use jinbang::{
    competition::SubCriterionId,
    judging::{
        Action, Appeal, AppealOutcome, CompetitorSign, ContestState, Measure, MeasuredValue, Part, Proposal, ProposedCeremony,
        ProposedScore, Sign, Submit,
    },
    ranking::Reveal,
};

use crate::common::competition::id;

pub fn on_tablet(words: &[&str], lines: &[u64], state: &ContestState) -> Action {
    match words {
        ["locks", what] => Action::Lock { sub_criterion: sub_criterion(what) },
        ["unlocks", what, reason @ ..] => Action::Unlock { sub_criterion: sub_criterion(what), reason: reason.join(" ") },
        ["signs", what, rest @ ..] => Action::Sign(sign(what, rest, state)),
        ["shows", day, competitor, agreed, reason @ ..] => Action::CompetitorSign(shown(day, competitor, agreed, reason, state)),
        ["proposes", reason, scores @ ..] => {
            let scores = scores.iter().map(|score| proposed(score, lines)).collect();
            Action::Propose { skill: None, what: Proposal::Correct { scores }, reason: (*reason).to_owned() }
        }
        ["confirms", proposal] => Action::Confirm { skill: None, proposal: number(proposal) },
        ["rejects", proposal, reason @ ..] => Action::Reject { skill: None, proposal: number(proposal), reason: reason.join(" ") },
        ["appeals", rest @ ..] => Action::Appeal(appeal(rest)),
        ["assigns", appeal, experts] => {
            Action::AssignAppeal { appeal: number(appeal), experts: experts.split(',').map(str::to_owned).collect() }
        }
        ["remarks", appeal, aspect, value] => {
            Action::Remark { appeal: number(appeal), aspect: (*aspect).to_owned(), value: (*value).to_owned() }
        }
        ["decides", appeal, outcome] => {
            let outcome = match *outcome {
                "upheld" => AppealOutcome::Upheld,
                "rejected" => AppealOutcome::Rejected,
                _ => AppealOutcome::Inadmissible,
            };
            Action::Propose { skill: None, what: Proposal::DecideAppeal { appeal: number(appeal), outcome }, reason: "heard".to_owned() }
        }
        ["notices", appeal] => Action::NoticeAppeal { skill: None, appeal: number(appeal) },
        ["withdraws", appeal, reason @ ..] => Action::WithdrawAppeal { skill: None, appeal: number(appeal), reason: reason.join(" ") },
        ["begins", rest @ ..] => Action::Propose { skill: None, what: ceremony(rest, state), reason: "all are in the hall".to_owned() },
        ["publishes"] => Action::Propose { skill: None, what: Proposal::Publish, reason: "the ceremony is over".to_owned() },
        ["opens", layer] => {
            let layer = u8::try_from(number(layer)).expect("a layer");
            Action::Propose { skill: None, what: Proposal::OpenCodes { layer }, reason: "all is signed".to_owned() }
        }
        [competitor, aspect, value, rest @ ..] => Action::Submit(submit(competitor, aspect, value, rest, lines)),
        _ => panic!("not a line of a script: {words:?}"),
    }
}

pub fn at_desk(words: &[&str], state: &ContestState) -> Action {
    let skill = || state.competition.as_ref().expect("an open competition").skills[0].id.clone();
    match words {
        ["confirms", proposal] => Action::Confirm { skill: Some(skill()), proposal: number(proposal) },
        ["rejects", proposal, reason @ ..] => Action::Reject { skill: Some(skill()), proposal: number(proposal), reason: reason.join(" ") },
        ["unlocks", what, reason @ ..] => {
            Action::ConfirmUnlock { skill: skill(), sub_criterion: sub_criterion(what), reason: reason.join(" ") }
        }
        ["appeals", rest @ ..] => Action::Appeal(Appeal { skill: Some(skill()), ..appeal(rest) }),
        ["notices", appeal] => Action::NoticeAppeal { skill: Some(skill()), appeal: number(appeal) },
        ["withdraws", appeal, reason @ ..] => {
            Action::WithdrawAppeal { skill: Some(skill()), appeal: number(appeal), reason: reason.join(" ") }
        }
        ["freezes"] => Action::Freeze { skill: skill() },
        ["begins", rest @ ..] => {
            Action::Propose { skill: Some(skill()), what: ceremony(rest, state), reason: "all are in the hall".to_owned() }
        }
        ["steps", from, to] => Action::StepCeremony { skill: skill(), from: number(from), to: number(to) },
        ["shows-all"] => Action::EndCeremony { skill: skill(), publish: true },
        ["breaks-off"] => Action::EndCeremony { skill: skill(), publish: false },
        ["publishes"] => Action::Propose { skill: Some(skill()), what: Proposal::Publish, reason: "the ceremony is over".to_owned() },
        ["sets", day, "-"] => Action::SetDeadline { skill: skill(), day: number(day), deadline: None },
        ["sets", day, at] => Action::SetDeadline { skill: skill(), day: number(day), deadline: Some(i64::from(number(at))) },
        ["draws", layers @ ..] => {
            let layers = layers.iter().map(|layer| layer.split(',').map(str::to_owned).collect()).collect();
            Action::DrawCodes { skill: skill(), layers }
        }
        ["takes", layer] => Action::TakeCodeSheet { skill: skill(), layer: u8::try_from(number(layer)).expect("a layer") },
        ["adds", grader] => Action::AddGrader { skill: skill(), grader: id(grader), token_hash: "hash".to_owned() },
        ["revokes", grader] => Action::RevokeGrader { skill: skill(), grader: id(grader) },
        ["reinstates", competitor] => Action::Reinstate { skill: skill(), competitor: id(competitor), reason: "back".to_owned() },
        ["withdrew", competitor] => Action::Withdraw { skill: skill(), competitor: id(competitor), reason: "ill".to_owned() },
        _ => panic!("not a line of a script: desk {words:?}"),
    }
}

pub fn posted(grader: &str, words: &[&str]) -> Action {
    let ["posts", run, measurements @ ..] = words else { panic!("not a line of a script: {words:?}") };
    let measured = |word: &&str| {
        let parts: Vec<&str> = word.split('/').collect();
        let [competitor, aspect, value] = parts[..] else { panic!("not a measurement: {word}") };
        let evidence = "0a".repeat(32);
        MeasuredValue { competitor: competitor.to_owned(), aspect: aspect.to_owned(), value: value.to_owned(), evidence }
    };
    let measurements = measurements.iter().map(measured).collect();
    Action::Measure(Measure { skill: id("web"), grader: id(grader), run: (*run).to_owned(), measurements })
}

/// Of the result as it is.
fn ceremony(words: &[&str], state: &ContestState) -> Proposal {
    let reveal = match words[0] {
        "places" => Reveal::Places,
        "medallists" => Reveal::Medallists,
        "medals" => Reveal::Medals,
        other => panic!("no ceremony: {other}"),
    };
    let from_place = words.get(1).and_then(|place| NonZeroU32::new(number(place)));
    let skill = &state.competition.as_ref().expect("an open competition").skills[0];
    Proposal::BeginCeremony(ProposedCeremony { reveal, from_place, result: state.skills[0].result_digest(skill) })
}

fn number(word: &str) -> u32 {
    word.parse().expect("a number")
}

fn sub_criterion(word: &str) -> Option<String> {
    (word != "all").then(|| word.to_owned())
}

fn part(word: &str) -> Part {
    match word.strip_prefix("day") {
        Some(day) => Part::Day { day: number(day) },
        None if word == "skill" => Part::Skill,
        None => Part::SubCriterion { id: id::<SubCriterionId>(word) },
    }
}

fn sign(what: &str, rest: &[&str], state: &ContestState) -> Sign {
    let part = part(what);
    let (in_place_of, reason, shown) = match rest {
        ["for", absent, reason @ ..] => (Some((*absent).to_owned()), (!reason.is_empty()).then(|| reason.join(" ")), true),
        ["unseen"] => (None, None, false),
        _ => (None, None, true),
    };
    let rules = &state.competition.as_ref().expect("an open competition").skills[0];
    let digest = if shown { state.skills[0].digest_of(rules, &part) } else { "other".to_owned() };
    Sign { part, digest, in_place_of, reason }
}

fn shown(day: &str, competitor: &str, agreed: &str, reason: &[&str], state: &ContestState) -> CompetitorSign {
    let rules = &state.competition.as_ref().expect("an open competition").skills[0];
    let index = state.skills[0].known_competitor(rules, competitor).expect("a competitor");
    CompetitorSign {
        day: number(day),
        competitor: competitor.to_owned(),
        agreed: agreed == "agreed",
        reason: (!reason.is_empty()).then(|| reason.join(" ")),
        digest: state.skills[0].digest_of_sheet(rules, number(day), index),
    }
}

fn proposed(word: &str, lines: &[u64]) -> ProposedScore {
    let (rest, at) = word.split_once('@').expect("what it corrects");
    let parts: Vec<&str> = rest.split('/').collect();
    let [competitor, aspect, expert, value] = parts[..] else { panic!("not a score: {word}") };
    ProposedScore {
        competitor: competitor.to_owned(),
        aspect: aspect.to_owned(),
        expert: (expert != "-").then(|| expert.to_owned()),
        value: value.to_owned(),
        corrects: position(at, lines),
    }
}

fn appeal(words: &[&str]) -> Appeal {
    let [competitor, aspects, grounds @ ..] = words else { panic!("not an appeal: {words:?}") };
    let (pressed_ago, grounds) = match grounds {
        [ago, rest @ ..] if ago.starts_with('-') => (ago[1..].parse().expect("milliseconds"), rest),
        rest => (0, rest),
    };
    Appeal {
        skill: None,
        competitor: (*competitor).to_owned(),
        aspects: aspects.split(',').map(str::to_owned).collect(),
        grounds: grounds.join(" "),
        pressed_ago,
    }
}

fn submit(competitor: &str, aspect: &str, value: &str, rest: &[&str], lines: &[u64]) -> Submit {
    let (mut corrects, mut confirms, mut reason) = (None, None, Vec::new());
    for word in rest {
        match (word.strip_prefix('@'), word.strip_prefix('=')) {
            (Some(at), _) => corrects = Some(position(at, lines)),
            (_, Some(at)) => confirms = Some(position(at, lines)),
            _ => reason.push(*word),
        }
    }
    Submit {
        competitor: competitor.to_owned(),
        aspect: aspect.to_owned(),
        value: value.to_owned(),
        corrects,
        reason: (!reason.is_empty()).then(|| reason.join(" ")),
        confirms,
        made_at: None,
    }
}

/// `2` is the entry of the script's second line; `999` one that never was.
fn position(at: &str, lines: &[u64]) -> u64 {
    let line: usize = at.parse().expect("a line's number");
    lines.get(line.wrapping_sub(1)).copied().unwrap_or(999_999)
}

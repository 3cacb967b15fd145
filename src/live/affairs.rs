//! What goes on in a skill besides marks, as one person may see it.

use super::{aspects::aspect_card, called::called, sight::Sight};
use crate::{
    competition::{ExpertRole, Publication, Skill},
    judging::{
        Actor, AppealEnd, AppealState, Closed, Part, Proposal, ProposalState, ProposedScore, Publishing, SecondLook, SignedSheet,
        SkillState, covered, day_of, parts,
    },
    wire::{
        Affairs, AppealCard, AppealStage, CodesCard, CompetitorSheet, CompetitorSigned, DeadlineCard, Held, KnownAs, PanelScore, PartCard,
        ProposalCard, ProposalClosed, PublicationCard, RemarkCard, SignatureCard, UnlockCard, WantedSignature,
    },
};

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// Index in the skill.
    Expert(usize),
    Organiser,
}

/// Closed proposals and appeals that are told besides all open ones, in number; the audit trail has the rest.
const CLOSED_TOLD_MAX: usize = 200;

impl Viewer {
    fn leads(self, skill: &Skill) -> bool {
        match self {
            Self::Organiser => true,
            Self::Expert(index) => skill.experts[index].role != ExpertRole::Expert,
        }
    }
}

#[must_use]
pub fn affairs(skill: &Skill, state: &SkillState, viewer: Viewer) -> Affairs {
    let leads = viewer.leads(skill);
    let unlock = |(key, request): (&Option<usize>, &crate::judging::UnlockRequest)| UnlockCard {
        sub_criterion: key.map(|index| skill.scheme.sub_criteria[index].id.to_string()),
        by: request.by.to_string(),
        reason: request.reason.clone(),
        at: request.at,
    };
    let concerns = |appeal: &&AppealState| match viewer {
        Viewer::Expert(index) if !leads => appeal.by == Actor::Expert(skill.experts[index].id.clone()) || appeal.experts.contains(&index),
        _ => true,
    };
    let proposals = newest(&state.proceedings.proposals, |proposal| proposal.closed.is_none()).filter(|_| leads);
    let appeals = newest(&state.proceedings.appeals, AppealState::is_open).filter(concerns);
    Affairs {
        parts: parts(skill).iter().map(|part| part_card(skill, state, part)).collect(),
        competitor_sheets: (skill.conduct.signing.competitor && (skill.conduct.code_layers == 0 || state.proceedings.codes.is_some()))
            .then(|| sheets(skill, state)),
        deadlines: state.proceedings.deadlines.iter().map(|(&day, &at)| DeadlineCard { day, at }).collect(),
        appeal_windows: appeal_windows(skill, state),
        unlock_requests: state.unlock_requests.iter().filter(|_| leads).map(unlock).collect(),
        proposals: proposals.map(|proposal| proposal_card(skill, state, proposal)).collect(),
        appeals: appeals.map(|appeal| appeal_card(skill, state, appeal, viewer)).collect(),
        codes: (skill.conduct.code_layers > 0).then(|| codes(skill, state)),
        publication: leads.then(|| publication_card(skill, state)),
    }
}

/// All open ones and the newest of the others, in their order.
fn newest<T>(all: &[T], is_open: impl Fn(&T) -> bool) -> impl Iterator<Item = &T> {
    let closed = all.iter().filter(|one| !is_open(one)).count();
    let mut passed_over = closed.saturating_sub(CLOSED_TOLD_MAX);
    all.iter().filter(move |one| {
        let left_out = !is_open(one) && passed_over > 0;
        passed_over -= usize::from(left_out);
        !left_out
    })
}

fn appeal_windows(skill: &Skill, state: &SkillState) -> Vec<DeadlineCard> {
    let mut windows: Vec<DeadlineCard> = Vec::new();
    for (index, aspect) in skill.scheme.aspects.iter().enumerate() {
        let day = day_of(&skill.scheme.sub_criteria[aspect.sub_criterion]);
        if windows.iter().all(|known| known.day != day) {
            windows.extend(state.appeal_until(skill, &[index]).map(|at| DeadlineCard { day, at }));
        }
    }
    windows
}

fn part_card(skill: &Skill, state: &SkillState, part: &Part) -> PartCard {
    let subs = covered(skill, part);
    let ready = state.is_ready(skill, part);
    let id = |index: usize| skill.experts[index].id.to_string();
    let signatures: Vec<SignatureCard> = state
        .proceedings
        .signing
        .signatures
        .iter()
        .filter(|given| given.part == *part)
        .map(|given| SignatureCard {
            capacity: given.capacity,
            expert: id(given.expert),
            in_place_of: given.in_place_of.map(id),
            at: given.at,
            position: given.position,
        })
        .collect();
    let wanted: Vec<WantedSignature> = state
        .wanted(skill, part)
        .into_iter()
        .map(|wanted| WantedSignature { capacity: wanted.capacity, experts: wanted.experts.into_iter().map(id).collect() })
        .collect();
    PartCard {
        part: part.clone(),
        day: subs.iter().map(|&sub| day_of(&skill.scheme.sub_criteria[sub])).max().unwrap_or(1),
        ready,
        digest: (ready && !wanted.is_empty()).then(|| state.digest_of(skill, part)),
        signed: ready && wanted.is_empty(),
        signatures,
        wanted,
        locked: subs.iter().all(|&sub| state.locked[sub]),
    }
}

fn sheets(skill: &Skill, state: &SkillState) -> Vec<CompetitorSheet> {
    let mut days: Vec<u32> = skill.scheme.sub_criteria.iter().map(day_of).collect();
    days.sort_unstable();
    days.dedup();
    let mut competing: Vec<usize> = (0..skill.competitors.len()).filter(|&competitor| !state.tally.sums(competitor).withdrawn).collect();
    if skill.conduct.code_layers > 0 {
        // The order of the list would tell who is who.
        competing.sort_by_key(|&competitor| called(skill, state, competitor));
    }
    let sheet = |day: u32, competitor: usize| {
        let ready = state.missing_of(skill, &covered(skill, &Part::Day { day }), competitor) == 0;
        let current = state.signed_sheet(skill, day, competitor);
        let declined = state.proceedings.signing.declined.get(&(day, competitor)).filter(|declined| current != Some(*declined));
        let signed = current.map(|signed| competitor_signed(skill, signed));
        CompetitorSheet {
            day,
            competitor: called(skill, state, competitor).to_owned(),
            ready,
            digest: (ready && signed.is_none()).then(|| state.digest_of_sheet(skill, day, competitor)),
            signed,
            declined: declined.map(|declined| competitor_signed(skill, declined)),
        }
    };
    days.into_iter().flat_map(|day| competing.iter().map(move |&competitor| (day, competitor))).map(|(day, one)| sheet(day, one)).collect()
}

fn competitor_signed(skill: &Skill, signed: &SignedSheet) -> CompetitorSigned {
    CompetitorSigned {
        agreed: signed.agreed,
        reason: signed.reason.clone(),
        witness: skill.experts[signed.witness].id.to_string(),
        at: signed.at,
    }
}

fn proposal_card(skill: &Skill, state: &SkillState, proposal: &ProposalState) -> ProposalCard {
    let what = match &proposal.what {
        Proposal::Correct { scores } => {
            let named = |score: &ProposedScore| {
                let competitor = state.competitor(&score.competitor).map_or("", |index| called(skill, state, index));
                ProposedScore { competitor: competitor.to_owned(), ..score.clone() }
            };
            Proposal::Correct { scores: scores.iter().map(named).collect() }
        }
        other => other.clone(),
    };
    let closed = |closed: &Closed| ProposalClosed {
        confirmed: closed.confirmed,
        by: name_of(&closed.by),
        reason: closed.reason.clone(),
        at: closed.at,
        position: closed.position,
    };
    ProposalCard {
        proposal: proposal.number,
        what,
        reason: proposal.reason.clone(),
        by: name_of(&proposal.by),
        at: proposal.at,
        closed: proposal.closed.as_ref().map(closed),
    }
}

/// An expert's or a machine's id; none for the organiser.
fn name_of(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Organiser => None,
        Actor::Expert(expert) => Some(expert.to_string()),
        Actor::Grader(grader) => Some(grader.to_string()),
    }
}

fn appeal_card(skill: &Skill, state: &SkillState, appeal: &AppealState, viewer: Viewer) -> AppealCard {
    let (stage, outcome, reason) = match &appeal.end {
        None if appeal.experts.is_empty() => (AppealStage::Filed, None, None),
        None => (AppealStage::Assigned, None, None),
        Some(AppealEnd::Decided(outcome)) => (AppealStage::Decided, Some(*outcome), None),
        Some(AppealEnd::Withdrawn { reason }) => (AppealStage::Withdrawn, None, Some(reason.clone())),
    };
    AppealCard {
        appeal: appeal.number,
        competitor: called(skill, state, appeal.competitor).to_owned(),
        aspects: appeal.aspects.iter().map(|&aspect| skill.scheme.aspects[aspect].id.to_string()).collect(),
        grounds: appeal.grounds.clone(),
        by: name_of(&appeal.by),
        pressed_at: appeal.pressed_at,
        at: appeal.at,
        late: appeal.late,
        stage,
        experts: appeal.experts.iter().map(|&expert| skill.experts[expert].id.to_string()).collect(),
        remarks: appeal.aspects.iter().map(|&aspect| remark_card(skill, appeal, aspect, viewer)).collect(),
        outcome,
        reason,
        noticed_at: appeal.noticed_at,
    }
}

#[must_use]
pub fn publication_card(skill: &Skill, state: &SkillState) -> PublicationCard {
    let Publication { show, delay_minutes, freeze_at } = skill.publication;
    let (held, since) = match state.proceedings.publishing {
        Publishing::ByRule => (Held::ByRule, None),
        Publishing::Frozen { at, .. } => (Held::Frozen, Some(at)),
        Publishing::Published { at } => (Held::Published, Some(at)),
    };
    PublicationCard { show, delay_minutes, freeze_at, held, since, may_publish: state.may_be_published(skill).is_ok() }
}

/// Nobody sees another's value before all have given theirs.
fn remark_card(skill: &Skill, appeal: &AppealState, aspect: usize, viewer: Viewer) -> RemarkCard {
    let rule = &skill.scheme.aspects[aspect];
    let look = appeal.second_look(skill, aspect);
    let seen = |expert: usize| look != SecondLook::Open || viewer == Viewer::Expert(expert);
    let scores = appeal.remarks_of(aspect).filter(|(expert, _)| seen(*expert));
    let elsewhere = |expert: usize| appeal.experts.contains(&expert) && !Sight::of(&skill.experts[expert]).reaches(skill, aspect);
    RemarkCard {
        aspect: rule.id.to_string(),
        rule: matches!(viewer, Viewer::Expert(expert) if elsewhere(expert)).then(|| aspect_card(rule)),
        given: u32::try_from(appeal.remarks_of(aspect).count()).unwrap_or(u32::MAX),
        of: u32::try_from(rule.wanted_scores()).unwrap_or(u32::MAX),
        again: look == SecondLook::TooFarApart,
        scores: scores
            .map(|(expert, value)| PanelScore { expert: skill.experts[expert].id.to_string(), value: value.written(rule), position: None })
            .collect(),
    }
}

fn codes(skill: &Skill, state: &SkillState) -> CodesCard {
    let layers = skill.conduct.code_layers;
    let Some(codes) = &state.proceedings.codes else { return CodesCard { layers, drawn: false, opened: 0, known_as: Vec::new() } };
    let known = |competitor: usize| KnownAs {
        code: codes.code(competitor).to_owned(),
        known_as: codes.known_as(competitor).unwrap_or(&skill.competitors[competitor].id).to_owned(),
    };
    let mut known_as: Vec<KnownAs> = if codes.opened == 0 { Vec::new() } else { (0..skill.competitors.len()).map(known).collect() };
    // Not in the order of the list, which would tell who is who.
    known_as.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    CodesCard { layers, drawn: true, opened: u8::try_from(codes.opened).unwrap_or(layers), known_as }
}

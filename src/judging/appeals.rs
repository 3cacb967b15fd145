//! Appeals: filed with the time of pressing, marked again by others, decided by two people, told.

use std::collections::BTreeMap;

use super::{
    command::{APPEAL_ASPECTS_MAX, APPEAL_PRESSED_AGO_MAX_MS, Appeal, OPEN_APPEALS_MAX, OPEN_APPEALS_MAX_PER_PERSON},
    entry::{Actor, Body, Entry},
    proposals::Replacement,
    records::{AppealFiled, AppealOutcome, Part, Proposal},
    refusal::Refusal,
    sender::{Sender, stated},
    signing::day_of,
    state::{SkillState, expert_slot},
    time::Millis,
};
use crate::{
    competition::{AspectKind, Capacity, ExpertRole, Skill},
    decimal::Decimal,
    scoring::{PanelOutcome, Score, Value, panel},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealState {
    pub number: u32,
    pub competitor: usize,
    pub aspects: Vec<usize>,
    pub grounds: String,
    pub by: Actor,
    pub pressed_at: Millis,
    pub at: Millis,
    pub late: bool,
    /// Who marks again; empty until somebody is asked to.
    pub experts: Vec<usize>,
    /// By aspect and expert.
    pub remarks: BTreeMap<(usize, usize), Value>,
    pub end: Option<AppealEnd>,
    pub noticed_at: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppealEnd {
    Decided(AppealOutcome),
    Withdrawn { reason: String },
}

/// How far the second look at one aspect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondLook {
    Open,
    TooFarApart,
    Complete,
}

impl AppealState {
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }

    /// The values of one aspect, by expert.
    pub fn remarks_of(&self, aspect: usize) -> impl Iterator<Item = (usize, Value)> {
        self.remarks.range((aspect, 0)..(aspect + 1, 0)).map(|(&(_, expert), &value)| (expert, value))
    }

    #[must_use]
    pub fn second_look(&self, skill: &Skill, aspect: usize) -> SecondLook {
        let rule = &skill.scheme.aspects[aspect];
        if self.remarks_of(aspect).count() < rule.wanted_scores() {
            return SecondLook::Open;
        }
        let AspectKind::Judgement(judgement) = &rule.kind else { return SecondLook::Complete };
        let scores: Vec<Decimal> = self
            .remarks_of(aspect)
            .filter_map(|(_, value)| match value {
                Value::Number(number) => Some(number),
                _ => None,
            })
            .collect();
        match panel::outcome(judgement, rule.max_mark, &scores) {
            PanelOutcome::SpreadTooWide => SecondLook::TooFarApart,
            PanelOutcome::Open | PanelOutcome::Mark(_) => SecondLook::Complete,
        }
    }
}

impl SkillState {
    #[must_use]
    pub fn appeal(&self, number: u32) -> Option<&AppealState> {
        self.proceedings.appeals.get((number as usize).checked_sub(1)?)
    }

    #[must_use]
    pub fn under_appeal(&self, competitor: usize) -> bool {
        self.proceedings.appeals.iter().any(|appeal| appeal.competitor == competitor && appeal.is_open())
    }

    /// Until when one may appeal against these aspects; `None`: for now without end.
    #[must_use]
    pub fn appeal_until(&self, skill: &Skill, aspects: &[usize]) -> Option<Millis> {
        let minutes = skill.conduct.appeal_minutes?;
        let day = aspects.iter().map(|&aspect| day_of(&skill.scheme.sub_criteria[skill.scheme.aspects[aspect].sub_criterion])).max()?;
        let given = self.proceedings.signing.signatures.iter().filter(|given| given.part == Part::Day { day });
        let signed_at = given.filter(|given| given.capacity == Capacity::Chief).map(|given| given.at).max()?;
        Some(signed_at + Millis::from(minutes) * 60_000)
    }

    fn open_appeal(&mut self, number: u32) -> Result<&mut AppealState, &'static str> {
        let index = (number as usize).checked_sub(1).ok_or("no such appeal")?;
        self.proceedings.appeals.get_mut(index).filter(|appeal| appeal.is_open()).ok_or("no such open appeal")
    }

    pub(super) fn apply_appeal(&mut self, entry: &Entry, filed: &AppealFiled) -> Result<(), &'static str> {
        if filed.appeal as usize != self.proceedings.appeals.len() + 1 {
            return Err("an appeal of another number");
        }
        let aspects: Option<Vec<usize>> = filed.aspects.iter().map(|id| self.aspect(id)).collect();
        let competitor = self.competitor(&filed.competitor).ok_or("unknown competitor")?;
        self.proceedings.appeals.push(AppealState {
            number: filed.appeal,
            competitor,
            aspects: aspects.ok_or("unknown aspect")?,
            grounds: filed.grounds.clone(),
            by: entry.actor.clone(),
            pressed_at: filed.pressed_at,
            at: entry.at,
            late: filed.late,
            experts: Vec::new(),
            remarks: BTreeMap::new(),
            end: None,
            noticed_at: None,
        });
        self.changed_at = entry.position;
        Ok(())
    }

    /// What the journal says about an appeal after it was filed.
    pub(super) fn apply_to_appeal(&mut self, entry: &Entry) -> Result<(), &'static str> {
        match &entry.body {
            Body::AppealAssigned { appeal, experts, .. } => {
                let experts: Option<Vec<usize>> = experts.iter().map(|id| self.expert(id)).collect();
                let appeal = self.open_appeal(*appeal)?;
                appeal.experts = experts.ok_or("unknown expert")?;
                appeal.remarks.clear();
            }
            Body::Remarked { appeal, aspect, value, .. } => {
                let Actor::Expert(expert) = &entry.actor else { return Err("a second look without an expert") };
                let expert = self.expert(expert).ok_or("unknown expert")?;
                let aspect = self.aspect(aspect).ok_or("unknown aspect")?;
                let value = Value::parse(value, &self.tally.aspects()[aspect]).map_err(|_| "a value that the aspect does not allow")?;
                self.open_appeal(*appeal)?.remarks.insert((aspect, expert), value);
            }
            Body::AppealNoticed { appeal, .. } => {
                let index = (*appeal as usize).checked_sub(1).ok_or("no such appeal")?;
                self.proceedings.appeals.get_mut(index).ok_or("no such appeal")?.noticed_at = Some(entry.at);
            }
            Body::AppealWithdrawn { appeal, reason, .. } => {
                self.open_appeal(*appeal)?.end = Some(AppealEnd::Withdrawn { reason: reason.clone() });
                self.changed_at = entry.position;
            }
            _ => return Err("not about an appeal"),
        }
        Ok(())
    }

    pub(super) fn decide_appeal(&mut self, number: u32, outcome: AppealOutcome) -> Result<(), &'static str> {
        self.open_appeal(number)?.end = Some(AppealEnd::Decided(outcome));
        Ok(())
    }
}

pub(super) fn may_be_filed(state: &SkillState, actor: &Actor) -> Result<(), Refusal> {
    let open = || state.proceedings.appeals.iter().filter(|appeal| appeal.is_open());
    let own = open().filter(|appeal| appeal.by == *actor).count();
    if own < OPEN_APPEALS_MAX_PER_PERSON && open().count() < OPEN_APPEALS_MAX { Ok(()) } else { Err(Refusal::TooMany("open appeals")) }
}

/// While a decision waits for its second person, what it rests on stays as it is.
fn not_being_decided(state: &SkillState, number: u32) -> Result<(), Refusal> {
    let decides = |what: &Proposal| matches!(what, Proposal::DecideAppeal { appeal, .. } if *appeal == number);
    let waiting = state.proceedings.proposals.iter().find(|proposal| proposal.closed.is_none() && decides(&proposal.what));
    waiting.map_or(Ok(()), |proposal| Err(Refusal::DecisionProposed(proposal.number)))
}

fn open(state: &SkillState, number: u32) -> Result<&AppealState, Refusal> {
    let appeal = state.appeal(number).ok_or(Refusal::NoSuchAppeal(number))?;
    if appeal.is_open() { Ok(appeal) } else { Err(Refusal::AppealClosed(number)) }
}

pub(super) fn may_be_decided(state: &SkillState, number: u32) -> Result<(), Refusal> {
    open(state, number).map(drop)
}

/// What was marked again, as the next round of its aspects.
pub(super) fn marked_again(skill: &Skill, state: &SkillState, number: u32) -> Result<Vec<Replacement>, Refusal> {
    let appeal = open(state, number)?;
    let competitor = appeal.competitor;
    let mut replacements = Vec::new();
    for &aspect in &appeal.aspects {
        match appeal.second_look(skill, aspect) {
            SecondLook::TooFarApart => return Err(Refusal::RemarkAgain(skill.scheme.aspects[aspect].id.to_string())),
            SecondLook::Open if appeal.remarks_of(aspect).next().is_some() => {
                return Err(Refusal::RemarkMissing(skill.scheme.aspects[aspect].id.to_string()));
            }
            SecondLook::Open => {}
            SecondLook::Complete => {
                let round = state.tally.round(competitor, aspect).saturating_add(1);
                let judged = skill.scheme.aspects[aspect].is_judgement();
                for (expert, value) in appeal.remarks_of(aspect) {
                    let expert = if judged { expert_slot(expert).unwrap_or(Score::NO_EXPERT) } else { Score::NO_EXPERT };
                    replacements.push(Replacement { competitor, aspect, expert, round, value });
                }
            }
        }
    }
    if replacements.is_empty() {
        return Err(Refusal::RemarkMissing(String::new()));
    }
    Ok(replacements)
}

/// An appeal as it is filed at `now`.
pub(super) fn filed(skill: &Skill, state: &SkillState, now: Millis, asked: &Appeal) -> Result<AppealFiled, Refusal> {
    let competitor = state.known_competitor(skill, &asked.competitor)?;
    let mut aspects = Vec::new();
    for id in &asked.aspects {
        let aspect = state.aspect(id).ok_or_else(|| Refusal::UnknownAspect(id.clone()))?;
        if !aspects.contains(&aspect) {
            aspects.push(aspect);
        }
    }
    if aspects.is_empty() || aspects.len() > APPEAL_ASPECTS_MAX {
        return Err(Refusal::TooMany("aspects"));
    }
    let pressed_at = now - asked.pressed_ago.clamp(0, APPEAL_PRESSED_AGO_MAX_MS);
    let skill_signed = state.is_signed(skill, &Part::Skill) && skill.conduct.appeal_minutes.is_none();
    let late = skill_signed || state.appeal_until(skill, &aspects).is_some_and(|until| pressed_at > until);
    Ok(AppealFiled {
        skill: skill.id.clone(),
        appeal: u32::try_from(state.proceedings.appeals.len() + 1).map_err(|_| Refusal::TooMany("appeals"))?,
        competitor: skill.competitors[competitor].id.clone(),
        aspects: aspects.into_iter().map(|aspect| skill.scheme.aspects[aspect].id.clone()).collect(),
        grounds: stated(&asked.grounds)?,
        pressed_at,
        late,
    })
}

pub(super) fn assignment(sender: &Sender<'_>, appeal: u32, experts: &[String]) -> Result<Body, Refusal> {
    let find = |id: &String| sender.state.expert(id).ok_or_else(|| Refusal::UnknownExpert(id.clone()));
    let mut indices: Vec<usize> = experts.iter().map(find).collect::<Result<_, _>>()?;
    indices.sort_unstable();
    indices.dedup();
    let experts = indices.into_iter().map(|index| sender.skill.experts[index].id.clone()).collect();
    Ok(Body::AppealAssigned { skill: sender.skill.id.clone(), appeal, experts })
}

/// Other experts than those who scored, and enough of them.
pub(super) fn may_be_assigned(sender: &Sender<'_>, number: u32, experts: &[crate::competition::ExpertId]) -> Result<(), Refusal> {
    let (skill, state) = (sender.skill, sender.state);
    if sender.expert.role != ExpertRole::Chief {
        return Err(Refusal::Role);
    }
    let appeal = open(state, number)?;
    not_being_decided(state, number)?;
    for id in experts {
        let index = state.expert(id).ok_or_else(|| Refusal::UnknownExpert(id.to_string()))?;
        let expert = &skill.experts[index];
        let slot = expert_slot(index).unwrap_or(Score::NO_EXPERT);
        let scored = appeal.aspects.iter().any(|&aspect| {
            let sub = skill.scheme.aspects[aspect].sub_criterion;
            let measured = !skill.scheme.aspects[aspect].is_judgement() && state.proceedings.signing.entered[sub][index];
            measured || state.tally.scores(appeal.competitor, aspect).any(|score| score.expert == slot)
        });
        let compatriot = skill.conduct.code_layers == 0
            && expert.delegation.is_some()
            && skill.competitors[appeal.competitor].delegation == expert.delegation;
        if expert.role == ExpertRole::Supervisor || scored || compatriot {
            return Err(Refusal::MayNotRemark(id.to_string()));
        }
    }
    let wanted = appeal.aspects.iter().map(|&aspect| skill.scheme.aspects[aspect].wanted_scores()).max().unwrap_or(1);
    if experts.len() < wanted || experts.len() > panel::PANEL_MAX_EXPERTS as usize {
        return Err(Refusal::RemarkersWanted(wanted));
    }
    Ok(())
}

pub(super) fn remark(sender: &Sender<'_>, appeal: u32, aspect: &str, value: &str) -> Result<Body, Refusal> {
    let rule = &sender.skill.scheme.aspects[sender.aspect(aspect)?];
    let value = Value::parse(value, rule)?.written(rule);
    Ok(Body::Remarked { skill: sender.skill.id.clone(), appeal, aspect: rule.id.clone(), value })
}

pub(super) fn may_remark(sender: &Sender<'_>, number: u32, aspect: &str) -> Result<(), Refusal> {
    let appeal = open(sender.state, number)?;
    not_being_decided(sender.state, number)?;
    let aspect = sender.aspect(aspect)?;
    if !appeal.aspects.contains(&aspect) || !appeal.experts.contains(&sender.expert_index) {
        return Err(Refusal::NotAssigned);
    }
    let own = appeal.remarks.contains_key(&(aspect, sender.expert_index));
    let full = appeal.remarks_of(aspect).count() >= sender.skill.scheme.aspects[aspect].wanted_scores();
    match appeal.second_look(sender.skill, aspect) {
        SecondLook::Complete => Err(Refusal::PanelFull),
        SecondLook::TooFarApart if !own => Err(Refusal::PanelFull),
        _ if full && !own => Err(Refusal::PanelFull),
        _ => Ok(()),
    }
}

pub(super) fn may_be_noticed(state: &SkillState, number: u32) -> Result<(), Refusal> {
    let appeal = state.appeal(number).ok_or(Refusal::NoSuchAppeal(number))?;
    if appeal.is_open() || appeal.noticed_at.is_some() { Err(Refusal::AppealClosed(number)) } else { Ok(()) }
}

/// Whoever filed it, or the organiser.
pub(super) fn may_be_withdrawn(state: &SkillState, number: u32, actor: &Actor) -> Result<(), Refusal> {
    let appeal = open(state, number)?;
    if *actor == Actor::Organiser || appeal.by == *actor { Ok(()) } else { Err(Refusal::NotYours) }
}

//! A journal's entry as the desk may read it: competitors under codes while codes are closed, scores of a panel only once all are there.

mod facts;
mod words;

use crate::{
    competition::Skill,
    judging::{Actor, Body, ContestState, Entry, MarkEntry, SecondLook, SkillState, day_of},
    live::known_as,
    wire::{AuditActor, AuditActorKind, AuditEntry},
};
use facts::Facts;

/// One skill, as of now, for entries about it.
struct Known<'a> {
    skill: &'a Skill,
    state: &'a SkillState,
}

impl<'a> Known<'a> {
    fn of(state: &'a ContestState, entry: &Entry) -> Option<Self> {
        let index = match &entry.body {
            Body::DeviceRevoked { device } | Body::RecoveryLoaded { device, .. } => state.devices.get(device)?.skill,
            body => state.skill(body.skill()?)?,
        };
        let skill = state.competition.as_ref()?.skills.get(index)?;
        Some(Self { skill, state: state.skills.get(index)? })
    }

    fn name(&self, competitor: &str) -> String {
        self.state.competitor(competitor).map_or_else(String::new, |index| known_as(self.skill, self.state, index))
    }

    fn is_late(&self, entry: &Entry) -> bool {
        match &entry.body {
            Body::Mark(mark) => {
                let aspect = self.state.aspect(&mark.aspect).map(|index| &self.skill.scheme.aspects[index]);
                let day = aspect.map(|aspect| day_of(&self.skill.scheme.sub_criteria[aspect.sub_criterion]));
                let deadline = day.and_then(|day| self.state.proceedings.deadline_at(day, entry.position));
                deadline.is_some_and(|deadline| entry.at > deadline)
            }
            Body::AppealFiled(filed) => filed.late,
            _ => false,
        }
    }

    /// Nobody sees a panel's score before all have given theirs, or marking has ended.
    fn is_shown(&self, mark: &MarkEntry) -> bool {
        let Some((competitor, aspect)) = self.state.competitor(&mark.competitor).zip(self.state.aspect(&mark.aspect)) else {
            return false;
        };
        let (rule, tally) = (&self.skill.scheme.aspects[aspect], &self.state.tally);
        if !rule.is_judgement() || self.state.locked[rule.sub_criterion] {
            return true;
        }
        if mark.round == tally.round(competitor, aspect) {
            return tally.scores(competitor, aspect).count() >= rule.wanted_scores();
        }
        let earlier = self.state.proceedings.earlier.get(&(competitor, aspect));
        earlier
            .into_iter()
            .flatten()
            .any(|round| round.len() >= rule.wanted_scores() && round.iter().any(|score| score.round == mark.round))
    }

    fn is_remark_shown(&self, appeal: u32, aspect: &str) -> bool {
        let Some((appeal, aspect)) = self.state.appeal(appeal).zip(self.state.aspect(aspect)) else { return false };
        !appeal.is_open() || appeal.second_look(self.skill, aspect) != SecondLook::Open
    }
}

/// `state` has folded the entry.
#[must_use]
pub fn line(state: &ContestState, entry: &Entry) -> AuditLine {
    let known = Known::of(state, entry);
    let facts = known.as_ref().map(|known| Facts::of(known, entry)).unwrap_or_default();
    let text = words::of(entry, &facts);
    let only = |names: &[String]| if let [one] = names { Some(one.clone()) } else { None };
    let shown = AuditEntry {
        position: entry.position,
        at: entry.at,
        actor: actor(&entry.actor),
        device: facts::device(entry),
        kind: facts::kind(&entry.body),
        skill: known.as_ref().map(|known| known.skill.id.to_string()),
        competitor: only(&facts.competitors),
        aspect: only(&facts.aspects),
        value: facts.value.clone(),
        corrects: facts::corrects(&entry.body),
        reason: facts::reason(&entry.body).map(str::to_owned),
        late: known.as_ref().is_some_and(|known| known.is_late(entry)),
        text,
    };
    AuditLine { shown, competitors: facts.competitors, aspects: facts.aspects }
}

/// An entry with everybody and everything it is about.
pub struct AuditLine {
    pub shown: AuditEntry,
    pub competitors: Vec<String>,
    pub aspects: Vec<String>,
}

impl AuditLine {
    /// Whether what is shown has this text, in small or capital letters. What is withheld is not searched.
    #[must_use]
    pub fn says(&self, lower_case: &str) -> bool {
        let shown = &self.shown;
        let maybe = [&shown.actor.id, &shown.device, &shown.skill, &shown.value, &shown.reason].into_iter().flatten();
        let all = maybe.chain([&shown.text.zh, &shown.text.en]).chain(&self.competitors).chain(&self.aspects);
        all.into_iter().any(|text| text.to_lowercase().contains(lower_case))
    }
}

fn actor(actor: &Actor) -> AuditActor {
    let (kind, id) = match actor {
        Actor::Organiser => (AuditActorKind::Organiser, None),
        Actor::Expert(expert) => (AuditActorKind::Expert, Some(expert.to_string())),
        Actor::Grader(grader) => (AuditActorKind::Grader, Some(grader.to_string())),
    };
    AuditActor { kind, id }
}

//! What of a state may be shown. A blind skill as it may be seen while layers of codes are closed: everybody under the code of the deepest closed layer, without name,
//! delegation or kind, in the order of the codes. What is made of it can give nobody away.

use std::collections::BTreeMap;

use super::{
    appeals::AppealState, codes::Codes, proceedings::Proceedings, proposals::ProposalState, records::Proposal, signing::SignedSheet,
    state::SkillState,
};
use crate::{
    competition::{Competitor, CompetitorId, Skill, Text},
    ranking::draw::{Draw, DrawOutcome},
};

/// Who stands where behind the codes.
struct Places {
    /// Per place, the index in the skill.
    order: Vec<usize>,
    /// Per index in the skill, the place.
    of: Vec<usize>,
    ids: Vec<CompetitorId>,
}

impl Places {
    fn of(codes: &Codes, competitors: usize) -> Option<Self> {
        let mut known = (0..competitors)
            .map(|index| Some((codes.known_as(index)?.parse::<CompetitorId>().ok()?, index)))
            .collect::<Option<Vec<_>>>()?;
        known.sort_unstable();
        let mut of = vec![0; competitors];
        known.iter().enumerate().for_each(|(place, (_, index))| of[*index] = place);
        let (ids, order) = known.into_iter().unzip();
        Some(Self { order, of, ids })
    }

    fn cells<V: Clone>(&self, of: &BTreeMap<(usize, usize), V>) -> BTreeMap<(usize, usize), V> {
        of.iter().map(|(&(competitor, aspect), value)| ((self.of[competitor], aspect), value.clone())).collect()
    }
}

impl SkillState {
    /// Forgets the scores of panels that are not complete, for nobody sees them before; those of locked sub-criteria stay.
    pub fn keep_secrets(&mut self, skill: &Skill) {
        for aspect in self.open_aspects(skill) {
            let rule = &skill.scheme.aspects[aspect];
            if !rule.is_judgement() {
                continue;
            }
            for competitor in 0..self.tally.competitors() {
                let given = self.tally.scores(competitor, aspect).count();
                if given > 0 && given < rule.wanted_scores() {
                    self.forget(competitor, aspect);
                }
            }
        }
    }

    /// Forgets what of this skill is not locked: marks, and appeals about nothing else. A draw says who is equal, so it waits for all of them.
    pub fn keep_what_is_locked(&mut self, skill: &Skill) {
        let locked = |aspect: usize| self.locked[skill.scheme.aspects[aspect].sub_criterion];
        self.proceedings.appeals.retain(|appeal| appeal.aspects.iter().any(|&aspect| locked(aspect)));
        if self.locked.contains(&false) {
            self.draws.clear();
        }
        for aspect in self.open_aspects(skill) {
            for competitor in 0..self.tally.competitors() {
                self.forget(competitor, aspect);
            }
        }
    }

    fn open_aspects(&self, skill: &Skill) -> Vec<usize> {
        let aspects = skill.scheme.aspects.iter().enumerate();
        aspects.filter(|(_, rule)| !self.locked[rule.sub_criterion]).map(|(aspect, _)| aspect).collect()
    }

    fn forget(&mut self, competitor: usize, aspect: usize) {
        if self.tally.scores(competitor, aspect).next().is_some() {
            self.tally.clear_round(competitor, aspect);
            self.changed(competitor);
        }
    }

    /// Skill and state as seen through the codes; `None` where no layer is closed, or none was drawn yet.
    #[must_use]
    pub fn veiled(&self, skill: &Skill) -> Option<(Skill, Self)> {
        let codes = self.proceedings.codes.as_ref()?;
        let places = Places::of(codes, skill.competitors.len())?;
        let seen = |(place, &index): (usize, &usize)| masked(&skill.competitors[index], places.ids[place].clone());
        let masked = Skill { competitors: places.order.iter().enumerate().map(seen).collect(), ..skill.clone() };
        let state = Self {
            tally: self.tally.reordered(&places.order),
            ranking: None,
            locked: self.locked.clone(),
            unlock_requests: self.unlock_requests.clone(),
            entries_by: self.entries_by.clone(),
            last_entry_at: self.last_entry_at.clone(),
            draws: self.draws.iter().map(|draw| draw_of(&places, draw)).collect(),
            proceedings: proceedings_of(self, codes, &places),
            changed_at: self.changed_at,
            competitors: places.ids.iter().enumerate().map(|(place, id)| (id.clone(), place)).collect(),
            aspects: self.aspects.clone(),
            experts: self.experts.clone(),
            sub_criteria: self.sub_criteria.clone(),
        };
        Some((masked, state))
    }
}

fn masked(competitor: &Competitor, id: CompetitorId) -> Competitor {
    Competitor { id, name: Text::default(), members: Vec::new(), delegation: None, kind: None, ..competitor.clone() }
}

fn draw_of(places: &Places, draw: &Draw) -> Draw {
    let mut competitors: Vec<usize> = draw.competitors.iter().map(|&index| places.of[index]).collect();
    competitors.sort_unstable();
    let mut outcome = draw.outcome.clone();
    if let DrawOutcome::Revealed { order, .. } = &mut outcome {
        for index in order {
            *index = places.of[*index];
        }
    }
    Draw { competitors, outcome, ..draw.clone() }
}

fn proceedings_of(state: &SkillState, codes: &Codes, places: &Places) -> Proceedings {
    let of = &state.proceedings;
    let mut signing = of.signing.clone();
    let moved = |sheets: &BTreeMap<(u32, usize), SignedSheet>| {
        sheets.iter().map(|(&(day, index), sheet)| ((day, places.of[index]), sheet.clone())).collect()
    };
    signing.sheets = moved(&of.signing.sheets);
    signing.declined = moved(&of.signing.declined);
    Proceedings {
        signing,
        proposals: of.proposals.iter().map(|proposal| proposal_of(state, places, proposal)).collect(),
        appeals: of.appeals.iter().map(|appeal| AppealState { competitor: places.of[appeal.competitor], ..appeal.clone() }).collect(),
        codes: Some(codes.reordered(&places.order)),
        measured: places.cells(&of.measured),
        earlier: places.cells(&of.earlier),
        ..of.clone()
    }
}

fn proposal_of(state: &SkillState, places: &Places, proposal: &ProposalState) -> ProposalState {
    let mut proposal = proposal.clone();
    if let Proposal::Correct { scores } = &mut proposal.what {
        for score in scores {
            score.competitor =
                state.competitor(&score.competitor).map_or_else(String::new, |index| places.ids[places.of[index]].to_string());
        }
    }
    proposal
}

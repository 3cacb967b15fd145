//! Why a competitor stands where the standings say: from the place down to single scores, each step with its rule, its numbers and where
//! they come from. Made from the same exact values as the standings; nothing is decided here.

mod basis;
mod calc;
mod compare;
mod draw;
mod judgement;
mod majority;
mod mark;
mod marks;
mod measurement;
mod medal;
mod node;
mod place;
mod ratio;
mod reach;
mod scale;
mod total;
mod words;

pub use node::{Explanation, Node, NodeKind};

use crate::{
    competition::{Competition, Competitor, Skill},
    decimal::Decimal,
    ranking::{Draw, Ranking},
    scoring::{Score, SkillTally},
};

/// Whom to explain, and everything that is known.
pub struct Question<'a> {
    pub competition: &'a Competition,
    pub skill: &'a Skill,
    pub tally: &'a SkillTally,
    /// As of the last mark.
    pub ranking: &'a Ranking,
    /// The skill's, by number.
    pub draws: &'a [Draw],
    /// Index into the skill's competitors.
    pub competitor: usize,
    pub entries: Entries,
}

/// What a score's position counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entries {
    Journal {
        /// The last one that is counted.
        last: u64,
    },
    /// Rows of marks.csv.
    MarksCsv,
}

#[must_use]
pub fn explain(question: &Question<'_>) -> Explanation {
    Explanation {
        competition: question.competition.id.to_string(),
        skill: question.skill.id.to_string(),
        competitor: question.id(question.competitor).to_owned(),
        position: match question.entries {
            Entries::Journal { last } => Some(last),
            Entries::MarksCsv => None,
        },
        place: place::place(question),
    }
}

impl Question<'_> {
    fn own(&self) -> &Competitor {
        &self.skill.competitors[self.competitor]
    }

    fn id(&self, competitor: usize) -> &str {
        self.skill.competitors[competitor].id.as_str()
    }

    fn expert(&self, score: &Score) -> Option<&str> {
        let expert = self.skill.experts.get(usize::from(score.expert)).filter(|_| score.expert != Score::NO_EXPERT);
        expert.map(|expert| expert.id.as_str())
    }

    fn mark(&self, aspect: usize) -> Option<Decimal> {
        self.tally.mark(self.competitor, aspect)
    }

    /// Places that marks and totals are shown with.
    const fn places(&self) -> u32 {
        self.skill.rules.decimals
    }
}

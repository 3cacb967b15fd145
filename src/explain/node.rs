//! The shape of an explanation: a tree from the place down to single scores.

use serde::Serialize;

use super::calc::minus_sign;
use crate::{competition::Text, decimal::Decimal};

/// Why one competitor stands where the standings say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Explanation {
    pub competition: String,
    pub skill: String,
    pub competitor: String,
    /// The last journal entry that is counted; none for a folder's marks.csv.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub position: Option<u64>,
    /// The place; everything it follows from is below it.
    pub place: Node,
}

/// One step. A text may be empty where there is nothing to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(rename = "ExplanationNode"))]
pub struct Node {
    pub kind: NodeKind,
    /// What this is about.
    pub what: Text,
    /// The rule in words, with its parameters.
    pub rule: Text,
    /// Where the rule or the number comes from.
    pub source: Text,
    /// Equations that can be checked by hand; the last one ends with `value`, where there is one.
    pub arithmetic: Vec<String>,
    pub result: Text,
    /// The result, where it is a number: exact.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub value: Option<Decimal>,
    pub children: Vec<Node>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(rename = "ExplanationKind"))]
pub enum NodeKind {
    Place,
    /// The best and the worst place there can still be.
    Reachable,
    /// Whether a medal is certain, possible or gone.
    MedalChance,
    /// Who is directly ahead, who shares the place, who is directly behind.
    Ahead,
    Equal,
    Behind,
    /// One total or tie key against somebody else's.
    Compared,
    /// The last word on a tie.
    Draw,
    /// By majority: a place that one expert gives, and one step of counting.
    ExpertPlace,
    MajorityStep,
    Medal,
    ScaleScore,
    /// Whose results a scale is taken from, its middle and its spread.
    Population,
    Middle,
    Spread,
    Total,
    /// A weighted part of the total.
    Module,
    Criterion,
    SubCriterion,
    Measurement,
    Judgement,
    Score,
    /// A score of the panel that the reduction leaves out.
    LeftOutScore,
    /// A score of a round that lay too far apart, not replaced yet.
    EarlierScore,
    MissingScores,
}

impl Node {
    pub(super) fn new(kind: NodeKind, what: Text) -> Self {
        let empty = Text::default;
        Self { kind, what, rule: empty(), source: empty(), arithmetic: Vec::new(), result: empty(), value: None, children: Vec::new() }
    }

    pub(super) fn rule(mut self, rule: Text) -> Self {
        self.rule = rule;
        self
    }

    pub(super) fn source(mut self, source: Text) -> Self {
        self.source = source;
        self
    }

    pub(super) fn line(mut self, line: Option<String>) -> Self {
        self.arithmetic.extend(line);
        self
    }

    pub(super) fn result(mut self, result: Text) -> Self {
        self.result = result;
        self
    }

    /// A result that is a number, shown with so many places.
    pub(super) fn number(mut self, value: Decimal, places: u32) -> Self {
        self.result = Text::plain(minus_sign(&value.fixed(places)));
        self.value = Some(value);
        self
    }

    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// The node and all below it, from the top down.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        self.children.iter().for_each(|child| child.walk(visit));
    }

    /// Leaves out what is deeper than so many levels below.
    pub fn cut(&mut self, levels: usize) {
        if levels == 0 {
            self.children.clear();
        }
        self.children.iter_mut().for_each(|child| child.cut(levels.saturating_sub(1)));
    }
}

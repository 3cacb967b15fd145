//! A result as a learning outcome: what a credit bank is told, and why somebody's result is none.

mod decide;
mod rules;

pub use self::{
    decide::{Decision, SignedResult, Withheld, decide},
    rules::{OutcomeRow, OutcomeRules},
};

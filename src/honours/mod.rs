//! From a result to an honour: programmes as data, each person judged by each rule with the fact it rests on, counted against quotas.
//! What is not known is unknown, never no.

mod assessment;
mod catalogue;
mod certificate;
mod condition;
mod contest;
mod counting;
mod diff;
mod digest;
mod distinction;
pub mod exports;
mod fact;
mod judge;
mod ladder;
mod national_id;
pub mod nomination;
pub mod outcome;
mod person;
mod programme;
mod promotion;
pub mod statistics;
mod two_people;
mod verdict;

pub use assessment::Assessment;
pub use catalogue::{Catalogue, Honour, HonourKind, HonourLevel};
pub use certificate::{Certificate, certificates};
pub use condition::{Condition, Places};
pub use contest::{Contest, ContestSkill, Entry, Part, Place, Provisional};
pub use counting::{BodyCount, CategoryCount, Counting, Seat, Share};
pub use diff::{Change, RuleChange, changes};
pub use distinction::{Distinction, Unsettled, distinctions, settled_awards, unsettled};
pub use fact::{Fact, Origin, Supplier};
pub use ladder::{Held, SkillLevel};
pub use national_id::{is_national_id, said_by_national_id};
pub use person::{Birth, Candidate, Facts, Gender, PersonRow, candidates};
pub use programme::{Body, Category, Exclusive, Grants, Money, OrderKey, Period, Programme, Rule, Source, Stated, Tier, Watch};
pub use promotion::{Promotion, Rung, promotion};
pub use two_people::{Asked, SecondPersonRefusal};
pub use verdict::Verdict;

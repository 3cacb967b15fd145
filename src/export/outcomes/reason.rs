//! Why a result is no outcome, in words.

use super::who::Who;
use crate::{
    competition::Text,
    honours::{Fact, Origin, Supplier, outcome::Withheld},
};

/// A word for programs, a sentence for people, and who can help.
pub(super) fn of(why: &Withheld, who: &Who) -> (&'static str, Text, Option<Text>) {
    match why {
        Withheld::Provisional(fact) => ("provisional", fact.text.clone(), supplier(std::slice::from_ref(fact))),
        Withheld::NoPlace(fact) => ("no-place", fact.text.clone(), None),
        Withheld::Unsigned => {
            let line = format!("{},{},DATE,WHO", who.skill, who.result);
            let text = Text::new(
                format!("成绩未签署；签署后在 signed.csv 写入：{line}"),
                format!("the result is not signed; once it is, write into signed.csv: {line}"),
            );
            ("unsigned", text, Some(Supplier::ChiefExpert.text()))
        }
        Withheld::AnotherSigned { on } => {
            let text = Text::new(
                format!("{on} 签署的是另一个结果：此后成绩已更改，须重新签署"),
                format!("another result was signed on {on}: it was amended since, and must be signed again"),
            );
            ("amended", text, Some(Supplier::ChiefExpert.text()))
        }
        Withheld::FactsMissing(facts) => {
            let all = |of: fn(&Fact) -> &str, between: &str| facts.iter().map(of).collect::<Vec<_>>().join(between);
            let text = Text::new(all(|fact| &fact.text.zh, "；"), all(|fact| &fact.text.en, "; "));
            ("fact-missing", text, supplier(facts))
        }
        Withheld::NoRow => {
            let text = Text::new("规则表中没有对应的行", "no row of the rules fits this class of competition, place and medal");
            ("no-row", text, None)
        }
    }
}

fn supplier(facts: &[Fact]) -> Option<Text> {
    facts.iter().find_map(|fact| match fact.origin {
        Origin::Missing { supplier } => Some(supplier.text()),
        _ => None,
    })
}

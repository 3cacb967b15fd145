//! Ids that were found to be one person.

use super::{Known, NominationRefusal, Register};

impl Register {
    /// Who somebody is, after all that were found to be the same.
    #[must_use]
    pub fn who<'a>(&'a self, person: &'a str) -> &'a str {
        // Nobody is merged into somebody who was merged already, so this ends after one step or none.
        self.merged.get(person).map_or(person, String::as_str)
    }

    /// Others who were found to be this person.
    pub fn also(&self, person: &str) -> impl Iterator<Item = &str> {
        self.merged.iter().filter(move |(_, into)| *into == person).map(|(from, _)| from.as_str())
    }

    /// Everybody who was found to be somebody else, and who that is.
    pub fn merged(&self) -> impl Iterator<Item = (&str, &str)> {
        self.merged.iter().map(|(from, into)| (from.as_str(), into.as_str()))
    }

    /// # Errors
    /// When they are the same already, or both are nominated for the same or in categories that exclude each other: one must be withdrawn
    /// first.
    pub fn check_merge(&self, person: &str, into: &str, known: Known<'_>) -> Result<(), NominationRefusal> {
        let into = self.who(into);
        if self.who(person) == into {
            return Err(NominationRefusal::SamePerson);
        }
        let person = self.who(person);
        let of = |who: &str| self.iter().filter(move |(_, one)| one.stage.is_alive() && one.subject.person == who).collect::<Vec<_>>();
        let (own, theirs) = (of(person), of(into));
        for ((_, one), (other, another)) in own.iter().flat_map(|one| theirs.iter().map(move |other| (one, other))) {
            if one.subject.is_for_the_same_as(&another.subject) {
                return Err(NominationRefusal::Twice(*other));
            }
            if one.stage.counts() && another.stage.counts() && known.are_exclusive(&one.subject, &another.subject)? {
                return Err(NominationRefusal::OneCategory { other: *other, category: another.subject.category.to_string() });
            }
        }
        Ok(())
    }

    /// From now on they are one; what is nominated under the one is the other's.
    pub fn merge(&mut self, person: &str, into: &str) {
        let (person, into) = (self.who(person).to_owned(), self.who(into).to_owned());
        if person == into {
            return;
        }
        for other in self.merged.values_mut().filter(|other| **other == person) {
            other.clone_from(&into);
        }
        for nomination in self.nominations.values_mut().filter(|nomination| nomination.subject.person == person) {
            nomination.subject.person.clone_from(&into);
        }
        self.merged.insert(person, into);
    }
}

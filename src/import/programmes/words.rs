//! What `people.csv` says in the words of programmes: an honour that nobody knows would be taken for none that counts.

use super::Programmes;
use crate::{
    competition::HonourId,
    honours::{Condition, PersonRow},
    import::{
        Fault,
        fault::{Faults, Place, nearest},
    },
};

const FILE: &str = "people.csv";

/// Words that conditions and bodies know.
#[derive(Default)]
struct Known<'a> {
    channels: Vec<&'a str>,
    employers: Vec<&'a str>,
    occupations: Vec<&'a str>,
    documents: Vec<&'a str>,
}

impl<'a> Known<'a> {
    fn collect(&mut self, condition: &'a Condition) {
        match condition {
            Condition::Channel(words) => self.channels.extend(words.iter().map(String::as_str)),
            Condition::Employer(words) => self.employers.extend(words.iter().map(String::as_str)),
            Condition::Occupation(words) => self.occupations.extend(words.iter().map(String::as_str)),
            Condition::Document(word) => self.documents.push(word),
            other => other.parts().iter().for_each(|part| self.collect(part)),
        }
    }
}

impl Programmes {
    /// An unknown honour is an error; a word that is nearly one of the programmes' words a warning.
    #[must_use]
    pub fn check_words(&self, people: &[PersonRow]) -> Vec<Fault> {
        let mut known = Known::default();
        for programme in &self.list {
            known.channels.extend(programme.bodies.iter().map(|body| body.id.as_str()));
            programme.categories.iter().flat_map(|category| &category.rules).for_each(|rule| known.collect(&rule.condition));
        }
        let faults = Faults::default();
        let file = faults.in_file(FILE, None);
        for person in people {
            let place = file.row(person.facts.row);
            self.check_honours(&place.column("honours"), person);
            let words = |word: &'_ Option<String>| word.clone().into_iter().collect::<Vec<_>>();
            near(&place.column("channel"), &words(&person.facts.channel), &known.channels);
            near(&place.column("employer"), &words(&person.facts.employer), &known.employers);
            near(&place.column("occupation"), &words(&person.facts.occupation), &known.occupations);
            near(&place.column("documents"), &person.facts.documents, &known.documents);
        }
        faults.into_list()
    }

    fn check_honours(&self, place: &Place<'_>, person: &PersonRow) {
        let all = || self.catalogue.honours.keys().map(HonourId::as_str);
        for honour in person.facts.honours.iter().flatten().filter(|honour| !self.catalogue.honours.contains_key(*honour)) {
            let near = nearest(honour, all()).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
            let remedy = format!("{near}Write an id of the programmes' honours.toml, or add the honour there");
            place.error("unknown-honour", honour.as_str(), "honours.toml knows no such honour", remedy);
        }
    }
}

fn near(place: &Place<'_>, own: &[String], known: &[&str]) {
    for word in own.iter().filter(|word| !known.contains(&word.as_str())) {
        if let Some(near) = nearest(word, known.iter().copied()) {
            let remedy = format!("did you mean {near}? Correct it, or leave it if it is another word");
            place.warning("unknown-word", word, "no programme asks for this word", remedy);
        }
    }
}

//! An honours office in words: `1 identify manufacturing-talent/artisans P1 union`, `1 verify`, `2 decline no papers`.

use std::path::Path;

use jinbang::{
    competition::{CompetitionId, SkillId},
    honours::{
        Programme,
        nomination::{
            Evidence, Known, NominationEvent, NominationRefusal, Register, RestsOn, ResultState, Stage, Step, Subject, Uses, What, uses,
        },
    },
    import::read_programmes,
};
use rustc_hash::FxHashMap;

use super::common::competition::id;

pub const YEAR: i16 = 2024;

pub struct Office {
    pub programmes: Vec<Programme>,
    pub results: FxHashMap<(CompetitionId, SkillId), ResultState>,
    pub register: Register,
    pub now: i64,
}

impl Office {
    pub fn new() -> Self {
        let programmes = read_programmes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes"));
        assert!(programmes.is_sound(), "{:#?}", programmes.faults);
        let published = ResultState { digest: "first".to_owned(), is_published: true };
        let results = [((id("cup"), id("welding")), published)].into_iter().collect();
        Self { programmes: programmes.list, results, register: Register::default(), now: 0 }
    }

    pub fn known(&self) -> Known<'_> {
        Known { programmes: &self.programmes, results: &self.results }
    }

    pub fn programme(&mut self, id: &str) -> &mut Programme {
        self.programmes.iter_mut().find(|programme| programme.id.as_str() == id).expect("a programme of the fixtures")
    }

    pub fn result(&mut self) -> &mut ResultState {
        self.results.values_mut().next().expect("one result")
    }

    /// The event that a line tells of.
    pub fn event(&mut self, line: &str) -> NominationEvent {
        self.now += 1;
        let mut words = line.split_whitespace();
        let nomination = words.next().and_then(|word| word.parse().ok()).expect("a number");
        let action = words.next().expect("an action");
        let rest: Vec<&str> = words.collect();
        let what = match action {
            "identify" => What::Identified(Box::new(subject(&rest))),
            "comment" => What::Commented { comment: rest.join(" ") },
            "accept" => What::ResultAccepted { digest: rest[0].to_owned(), comment: rest[1..].join(" ") },
            "due" => What::DeadlineSet { due: rest[0].parse().ok() },
            "show" => What::EvidenceAdded { evidence: paper(&rest.join(" ")) },
            step => {
                let step = Step::WORDS.iter().find(|(word, _)| *word == step).unwrap_or_else(|| panic!("{line}: no such step")).1;
                let evidence = if step.needs_evidence() { vec![paper("identity card")] } else { Vec::new() };
                What::Moved { step, evidence, comment: rest.join(" ") }
            }
        };
        NominationEvent { at: self.now, officer: "Officer Li".to_owned(), nomination, what }
    }

    /// Has it happen, or tells the code of the refusal.
    pub fn act(&mut self, line: &str) -> Result<(), &'static str> {
        let event = self.event(line);
        self.do_it(&event).map_err(|refusal| refusal.code())
    }

    pub fn do_it(&mut self, event: &NominationEvent) -> Result<(), NominationRefusal> {
        self.register.check(event, self.known())?;
        self.register.apply(event);
        Ok(())
    }

    pub fn all(&mut self, lines: &[&str]) {
        for line in lines {
            assert_eq!(self.act(line), Ok(()), "{line}");
        }
    }

    pub fn stage(&self, nomination: u64) -> Stage {
        self.register.get(nomination).expect("a nomination").stage
    }

    pub fn uses(&self, programme: &str) -> Uses {
        let programme = self.programmes.iter().find(|known| known.id.as_str() == programme).expect("a programme of the fixtures");
        uses(&self.register, programme, YEAR)
    }
}

pub fn paper(name: &str) -> Evidence {
    Evidence { name: name.to_owned(), sha256: None }
}

/// Where nobody is named somebody is, unless `-` says that nobody is.
fn body(programme: &str, named: Option<&str>) -> Option<String> {
    match named {
        Some("-") => None,
        None if programme == "manufacturing-talent" => Some("local-department".to_owned()),
        named => named.map(str::to_owned),
    }
}

/// `programme/category person body`, the last two may be missing.
fn subject(words: &[&str]) -> Subject {
    let (programme, category) = words[0].split_once('/').expect("programme/category");
    Subject {
        person: words.get(1).copied().unwrap_or("P1").to_owned(),
        programme: id(programme),
        category: id(category),
        year: YEAR,
        body: body(programme, words.get(2).copied()),
        rests_on: RestsOn { competition: id("cup"), skill: id("welding"), competitor: id("C1"), digest: "first".to_owned() },
        rules: "r".repeat(64),
    }
}

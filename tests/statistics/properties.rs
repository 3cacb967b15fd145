//! What holds for anybody's competitions: the order of people and folders changes nothing, and what is hidden cannot be worked out.

use jinbang::{
    decimal::Decimal,
    honours::{
        Candidate, Contest, Gender,
        statistics::{Edition, Shown, Statistics, hide_small},
    },
    ranking::Award,
};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};

use super::common;
use crate::honours::words::contest;

const CROWDS: usize = 40;
const EDITIONS: usize = 3;
const PEOPLE: usize = 25;

struct Held {
    contest: Contest,
    candidates: Vec<Candidate>,
    awards: Vec<Vec<Award>>,
}

impl Held {
    fn edition(&self) -> Edition<'_> {
        Edition { contest: &self.contest, candidates: &self.candidates, awards: &self.awards }
    }

    /// Everybody in another order, in the list of competitors and in that of people.
    fn shuffled(&self, random: &mut StdRng) -> Self {
        let mut order: Vec<usize> = (0..self.contest.entries.len()).collect();
        order.shuffle(random);
        let mut contest = self.contest.clone();
        contest.entries = order.iter().map(|&old| self.contest.entries[old].clone()).collect();
        let new = |old: usize| order.iter().position(|&own| own == old).expect("it is there");
        let mut candidates: Vec<Candidate> =
            self.candidates.iter().map(|candidate| Candidate { entry: new(candidate.entry), ..candidate.clone() }).collect();
        candidates.shuffle(random);
        Self { contest, candidates, awards: order.iter().map(|&old| self.awards[old].clone()).collect() }
    }
}

fn pick<'w>(random: &mut StdRng, from: &[&'w str]) -> &'w str {
    from[random.random_range(0..from.len())]
}

fn crowd(random: &mut StdRng, number: usize) -> Held {
    let ends = pick(random, &["undated", "ends:2024-05-01", "ends:2025-05-01", "ends:2025-11-01"]);
    let lines: Vec<String> = (0..PEOPLE)
        .map(|_| {
            let place = random.random_range(1..20).to_string();
            let person = format!("person:P{}", random.random_range(0..12));
            [
                ends,
                pick(random, &["", "", "pair"]),
                pick(random, &["guest", "withdrawn", "undrawn", "void", &place, &place, &place]),
                pick(random, &["", "gold", "silver", "merit"]),
                pick(random, &["", "worker", "teacher", "student"]),
                pick(random, &["", "female"]),
                pick(random, &["", "migrant"]),
                pick(random, &["", "level:senior", "level:technician"]),
                pick(random, &["", "born:1990", "born:1999", "born:1985-05-02"]),
                pick(random, &["", "delegation:north", "delegation:south"]),
                pick(random, &["", "", &person]),
            ]
            .join(" ")
        })
        .collect();
    let (mut contest, mut candidates) = contest(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    contest.id = common::competition::id(&format!("cup-{number}"));
    for candidate in &mut candidates {
        candidate.facts.gender = candidate.facts.gender.or(random.random_bool(0.4).then_some(Gender::Male));
    }
    let award = |random: &mut StdRng| if random.random_bool(0.1) { vec![Award::BestOfDelegation] } else { Vec::new() };
    let awards = contest.entries.iter().map(|_| award(random)).collect();
    Held { contest, candidates, awards }
}

#[test]
fn the_order_of_folders_and_people_changes_nothing() {
    let mut random = StdRng::seed_from_u64(common::seed());
    let mut winners = 0;
    for _ in 0..CROWDS {
        let held: Vec<Held> = (0..EDITIONS).map(|number| crowd(&mut random, number)).collect();
        let mut shuffled: Vec<Held> = held.iter().map(|own| own.shuffled(&mut random)).collect();
        shuffled.shuffle(&mut random);
        for exact in [false, true] {
            let of = |held: &[Held]| Statistics::new(&held.iter().map(Held::edition).collect::<Vec<_>>(), &[], exact);
            let statistics = of(&held);
            assert_eq!(statistics, of(&shuffled));
            winners += statistics.years.iter().map(|year| year.winners).sum::<usize>();
        }
    }
    assert!(winners > CROWDS, "{winners}: the crowds win too little to prove anything");
}

/// Nobody is left out of a table of people, and a share is exactly the winners in a hundred of all, the unknown among them.
#[test]
fn every_person_is_in_one_row_and_shares_are_of_everybody() {
    let mut random = StdRng::seed_from_u64(common::seed());
    for _ in 0..CROWDS {
        let held = crowd(&mut random, 0);
        for year in Statistics::new(&[held.edition()], &[], true).years {
            for table in &year.tables {
                let sum = |of: fn(&jinbang::honours::statistics::Row) -> Shown| -> usize {
                    table.rows.iter().filter_map(|row| of(row).count()).sum()
                };
                let (people, winners, open) = (sum(|row| row.people), sum(|row| row.winners), sum(|row| row.open));
                if table.dimension.word() == "skill" || table.dimension.word() == "delegation" {
                    assert!(people >= year.people && winners >= year.winners, "{table:?}");
                } else {
                    assert_eq!((people, winners, open), (year.people, year.winners, year.open), "{table:?}");
                }
                for row in &table.rows {
                    let own = row.winners.count().map(|own| rust_decimal::Decimal::from(own * 100));
                    let share = own.and_then(|own| own.checked_div(rust_decimal::Decimal::from(year.winners)));
                    let share = share.map(|share| share.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero));
                    assert_eq!(row.share, share.map(|share| share.to_string().parse::<Decimal>().expect("a decimal")), "{row:?}");
                }
            }
        }
    }
}

/// Everything a reader may take for possible: rows as they are shown, and their sum.
fn possible(shown: &[Shown], sum: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    let is_all_withheld = shown.iter().all(|own| *own == Shown::Withheld);
    for (index, own) in shown.iter().enumerate() {
        let range = match own {
            Shown::Count(count) => *count..count + 1,
            Shown::Small => 0..3,
            Shown::Withheld if index + 1 == shown.len() || is_all_withheld => 0..sum + 1,
            Shown::Withheld => 3..sum + 1,
        };
        all = all.iter().flat_map(|before| range.clone().map(move |own| [before.as_slice(), &[own]].concat())).collect();
    }
    all.retain(|counts| counts.iter().sum::<usize>() == sum);
    all
}

#[test]
fn no_small_number_can_be_worked_out() {
    let mut random = StdRng::seed_from_u64(common::seed());
    let mut hidden = 0;
    for _ in 0..3_000 {
        let counts: Vec<usize> = (0..random.random_range(2..5)).map(|_| random.random_range(0..8)).collect();
        let shown = hide_small(&counts);
        let sum: usize = counts.iter().sum();
        let possible = possible(&shown, sum);
        assert!(possible.contains(&counts), "{counts:?} is shown as {shown:?}");
        for index in 0..counts.len() {
            if let Shown::Count(count) = shown[index] {
                assert_eq!(count, counts[index]);
                assert!(sum == 0 || count >= 3 || index + 1 == counts.len(), "{counts:?} is shown as {shown:?}");
            }
            if shown[index] == Shown::Small {
                hidden += 1;
                let first = possible[0][index];
                assert!(possible.iter().any(|other| other[index] != first), "{counts:?} is shown as {shown:?}, so row {index} is {first}");
            }
        }
    }
    assert!(hidden > 1_000, "{hidden}");
}

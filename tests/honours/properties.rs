//! What holds for everybody, whatever the programmes ask.

use jinbang::honours::{Assessment, Candidate, Contest, Counting, Facts, Seat, Verdict};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};

use super::{common, read, words::contest};

const CROWDS: usize = 60;
const PEOPLE: usize = 40;

/// Anybody: words by chance.
fn crowd(random: &mut StdRng) -> (Contest, Vec<Candidate>) {
    let head = pick(random, &["national", "class-1", "class-2", "provincial", "municipal"]).to_owned();
    let field = pick(random, &["field:welding", "field:integrated-circuits", "field:artificial-intelligence"]).to_owned();
    let lines: Vec<String> = (0..PEOPLE)
        .map(|_| {
            let place = random.random_range(1..30).to_string();
            let words = [
                pick(random, &["", "pair", "trio"]),
                pick(random, &["guest", "withdrawn", "undrawn", &place, &place, &place]),
                pick(random, &["", "gold", "silver", "merit"]),
                pick(random, &["undeclared", "", "holds:national-technical-expert", "holds:provincial-allowance"]),
                pick(random, &["", "level:senior", "level:technician", "level:none"]),
                pick(random, &["", "years:3", "years:5"]),
                pick(random, &["", "province:zhejiang", "province:fujian", "province:heilongjiang"]),
                pick(random, &["", "occupation:engineer", "occupation:skilled-worker"]),
                pick(random, &["", "channel:local-department", "channel:union"]),
                pick(random, &["", "female", "born:1990"]),
                pick(random, &["", "document:digital-engineer-training"]),
            ];
            format!("{head} {field} {} theory:{} practice:70", words.join(" "), random.random_range(40..90))
        })
        .collect();
    let (contest, mut candidates) = contest(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    for candidate in &mut candidates {
        candidate.facts.kind =
            pick(random, &[None, Some(jinbang::competition::CompetitorKind::Worker), Some(jinbang::competition::CompetitorKind::Student)]);
    }
    (contest, candidates)
}

fn pick<T: Copy>(random: &mut StdRng, from: &[T]) -> T {
    from[random.random_range(0..from.len())]
}

/// Every rule of every category.
fn verdicts(assessment: &Assessment<'_>, candidate: usize) -> Vec<Verdict> {
    let categories =
        assessment.programmes.iter().enumerate().flat_map(|(at, programme)| (0..programme.categories.len()).map(move |own| (at, own)));
    categories.flat_map(|(programme, category)| assessment.rulings(candidate, programme, category)).map(|(_, verdict)| verdict).collect()
}

/// People in another order have the same verdicts, and as many are counted.
#[test]
fn the_order_of_people_changes_nothing() {
    let programmes = read().list;
    let mut random = StdRng::seed_from_u64(common::seed());
    for _ in 0..CROWDS {
        let (contest, candidates) = crowd(&mut random);
        let mut shuffled: Vec<usize> = (0..candidates.len()).collect();
        shuffled.shuffle(&mut random);
        let others: Vec<Candidate> = shuffled.iter().map(|&own| candidates[own].clone()).collect();
        let (one, other) = (Assessment::new(&contest, &candidates, &programmes), Assessment::new(&contest, &others, &programmes));
        for (at, &own) in shuffled.iter().enumerate() {
            assert_eq!(verdicts(&other, at), verdicts(&one, own), "{:?}", candidates[own]);
        }
        for programme in 0..programmes.len() {
            let counts = |assessment| {
                let counting = Counting::new(assessment, programme);
                counting
                    .categories
                    .iter()
                    .map(|count| (count.yes, count.unknown, count.no, count.inside, count.waiting))
                    .collect::<Vec<_>>()
            };
            assert_eq!(counts(&one), counts(&other));
        }
    }
}

type Forget = fn(&mut Facts);

const FORGET: [(&str, Forget); 9] = [
    ("kind", |facts| facts.kind = None),
    ("level", |facts| facts.level = None),
    ("honours", |facts| facts.honours = None),
    ("years", |facts| facts.front_line_years = None),
    ("province", |facts| facts.province = None),
    ("occupation", |facts| facts.occupation = None),
    ("channel", |facts| facts.channel = None),
    ("gender", |facts| facts.gender = None),
    ("documents", |facts| facts.documents.clear()),
];

/// A fact more can settle what was unknown, and never unsettles or turns what was settled.
#[test]
fn a_fact_more_never_turns_a_verdict() {
    let programmes = read().list;
    let mut random = StdRng::seed_from_u64(common::seed());
    let mut settled = 0;
    for _ in 0..CROWDS {
        let (contest, candidates) = crowd(&mut random);
        let informed = Assessment::new(&contest, &candidates, &programmes);
        for (what, forget) in FORGET {
            let mut others = candidates.clone();
            for candidate in &mut others {
                forget(&mut candidate.facts);
            }
            let ignorant = Assessment::new(&contest, &others, &programmes);
            for (own, candidate) in candidates.iter().enumerate() {
                for (less, more) in verdicts(&ignorant, own).into_iter().zip(verdicts(&informed, own)) {
                    assert!(less == more || less == Verdict::Unknown, "{what}: {less:?} → {more:?} for {candidate:?}");
                    settled += usize::from(less != more);
                }
            }
        }
    }
    assert!(settled > 1_000, "facts settle something: {settled}");
}

/// What is missing has somebody to supply it, and what is known does not.
#[test]
fn only_unknown_verdicts_ask_somebody() {
    let programmes = read().list;
    let mut random = StdRng::seed_from_u64(common::seed());
    let (mut contest, candidates) = crowd(&mut random);
    for (marks_missing, skill) in [(0, "welding"), (3, "welding"), (0, "integrated-circuits"), (3, "integrated-circuits")] {
        contest.skills[0].marks_missing = marks_missing;
        contest.skills[0].id = common::competition::id(skill);
        check_questions(&Assessment::new(&contest, &candidates, &programmes));
    }
}

fn check_questions(assessment: &Assessment<'_>) {
    let (candidates, programmes) = (assessment.candidates, assessment.programmes);
    for own in 0..candidates.len() {
        for (at, programme) in programmes.iter().enumerate() {
            for category in 0..programme.categories.len() {
                for (rule, verdict) in assessment.rulings(own, at, category) {
                    let facts = assessment.facts(own, rule);
                    let asks = facts.iter().any(|fact| matches!(fact.origin, jinbang::honours::Origin::Missing { .. }));
                    assert!(!facts.is_empty() && asks == (verdict == Verdict::Unknown), "{}: {verdict:?} {facts:?}", rule.id);
                }
            }
        }
    }
}

/// No quota is exceeded, and nobody sits twice where one category is allowed.
#[test]
fn seats_keep_to_the_rules() {
    let mut programmes = read().list;
    let mut random = StdRng::seed_from_u64(common::seed());
    for _ in 0..CROWDS {
        let (contest, candidates) = crowd(&mut random);
        for programme in &mut programmes {
            programme.categories.iter_mut().for_each(|category| category.quota = Some(random.random_range(0..6)));
        }
        let assessment = Assessment::new(&contest, &candidates, &programmes);
        for (at, programme) in programmes.iter().enumerate() {
            let counting = Counting::new(&assessment, at);
            let seated = |category: usize| {
                let seats = counting.categories[category].seats.iter();
                seats.filter(|(_, seat)| *seat == Seat::Inside).map(|(own, _)| candidates[*own].person.as_str()).collect::<Vec<_>>()
            };
            for (own, category) in programme.categories.iter().enumerate() {
                assert!(seated(own).len() <= category.quota.map_or(usize::MAX, |quota| quota as usize));
            }
            for exclusive in &programme.exclusive {
                let mut all: Vec<&str> = exclusive.categories.iter().flat_map(|&category| seated(category)).collect();
                let people = all.len();
                all.sort_unstable();
                all.dedup();
                assert_eq!(all.len(), people, "{}", programme.id);
            }
        }
    }
}

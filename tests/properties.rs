//! What stays true whatever judges do, in whatever order.

mod common;

use common::{
    competition::{MARK, dec, judgement, skill},
    random::{Given, any_entries, any_skill, any_value, tally_of},
    room::{Room, organiser, tablet_of},
    runner, seed,
};
use jinbang::{
    competition::{Judgement, ScaleRule, Skill, SpreadEstimator},
    decimal::Decimal,
    judging::{Action, ContestState, Entry},
    ranking::{Standing, reachable_ranks, standings},
    scoring::SkillTally,
};
use proptest::{collection::vec, option, prelude::*};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};

const COMPETITORS: usize = 4;
const EXPERTS: usize = 3;

/// Two judgements and a measurement; with three experts every cell gets all it wants.
fn room(max_spread: Option<Decimal>) -> Room {
    let judgement = || Judgement { max_spread, ..judgement() };
    let builder = skill().competitors("C0 C1 C2 C3").experts("E0 E1 E2");
    Room::open(builder.judged("J0", "2", judgement()).judged("J1", "5", judgement()).measured("M0", "3", MARK).competition("city"))
}

/// What one expert does in one cell: a score and perhaps a correction.
#[derive(Debug, Clone)]
struct Visit {
    cell: String,
    expert: usize,
    scores: (u8, Option<u8>),
}

/// Every expert visits every judgement once; of each measurement one expert takes care.
fn visits(scores: &[(u8, Option<u8>)]) -> Vec<Visit> {
    let mut scores = scores.iter().cycle();
    let mut visits = Vec::new();
    for competitor in 0..COMPETITORS {
        for (aspect, experts) in [("J0", 0..EXPERTS), ("J1", 0..EXPERTS), ("M0", competitor % EXPERTS..competitor % EXPERTS + 1)] {
            for expert in experts {
                let scores = *scores.next().expect("a cycle");
                visits.push(Visit { cell: format!("C{competitor} {aspect}"), expert, scores });
            }
        }
    }
    visits
}

/// Plays first scores and corrections in the order that `order` says; corrections follow their scores.
fn played(visits: &[Visit], order: &[usize], max_spread: Option<Decimal>) -> Room {
    let mut room = room(max_spread);
    let mut first = vec![None; visits.len()];
    for &turn in order {
        let (at, visit) = (turn % visits.len(), &visits[turn % visits.len()]);
        let line = match (first[at], visit.scores) {
            (None, (score, _)) => format!("E{} {} {score}", visit.expert, visit.cell),
            (Some(line), (_, Some(score))) => format!("E{} {} {score} @{line} typo", visit.expert, visit.cell),
            (Some(_), (_, None)) => continue,
        };
        room.play(&line);
        first[at].get_or_insert(room.lines.len());
    }
    room
}

fn standings_of(room: &Room) -> Vec<Standing> {
    let skill = &room.state.competition.as_ref().expect("an open competition").skills[0];
    standings(skill, &room.state.skills[0].tally)
}

#[test]
fn the_order_of_arrival_never_changes_the_standings() {
    let visits_count = visits(&[(0, None)]).len();
    let turns: Vec<usize> = (0..2 * visits_count).collect();
    let strategy =
        (vec((0_u8..4, option::weighted(0.3, 0_u8..4)), visits_count), Just(turns.clone()).prop_shuffle(), option::of(Just(Decimal::ONE)));
    let outcome = runner(300).run(&strategy, |(scores, order, max_spread)| {
        let visits = visits(&scores);
        let (one, other) = (played(&visits, &turns, max_spread), played(&visits, &order, max_spread));
        prop_assert_eq!(standings_of(&one), standings_of(&other));
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Commands as they come: most are fine, some are refused, repeated, or from a device that is gone.
fn any_line() -> impl Strategy<Value = String> {
    let expert = 0..EXPERTS;
    prop_oneof![
        12 => (expert.clone(), 0..COMPETITORS, prop_oneof![Just("J0"), Just("J1"), Just("M0")], 0..5_u8)
            .prop_map(|(expert, competitor, aspect, score)| format!("E{expert} C{competitor} {aspect} {score}")),
        6 => (expert.clone(), 0..COMPETITORS, 0..5_u8, 1..20_u8)
            .prop_map(|(expert, competitor, score, line)| format!("E{expert} C{competitor} J0 {score} @{line} typo")),
        2 => (expert, 1..4_u8, 0..3_u8).prop_map(|(expert, sequence, score)| format!("E{expert}#{sequence} C0 J0 {score}")),
        1 => Just("H locks A1".to_owned()),
        1 => prop_oneof![Just("H"), Just("S")].prop_map(|who| format!("{who} unlocks all why")),
    ]
}

#[test]
fn a_replay_equals_what_was_live() {
    let strategy = vec(any_line(), 0..80);
    let outcome = runner(200).run(&strategy, |lines| {
        let builder = skill().competitors("C0 C1 C2 C3").experts("E0 E1 E2 H=chief S=supervisor");
        let builder = builder.judged("J0", "2", judgement()).judged("J1", "5", judgement()).measured("M0", "3", MARK);
        let mut room = Room::open(builder.competition("city"));
        for (number, line) in lines.iter().enumerate() {
            let _ = room.line(line);
            if number == 60 {
                let _ = room.take(&organiser(Action::RevokeDevice { device: tablet_of("E0", false) }));
            }
        }
        let written = serde_json::to_string(&room.entries).expect("entries are JSON");
        let read: Vec<Entry> = serde_json::from_str(&written).expect("and back");
        let replayed = ContestState::replay(&read).expect("what was decided fits");
        prop_assert_eq!(replayed.dump(), room.state.dump());
        prop_assert_eq!(replayed.fingerprint(), room.state.fingerprint());
        prop_assert_eq!(room.entries.iter().map(|entry| entry.position).collect::<Vec<_>>(), (1..=room.state.position).collect::<Vec<_>>());
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Everything a standing says, by the competitor's name instead of its number, best first, equals in any order.
fn told(skill: &Skill, entries: &[Given]) -> Vec<String> {
    let mut told: Vec<String> = standings(skill, &tally_of(skill, entries))
        .into_iter()
        .map(|standing| format!("{:?} {}", Standing { competitor: 0, ..standing.clone() }, skill.competitors[standing.competitor].id))
        .collect();
    told.sort();
    told
}

#[test]
fn a_competitor_list_in_another_order_gives_the_same_standings() {
    let seed = seed();
    for number in 0..3_000 {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(number));
        let mut skill = any_skill(&mut random);
        // A scale as sensitive as can be: eight places of large scores.
        let estimator = if random.random_bool(0.5) { SpreadEstimator::Sd } else { SpreadEstimator::Mad };
        let (centre, target_spread) = (dec("700"), dec("1000000"));
        skill.rules.scale = ScaleRule::Worldskills { centre, estimator, target_spread, clamp: None, decimals: 8 };
        let entries = any_entries(&skill, 0.8, &mut random);

        let mut order: Vec<usize> = (0..skill.competitors.len()).collect();
        order.shuffle(&mut random);
        let mut permuted = skill.clone();
        permuted.competitors = order.iter().map(|&competitor| skill.competitors[competitor].clone()).collect();
        let place_of = |competitor: usize| order.iter().position(|&other| other == competitor).expect("a permutation");
        let moved: Vec<Given> = entries.iter().map(|given| Given { competitor: place_of(given.competitor), ..*given }).collect();

        assert_eq!(told(&skill, &entries), told(&permuted, &moved), "competition {number} of seed {seed}");
    }
}

/// Places, sums and cells kept up to date score by score are those of a tally made at once.
#[test]
fn a_tally_kept_up_to_date_is_a_tally_made_afresh() {
    let seed = seed();
    for number in 0..1_500 {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(number));
        let skill = any_skill(&mut random);
        let mut given = any_entries(&skill, 0.8, &mut random);
        let mut live = tally_of(&skill, &given);
        for position in 1_000..1_000 + random.random_range(0..30) {
            if given.is_empty() {
                break;
            }
            // A correction: the same expert, the same cell, another value.
            let at = random.random_range(0..given.len());
            given[at].value = any_value(&skill.scheme.aspects[given[at].aspect], &mut random);
            assert!(live.record(given[at].competitor, given[at].aspect, given[at].score(position)));
        }
        given.shuffle(&mut random);
        let mut afresh = SkillTally::new(&skill);
        for entry in &given {
            assert!(afresh.record_unsorted(entry.competitor, entry.aspect, entry.score(1)));
        }
        afresh.sort();
        let about = format!("competition {number} of seed {seed}");
        assert_eq!(live.order(), afresh.order(), "{about}");
        assert_eq!(live.done(), afresh.done(), "{about}");
        for competitor in 0..skill.competitors.len() {
            assert_eq!(live.sums(competitor), afresh.sums(competitor), "{about}");
            assert_eq!(live.rank(competitor), afresh.rank(competitor), "{about}");
            for aspect in 0..skill.scheme.aspects.len() {
                assert_eq!(live.state(competitor, aspect), afresh.state(competitor, aspect), "{about}");
            }
        }
    }
}

/// Whatever the missing marks become, a competitor ends within the places that were said to be reachable.
#[test]
fn nobody_ends_outside_the_reachable_places() {
    let seed = seed();
    let mut certain = 0;
    for number in 0..6_000 {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(number));
        let skill = any_skill(&mut random);
        let all = any_entries(&skill, 1.0, &mut random);
        let now = all.len() - random.random_range(0..=all.len().min(8));
        let reachable = reachable_ranks(&tally_of(&skill, &all[..now]));
        let end = tally_of(&skill, &all);
        for (competitor, (best, worst)) in reachable.into_iter().enumerate() {
            // A panel that never agreed has no mark, and so perhaps a competitor no place.
            if let Some(rank) = end.rank(competitor) {
                let about = format!("competition {number} of seed {seed}, competitor {competitor}: {rank} of {best} to {worst}");
                assert!((best..=worst).contains(&rank), "{about}");
                certain += usize::from(best == worst && now < all.len());
            }
            for (aspect, rule) in skill.scheme.aspects.iter().enumerate() {
                let mark = end.mark(competitor, aspect).unwrap_or_default();
                assert!(mark >= 0 && mark <= rule.highest_mark(), "competition {number} of seed {seed}: {mark} for {rule:?}");
            }
        }
    }
    assert!(certain > 300, "only {certain} places were decided early");
}

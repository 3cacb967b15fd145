//! What stays true whatever judges do, in whatever order.

use crate::common;

use common::{
    competition::{MARK, dec, judgement, skill},
    random::{Given, any_entries, any_scale, any_skill, any_value, tally_of},
    room::{Room, organiser, tablet_of},
    runner, seed,
};
use jinbang::{
    competition::{Aspect, Judgement, ScaleRule, Skill, SpreadEstimator},
    decimal::Decimal,
    judging::{Action, ContestState, Entry},
    ranking::{Chance, Ranking, Standing, standings},
    scoring::{CellState, Score, SkillTally, Value},
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

/// What is said about everybody.
type Said = Vec<(Standing, Option<(u32, u32)>)>;

fn said(skill: &Skill, ranking: &Ranking, tally: &SkillTally) -> Said {
    let standings = ranking.standings(skill, tally, &[]);
    for (position, standing) in standings.iter().enumerate() {
        let around = ranking.neighbourhood(tally, standing.competitor, 2);
        let first = position.saturating_sub(2);
        let expected = &standings[first..(position + 3).min(standings.len())];
        let shown = |one: &Standing| (one.competitor, one.rank, one.total, one.scale_score);
        assert_eq!(
            around.iter().map(|row| (row.competitor, row.rank, row.total, row.scale_score)).collect::<Vec<_>>(),
            expected.iter().map(shown).collect::<Vec<_>>()
        );
    }
    standings.into_iter().map(|standing| (standing.clone(), ranking.reachable(skill, standing.competitor))).collect()
}

/// Cells, sums, places, scale parameters and reachable places kept up to date mark by mark, through corrections and withdrawals, are those
/// of a ranking made at once.
#[test]
fn a_ranking_kept_up_to_date_is_a_ranking_made_afresh() {
    let seed = seed();
    for number in 0..1_500 {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(number));
        let mut skill = any_skill(&mut random);
        if random.random_bool(0.6) {
            any_scale(&mut skill, &mut random);
        }
        let mut given = any_entries(&skill, 0.8, &mut random);
        let mut withdrawn = vec![false; skill.competitors.len()];
        let mut tally = SkillTally::new(&skill);
        let mut live = Ranking::new(&skill, &tally);
        let mut position = 0;
        let mut next = given.clone().into_iter();
        for _ in 0..given.len() + 30 {
            position += 1;
            let competitor = if let Some(entry) = next.next() {
                assert!(tally.record(entry.competitor, entry.aspect, entry.score(position)));
                entry.competitor
            } else if !given.is_empty() && random.random_bool(0.7) {
                // A correction: the same expert, the same cell, another value.
                let at = random.random_range(0..given.len());
                given[at].value = any_value(&skill.scheme.aspects[given[at].aspect], &mut random);
                assert!(tally.record(given[at].competitor, given[at].aspect, given[at].score(position)));
                given[at].competitor
            } else {
                let competitor = random.random_range(0..skill.competitors.len());
                withdrawn[competitor] = !withdrawn[competitor];
                tally.set_withdrawn(competitor, withdrawn[competitor]);
                competitor
            };
            live.touch(competitor);
            if random.random_bool(0.3) {
                live.settle(&skill, &tally);
            }
        }
        live.settle(&skill, &tally);
        given.shuffle(&mut random);
        let mut afresh = SkillTally::new(&skill);
        withdrawn.iter().enumerate().for_each(|(competitor, &withdrawn)| afresh.set_withdrawn(competitor, withdrawn));
        for entry in &given {
            assert!(afresh.record(entry.competitor, entry.aspect, entry.score(1)));
        }
        let about = format!("competition {number} of seed {seed}");
        assert_eq!(tally.done(), afresh.done(), "{about}");
        for competitor in 0..skill.competitors.len() {
            assert_eq!(tally.sums(competitor), afresh.sums(competitor), "{about}");
            for aspect in 0..skill.scheme.aspects.len() {
                assert_eq!(tally.state(competitor, aspect), afresh.state(competitor, aspect), "{about}");
            }
        }
        let once = Ranking::new(&skill, &afresh);
        assert_eq!(said(&skill, &live, &tally), said(&skill, &once, &afresh), "{about}");
        assert_eq!(live.scale().published(&skill), once.scale().published(&skill), "{about}");
    }
}

/// Every missing score at once, at random; panels that lie too far apart score again until they agree.
fn completed(skill: &Skill, tally: &SkillTally, random: &mut StdRng) -> SkillTally {
    let mut end = tally.clone();
    for competitor in 0..skill.competitors.len() {
        for (index, aspect) in skill.scheme.aspects.iter().enumerate() {
            complete_cell(&mut end, competitor, index, aspect, random);
        }
    }
    end
}

fn complete_cell(tally: &mut SkillTally, competitor: usize, index: usize, aspect: &Aspect, random: &mut StdRng) {
    // Now and then as good or as bad as it gets.
    let extreme = random.random_range(0..3);
    for _ in 0..200 {
        let missing: Vec<u16> = (0..u16::try_from(aspect.wanted_scores()).expect("a small panel"))
            .map(|expert| if aspect.is_judgement() { expert } else { Score::NO_EXPERT })
            .filter(|&expert| {
                tally.state(competitor, index) == CellState::Rescore && tally.scores(competitor, index).count() == aspect.wanted_scores()
                    || tally.scores(competitor, index).all(|score| score.expert != expert)
            })
            .collect();
        let Some(&expert) = missing.first() else { return };
        let values: Vec<Value> = (0..12).map(|_| any_value(aspect, random)).collect();
        let as_number = |value: &Value| if let Value::Number(number) = value { number.units() } else { 0 };
        let value = match extreme {
            0 => values.iter().min_by_key(|value| as_number(value)),
            1 => values.iter().max_by_key(|value| as_number(value)),
            _ => values.first(),
        };
        let round = tally.next_round(competitor, index);
        assert!(tally.record(competitor, index, Score { expert, round, value: *value.expect("twelve values"), position: 1 }));
    }
}

/// Whatever the missing marks become, a competitor ends within the places that were said to be reachable.
#[test]
fn nobody_ends_outside_the_reachable_places() {
    let seed = seed();
    let (mut certain, mut decided) = (0, 0);
    for number in 0..4_000 {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(number));
        let mut skill = any_skill(&mut random);
        if random.random_bool(0.4) {
            any_scale(&mut skill, &mut random);
        }
        let mut now = tally_of(&skill, &any_entries(&skill, 0.8, &mut random));
        for competitor in 0..skill.competitors.len() {
            now.set_withdrawn(competitor, random.random_bool(0.1));
            // Some are marked to the end.
            if random.random_bool(0.6) {
                for (index, aspect) in skill.scheme.aspects.iter().enumerate() {
                    complete_cell(&mut now, competitor, index, aspect, &mut random);
                }
            }
        }
        let ranking = Ranking::new(&skill, &now);
        let chances = ranking.chances(&skill, &now, &ranking.standings(&skill, &now, &[]), &[]);
        for _ in 0..4 {
            let end = completed(&skill, &now, &mut random);
            let places = Ranking::new(&skill, &end);
            if all_complete(&skill, &end) {
                for standing in places.standings(&skill, &end, &[]) {
                    for &(medal, chance) in &chances[standing.competitor] {
                        let about = format!("competition {number} of seed {seed}, {medal:?} of {standing:?}");
                        assert!(chance != Chance::Certain || standing.medal == Some(medal), "{about} was certain");
                        assert!(chance != Chance::Gone || standing.medal != Some(medal), "{about} was gone");
                        decided += usize::from(chance != Chance::Possible && now.done() < now.wanted());
                    }
                }
            }
            for competitor in 0..skill.competitors.len() {
                let about = format!("competition {number} of seed {seed}, competitor {competitor}");
                let complete = (0..skill.scheme.aspects.len()).all(|aspect| end.mark(competitor, aspect).is_some());
                match (ranking.reachable(&skill, competitor), places.rank(competitor)) {
                    (Some((best, worst)), Some(rank)) => {
                        assert!((best..=worst).contains(&rank) || !all_complete(&skill, &end), "{about}: {rank} of {best} to {worst}");
                        certain += usize::from(best == worst && now.done() < now.wanted());
                    }
                    (None, rank) => assert_eq!(rank, None, "{about}"),
                    (Some(_), None) => assert!(!complete || skill.scheme.aspects.is_empty(), "{about}"),
                }
                let bounds = now.extremes(competitor);
                let total = end.sums(competitor).total;
                assert!(!complete || (bounds.low.total..=bounds.high.total).contains(&total), "{about}: {total} in {bounds:?}");
            }
        }
    }
    assert!(certain > 300, "only {certain} places were decided early");
    assert!(decided > 3_000, "only {decided} medals were decided early");
}

/// A panel that never agreed has no mark: then this is no completion.
fn all_complete(skill: &Skill, tally: &SkillTally) -> bool {
    let aspects = skill.scheme.aspects.len();
    (0..skill.competitors.len()).all(|competitor| (0..aspects).all(|aspect| tally.mark(competitor, aspect).is_some()))
}

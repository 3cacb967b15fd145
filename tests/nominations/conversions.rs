//! How far nominations came, from their record.

use jinbang::honours::{
    nomination::{NominationEvent, Stage},
    statistics::{Conversion, conversions},
};
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};

use super::{common, office::Office};

const DAY_MS: i64 = 24 * 3_600_000;

/// Lines of an office, each with the day on which it happens.
fn events(office: &mut Office, lines: &[(i64, &str)]) -> Vec<NominationEvent> {
    let mut events = Vec::new();
    for (day, line) in lines {
        let mut event = office.event(line);
        event.at = day * DAY_MS;
        assert_eq!(office.do_it(&event), Ok(()), "{line}");
        events.push(event);
    }
    events
}

fn told(of: &Conversion) -> String {
    let line = |line: &jinbang::honours::statistics::StageLine| {
        let share = line.share.map_or_else(|| "-".to_owned(), |share| share.to_string());
        let days = line.median_days.map_or_else(|| "-".to_owned(), |days| days.to_string());
        format!("{} {}/{} {share}% {days}d", line.stage.word(), line.reached, line.now)
    };
    of.stages.iter().filter(|line| line.reached > 0).map(line).collect::<Vec<_>>().join(", ")
}

const LINES: [(i64, &str); 16] = [
    (0, "1 identify manufacturing-talent/skilled-artisan P1 local-department"),
    (0, "2 identify manufacturing-talent/skilled-artisan P2 local-department"),
    (1, "3 identify manufacturing-talent/skilled-artisan P3 local-department"),
    (2, "1 verify"),
    (3, "1 recommend"),
    (4, "1 review"),
    (5, "2 verify"),
    (6, "1 grant"),
    (7, "2 recommend"),
    (8, "2 review"),
    (9, "2 decline no papers"),
    (10, "2 appeal they are here"),
    (20, "2 review"),
    (21, "2 comment looked at again"),
    (22, "3 withdraw moved away"),
    (23, "1 show another paper"),
];

#[test]
fn each_stage_counts_who_ever_came_there_and_who_is_there() {
    let mut office = Office::new();
    let record = events(&mut office, &LINES);
    let found = conversions(&record, &office.programmes);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].programme.as_str(), found[0].year, found[0].programme_title.en.is_empty()), ("manufacturing-talent", 2024, false));
    assert_eq!(
        told(&found[0]),
        "identified 3/0 100% 0d, verified 2/0 66.67% 2d, recommended 2/0 66.67% 3d, under-review 2/1 66.67% 4d, granted 1/1 33.33% 6d, \
         declined 1/0 33.33% 9d, appealed 1/0 33.33% 10d, withdrawn 1/1 33.33% 21d"
    );
    assert_eq!(found[0].stages.len(), Stage::WORDS.len(), "stages nobody came to are there too");
    assert_eq!(conversions(&[], &office.programmes), []);
}

/// Events of different nominations in another order count the same.
#[test]
fn the_order_of_nominations_does_not_matter() {
    let mut random = StdRng::seed_from_u64(common::seed());
    let mut office = Office::new();
    let record = events(&mut office, &LINES);
    let wanted = conversions(&record, &office.programmes);
    for _ in 0..50 {
        let mut others: Vec<NominationEvent> = record.clone();
        let mut order: Vec<u64> = others.iter().map(|event| event.nomination).collect();
        order.shuffle(&mut random);
        let mut queues: std::collections::HashMap<u64, std::collections::VecDeque<NominationEvent>> = std::collections::HashMap::new();
        for event in others.drain(..) {
            queues.entry(event.nomination).or_default().push_back(event);
        }
        let shuffled: Vec<NominationEvent> =
            order.iter().filter_map(|nomination| queues.get_mut(nomination).and_then(std::collections::VecDeque::pop_front)).collect();
        assert_eq!(conversions(&shuffled, &office.programmes), wanted);
    }
}

//! What holds whatever officers do.

use jinbang::honours::nomination::{Register, Stage};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::office::Office;

const OFFICES: u64 = 200;
const ACTS: usize = 120;

fn any_act(random: &mut StdRng) -> String {
    const ACTIONS: [&str; 14] = [
        "verify",
        "verify",
        "recommend",
        "recommend",
        "review",
        "review",
        "grant",
        "grant",
        "decline no",
        "appeal yes",
        "withdraw gone",
        "comment well",
        "due 2024-05-01",
        "accept second seen",
    ];
    let number = random.random_range(1..12);
    if random.random_bool(0.2) {
        let category = ["skilled-artisan", "technology-expert", "innovative-entrepreneur"][random.random_range(0..3)];
        let body = ["", " local-department", " state-owned-enterprise"][random.random_range(0..3)];
        return format!("{number} identify manufacturing-talent/{category} P{}{body}", random.random_range(1..6));
    }
    format!("{number} {}", ACTIONS[random.random_range(0..ACTIONS.len())])
}

#[test]
fn seats_never_exceed_a_quota_and_the_record_alone_makes_the_register() {
    for seed in 0..OFFICES {
        let mut random = StdRng::seed_from_u64(seed);
        let mut office = Office::new();
        let (of_category, of_body) = (random.random_range(0..3), random.random_range(1..4));
        let programme = office.programme("manufacturing-talent");
        programme.categories.iter_mut().for_each(|category| category.quota = Some(of_category));
        programme.bodies[0].quota = Some(of_body);
        let mut record = Vec::new();
        for _ in 0..ACTS {
            let line = any_act(&mut random);
            let event = office.event(&line);
            let tried = office.register.after(std::slice::from_ref(&event), office.known());
            assert_eq!(tried.is_ok(), office.do_it(&event).is_ok(), "seed {seed}: {line}");
            if let Ok(after) = tried {
                assert_eq!(after, office.register, "seed {seed}: {line}");
                record.push(event);
            }
            nobody_counts_twice(&office, &format!("seed {seed}: {line}"));
            let counted = office.register.iter().filter(|(_, one)| one.stage.counts()).count();
            for used in &office.uses("manufacturing-talent").0 {
                assert!(used.quota.is_none_or(|quota| used.granted + used.reserved <= quota), "seed {seed}: {line}: {used:?}");
                assert_eq!(used.beyond(), 0, "seed {seed}: {line}");
                assert!(used.waiting.iter().all(|id| matches!(office.stage(*id), Stage::Recommended | Stage::UnderReview)), "seed {seed}");
                assert!(used.granted as usize + used.reserved as usize + used.waiting.len() <= counted, "seed {seed}");
            }
        }
        let mut replayed = Register::default();
        for event in &record {
            replayed.apply(event);
        }
        assert_eq!(replayed, office.register, "seed {seed}");
    }
}

/// In the fixture all three categories exclude each other.
fn nobody_counts_twice(office: &Office, told: &str) {
    let all: Vec<_> = office.register.iter().map(|(_, nomination)| nomination).collect();
    for (index, one) in all.iter().enumerate() {
        for other in all[index + 1..].iter().filter(|other| other.subject.person == one.subject.person) {
            assert!(!(one.stage.counts() && other.stage.counts()), "{told}");
            let same = one.subject.is_for_the_same_as(&other.subject);
            assert!(!(same && one.stage.is_alive() && other.stage.is_alive()), "{told}");
        }
    }
}

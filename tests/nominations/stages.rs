//! Ways through the stages, what is refused, and quotas.

use jinbang::honours::nomination::{Limit, NominationRefusal, Stage, Step, Use};

use super::office::{Office, paper};

const ARTISAN: &str = "identify manufacturing-talent/skilled-artisan";

#[test]
fn a_nomination_goes_from_a_result_to_an_honour() {
    let mut office = Office::new();
    office.all(&[
        &format!("1 {ARTISAN} P1 local-department"),
        "1 verify",
        "1 recommend",
        "1 review",
        "1 decline too few years",
        "1 appeal six years",
        "1 review",
    ]);
    office.all(&["1 grant"]);
    let nomination = office.register.get(1).expect("it is there");
    assert_eq!((nomination.stage, nomination.moved_by.as_str(), nomination.moved_at), (Stage::Granted, "Officer Li", 8));
    assert_eq!(nomination.evidence, [paper("identity card")]);
}

/// Every pair of stage and step, by the table in the module's own words.
#[test]
fn every_other_way_is_refused() {
    let ways = [
        ("identified", "verify withdraw"),
        ("verified", "recommend withdraw"),
        ("recommended", "review withdraw"),
        ("under-review", "grant decline withdraw"),
        ("granted", ""),
        ("declined", "appeal"),
        ("appealed", "review withdraw"),
        ("withdrawn", ""),
    ];
    for ((word, stage), (name, allowed)) in Stage::WORDS.into_iter().zip(ways) {
        assert_eq!(word, name);
        let found: Vec<&str> = stage.steps().map(Step::word).collect();
        assert_eq!(found.join(" "), allowed, "{word}");
        assert_eq!((stage.word(), Step::WORDS.len()), (word, 7));
    }
    let mut office = Office::new();
    office.all(&[&format!("1 {ARTISAN} P1 local-department")]);
    for step in ["recommend", "review", "grant", "decline no", "appeal no"] {
        assert_eq!(office.act(&format!("1 {step}")), Err("no-way"), "{step}");
    }
}

#[test]
fn what_is_wrong_is_refused_and_changes_nothing() {
    for (before, line, code) in [
        ("", "9 verify", "unknown-nomination"),
        ("", "1 identify nowhere/skilled-artisan P1", "unknown-programme"),
        ("", "1 identify manufacturing-talent/wizard P1", "unknown-category"),
        ("", "1 identify manufacturing-talent/skilled-artisan P1 guild", "unknown-body"),
        ("1 identify manufacturing-talent/skilled-artisan P1", "1 identify manufacturing-talent/skilled-artisan P2", "nomination-exists"),
        ("1 identify manufacturing-talent/skilled-artisan P1", "2 identify manufacturing-talent/skilled-artisan P1", "nominated-twice"),
        ("1 identify manufacturing-talent/skilled-artisan P1|1 verify", "2 identify manufacturing-talent/skilled-artisan P2 -", "no-body"),
        ("1 identify manufacturing-talent/skilled-artisan P1", "1 withdraw", "no-reason"),
        ("1 identify manufacturing-talent/skilled-artisan P1", "1 comment", "no-reason"),
        ("1 identify manufacturing-talent/skilled-artisan P1", "1 show", "no-evidence"),
        ("1 identify manufacturing-talent/skilled-artisan P1", "1 accept first seen", "nothing-amended"),
        ("1 identify manufacturing-talent/skilled-artisan P1", "1 accept other seen", "other-result"),
    ] {
        let mut office = Office::new();
        before.split('|').filter(|line| !line.is_empty()).for_each(|line| office.all(&[line]));
        let register = office.register.clone();
        assert_eq!(office.act(line), Err(code), "{before} then {line}");
        assert_eq!(office.register, register);
    }
}

#[test]
fn nothing_moves_without_a_named_officer_and_no_text_is_endless() {
    let mut office = Office::new();
    let mut event = office.event(&format!("1 {ARTISAN} P1"));
    event.officer = "  ".to_owned();
    assert_eq!(office.do_it(&event), Err(NominationRefusal::NoOfficer));
    office.all(&[&format!("1 {ARTISAN} P1")]);
    assert_eq!(office.act(&format!("1 comment {}", "字".repeat(1_400))), Err("too-long"));
}

#[test]
fn years_outside_the_period_are_refused() {
    let mut office = Office::new();
    office.programme("manufacturing-talent").period.to = "2023-12-31".parse().ok();
    assert_eq!(office.act(&format!("1 {ARTISAN} P1")), Err("outside-period"));
    office.programme("manufacturing-talent").period.to = "2024-01-01".parse().ok();
    assert_eq!(office.act(&format!("1 {ARTISAN} P1")), Ok(()));
}

#[test]
fn it_rests_on_a_published_result_and_stops_when_that_is_amended() {
    let mut office = Office::new();
    office.result().is_published = false;
    assert_eq!(office.act(&format!("1 {ARTISAN} P1")), Err("not-published"));
    office.result().is_published = true;
    office.all(&[&format!("1 {ARTISAN} P1 local-department"), "1 verify", "1 recommend"]);
    assert_eq!(office.register.amended(office.known()).count(), 0);
    office.result().digest = "second".to_owned();
    assert_eq!(office.register.amended(office.known()).collect::<Vec<_>>(), [1]);
    assert_eq!(office.act("1 review"), Err("result-amended"));
    assert_eq!(office.act(&format!("2 {ARTISAN} P2")), Err("other-result"));
    office.all(&["1 accept second the place is the same", "1 review"]);
    office.result().digest = "third".to_owned();
    assert_eq!(office.act("1 grant"), Err("result-amended"));
    office.all(&["1 decline the place is lost"]);
}

#[test]
fn one_category_for_one_person() {
    let mut office = Office::new();
    office.all(&[
        &format!("1 {ARTISAN} P1 local-department"),
        "2 identify manufacturing-talent/technology-expert P1 local-department",
        "3 identify manufacturing-talent/technology-expert P2 local-department",
    ]);
    office.all(&["1 verify", "2 verify", "3 verify", "1 recommend", "3 recommend"]);
    assert_eq!(office.act("2 recommend"), Err("one-category"));
    office.all(&["1 withdraw he wants the other", "2 recommend"]);
}

/// Who was declined may be nominated anew, but then not appeal as well; and an appeal that is taken up counts again.
#[test]
fn an_appeal_revives_nobody_beside_another_nomination() {
    let mut office = Office::new();
    office.all(&[&format!("1 {ARTISAN} P1 local-department"), "1 verify", "1 recommend", "1 review", "1 decline no"]);
    office.all(&[&format!("2 {ARTISAN} P1 local-department")]);
    assert_eq!(office.act("1 appeal yes"), Err("nominated-twice"));
    office.all(&["2 withdraw the appeal goes first", "1 appeal yes"]);
    office.all(&["3 identify manufacturing-talent/technology-expert P1 local-department", "3 verify", "3 recommend"]);
    assert_eq!(office.act("1 review"), Err("one-category"));
    office.all(&["3 withdraw the appeal goes first", "1 review", "1 grant"]);
}

#[test]
fn ids_that_count_in_categories_which_exclude_each_other_are_not_merged() {
    let mut office = Office::new();
    office.all(&[&format!("1 {ARTISAN} P1 local-department"), "2 identify manufacturing-talent/technology-expert P2 local-department"]);
    office.all(&["1 verify", "2 verify", "1 recommend", "2 recommend"]);
    let check = |office: &Office| office.register.check_merge("P2", "P1", office.known()).map_err(|refusal| refusal.code());
    assert_eq!(check(&office), Err("one-category"));
    office.all(&["2 withdraw the same person as 1"]);
    assert_eq!(check(&office), Ok(()));
}

#[test]
fn two_ids_that_are_one_person_count_as_one() {
    let mut office = Office::new();
    office.all(&[
        &format!("1 {ARTISAN} P1 local-department"),
        "2 identify manufacturing-talent/technology-expert P2 local-department",
        &format!("3 {ARTISAN} P3 local-department"),
    ]);
    let check =
        |office: &Office, one: &str, other: &str| office.register.check_merge(one, other, office.known()).map_err(|refusal| refusal.code());
    assert_eq!([check(&office, "P1", "P1"), check(&office, "P3", "P1")], [Err("same-person"), Err("nominated-twice")]);
    assert_eq!(check(&office, "P2", "P1"), Ok(()));
    office.register.merge("P2", "P1");
    assert_eq!((office.register.who("P2"), office.register.also("P1").collect::<Vec<_>>()), ("P1", vec!["P2"]));
    assert_eq!(check(&office, "P1", "P2"), Err("same-person"));
    // Under either id: one category for one person, and nobody is nominated twice.
    office.all(&["1 verify", "2 verify", "1 recommend"]);
    assert_eq!(office.act("2 recommend"), Err("one-category"));
    assert_eq!(office.act(&format!("4 {ARTISAN} P2")), Err("nominated-twice"));
    // And through another: whoever was P2 is P4 now.
    office.register.merge("P1", "P4");
    assert_eq!(["P1", "P2", "P4"].map(|id| office.register.who(id)), ["P4"; 3]);
}

#[test]
fn deadlines_are_noticed_until_it_is_over() {
    let mut office = Office::new();
    let day = |text: &str| text.parse().expect("a day");
    office.all(&[&format!("1 {ARTISAN} P1 local-department"), "1 due 2024-06-30"]);
    let overdue = |office: &Office, on: &str| office.register.overdue(day(on)).count();
    assert_eq!([overdue(&office, "2024-06-30"), overdue(&office, "2024-07-01")], [0, 1]);
    office.all(&["1 withdraw ill"]);
    assert_eq!(overdue(&office, "2024-07-01"), 0);
}

/// `granted+reserved/quota waiting`.
fn told(used: &Use) -> String {
    let quota = used.quota.map_or_else(|| "-".to_owned(), |quota| quota.to_string());
    format!("{}+{}/{quota} {:?}", used.granted, used.reserved, used.waiting)
}

fn of(office: &Office, limit: &Limit) -> String {
    told(office.uses("manufacturing-talent").0.iter().find(|used| used.limit == *limit).expect("a limit of the programme"))
}

#[test]
fn who_is_recommended_first_waits_in_front_and_who_has_room_does_not_wait() {
    let mut office = Office::new();
    office.programme("manufacturing-talent").categories[2].quota = Some(1);
    office.programme("manufacturing-talent").bodies[0].quota = Some(2);
    for number in 1..=3 {
        office.all(&[&format!("{number} {ARTISAN} P{number} local-department"), &format!("{number} verify")]);
    }
    office.all(&["4 identify manufacturing-talent/technology-expert P4 local-department", "4 verify"]);
    // Not in the order of their numbers.
    office.all(&["2 recommend", "1 recommend", "3 recommend", "4 recommend"]);
    let (artisans, body) = (Limit::Category("skilled-artisan".to_owned()), Limit::Body("local-department".to_owned()));
    assert_eq!(of(&office, &artisans), "0+1/1 [1, 3]");
    // Those who wait for their category take no seat of the body: the expert has the second.
    assert_eq!(of(&office, &body), "0+2/2 []");
    assert_eq!(of(&office, &Limit::Programme), "0+2/900 []");
    office.all(&["2 review", "2 decline no", "1 review", "1 grant", "3 review"]);
    assert_eq!(of(&office, &artisans), "1+0/1 [3]");
    assert_eq!(office.act("3 grant"), Err("quota-used"));
}

#[test]
fn a_quota_lowered_below_its_use_takes_nothing_back() {
    let mut office = Office::new();
    for number in 1..=3 {
        office.all(&[&format!("{number} {ARTISAN} P{number} local-department")]);
        for step in ["verify", "recommend", "review"] {
            office.all(&[&format!("{number} {step}")]);
        }
    }
    office.all(&["1 grant", "2 grant"]);
    office.programme("manufacturing-talent").categories[2].quota = Some(1);
    let artisans = Limit::Category("skilled-artisan".to_owned());
    assert_eq!(of(&office, &artisans), "2+0/1 [3]");
    let used = office.uses("manufacturing-talent");
    assert_eq!(used.0.iter().map(Use::beyond).sum::<u32>(), 1);
    assert_eq!(office.act("3 grant"), Err("quota-used"));
    assert_eq!(office.stage(1), Stage::Granted);
}

#[test]
fn a_batch_is_tried_as_a_whole_and_changes_nothing_where_a_part_is_refused() {
    let mut office = Office::new();
    office.all(&[&format!("1 {ARTISAN} P1 local-department"), &format!("2 {ARTISAN} P2 local-department"), "1 verify"]);
    let batch = [office.event("1 recommend"), office.event("2 recommend"), office.event("2 verify"), office.event("9 verify")];
    let before = office.register.clone();
    let refused = office.register.after(&batch, office.known()).expect_err("two of them cannot be");
    assert_eq!(
        refused.iter().map(|(index, refusal)| (*index, refusal.code())).collect::<Vec<_>>(),
        [(1, "no-way"), (3, "unknown-nomination")]
    );
    let done = office.register.after(&[batch[0].clone(), batch[2].clone()], office.known()).expect("these can");
    assert_eq!([done.get(1).map(|one| one.stage), done.get(2).map(|one| one.stage)], [Some(Stage::Recommended), Some(Stage::Verified)]);
    assert_eq!(office.register, before);
}

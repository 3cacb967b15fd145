//! Quotas, one category per person, a person in two skills, shares, ratios, and what other rules change.

use std::fs;

use jinbang::{
    honours::{Assessment, Counting, Programme, Seat, Verdict, changes},
    import::read_programmes,
};
use tempfile::TempDir;

use super::words::contest;

/// A programme of two categories, medallists and those in the first ten, with these lines in the places of `{}`.
fn programme(head: &str, one: &str, two: &str) -> Vec<Programme> {
    let text = format!(
        r#"id = "p"
title = {{ zh = "计划", en = "Programme" }}
level = "municipal"
{head}
[sources.n]
title = {{ zh = "通知", en = "Notice" }}
[[bodies]]
id = "office"
title = {{ zh = "局", en = "Office" }}
[[one_category]]
id = "once"
text = {{ zh = "限一类", en = "once" }}
source = "n"
[[watch]]
id = "women"
title = {{ zh = "女性", en = "Women" }}
when = {{ gender = "female" }}
[[categories]]
id = "medal"
title = {{ zh = "奖牌", en = "Medal" }}
{one}
[[categories.rules]]
id = "medal"
text = {{ zh = "奖牌", en = "a medal" }}
source = "n"
when = {{ medal = ["gold", "silver", "bronze"] }}
[[categories]]
id = "ten"
title = {{ zh = "前十", en = "Ten" }}
{two}
[[categories.rules]]
id = "place"
text = {{ zh = "前十名", en = "the first ten" }}
source = "n"
when = {{ place = {{ single = 10, pair = 10 }} }}
"#
    );
    let folder = TempDir::with_prefix("programmes-").expect("a folder");
    fs::write(folder.path().join("p.toml"), text).expect("a file");
    let read = read_programmes(folder.path());
    assert!(read.is_sound(), "{:#?}", read.faults);
    read.list
}

/// `C1 inside` in the category's order.
fn seats(programmes: &[Programme], lines: &[&str], category: usize) -> Vec<String> {
    let (contest, candidates) = contest(lines);
    let counting = Counting::new(&Assessment::new(&contest, &candidates, programmes), 0);
    let shown = |(candidate, seat): &(usize, Seat)| format!("{} {}", candidates[*candidate].person, seat.word());
    counting.categories[category].seats.iter().map(shown).collect()
}

#[test]
fn a_quota_seats_the_first_and_the_others_wait() {
    let lines = ["3", "1", "2", "11", "unmarked"];
    assert_eq!(seats(&programme("", "", "quota = 2"), &lines[..4], 1), ["C1 inside", "C2 inside", "C0 waits"]);
    assert_eq!(seats(&programme("", "", "quota = 0"), &lines[..4], 1), ["C1 waits", "C2 waits", "C0 waits"]);
    assert_eq!(seats(&programme("quota = 1", "", ""), &lines[..4], 1), ["C1 inside", "C2 waits", "C0 waits"], "the whole binds too");
    assert_eq!(seats(&programme("", "", ""), &lines[..4], 1), ["C1 inside", "C2 inside", "C0 inside"]);
}

/// Nobody is left out of equals by the order of a list.
#[test]
fn equals_at_the_border_wait_for_a_decision() {
    let lines = ["1", "2", "2", "4"];
    assert_eq!(seats(&programme("", "", "quota = 2"), &lines, 1), ["C0 inside", "C1 border", "C2 border", "C3 waits"]);
    assert_eq!(seats(&programme("", "", "quota = 1"), &lines, 1), ["C0 inside", "C1 waits", "C2 waits", "C3 waits"]);
    let by_total = ["1", "2 total:80", "2 total:80.01", "4"];
    let order = "quota = 2\norder = [\"place\", \"total\"]";
    assert_eq!(seats(&programme("", "", order), &by_total, 1), ["C0 inside", "C2 inside", "C1 waits", "C3 waits"]);
    let by_years = ["1 years:3", "1 years:9", "1"];
    let order = "quota = 1\norder = [\"front-line-years\"]";
    assert_eq!(seats(&programme("", "", order), &by_years, 1), ["C1 inside", "C0 waits", "C2 waits"]);
}

#[test]
fn a_tier_is_shared_by_its_categories() {
    let tiers = "[[tiers]]\nid = \"t\"\ntitle = { zh = \"级\", en = \"Tier\" }\nquota = 2\n";
    let programmes = programme(tiers, "tier = \"t\"", "tier = \"t\"");
    let lines = ["1 gold", "4", "5"];
    assert_eq!(seats(&programmes, &lines, 0), ["C0 inside"]);
    assert_eq!(seats(&programmes, &lines, 1), ["C0 counted-elsewhere", "C1 inside", "C2 waits"]);
}

/// A person in two skills is one person, with the better result; same names are not the same person.
#[test]
fn people_are_counted_and_not_results() {
    let programmes = programme("", "", "quota = 2");
    let lines = ["5 person:P", "2 person:P", "3", "4"];
    assert_eq!(seats(&programmes, &lines, 1), ["P inside", "C2 inside", "C3 waits", "P another-result"]);
    let (contest, candidates) = contest(&["5 person:P", "12 person:P", "3", "unmarked person:Q", "20 person:Q"]);
    let counting = Counting::new(&Assessment::new(&contest, &candidates, &programmes), 0);
    let count = &counting.categories[1];
    assert_eq!((count.yes, count.unknown, count.no), (2, 1, 0));
}

#[test]
fn shares_are_of_those_who_are_counted() {
    let programmes = programme("", "", "");
    let (contest, candidates) = contest(&["1 gold female", "2 female", "3", "9 female", "30 female"]);
    let counting = Counting::new(&Assessment::new(&contest, &candidates, &programmes), 0);
    let shares: Vec<_> = counting.categories.iter().map(|count| (count.shares[0].yes, count.shares[0].unknown)).collect();
    assert_eq!(shares, [(1, 0), (2, 1)]);
    assert_eq!(counting.categories[0].shares[0].per_cent().map(|share| share.to_string()).as_deref(), Some("100"));
}

/// P1: a body recommends in the ratio 1 : 3.
#[test]
fn a_body_is_set_beside_the_ratio() {
    let programmes = programme("", "ratio = 1", "ratio = 3");
    let (contest, candidates) = contest(&["1 gold channel:office", "2 channel:office", "3 channel:office", "4"]);
    let counting = Counting::new(&Assessment::new(&contest, &candidates, &programmes), 0);
    let by_ratio = |row: usize| counting.bodies[row].by_ratio.iter().flatten().map(|part| part.fixed(2)).collect::<Vec<_>>();
    assert_eq!((counting.bodies[0].counted.as_slice(), by_ratio(0)), (&[1, 2][..], vec!["0.75".to_owned(), "2.25".to_owned()]));
    let mut limited = programmes.clone();
    for (quota, over) in [(2, true), (3, false)] {
        limited[0].bodies[0].quota = Some(quota);
        assert_eq!(counting.bodies.iter().map(|body| body.is_over_quota(&limited[0])).collect::<Vec<_>>(), [over, false], "{quota}");
    }
    assert_eq!((counting.bodies[1].body, counting.bodies[1].counted.as_slice()), (None, &[0, 1][..]));
}

/// A quota lowered below its use, and a rule made harder.
#[test]
fn other_rules_say_whom_they_change() {
    let lines = ["1", "2", "3"];
    let (contest, candidates) = contest(&lines);
    let (old, lowered) = (programme("", "", "quota = 3"), programme("", "", "quota = 2"));
    let assessed = |programmes| Assessment::new(&contest, &candidates, programmes);
    let found = changes(&assessed(&old), &assessed(&lowered));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].candidate, found[0].verdict, found[0].seat),
        (2, (Some(Verdict::Yes), Some(Verdict::Yes)), (Some(Seat::Inside), Some(Seat::Waits)))
    );
    assert!(found[0].rules.is_empty());

    let mut harder = old.clone();
    harder[0].categories[1].rules[0].condition = jinbang::honours::Condition::UpperHalf;
    harder[0].categories[0].id = crate::common::competition::id("medals");
    let (contest, candidates) = super::words::contest(&["1 of:5", "2", "3 of:5", "9 of:5"]);
    let assessed = |programmes| Assessment::new(&contest, &candidates, programmes);
    let found = changes(&assessed(&old), &assessed(&harder));
    let told = |category: &str| -> Vec<(usize, Option<Verdict>, usize)> {
        let of = found.iter().filter(|change| change.category.as_str() == category);
        of.map(|change| (change.candidate, change.verdict.1, change.rules.len())).collect()
    };
    assert_eq!(told("ten"), [(2, Some(Verdict::No), 1), (3, Some(Verdict::No), 1)]);
    assert_eq!(told("medal"), [(0, None, 1), (1, None, 1), (2, None, 1), (3, None, 1)], "a category that is gone");
    assert_eq!(changes(&assessed(&old), &assessed(&old)), []);
}

//! Verdicts for 100,000 people by every rule of every programme in fixtures/programmes, counting them against the quotas, and a workbook
//! of 100,000 rows.
//!
//! `cargo bench --bench honours`

mod support;

use std::{fs, hint::black_box, io::BufWriter, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jinbang::{
    competition::{CompetitionClass, CompetitorKind, Medal, Text},
    decimal::Decimal,
    export::honours::{Selection, workbook},
    honours::{Assessment, Candidate, Contest, ContestSkill, Counting, Entry, Facts, Held, Part, Place, SkillLevel, candidates},
    import::read_programmes,
};
use support::{Scatter, competition::id};

const PEOPLE: usize = 100_000;
const FIELDS: [&str; 5] = ["integrated-circuits", "artificial-intelligence", "data-security", "intelligent-manufacturing", "welding"];

/// One of these or nothing, as often each.
fn pick<T: Clone>(scatter: &mut Scatter, from: &[T]) -> Option<T> {
    from.get(scatter.below(from.len() + 1)).cloned()
}

fn contest(scatter: &mut Scatter) -> Contest {
    let skill = |field: &&str| ContestSkill {
        id: id(field),
        title: Text::plain(*field),
        digest: "0".repeat(64),
        entrants: u32::try_from(PEOPLE / FIELDS.len()).unwrap_or(0),
        marks_missing: 0,
        parts: vec!["practice".to_owned(), "theory".to_owned()],
    };
    let part = |scatter: &mut Scatter| Part {
        marks: Decimal::from_int(i32::try_from(scatter.below(101)).unwrap_or(0)),
        max: Decimal::from_int(100),
    };
    let entry = |index: usize| Entry {
        skill: index % FIELDS.len(),
        competitor: id(format!("C{index:06}")),
        name: Text::default(),
        members: Vec::new(),
        delegation: pick(scatter, &["zhejiang", "fujian", "heilongjiang", "guangdong"]).map(str::to_owned),
        kind: pick(scatter, &CompetitorKind::WORDS).map(|(_, kind)| kind),
        place: Place::At(u32::try_from(scatter.below(PEOPLE / FIELDS.len()) + 1).unwrap_or(1)),
        medal: pick(scatter, &Medal::WORDS).map(|(_, medal)| medal),
        total: Decimal::from_int(i32::try_from(scatter.below(101)).unwrap_or(0)),
        parts: vec![part(scatter), part(scatter)],
    };
    Contest {
        id: id("bench"),
        title: Text::plain("Bench"),
        class: CompetitionClass::Class1,
        ends: "2025-10-01".parse().ok(),
        skills: FIELDS.iter().map(skill).collect(),
        entries: (0..PEOPLE).map(entry).collect(),
    }
}

fn facts(scatter: &mut Scatter) -> Facts {
    Facts {
        level: pick(scatter, &SkillLevel::WORDS).map(|(_, level)| Held::Level(level)),
        honours: pick(scatter, &["may-day-medal", "national-technical-expert", "provincial-allowance"]).map(|honour| vec![id(honour)]),
        front_line_years: pick(scatter, &[3, 5, 10]).map(Decimal::from_int),
        migrant: pick(scatter, &[true, false]),
        occupation: pick(scatter, &["engineer", "skilled-worker"]).map(str::to_owned),
        channel: pick(scatter, &["local-department", "union"]).map(str::to_owned),
        ..Facts::default()
    }
}

fn verdicts(criterion: &mut Criterion) {
    let programmes = read_programmes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes"));
    assert!(programmes.is_sound());
    let mut scatter = Scatter::new(1);
    let contest = contest(&mut scatter);
    let mut people: Vec<Candidate> = candidates(&contest, &[]);
    for candidate in &mut people {
        candidate.facts = facts(&mut scatter);
    }
    let rules: usize = programmes.list.iter().flat_map(|programme| &programme.categories).map(|category| category.rules.len()).sum();
    let mut group = criterion.benchmark_group(format!("{PEOPLE} people × {} programmes, {rules} rules", programmes.list.len()));
    group.sample_size(10).throughput(Throughput::Elements((PEOPLE * rules) as u64));
    group.bench_function("verdicts", |bencher| bencher.iter(|| black_box(Assessment::new(&contest, &people, &programmes.list))));
    group.bench_function("verdicts, seats, shares and bodies", |bencher| {
        bencher.iter(|| {
            let assessment = Assessment::new(&contest, &people, &programmes.list);
            (0..programmes.list.len()).map(|programme| Counting::new(&assessment, programme)).collect::<Vec<_>>()
        });
    });
    group.finish();
}

const WORKBOOK_PEOPLE: usize = 1_450;

/// People × every category, with the reasons of each yes and each unknown: about 100,000 rows.
fn workbook_of_rows(criterion: &mut Criterion) {
    let programmes = read_programmes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes"));
    let mut scatter = Scatter::new(1);
    let mut contest = contest(&mut scatter);
    contest.entries.truncate(WORKBOOK_PEOPLE);
    let mut people: Vec<Candidate> = candidates(&contest, &[]);
    for candidate in &mut people {
        candidate.facts = facts(&mut scatter);
    }
    let assessment = Assessment::new(&contest, &people, &programmes.list);
    let folder = support::scratch();
    let write = || {
        let file = BufWriter::new(fs::File::create(folder.path().join("office.xlsx")).expect("a file"));
        workbook::write(file, folder.path(), &assessment, &Selection::default(), &mut |_, _| {}).expect("a workbook")
    };
    let before = memory("VmRSS:");
    // From here on the peak is counted anew.
    fs::write("/proc/self/clear_refs", "5").expect("Linux");
    let written = write();
    let peak = memory("VmHWM:").saturating_sub(before);
    println!("{} verdicts, {} reasons; {peak} KiB above the {before} before", written.people, written.reasons);
    let mut group = criterion.benchmark_group("workbook");
    group.sample_size(10).throughput(Throughput::Elements((written.people + written.reasons) as u64));
    group.bench_function("XLSX of 100,000 rows", |bencher| bencher.iter(write));
    group.finish();
}

/// Of this process, in KiB.
fn memory(of: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix(of)).expect("a line");
    line.trim().trim_end_matches("kB").trim().parse().expect("a number")
}

criterion_group!(benches, verdicts, workbook_of_rows);
criterion_main!(benches);

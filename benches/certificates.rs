//! A thousand certificates, each a file of its own, and all of them in one.
//!
//! `cargo bench --bench certificates`; it needs an installed font with Chinese characters, as `jinbang certificates` does.

mod support;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jinbang::{
    cli::fonts,
    competition::{Medal, Text},
    export::certificate,
    honours::Certificate,
};
use support::{Scatter, competition::id};

const CERTIFICATES: usize = 1_000;
const ADDRESS: &str = "https://skills.example.org";
const FAMILY: [char; 10] = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'];
const GIVEN: [char; 16] = ['明', '哲', '海', '涛', '振', '东', '秋', '实', '文', '浩', '然', '思', '雨', '嘉', '怡', '宁'];

fn certificate(scatter: &mut Scatter, number: usize) -> Certificate {
    let mut letter = |from: &[char]| from[scatter.below(from.len())];
    let zh: String = [letter(&FAMILY), letter(&GIVEN), letter(&GIVEN)].iter().collect();
    Certificate {
        id: format!("PGLJ2KH53YQ3PDPB72EIDP{number:04}"),
        competition: id("finals"),
        competition_title: Text::new("全国数字技能大赛", "National Digital Skills Competition"),
        day: "2026-11-20".parse().ok(),
        skill: id("integrated-circuits"),
        skill_title: Text::new("集成电路工程技术", "Integrated Circuit Engineering"),
        competitor: id(format!("IC-{number}")),
        member: None,
        name: Text::new(zh, "Zeng Mingzhe"),
        team: None,
        delegation: Some(Text::new("北京", "Beijing")),
        place: u32::try_from(number).unwrap_or(0) + 1,
        entrants: 2_000,
        medal: Some([Medal::Gold, Medal::Silver, Medal::Bronze, Medal::Merit][number % 4]),
        awards: Vec::new(),
        result: "6531be9e5c27698410cdd48b97ba4f8edab9cb2377cf697d625f30b0fb162a00".to_owned(),
    }
}

fn certificates(criterion: &mut Criterion) {
    let typeface = fonts::typeface(None).unwrap_or_else(|fault| panic!("{fault}"));
    let mut scatter = Scatter::new(1);
    let all: Vec<Certificate> = (0..CERTIFICATES).map(|number| certificate(&mut scatter, number)).collect();
    let mut group = criterion.benchmark_group("certificates");
    group.sample_size(10).throughput(Throughput::Elements(CERTIFICATES as u64));
    group.bench_function("a file each", |bencher| {
        bencher.iter(|| {
            for certificate in &all {
                black_box(certificate::pdf(&[certificate], Some(ADDRESS), &typeface)).expect("a PDF");
            }
        });
    });
    let together: Vec<&Certificate> = all.iter().collect();
    group.bench_function("one file", |bencher| {
        bencher.iter(|| black_box(certificate::pdf(&together, Some(ADDRESS), &typeface)).expect("a PDF"));
    });
    group.finish();
}

criterion_group!(benches, certificates);
criterion_main!(benches);

//! rules.md §6, line by line: who earns what, and who just does not.

use jinbang::honours::{Assessment, Promotion, Verdict};

use super::{find, read, words::contest};

/// Category, case, verdict and promotion.
type Line = (&'static str, &'static str, Verdict, &'static str);

const YES: Verdict = Verdict::Yes;
const NO: Verdict = Verdict::No;
const UNKNOWN: Verdict = Verdict::Unknown;

fn earns(promotion: Option<Promotion>) -> String {
    match promotion {
        None => String::new(),
        Some(Promotion::To(level)) => level.word_zh().to_owned(),
        Some(Promotion::Already(level)) => format!("已是{}", level.word_zh()),
        Some(Promotion::None) => "–".to_owned(),
        Some(Promotion::Unknown { up_to }) => format!("至多{}", up_to.word_zh()),
    }
}

fn check(lines: &[Line]) {
    let programmes = read().list;
    for (path, case, verdict, promotion) in lines {
        let (programme, category) = find(&programmes, path);
        let (contest, candidates) = contest(&[case]);
        let assessment = Assessment::new(&contest, &candidates, &programmes);
        let found = assessment.overall(0, programme, category);
        let earned = if found == NO { String::new() } else { earns(assessment.promotion(0, programme, category)) };
        let rulings: Vec<_> = assessment.rulings(0, programme, category).map(|(rule, verdict)| (&rule.id, verdict)).collect();
        assert_eq!((found, earned.as_str()), (*verdict, *promotion), "{path}: {case}\n{rulings:?}");
    }
}

/// 人社部函〔2017〕46号: places by the size of the team, worker status required.
#[test]
fn national_technical_expert() {
    check(&[
        ("award-national/title", "national worker single 5", YES, ""),
        ("award-national/title", "national worker single 6", NO, ""),
        ("award-national/title", "national worker pair 3", YES, ""),
        ("award-national/title", "national worker pair 4", NO, ""),
        ("award-national/title", "national worker trio 2", YES, ""),
        ("award-national/title", "national worker trio 3", NO, ""),
        ("award-national/title", "national worker four 1", NO, ""),
        ("award-national/title", "national student single 1", NO, ""),
        ("award-national/title", "national teacher single 1", NO, ""),
        ("award-national/title", "national single 1", UNKNOWN, ""),
        ("award-national/title", "class-2 worker single 1", NO, ""),
        ("award-national/title", "national worker 1 holds:national-technical-expert", NO, ""),
        ("award-national/title", "national worker 1 undeclared", UNKNOWN, ""),
        ("award-class-1/worker-title", "class-1 worker single 5", YES, ""),
        ("award-class-1/worker-title", "class-1 worker pair 4", NO, ""),
        ("award-class-1/worker-title", "class-1 worker trio 2", YES, ""),
        ("award-class-1/teacher-title", "class-1 teacher single 5", YES, ""),
    ]);
}

/// Class 2: the first three.
#[test]
fn class_2() {
    check(&[
        ("award-class-2/title", "class-2 worker 3", YES, ""),
        ("award-class-2/title", "class-2 worker 4", NO, ""),
        ("award-class-2/title", "class-1 worker 3", NO, ""),
    ]);
}

/// 优胜奖 or better makes a technician, and a technician a senior technician.
#[test]
fn a_prize_promotes() {
    check(&[
        ("award-skill-level/prize", "national worker 12 merit level:senior", YES, "技师"),
        ("award-skill-level/prize", "national worker 1 gold level:technician", YES, "高级技师"),
        ("award-skill-level/prize", "national worker 1 gold level:senior-technician", YES, "已是高级技师"),
        ("award-skill-level/prize", "national worker 1 gold level:none", YES, "技师"),
        ("award-skill-level/prize", "national worker 1 gold", YES, "至多高级技师"),
        ("award-skill-level/prize", "national worker 30 level:senior", NO, ""),
    ]);
}

/// The class-1 ladder: workers, those behind them, students.
#[test]
fn class_1_ladder() {
    check(&[
        ("award-class-1/worker-promotion", "class-1 worker 5 level:senior", YES, "技师"),
        ("award-class-1/worker-promotion", "class-1 worker 5 level:technician holds:national-technical-expert", YES, "高级技师"),
        ("award-class-1/worker-promotion", "class-1 worker 6", NO, ""),
        ("award-class-1/worker-next", "class-1 worker 5", NO, ""),
        ("award-class-1/worker-next", "class-1 worker 6 level:intermediate", YES, "高级工"),
        ("award-class-1/worker-next", "class-1 worker 20 level:senior", YES, "技师"),
        ("award-class-1/worker-next", "class-1 worker 21 level:senior", NO, ""),
        ("award-class-1/student-top", "class-1 student 5 level:intermediate", YES, "高级工"),
        ("award-class-1/student-top", "class-1 student 6", NO, ""),
        ("award-class-1/worker-title", "class-1 student 1", NO, ""),
    ]);
}

/// Medals earn the senior certificate, 优胜奖 the intermediate one.
#[test]
fn professional_technical_certificates() {
    check(&[
        ("professional-technical/senior-certificate", "field:artificial-intelligence 3 bronze", YES, ""),
        ("professional-technical/senior-certificate", "field:artificial-intelligence 9 merit", NO, ""),
        ("professional-technical/intermediate-certificate", "field:industrial-internet 9 merit", YES, ""),
        ("professional-technical/senior-certificate", "field:welding 1 gold", NO, ""),
        ("professional-technical/senior-certificate", "field:integrated-circuits guest gold", NO, ""),
    ]);
}

#[test]
fn may_day_medals() {
    check(&[
        ("may-day-medal/national", "national worker 3", YES, ""),
        ("may-day-medal/national", "national worker 4", NO, ""),
        ("may-day-medal/national", "national worker 1 holds:may-day-medal", NO, ""),
        ("may-day-medal/guangdong", "provincial worker 1 province:guangdong", YES, ""),
        ("may-day-medal/guangdong", "provincial worker 2 province:guangdong", NO, ""),
        ("may-day-medal/guangdong", "provincial worker 1 province:hunan", NO, ""),
        ("may-day-medal/guangdong", "provincial worker 1", UNKNOWN, ""),
        // At a provincial competition delegations are cities.
        ("may-day-medal/guangdong", "provincial worker 1 delegation:guangzhou", UNKNOWN, ""),
    ]);
}

#[test]
fn provinces() {
    check(&[
        ("zhejiang/class-1-title", "class-1 5 province:zhejiang", YES, ""),
        ("zhejiang/class-1-title", "class-1 6 province:zhejiang", NO, ""),
        ("zhejiang/class-1-title", "class-1 5 delegation:zhejiang", YES, ""),
        ("zhejiang/class-1-title", "class-1 5 delegation:zhejiang province:fujian", NO, ""),
        ("zhejiang/class-2-title", "class-2 3 province:zhejiang", YES, ""),
        ("zhejiang/class-2-title", "class-2 4 province:zhejiang", NO, ""),
        ("zhejiang/class-1-title", "class-1 1 province:fujian", NO, ""),
        ("fujian/class-1-title", "class-1 2 province:fujian", YES, ""),
        ("fujian/class-1-title", "class-1 3 province:fujian", NO, ""),
        ("fujian/class-2-title", "class-2 1 province:fujian", YES, ""),
        ("fujian/class-2-title", "class-2 2 province:fujian", NO, ""),
        ("fujian/bonus-1-3", "class-1 3 province:fujian", YES, ""),
        ("fujian/bonus-4-5", "class-1 4 province:fujian", YES, ""),
        ("fujian/bonus-6-10", "class-1 10 province:fujian", YES, ""),
        ("fujian/bonus-6-10", "class-1 11 province:fujian", NO, ""),
        ("heilongjiang/class-1-senior-technician", "class-1 3 province:heilongjiang level:senior", YES, "高级技师"),
        ("heilongjiang/class-1-technician", "class-1 4 province:heilongjiang level:senior", YES, "技师"),
        ("heilongjiang/class-1-technician", "class-1 11 province:heilongjiang", NO, ""),
        ("heilongjiang/class-2-senior-technician", "class-2 1 province:heilongjiang level:technician", YES, "高级技师"),
        ("heilongjiang/class-2-technician", "class-2 5 province:heilongjiang level:none", YES, "技师"),
        ("heilongjiang/class-2-technician", "class-2 6 province:heilongjiang", NO, ""),
    ]);
}

#[test]
fn bonuses_are_exact() {
    let programmes = read().list;
    for (path, amount) in [
        ("fujian/bonus-1-3", "10000"),
        ("fujian/bonus-4-5", "8000"),
        ("fujian/bonus-6-10", "5000"),
        ("manufacturing-talent/skilled-artisan", "250000"),
    ] {
        let (programme, category) = find(&programmes, path);
        let money = programmes[programme].categories[category].grants.money.as_ref().expect(path);
        assert_eq!((money.amount.to_string().as_str(), money.currency.as_str()), (amount, "CNY"), "{path}");
    }
}

/// Suzhou 2025: the upper half and both parts passed; the first three are technicians, the others senior workers.
#[test]
fn suzhou_integrated_circuits() {
    let passed = |rest: &str| format!("municipal field:integrated-circuits of:10 theory:60 practice:60 {rest}");
    let lines: [(&str, String, Verdict, &str); 7] = [
        ("suzhou-ic/technician", passed("3 level:senior"), YES, "技师"),
        ("suzhou-ic/technician", passed("4 level:senior"), NO, ""),
        ("suzhou-ic/senior", passed("5 level:intermediate"), YES, "高级工"),
        ("suzhou-ic/senior", passed("6"), NO, ""),
        ("suzhou-ic/technician", passed("1 theory:59.99"), NO, ""),
        ("suzhou-ic/technician", passed("1 practice:59.99"), NO, ""),
        ("suzhou-ic/technician", passed("1 ends:2026-01-01"), NO, ""),
    ];
    for (path, case, verdict, promotion) in lines {
        let case: &'static str = case.leak();
        check(&[(path, case, verdict, promotion)]);
    }
}

/// P1 to P5 (programmes.md).
#[test]
fn policies() {
    check(&[
        ("manufacturing-talent/skilled-artisan", "field:integrated-circuits 1 occupation:skilled-worker channel:local-department", YES, ""),
        ("manufacturing-talent/skilled-artisan", "field:integrated-circuits 1 occupation:skilled-worker channel:union", NO, ""),
        ("manufacturing-talent/skilled-artisan", "field:integrated-circuits 1 occupation:skilled-worker", UNKNOWN, ""),
        ("manufacturing-talent/skilled-artisan", "field:welding 1 occupation:skilled-worker channel:local-department", NO, ""),
        ("manufacturing-talent/technology-expert", "field:data-security 1 occupation:engineer channel:state-owned-enterprise", YES, ""),
        ("manufacturing-talent/innovative-entrepreneur", "field:data-security 1 occupation:engineer channel:local-department", NO, ""),
        (
            "manufacturing-talent/technology-expert",
            "field:data-security 1 occupation:engineer channel:local-department holds:manufacturing-talent-support",
            NO,
            "",
        ),
        (
            "manufacturing-talent/skilled-artisan",
            "field:integrated-circuits guest occupation:skilled-worker channel:local-department",
            NO,
            "",
        ),
        ("leading-talent/leading-talent", "1 holds:china-skills-award", YES, ""),
        ("leading-talent/leading-talent", "unmarked holds:china-skills-award", UNKNOWN, ""),
        ("leading-talent/leading-talent", "1 holds:provincial-allowance", YES, ""),
        ("leading-talent/leading-talent", "1 holds:short-supply-talent", YES, ""),
        ("leading-talent/leading-talent", "1 holds:zhejiang-technical-expert", NO, ""),
        ("leading-talent/leading-talent", "1", NO, ""),
        ("leading-talent/leading-talent", "1 undeclared", UNKNOWN, ""),
        ("leading-talent/training-target", "9 merit", YES, ""),
        ("leading-talent/winner", "9 merit", NO, ""),
        ("leading-talent/winner", "1 gold", YES, ""),
        ("leading-talent/winner", "1 gold ends:2027-01-01", NO, ""),
        ("leading-talent/exceptional-promotion", "1 holds:provincial-innovation-award", YES, ""),
        ("master-craftsmen/national", "national worker 1 gold years:5", YES, ""),
        ("master-craftsmen/national", "national worker 1 gold years:4.99", NO, ""),
        ("master-craftsmen/national", "national worker 1 gold", UNKNOWN, ""),
        ("master-craftsmen/national", "provincial worker 1 gold years:5", NO, ""),
        ("master-craftsmen/provincial", "provincial worker 1 gold years:5", YES, ""),
        ("master-craftsmen/municipal", "municipal worker 9 merit years:5", YES, ""),
        ("digital-talent/contest-winner", "class-1 field:artificial-intelligence 1 gold", YES, ""),
        ("digital-talent/contest-winner", "class-2 field:artificial-intelligence 1 gold", NO, ""),
        ("digital-talent/digital-engineer", "field:big-data 1 document:digital-engineer-training", YES, ""),
        ("digital-talent/digital-engineer", "field:big-data 1", UNKNOWN, ""),
        ("digital-talent/senior-expert", "field:big-data 1 holds:guangdong-may-day-medal", YES, ""),
        ("continuing-education/supported-worker", "worker 30", YES, ""),
        ("continuing-education/learning-outcome", "worker withdrawn", NO, ""),
        ("continuing-education/learning-outcome", "student 1", NO, ""),
    ]);
}

/// A place that may change proves nothing; a guest and whoever has withdrawn earn nothing.
#[test]
fn only_a_certain_place_counts() {
    check(&[
        ("award-national/title", "national worker unmarked", UNKNOWN, ""),
        ("award-national/title", "national worker undrawn", UNKNOWN, ""),
        ("award-national/title", "national worker guest", NO, ""),
        ("award-national/title", "national worker withdrawn", NO, ""),
        ("award-national/title", "national worker void", NO, ""),
        // What is certain without a place stays certain.
        ("award-national/title", "national student unmarked", NO, ""),
        ("suzhou-ic/technician", "municipal field:integrated-circuits of:10 unmarked theory:60 practice:60", UNKNOWN, "至多技师"),
        ("suzhou-ic/technician", "municipal undated field:integrated-circuits of:10 theory:60 practice:60 1", UNKNOWN, "至多技师"),
    ]);
}

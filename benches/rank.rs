//! `jinbang rank` on a folder with 80,000 single marks: processor time of the whole program, from its start to its last line.
//!
//! `cargo bench --bench rank`

mod support;

use std::{
    fmt::Write,
    fs,
    io::Read,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use support::{Scatter, median, process::Process, scratch};

const COMPETITORS: usize = 800;
const ASPECTS: usize = 100;
const TURNS: usize = 5;

fn main() {
    let folder = scratch();
    write_folder(folder.path());
    for (name, args) in [("rank, as JSON", &["rank", "--format", "json"][..]), ("rank, as a table", &["rank"]), ("help", &["--help"])] {
        let mut seconds: Vec<f64> = (0..TURNS).map(|_| cpu_seconds(args, folder.path())).collect();
        println!("{name:<18}{:>8.1} ms of processor time, median of {TURNS} ({COMPETITORS} × {ASPECTS} marks)", median(&mut seconds) * 1e3);
    }
}

fn cpu_seconds(args: &[&str], folder: &Path) -> f64 {
    let child = Command::new(env!("CARGO_BIN_EXE_jinbang")).args(args).arg(folder).stdout(Stdio::piped()).spawn().expect("the program");
    let mut process = Process(child);
    let mut out = Vec::new();
    process.0.stdout.as_mut().expect("piped").read_to_end(&mut out).expect("its output");
    while !process.has_ended() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let spent = process.cpu_seconds();
    assert!(process.0.wait().expect("it has ended").success() && !out.is_empty());
    spent
}

fn write_folder(folder: &Path) {
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).expect("the disk has room");
    fs::create_dir_all(folder.join("skills/bench")).expect("a folder");
    put("competition.toml", "id = \"bench\"\ntitle = \"Bench\"\nclass = \"municipal\"\n");
    put("skills/bench/skill.toml", "title = \"Bench\"\n[scheme]\ntotal = 100\n[measurement]\nstep = \"0.01\"\n");
    let (mut scheme, mut people, mut marks) = (
        "criterion,sub_criterion,day,aspect,type,name,max_mark,section,calculation\n".to_owned(),
        "id,skill,name_zh,name_en\n".to_owned(),
        "skill,competitor,aspect,expert,value,at\n".to_owned(),
    );
    let mut scatter = Scatter::new(1);
    let line = |into: &mut String, text: std::fmt::Arguments<'_>| into.write_fmt(text).expect("memory");
    for aspect in 0..ASPECTS {
        line(&mut scheme, format_args!("A,A1,1,A1.M{aspect},M,Aspect {aspect},1.00,,\n"));
    }
    for competitor in 0..COMPETITORS {
        line(&mut people, format_args!("C{competitor:04},bench,选手{competitor},Competitor {competitor}\n"));
        for aspect in 0..ASPECTS {
            let value = scatter.below(101);
            let (minutes, seconds) = (aspect % 60, competitor % 60);
            let at = format_args!("2026-11-18T09:{minutes:02}:{seconds:02}+08:00\n").to_string();
            line(&mut marks, format_args!("bench,C{competitor:04},A1.M{aspect},,{}.{:02},{at}", value / 100, value % 100));
        }
    }
    put("skills/bench/scheme.csv", &scheme);
    put("competitors.csv", &people);
    put("marks.csv", &marks);
}

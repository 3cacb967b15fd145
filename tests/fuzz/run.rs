//! One target in a process of its own: kept inputs, then mutated ones.

use std::{
    fs::{self, File},
    io::Write,
    os::unix::fs::FileExt,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use rand::{SeedableRng, rngs::StdRng};
use rlimit::Resource;

use super::{
    corpus::kept,
    mutation::Mutator,
    targets::{Target, target},
};
use crate::common::{seed, wanted};

/// What one process may have, in bytes: the largest kept input needs a tenth of it.
const MEMORY_MAX_BYTES: u64 = 1 << 30;

/// What one input may take, of a debug build on a busy machine: a hundred times what the slowest one takes.
const INPUT_TIMEOUT: Duration = Duration::from_secs(20);

/// Set in the process that runs the target.
const APART: &str = "FUZZ_APART";

pub fn apart(name: &'static str) {
    let target = target(name);
    if std::env::var_os(APART).is_some() {
        return in_here(target);
    }
    let program = std::env::current_exe().expect("this program");
    let ended =
        Command::new(program).args(["--exact", "--nocapture", &format!("fuzz::{name}")]).env(APART, "1").output().expect("it starts");
    let said = [ended.stdout, ended.stderr].concat();
    print!("{}", String::from_utf8_lossy(&said));
    assert!(ended.status.success(), "{}: {}; the input it ended at is {}", name, ended.status, under_way(name).display());
}

/// What is being run is written there first: who takes too much memory says nothing any more.
fn under_way(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}"))
}

fn in_here(target: &'static Target) {
    Resource::DATA.set(MEMORY_MAX_BYTES, MEMORY_MAX_BYTES).expect("a limit");
    let path = under_way(target.name);
    let guard = Guard::new(File::create(&path).expect("a file"));
    if let Some(input) = std::env::var_os("FUZZ_INPUT") {
        println!("{}: taken: {}", target.name, (target.run)(&fs::read(input).expect("an input")));
        return;
    }
    let kept = kept(target.name);
    for (file, input) in &kept {
        guard.watch(input, &|| (target.run)(input)).unwrap_or_else(|why| panic!("{}: {file}: {why}", target.name));
    }
    let (seed, cases, began) = (seed(), wanted("FUZZ", target.cases), Instant::now());
    let inputs: Vec<Vec<u8>> = kept.into_iter().map(|(_, input)| input).collect();
    let mut mutator = Mutator { random: StdRng::seed_from_u64(seed), kept: &inputs, words: target.words };
    let mut taken = 0;
    for case in 0..cases {
        let input = mutator.next();
        let result = guard.watch(&input, &|| (target.run)(&input));
        taken += u32::from(result.unwrap_or_else(|why| {
            panic!("{}: JINBANG_SEED={seed}, input {case}, which is {}: {why}", target.name, path.display());
        }));
    }
    println!("{}: {} kept inputs, {cases} mutated ones, {taken} of them taken, in {:.1?}", target.name, inputs.len(), began.elapsed());
    let _ = fs::remove_file(path);
}

struct Guard {
    file: File,
    began: Instant,
}

/// Milliseconds since the guard began; 0 between inputs.
static STARTED: AtomicU64 = AtomicU64::new(0);

impl Guard {
    fn new(file: File) -> Self {
        let began = Instant::now();
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_millis(200));
                let started = STARTED.load(Ordering::Relaxed);
                if started > 0 && since(began) > started + millis(INPUT_TIMEOUT) {
                    eprintln!("an input took longer than {INPUT_TIMEOUT:?}");
                    let _ = std::io::stderr().flush();
                    std::process::abort();
                }
            }
        });
        // Panics that a parser catches would fill the screen; those that it does not are told by whoever runs it.
        std::panic::set_hook(Box::new(|panic| {
            if std::env::var_os("FUZZ_PANICS").is_some() {
                eprintln!("{panic}");
            }
        }));
        Self { file, began }
    }

    fn watch(&self, input: &[u8], run: &dyn Fn() -> bool) -> Result<bool, String> {
        self.file.set_len(0).and_then(|()| self.file.write_all_at(input, 0)).expect("room on the disk");
        STARTED.store(since(self.began).max(1), Ordering::Relaxed);
        let result = catch_unwind(AssertUnwindSafe(run));
        STARTED.store(0, Ordering::Relaxed);
        result.map_err(|payload| {
            let _ = std::panic::take_hook();
            let text = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
            format!("{} (FUZZ_PANICS=1 says where)", text.unwrap_or("it panicked"))
        })
    }
}

fn since(began: Instant) -> u64 {
    millis(began.elapsed())
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

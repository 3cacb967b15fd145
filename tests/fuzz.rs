//! Fuzzing: every parser of what comes from outside, on a kept corpus (`fixtures/corpus`) and on mutations of it. Each target runs in a
//! process of its own, which may not take more memory or time than stated here.
//!
//! `FUZZ=1000000 cargo test --test all -- fuzz::` runs longer; `JINBANG_SEED=…` plays a run again, `FUZZ_INPUT=FILE` one input.

mod corpus;
mod mutation;
mod run;
mod targets;

macro_rules! fuzzed {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                run::apart(stringify!($name));
            }
        )*

        #[test]
        fn every_target_is_run() {
            assert_eq!([$(stringify!($name)),*], targets::TARGETS.map(|target| target.name));
        }
    };
}

fuzzed! {
    viewer_frames tablet_messages http_requests contest_folder programmes outcome_rules workbook lists journal_block journal_file
    office_events control_lines bundle receipt checkpoints credential draws numbers
}

//! libFuzzer over the same targets: it keeps what reaches code that nothing before it reached. `tests/fuzz/guided` builds and starts it;
//! `FUZZ_TARGET` says which target.
#![no_main]
// Other tests use the rest.
#![allow(dead_code, unused_imports)]

#[path = "../common"]
mod common {
    pub mod competition;
    pub mod disk;
    pub mod folder;
    pub mod http;
    pub mod judges;
    pub mod office;
    pub mod room;
    pub mod socket;
    pub mod venue;
}
#[path = "targets/mod.rs"]
mod targets;

use std::sync::LazyLock;

static TARGET: LazyLock<&targets::Target> =
    LazyLock::new(|| targets::target(&std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target")));

libfuzzer_sys::fuzz_target!(
    // Its hook would end the process at panics that are caught for good reasons, such as those of the store on a damaged file.
    init: std::panic::set_hook(Box::new(|panic| {
        if std::env::var_os("FUZZ_PANICS").is_some() {
            eprintln!("{panic}");
        }
    })),
    |bytes: &[u8]| {
        (TARGET.run)(bytes);
    }
);

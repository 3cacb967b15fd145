//! The journal: appending, replaying, and what a mark takes on the disk.
//!
//! `cargo bench --bench journal` prints medians, and ratios to the least a disk can do: the same bytes written to a preallocated file and
//! one `fdatasync`, turn by turn with ours, because a disk has moods.

mod append;
mod entries;
mod replay;
#[path = "../support/mod.rs"]
mod support;
mod unsynced;

fn main() {
    append::print();
    replay::print();
    unsynced::print();
}

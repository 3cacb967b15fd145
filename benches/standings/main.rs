//! Standings that follow every mark, and standings from nothing.
//!
//! `cargo bench --bench standings` prints, side by side in one run: one mark into a skill of 100,000 competitors with the first 50 and one
//! competitor's neighbours, against the same question to Redis (left out, and said so, where `redis-server` is not installed); and a
//! national competition from its marks to medals, awards and the table of delegations.

mod live;
mod national;
mod question;
mod sorted_set;
#[path = "../support/mod.rs"]
mod support;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    live::print();
    national::print();
}

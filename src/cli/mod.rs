//! The subcommands, one file each.

pub mod backup;
pub mod check;
pub mod demo;
pub mod pair;
pub mod rank;
pub mod serve;
mod serving;

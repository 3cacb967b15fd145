//! The subcommands, one file each.

pub mod backup;
mod batch;
pub mod check;
mod check_outcomes;
mod check_programmes;
pub mod compare;
pub mod demo;
pub mod draw;
pub mod explain;
pub mod fairness;
pub mod generate;
pub mod honours;
pub mod load;
pub mod outcomes;
pub mod pair;
pub mod rank;
pub mod serve;
mod serving;
pub mod statistics;
mod tls;

use std::io;

/// Whoever reads the output may stop early (`| head`); that is no fault.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

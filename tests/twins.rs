//! Invariant 8: two competitions that differ in what is hidden alone show the same, byte for byte: bodies, headers, tags, order and cadence.
//!
//! `TWINS=100000` plays that many pairs on the pure layer, `TWIN_SERVERS=500` that many pairs of real servers; `JINBANG_SEED` plays them again.

use crate::common;

mod cases;
mod pure;
mod servers;

use common::wanted;

//! Nominations: ways through the stages, quotas with those who wait, amended results, and the archive that keeps all of it.

use crate::common;

mod archive;
mod conversions;
mod office;
mod properties;
mod stages;

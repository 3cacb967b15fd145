//! Results as learning outcomes: what a signed place is worth, why others are worth nothing yet, and bad rules.

use crate::common;

mod command;
mod faults;
mod properties;

//! Winners counted over several competitions: golden tables, small numbers, people in several folders, charts, and what holds for everybody.

use crate::common;

mod charts;
mod command;
mod examples;
mod properties;

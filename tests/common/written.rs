//! A journal in memory, for a gate to read again.

use std::ops::ControlFlow;

use jinbang::{
    judging::Entry,
    publication::{Entries, GateFault},
};

pub struct Written<'a>(pub &'a [Entry]);

impl Entries for Written<'_> {
    fn read_on(&self, from: u64, each: &mut dyn FnMut(&Entry) -> ControlFlow<()>) -> Result<(), GateFault> {
        let first = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX);
        let _ = self.0.get(first..).unwrap_or_default().iter().try_for_each(each);
        Ok(())
    }
}

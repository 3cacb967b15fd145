//! Rings when boards have new versions.

use std::sync::OnceLock;

#[derive(Default)]
pub struct Bell(OnceLock<Box<dyn Fn() + Send + Sync>>);

impl Bell {
    /// What happens at every ring; only the first call counts.
    pub fn hang(&self, heard: impl Fn() + Send + Sync + 'static) {
        let _ = self.0.set(Box::new(heard));
    }

    pub fn ring(&self) {
        if let Some(heard) = self.0.get() {
            heard();
        }
    }
}

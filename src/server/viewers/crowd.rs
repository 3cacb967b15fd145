//! All viewers, by number; a number that is free again is given to the next.

use super::viewer::Viewer;

#[derive(Default)]
pub struct Crowd {
    all: Vec<Option<Box<Viewer>>>,
    free: Vec<usize>,
}

impl Crowd {
    pub fn add(&mut self, viewer: Viewer) -> usize {
        let number = self.free.pop().unwrap_or(self.all.len());
        if number == self.all.len() {
            self.all.push(None);
        }
        self.all[number] = Some(Box::new(viewer));
        number
    }

    pub fn get(&mut self, number: usize) -> Option<&mut Viewer> {
        self.all.get_mut(number)?.as_deref_mut()
    }

    pub fn remove(&mut self, number: usize) -> Option<Box<Viewer>> {
        let viewer = self.all.get_mut(number)?.take()?;
        self.free.push(number);
        Some(viewer)
    }

    pub fn is_empty(&self) -> bool {
        self.free.len() == self.all.len()
    }

    /// Numbers are below this.
    pub fn numbers(&self) -> usize {
        self.all.len()
    }
}

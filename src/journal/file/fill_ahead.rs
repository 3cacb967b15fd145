//! A file whose blocks are written before they are needed.
//!
//! Growing a file or writing into a hole makes the next sync write the file system's own tables too: a commit of fifty marks took
//! four times as long. So the space ahead of the highest write is filled with zeros, a stretch at a time.

use std::{
    io,
    ops::Bound,
    sync::{Mutex, PoisonError},
};

use redb::{BackendError, StorageBackend};

/// Filled ahead at once, in bytes: some thousand marks, some milliseconds.
const STRETCH_BYTES: u64 = 1 << 20;

#[derive(Debug)]
pub struct FillAhead<B> {
    inner: B,
    /// Nothing beyond this offset was ever written.
    filled: Mutex<u64>,
}

impl<B: StorageBackend> FillAhead<B> {
    /// # Errors
    /// When the storage cannot be read.
    pub fn new(inner: B) -> io::Result<Self> {
        let filled = end_of_data(&inner)?;
        Ok(Self { inner, filled: Mutex::new(filled) })
    }

    fn fill_until(&self, end: u64) -> io::Result<()> {
        let mut filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        if end <= *filled {
            return Ok(());
        }
        let until = end.next_multiple_of(STRETCH_BYTES).min(self.inner.len()?).max(end);
        let zeros = vec![0; usize::try_from(until - *filled).unwrap_or(0).min(1 << 20)];
        while *filled < until {
            let stretch = usize::try_from(until - *filled).unwrap_or(usize::MAX).min(zeros.len());
            self.inner.write(*filled, &zeros[..stretch])?;
            *filled += stretch as u64;
        }
        Ok(())
    }
}

/// Where the zeros at the end of the storage begin: writing them again changes nothing.
fn end_of_data(storage: &impl StorageBackend) -> io::Result<u64> {
    let mut end = storage.len()?;
    let mut bytes = vec![0; 1 << 16];
    while end > 0 {
        let length = usize::try_from(end).unwrap_or(usize::MAX).min(bytes.len());
        let stretch = &mut bytes[..length];
        storage.read(end - length as u64, stretch)?;
        if let Some(last) = stretch.iter().rposition(|byte| *byte != 0) {
            return Ok(end - length as u64 + last as u64 + 1);
        }
        end -= length as u64;
    }
    Ok(0)
}

impl<B: StorageBackend> StorageBackend for FillAhead<B> {
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        self.inner.set_len(len)?;
        *filled = (*filled).min(len);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.fill_until(offset + data.len() as u64)?;
        self.inner.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}

#[cfg(test)]
mod tests {
    use redb::backends::InMemoryBackend;

    use super::*;

    #[test]
    fn data_is_never_overwritten_and_zeros_run_ahead() {
        let inner = InMemoryBackend::new();
        inner.set_len(4 * STRETCH_BYTES).expect("memory");
        inner.write(5_000, b"old data").expect("in range");
        let storage = FillAhead::new(inner).expect("readable");
        assert_eq!(*storage.filled.lock().expect("no panic"), 5_008);
        storage.write(2 * STRETCH_BYTES + 7, b"new data").expect("in range");
        assert_eq!(*storage.filled.lock().expect("no panic"), 3 * STRETCH_BYTES);
        storage.write(100, b"early").expect("in range");
        for (offset, expected) in [(5_000, b"old data"), (2 * STRETCH_BYTES + 7, b"new data")] {
            let mut found = [0; 8];
            storage.read(offset, &mut found).expect("in range");
            assert_eq!(&found, expected);
        }
    }

    #[test]
    fn a_shrunken_file_is_filled_again_when_it_grows() {
        let storage = FillAhead::new(InMemoryBackend::new()).expect("readable");
        storage.set_len(STRETCH_BYTES).expect("memory");
        storage.write(STRETCH_BYTES - 1, &[1]).expect("in range");
        storage.set_len(10).expect("memory");
        assert_eq!(*storage.filled.lock().expect("no panic"), 10);
        storage.set_len(STRETCH_BYTES).expect("memory");
        storage.write(20, &[1]).expect("in range");
        assert_eq!(*storage.filled.lock().expect("no panic"), STRETCH_BYTES);
    }
}

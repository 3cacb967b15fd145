//! Storage in memory that fails, fills up, or loses power.

use std::{
    io::{Error, ErrorKind},
    sync::{Arc, Mutex, MutexGuard},
};

use rand::{RngExt, rngs::StdRng};
use redb::StorageBackend;

/// What a disk keeps whole when the power fails in the middle of a write, in bytes: some promise a page, some hardly anything.
const SECTORS: [usize; 3] = [16, 512, 4_096];

#[derive(Debug, Clone)]
pub enum Operation {
    Write { offset: usize, data: Vec<u8> },
    SetLength(usize),
    Sync,
}

#[derive(Debug, Default)]
struct Inner {
    bytes: Vec<u8>,
    /// Everything that was done, if somebody wants to know.
    log: Option<Vec<Operation>>,
    operations: usize,
    fails: Fails,
}

/// When the disk stops doing what it is told.
#[derive(Debug, Clone, Copy, Default)]
pub enum Fails {
    #[default]
    Never,
    /// This operation alone, counted from 0: a passing fault.
    Once(usize),
    /// This operation and all after it.
    From(usize),
    /// When it would grow beyond this many bytes.
    FullAt(usize),
}

/// A clone is another handle on the same disk.
#[derive(Debug, Clone, Default)]
pub struct Disk(Arc<Mutex<Inner>>);

impl Disk {
    pub fn with_bytes(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(Inner { bytes, ..Inner::default() })))
    }

    /// A disk that remembers every operation.
    pub fn recording(self) -> Self {
        self.inner().log = Some(Vec::new());
        self
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().expect("no test panics while holding a disk")
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.inner().bytes.clone()
    }

    pub fn operations(&self) -> usize {
        self.inner().operations
    }

    pub fn fail(&self, fails: Fails) {
        self.inner().fails = fails;
    }

    /// Operations so far, in a recording.
    pub fn recorded(&self) -> usize {
        self.inner().log.as_ref().map_or(0, Vec::len)
    }

    pub fn take_log(&self) -> Vec<Operation> {
        self.inner().log.take().unwrap_or_default()
    }

    fn change(&self, operation: Operation) -> Result<(), Error> {
        let mut inner = self.inner();
        let number = inner.operations;
        inner.operations += 1;
        let grows_to = match &operation {
            Operation::Write { offset, data } => offset + data.len(),
            Operation::SetLength(length) => *length,
            Operation::Sync => 0,
        };
        match inner.fails {
            Fails::Once(at) if number == at => return Err(Error::other("the disk failed, says the test")),
            Fails::From(at) if number >= at => return Err(Error::other("the disk failed, says the test")),
            Fails::FullAt(limit) if grows_to > limit => return Err(ErrorKind::StorageFull.into()),
            _ => {}
        }
        apply(&mut inner.bytes, &operation);
        if let Some(log) = &mut inner.log {
            log.push(operation);
        }
        Ok(())
    }
}

fn apply(bytes: &mut Vec<u8>, operation: &Operation) {
    match operation {
        Operation::Write { offset, data } => {
            let end = offset + data.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[*offset..end].copy_from_slice(data);
        }
        Operation::SetLength(length) => bytes.resize(*length, 0),
        Operation::Sync => {}
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> Result<u64, Error> {
        Ok(self.inner().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), Error> {
        let start = usize::try_from(offset).map_err(Error::other)?;
        let inner = self.inner();
        let found = start.checked_add(out.len()).and_then(|end| inner.bytes.get(start..end)).ok_or(ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(found);
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<(), Error> {
        self.change(Operation::SetLength(usize::try_from(len).map_err(Error::other)?))
    }

    fn sync_data(&self) -> Result<(), Error> {
        self.change(Operation::Sync)
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), Error> {
        self.change(Operation::Write { offset: usize::try_from(offset).map_err(Error::other)?, data: data.to_vec() })
    }
}

/// Walks a recording and cuts the power on the way.
pub struct PowerCuts {
    log: Vec<Operation>,
    /// What is on the platter for certain: everything before the last sync.
    durable: Vec<u8>,
    /// The first operation that is not.
    since: usize,
}

impl PowerCuts {
    /// `before` is what was on the disk when the recording began.
    pub fn new(before: Vec<u8>, log: Vec<Operation>) -> Self {
        Self { log, durable: before, since: 0 }
    }

    pub fn operations(&self) -> usize {
        self.log.len()
    }

    /// From now on nothing that was synced is certain.
    pub fn forget_syncs(&mut self) {
        let nothing = || Operation::Write { offset: 0, data: Vec::new() };
        self.log.iter_mut().filter(|operation| matches!(operation, Operation::Sync)).for_each(|operation| *operation = nothing());
    }

    /// From now on one write in ten never arrives.
    pub fn lose_writes(&mut self, random: &mut StdRng) {
        let nothing = || Operation::Write { offset: 0, data: Vec::new() };
        let is_lost = |operation: &&mut Operation| matches!(operation, Operation::Write { .. }) && random.random_ratio(1, 10);
        self.log.iter_mut().filter(is_lost).for_each(|operation| *operation = nothing());
    }

    /// The disk after a power cut just before operation `at`. Each operation since the last sync arrived or did not, in any
    /// combination; a write may have arrived in part. Calls must go forward.
    pub fn cut(&mut self, at: usize, random: &mut StdRng) -> Vec<u8> {
        while let Some(sync) = self.log[self.since..at].iter().position(|operation| matches!(operation, Operation::Sync)) {
            let end = self.since + sync;
            self.log[self.since..end].iter().for_each(|operation| apply(&mut self.durable, operation));
            self.since = end + 1;
        }
        let mut left = self.durable.clone();
        // Now and then nothing or everything got through.
        let sector = SECTORS[random.random_range(0..3)];
        let likely = [0.0, 0.5, 0.5, 0.5, 0.9, 1.0][random.random_range(0..6)];
        for operation in &self.log[self.since..at] {
            match operation {
                Operation::Write { offset, data } if random.random_bool(0.3) => tear(&mut left, (*offset, data), sector, likely, random),
                whole if random.random_bool(likely) => apply(&mut left, whole),
                _ => {}
            }
        }
        left
    }
}

fn tear(bytes: &mut Vec<u8>, (offset, data): (usize, &[u8]), sector: usize, likely: f64, random: &mut StdRng) {
    let mut start = 0;
    while start < data.len() {
        let end = (((offset + start) / sector + 1) * sector - offset).min(data.len());
        if random.random_bool(likely) {
            apply(bytes, &Operation::Write { offset: offset + start, data: data[start..end].to_vec() });
        }
        start = end;
    }
}

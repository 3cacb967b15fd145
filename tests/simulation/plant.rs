//! Faults that somebody might build in.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    /// The server answers before the disk has it.
    AnswersEarly,
    /// After a crash the last commit is gone.
    LosesACommit,
    /// A message that came twice is answered anew.
    AnswersAnew,
    /// A storage fault is kept quiet.
    HidesTheFault,
    /// What readers see misses an entry.
    ForgetsAnEntry,
    /// A receipt goes to another tablet.
    MixesTabletsUp,
    /// A tablet that loads anew loses what waits.
    LosesTheQueue,
    /// A tablet that loads anew begins to count anew.
    CountsAnew,
}

impl Plant {
    /// With the invariants that each breaks.
    pub const ALL: [(Self, &'static [u8]); 8] = [
        (Self::AnswersEarly, &[1]),
        (Self::LosesACommit, &[1]),
        (Self::AnswersAnew, &[2]),
        (Self::HidesTheFault, &[18]),
        (Self::ForgetsAnEntry, &[6]),
        (Self::MixesTabletsUp, &[2, 20]),
        (Self::LosesTheQueue, &[20]),
        (Self::CountsAnew, &[2]),
    ];
}

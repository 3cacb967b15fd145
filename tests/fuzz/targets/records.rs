//! JSON of one line: the archive's record, and what commands on the same machine say.

use std::fmt::Debug;

use jinbang::{archive::OfficeEvent, server::control::ControlRequest};
use serde::{Serialize, de::DeserializeOwned};

/// Read, written and read again it is the same.
pub fn survives<T: Serialize + DeserializeOwned + Debug>(bytes: &[u8]) -> bool {
    let Ok(read) = serde_json::from_slice::<T>(bytes) else { return false };
    let written = serde_json::to_string(&read).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert_eq!(format!("{again:?}"), format!("{read:?}"));
    true
}

pub fn office_event(bytes: &[u8]) -> bool {
    survives::<OfficeEvent>(bytes)
}

pub fn control_line(bytes: &[u8]) -> bool {
    survives::<ControlRequest>(bytes)
}

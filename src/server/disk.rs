//! How much room is left.

use std::path::Path;

/// For whoever is not root, in bytes; 0 where the system does not say.
#[must_use]
pub fn free_bytes(folder: &Path) -> usize {
    let room = rustix::fs::statvfs(folder).map_or(0, |disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    usize::try_from(room).unwrap_or(usize::MAX)
}

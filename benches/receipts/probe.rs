//! What one `fdatasync` of a small append to a preallocated file costs just now. The disk has moods.

use std::{fs::File, os::unix::fs::FileExt, time::Instant};

pub fn fdatasync_us() -> f64 {
    let folder = super::support::scratch();
    let file = preallocated(&folder.path().join("probe"), 1 << 20);
    let mut times: Vec<f64> = (0..200_u64)
        .map(|turn| {
            let start = Instant::now();
            file.write_all_at(&[7; 256], turn * 256).expect("the disk takes it");
            file.sync_data().expect("the disk keeps it");
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    super::support::median(&mut times)
}

/// A file whose blocks are written already, so that a sync has no metadata to write.
pub fn preallocated(path: &std::path::Path, bytes: usize) -> File {
    let file = File::create_new(path).expect("a new file");
    file.write_all_at(&vec![0; bytes], 0).expect("the disk has room");
    file.sync_all().expect("the disk keeps it");
    file
}

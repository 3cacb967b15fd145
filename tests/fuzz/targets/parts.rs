//! Several files as one input: `-- name --` on a line of its own, and then the file.

/// Names with contents. What comes before the first name is dropped.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match (name(line), parts.last_mut()) {
            (Some(name), _) => parts.push((name, Vec::new())),
            (None, Some((_, content))) => content.extend(line),
            (None, None) => {}
        }
    }
    parts
}

fn name(line: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(line).ok()?.trim_end_matches('\n');
    Some(text.strip_prefix("-- ")?.strip_suffix(" --")?.to_owned())
}

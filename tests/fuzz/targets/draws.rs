//! Records of draws, as JSON or TOML, that anybody may hand to `jinbang draw verify`.

use jinbang::ranking::draw::DrawFile;

use super::records;

pub const WORDS: [&str; 12] = [
    "[[draws]]",
    "[[draws.witnesses]]",
    "method = ",
    "commitment = ",
    "secret = ",
    "seed = ",
    "order = []",
    "cancelled = \"x\"",
    "competitors = []",
    "draw = 4294967295",
    "\"\"",
    "'''",
];

pub fn record(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Ok(file) = DrawFile::read(text) else { return false };
    for draw in &file.draws {
        assert_eq!(draw.verify(), draw.clone().verify());
    }
    let toml = toml::to_string(&file).expect("a file of draws is TOML");
    assert_eq!(DrawFile::read(&toml).expect("what was written is read"), file);
    records::survives::<DrawFile>(serde_json::to_string(&file).expect("JSON").as_bytes()) && !file.draws.is_empty()
}

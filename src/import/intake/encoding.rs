//! Which characters the bytes of a text file mean.

use encoding_rs::GB18030;
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Encoding {
    Utf8,
    Utf16,
    /// GBK and GB 2312 are parts of it.
    Gb18030,
    Workbook,
}

/// `None` when it is text in none of these.
pub(super) fn decoded(bytes: &[u8]) -> Option<(String, Encoding)> {
    if let Some((marked, _)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _, faulty) = marked.decode(bytes);
        let encoding = if marked == encoding_rs::UTF_8 { Encoding::Utf8 } else { Encoding::Utf16 };
        return (!faulty).then(|| (text.into_owned(), encoding));
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((text.to_owned(), Encoding::Utf8));
    }
    let (text, faulty) = GB18030.decode_without_bom_handling(bytes);
    (!faulty).then(|| (text.into_owned(), Encoding::Gb18030))
}

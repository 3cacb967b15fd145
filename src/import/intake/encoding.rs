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
        return (!faulty && !text.contains('\0')).then(|| (text.into_owned(), encoding));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_what_is_none_in_every_encoding() {
        let utf16 = |text: &str| [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>();
        for (bytes, encoding) in [
            ("名,1".as_bytes().to_vec(), Some(Encoding::Utf8)),
            ("\u{feff}名,1".as_bytes().to_vec(), Some(Encoding::Utf8)),
            (utf16("名,1"), Some(Encoding::Utf16)),
            (vec![0xC3, 0xFB, b',', b'1'], Some(Encoding::Gb18030)),
            (vec![0xC3, b',', 0xFF], None),
            // Found by fuzzing: the table made of it could not be read any more.
            (utf16("名\0,1"), None),
            ("\u{feff}名\0,1".as_bytes().to_vec(), None),
            ("名\0,1".as_bytes().to_vec(), None),
        ] {
            assert_eq!(decoded(&bytes).map(|(_, encoding)| encoding), encoding, "{bytes:?}");
        }
    }
}

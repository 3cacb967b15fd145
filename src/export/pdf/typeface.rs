//! A font file: which characters it has, and how wide they are.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, instance::Size, string::StringId};
use std::sync::Arc;

use super::PdfError;

/// Part of the name of those fonts of a collection that draw characters as they are printed in China.
const SIMPLIFIED: &str = " SC";

/// Opened once; copies share the file.
#[derive(Clone)]
pub struct Typeface {
    file: Arc<Vec<u8>>,
    index: u32,
    pub(super) font: Font,
}

impl Typeface {
    /// Of a collection the font for simplified Chinese where there is one, else the first. `None`: this is no font, or has no outlines.
    #[must_use]
    pub fn new(file: Vec<u8>) -> Option<Self> {
        let file = Arc::new(file);
        let is_simplified = |index: &u32| {
            let font = FontRef::from_index(&file, *index).ok();
            let names = font.map(|font| font.localized_strings(StringId::FAMILY_NAME).map(|name| name.to_string()).collect::<Vec<_>>());
            names.is_some_and(|names| names.iter().any(|name| name.contains(SIMPLIFIED)))
        };
        let count = match skrifa::raw::FileRef::new(&file).ok()? {
            skrifa::raw::FileRef::Font(_) => 1,
            skrifa::raw::FileRef::Collection(collection) => collection.len(),
        };
        let index = (0..count).find(is_simplified).unwrap_or(0);
        let font = Font::new(krilla::Data::from(Arc::clone(&file)), index)?;
        Some(Self { file, index, font })
    }

    /// The glyphs of a line, whose advances are parts of the font's size.
    pub(super) fn glyphs(&self, text: &str) -> Result<Vec<KrillaGlyph>, PdfError> {
        let missing = |letter| PdfError::NoGlyph { letter, text: text.to_owned() };
        let font = FontRef::from_index(&self.file, self.index).map_err(|fault| PdfError::Library(fault.to_string()))?;
        let (letters, widths) = (font.charmap(), font.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let glyph = |(start, letter): (usize, char)| {
            let glyph = letters.map(letter).filter(|glyph| glyph.to_u32() != 0).ok_or_else(|| missing(letter))?;
            let advance = widths.advance_width(glyph).unwrap_or_default() / self.font.units_per_em();
            Ok(KrillaGlyph::new(GlyphId::new(glyph.to_u32()), advance, 0.0, 0.0, 0.0, start..start + letter.len_utf8(), None))
        };
        text.char_indices().map(glyph).collect()
    }

    /// At a size of 1.
    pub fn width(&self, text: &str) -> Result<f32, PdfError> {
        Ok(self.glyphs(text)?.iter().map(|glyph| glyph.x_advance).sum())
    }
}

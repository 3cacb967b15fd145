//! Pages of text, lines and QR codes as PDF/A-2b: everything a reader needs is in the file, and the same input gives the same bytes.

mod document;
mod flow;
mod layout;
mod qr;
mod typeface;

pub use document::{Paper, document};
pub use flow::{Flow, Style};
pub use layout::{Align, Colour, Item, Page, Placed};
pub use qr::QrSquares;
pub use typeface::Typeface;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    #[error("the font has no character {letter:?}, of {text:?}; name a font that has it with --font")]
    NoGlyph { letter: char, text: String },
    #[error("{0:?} is too long for a QR code; a shorter --url fits")]
    TooLongForQr(String),
    #[error("the PDF library refuses the pages: {0}; try another font with --font")]
    Library(String),
}

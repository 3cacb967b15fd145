//! A QR code as its dark squares.

use qrcode::{Color, EcLevel, QrCode};
use serde::{Deserialize, Serialize};

use super::PdfError;

/// Light squares on every side that readers need.
const QUIET: u16 = 4;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrSquares {
    /// With the quiet zone.
    pub width: u16,
    /// Column, row and length of each run of dark squares.
    pub dark: Vec<(u16, u16, u16)>,
}

impl QrSquares {
    /// A quarter of it may be covered, by a stamp for example.
    pub fn new(text: &str) -> Result<Self, PdfError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::Q).map_err(|_| PdfError::TooLongForQr(text.to_owned()))?;
        let side = code.width();
        let colors = code.to_colors();
        let mut dark = Vec::new();
        for (row, squares) in (QUIET..).zip(colors.chunks(side)) {
            let mut column = QUIET;
            for run in squares.chunk_by(|left, right| left == right) {
                let length = u16::try_from(run.len()).unwrap_or(u16::MAX);
                if run.first() == Some(&Color::Dark) {
                    dark.push((column, row, length));
                }
                column = column.saturating_add(length);
            }
        }
        Ok(Self { width: u16::try_from(side).unwrap_or(u16::MAX).saturating_add(2 * QUIET), dark })
    }
}

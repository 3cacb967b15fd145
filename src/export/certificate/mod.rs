//! Certificates of medals and awards: one A4 page each, in Chinese and English.

mod page;
pub mod words;

use jiff::civil::Date;

use super::pdf::{Paper, PdfError, QrSquares, Typeface, document};
use crate::honours::Certificate;

/// One page for each certificate; `verified_at` is the address that a certificate's id is put behind.
pub fn pdf(certificates: &[&Certificate], verified_at: Option<&str>, typeface: &Typeface) -> Result<Vec<u8>, PdfError> {
    pdf_with(certificates, verified_at, typeface, &mut |_, _| {})
}

/// `progress` hears how many pages are drawn, and of how many.
pub fn pdf_with(
    certificates: &[&Certificate],
    verified_at: Option<&str>,
    typeface: &Typeface,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<u8>, PdfError> {
    let page = |certificate: &&Certificate| {
        let address = verified_at.map(|host| address(host, &certificate.id));
        let qr = address.as_deref().map(QrSquares::new).transpose()?;
        Ok(page::page(certificate, address.as_deref().zip(qr)))
    };
    let pages = certificates.iter().map(page).collect::<Result<Vec<_>, PdfError>>()?;
    document(&title(certificates), day(certificates), Paper::A4_LANDSCAPE, &pages, typeface, progress)
}

/// Where a reader checks a certificate.
#[must_use]
pub fn address(host: &str, id: &str) -> String {
    format!("{}/verify/{id}", host.trim_end_matches('/'))
}

fn title(certificates: &[&Certificate]) -> String {
    match certificates {
        [one] => format!("荣誉证书 Certificate {}", one.id),
        [first, ..] => format!("荣誉证书 Certificates, {}", first.competition),
        [] => "荣誉证书 Certificates".to_owned(),
    }
}

fn day(certificates: &[&Certificate]) -> Option<Date> {
    certificates.first().and_then(|certificate| certificate.day)
}

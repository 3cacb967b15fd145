//! Where everything is on a certificate.

use super::words;
use crate::{
    competition::{Medal, Text},
    export::pdf::{Align, Colour, Item, Page, Paper, QrSquares},
    honours::Certificate,
};

const INK: Colour = Colour(34, 34, 34);
const GREY: Colour = Colour(96, 96, 96);
const BLACK: Colour = Colour(0, 0, 0);
const FRAME: Colour = Colour(140, 112, 56);

const SHEET: Paper = Paper::A4_LANDSCAPE;
const MIDDLE: f32 = SHEET.width / 2.0;
/// No line of text is wider.
const TEXT_WIDTH: f32 = 640.0;
const LEFT: f32 = 84.0;
const RIGHT: f32 = SHEET.width - LEFT;
const QR_SIDE: f32 = 84.0;
/// Room for a seal and for signatures lies above it.
const FOOT: f32 = 492.0;

pub(super) fn page(certificate: &Certificate, verification: Option<(&str, QrSquares)>) -> Page {
    let mut page = Page::default();
    frames(&mut page);
    head(&mut page, certificate);
    person(&mut page, certificate);
    deed(&mut page, certificate);
    signatures(&mut page, certificate);
    proof(&mut page, certificate, verification);
    page
}

fn frames(page: &mut Page) {
    for (margin, thickness) in [(28.0, 2.0), (34.0, 0.6)] {
        let (width, height) = (SHEET.width - 2.0 * margin, SHEET.height - 2.0 * margin);
        page.put((margin, margin), FRAME, Item::Frame { width, height, thickness });
    }
}

fn centred(page: &mut Page, y: f32, size: f32, colour: Colour, text: &str) {
    let text = text.to_owned();
    page.put((MIDDLE, y), colour, Item::Text { text, size, align: Align::Centre, width: TEXT_WIDTH });
}

fn head(page: &mut Page, certificate: &Certificate) {
    centred(page, 84.0, 13.0, GREY, &words::both(&certificate.competition_title));
    centred(page, 138.0, 38.0, FRAME, "荣 誉 证 书");
    centred(page, 162.0, 13.0, GREY, "CERTIFICATE");
}

fn person(page: &mut Page, certificate: &Certificate) {
    centred(page, 222.0, 30.0, INK, words::zh(&certificate.name));
    if !certificate.name.en.is_empty() && certificate.name.en != certificate.name.zh {
        centred(page, 244.0, 15.0, INK, &certificate.name.en);
    }
    if let Some(belonging) = words::belonging(certificate) {
        centred(page, 264.0, 11.0, GREY, &words::both(&belonging));
    }
    page.put((MIDDLE - 150.0, 276.0), FRAME, Item::Line { to: (MIDDLE + 150.0, 276.0), thickness: 0.6 });
}

fn deed(page: &mut Page, certificate: &Certificate) {
    let won: Text = words::won(certificate);
    let deed = words::deed(certificate);
    let colour = certificate.medal.map_or(FRAME, colour_of);
    centred(page, 318.0, 28.0, colour, &won.zh);
    centred(page, 340.0, 15.0, colour, &won.en);
    centred(page, 378.0, 15.0, INK, &deed.zh);
    centred(page, 400.0, 12.0, INK, &deed.en);
}

/// Dark enough to be read on paper.
const fn colour_of(medal: Medal) -> Colour {
    match medal {
        Medal::Gold => Colour(150, 106, 0),
        Medal::Silver => Colour(92, 100, 112),
        Medal::Bronze => Colour(140, 78, 34),
        Medal::Medallion => Colour(24, 84, 128),
        Medal::Merit => Colour(40, 100, 64),
    }
}

fn signatures(page: &mut Page, certificate: &Certificate) {
    for (x, role) in [(LEFT, "组委会 Organising Committee"), (LEFT + 220.0, "裁判长 Chief Expert")] {
        page.put((x, FOOT), GREY, Item::Line { to: (x + 180.0, FOOT), thickness: 0.5 });
        page.put((x, FOOT + 14.0), GREY, small(role, 9.0, Align::Left, 180.0));
    }
    if let Some(day) = certificate.day {
        page.put((LEFT, FOOT + 34.0), INK, small(&words::both(&words::day(day)), 10.0, Align::Left, 400.0));
    }
}

fn small(text: &str, size: f32, align: Align, width: f32) -> Item {
    Item::Text { text: text.to_owned(), size, align, width }
}

fn proof(page: &mut Page, certificate: &Certificate, verification: Option<(&str, QrSquares)>) {
    if let Some((address, squares)) = verification {
        page.put((RIGHT - QR_SIDE, FOOT - QR_SIDE - 4.0), BLACK, Item::Qr { squares, side: QR_SIDE });
        page.put((RIGHT, FOOT + 14.0), GREY, small(address, 7.0, Align::Right, 300.0));
    }
    page.put((RIGHT, FOOT + 4.0), INK, small(&format!("编号 No. {}", certificate.id), 8.0, Align::Right, 300.0));
    let rests_on = format!("依据成绩 Result sha256:{}", certificate.result);
    page.put((RIGHT, FOOT + 34.0), GREY, small(&rests_on, 6.0, Align::Right, 330.0));
}

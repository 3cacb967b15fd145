//! Pages drawn into a file.

use jiff::civil::Date;
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Archival, ConfigurationBuilder},
    geom::{Path, PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule, Stroke},
    surface::Surface,
};

use super::{Align, Colour, Item, Page, PdfError, Placed, QrSquares, Typeface};

/// Width and height in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    pub width: f32,
    pub height: f32,
}

impl Paper {
    pub const A4: Self = Self { width: 595.28, height: 841.89 };
    pub const A4_LANDSCAPE: Self = Self { width: 841.89, height: 595.28 };
}

/// PDF/A wants a day where there is none, too.
const UNDATED: Date = jiff::civil::date(2000, 1, 1);

/// A PDF/A-2b file. `day` stands in it as the day it was made, so that the file does not depend on the clock.
/// `progress` hears how many pages are drawn, and of how many.
pub fn document(
    title: &str,
    day: Option<Date>,
    paper: Paper,
    pages: &[Page],
    typeface: &Typeface,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<u8>, PdfError> {
    let library = |fault: &dyn std::fmt::Debug| PdfError::Library(format!("{fault:?}"));
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A2_B).finish().map_err(|fault| library(&fault))?;
    let mut document = Document::new_with(SerializeSettings { configuration, enable_tagging: false, ..SerializeSettings::default() });
    let metadata = Metadata::new().title(title.to_owned()).language("zh-CN".to_owned()).creator("jinbang".to_owned());
    let metadata = metadata.creation_date(made_on(day.unwrap_or(UNDATED)));
    document.set_metadata(metadata);
    for (drawn, page) in pages.iter().enumerate() {
        progress(drawn, pages.len());
        let settings = PageSettings::from_wh(paper.width, paper.height).ok_or_else(|| library(&paper))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for placed in &page.items {
            draw(&mut surface, placed, typeface)?;
        }
        surface.finish();
        sheet.finish();
    }
    progress(pages.len(), pages.len());
    document.finish().map_err(|fault| library(&fault))
}

fn made_on(day: Date) -> DateTime {
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    let made = DateTime::new(u16::try_from(day.year()).unwrap_or_default()).month(part(day.month())).day(part(day.day()));
    made.hour(0).minute(0).second(0).utc_offset_hour(0).utc_offset_minute(0)
}

fn draw(surface: &mut Surface<'_>, placed: &Placed, typeface: &Typeface) -> Result<(), PdfError> {
    let Colour(red, green, blue) = placed.colour;
    let paint = rgb::Color::new(red, green, blue);
    let fill = Fill { paint: paint.into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero };
    let stroke = |width: f32| Stroke { paint: paint.into(), width, ..Stroke::default() };
    match &placed.item {
        Item::Text { text, size, align, width } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill));
            draw_text(surface, placed, (text, *size, *align, *width), typeface)?;
        }
        Item::Line { to, thickness } => outline(surface, line((placed.x, placed.y), *to), stroke(*thickness)),
        Item::Frame { width, height, thickness } => {
            outline(surface, frame(placed.x, placed.y, *width, *height), stroke(*thickness));
        }
        Item::Qr { squares, side } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill));
            if let Some(path) = qr(placed, squares, *side) {
                surface.draw_path(&path);
            }
        }
    }
    Ok(())
}

fn draw_text(
    surface: &mut Surface<'_>,
    placed: &Placed,
    (text, size, align, most): (&str, f32, Align, f32),
    typeface: &Typeface,
) -> Result<(), PdfError> {
    let glyphs = typeface.glyphs(text)?;
    let unit: f32 = glyphs.iter().map(|glyph| glyph.x_advance).sum();
    let size = if unit * size > most { most / unit } else { size };
    let x = match align {
        Align::Left => placed.x,
        Align::Centre => placed.x - unit * size / 2.0,
        Align::Right => placed.x - unit * size,
    };
    if !glyphs.is_empty() {
        surface.draw_glyphs(Point::from_xy(x, placed.y), &glyphs, typeface.font.clone(), text, size, false);
    }
    Ok(())
}

fn outline(surface: &mut Surface<'_>, path: Option<Path>, stroke: Stroke) {
    surface.set_fill(None);
    surface.set_stroke(Some(stroke));
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn line(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    path.finish()
}

fn frame(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

fn qr(placed: &Placed, squares: &QrSquares, side: f32) -> Option<Path> {
    let unit = side / f32::from(squares.width);
    let mut path = PathBuilder::new();
    for &(column, row, length) in &squares.dark {
        let (x, y) = (placed.x + f32::from(column) * unit, placed.y + f32::from(row) * unit);
        path.push_rect(Rect::from_xywh(x, y, f32::from(length) * unit, unit)?);
    }
    path.finish()
}

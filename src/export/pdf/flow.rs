//! Paragraphs one under the other, over as many pages as they need.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::{Align, Colour, Item, Page, Paper, PdfError, Typeface};

const PAPER: Paper = Paper::A4;
const MARGIN: f32 = 56.0;
const BOTTOM: f32 = PAPER.height - 64.0;
/// Of the size, from one baseline to the next.
const LEADING: f32 = 1.45;
const FOOT_SIZE: f32 = 8.0;
const FOOT_COLOUR: Colour = Colour(96, 96, 96);

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub size: f32,
    pub colour: Colour,
    pub indent: f32,
}

pub struct Flow<'a> {
    typeface: &'a Typeface,
    pages: Vec<Page>,
    /// Where the last line stands.
    y: f32,
}

impl<'a> Flow<'a> {
    #[must_use]
    pub fn new(typeface: &'a Typeface) -> Self {
        Self { typeface, pages: Vec::new(), y: BOTTOM }
    }

    /// What follows stands on a page of its own.
    pub fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = MARGIN;
    }

    pub fn gap(&mut self, height: f32) {
        self.y += height;
    }

    /// A line across the page.
    pub fn rule(&mut self, colour: Colour) {
        self.advance(6.0);
        let (y, right) = (self.y, PAPER.width - MARGIN);
        if let Some(page) = self.pages.last_mut() {
            page.put((MARGIN, y), colour, Item::Line { to: (right, y), thickness: 0.6 });
        }
    }

    pub fn paragraph(&mut self, text: &str, style: Style) -> Result<(), PdfError> {
        let width = PAPER.width - 2.0 * MARGIN - style.indent;
        for line in lines(text, width / style.size, self.typeface)? {
            self.advance(style.size * LEADING);
            let (y, text) = (self.y, line.to_owned());
            if let Some(page) = self.pages.last_mut() {
                let item = Item::Text { text, size: style.size, align: Align::Left, width };
                page.put((MARGIN + style.indent, y), style.colour, item);
            }
        }
        Ok(())
    }

    fn advance(&mut self, height: f32) {
        if self.pages.is_empty() || self.y + height > BOTTOM {
            self.turn();
        }
        self.y += height;
    }

    /// With `foot` and the page's number under each page.
    #[must_use]
    pub fn pages(mut self, foot: &str) -> Vec<Page> {
        let count = self.pages.len();
        for (index, page) in self.pages.iter_mut().enumerate() {
            let y = PAPER.height - 36.0;
            let text = |text: String, align| Item::Text { text, size: FOOT_SIZE, align, width: PAPER.width - 2.0 * MARGIN - 60.0 };
            page.put((MARGIN, y), FOOT_COLOUR, text(foot.to_owned(), Align::Left));
            page.put((PAPER.width - MARGIN, y), FOOT_COLOUR, text(format!("{} / {count}", index + 1), Align::Right));
        }
        self.pages
    }
}

/// None wider than `width`, in sizes of the font, unless nothing in it may be divided.
fn lines<'t>(text: &'t str, width: f32, typeface: &Typeface) -> Result<Vec<&'t str>, PdfError> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (position, opportunity) in linebreaks(text) {
        if end > start && typeface.width(text[start..position].trim())? > width {
            lines.push(text[start..end].trim());
            start = end;
        }
        end = position;
        if opportunity == BreakOpportunity::Mandatory {
            lines.push(text[start..end].trim());
            start = end;
        }
    }
    Ok(lines)
}

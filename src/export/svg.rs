//! Bar charts as plain SVG: every bar says its number in words, patterns differ where colours do, and a screen reader is told what there is.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::competition::Text;

/// What a part of a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    Solid,
    Hatched,
    Outline,
}

impl Fill {
    const fn attributes(self) -> &'static str {
        match self {
            Self::Solid => r##"fill="#1f4e8c" stroke="#1f4e8c""##,
            Self::Hatched => r##"fill="url(#hatched)" stroke="#1f4e8c""##,
            Self::Outline => r##"fill="#ffffff" stroke="#1f4e8c" stroke-dasharray="3 2""##,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Bar {
    pub label: String,
    pub parts: Vec<(Fill, usize)>,
    /// The numbers, as text at the end of the bar.
    pub note: String,
}

#[derive(Debug, Clone)]
pub struct BarChart {
    pub title: Text,
    /// What a reader who does not see it is told before the bars.
    pub about: Text,
    pub legend: Vec<(Fill, Text)>,
    pub bars: Vec<Bar>,
}

const ROW_PIXELS: usize = 24;
const BAR_PIXELS: usize = 16;
const LONGEST_BAR_PIXELS: usize = 400;
/// Of one column of a terminal, which a Chinese character takes two of.
const COLUMN_PIXELS: usize = 8;
const MARGIN_PIXELS: usize = 16;
const LABEL_MAX_COLUMNS: usize = 48;

impl BarChart {
    #[must_use]
    pub fn to_svg(&self) -> String {
        let labels: Vec<String> = self.bars.iter().map(|bar| shortened(&bar.label)).collect();
        let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(UnicodeWidthStr::width).max().unwrap_or(0) * COLUMN_PIXELS;
        let left = MARGIN_PIXELS + widest(&mut labels.iter().map(String::as_str)) + MARGIN_PIXELS;
        let right = widest(&mut self.bars.iter().map(|bar| bar.note.as_str())) + 2 * MARGIN_PIXELS;
        let heading = both(&self.title);
        let legend_width = self.legend.iter().map(|(_, text)| legend_pixels(text)).sum::<usize>() + 2 * MARGIN_PIXELS;
        let heading_width = heading.width() * COLUMN_PIXELS * 5 / 4 + 2 * MARGIN_PIXELS;
        let width = (left + LONGEST_BAR_PIXELS + right).max(heading_width).max(legend_width);
        let top = 3 * ROW_PIXELS + MARGIN_PIXELS / 2;
        let height = top + self.bars.len() * ROW_PIXELS + MARGIN_PIXELS;

        let mut svg = self.head(width, height);
        text(&mut svg, MARGIN_PIXELS, ROW_PIXELS, r#"font-size="18" font-weight="bold""#, &heading);
        self.draw_legend(&mut svg);
        let longest = self.bars.iter().map(|bar| bar.parts.iter().map(|(_, count)| count).sum()).max().unwrap_or(0).max(1);
        for (index, (bar, label)) in self.bars.iter().zip(&labels).enumerate() {
            draw_bar(&mut svg, bar, label, (left, top + index * ROW_PIXELS), longest);
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn head(&self, width: usize, height: usize) -> String {
        let told: Vec<String> = self.bars.iter().map(|bar| format!("{}: {}", bar.label, bar.note)).collect();
        let about = format!("{} {}", both(&self.about), told.join("; "));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"title desc\" font-family=\"'Noto Sans SC', 'Microsoft YaHei', sans-serif\" font-size=\"14\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
             <defs><pattern id=\"hatched\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"6\" height=\"6\" fill=\"#ffffff\"/><rect width=\"2\" height=\"6\" fill=\"#1f4e8c\"/></pattern></defs>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
            escaped(&both(&self.title)),
            escaped(about.trim()),
        )
    }

    fn draw_legend(&self, svg: &mut String) {
        let mut x = MARGIN_PIXELS;
        let y = 3 * ROW_PIXELS / 2;
        for (fill, words) in &self.legend {
            rect(svg, (x, y), BAR_PIXELS, *fill);
            text(svg, x + BAR_PIXELS + 6, y + 13, "", &both(words));
            x += legend_pixels(words);
        }
    }
}

fn draw_bar(svg: &mut String, bar: &Bar, label: &str, (left, y): (usize, usize), longest: usize) {
    text(svg, left - MARGIN_PIXELS, y + 13, r#"text-anchor="end""#, label);
    let mut before = 0;
    let at = |count: usize| left + count * LONGEST_BAR_PIXELS / longest;
    for (fill, count) in bar.parts.iter().filter(|(_, count)| *count > 0) {
        let (from, to) = (at(before), at(before + count));
        rect(svg, (from, y), to - from, *fill);
        before += count;
    }
    text(svg, at(before) + MARGIN_PIXELS / 2, y + 13, "", &bar.note);
}

fn legend_pixels(words: &Text) -> usize {
    BAR_PIXELS + 6 + both(words).width() * COLUMN_PIXELS + 2 * MARGIN_PIXELS
}

fn rect(svg: &mut String, (x, y): (usize, usize), width: usize, fill: Fill) {
    let width = width.max(1);
    let _ = writeln!(svg, r#"<rect x="{x}" y="{y}" width="{width}" height="{BAR_PIXELS}" {}/>"#, fill.attributes());
}

fn text(svg: &mut String, x: usize, y: usize, attributes: &str, words: &str) {
    let blank = if attributes.is_empty() { "" } else { " " };
    let _ = writeln!(svg, r##"<text x="{x}" y="{y}" fill="#1a1a1a"{blank}{attributes}>{}</text>"##, escaped(words));
}

fn both(text: &Text) -> String {
    super::table::both(&text.zh, &text.en)
}

fn shortened(label: &str) -> String {
    let mut kept = String::new();
    for c in label.chars() {
        if kept.width() >= LABEL_MAX_COLUMNS {
            kept.push('…');
            break;
        }
        kept.push(c);
    }
    kept
}

/// Characters that XML forbids are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

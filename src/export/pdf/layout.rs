//! What is where on a page, before it is drawn. Lengths are points, from the upper left corner; a text's `y` is its baseline.

use serde::{Deserialize, Serialize};

use super::QrSquares;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colour(pub u8, pub u8, pub u8);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    Left,
    Centre,
    Right,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// Smaller where it would be wider than `width`.
    Text {
        text: String,
        size: f32,
        align: Align,
        width: f32,
    },
    Line {
        to: (f32, f32),
        thickness: f32,
    },
    /// Only its outline.
    Frame {
        width: f32,
        height: f32,
        thickness: f32,
    },
    /// `side` with the quiet zone around it.
    Qr {
        squares: QrSquares,
        side: f32,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    pub x: f32,
    pub y: f32,
    pub colour: Colour,
    pub item: Item,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub items: Vec<Placed>,
}

impl Page {
    pub fn put(&mut self, (x, y): (f32, f32), colour: Colour, item: Item) {
        self.items.push(Placed { x, y, colour, item });
    }
}

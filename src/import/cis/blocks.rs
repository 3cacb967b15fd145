//! The tables above the aspects: sections of the standard, and criteria.

use crate::import::grid::Line;
use crate::{
    competition::Text,
    decimal::Decimal,
    import::{fault::Place, skill::sections::Section, words},
};

pub(super) struct StatedCriterion {
    name: Text,
    /// Id, mark and row.
    pub stated: (String, Decimal, u64),
}

#[derive(Clone, Copy)]
enum Block {
    None,
    Sections { number: u32, marks: u32 },
    Criteria { id: u32, name: u32, mark: u32 },
}

pub(super) struct Blocks<'a> {
    place: Place<'a>,
    block: Block,
    pub sections: Vec<Section<'a>>,
    pub criteria: Vec<StatedCriterion>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(place: Place<'a>) -> Self {
        Self { place, block: Block::None, sections: Vec::new(), criteria: Vec::new() }
    }

    pub(super) fn end(&mut self) {
        self.block = Block::None;
    }

    pub(super) fn begin_at(line: &Line) -> bool {
        header_of(line).is_some()
    }

    pub(super) fn take(&mut self, line: &Line) {
        if let Some(block) = header_of(line) {
            self.block = block;
            return;
        }
        match self.block {
            Block::None => {}
            Block::Sections { number, marks } => self.take_section(line, number, marks),
            Block::Criteria { id, name, mark } => self.take_criterion(line, id, name, mark),
        }
    }

    fn take_section(&mut self, line: &Line, number: u32, marks: u32) {
        let written = line.cell(number);
        if written.to_lowercase().starts_with("total") {
            self.end();
        } else if let (Ok(_), Ok(marks)) = (written.parse::<u32>(), line.cell(marks).parse()) {
            let place = self.place.row(line.row).column("WSOS Marks");
            self.sections.push(Section { number: written.to_owned(), marks: Some(marks), place });
        }
    }

    fn take_criterion(&mut self, line: &Line, id: u32, name: u32, mark: u32) {
        let written = line.cell(id);
        if let Ok(mark) = line.cell(mark).parse()
            && !written.is_empty()
            && !written.contains(' ')
        {
            self.criteria.push(StatedCriterion { name: words::bilingual(line.cell(name)), stated: (written.to_owned(), mark, line.row) });
        }
    }

    pub(super) fn criterion_name(&self, id: &str) -> Text {
        self.criteria.iter().find(|criterion| criterion.stated.0 == id).map(|criterion| criterion.name.clone()).unwrap_or_default()
    }
}

/// `Section … WSOS Marks`, or `ID | Name | … | Mark`.
fn header_of(line: &Line) -> Option<Block> {
    let cell_of = |wanted: &dyn Fn(&str) -> bool| {
        line.cells().find(|(_, text)| wanted(&words::one_line(text).to_lowercase())).map(|(index, _)| index)
    };
    let first_word = |word: &'static str| cell_of(&|text| text.split([' ', '/']).next() == Some(word));
    if let (Some(number), Some(marks)) =
        (first_word("section"), cell_of(&|text| (text.starts_with("wsos") || text.starts_with("wsss")) && text.contains("mark")))
    {
        return Some(Block::Sections { number, marks });
    }
    let mark = first_word("mark").or_else(|| first_word("marks"));
    Some(Block::Criteria { id: first_word("id")?, name: first_word("name")?, mark: mark? })
}

//! The text of a Word file by measures and their sections.

mod label;
mod years;

use super::block::{ParagraphKind, WordBlock, WordCell, WordParagraph, WordPicture, WordTable, cell_text};
use super::heading::{MeasureLine, NamedPart, named, shape};
use super::picture::with_pictures;
use crate::diagnostic::NotPlacedPart;
use crate::sheet::ReportedMeasure;
pub use label::PartName;
use label::{SectionLabel, of_heading};
pub use years::years;

/// What a file says of one measure.
#[derive(Debug)]
pub struct MeasureText {
    /// The place of the measure among all.
    pub measure: usize,
    /// Its heading, where its number or title is another one.
    pub read_as: Option<String>,
    pub position: u32,
    pub parts: Vec<TextPart>,
    pub pictures: Vec<WordPicture>,
    /// The level of its heading, where that has a style.
    level: Option<u8>,
}

/// A section of a measure's text.
#[derive(Debug)]
pub struct TextPart {
    pub name: PartName,
    pub position: u32,
    pub blocks: Vec<WordBlock>,
}

impl MeasureText {
    /// Puts a block into the section that is open. What stands behind a value is no part of it, but of the words before.
    fn place(&mut self, block: WordBlock, position: u32) {
        let is_text = matches!(block, WordBlock::Paragraph(_));
        let last = self.parts.len().saturating_sub(1);
        let takes = |(number, part): &(usize, &mut TextPart)| match part.name {
            PartName::Next => is_text && *number == last,
            PartName::Planned(_) | PartName::Settled(_) => is_text && *number == last && part.blocks.is_empty(),
            PartName::Activities | PartName::Outcome | PartName::Problems | PartName::Remarks | PartName::Other(_) => true,
        };
        match self.parts.iter_mut().enumerate().rev().find(takes) {
            Some((_, part)) => part.blocks.push(block),
            None => self.parts.insert(0, TextPart { name: PartName::Activities, position, blocks: vec![block] }),
        }
    }
}

/// A text that belongs to no measure.
#[derive(Debug)]
pub struct UnplacedText {
    pub part: NotPlacedPart,
    /// The heading that fits no measure.
    pub heading: Option<String>,
    pub text: String,
    pub position: u32,
}

/// A file by measures.
#[derive(Debug, Default)]
pub struct WordOutline {
    pub texts: Vec<MeasureText>,
    pub unplaced: Vec<UnplacedText>,
    /// The level of Word whose headings are sections of a measure.
    pub section: u8,
}

/// What is known of the headings of a file before its text is divided.
#[derive(Clone, Copy, Debug, Default)]
struct HeadingLevels {
    /// Of the measures, where their headings have styles.
    measure: Option<u8>,
    /// Of the highest headings below them.
    section: Option<u8>,
}

/// Divides the blocks of a file.
pub fn outline(blocks: &[WordBlock], measures: &[ReportedMeasure<'_>]) -> WordOutline {
    let blocks = &with_pictures(blocks);
    let levels = levels(blocks, measures);
    let mut builder = OutlineBuilder { measures, levels, goal: None, is_placed: false, shape: None, outline: WordOutline::default() };
    builder.outline.section = levels.section.unwrap_or(u8::MAX);
    for (position, block) in blocks.iter().enumerate() {
        match block {
            WordBlock::Paragraph(paragraph) if paragraph.is_blank() => {}
            WordBlock::Paragraph(paragraph) => builder.paragraph(paragraph, &blocks[position + 1..]),
            WordBlock::Table(table) => builder.table(table),
            WordBlock::Picture(picture) => builder.picture(picture),
        }
    }
    builder.outline
}

fn levels(blocks: &[WordBlock], measures: &[ReportedMeasure<'_>]) -> HeadingLevels {
    let mut levels = HeadingLevels::default();
    let (mut goal, mut within) = (None, None);
    for block in blocks {
        let WordBlock::Paragraph(paragraph @ WordParagraph { kind: ParagraphKind::Heading(level), .. }) = block else { continue };
        match named(&paragraph.shown_text(), MeasureLine::Styled, goal, measures) {
            Some(NamedPart::Goal(number)) => (goal, within) = (Some(number), None),
            Some(NamedPart::Measure { .. }) => {
                within = Some(*level);
                levels.measure = levels.measure.or(within);
            }
            None => {
                let is_within = levels.measure.is_none() || within.is_some_and(|measure| *level > measure);
                if is_within && levels.section.is_none_or(|section| *level < section) && within.is_some() {
                    levels.section = Some(*level);
                }
            }
        }
    }
    // Below measures that were typed, the highest style is a section.
    let highest = blocks.iter().filter_map(|block| match block {
        WordBlock::Paragraph(WordParagraph { kind: ParagraphKind::Heading(level), .. }) => Some(*level),
        WordBlock::Paragraph(_) | WordBlock::Table(_) | WordBlock::Picture(_) => None,
    });
    levels.section = levels.section.or(highest.min().filter(|_| levels.measure.is_none()));
    levels
}

struct OutlineBuilder<'a> {
    measures: &'a [ReportedMeasure<'a>],
    levels: HeadingLevels,
    goal: Option<u32>,
    /// Whether what follows belongs to the last measure.
    is_placed: bool,
    /// How the number of the last measure's heading was typed.
    shape: Option<String>,
    outline: WordOutline,
}

impl OutlineBuilder<'_> {
    fn paragraph(&mut self, paragraph: &WordParagraph, behind: &[WordBlock]) {
        match paragraph.kind {
            ParagraphKind::Heading(level) => self.heading(paragraph, level),
            ParagraphKind::Title | ParagraphKind::Caption | ParagraphKind::Item { .. } | ParagraphKind::Plain => {
                self.text(paragraph, behind)
            }
        }
    }

    fn heading(&mut self, paragraph: &WordParagraph, level: u8) {
        let text = paragraph.shown_text();
        match named(&text, MeasureLine::Styled, self.goal, self.measures) {
            Some(NamedPart::Goal(number)) => self.enter_goal(number),
            Some(NamedPart::Measure { position, is_read_as }) => self.enter(position, is_read_as, Some(level), paragraph),
            None => {
                let own = self.outline.texts.last().filter(|_| self.is_placed).map(|text| text.level);
                let is_within = own.is_some_and(|own| own.is_none_or(|own| level > own));
                let is_of_measures = self.levels.measure == Some(level);
                if is_within && level <= self.outline.section {
                    self.begin(of_heading(&text), paragraph.position);
                } else if is_within {
                    self.push(WordBlock::Paragraph(paragraph.clone()));
                } else if is_of_measures || (self.is_placed && self.levels.measure.is_some()) {
                    self.leave(paragraph);
                } else {
                    self.unplaced(&text, paragraph.position);
                }
            }
        }
    }

    /// A paragraph that is no heading by its style: it may be one by its words.
    fn text(&mut self, paragraph: &WordParagraph, behind: &[WordBlock]) {
        let text = paragraph.shown_text();
        let is_item = matches!(paragraph.kind, ParagraphKind::Item { .. });
        let found = named(&text, MeasureLine::Typed, self.goal, self.measures).filter(|_| self.levels.measure.is_none());
        match found {
            Some(NamedPart::Goal(number)) if !is_item => return self.enter_goal(number),
            Some(NamedPart::Measure { position, is_read_as }) if !is_item || !is_read_as => {
                return self.enter(position, is_read_as, None, paragraph);
            }
            Some(_) | None => {}
        }
        let is_labelled =
            || next_paragraph(behind).is_some_and(|next| SectionLabel::of(&next.text()).is_some_and(|label| label.name.is_known()));
        if self.levels.measure.is_none() && self.shape.is_some() && shape(&paragraph.text()) == self.shape && is_labelled() {
            return self.leave(paragraph);
        }
        match SectionLabel::of(&paragraph.text()).filter(|label| self.is_placed && (!is_item || label.name.is_known())) {
            Some(label) => {
                self.begin(label.name, paragraph.position);
                let rest = label::without(paragraph, label.length);
                if !rest.is_blank() {
                    self.push(WordBlock::Paragraph(rest));
                }
            }
            None => self.push(WordBlock::Paragraph(paragraph.clone())),
        }
    }

    /// A table whose first column names sections is a frame around them.
    fn table(&mut self, table: &WordTable) {
        let name = |row: &Vec<WordCell>| {
            let [first, _] = row.as_slice() else { return None };
            Some(of_heading(&cell_text(first))).filter(PartName::is_known)
        };
        let names: Option<Vec<PartName>> = table.rows.iter().map(name).collect();
        let Some(names) = names.filter(|names| names.len() > 1 && self.is_placed) else {
            return self.push(WordBlock::Table(table.clone()));
        };
        for (name, row) in names.into_iter().zip(&table.rows) {
            self.begin(name, table.position);
            let cell = row.last().into_iter().flatten().filter(|paragraph| !paragraph.is_blank());
            cell.for_each(|paragraph| self.push(WordBlock::Paragraph(paragraph.clone())));
        }
    }

    fn picture(&mut self, picture: &WordPicture) {
        match self.outline.texts.last_mut().filter(|_| self.is_placed) {
            Some(text) => text.pictures.push(picture.clone()),
            None => self.outline.unplaced.push(UnplacedText {
                part: NotPlacedPart::Picture,
                heading: None,
                text: picture.caption.clone().or(picture.alt.clone()).unwrap_or_else(|| picture.name().to_owned()),
                position: picture.position,
            }),
        }
    }

    fn enter_goal(&mut self, number: u32) {
        (self.goal, self.is_placed) = (Some(number), false);
    }

    fn enter(&mut self, measure: usize, is_read_as: bool, level: Option<u8>, paragraph: &WordParagraph) {
        let read_as = is_read_as.then(|| paragraph.shown_text());
        self.goal = self.measures.get(measure).map(|measure| measure.goal.number);
        (self.is_placed, self.shape) = (true, shape(&paragraph.text()));
        self.outline.texts.push(MeasureText {
            measure,
            read_as,
            position: paragraph.position,
            parts: Vec::new(),
            pictures: Vec::new(),
            level,
        });
    }

    /// A heading that fits no measure: what follows is not placed.
    fn leave(&mut self, paragraph: &WordParagraph) {
        self.is_placed = false;
        let heading = Some(paragraph.shown_text());
        self.outline.unplaced.push(UnplacedText {
            part: NotPlacedPart::NoMeasure,
            heading,
            text: String::new(),
            position: paragraph.position,
        });
    }

    fn begin(&mut self, name: PartName, position: u32) {
        let Some(text) = self.outline.texts.last_mut() else { return };
        text.parts.push(TextPart { name, position, blocks: Vec::new() });
    }

    fn push(&mut self, block: WordBlock) {
        let position = block.position();
        match self.outline.texts.last_mut().filter(|_| self.is_placed) {
            Some(text) => text.place(block, position),
            None => self.unplaced(&block.text(), position),
        }
    }

    fn unplaced(&mut self, text: &str, position: u32) {
        let (text, is_first) = (text.split_whitespace().collect::<Vec<_>>().join(" "), self.outline.texts.is_empty());
        let part = if is_first && self.goal.is_none() { NotPlacedPart::BeforeHeading } else { NotPlacedPart::NoMeasure };
        match self.outline.unplaced.last_mut() {
            Some(last) if last.heading.is_some() || last.part == part => {
                last.text.push(' ');
                last.text.push_str(&text);
            }
            _ => self.outline.unplaced.push(UnplacedText { part, heading: None, text, position }),
        }
    }
}

fn next_paragraph(blocks: &[WordBlock]) -> Option<&WordParagraph> {
    let is_passed = |block: &&WordBlock| matches!(block, WordBlock::Paragraph(paragraph) if paragraph.is_blank());
    match blocks.iter().find(|block| !is_passed(block))? {
        WordBlock::Paragraph(paragraph) => Some(paragraph),
        WordBlock::Table(_) | WordBlock::Picture(_) => None,
    }
}

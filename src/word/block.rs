//! A Word file as a sequence of paragraphs and tables.

use super::numbering::ListMarker;
use crate::diagnostic::NotPlacedPart;

/// How letters look, as far as Markdown can say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetterMarks {
    pub is_bold: bool,
    pub is_italic: bool,
    pub is_struck: bool,
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordPiece {
    Letters {
        text: String,
        marks: LetterMarks,
        /// The address to which it leads.
        link: Option<String>,
    },
    /// A line break within the paragraph.
    Break,
    /// A footnote or endnote, by its key among the notes of the file.
    Note(String),
    /// A picture, by the part that holds it.
    Picture {
        part: String,
        /// What it shows, where its author says so.
        alt: Option<String>,
    },
}

/// A picture with its caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPicture {
    pub part: String,
    pub alt: Option<String>,
    pub caption: Option<String>,
    /// The paragraph in which it stands.
    pub position: u32,
}

/// What a paragraph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// A heading of a level from 1.
    Heading(u8),
    /// The title of the whole text.
    Title,
    Caption,
    /// An item of a list that stands in so many others.
    Item {
        depth: usize,
        marker: ListMarker,
    },
    Plain,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordParagraph {
    pub kind: ParagraphKind,
    /// The number that Word shows before its words.
    pub shown: String,
    pub pieces: Vec<WordPiece>,
    /// Its place among all paragraphs of the file, from 0.
    pub position: u32,
}

/// A table whose rows have equally many cells; a cell that covers several is repeated in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordTable {
    pub rows: Vec<Vec<WordCell>>,
    pub position: u32,
}

/// The paragraphs of a cell.
pub type WordCell = Vec<WordParagraph>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordBlock {
    Paragraph(WordParagraph),
    Table(WordTable),
    Picture(WordPicture),
}

/// Something of a file that goes nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub part: NotPlacedPart,
    pub text: String,
    pub position: u32,
}

impl WordParagraph {
    /// Its words, with a line break where it has one.
    pub fn text(&self) -> String {
        let text = |piece: &WordPiece| match piece {
            WordPiece::Letters { text, .. } => text.clone(),
            WordPiece::Break => "\n".to_owned(),
            WordPiece::Note(_) | WordPiece::Picture { .. } => String::new(),
        };
        self.pieces.iter().map(text).collect()
    }

    /// As [`WordParagraph::text`], behind the number that Word shows.
    pub fn shown_text(&self) -> String {
        format!("{} {}", self.shown, self.text()).trim().to_owned()
    }

    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }
}

impl WordPicture {
    /// The name of its file within the document.
    pub fn name(&self) -> &str {
        self.part.rsplit('/').next().unwrap_or_default()
    }
}

impl WordBlock {
    pub fn position(&self) -> u32 {
        match self {
            WordBlock::Paragraph(paragraph) => paragraph.position,
            WordBlock::Table(table) => table.position,
            WordBlock::Picture(picture) => picture.position,
        }
    }

    /// Its words, those of a table cell by cell.
    pub fn text(&self) -> String {
        match self {
            WordBlock::Picture(picture) => picture.caption.clone().unwrap_or_default(),
            WordBlock::Paragraph(paragraph) => paragraph.shown_text(),
            WordBlock::Table(table) => {
                let cells = table.rows.iter().flatten().map(|cell| cell_text(cell));
                cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// The words of a cell on one line.
pub fn cell_text(cell: &[WordParagraph]) -> String {
    let words: Vec<String> = cell.iter().map(|paragraph| paragraph.text().split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

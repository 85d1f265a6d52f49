//! A table in memory, from whatever file it came: cells by row and column, each with its address.

use crate::diagnostic::{FileCell, Place};
use std::collections::BTreeMap;

/// Most rows of a table.
pub const MOST_ROWS: u32 = 100_000;
/// Most filled cells of a file.
pub const MOST_CELLS: usize = 1_000_000;
/// Most bytes of text in the cells of a file.
pub const MOST_TEXT: usize = 64 << 20;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellContent {
    Text(String),
    /// A number as the sheet shows it, with the sign of a percentage and with a unit of its format, but without separators.
    Number(String),
    /// A number that the sheet shows rounded, as it is shown and as it is held.
    Rounded {
        shown: String,
        held: String,
    },
    /// A date or a time: the number behind it.
    Date(String),
    /// TRUE, FALSE, or an error such as `#DIV/0!`.
    Other(String),
}

impl CellContent {
    /// The text as it was written, whatever it is.
    pub fn text(&self) -> &str {
        match self {
            CellContent::Text(text) | CellContent::Number(text) | CellContent::Date(text) | CellContent::Other(text) => text,
            CellContent::Rounded { shown, .. } => shown,
        }
    }
}

/// What a table was read from: whether it tells numbers from texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableOrigin {
    /// A sheet of a workbook.
    Workbook,
    /// Fields of a text, where everything is text.
    Fields,
    /// Lines of a text.
    Lines,
}

/// A table with the filled cells of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetTable {
    /// The file as the command named it.
    pub file: String,
    /// Position and name of the sheet; a text file has none.
    pub sheet: Option<(usize, String)>,
    pub origin: TableOrigin,
    /// Whether rows and columns are those of the sheet the other way round.
    pub is_turned: bool,
    /// The cells of each row, by column; both from 0.
    pub rows: BTreeMap<u32, BTreeMap<u32, CellContent>>,
}

impl SheetTable {
    /// A cell, if something is in it.
    pub fn get(&self, row: u32, column: u32) -> Option<&CellContent> {
        self.rows.get(&row)?.get(&column)
    }

    /// The same with each column as a row.
    pub fn turned(&self) -> SheetTable {
        let mut rows: BTreeMap<u32, BTreeMap<u32, CellContent>> = BTreeMap::new();
        for (row, cells) in &self.rows {
            for (column, content) in cells {
                rows.entry(*column).or_default().insert(*row, content.clone());
            }
        }
        SheetTable { file: self.file.clone(), sheet: self.sheet.clone(), origin: self.origin, is_turned: !self.is_turned, rows }
    }

    /// The place of a cell.
    pub fn place(&self, row: u32, column: u32) -> Place {
        let (row, column) = if self.is_turned { (column, row) } else { (row, column) };
        let column = match self.origin {
            TableOrigin::Workbook | TableOrigin::Fields => Some(column),
            TableOrigin::Lines => None,
        };
        Place::Cell(FileCell { file: self.file.clone(), sheet: self.sheet.clone(), row, column })
    }
}

/// A file with all its tables.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// As the command named it.
    pub name: String,
    pub tables: Vec<SheetTable>,
}

/// Counts what is read, so that memory stays bounded.
#[derive(Debug, Default)]
pub struct ReadBudget {
    cells: usize,
    text: usize,
}

impl ReadBudget {
    /// Takes one cell more into account; whether it still fits.
    pub fn take(&mut self, bytes: usize) -> bool {
        self.cells += 1;
        self.text += bytes;
        self.cells <= MOST_CELLS && self.text <= MOST_TEXT
    }
}

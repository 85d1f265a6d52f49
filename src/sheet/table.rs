//! A table in memory, from whatever file it came: cells by row and column, each with its address.

use super::form::origin::FormOrigin;
use super::hidden::HiddenCells;
use super::map::AssignedHeadings;
use super::understanding::SheetPosition;
use crate::diagnostic::{FileCell, Place};
use crate::error::TableProblem;
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
    /// A sheet of a workbook that says for which edition it is filled in: what people type there is read as they write it.
    Form,
    /// Fields of a text, where everything is text.
    Fields,
    /// Lines of a text.
    Lines,
}

/// Filled cells by row and by column, both from 0.
pub type CellRows = BTreeMap<u32, BTreeMap<u32, CellContent>>;

/// Cells that are shown as one: row and column of the first and of the last of them, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedCells {
    pub first: (u32, u32),
    pub last: (u32, u32),
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
    /// The cells that are shown.
    pub rows: CellRows,
    /// The cells that the sheet shows as one; each of them is filled in.
    pub merged: Vec<MergedCells>,
    pub hidden: HiddenCells,
    /// What its workbook was made for, where that is a form of the program.
    pub made_for: Option<FormOrigin>,
    /// What its headings mean where a map says it.
    pub assigned: AssignedHeadings,
}

impl SheetTable {
    /// An empty table.
    pub fn new(file: &str, sheet: Option<(usize, String)>, origin: TableOrigin) -> SheetTable {
        SheetTable {
            file: file.to_owned(),
            sheet,
            origin,
            is_turned: false,
            rows: CellRows::new(),
            merged: Vec::new(),
            hidden: HiddenCells::default(),
            made_for: None,
            assigned: AssignedHeadings::default(),
        }
    }

    /// Puts something into a cell.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where the table has too many rows or the file too many cells.
    pub fn put(&mut self, row: u32, column: u32, content: CellContent, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        if row >= MOST_ROWS {
            return Err(TableProblem::TooManyRows { most: MOST_ROWS });
        }
        budget.take(content.text().len())?;
        self.rows.entry(row).or_default().insert(column, content);
        Ok(())
    }

    /// What the first cell of merged cells holds, in all of them, as far as the table reaches.
    ///
    /// # Errors
    ///
    /// [`TableProblem::TooManyCells`].
    pub fn fill(&mut self, merged: &[MergedCells], budget: &mut ReadBudget) -> Result<(), TableProblem> {
        let last_row = self.rows.keys().next_back().copied().unwrap_or(0);
        let last_column = self.rows.values().filter_map(|row| row.keys().next_back()).max().copied().unwrap_or(0);
        for MergedCells { first, last } in merged {
            let Some(content) = self.get(first.0, first.1).cloned() else { continue };
            for row in first.0..=last.0.min(last_row) {
                for column in first.1..=last.1.min(last_column) {
                    budget.take(content.text().len())?;
                    self.rows.entry(row).or_default().entry(column).or_insert_with(|| content.clone());
                }
            }
            self.merged.push(MergedCells { first: *first, last: *last });
        }
        Ok(())
    }

    /// A cell, if something is in it.
    pub fn get(&self, row: u32, column: u32) -> Option<&CellContent> {
        self.rows.get(&row)?.get(&column)
    }

    /// The same with each column as a row.
    pub fn turned(&self) -> SheetTable {
        let mut rows = CellRows::new();
        for (row, cells) in &self.rows {
            for (column, content) in cells {
                rows.entry(*column).or_default().insert(*row, content.clone());
            }
        }
        let mut turned = SheetTable::new(&self.file, self.sheet.clone(), self.origin);
        (turned.is_turned, turned.rows) = (!self.is_turned, rows);
        turned.assigned.list.clone_from(&self.assigned.list);
        turned
    }

    /// The place of a cell of the sheet, be the table turned or not.
    pub fn place_in_sheet(&self, cell: SheetPosition) -> Place {
        let (row, column) = if self.is_turned { (cell.column, cell.row) } else { (cell.row, cell.column) };
        self.place(row, column)
    }

    /// The place of a cell.
    pub fn place(&self, row: u32, column: u32) -> Place {
        let (row, column) = if self.is_turned { (column, row) } else { (row, column) };
        let column = match self.origin {
            TableOrigin::Workbook | TableOrigin::Form | TableOrigin::Fields => Some(column),
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
    /// Takes one cell more into account.
    ///
    /// # Errors
    ///
    /// [`TableProblem::TooManyCells`] where it does not fit.
    pub fn take(&mut self, bytes: usize) -> Result<(), TableProblem> {
        self.cells += 1;
        self.text += bytes;
        let fits = self.cells <= MOST_CELLS && self.text <= MOST_TEXT;
        if fits { Ok(()) } else { Err(TableProblem::TooManyCells { most: MOST_CELLS }) }
    }
}

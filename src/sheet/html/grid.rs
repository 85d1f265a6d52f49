//! Where the cells of a table of a web page stand (HTML, 4.9.12: forming a table).

use crate::error::TableProblem;
use crate::sheet::hidden::{HiddenLines, LineRanges};
use crate::sheet::table::{CellContent, MOST_CELLS, MergedCells, ReadBudget, SheetTable, TableOrigin};
use std::collections::BTreeMap;

/// Most columns of a table, and most rows and columns of a cell (HTML, 4.9.11).
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROW_SPAN: u32 = 65_534;
const MOST_COLUMN_SPAN: u32 = 1_000;

/// A table as far as it was read.
pub struct Grid {
    table: SheetTable,
    /// The row that is open, else the next one.
    row: u32,
    is_row_open: bool,
    /// The next column.
    column: u32,
    /// The cell that is open.
    cell: (u32, u32),
    /// The last row over which the cell of a column reaches that began in a row above.
    reaching: BTreeMap<u32, u32>,
    merged: Vec<MergedCells>,
    /// How many of the merged cells began in earlier groups of rows.
    of_groups: usize,
    /// Columns that were declared.
    columns: u32,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
}

impl Grid {
    pub fn new(file: &str) -> Grid {
        Grid {
            table: SheetTable::new(file, None, TableOrigin::Fields),
            row: 0,
            is_row_open: false,
            column: 0,
            cell: (0, 0),
            reaching: BTreeMap::new(),
            merged: Vec::new(),
            of_groups: 0,
            columns: 0,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
        }
    }

    pub fn begin_row(&mut self, is_hidden: bool) {
        self.end_row();
        self.is_row_open = true;
        self.column = 0;
        self.hidden_rows.extend(is_hidden.then_some((self.row, self.row)));
    }

    pub fn end_row(&mut self) {
        if std::mem::take(&mut self.is_row_open) {
            self.row += 1;
        }
    }

    /// Cells reach over no more rows than their group has.
    pub fn end_group(&mut self) {
        self.end_row();
        let last = self.row.saturating_sub(1);
        self.merged[self.of_groups..].iter_mut().for_each(|merged| merged.last.0 = merged.last.0.min(last));
        self.of_groups = self.merged.len();
        self.reaching.clear();
    }

    pub fn add_columns(&mut self, count: u32, is_hidden: bool) {
        let first = self.columns;
        self.columns = first.saturating_add(count.clamp(1, MOST_COLUMN_SPAN));
        self.hidden_columns.extend(is_hidden.then_some((first, self.columns - 1)));
    }

    /// The next cell; over no rows means to the end of the group.
    ///
    /// # Errors
    ///
    /// [`TableProblem::TooManyCells`].
    pub fn begin_cell(&mut self, rows: u32, columns: u32, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        if !self.is_row_open {
            self.begin_row(false);
        }
        while self.reaching.get(&self.column).is_some_and(|last| *last >= self.row) {
            self.column += 1;
        }
        let rows = if rows == 0 { MOST_ROW_SPAN } else { rows.min(MOST_ROW_SPAN) };
        let columns = columns.clamp(1, MOST_COLUMN_SPAN);
        let last = (self.row.saturating_add(rows - 1), self.column + columns - 1);
        if last.1 >= MOST_COLUMNS {
            return Err(TableProblem::TooManyCells { most: MOST_CELLS });
        }
        self.cell = (self.row, self.column);
        if rows > 1 || columns > 1 {
            self.merged.push(MergedCells { first: self.cell, last });
        }
        if rows > 1 {
            for column in self.column..=last.1 {
                budget.take(0)?;
                self.reaching.insert(column, last.0);
            }
        }
        self.column = last.1 + 1;
        Ok(())
    }

    /// What stands in the cell that began last.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where rows or cells are too many.
    pub fn end_cell(&mut self, text: String, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        if text.is_empty() {
            return Ok(());
        }
        self.table.put(self.cell.0, self.cell.1, CellContent::Text(text), budget)
    }

    /// The finished table, with its position among those of the page and its name.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where cells are too many.
    pub fn table(mut self, sheet: (usize, String), budget: &mut ReadBudget) -> Result<SheetTable, TableProblem> {
        self.end_group();
        self.table.sheet = Some(sheet);
        self.table.fill(&self.merged, budget)?;
        let (rows, columns) = (LineRanges::new(self.hidden_rows), LineRanges::new(self.hidden_columns));
        self.table.hide(&HiddenLines { is_sheet: false, rows, columns });
        Ok(self.table)
    }
}

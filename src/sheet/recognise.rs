//! What the cells of a table are: which rows are headings, which are goals, measures and indicators, and what each column holds.

mod column_choice;
mod field;
mod guess;
mod heading_text;
mod heading_unit;
mod long_table;
mod meaning;
mod parts;
mod reader;
mod row_text;
mod row_year;
mod segment;
mod settled;
mod sheet_goal;
mod structure;
mod table_heading;
mod unused;
mod yearly_rows;

use super::lines::lines;
use super::table::{SheetTable, TableOrigin};
use super::understanding::Understanding;
use super::words::SheetColumn;
use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::model::year::parse_year;
use column_choice::ChosenColumns;
use reader::TableReader;
use segment::{TableSegment, segments};
use std::collections::BTreeMap;
use table_heading::edition_in;

pub use super::plain::{plain, plain_figure};
pub use column_choice::TableUse;
pub use field::{OddCell, SheetField};
pub use guess::{likely_headings, no_columns};
pub use heading_text::{HeadingYear, YearWord, fiscal_year, with_any_year};
pub use meaning::HeadingMeaning;
pub use row_text::{is_page_head, is_role, level};
pub use row_year::YearsOf;
pub use yearly_rows::MergedRow;

/// Most rows of a table in which each column is an indicator.
const MOST_TURNED: usize = 2_000;

/// The last column, from 0, in which the headings of such a table may stand.
const LAST_HEADING_COLUMN: u32 = 3;

/// A row by what its fields are.
pub type SheetRow = BTreeMap<SheetColumn, SheetField>;

/// The rows of a table that say something.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRows {
    /// The fiscal year of the edition that the table was made for, where it says so above its headings.
    pub edition: Option<(i32, Place)>,
    pub origin: TableOrigin,
    pub rows: Vec<SheetRow>,
    /// Of a plan: of which rows those were made that stand for several, by their positions.
    pub merged: BTreeMap<usize, MergedRow>,
    pub odd: Vec<OddCell>,
    /// Columns between which nothing decides.
    pub faults: Vec<(Place, Fault)>,
    /// What is said of columns and rows that are not read.
    pub unused: Vec<Diagnostic>,
    /// How many rows are of other years.
    pub passed: usize,
    /// The results of other years, each with its year, from rows and columns of their own.
    pub of_other_years: Vec<SheetRow>,
    pub understanding: Understanding,
}

/// The rows of the tables of a sheet; `None` where it has neither headings nor lines of a report.
pub fn rows(table: &SheetTable, table_use: TableUse) -> Option<SheetRows> {
    if table.assigned.is_left_out {
        return Some(TableReader::new(table, table_use).left_out());
    }
    let found = segments(table, table_use.needed());
    if !found.is_empty() {
        return Some(TableReader::new(table, table_use).read(&found));
    }
    let turned = (table.origin != TableOrigin::Lines && table.rows.len() <= MOST_TURNED).then(|| table.turned());
    let of_turned = turned
        .as_ref()
        .map(|turned| (turned, segments(turned, table_use.needed())))
        .filter(|(turned, found)| is_turned(turned, found, table_use));
    match of_turned {
        Some((turned, found)) => Some(TableReader::new(turned, table_use).read(&found)),
        None => lines(table, table_use),
    }
}

/// Whether the rows of a table are really headings and its columns indicators: one table near the edge of the sheet, in which no two
/// headings mean the same. A list of headings with what they mean is none.
fn is_turned(turned: &SheetTable, found: &[TableSegment], table_use: TableUse) -> bool {
    let [segment] = found else { return false };
    let chosen = ChosenColumns::new(turned, &segment.heading, table_use);
    segment.heading.first_row <= LAST_HEADING_COLUMN && chosen.faults.is_empty()
}

/// How many headings the tables of a sheet have.
pub fn count_of_headings(table: &SheetTable) -> usize {
    let uses = [TableUse::Results(0), TableUse::Plan];
    let count = |table_use: TableUse| segments(table, table_use.needed()).first().map_or(0, |segment| segment.heading.columns.len());
    uses.into_iter().map(count).max().unwrap_or(0)
}

/// The year beside the words 対象年度 above the headings.
fn edition(table: &SheetTable, heading: u32) -> Option<(i32, Place)> {
    table.rows.range(..heading).find_map(|(row, cells)| {
        let column = edition_in(cells)?;
        Some((parse_year(cells.get(&column)?.text())?, table.place(*row, column)))
    })
}

//! What the cells of a table are: which rows are headings, which are goals, measures and indicators, and what each column holds.

mod column_choice;
mod field;
mod figure_rows;
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
mod unread_sheet;
mod unused;
mod yearly_rows;

use super::lines::lines;
use super::table::{SheetTable, TableOrigin};
use super::understanding::Understanding;
use super::words::SheetColumn;
use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::model::year::parse_year;
use figure_rows::chosen_columns;
use reader::TableReader;
use segment::{TableSegment, segments};
use std::collections::{BTreeMap, BTreeSet};
use table_heading::edition_in;

pub use super::plain::{plain, plain_figure};
pub use column_choice::TableUse;
pub use field::{OddCell, SheetField};
pub use guess::{likely_headings, no_columns};
pub use heading_text::{HeadingYear, YearWord, fiscal_year, with_any_year};
pub use meaning::HeadingMeaning;
pub use row_text::{is_note, is_page_head, is_role, level};
pub use row_year::YearsOf;
pub use unread_sheet::UnreadSheet;
pub use yearly_rows::MergedRow;

/// Most rows of a table in which each column is an indicator.
const MOST_TURNED: usize = 2_000;

/// The last column, from 0, in which the headings of such a table may stand.
const LAST_HEADING_COLUMN: u32 = 3;

/// How many rows of a table are looked at for headings below each other, and how many are some.
const ROWS_OF_HEADINGS: usize = 30;
const LEAST_HEADINGS: usize = 3;

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
    let can_be_turned = table.origin != TableOrigin::Lines && table.rows.len() <= MOST_TURNED;
    if can_be_turned && (found.is_empty() || has_headings_down(table)) {
        let turned = table.turned();
        let of_turned = segments(&turned, table_use.needed());
        if is_turned(&turned, &of_turned, table_use) && says_less(table, &found, &of_turned, table_use) {
            return Some(TableReader::new(&turned, table_use).read(&of_turned));
        }
    }
    if found.is_empty() { lines(table, table_use) } else { Some(TableReader::new(table, table_use).read(&found)) }
}

/// Whether the rows of a table are really headings and its columns indicators: one table near the edge of the sheet, in which no two
/// headings mean the same. A list of headings with what they mean is none.
fn is_turned(turned: &SheetTable, found: &[TableSegment], table_use: TableUse) -> bool {
    let [segment] = found else { return false };
    segment.heading.first_row <= LAST_HEADING_COLUMN && chosen_columns(turned, segment, table_use).faults.is_empty()
}

/// Whether one of the first columns has several headings below each other.
fn has_headings_down(table: &SheetTable) -> bool {
    let known = |column: u32| -> BTreeSet<SheetColumn> {
        let texts = table.rows.values().take(ROWS_OF_HEADINGS).filter_map(|cells| cells.get(&column));
        texts.filter_map(|content| HeadingMeaning::of_text(content.text()).column).collect()
    };
    (0..=LAST_HEADING_COLUMN).any(|column| known(column).len() >= LEAST_HEADINGS)
}

/// Whether the headings of a table say less than those of the same table with rows and columns swapped, or what is a conflict.
fn says_less(table: &SheetTable, found: &[TableSegment], of_turned: &[TableSegment], table_use: TableUse) -> bool {
    let known = |segments: &[TableSegment]| -> usize {
        let headings = || segments.first().into_iter().map(|segment| &segment.heading);
        let columns = headings().flat_map(|heading| &heading.columns).filter_map(|headed| headed.column);
        // What the rows say they are of stands in place of headings.
        let of_rows = headings().filter_map(|heading| heading.figures.as_ref()).flat_map(|figures| figures.words.iter().copied());
        columns.chain(of_rows).collect::<BTreeSet<_>>().len()
    };
    let has_conflict = |segment: &TableSegment| !chosen_columns(table, segment, table_use).faults.is_empty();
    known(found) < known(of_turned) || found.iter().any(has_conflict)
}

/// How many headings the tables of a sheet have, be they in rows or, where none are, in columns.
pub fn count_of_headings(table: &SheetTable) -> usize {
    let uses = [TableUse::Results(0), TableUse::Plan];
    let count = |segments: &[TableSegment]| segments.first().map_or(0, |segment| segment.heading.columns.len());
    let in_rows = uses.iter().map(|table_use| count(&segments(table, table_use.needed()))).max().unwrap_or(0);
    if in_rows > 0 || table.rows.len() > MOST_TURNED {
        return in_rows;
    }
    let turned = table.turned();
    let of_turned = |table_use: &TableUse| {
        let found = segments(&turned, table_use.needed());
        if is_turned(&turned, &found, *table_use) { count(&found) } else { 0 }
    };
    uses.iter().map(of_turned).max().unwrap_or(0)
}

/// The year beside the words 対象年度 above the headings.
fn edition(table: &SheetTable, heading: u32) -> Option<(i32, Place)> {
    table.rows.range(..heading).find_map(|(row, cells)| {
        let column = edition_in(cells)?;
        Some((parse_year(cells.get(&column)?.text())?, table.place(*row, column)))
    })
}

//! The headings of a table: in one row, or in two where years stand below a heading.

use super::heading_text::{HeadingText, HeadingYear};
use super::{Headings, SheetColumn, plain};
use crate::sheet::table::{CellContent, SheetTable};
use std::collections::{BTreeMap, BTreeSet};

/// Rows from the top among which the headings are looked for.
const HEADING_ROWS: usize = 100;

type HeadingCells = BTreeMap<u32, CellContent>;

/// A column with its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadedColumn {
    /// Row and column of the heading, from 0; of two rows the lower one.
    pub row: u32,
    pub position: u32,
    /// As it is written; of two rows with a space between.
    pub heading: String,
    /// `None` where the heading is not known.
    pub column: Option<SheetColumn>,
    pub year: HeadingYear,
}

/// The headings of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableHeading {
    pub first_row: u32,
    pub last_row: u32,
    pub columns: Vec<HeadedColumn>,
}

/// The first row, or pair of rows, with headings that name the rows and have what is needed.
pub fn heading(table: &SheetTable, headings: &Headings) -> Option<TableHeading> {
    table.rows.iter().take(HEADING_ROWS).find_map(|(row, cells)| {
        let below = row.checked_add(1).and_then(|below| Some((below, table.rows.get(&below)?)));
        let pair = below.filter(|(_, below)| holds_years(headings, cells, below)).map(|(below, lower)| TableHeading {
            first_row: *row,
            last_row: below,
            columns: of_two_rows(headings, *row, cells, lower),
        });
        let single = || TableHeading { first_row: *row, last_row: *row, columns: of_row(headings, *row, cells) };
        pair.filter(|heading| is_enough(headings, heading)).or_else(|| Some(single()).filter(|heading| is_enough(headings, heading)))
    })
}

fn is_enough(headings: &Headings, heading: &TableHeading) -> bool {
    let known: BTreeSet<SheetColumn> = heading.columns.iter().filter_map(|column| column.column).collect();
    let names = known.contains(&SheetColumn::Id) || known.contains(&SheetColumn::Name);
    names && headings.needed.iter().any(|column| known.contains(column))
}

/// A heading is a text; a bare year below one may be a number.
fn text(cells: &HeadingCells, position: u32) -> Option<&str> {
    match cells.get(&position)? {
        CellContent::Text(text) if !text.trim().is_empty() => Some(text.trim()),
        CellContent::Text(_) | CellContent::Number(_) | CellContent::Rounded { .. } | CellContent::Date(_) | CellContent::Other(_) => None,
    }
}

fn year(cells: &HeadingCells, position: u32) -> Option<HeadingText> {
    match cells.get(&position)? {
        CellContent::Text(text) | CellContent::Number(text) => Some(HeadingText::parse(text)).filter(HeadingText::is_year),
        CellContent::Rounded { .. } | CellContent::Date(_) | CellContent::Other(_) => None,
    }
}

fn of_row(headings: &Headings, row: u32, cells: &HeadingCells) -> Vec<HeadedColumn> {
    let column = |position: &u32| {
        let heading = text(cells, *position)?;
        let (column, year) = headings.column(heading);
        Some(HeadedColumn { row, position: *position, heading: heading.to_owned(), column, year })
    };
    cells.keys().filter_map(column).collect()
}

/// Whether a row belongs to the headings above it: it has years, and no data of a row that has a name.
fn holds_years(headings: &Headings, upper: &HeadingCells, lower: &HeadingCells) -> bool {
    let is_name = |cells: &HeadingCells, position: u32| {
        let column = text(cells, position).and_then(|text| headings.column(text).0);
        matches!(column, Some(SheetColumn::Id | SheetColumn::Name))
    };
    let named: Vec<u32> = upper.keys().copied().filter(|position| is_name(upper, *position)).collect();
    let is_free = |position: &u32| text(lower, *position).is_none_or(|below| text(upper, *position) == Some(below));
    let belongs = match named.as_slice() {
        [] => lower.keys().any(|position| is_name(lower, *position)),
        [..] => named.iter().all(is_free),
    };
    let is_heading = |position: &u32| text(lower, *position).is_some() || year(lower, *position).is_some();
    belongs && lower.keys().all(is_heading) && lower.keys().any(|position| year(lower, *position).is_some())
}

fn of_two_rows(headings: &Headings, above: u32, upper: &HeadingCells, lower: &HeadingCells) -> Vec<HeadedColumn> {
    let below = above + 1;
    let positions: BTreeSet<u32> = upper.keys().chain(lower.keys()).copied().collect();
    let mut columns = Vec::new();
    // A year belongs to the heading above it, else to that of the year to its left.
    let (mut group, mut next) = ("", None);
    for position in positions {
        let (top, bottom) = (text(upper, position), text(lower, position));
        if let Some(HeadingText { year, .. }) = year(lower, position) {
            group = top.unwrap_or(if next == Some(position) { group } else { "" });
            next = position.checked_add(1);
            let (column, of_group) = headings.column(group);
            let written = lower.get(&position).map(CellContent::text).unwrap_or_default();
            let heading = format!("{group} {}", written.trim()).trim().to_owned();
            let year = if of_group == HeadingYear::Absent || of_group == year { year } else { HeadingYear::Unclear };
            columns.push(HeadedColumn { row: below, position, heading, column, year });
            continue;
        }
        let heading = match (top, bottom) {
            (Some(top), Some(bottom)) if plain(top) != plain(bottom) => format!("{top} {bottom}"),
            (Some(one), _) | (None, Some(one)) => one.to_owned(),
            (None, None) => continue,
        };
        let row = if bottom.is_some() { below } else { above };
        let readings = [Some(heading.as_str()), bottom].into_iter().flatten();
        let found = readings.map(|words| headings.column(words)).find(|(column, _)| column.is_some());
        let (column, year) = found.unwrap_or((None, HeadingYear::Absent));
        columns.push(HeadedColumn { row, position, heading, column, year });
    }
    columns
}

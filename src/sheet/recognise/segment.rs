//! The tables of a sheet: each begins with its headings and ends before the next ones.

use super::row_text::is_role;
use super::table_heading::{HeadedColumn, HeadingShape, TableHeading, heading_at, heading_in};
use crate::sheet::plain::plain;
use crate::sheet::table::SheetTable;
use crate::sheet::words::SheetColumn;
use std::ops::{Range, RangeInclusive};

/// One of the tables of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSegment {
    pub heading: TableHeading,
    pub shape: HeadingShape,
    /// The rows below its headings, up to those of the next table, with the titles above them.
    pub rows: Range<u32>,
}

/// The tables of a sheet in their order.
pub fn segments(table: &SheetTable, needed: &[SheetColumn]) -> Vec<TableSegment> {
    if !table.assigned.rows.is_empty() {
        return given_segments(table, needed);
    }
    let mut found: Vec<TableSegment> = Vec::new();
    let mut next = 0;
    for row in table.rows.keys().copied() {
        if row < next {
            continue;
        }
        let Some((heading, shape)) = heading_at(table, row, needed) else { continue };
        if found.last().is_some_and(|before| is_record(&before.heading, &heading, needed)) {
            continue;
        }
        if let Some(before) = found.last_mut() {
            before.rows.end = heading.first_row;
        }
        next = heading.last_row + 1;
        found.push(TableSegment { rows: next..u32::MAX, heading, shape });
    }
    found
}

/// Whether headings are rows of the table above them, whose roles, figures and years are words of headings as well: KPI, 現状値（令和元年度）.
/// Headings have several words more.
fn is_record(above: &TableHeading, heading: &TableHeading, needed: &[SheetColumn]) -> bool {
    use SheetColumn::{BaselineYear, Figure, Kind, Role, TargetYear, Year};
    let is_of_word = |column: SheetColumn, text: &str| match column {
        Role | Kind | Figure | Year | BaselineYear | TargetYear => true,
        column => SheetColumn::PLACES.contains(&column) && is_role(text),
    };
    let is_word = |headed: &HeadedColumn| {
        let there = above.columns.iter().find(|there| there.position == headed.position);
        let is_repeated = |there: &HeadedColumn| plain(&there.heading) == plain(&headed.heading);
        there.is_some_and(|there| there.column.is_some_and(|column| is_of_word(column, &headed.heading)) && !is_repeated(there))
    };
    let columns: Vec<HeadedColumn> = heading.columns.iter().filter(|headed| !is_word(headed)).cloned().collect();
    let has_more = columns.iter().filter(|headed| headed.column.is_some()).count() > 1;
    !has_more && TableHeading { columns, ..heading.clone() }.shape(needed).is_none()
}

/// The tables below headings in given rows.
fn given_segments(table: &SheetTable, needed: &[SheetColumn]) -> Vec<TableSegment> {
    let mut given: Vec<RangeInclusive<u32>> = Vec::new();
    for row in &table.assigned.rows {
        match given.last_mut() {
            Some(rows) if rows.end() + 1 == *row => *rows = *rows.start()..=*row,
            Some(_) | None => given.push(*row..=*row),
        }
    }
    let mut found: Vec<TableSegment> = Vec::new();
    for rows in given {
        let Some((heading, shape)) = heading_in(table, rows, needed) else { continue };
        if let Some(before) = found.last_mut() {
            before.rows.end = heading.first_row;
        }
        found.push(TableSegment { rows: heading.last_row + 1..u32::MAX, heading, shape });
    }
    found
}

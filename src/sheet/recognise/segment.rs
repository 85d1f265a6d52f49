//! The tables of a sheet: each begins with its headings and ends before the next ones.

use super::table_heading::{HeadingShape, TableHeading, heading_at, heading_in};
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
        if let Some(before) = found.last_mut() {
            before.rows.end = heading.first_row;
        }
        next = heading.last_row + 1;
        found.push(TableSegment { rows: next..u32::MAX, heading, shape });
    }
    found
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

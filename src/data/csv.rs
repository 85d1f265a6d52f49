//! Tables as text: RFC 4180, UTF-8, CRLF.

use super::cell::{Cell, safe};
use super::table::Table;
use std::borrow::Cow;

/// What Excel needs to read UTF-8.
pub const BOM: &[u8] = b"\xef\xbb\xbf";

/// Whether a file begins with a byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Written,
    LeftOut,
}

/// A table as text: one header row, one datum a cell, no text that a spreadsheet would take for a formula.
pub fn csv(table: &Table, mark: Mark) -> Vec<u8> {
    let start = match mark {
        Mark::Written => BOM.to_vec(),
        Mark::LeftOut => Vec::new(),
    };
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(start);
    // Writing into memory has nothing to fail, and every row has as many cells as there are columns.
    let _ = writer.write_record(table.shown().map(|(_, column)| column.header));
    for row in &table.rows {
        let _ = writer.write_record(table.shown().map(|(position, _)| written(&row[position]).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}

fn written(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => safe(text),
        Cell::Number(digits) => Cow::Borrowed(digits),
    }
}

//! Tables as text: RFC 4180, UTF-8, CRLF.

use super::cell::{Cell, safe};
use super::column::Column;
use super::table::shown;
use std::borrow::Cow;

/// What Excel needs to read UTF-8.
pub const BOM: &[u8] = b"\xef\xbb\xbf";

/// Whether a file begins with a byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrderMark {
    Written,
    LeftOut,
}

/// A table as text that grows row by row: one header row, one datum a cell, no text that a spreadsheet would take for a formula.
pub struct Csv {
    writer: ::csv::Writer<Vec<u8>>,
    /// The positions of the cells that are written.
    shown: Vec<usize>,
}

impl Csv {
    /// The header.
    pub fn new(columns: &[Column], mark: ByteOrderMark) -> Csv {
        let start = match mark {
            ByteOrderMark::Written => BOM.to_vec(),
            ByteOrderMark::LeftOut => Vec::new(),
        };
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(start);
        // Writing into memory has nothing to fail, and every row has as many cells as there are columns.
        let _ = writer.write_record(shown(columns).map(|(_, column)| column.header));
        Csv { writer, shown: shown(columns).map(|(position, _)| position).collect() }
    }

    /// One row more.
    pub fn add(&mut self, row: &[Cell]) {
        for position in &self.shown {
            let _ = self.writer.write_field(written(&row[*position]).as_bytes());
        }
        let _ = self.writer.write_record(None::<&[u8]>);
    }

    /// The whole text.
    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

fn written(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => safe(text),
        Cell::Number(digits) => Cow::Borrowed(digits),
    }
}

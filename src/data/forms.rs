//! A table as text and as JSON at once: both grow row by row, and no row is kept besides.

use super::cell::Cell;
use super::column::Column;
use super::csv::{ByteOrderMark, Csv};
use super::json;
use super::table::DataTable;

/// A table that grows.
pub struct Forms {
    subject: DataTable,
    columns: Vec<Column>,
    csv: Csv,
    json: String,
}

/// A table in its forms.
pub struct FinishedTable {
    pub subject: DataTable,
    pub csv: Vec<u8>,
    /// The rows, a line each.
    pub json: String,
}

impl Forms {
    /// A table without rows.
    pub fn new(subject: DataTable, mark: ByteOrderMark) -> Forms {
        let columns = subject.columns();
        Forms { subject, csv: Csv::new(&columns, mark), columns, json: String::new() }
    }

    /// One row more.
    pub fn add(&mut self, row: &[Cell]) {
        self.csv.add(row);
        if !self.json.is_empty() {
            self.json.push_str(",\n");
        }
        self.json.push_str(&json::row(&self.columns, row));
    }

    /// The table as it is now.
    pub fn finish(self) -> FinishedTable {
        FinishedTable { subject: self.subject, csv: self.csv.into_bytes(), json: self.json }
    }
}

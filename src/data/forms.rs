//! A table as text and as JSON at once: both grow row by row, and no row is kept besides.

use super::cell::Cell;
use super::column::Column;
use super::csv::{Csv, Mark};
use super::json;
use super::table::Subject;

/// A table that grows.
pub struct Forms {
    subject: Subject,
    columns: Vec<Column>,
    csv: Csv,
    json: String,
}

/// A table in its forms.
pub struct Finished {
    pub subject: Subject,
    pub csv: Vec<u8>,
    /// The rows, a line each.
    pub json: String,
}

impl Forms {
    /// A table without rows.
    pub fn new(subject: Subject, mark: Mark) -> Forms {
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
    pub fn finish(self) -> Finished {
        Finished { subject: self.subject, csv: self.csv.into_bytes(), json: self.json }
    }
}

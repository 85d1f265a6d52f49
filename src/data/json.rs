//! Tables as JSON: objects with the machine names as keys; what is empty is left out.

use super::cell::Cell;
use super::column::Column;
use super::table::DataTable;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

/// One row.
struct Object<'a> {
    columns: &'a [Column],
    row: &'a [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, cell) in self.columns.iter().zip(self.row) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => map.serialize_entry(column.name, text)?,
                Cell::Number(digits) => map.serialize_entry(column.name, &number(digits))?,
            }
        }
        map.end()
    }
}

/// A number with all of its digits, which a binary float would not keep.
fn number(digits: &str) -> Option<Box<RawValue>> {
    RawValue::from_string(digits.to_owned()).ok()
}

/// A row, in one line.
pub fn row(columns: &[Column], row: &[Cell]) -> String {
    serde_json::to_string(&Object { columns, row }).unwrap_or_default()
}

/// An object of a few texts, and lists with a line for each row of a table.
pub fn json(texts: &[(&str, &str)], tables: &[(DataTable, &str)]) -> Vec<u8> {
    let mut written = String::with_capacity(tables.iter().map(|(_, rows)| rows.len()).sum::<usize>() + 1024);
    written.push('{');
    for (key, text) in texts {
        written.extend(["\n", &quoted(key), ": ", &quoted(text), ","]);
    }
    for (index, (subject, rows)) in tables.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        written.extend([comma, "\n", &quoted(subject.name()), ": [\n", rows, "\n]"]);
    }
    written.push_str("\n}\n");
    written.into_bytes()
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

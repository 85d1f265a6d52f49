//! Tables as JSON: objects with the machine names as keys; what is empty is left out.

use super::cell::Cell;
use super::table::Table;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

/// One row.
struct Object<'a> {
    table: &'a Table,
    row: &'a [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, cell) in self.table.columns.iter().zip(self.row) {
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

/// An object of a few texts, and lists with a line for each row of a table.
pub fn json(texts: &[(&str, &str)], tables: &[&Table]) -> Vec<u8> {
    let texts = texts.iter().map(|(key, text)| format!("{}: {}", quoted(key), quoted(text)));
    let lists = tables.iter().map(|table| format!("{}: [\n{}\n]", quoted(table.subject.name()), rows(table)));
    let members: Vec<String> = texts.chain(lists).collect();
    format!("{{\n{}\n}}\n", members.join(",\n")).into_bytes()
}

fn rows(table: &Table) -> String {
    let row = |row: &Vec<Cell>| serde_json::to_string(&Object { table, row }).unwrap_or_default();
    table.rows.iter().map(row).collect::<Vec<_>>().join(",\n")
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

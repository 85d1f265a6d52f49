//! Text files: fields between commas or tabs, or lines as they are printed in a report; UTF-8, UTF-16 or Shift_JIS.

use super::line::Line;
use super::recognise::{PLAN, RESULTS, heading};
use super::table::{CellContent, MOST_CELLS, MOST_ROWS, ReadBudget, SheetTable, TableOrigin};
use crate::error::TableProblem;
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The table of a text file.
///
/// # Errors
///
/// [`TableProblem`] where it is in another encoding, no text, or too large.
pub fn table(file: &str, bytes: &[u8]) -> Result<SheetTable, TableProblem> {
    let text = decoded(bytes)?;
    let fields = fields(file, &text);
    let has_headings = |table: &SheetTable| [RESULTS, PLAN].iter().any(|headings| heading(table, headings).is_some());
    if fields.as_ref().is_ok_and(has_headings) || !text.lines().any(|line| Line::parse(line).is_some()) {
        return fields;
    }
    let mut lines = SheetTable { file: file.to_owned(), sheet: None, origin: TableOrigin::Lines, rows: BTreeMap::new() };
    add_rows(&mut lines, (0..).zip(text.lines()).map(|(row, line)| Ok((row, vec![line.to_owned()]))))?;
    Ok(lines)
}

/// Fields between commas, or between tabs where the first line has one. A row is counted as a spreadsheet counts it: lines without
/// fields are rows too, and a line break within a field begins none.
fn fields(file: &str, text: &str) -> Result<SheetTable, TableProblem> {
    let mut table = SheetTable { file: file.to_owned(), sheet: None, origin: TableOrigin::Fields, rows: BTreeMap::new() };
    let delimiter = if text.lines().next().is_some_and(|line| line.contains('\t')) { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut count = LineCount { text, byte: 0, breaks: 0, within: 0 };
    let rows = reader.records().map(|record| {
        let record = record.map_err(|error| TableProblem::Broken { why: error.to_string() })?;
        Ok((count.row(&record), record.iter().map(str::to_owned).collect()))
    });
    add_rows(&mut table, rows)?;
    Ok(table)
}

/// By its byte order mark, else as UTF-8, else as Shift_JIS as Windows writes it (code page 932).
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, TableProblem> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, length)| (encoding, &bytes[length..]));
    let tries = marked.map_or_else(|| vec![(UTF_8, bytes), (SHIFT_JIS, bytes)], |found| vec![found]);
    let text = tries.into_iter().find_map(|(encoding, bytes)| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    text.filter(|text| !text.contains('\0')).ok_or(TableProblem::NotText)
}

fn add_rows(table: &mut SheetTable, rows: impl Iterator<Item = Result<(u32, Vec<String>), TableProblem>>) -> Result<(), TableProblem> {
    let mut budget = ReadBudget::default();
    for row in rows {
        let (row, fields) = row?;
        for (column, field) in (0..).zip(fields).filter(|(_, field)| !field.trim().is_empty()) {
            if row >= MOST_ROWS {
                return Err(TableProblem::TooManyRows { most: MOST_ROWS });
            }
            if !budget.take(field.len()) {
                return Err(TableProblem::TooManyCells { most: MOST_CELLS });
            }
            table.rows.entry(row).or_default().insert(column, CellContent::Text(field));
        }
    }
    Ok(())
}

/// Where a reader of fields is, in rows.
struct LineCount<'a> {
    text: &'a str,
    byte: usize,
    /// Line breaks up to that byte, and how many of them lie within fields.
    breaks: usize,
    within: usize,
}

impl LineCount<'_> {
    /// The row of the next record.
    fn row(&mut self, record: &csv::StringRecord) -> u32 {
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.byte);
        let blank = self.text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.breaks += self.text[self.byte..start + blank].matches('\n').count();
        self.byte = start + blank;
        let row = self.breaks - self.within;
        self.within += record.iter().map(|field| field.matches('\n').count()).sum::<usize>();
        u32::try_from(row).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let table = table("a.csv", bytes).unwrap();
        let row = |(row, cells): (&u32, &BTreeMap<u32, CellContent>)| -> Vec<(u32, u32, String)> {
            cells.iter().map(|(column, content)| (*row, *column, content.text().to_owned())).collect()
        };
        table.rows.iter().flat_map(row).collect()
    }

    fn cell(row: u32, column: u32, text: &str) -> (u32, u32, String) {
        (row, column, text.to_owned())
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let text = "a,b\r\n\r\n\"c\nd\",e\r\n\n,f\n";
        assert_eq!(rows(text.as_bytes()), [cell(0, 0, "a"), cell(0, 1, "b"), cell(2, 0, "c\nd"), cell(2, 1, "e"), cell(4, 1, "f")]);
    }

    #[test]
    fn shift_jis_of_windows_and_utf_16_are_read() {
        let text = "髙﨑①～－,１２";
        let (shift_jis, _, lost) = SHIFT_JIS.encode(text);
        assert!(!lost);
        let utf_16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let expected = [cell(0, 0, "髙﨑①～－"), cell(0, 1, "１２")];
        for bytes in [&shift_jis, &utf_16[..], text.as_bytes(), format!("\u{feff}{text}").as_bytes()] {
            assert_eq!(rows(bytes), expected);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\x00\x01\x02"[..], &[0x81], &[0xff, 0xfe, 0x00]] {
            assert_eq!(table("a.csv", bytes).unwrap_err(), TableProblem::NotText, "{bytes:?}");
        }
    }

    #[test]
    fn more_rows_than_fit_are_refused() {
        let text = "a\n".repeat(MOST_ROWS as usize);
        assert_eq!(rows(text.as_bytes()).len(), MOST_ROWS as usize);
        assert_eq!(table("a.csv", (text + "a\n").as_bytes()).unwrap_err(), TableProblem::TooManyRows { most: MOST_ROWS });
    }

    proptest! {
        #[test]
        fn any_fields_survive(records in proptest::collection::vec(proptest::collection::vec("[^\\x00→]*", 2), 1..5)) {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            records.iter().for_each(|record| writer.write_record(record).unwrap());
            let bytes = writer.into_inner().unwrap();
            let found: Vec<String> = rows(&bytes).into_iter().map(|(_, _, text)| text).collect();
            let expected: Vec<String> = records.concat().into_iter().filter(|field| !field.trim().is_empty()).collect();
            // A tab in the first line makes tabs the delimiter, and a byte order mark at the beginning is none of the text.
            prop_assume!(!records[0].concat().contains('\t') && !records[0][0].starts_with('\u{feff}'));
            prop_assert_eq!(found, expected);
        }
    }
}

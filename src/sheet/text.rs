//! Text files: fields between delimiters, or lines as they are printed in a report; UTF-8, UTF-16 or Shift_JIS, with any line ends.

use super::line::Line;
use super::recognise::count_of_headings;
use super::table::{CellContent, ReadBudget, SheetTable, TableOrigin};
use crate::error::TableProblem;
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use std::borrow::Cow;
use std::cmp::Reverse;

/// Delimiters of fields, the most usual first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Filled records by which the delimiter is recognised: more than those among which headings are looked for.
const SAMPLE: usize = 1_000;

/// The table of a text file.
///
/// # Errors
///
/// [`TableProblem`] where it is in another encoding, no text, or too large.
pub fn table(file: &str, bytes: &[u8]) -> Result<SheetTable, TableProblem> {
    let text = decoded(bytes)?;
    let by_headings = delimiter(&text);
    if by_headings.is_some() || !lines(&text).any(|line| Line::parse(line).is_some()) {
        return filled(file, TableOrigin::Fields, records(&text, by_headings.unwrap_or(DELIMITERS[0])));
    }
    filled(file, TableOrigin::Lines, (0..).zip(lines(&text)).map(|(row, line)| Ok((row, vec![line.to_owned()]))))
}

/// The delimiter under which most headings are recognised; titles above them need not have it. `None` where there are no headings.
fn delimiter(text: &str) -> Option<u8> {
    let headings = |delimiter: u8| {
        let is_filled =
            |record: &TextRecord| record.as_ref().map_or(true, |(_, fields)| fields.iter().any(|field| !field.trim().is_empty()));
        let sample = filled("", TableOrigin::Fields, records(text, delimiter).filter(is_filled).take(SAMPLE)).ok()?;
        Some(count_of_headings(&sample)).filter(|count| *count > 0)
    };
    let occurring = DELIMITERS.into_iter().filter(|delimiter| text.as_bytes().contains(delimiter));
    let recognised = occurring.filter_map(|delimiter| Some((delimiter, headings(delimiter)?)));
    recognised.min_by_key(|(_, headings)| Reverse(*headings)).map(|(delimiter, _)| delimiter)
}

/// A row from 0 and its fields.
type TextRecord = Result<(u32, Vec<String>), TableProblem>;

/// The records of a text. A row is counted as a spreadsheet counts it: lines without fields are rows too, and a line break within
/// a field begins none.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = TextRecord> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut count = LineCount { text, byte: 0, breaks: 0, within: 0 };
    reader.into_records().map(move |record| {
        let record = record.map_err(|error| TableProblem::Broken { why: error.to_string() })?;
        Ok((count.row(&record), record.iter().map(str::to_owned).collect()))
    })
}

/// The lines of a text; each of LF, CR LF and CR ends one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// How many line ends a text has.
fn line_ends(text: &str) -> usize {
    text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count()
}

/// By its byte order mark, else as UTF-8, else as Shift_JIS as Windows writes it (code page 932).
pub fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, TableProblem> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, length)| (encoding, &bytes[length..]));
    let tries = marked.map_or_else(|| vec![(UTF_8, bytes), (SHIFT_JIS, bytes)], |found| vec![found]);
    let text = tries.into_iter().find_map(|(encoding, bytes)| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    text.filter(|text| !text.contains('\0')).ok_or(TableProblem::NotText)
}

/// A table of those fields that are not empty.
fn filled(file: &str, origin: TableOrigin, rows: impl Iterator<Item = TextRecord>) -> Result<SheetTable, TableProblem> {
    let mut table = SheetTable::new(file, None, origin);
    let mut budget = ReadBudget::default();
    for row in rows {
        let (row, fields) = row?;
        for (column, field) in (0..).zip(fields).filter(|(_, field)| !field.trim().is_empty()) {
            table.put(row, column, CellContent::Text(field), &mut budget)?;
        }
    }
    Ok(table)
}

/// Where a reader of fields is, in rows.
struct LineCount<'a> {
    text: &'a str,
    byte: usize,
    /// Line ends up to that byte, and how many of them lie within fields.
    breaks: usize,
    within: usize,
}

impl LineCount<'_> {
    /// The row of the next record.
    fn row(&mut self, record: &csv::StringRecord) -> u32 {
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.byte);
        let blank = self.text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.breaks += line_ends(&self.text[self.byte..start + blank]);
        self.byte = start + blank;
        let row = self.breaks - self.within;
        self.within += record.iter().map(line_ends).sum::<usize>();
        u32::try_from(row).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::table::MOST_ROWS;
    use proptest::prelude::*;

    fn rows(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let table = table("a.csv", bytes).unwrap();
        let row = |(row, cells): (&u32, &std::collections::BTreeMap<u32, CellContent>)| -> Vec<(u32, u32, String)> {
            cells.iter().map(|(column, content)| (*row, *column, content.text().to_owned())).collect()
        };
        table.rows.iter().flat_map(row).collect()
    }

    fn cell(row: u32, column: u32, text: &str) -> (u32, u32, String) {
        (row, column, text.to_owned())
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        for end in ["\n", "\r\n", "\r"] {
            for within in ["\n", "\r\n", "\r"] {
                let text = format!("a,b{end}{end}\"c{within}d\",e{end}{end},f{end}");
                let field = format!("c{within}d");
                let expected = [cell(0, 0, "a"), cell(0, 1, "b"), cell(2, 0, &field), cell(2, 1, "e"), cell(4, 1, "f")];
                assert_eq!(rows(text.as_bytes()), expected, "{text:?}");
            }
        }
        let mixed = "a\rb\nc\r\n\rd\n\r\ne";
        assert_eq!(rows(mixed.as_bytes()), [cell(0, 0, "a"), cell(1, 0, "b"), cell(2, 0, "c"), cell(4, 0, "d"), cell(6, 0, "e")]);
    }

    #[test]
    fn lines_of_a_report_end_as_those_of_fields_do() {
        let text = "表題\r名称 1人 (H26) → 2人 (H27) → 9人 (H31)\r\n\r次 1人 (H26) → 9人 (H31)\n";
        assert_eq!(
            rows(text.as_bytes()),
            [cell(0, 0, "表題"), cell(1, 0, "名称 1人 (H26) → 2人 (H27) → 9人 (H31)"), cell(3, 0, "次 1人 (H26) → 9人 (H31)")]
        );
    }

    #[test]
    fn the_delimiter_is_that_of_the_headings() {
        for (text, expected) in [
            ("令和7年度,実績;案|\n指標名\t実績値\n出生数\t\"1,299\"\n", Some(b'\t')),
            ("\"a\tb\"\n指標名,実績値\n\"出生数\t（年間）\",299\n", Some(b',')),
            ("指標名;実績値;備考\n出生数;1,299;a,b\n", Some(b';')),
            ("|指標名|実績値|\n|出生数|299|\n", Some(b'|')),
            ("指標名,単位,実績値,備考（a;b|c）\n", Some(b',')),
            ("a\tb\nc\td\n", None),
        ] {
            assert_eq!(delimiter(text), expected, "{text}");
        }
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
            // A byte order mark at the beginning is none of the text.
            prop_assume!(!records[0][0].starts_with('\u{feff}'));
            prop_assert_eq!(found, expected);
        }
    }
}

//! Sheets of random layouts, and the files in which they are written.

use super::plan::Dice;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A sheet before it is written.
pub struct RandomSheet {
    pub name: String,
    pub rows: Vec<Vec<String>>,
    hidden_rows: BTreeSet<usize>,
    hidden_columns: BTreeSet<usize>,
}

impl RandomSheet {
    pub fn new(name: &str, rows: Vec<Vec<String>>) -> RandomSheet {
        RandomSheet { name: name.to_owned(), rows, hidden_rows: BTreeSet::new(), hidden_columns: BTreeSet::new() }
    }

    /// Swaps rows and columns.
    pub fn turn(&mut self) {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
        self.rows = (0..width).map(|column| self.rows.iter().map(|row| cell(row, column)).collect()).collect();
    }

    /// Hides a row with other figures below a random one, and a column with other targets before that of divisions.
    pub fn hide(&mut self, dice: &mut Dice, owner: &str) {
        let records: Vec<usize> = (0..self.rows.len()).filter(|row| self.rows[*row].iter().any(|cell| cell == "企画課")).collect();
        let row = dice.one(&records);
        let other = self.rows[row].iter().map(|cell| if cell.parse::<f64>().is_ok() { "888" } else { cell }.to_owned()).collect();
        self.rows.insert(row + 1, other);
        self.hidden_rows.insert(row + 1);
        let is_owner = |row: &Vec<String>| row.iter().position(|cell| cell == owner);
        let positions: BTreeSet<usize> = self.rows.iter().filter_map(is_owner).collect();
        if let Some(position) = positions.first().filter(|_| positions.len() == 1) {
            for row in self.rows.iter_mut().filter(|row| row.len() > *position) {
                row.insert(*position, if row[*position] == owner { "目標値（R30）" } else { "888" }.to_owned());
            }
            self.hidden_columns.insert(*position);
        }
    }

    pub fn shown(&self) -> String {
        let hidden = |row: usize| if self.hidden_rows.contains(&row) { "(hidden) " } else { "" };
        let line = |(row, cells): (usize, &Vec<String>)| format!("{}{}", hidden(row), cells.join(" | ").replace('\n', "⏎"));
        let lines: Vec<String> = self.rows.iter().enumerate().map(line).collect();
        format!("[{}] hidden columns {:?}\n{}", self.name, self.hidden_columns, lines.join("\n"))
    }
}

/// What kind of file sheets are written in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FileKind {
    Xlsx {
        is_merged: bool,
    },
    Xls,
    Ods,
    Page,
    /// Fields of one sheet.
    Text {
        delimiter: char,
        line_end: &'static str,
        is_shift_jis: bool,
    },
}

impl FileKind {
    /// One that can hold the sheets, and their names where these are goals.
    pub fn new(dice: &mut Dice, sheets: &[RandomSheet], is_merged: bool, is_goal_of_sheet: bool) -> FileKind {
        let is_shift_jis = dice.is(2);
        let text = FileKind::Text { delimiter: dice.one(&[',', '\t', ';']), line_end: dice.one(&["\n", "\r\n", "\r"]), is_shift_jis };
        let kind =
            dice.one(&[FileKind::Xlsx { is_merged }, FileKind::Xlsx { is_merged }, FileKind::Xls, FileKind::Ods, FileKind::Page, text]);
        let has_hidden_rows = sheets.iter().any(|sheet| !sheet.hidden_rows.is_empty());
        let has_hidden_columns = sheets.iter().any(|sheet| !sheet.hidden_columns.is_empty());
        match kind {
            FileKind::Text { .. } if is_goal_of_sheet || has_hidden_rows => FileKind::Xls,
            FileKind::Page if has_hidden_columns => FileKind::Ods,
            kind => kind,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            FileKind::Xlsx { .. } => "a.xlsx",
            FileKind::Xls => "a.xls",
            FileKind::Ods => "a.ods",
            FileKind::Page => "a.html",
            FileKind::Text { .. } => "a.csv",
        }
    }

    /// The bytes of the file. Digits are written as numbers where `has_numbers`.
    pub fn bytes(self, sheets: &[RandomSheet], has_numbers: bool) -> Vec<u8> {
        match self {
            FileKind::Xlsx { is_merged } => xlsx(sheets, has_numbers, is_merged).unwrap(),
            FileKind::Xls => xls(sheets, has_numbers),
            FileKind::Ods => ods(sheets, has_numbers),
            FileKind::Page => page(sheets).into_bytes(),
            FileKind::Text { delimiter, line_end, is_shift_jis } => {
                let text = text(&sheets[0], delimiter, line_end);
                if is_shift_jis { encoding_rs::SHIFT_JIS.encode(&text).0.into_owned() } else { text.into_bytes() }
            }
        }
    }
}

fn number(text: &str, has_numbers: bool) -> Option<f64> {
    text.parse().ok().filter(|_| has_numbers)
}

fn xlsx(sheets: &[RandomSheet], has_numbers: bool, is_merged: bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        let page = workbook.add_worksheet().set_name(&sheet.name)?;
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                match number(text, has_numbers) {
                    Some(number) => page.write_number(row, column, number)?,
                    None => page.write_string(row, column, text.as_str())?,
                };
            }
            // A text with nothing to its right and nothing else in the row runs over the table.
            if is_merged && cells.len() == 1 {
                page.merge_range(row, 0, row, 4, &cells[0], &Format::new())?;
            }
        }
        for row in &sheet.hidden_rows {
            page.set_row_hidden(u32::try_from(*row).unwrap())?;
        }
        for column in &sheet.hidden_columns {
            page.set_column_hidden(u16::try_from(*column).unwrap())?;
        }
    }
    workbook.save_to_buffer()
}

/// A workbook of Excel 97 ([MS-XLS]): the names of its sheets, and the cells of each.
fn xls(sheets: &[RandomSheet], has_numbers: bool) -> Vec<u8> {
    const BEGIN: u16 = 0x0809;
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat();
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let begin = |kind: u16| record(BEGIN, &[[0, 6], kind.to_le_bytes()].concat());
    let end = record(0x000a, &[]);
    let of_sheet = |sheet: &RandomSheet| {
        let mut bytes = begin(0x0010);
        for column in &sheet.hidden_columns {
            bytes.extend(record(0x007d, &[short(*column), short(*column), [0, 8], [15, 0], [1, 0], [0, 0]].concat()));
        }
        for row in &sheet.hidden_rows {
            bytes.extend(record(0x0208, &[&short(*row)[..], &[0; 10], &[0x20, 1, 15, 0]].concat()));
        }
        for (row, cells) in sheet.rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let place = [short(row), short(column), [15, 0]].concat();
                bytes.extend(match number(text, has_numbers) {
                    Some(number) => record(0x0203, &[&place[..], &number.to_le_bytes()].concat()),
                    None => record(0x0204, &[&place[..], &short(text.encode_utf16().count()), &[1], &wide(text)].concat()),
                });
            }
        }
        [bytes, end.clone()].concat()
    };
    let named = |sheet: &RandomSheet, start: usize| {
        let start = u32::try_from(start).unwrap().to_le_bytes();
        let letters = u8::try_from(sheet.name.encode_utf16().count()).unwrap();
        record(0x0085, &[&start[..], &[0, 0, letters, 1], &wide(&sheet.name)].concat())
    };
    let bodies: Vec<Vec<u8>> = sheets.iter().map(of_sheet).collect();
    let head = |starts: &[usize]| {
        let names: Vec<u8> = sheets.iter().zip(starts).flat_map(|(sheet, start)| named(sheet, *start)).collect();
        [begin(0x0005), names, end.clone()].concat()
    };
    let length = head(&vec![0; sheets.len()]).len();
    let starts: Vec<usize> = bodies
        .iter()
        .scan(length, |start, body| {
            let own = *start;
            *start += body.len();
            Some(own)
        })
        .collect();
    let stream = [head(&starts), bodies.concat()].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A workbook of OpenDocument.
fn ods(sheets: &[RandomSheet], has_numbers: bool) -> Vec<u8> {
    let namespaces = ["office", "table", "text"].map(|name| format!("xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"));
    let collapsed = |is_hidden: bool| if is_hidden { " table:visibility='collapse'" } else { "" };
    let cell = |text: &String| match number(text, has_numbers) {
        _ if text.is_empty() => "<table:table-cell/>".to_owned(),
        Some(number) => {
            format!("<table:table-cell office:value-type='float' office:value='{number}'><text:p>{number}</text:p></table:table-cell>")
        }
        None => {
            let lines: String = text.split('\n').map(|line| format!("<text:p>{}</text:p>", escaped(line))).collect();
            format!("<table:table-cell office:value-type='string'>{lines}</table:table-cell>")
        }
    };
    let of_sheet = |sheet: &RandomSheet| {
        let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
        let column = |column: usize| format!("<table:table-column{}/>", collapsed(sheet.hidden_columns.contains(&column)));
        let columns: String = (0..width).map(column).collect();
        let rows: String = (0..)
            .zip(&sheet.rows)
            .map(|(row, cells)| {
                let cells: String = if cells.is_empty() { "<table:table-cell/>".to_owned() } else { cells.iter().map(cell).collect() };
                format!("<table:table-row{}>{cells}</table:table-row>", collapsed(sheet.hidden_rows.contains(&row)))
            })
            .collect();
        format!("<table:table table:name='{}'>{columns}{rows}</table:table>", escaped(&sheet.name))
    };
    let tables: String = sheets.iter().map(of_sheet).collect();
    let content = format!(
        "<office:document-content {}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        namespaces.join(" ")
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(content.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A web page.
fn page(sheets: &[RandomSheet]) -> String {
    let of_sheet = |sheet: &RandomSheet| {
        let cell = |text: &String| format!("<td>{}</td>", escaped(text).replace('\n', "<br>"));
        let row = |(row, cells): (usize, &Vec<String>)| {
            let hidden = if sheet.hidden_rows.contains(&row) { " style='display: none'" } else { "" };
            format!("<tr{hidden}>{}</tr>", cells.iter().map(cell).collect::<String>())
        };
        let rows: String = sheet.rows.iter().enumerate().map(row).collect();
        format!("<table><caption>{}</caption>{rows}</table>", escaped(&sheet.name))
    };
    let tables: String = sheets.iter().map(of_sheet).collect();
    format!("<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{tables}</body></html>")
}

fn text(sheet: &RandomSheet, delimiter: char, line_end: &str) -> String {
    let field =
        |text: &String| if text.contains(['\n', '"', delimiter]) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() };
    let line = |cells: &Vec<String>| cells.iter().map(field).collect::<Vec<_>>().join(&delimiter.to_string()) + line_end;
    sheet.rows.iter().map(line).collect()
}

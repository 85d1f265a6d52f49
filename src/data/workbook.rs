//! Tables as a workbook of Excel: a sheet for each, headers that stay, filters, numbers as numbers.

use super::cell::Cell;
use super::column::{Column, ColumnKind};
use super::table::{DataTable, shown};
use crate::model::Published;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// What a cell of a workbook can hold, in units of UTF-16.
const LONGEST: usize = 32_767;
/// What a sheet can hold, with its header.
const MOST_ROWS: u32 = 1_048_576;
/// How many rows decide how wide a column is.
const LOOKED_AT: u32 = 100;
/// A little larger than with the usual 6, in half of the time.
const COMPRESSION: u8 = 3;
/// Digits that a number of Excel keeps.
const EXACT_DIGITS: usize = 15;

/// What a workbook says of itself.
pub struct Properties<'a> {
    pub title: &'a str,
    pub author: &'a str,
    /// Stands for the time of its making, so that the same content gives the same bytes.
    pub published: Option<Published>,
}

/// The formats of cells.
struct Formats {
    header: Format,
    text: Format,
    /// By the number of decimals, as many as were typed.
    numbers: Vec<Format>,
}

/// The workbook of some sheets.
pub fn workbook(sheets: impl Iterator<Item = WorkbookSheet>, properties: &Properties<'_>) -> Vec<u8> {
    // Sheets are named by us, and texts and rows are kept within what a sheet holds: nothing is left that could be refused.
    written(sheets, properties).expect("a workbook within the limits of Excel")
}

fn written(sheets: impl Iterator<Item = WorkbookSheet>, properties: &Properties<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(COMPRESSION);
    let created = properties.published.and_then(date).map_or_else(|| ExcelDateTime::from_ymd(1980, 1, 1), Ok)?;
    let about = DocProperties::new().set_title(properties.title).set_author(properties.author).set_creation_datetime(&created);
    workbook.set_properties(&about);
    for sheet in sheets {
        workbook.push_worksheet(sheet.finished()?);
    }
    workbook.save_to_buffer()
}

/// A month stands for its first day.
fn date(published: Published) -> Option<ExcelDateTime> {
    let part = |number: i32| u8::try_from(number).ok();
    ExcelDateTime::from_ymd(published.year.try_into().ok()?, part(published.month)?, part(published.day.unwrap_or(1))?).ok()
}

impl Formats {
    fn new() -> Formats {
        let header = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin);
        let pattern = |decimals: usize| if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
        let numbers = (0..=6).map(|decimals| Format::new().set_num_format(pattern(decimals)).set_align(FormatAlign::Top));
        Formats {
            header: header.set_background_color("E8EDF3"),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            numbers: numbers.collect(),
        }
    }

    /// That of a column: its texts and whole numbers are written without one of their own.
    fn of(&self, column: &Column) -> &Format {
        match column.kind {
            ColumnKind::Integer | ColumnKind::Number => &self.numbers[0],
            ColumnKind::Text | ColumnKind::Id | ColumnKind::Code | ColumnKind::Date | ColumnKind::Fraction | ColumnKind::Choice(_) => {
                &self.text
            }
        }
    }

    /// That of a number with decimals.
    fn number(&self, digits: &str) -> Option<&Format> {
        let (_, decimals) = digits.split_once('.')?;
        self.numbers.get(decimals.len()).or(self.numbers.last())
    }
}

/// A sheet that grows row by row.
pub struct WorkbookSheet {
    sheet: Worksheet,
    formats: Formats,
    /// The columns with the positions of their cells.
    columns: Vec<(usize, Column)>,
    /// How wide what stands in each column is, as far as it has been looked at.
    widths: Vec<usize>,
    /// How many rows there are, with the header.
    rows: u32,
}

impl WorkbookSheet {
    /// A sheet with its header.
    pub fn new(subject: DataTable) -> WorkbookSheet {
        let columns: Vec<(usize, Column)> = shown(&subject.columns()).map(|(position, column)| (position, *column)).collect();
        let mut sheet = Worksheet::new();
        // Our own names and headers are within the limits of a sheet.
        let named = sheet.set_name(subject.titles().0).map(drop);
        let formats = Formats::new();
        let headed = (0..).zip(&columns).try_for_each(|(at, (_, column))| {
            sheet.set_column_format(at, formats.of(column))?;
            sheet.write_string_with_format(0, at, column.header, &formats.header).map(drop)
        });
        named.and(headed).expect("a header within the limits of Excel");
        let widths = columns.iter().map(|(_, column)| column.header.width()).collect();
        WorkbookSheet { sheet, formats, columns, widths, rows: 1 }
    }

    /// One row more; left out where a sheet has no room for it.
    pub fn add(&mut self, row: &[Cell]) {
        if self.rows >= MOST_ROWS {
            return;
        }
        // Every other cell first: the library keeps cells in a tree whose nodes stay half empty where they only ever grow at the end.
        let columns = || (0..).zip(&self.columns);
        for (at, (position, _)) in columns().step_by(2).chain(columns().skip(1).step_by(2)) {
            self.formats
                .write(&mut self.sheet, CellPosition { line: self.rows, column: at }, &row[*position])
                .expect("a cell within the limits of Excel");
        }
        if self.rows <= LOOKED_AT {
            for (width, (position, _)) in self.widths.iter_mut().zip(&self.columns) {
                *width = (*width).max(places(&row[*position]));
            }
        }
        self.rows += 1;
    }

    /// With the widths of its columns, a header that stays, and filters.
    fn finished(mut self) -> Result<Worksheet, XlsxError> {
        for (at, ((_, column), widest)) in (0..).zip(self.columns.iter().zip(&self.widths)) {
            self.sheet.set_column_width(at, width(column, *widest))?;
        }
        self.sheet.set_freeze_panes(1, 0)?;
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or_default();
        self.sheet.autofilter(0, 0, self.rows - 1, last)?;
        Ok(self.sheet)
    }
}

/// Where a cell is in its sheet.
#[derive(Clone, Copy)]
struct CellPosition {
    line: u32,
    column: u16,
}

impl Formats {
    /// A text or a whole number has the format of its column.
    fn write(&self, sheet: &mut Worksheet, CellPosition { line, column }: CellPosition, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => drop(sheet.write_string(line, column, shortened(text))?),
            Cell::Number(digits) => match exact(digits) {
                Some(number) => match self.number(digits) {
                    Some(format) => drop(sheet.write_number_with_format(line, column, number, format)?),
                    None => drop(sheet.write_number(line, column, number)?),
                },
                None => drop(sheet.write_string(line, column, digits)?),
            },
        }
        Ok(())
    }
}

/// The number, where Excel keeps all of its digits; one with more is written as text.
fn exact(digits: &str) -> Option<f64> {
    let significant = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    digits.parse().ok().filter(|_| significant <= EXACT_DIGITS)
}

/// The text as far as a cell can hold it.
fn shortened(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// How many places a cell takes; a full-width letter takes two.
fn places(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Number(text) => text.width(),
    }
}

/// Wide enough for what stands in the column, within reason.
fn width(column: &Column, widest: usize) -> f64 {
    let most = match column.kind {
        ColumnKind::Text | ColumnKind::Choice(_) => 44,
        ColumnKind::Id | ColumnKind::Code | ColumnKind::Date | ColumnKind::Integer | ColumnKind::Number | ColumnKind::Fraction => 36,
    };
    // Two places more for the arrow of the filter.
    f64::from(u32::try_from(widest.clamp(6, most)).unwrap_or(6) + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_more_digits_than_excel_keeps_are_no_numbers() {
        assert_eq!(exact("123456789012.345"), Some(123_456_789_012.345));
        assert_eq!(exact("-0.000001"), Some(-0.000_001));
        assert_eq!(exact("1234567890123456"), None);
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        let long = "𠮷".repeat(20_000);
        assert_eq!(shortened(&long).encode_utf16().count(), 32_766);
        assert_eq!(shortened("短い"), "短い");
    }
}

//! Tables as a workbook of Excel: a sheet for each, headers that stay, filters, numbers as numbers.

use super::cell::Cell;
use super::column::{Column, Kind};
use super::table::Table;
use crate::model::Published;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// What a cell of a workbook can hold, in units of UTF-16.
const LONGEST: usize = 32_767;
/// What a sheet can hold, with its header.
const MOST_ROWS: usize = 1_048_576;
/// How many rows decide how wide a column is.
const LOOKED_AT: usize = 100;
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

/// The workbook of some tables.
pub fn workbook(tables: &[&Table], properties: &Properties<'_>) -> Vec<u8> {
    // Sheets are named by us, and texts and rows are kept within what a sheet holds: nothing is left that could be refused.
    written(tables, properties).expect("a workbook within the limits of Excel")
}

fn written(tables: &[&Table], properties: &Properties<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = properties.published.and_then(date).map_or_else(|| ExcelDateTime::from_ymd(1980, 1, 1), Ok)?;
    let about = DocProperties::new().set_title(properties.title).set_author(properties.author).set_creation_datetime(&created);
    workbook.set_properties(&about);
    let formats = Formats::new();
    for table in tables {
        sheet(workbook.add_worksheet(), table, &formats)?;
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

    fn number(&self, digits: &str) -> &Format {
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        &self.numbers[decimals.min(self.numbers.len() - 1)]
    }
}

fn sheet(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(table.subject.titles().0)?;
    let rows = &table.rows[..table.rows.len().min(MOST_ROWS - 1)];
    let mut last = 0;
    for (at, (position, column)) in (0_u16..).zip(table.shown()) {
        sheet.write_string_with_format(0, at, column.header, &formats.header)?;
        sheet.set_column_width(at, width(column, rows.iter().take(LOOKED_AT).map(|row| &row[position])))?;
        for (line, row) in (1_u32..).zip(rows) {
            cell(sheet, (line, at), (&row[position], formats))?;
        }
        last = at;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, u32::try_from(rows.len()).unwrap_or_default(), last)?;
    Ok(())
}

fn cell(sheet: &mut Worksheet, (line, at): (u32, u16), (cell, formats): (&Cell, &Formats)) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => drop(sheet.write_string_with_format(line, at, shortened(text), &formats.text)?),
        Cell::Number(digits) => match exact(digits) {
            Some(number) => drop(sheet.write_number_with_format(line, at, number, formats.number(digits))?),
            None => drop(sheet.write_string_with_format(line, at, digits, &formats.text)?),
        },
    }
    Ok(())
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

/// Wide enough for what stands in the column, within reason; a full-width letter takes two places.
fn width<'a>(column: &Column, cells: impl Iterator<Item = &'a Cell>) -> f64 {
    let places = |cell: &Cell| match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Number(text) => text.width(),
    };
    let most = match column.kind {
        Kind::Text | Kind::Choice(_) => 44,
        Kind::Id | Kind::Code | Kind::Date | Kind::Integer | Kind::Number | Kind::Fraction => 36,
    };
    let widest = cells.map(places).max().unwrap_or(0).max(column.header.width());
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

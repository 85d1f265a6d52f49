//! Workbooks (.xlsx): every sheet as a table, with the cached values of formulas, and merged cells filled in.

use super::table::{CellContent, MOST_CELLS, MOST_ROWS, ReadBudget, SheetTable, TableOrigin};
use crate::error::TableProblem;
use calamine::{Cell, DataRef, Dimensions, Reader, SheetType, Style, Xlsx, XlsxError};
use std::io::Cursor;

/// Most sheets of a workbook: many of them can stand for the same part, which is read for each.
const MOST_SHEETS: usize = 200;
/// Digits of a number that a spreadsheet keeps; what follows is the noise of binary arithmetic.
const DIGITS: usize = 15;
/// Most decimals that a number format adds.
const MOST_DECIMALS: usize = 6;

/// The sheets of a workbook in their order. Hidden rows and sheets are read as well: a filter hides what was filled in.
///
/// # Errors
///
/// [`TableProblem`] where it is damaged, encrypted or too large.
pub fn tables(file: &str, bytes: Vec<u8>) -> Result<Vec<SheetTable>, TableProblem> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(trouble)?;
    let sheets: Vec<String> =
        workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect();
    if sheets.len() > MOST_SHEETS {
        return Err(TableProblem::TooManySheets { most: MOST_SHEETS });
    }
    let mut budget = ReadBudget::default();
    let mut tables = Vec::new();
    for (position, sheet) in sheets.into_iter().enumerate() {
        let merged = workbook.merge_cells_by_sheet_name(&sheet).map_err(trouble)?;
        let mut table = SheetTable {
            file: file.to_owned(),
            sheet: Some((position, sheet.clone())),
            origin: TableOrigin::Workbook,
            rows: Default::default(),
        };
        read(&mut workbook, &mut table, &mut budget)?;
        for region in merged {
            fill(&mut table, region, &mut budget)?;
        }
        tables.push(table);
    }
    Ok(tables)
}

fn read(workbook: &mut Xlsx<Cursor<Vec<u8>>>, table: &mut SheetTable, budget: &mut ReadBudget) -> Result<(), TableProblem> {
    let name = table.sheet.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(trouble)?;
    let formats: Vec<NumberFormat> = cells.styles().iter().map(NumberFormat::of).collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(trouble)? {
        let Some(content) = content(&cell, formats.get(style).copied().unwrap_or_default()) else { continue };
        let (row, column) = cell.get_position();
        if row >= MOST_ROWS {
            return Err(TableProblem::TooManyRows { most: MOST_ROWS });
        }
        if !budget.take(content.text().len()) {
            return Err(TableProblem::TooManyCells { most: MOST_CELLS });
        }
        table.rows.entry(row).or_default().insert(column, content);
    }
    Ok(())
}

/// What the first cell of a merged region holds, in all its cells, as far as the table reaches.
fn fill(table: &mut SheetTable, region: Dimensions, budget: &mut ReadBudget) -> Result<(), TableProblem> {
    let Some(first) = table.get(region.start.0, region.start.1).cloned() else { return Ok(()) };
    let last_row = table.rows.keys().next_back().copied().unwrap_or(0).min(region.end.0);
    let last_column = table.rows.values().filter_map(|row| row.keys().next_back()).max().copied().unwrap_or(0).min(region.end.1);
    for row in region.start.0..=last_row {
        for column in region.start.1..=last_column {
            if !budget.take(first.text().len()) {
                return Err(TableProblem::TooManyCells { most: MOST_CELLS });
            }
            table.rows.entry(row).or_default().entry(column).or_insert_with(|| first.clone());
        }
    }
    Ok(())
}

/// What a number format shows of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct NumberFormat {
    percent: bool,
    decimals: usize,
}

impl NumberFormat {
    /// `0.00` shows two decimals, `0%` a hundredfold with its sign; what stands in quotation marks is only shown.
    fn of(style: &Style) -> NumberFormat {
        let code = style.number_format.as_ref().map(|format| format.format_code.as_str()).unwrap_or_default();
        let first = code.split(';').next().unwrap_or_default();
        let plain: String = first.split('"').step_by(2).collect();
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.chars().take_while(|digit| *digit == '0').count());
        NumberFormat { percent: plain.contains('%'), decimals: decimals.min(MOST_DECIMALS) }
    }

    /// The digits of a number as they are shown, but none of them lost.
    fn digits(self, number: f64) -> String {
        let shown = if self.percent { number * 100.0 } else { number };
        let digits = padded(&digits(shown), self.decimals);
        if self.percent { format!("{digits}%") } else { digits }
    }
}

/// The shortest digits of a number; at most 15 of them, as a spreadsheet has them.
fn digits(number: f64) -> String {
    let rounded: f64 = format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number);
    let text = rounded.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

fn padded(digits: &str, decimals: usize) -> String {
    let have = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match decimals.saturating_sub(have) {
        0 => digits.to_owned(),
        missing => format!("{digits}{}{}", if have == 0 { "." } else { "" }, "0".repeat(missing)),
    }
}

fn content(cell: &Cell<DataRef<'_>>, format: NumberFormat) -> Option<CellContent> {
    let content = match cell.get_value() {
        DataRef::Empty => return None,
        DataRef::String(text) => CellContent::Text(text.clone()),
        DataRef::SharedString(text) => CellContent::Text((*text).to_owned()),
        DataRef::Int(number) => CellContent::Number(padded(&number.to_string(), format.decimals)),
        DataRef::Float(number) => CellContent::Number(format.digits(*number)),
        DataRef::DateTime(date) => CellContent::Date(digits(date.as_f64())),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => CellContent::Other(text.clone()),
        DataRef::Bool(truth) => CellContent::Other(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::Error(error) => CellContent::Other(error.to_string()),
    };
    (!content.text().trim().is_empty()).then_some(content)
}

fn trouble(error: XlsxError) -> TableProblem {
    match error {
        XlsxError::Password => TableProblem::Encrypted,
        other => TableProblem::Broken { why: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_a_spreadsheet_shows() {
        assert_eq!([0.1 + 0.2, 1.6, 147.0, 1e15, -0.0, 308.4].map(digits), ["0.3", "1.6", "147", "1000000000000000", "0", "308.4"]);
        assert_eq!(
            [("1.6", 2), ("147", 1), ("1.605", 2), ("5", 0)].map(|(text, decimals)| padded(text, decimals)),
            ["1.60", "147.0", "1.605", "5"]
        );
    }

    #[test]
    fn a_percentage_is_read_as_it_is_shown() {
        assert_eq!(NumberFormat { percent: true, decimals: 1 }.digits(0.125), "12.5%");
        assert_eq!(NumberFormat { percent: true, decimals: 0 }.digits(0.07), "7%");
    }
}

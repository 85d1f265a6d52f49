//! Workbooks (.xlsx): every sheet as a table, with the cached values of formulas, numbers as they are shown, and merged cells filled in.

use super::number_format::{NumberFormat, digits};
use super::table::{CellContent, MOST_CELLS, MOST_ROWS, ReadBudget, SheetTable, TableOrigin};
use crate::error::TableProblem;
use calamine::{Cell, DataRef, Dimensions, Reader, SheetType, Xlsx, XlsxError};
use std::io::Cursor;

/// Most sheets of a workbook: many of them can stand for the same part, which is read for each.
const MOST_SHEETS: usize = 200;

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
            is_turned: false,
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
    let unknown = NumberFormat::default();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(trouble)? {
        let Some(content) = content(&cell, formats.get(style).unwrap_or(&unknown)) else { continue };
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

fn content(cell: &Cell<DataRef<'_>>, format: &NumberFormat) -> Option<CellContent> {
    let content = match cell.get_value() {
        DataRef::Empty => return None,
        DataRef::String(text) => CellContent::Text(text.clone()),
        DataRef::SharedString(text) => CellContent::Text((*text).to_owned()),
        DataRef::Int(number) => {
            i32::try_from(*number).map_or(CellContent::Number(number.to_string()), |whole| number_as_shown(whole.into(), format))
        }
        DataRef::Float(number) => number_as_shown(*number, format),
        DataRef::DateTime(date) => CellContent::Date(digits(date.as_f64())),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => CellContent::Other(text.clone()),
        DataRef::Bool(truth) => CellContent::Other(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::Error(error) => CellContent::Other(error.to_string()),
    };
    (!content.text().trim().is_empty()).then_some(content)
}

fn number_as_shown(number: f64, format: &NumberFormat) -> CellContent {
    let shown = format.shown(number);
    match format.rounds(number) {
        true => CellContent::Rounded { shown, held: digits(number) },
        false => CellContent::Number(shown),
    }
}

fn trouble(error: XlsxError) -> TableProblem {
    match error {
        XlsxError::Password => TableProblem::Encrypted,
        other => TableProblem::Broken { why: other.to_string() },
    }
}

//! Workbooks (.xlsx, .xlsm): every sheet as a table, with the cached values of formulas, numbers as they are shown, and merged cells filled in.

pub mod sheet_parts;

use super::hidden::HiddenLines;
use super::number_format::{NumberFormat, digits};
use super::table::{CellContent, MergedCells, ReadBudget, SheetTable, TableOrigin};
use crate::error::TableProblem;
use calamine::{Cell, DataRef, Dimensions, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;

pub use sheet_parts::{FOLDER, WORKBOOK};

use sheet_parts::SheetParts;

/// Most sheets of a workbook: many of them can stand for the same part, which is read for each.
pub const MOST_SHEETS: usize = 200;

/// The sheets of a workbook in their order.
///
/// # Errors
///
/// [`TableProblem`] where it is damaged, encrypted or too large.
pub fn tables(file: &str, bytes: Vec<u8>) -> Result<Vec<SheetTable>, TableProblem> {
    let parts = SheetParts::read(&bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes.as_slice())).map_err(trouble)?;
    let sheets: Vec<Sheet> = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    if sheets.len() > MOST_SHEETS {
        return Err(TableProblem::TooManySheets { most: MOST_SHEETS });
    }
    let mut budget = ReadBudget::default();
    let mut tables = Vec::new();
    for (position, sheet) in sheets.into_iter().enumerate() {
        let merged: Vec<MergedCells> = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(trouble)?.iter().map(merged).collect();
        let mut table = SheetTable::new(file, Some((position, sheet.name.clone())), TableOrigin::Workbook);
        read(&mut workbook, &mut table, &mut budget)?;
        table.fill(&merged, &mut budget)?;
        let lines = parts.hidden_lines(&bytes, &sheet.name)?;
        table.hide(&HiddenLines { is_sheet: sheet.visible != SheetVisible::Visible, ..lines });
        tables.push(table);
    }
    Ok(tables)
}

fn merged(region: &Dimensions) -> MergedCells {
    MergedCells { first: region.start, last: region.end }
}

fn read(workbook: &mut Xlsx<Cursor<&[u8]>>, table: &mut SheetTable, budget: &mut ReadBudget) -> Result<(), TableProblem> {
    let name = table.sheet.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(trouble)?;
    let formats: Vec<NumberFormat> = cells.styles().iter().map(NumberFormat::of).collect();
    let unknown = NumberFormat::default();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(trouble)? {
        let Some(content) = content(&cell, formats.get(style).unwrap_or(&unknown)) else { continue };
        let (row, column) = cell.get_position();
        table.put(row, column, content, budget)?;
    }
    Ok(())
}

fn content(cell: &Cell<DataRef<'_>>, format: &NumberFormat) -> Option<CellContent> {
    let content = match cell.get_value() {
        DataRef::Empty => return None,
        DataRef::String(text) => CellContent::Text(text.clone()),
        DataRef::SharedString(text) => CellContent::Text((*text).to_owned()),
        DataRef::Int(number) => {
            i32::try_from(*number).map_or(CellContent::Number(number.to_string()), |whole| format.content(whole.into()))
        }
        DataRef::Float(number) => format.content(*number),
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

//! Workbooks of Excel 97 to 2003 (.xls): the records of [MS-XLS], as far as cells, their number formats, merged cells and hidden lines go.

mod cells;
mod globals;
mod record;

use super::table::{ReadBudget, SheetTable, TableOrigin};
use super::workbook::MOST_SHEETS;
use crate::error::TableProblem;
use cells::SheetCells;
use globals::Globals;
use std::io::{Cursor, Read};

/// Where the records stand in a file of Excel 97 to 2003, and in one of Excel 5.0 and 95.
const STREAM: &str = "/Workbook";
const OLDER_STREAM: &str = "/Book";

/// The sheets of a workbook in their order.
///
/// # Errors
///
/// [`TableProblem`] where it is damaged, encrypted, too large, or of an older Excel.
pub fn tables(file: &str, bytes: &[u8]) -> Result<Vec<SheetTable>, TableProblem> {
    let stream = stream(bytes)?;
    let globals = Globals::read(&stream)?;
    if globals.sheets.len() > MOST_SHEETS {
        return Err(TableProblem::TooManySheets { most: MOST_SHEETS });
    }
    let mut budget = ReadBudget::default();
    let mut tables = Vec::new();
    let mut left = stream.len();
    for (position, sheet) in globals.sheets.iter().enumerate() {
        let records = stream.get(sheet.start..).ok_or_else(|| damaged("a sheet outside of the file"))?;
        let mut cells = SheetCells::new(SheetTable::new(file, Some((position, sheet.name.clone())), TableOrigin::Workbook), &globals);
        left = left.checked_sub(cells.read(records, &mut budget)?).ok_or_else(|| damaged("sheets that overlap"))?;
        tables.push(cells.finish(sheet.is_hidden, &mut budget)?);
    }
    Ok(tables)
}

/// The records of the workbook.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, TableProblem> {
    let broken = |error: std::io::Error| TableProblem::Broken { why: error.to_string() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    if !file.is_stream(STREAM) {
        return Err(if file.is_stream(OLDER_STREAM) { TableProblem::OldWorkbook } else { TableProblem::OtherFormat });
    }
    let mut stream = Vec::new();
    let most = bytes.len() as u64;
    file.open_stream(STREAM).map_err(broken)?.take(most).read_to_end(&mut stream).map_err(broken)?;
    Ok(stream)
}

fn damaged(why: &str) -> TableProblem {
    TableProblem::Broken { why: why.to_owned() }
}

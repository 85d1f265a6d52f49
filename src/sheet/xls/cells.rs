//! The cells of one sheet of a workbook ([MS-XLS] 2.1.7.20.5).

use super::damaged;
use super::globals::{CellFormat, Globals};
use super::record::{BEGIN, END, Records, XlsRecord};
use crate::error::TableProblem;
use crate::sheet::hidden::{HiddenLines, LineRanges};
use crate::sheet::number_format::{NumberFormat, digits};
use crate::sheet::table::{CellContent, MergedCells, ReadBudget, SheetTable};

const FORMULA: u16 = 0x0006;
const COLUMNS: u16 = 0x007d;
const NUMBERS: u16 = 0x00bd;
const RICH_TEXT: u16 = 0x00d6;
const MERGED: u16 = 0x00e5;
const TEXT: u16 = 0x00fd;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const TRUTH_OR_ERROR: u16 = 0x0205;
const TEXT_OF_FORMULA: u16 = 0x0207;
const ROW: u16 = 0x0208;
const SHORT_NUMBER: u16 = 0x027e;

/// Days between the beginnings of the two counts of days.
const DAYS_TO_1904: f64 = 1462.0;
/// Errors by their numbers ([MS-XLS] 2.5.10).
const ERRORS: [(u8, &str); 7] =
    [(0x00, "#NULL!"), (0x07, "#DIV/0!"), (0x0f, "#VALUE!"), (0x17, "#REF!"), (0x1d, "#NAME?"), (0x24, "#NUM!"), (0x2a, "#N/A")];

/// The cells as far as they were read.
pub struct SheetCells<'a> {
    table: SheetTable,
    globals: &'a Globals,
    merged: Vec<MergedCells>,
    rows: Vec<(u32, u32)>,
    columns: Vec<(u32, u32)>,
    /// Where the last formula stands whose text comes behind it.
    formula: Option<CellAddress>,
}

#[derive(Clone, Copy)]
struct CellAddress {
    row: u32,
    column: u32,
}

impl<'a> SheetCells<'a> {
    pub fn new(table: SheetTable, globals: &'a Globals) -> SheetCells<'a> {
        SheetCells { table, globals, merged: Vec::new(), rows: Vec::new(), columns: Vec::new(), formula: None }
    }

    /// Reads the records of a sheet up to its end, and gives their bytes; the records of charts within it are passed over.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where they are damaged, or rows or cells too many.
    pub fn read(&mut self, bytes: &[u8], budget: &mut ReadBudget) -> Result<usize, TableProblem> {
        let mut depth = 0_usize;
        let mut records = Records::new(bytes);
        for record in records.by_ref() {
            let mut record = record?;
            match record.kind {
                BEGIN => depth += 1,
                _ if depth == 0 => return Err(damaged("no beginning of a sheet")),
                END if depth == 1 => break,
                END => depth -= 1,
                _ if depth == 1 => self.look_at(&mut record, budget)?,
                _ => {}
            }
        }
        Ok(bytes.len() - records.left())
    }

    fn look_at(&mut self, record: &mut XlsRecord<'_>, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        match record.kind {
            ROW => self.row(record),
            COLUMNS => self.column(record),
            MERGED => self.merge(record),
            NUMBERS => self.numbers(record, budget),
            TEXT_OF_FORMULA => match self.formula.take() {
                Some(address) => self.put(address, CellContent::Text(record.text()?), budget),
                None => Ok(()),
            },
            FORMULA | TEXT | LABEL | RICH_TEXT | NUMBER | SHORT_NUMBER | TRUTH_OR_ERROR => {
                let address = CellAddress { row: record.short()?.into(), column: record.short()?.into() };
                let style = record.short()?;
                let content = match record.kind {
                    FORMULA => self.result(address, style, record.eight()?),
                    TEXT => {
                        let number = record.long()? as usize;
                        Some(CellContent::Text(self.globals.texts.get(number).ok_or_else(|| damaged("a text that is not there"))?.clone()))
                    }
                    LABEL | RICH_TEXT => Some(CellContent::Text(record.text()?)),
                    NUMBER => Some(self.number(style, f64::from_le_bytes(record.eight()?))),
                    SHORT_NUMBER => Some(self.number(style, short_number(record.long()?))),
                    _ => Some(truth_or_error(record.byte()?, record.byte()? == 1)),
                };
                content.map_or(Ok(()), |content| self.put(address, content, budget))
            }
            _ => Ok(()),
        }
    }

    fn put(&mut self, address: CellAddress, content: CellContent, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        if content.text().trim().is_empty() {
            return Ok(());
        }
        self.table.put(address.row, address.column, content, budget)
    }

    /// 2.4.221
    fn row(&mut self, record: &mut XlsRecord<'_>) -> Result<(), TableProblem> {
        let row = u32::from(record.short()?);
        record.skip(10)?;
        if record.byte()? & 0x20 != 0 {
            self.rows.push((row, row));
        }
        Ok(())
    }

    /// 2.4.53
    fn column(&mut self, record: &mut XlsRecord<'_>) -> Result<(), TableProblem> {
        let (first, last) = (record.short()?, record.short()?);
        record.skip(4)?;
        if record.short()? & 1 != 0 {
            self.columns.push((first.into(), last.into()));
        }
        Ok(())
    }

    /// 2.4.168
    fn merge(&mut self, record: &mut XlsRecord<'_>) -> Result<(), TableProblem> {
        for _ in 0..record.short()? {
            let rows = (record.short()?, record.short()?);
            let columns = (record.short()?, record.short()?);
            self.merged.push(MergedCells { first: (rows.0.into(), columns.0.into()), last: (rows.1.into(), columns.1.into()) });
        }
        Ok(())
    }

    /// Numbers side by side (2.4.175).
    fn numbers(&mut self, record: &mut XlsRecord<'_>, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        let count = record.length().saturating_sub(6) / 6;
        let (row, first) = (record.short()?, record.short()?);
        for column in (u32::from(first)..).take(count) {
            let content = self.number(record.short()?, short_number(record.long()?));
            self.put(CellAddress { row: row.into(), column }, content, budget)?;
        }
        Ok(())
    }

    fn number(&self, style: u16, number: f64) -> CellContent {
        match self.globals.format(style) {
            Some(CellFormat::Date) => CellContent::Date(digits(if self.globals.from_1904 { number + DAYS_TO_1904 } else { number })),
            Some(CellFormat::Number(format)) => format.content(number),
            None => NumberFormat::default().content(number),
        }
    }

    /// The saved value of a formula (2.5.133); a text comes in a record behind it.
    fn result(&mut self, address: CellAddress, style: u16, value: [u8; 8]) -> Option<CellContent> {
        self.formula = None;
        match value {
            [0, _, _, _, _, _, 0xff, 0xff] => {
                self.formula = Some(address);
                None
            }
            [1, _, truth, _, _, _, 0xff, 0xff] => Some(truth_or_error(truth, false)),
            [2, _, error, _, _, _, 0xff, 0xff] => Some(truth_or_error(error, true)),
            [_, _, _, _, _, _, 0xff, 0xff] => None,
            number => Some(self.number(style, f64::from_le_bytes(number))),
        }
    }

    /// The finished table.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where cells are too many.
    pub fn finish(mut self, is_hidden: bool, budget: &mut ReadBudget) -> Result<SheetTable, TableProblem> {
        self.table.fill(&self.merged, budget)?;
        let (rows, columns) = (LineRanges::new(self.rows), LineRanges::new(self.columns));
        self.table.hide(&HiddenLines { is_sheet: is_hidden, rows, columns });
        Ok(self.table)
    }
}

/// A number in four bytes: the first of a long one, or a whole number, each perhaps divided by 100 (2.5.217).
fn short_number(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 1 { number / 100.0 } else { number }
}

fn truth_or_error(value: u8, is_error: bool) -> CellContent {
    let error = || ERRORS.iter().find(|(number, _)| *number == value).map_or("#N/A", |(_, error)| error);
    let text = match (is_error, value) {
        (true, _) => error(),
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
    };
    CellContent::Other(text.to_owned())
}

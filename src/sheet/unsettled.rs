//! Rows that were not taken, and the workbook in which a person settles them.

use super::recognise::{SheetField, SheetRow, YearsOf};
use super::table::CellContent;
use super::words::{self, SheetColumn};
use crate::diagnostic::{Fault, Place};
use crate::error::Error;
use crate::model::year::parse_year;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// What stands above the value as it was written; no column of results.
const WRITTEN: &str = "表の値";
/// What stands above the years of results in the rows of a plan.
const YEAR_OF_RESULTS: &str = "実績年度";
/// What stands above the reasons.
pub const REASON: &str = "取り込めなかった理由";
/// Headings of the workbook that say nothing to an import.
pub const HEADINGS: [&str; 2] = [WRITTEN, REASON];

/// A row with a conflict.
#[derive(Clone, Debug)]
pub struct UnsettledRow {
    pub row: SheetRow,
    /// The row is one of several of its indicator, and what their years belong to.
    pub years: Option<YearsOf>,
    pub faults: Vec<Fault>,
}

/// What the rows are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsettledKind {
    /// The value goes beside an empty column for the right one.
    Results,
    Plan,
}

impl UnsettledRow {
    /// Whether one of its cells is at one of these places.
    pub fn has_cell(row: &SheetRow, places: &BTreeSet<usize>) -> bool {
        row.values().any(|field| matches!(&field.place, Place::Cell(cell) if places.contains(&cell.position())))
    }
}

/// A workbook with the rows, which can be imported again once it is filled in, and below them the notes to which marks in them lead.
/// `reason` gives the words of a fault.
///
/// # Errors
///
/// [`Error::File`] where the workbook cannot be made.
pub fn workbook(
    rows: &[UnsettledRow],
    kind: UnsettledKind,
    footnotes: &BTreeMap<String, String>,
    reason: impl Fn(&Fault) -> String,
) -> Result<Vec<u8>, Error> {
    let failed = |error: XlsxError| Error::file(crate::error::Action::Write, Path::new("xlsx"), io::Error::other(error));
    let mut workbook = Workbook::new();
    for sheet_rows in of_sheets(rows) {
        let sheet = workbook.add_worksheet();
        fill(sheet, &sheet_rows, kind, &reason).map_err(failed)?;
        let below = u32::try_from(sheet_rows.len() + 1).unwrap_or(u32::MAX);
        for (line, (mark, text)) in (below..).zip(footnotes) {
            sheet.write_string(line, 0, format!("{mark} {text}")).map_err(failed)?;
        }
    }
    workbook.save_to_buffer().map_err(failed)
}

/// What the rows of a sheet have alike: a heading would mean two things in a sheet of several of these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum RowShape {
    OneTarget,
    /// The targets of several years stand beside each other.
    TargetsByYear,
    /// An indicator has a row for each year.
    RowsByYear(YearsOf),
}

/// The rows by their shapes, each of which gets a sheet.
fn of_sheets(rows: &[UnsettledRow]) -> Vec<Vec<UnsettledRow>> {
    let shape = |unsettled: &UnsettledRow| match unsettled.years {
        Some(years) => RowShape::RowsByYear(years),
        None if unsettled.row.keys().any(|column| matches!(column, SheetColumn::YearlyTarget(_))) => RowShape::TargetsByYear,
        None => RowShape::OneTarget,
    };
    let mut sheets: BTreeMap<RowShape, Vec<UnsettledRow>> = BTreeMap::new();
    rows.iter().for_each(|row| sheets.entry(shape(row)).or_default().push(row.clone()));
    let sheets = sheets.into_iter().map(|(shape, rows)| if shape == RowShape::TargetsByYear { by_year(rows) } else { rows });
    sheets.collect()
}

fn fill(sheet: &mut Worksheet, rows: &[UnsettledRow], kind: UnsettledKind, reason: impl Fn(&Fault) -> String) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let mut columns: BTreeSet<SheetColumn> = rows.iter().flat_map(|unsettled| unsettled.row.keys().copied().map(own)).collect();
    columns.extend([SheetColumn::Id, SheetColumn::Name]);
    for (position, column) in (0..).zip(&columns) {
        let heading = heading(*column, kind, rows.iter().find_map(|unsettled| unsettled.years));
        sheet.write_string_with_format(0, position, heading, &bold)?;
        sheet.set_column_width(position, if *column == SheetColumn::Name { 40 } else { 14 })?;
    }
    let next = u16::try_from(columns.len()).unwrap_or(u16::MAX - 2);
    if kind == UnsettledKind::Results {
        sheet.write_string_with_format(0, next, words::usual(SheetColumn::Value), &bold)?;
    }
    sheet.write_string_with_format(0, next + 1, REASON, &bold)?;
    sheet.set_column_width(next + 1, 80)?;
    for (line, unsettled) in (1..).zip(rows) {
        for (position, column) in (0..).zip(&columns) {
            if let Some(field) = field(&unsettled.row, *column) {
                write(sheet, line, position, field)?;
            }
        }
        let reasons: Vec<String> = unsettled.faults.iter().map(&reason).collect();
        sheet.write_string(line, next + 1, reasons.join("\n"))?;
    }
    sheet.set_freeze_panes(1, 0).map(drop)
}

/// The rows with their last targets in a column of its year, as those of the years before are: only so are both told apart by their
/// headings.
fn by_year(rows: Vec<UnsettledRow>) -> Vec<UnsettledRow> {
    let moved = |mut unsettled: UnsettledRow| {
        let row = &mut unsettled.row;
        let years = [SheetColumn::TargetYear, SheetColumn::TargetHeadingYear];
        let said = years.into_iter().find_map(|column| Some((column, parse_year(row.get(&column)?.content.text().trim())?)));
        if let Some((column, year)) = said {
            row.remove(&column);
            let target = row.remove(&SheetColumn::Target);
            row.extend(target.map(|target| (SheetColumn::YearlyTarget(year), target)));
        }
        unsettled
    };
    rows.into_iter().map(moved).collect()
}

/// The column that years of headings go into: that of the rows.
fn own(column: SheetColumn) -> SheetColumn {
    match column {
        SheetColumn::BaselineHeadingYear => SheetColumn::BaselineYear,
        SheetColumn::TargetHeadingYear => SheetColumn::TargetYear,
        other => other,
    }
}

fn field(row: &SheetRow, column: SheetColumn) -> Option<&SheetField> {
    let of_heading = match column {
        SheetColumn::BaselineYear => row.get(&SheetColumn::BaselineHeadingYear),
        SheetColumn::TargetYear => row.get(&SheetColumn::TargetHeadingYear),
        _ => None,
    };
    row.get(&column).or(of_heading)
}

fn heading(column: SheetColumn, kind: UnsettledKind, years: Option<YearsOf>) -> String {
    match (column, kind) {
        (SheetColumn::Year, _) if years == Some(YearsOf::Results) => YEAR_OF_RESULTS.to_owned(),
        (SheetColumn::Value, UnsettledKind::Results) => WRITTEN.to_owned(),
        (SheetColumn::YearlyTarget(year), _) => format!("{}（{year}）", words::usual(column)),
        _ => words::usual(column).to_owned(),
    }
}

/// A number stays one; everything else is text as it was written.
fn write(sheet: &mut Worksheet, line: u32, position: u16, field: &SheetField) -> Result<(), XlsxError> {
    match (&field.content, field.content.text().parse::<f64>()) {
        (CellContent::Number(_), Ok(number)) => sheet.write_number(line, position, number).map(drop),
        _ => sheet.write_string(line, position, field.content.text()).map(drop),
    }
}

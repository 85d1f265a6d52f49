//! The report of an import: the sheets as they were, cell by cell, each with what was understood of it, as a workbook or as a page.

mod book;
mod confirmation;
mod page;
mod remark;

use super::open::raw;
use super::recognise::TableUse;
use super::strategy::ProposedIndicator;
use super::table::{MergedCells, SheetTable, TableFile};
use super::understanding::{CellMeaning, SheetPosition, Understanding, WhyNotUsed};
use super::words::SheetColumn;
use crate::diagnostic::letters;
use crate::error::{Action, Error};
use crate::language::Language;
use crate::message::{Message, Messages};
use confirmation::Confirmation;
use remark::{CellMark, CellRemark};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

pub use confirmation::filled_in;

/// Stands in the first cell of every report, by which one is known.
const SIGNATURE: &str = "torikumi import --report";

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    Workbook,
    Page,
}

impl ReportForm {
    /// The form of a file by its name; `None` where it is neither.
    pub fn of(path: &Path) -> Option<ReportForm> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "xlsx" => Some(ReportForm::Workbook),
            "html" | "htm" => Some(ReportForm::Page),
            _ => None,
        }
    }
}

/// Whether a file is a report of an earlier import, which may be written over.
pub fn is_report(path: &Path) -> bool {
    let first = |file: TableFile| file.tables.into_iter().next();
    raw(path).ok().and_then(first).is_some_and(|table| table.get(0, 0).is_some_and(|content| content.text() == SIGNATURE))
}

/// The report on files that are read for one purpose, by what was understood of their sheets, with the proposals for a plan. The same
/// files give the same bytes.
///
/// # Errors
///
/// [`Error::File`] where a workbook cannot hold what the files have.
pub fn report(
    path: &Path,
    files: &[TableFile],
    understood: &[Understanding],
    proposals: &[ProposedIndicator],
    table_use: TableUse,
    language: Language,
) -> Result<Vec<u8>, Error> {
    let words = ReportWords::in_language(language);
    let tables = files.iter().flat_map(|file| &file.tables);
    let of_table =
        |table: &SheetTable| understood.iter().find(|sheet| !sheet.is_unread() && sheet.file == table.file && sheet.sheet == table.sheet);
    let sheets: Vec<ReportSheet> = tables.map(|table| ReportSheet::of(table, of_table(table), proposals, &words)).collect();
    let import = ImportReport { purpose: words.purpose(table_use), sheets, words };
    match ReportForm::of(path) {
        Some(ReportForm::Workbook) => book::bytes(&import).map_err(|error| Error::file(Action::Write, path, io::Error::other(error))),
        Some(ReportForm::Page) | None => Ok(page::text(&import).into_bytes()),
    }
}

/// A report before it is written in one form or the other.
struct ImportReport {
    purpose: String,
    sheets: Vec<ReportSheet>,
    words: ReportWords,
}

/// The words of a report in its language.
struct ReportWords {
    messages: Messages,
    language: Language,
}

impl ReportWords {
    fn in_language(language: Language) -> ReportWords {
        ReportWords { messages: Messages::of(language), language }
    }

    /// A word of the section for reports.
    fn of(&self, name: &str) -> String {
        self.messages.text(&Message::new(&format!("import-report.{name}")))
    }

    fn column(&self, column: SheetColumn) -> String {
        self.messages.text(&Message::of_case("sheet-column", &column))
    }

    fn why(&self, why: WhyNotUsed) -> String {
        self.messages.text(&Message::of_case("not-used", &why))
    }

    fn purpose(&self, table_use: TableUse) -> String {
        self.messages.text(&match table_use {
            TableUse::Results(year) => Message::new("import-report.of-results").part("year", year),
            TableUse::Plan => Message::new("import-report.of-plan"),
        })
    }
}

/// A sheet with what was understood of it.
struct ReportSheet {
    file: String,
    /// The name of the sheet; a text file has none.
    name: Option<String>,
    rows: BTreeMap<u32, BTreeMap<u32, ReportCell>>,
    merged: Vec<MergedCells>,
    /// How many columns it has.
    width: u32,
    confirmation: Option<Confirmation>,
    /// What was read of it as a whole.
    summary: String,
}

struct ReportCell {
    text: String,
    mark: CellMark,
    /// What is said of the cell alone.
    remark: String,
    /// What is said of it beside its row: nothing where its mark or the heading of its column says it.
    beside_row: Option<String>,
}

impl ReportSheet {
    fn of(table: &SheetTable, understanding: Option<&Understanding>, proposals: &[ProposedIndicator], words: &ReportWords) -> ReportSheet {
        let unused = understanding.map(unused_columns).unwrap_or_default();
        let mut rows: BTreeMap<u32, BTreeMap<u32, ReportCell>> = BTreeMap::new();
        for (row, cells) in &table.rows {
            for (column, content) in cells {
                let place = SheetPosition { row: *row, column: *column };
                let meaning = understanding.map(|understanding| understanding.cells.get(&place));
                let CellRemark { mark, remark, beside_row } = CellRemark::of(meaning, words);
                let said = understanding.is_some_and(|sheet| is_said_by_heading(sheet, place, &unused));
                let beside_row = beside_row.filter(|_| !said);
                rows.entry(*row).or_default().insert(*column, ReportCell { text: content.text().to_owned(), mark, remark, beside_row });
            }
        }
        for (row, cells) in &table.hidden.cells {
            for (column, content) in cells {
                let CellRemark { mark, remark, beside_row } = CellRemark::hidden(words);
                rows.entry(*row).or_default().insert(*column, ReportCell { text: content.text().to_owned(), mark, remark, beside_row });
            }
        }
        let width = rows.values().filter_map(|cells| cells.keys().next_back()).max().map_or(1, |last| last + 1);
        let merged = merged(&table.merged, &rows);
        let name = table.sheet.as_ref().map(|(_, name)| name.clone());
        let summary = words.messages.text(&summary(table, understanding));
        let confirmation = understanding.and_then(|sheet| Confirmation::of(table, sheet, proposals, words));
        ReportSheet { file: table.file.clone(), name, rows, merged, width, confirmation, summary }
    }

    /// How many columns an import reads of it: its own, and those that can be filled in.
    fn read_width(&self) -> u32 {
        let columns = self.confirmation.as_ref().map_or(0, |confirmation| confirmation.columns.len());
        self.width + u32::try_from(columns).unwrap_or(0)
    }

    fn title(&self) -> String {
        self.name.as_ref().map_or_else(|| self.file.clone(), |name| format!("{}: {name}", self.file))
    }

    /// What is said beside a row: `B: …; C, D: …`, of all its cells without their letters.
    fn remarks(cells: &BTreeMap<u32, ReportCell>) -> String {
        let mut said: Vec<(&str, Vec<u32>)> = Vec::new();
        for (column, cell) in cells {
            let Some(remark) = &cell.beside_row else { continue };
            match said.iter_mut().find(|(there, _)| there == remark) {
                Some((_, columns)) => columns.push(*column),
                None => said.push((remark, vec![*column])),
            }
        }
        let one = |(remark, columns): (&str, Vec<u32>)| {
            let is_whole_row = columns.len() == cells.len() && cells.len() > 1;
            let letters = columns.into_iter().map(letters).collect::<Vec<_>>().join(", ");
            if is_whole_row { remark.to_owned() } else { format!("{letters}: {remark}") }
        };
        said.into_iter().map(one).collect::<Vec<_>>().join("; ")
    }
}

/// Why the cells of columns are not used, by the positions of the columns.
fn unused_columns(understanding: &Understanding) -> BTreeSet<(u32, WhyNotUsed)> {
    let line = |place: SheetPosition| if understanding.is_turned { place.row } else { place.column };
    understanding.columns().filter_map(|(place, column)| Some((line(place), column.not_used?))).collect()
}

/// Whether the heading of its column says of a cell why it is not used, or the heading below it what its column means.
fn is_said_by_heading(understanding: &Understanding, place: SheetPosition, unused: &BTreeSet<(u32, WhyNotUsed)>) -> bool {
    let (line, below) = match understanding.is_turned {
        true => (place.row, SheetPosition { column: place.column + 1, ..place }),
        false => (place.column, SheetPosition { row: place.row + 1, ..place }),
    };
    match understanding.cells.get(&place) {
        Some(CellMeaning::NotUsed(why)) => unused.contains(&(line, *why)),
        Some(heading @ CellMeaning::Heading(_)) => understanding.cells.get(&below) == Some(heading),
        Some(_) | None => false,
    }
}

fn summary(table: &SheetTable, understanding: Option<&Understanding>) -> Message {
    match understanding {
        _ if table.hidden.is_sheet => Message::new("import-report.hidden-sheet"),
        Some(understanding) => Message::new("import-report.read-rows").part("count", understanding.records),
        None => Message::new("import-report.no-headings"),
    }
}

/// The merged cells that can be shown as such: within the table, without others over them, and with one text.
fn merged(regions: &[MergedCells], rows: &BTreeMap<u32, BTreeMap<u32, ReportCell>>) -> Vec<MergedCells> {
    let last_row = rows.keys().next_back().copied().unwrap_or(0);
    let last_column = rows.values().filter_map(|cells| cells.keys().next_back()).max().copied().unwrap_or(0);
    let mut covered: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut shown = Vec::new();
    for region in regions {
        let last = (region.last.0.min(last_row), region.last.1.min(last_column));
        let region = MergedCells { first: region.first, last };
        let cell = |row: u32, column: u32| rows.get(&row)?.get(&column);
        let Some(first) = cell(region.first.0, region.first.1) else { continue };
        let places = || (region.first.0..=last.0).flat_map(|row| (region.first.1..=last.1).map(move |column| (row, column)));
        let is_one = places().all(|(row, column)| {
            cell(row, column).is_some_and(|cell| cell.text == first.text && cell.mark == first.mark) && !covered.contains(&(row, column))
        });
        if is_one && region.first != last {
            covered.extend(places());
            shown.push(region);
        }
    }
    shown
}

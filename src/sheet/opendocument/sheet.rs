//! One sheet of an OpenDocument workbook, element by element.

use crate::error::TableProblem;
use crate::sheet::hidden::{HiddenLines, LineRanges};
use crate::sheet::number_format::digits;
use crate::sheet::shown_number;
use crate::sheet::table::{CellContent, MergedCells, ReadBudget, SheetTable, TableOrigin};
use crate::sheet::zip_part::{attribute, number};
use jiff::civil::{Date, DateTime, date};
use quick_xml::events::BytesStart;

/// Most columns of a sheet.
const MOST_COLUMNS: u32 = 16_384;

/// A sheet as far as it was read.
pub struct OpenSheet {
    table: SheetTable,
    lines: HiddenLines,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    merged: Vec<MergedCells>,
    /// Columns that were declared.
    columns: u32,
    row: OpenRow,
    cell: Option<OpenCell>,
    /// Whether it holds what another file says.
    is_linked: bool,
}

/// The row that is read.
#[derive(Default)]
struct OpenRow {
    first: u32,
    /// How many rows it stands for.
    count: u32,
    column: u32,
    /// Filled cells: the first column, how many columns, and what is there.
    cells: Vec<(u32, u32, CellContent)>,
}

/// The cell that is read.
struct OpenCell {
    value: CellValue,
    /// How many cells it stands for.
    count: u32,
    /// Rows and columns over which it is merged.
    spans: (u32, u32),
    is_covered: bool,
    text: String,
    /// Paragraphs that have begun, and whether the last of them is open.
    paragraphs: usize,
    in_paragraph: bool,
}

/// What a cell holds beside its text.
enum CellValue {
    Text,
    Number {
        held: f64,
        percent: bool,
    },
    /// The number of days since the end of 1899.
    Date(f64),
    Other(Option<&'static str>),
}

impl OpenSheet {
    pub fn new(file: &str, sheet: (usize, String), is_hidden: bool) -> OpenSheet {
        OpenSheet {
            table: SheetTable::new(file, Some(sheet), TableOrigin::Workbook),
            lines: HiddenLines { is_sheet: is_hidden, ..HiddenLines::default() },
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            merged: Vec::new(),
            columns: 0,
            row: OpenRow::default(),
            cell: None,
            is_linked: false,
        }
    }

    pub fn start(&mut self, element: &BytesStart<'_>) {
        let is_hidden = || attribute(element, "table:visibility").is_some_and(|it| it == "collapse" || it == "filter");
        match element.name().as_ref() {
            "table:table-source" => self.is_linked = true,
            "table:table-column" => {
                let first = self.columns;
                self.columns = first.saturating_add(repeated(element, "table:number-columns-repeated"));
                self.hidden_columns.extend(is_hidden().then(|| (first, self.columns.saturating_sub(1))));
            }
            "table:table-row" => {
                let first = self.row.first.saturating_add(self.row.count);
                let count = repeated(element, "table:number-rows-repeated");
                self.hidden_rows.extend(is_hidden().then(|| (first, first.saturating_add(count - 1))));
                self.row = OpenRow { first, count, ..OpenRow::default() };
            }
            "table:table-cell" => self.cell = Some(OpenCell::new(element, false)),
            "table:covered-table-cell" => self.cell = Some(OpenCell::new(element, true)),
            name => self.cell.iter_mut().for_each(|cell| cell.start(name, element)),
        }
    }

    pub fn add(&mut self, text: &str) {
        self.cell.iter_mut().filter(|cell| cell.in_paragraph).for_each(|cell| cell.text.push_str(text));
    }

    /// # Errors
    ///
    /// [`TableProblem`] where rows or cells are too many.
    pub fn end(&mut self, element: &str, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        match element {
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell.take().into_iter().for_each(|cell| self.add_cell(cell));
                Ok(())
            }
            "table:table-row" => self.add_row(budget),
            "text:p" => {
                self.cell.iter_mut().for_each(|cell| cell.in_paragraph = false);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn add_cell(&mut self, cell: OpenCell) {
        let (row, column) = (self.row.first, self.row.column);
        self.row.column = column.saturating_add(cell.count);
        if cell.spans != (1, 1) {
            let last = (row.saturating_add(cell.spans.0 - 1), column.saturating_add(cell.spans.1 - 1));
            self.merged.push(MergedCells { first: (row, column), last });
        }
        let count = cell.count.min(MOST_COLUMNS.saturating_sub(column));
        if let Some(content) = cell.content().filter(|_| count > 0) {
            self.row.cells.push((column, count, content));
        }
    }

    fn add_row(&mut self, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        let cells = std::mem::take(&mut self.row.cells);
        if cells.is_empty() {
            return Ok(());
        }
        for row in (0..self.row.count).map(|more| self.row.first.saturating_add(more)) {
            for (first, count, content) in &cells {
                for column in *first..first + count {
                    self.table.put(row, column, content.clone(), budget)?;
                }
            }
        }
        Ok(())
    }

    /// The finished table; `None` for the copy of a sheet of another file.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where cells are too many.
    pub fn table(mut self, budget: &mut ReadBudget) -> Result<Option<SheetTable>, TableProblem> {
        self.table.fill(&self.merged, budget)?;
        let (rows, columns) = (LineRanges::new(self.hidden_rows), LineRanges::new(self.hidden_columns));
        self.table.hide(&HiddenLines { rows, columns, ..self.lines });
        Ok(Some(self.table).filter(|_| !self.is_linked))
    }
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    number(element, name).unwrap_or(1).max(1)
}

impl OpenCell {
    fn new(element: &BytesStart<'_>, is_covered: bool) -> OpenCell {
        let held = || attribute(element, "office:value").and_then(|value| value.trim().parse::<f64>().ok()).filter(|held| held.is_finite());
        let kind = attribute(element, "office:value-type").unwrap_or_default();
        let is_error = attribute(element, "calcext:value-type").is_some_and(|kind| kind == "error");
        let value = match kind.as_str() {
            _ if is_error => CellValue::Other(None),
            "float" | "currency" | "percentage" => {
                held().map_or(CellValue::Other(None), |held| CellValue::Number { held, percent: kind == "percentage" })
            }
            "date" => attribute(element, "office:date-value").and_then(|text| days(&text)).map_or(CellValue::Other(None), CellValue::Date),
            "boolean" => CellValue::Other(Some(match attribute(element, "office:boolean-value").as_deref() {
                Some("true") => "TRUE",
                Some(_) | None => "FALSE",
            })),
            "time" => CellValue::Other(None),
            _ => CellValue::Text,
        };
        let spans = (repeated(element, "table:number-rows-spanned"), repeated(element, "table:number-columns-spanned"));
        let count = repeated(element, "table:number-columns-repeated");
        OpenCell { value, count, spans, is_covered, text: String::new(), paragraphs: 0, in_paragraph: false }
    }

    /// An element within the text of the cell.
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "text:p" => {
                self.paragraphs += 1;
                self.in_paragraph = true;
                if self.paragraphs > 1 {
                    self.text.push('\n');
                }
            }
            "text:s" => self.text.extend(std::iter::repeat_n(' ', repeated(element, "text:c").min(1000) as usize)),
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
    }

    /// What the cell shows; nothing where another cell is shown in its place.
    fn content(self) -> Option<CellContent> {
        let content = match self.value {
            _ if self.is_covered => return None,
            CellValue::Text => CellContent::Text(self.text),
            CellValue::Number { held, percent } => shown_number::content(&self.text, held, percent),
            CellValue::Date(days) => CellContent::Date(digits(days)),
            CellValue::Other(Some(word)) => CellContent::Other(word.to_owned()),
            CellValue::Other(None) => CellContent::Other(self.text),
        };
        (!content.text().trim().is_empty()).then_some(content)
    }
}

/// The number by which spreadsheets hold a day, or a time of a day.
fn days(text: &str) -> Option<f64> {
    let time: DateTime = text.parse().ok().or_else(|| text.parse::<Date>().ok().map(Date::into))?;
    let epoch = date(1899, 12, 30);
    let whole = epoch.until(time.date()).ok()?.get_days();
    let seconds = time.time().since(jiff::civil::Time::midnight()).ok()?.total(jiff::Unit::Second).ok()?;
    Some(f64::from(whole) + seconds / 86_400.0)
}

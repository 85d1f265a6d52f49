//! What is said of a sheet of which nothing is read beside others that are: its headings were not found.

use super::column_choice::TableUse;
use super::guess::no_columns;
use crate::diagnostic::{Diagnostic, Severity};
use crate::sheet::plain::plain_figure;
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::understanding::{CellMeaning, SheetPosition, Understanding, WhyNotUsed};

/// Figures from which a sheet may be a table.
const SOME_FIGURES: usize = 2;

/// A sheet of which nothing was read.
pub struct UnreadSheet {
    /// None of its cells was used.
    pub understanding: Understanding,
    /// A warning where it has figures.
    pub said: Option<Diagnostic>,
}

impl UnreadSheet {
    /// `None` where nothing stands in it, or where it is a sheet of a form of the program.
    pub fn new(table: &SheetTable, table_use: TableUse) -> Option<UnreadSheet> {
        let (row, cells) = table.rows.iter().next().filter(|_| table.made_for.is_none())?;
        let mut understanding = Understanding { file: table.file.clone(), sheet: table.sheet.clone(), ..Understanding::default() };
        let places = table.rows.iter().flat_map(|(row, cells)| cells.keys().map(|column| SheetPosition { row: *row, column: *column }));
        understanding.cells.extend(places.map(|place| (place, CellMeaning::NotUsed(WhyNotUsed::NoHeading))));
        let figures = table.rows.values().flat_map(|cells| cells.values()).filter(|content| is_figure(content)).take(SOME_FIGURES).count();
        let place = table.place(*row, cells.keys().next().copied().unwrap_or_default());
        let warning =
            || Diagnostic { severity: Severity::Warning, fault: no_columns(std::slice::from_ref(table), table_use), place, related: None };
        Some(UnreadSheet { understanding, said: (figures == SOME_FIGURES).then(warning) })
    }
}

/// Whether a cell has a number, or a text that begins with a digit.
fn is_figure(content: &CellContent) -> bool {
    match content {
        CellContent::Number(_) | CellContent::Rounded { .. } => true,
        CellContent::Text(text) => plain_figure(text).starts_with(|letter: char| letter.is_ascii_digit()),
        CellContent::Date(_) | CellContent::Other(_) => false,
    }
}

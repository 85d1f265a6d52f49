//! The sheet 確認 of a form that came back.

use super::ConfirmationField;
use crate::diagnostic::{Fault, Place};
use crate::model::year::parse_year;
use crate::sheet::cell_figure::day;
use crate::sheet::change::ReportedEdition;
use crate::sheet::form::origin::{FormOrigin, whole};
use crate::sheet::plain::plain;
use crate::sheet::table::{CellContent, CellRows, SheetTable, TableFile};
use std::collections::BTreeMap;

/// Labels of which a sheet has all where it is one of these.
const LABELS: [ConfirmationField; 3] = [ConfirmationField::Person, ConfirmationField::Unchanged, ConfirmationField::Approved];
/// Rows in which the labels may stand.
const MOST_ROWS: u32 = 60;

/// A sheet 確認 with its cells that are filled in.
pub struct ConfirmationForm {
    pub cells: BTreeMap<ConfirmationField, ConfirmationCell>,
    /// The place of the division.
    pub place: Place,
    /// What its form was made for; `None` where the hidden sheet of the form was taken out.
    made_for: Option<FormOrigin>,
}

/// A cell that is filled in.
pub struct ConfirmationCell {
    pub text: String,
    pub place: Place,
}

impl ConfirmationForm {
    /// What a cell says; empty where nothing is in it.
    pub fn text(&self, field: ConfirmationField) -> &str {
        self.cells.get(&field).map_or("", |cell| &cell.text)
    }

    /// Why the sheet cannot be taken into an edition: it was made for something else.
    pub fn refusal(&self, reported: ReportedEdition<'_>) -> Option<(Place, Fault)> {
        let edition = reported.edition.year;
        let year = self.cells.get(&ConfirmationField::Edition).and_then(|cell| Some((parse_year(&cell.text)?, &cell.place)));
        if let Some((found, place)) = year.filter(|(found, _)| *found != edition) {
            return Some((place.clone(), Fault::OtherEdition { found, edition }));
        }
        let fault = self.made_for.as_ref()?.refusal(reported)?;
        Some((self.place.clone(), fault))
    }
}

/// Takes the sheets 確認 out of a file.
pub fn take(file: &mut TableFile) -> Vec<ConfirmationForm> {
    let found = file.tables.iter().filter_map(form).collect();
    file.tables.retain(|table| form(table).is_none());
    found
}

fn form(table: &SheetTable) -> Option<ConfirmationForm> {
    let rows = whole(table);
    let content = |row: u32, column: u32| rows.get(&row).and_then(|cells| cells.get(&column));
    let labels = ConfirmationField::ALL.into_iter().filter_map(|field| Some((field, label(&rows, field)?)));
    let labels: BTreeMap<ConfirmationField, LabelPosition> = labels.collect();
    if !LABELS.iter().all(|field| labels.contains_key(field)) {
        return None;
    }
    let cell = |(field, at): (&ConfirmationField, &LabelPosition)| {
        let text = text(content(at.row, at.column + 1)?);
        (!text.is_empty()).then(|| (*field, ConfirmationCell { text, place: table.place(at.row, at.column + 1) }))
    };
    let first = labels.get(&ConfirmationField::Division).or(labels.get(&ConfirmationField::Person))?;
    Some(ConfirmationForm {
        cells: labels.iter().filter_map(cell).collect(),
        place: table.place(first.row, first.column + 1),
        made_for: table.made_for.clone(),
    })
}

/// Where a label stands.
struct LabelPosition {
    row: u32,
    column: u32,
}

fn label(rows: &CellRows, field: ConfirmationField) -> Option<LabelPosition> {
    let wanted = plain(field.label());
    rows.range(..MOST_ROWS).find_map(|(row, cells)| {
        let column = cells.iter().find(|(_, content)| plain(content.text()) == wanted).map(|(column, _)| *column);
        column.map(|column| LabelPosition { row: *row, column })
    })
}

fn text(content: &CellContent) -> String {
    match content {
        CellContent::Date(number) => day(number),
        CellContent::Text(_) | CellContent::Number(_) | CellContent::Rounded { .. } | CellContent::Other(_) => {
            content.text().trim().to_owned()
        }
    }
}

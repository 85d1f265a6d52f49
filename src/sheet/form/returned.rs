//! A form that came back: what its hidden sheet says, and the columns that say what its rows are of.

use super::origin::{FormOrigin, ID, whole};
use super::{NAME_HEADING, VALUE_HEADING};
use crate::diagnostic::{FileCell, Place};
use crate::sheet::activity::{self, ActivityForm};
use crate::sheet::plain::plain;
use crate::sheet::recognise::{SheetField, SheetRows};
use crate::sheet::table::{CellContent, SheetTable, TableFile};
use crate::sheet::words::SheetColumn;

/// Rows in which the headings may stand.
const MOST_ROWS_ABOVE: u32 = 20;

/// Takes the sheets 取組 and the hidden one out of a file. The other sheets of a form know then what it was made for, and their hidden
/// ids are read.
pub fn take(file: &mut TableFile) -> Vec<ActivityForm> {
    let position = file.tables.iter().position(|table| FormOrigin::of(table).is_some());
    let origin = position.map(|position| file.tables.remove(position));
    let activities = activity::take(file, origin.as_ref());
    if let Some(made_for) = origin.as_ref().and_then(FormOrigin::of) {
        for table in &mut file.tables {
            table.made_for = Some(made_for.clone());
            if let Some(columns) = name_columns(table) {
                show_ids(table, columns.id);
                drop_copied_ids(table, columns, &made_for);
            }
        }
    }
    activities
}

/// The columns of a form that say which indicator a row is of.
#[derive(Clone, Copy)]
struct NameColumns {
    id: u32,
    name: u32,
}

fn name_columns(table: &SheetTable) -> Option<NameColumns> {
    whole(table).range(..MOST_ROWS_ABOVE).find_map(|(_, cells)| {
        let column = |heading: &str| cells.iter().find(|(_, content)| plain(content.text()) == plain(heading)).map(|(column, _)| *column);
        let (name, id) = column(NAME_HEADING).zip(column(ID))?;
        column(VALUE_HEADING).map(|_| NameColumns { id, name })
    })
}

/// Reads the hidden column of the ids; other hidden columns stay hidden.
fn show_ids(table: &mut SheetTable, column: u32) {
    if !table.hidden.columns.remove(&column) {
        return;
    }
    let is_shown = |row: &u32| !table.hidden.rows.contains(row);
    for (row, cells) in table.hidden.cells.iter_mut().filter(|(row, _)| is_shown(row)) {
        if let Some(id) = cells.remove(&column) {
            table.rows.entry(*row).or_default().insert(column, id);
        }
    }
    table.hidden.cells.retain(|_, cells| !cells.is_empty());
}

/// Takes out the ids of rows that people gave another name: nobody sees them, and such a row counts by its name.
fn drop_copied_ids(table: &mut SheetTable, columns: NameColumns, made_for: &FormOrigin) {
    for cells in table.rows.values_mut() {
        let text = |column: u32| cells.get(&column).map(|content| content.text().trim().to_owned()).unwrap_or_default();
        if !made_for.is_id_of(&text(columns.id), &text(columns.name)) {
            cells.remove(&columns.id);
        }
    }
}

/// Gives the rows of a form, and those that an import left open, what stands in the columns 基本目標 and 施策, be it nothing.
pub fn add_levels(table: &SheetTable, found: &mut SheetRows) {
    let understanding = &found.understanding;
    let is_form = understanding.is_form || table.made_for.is_some() || understanding.is_of_open_rows();
    if understanding.is_turned || !is_form {
        return;
    }
    for level in [SheetColumn::Goal, SheetColumn::Measure] {
        let position = understanding.columns().find(|(_, column)| column.column == Some(level)).map(|(place, _)| place.column);
        let Some(position) = position else { continue };
        for fields in &mut found.rows {
            let place = [SheetColumn::Name, SheetColumn::Id].iter().find_map(|column| fields.get(column)).map(|field| &field.place);
            let Some(Place::Cell(FileCell { row, .. })) = place else { continue };
            let content = table.rows.get(row).and_then(|cells| cells.get(&position)).cloned();
            let content = content.unwrap_or_else(|| CellContent::Text(String::new()));
            fields.insert(level, SheetField { content, place: table.place(*row, position) });
        }
    }
}

//! The sheet 取組 of a form that came back.

use super::{ActivityColumn, ReportedMeasure};
use crate::diagnostic::{Fault, Place};
use crate::model::year::parse_year;
use crate::sheet::change::ReportedEdition;
use crate::sheet::form::origin::{FIRST_ROW, FormOrigin, GOAL, ID, MEASURE, MEASURE_ID, MEASURE_NAME, cell, goal_name, whole};
use crate::sheet::plain::plain;
use crate::sheet::table::{CellRows, SheetTable, TableFile};
use std::collections::BTreeMap;

/// Rows in which the headings may stand.
const MOST_ROWS_ABOVE: u32 = 20;

/// A sheet 取組, with what the form held when it was made.
pub struct ActivityForm {
    /// The file as the command named it.
    pub file: String,
    pub rows: Vec<ActivityRow>,
    /// The place of its first heading.
    place: Place,
    /// What it was made for; `None` where the hidden sheet was taken out.
    made_for: Option<FormOrigin>,
    /// The cells of the hidden sheet.
    held: CellRows,
    /// The year above the headings.
    year: Option<(i32, Place)>,
}

/// A measure with its cells that are filled in.
pub struct ActivityRow {
    id: Option<String>,
    goal: String,
    /// As the sheet calls it.
    pub name: String,
    pub place: Place,
    pub cells: BTreeMap<ActivityColumn, ActivityCell>,
}

/// A cell that is filled in.
pub struct ActivityCell {
    pub text: String,
    pub place: Place,
}

impl ActivityRow {
    /// Whether the row is of a measure: by its id, else by its name and the goal's.
    pub fn is_of(&self, measure: &ReportedMeasure<'_>) -> bool {
        match &self.id {
            Some(id) => *id == measure.key(),
            None => plain(&self.name) == plain(&measure.name()) && plain(&self.goal) == plain(&goal_name(measure.goal)),
        }
    }
}

impl ActivityForm {
    /// Why the form cannot be taken into an edition: it was made for something else.
    pub fn refusal(&self, reported: ReportedEdition<'_>) -> Option<(Place, Fault)> {
        let edition = reported.edition.year;
        if let Some((found, place)) = self.year.as_ref().filter(|(found, _)| *found != edition) {
            return Some((place.clone(), Fault::OtherEdition { found: *found, edition }));
        }
        let fault = self.made_for.as_ref()?.refusal(reported)?;
        Some((self.place.clone(), fault))
    }

    /// A form out of which the sheet was taken.
    fn without_sheet(file: &str, origin: Option<&SheetTable>) -> ActivityForm {
        ActivityForm {
            file: file.to_owned(),
            rows: Vec::new(),
            place: Place::File(file.to_owned()),
            made_for: origin.and_then(FormOrigin::of),
            held: CellRows::new(),
            year: None,
        }
    }

    /// What a cell of a measure held when the form was made.
    pub fn before(&self, measure: &ReportedMeasure<'_>, column: ActivityColumn) -> String {
        let row = measure_row(&self.held, &measure.key());
        let position = (1..).zip(ActivityColumn::ALL).find(|(_, other)| *other == column).map(|(position, _)| position);
        row.zip(position).map(|(row, position)| cell(&self.held, row, position)).unwrap_or_default()
    }
}

/// Takes the sheets 取組 out of a file; `origin` is its hidden sheet.
pub fn take(file: &mut TableFile, origin: Option<&SheetTable>) -> Vec<ActivityForm> {
    let mut found: Vec<ActivityForm> = file.tables.iter().filter_map(|table| form(table, origin)).collect();
    file.tables.retain(|table| headings(table).is_none());
    let is_missing = found.is_empty()
        && origin.map(whole).is_some_and(|held| held.range(FIRST_ROW..).any(|(row, _)| !cell(&held, *row, MEASURE_ID.into()).is_empty()));
    found.extend(is_missing.then(|| ActivityForm::without_sheet(&file.name, origin)));
    found
}

/// The row of the hidden sheet that keeps what a form held of a measure.
fn measure_row(held: &CellRows, id: &str) -> Option<u32> {
    held.range(FIRST_ROW..).map(|(row, _)| *row).find(|row| !id.is_empty() && cell(held, *row, MEASURE_ID.into()) == id)
}

/// The row of the headings, and what stands in its cells.
fn headings(table: &SheetTable) -> Option<(u32, BTreeMap<String, u32>)> {
    let whole = whole(table);
    whole.range(..MOST_ROWS_ABOVE).find_map(|(row, cells)| {
        let names: BTreeMap<String, u32> = cells.iter().map(|(column, content)| (plain(content.text()), *column)).collect();
        let has = |name: &str| names.contains_key(&plain(name));
        // A table of results may have columns of these names as well.
        let is_of_results = ["指標名", "指標", "実績", "実績値", "今回の実績"].iter().any(|name| has(name));
        let is_form = [MEASURE, ActivityColumn::Activities.heading(), ActivityColumn::Problems.heading()].iter().all(|name| has(name));
        (is_form && !is_of_results).then(|| (*row, names.clone()))
    })
}

fn form(table: &SheetTable, origin: Option<&SheetTable>) -> Option<ActivityForm> {
    let (heading, names) = headings(table)?;
    let rows = whole(table);
    let column = |name: &str| names.get(&plain(name)).copied();
    let text = |row: u32, name: &str| column(name).map(|column| cell(&rows, row, column)).unwrap_or_default();
    let held = origin.map(whole).unwrap_or_default();
    let first = column(MEASURE)?;
    let mut found = Vec::new();
    for row in rows.keys().copied().filter(|row| *row > heading) {
        let (id, name) = (text(row, ID), text(row, MEASURE));
        let filled = ActivityColumn::ALL.into_iter().filter_map(|of| {
            let at = column(of.heading())?;
            let new = ActivityCell { text: cell(&rows, row, at), place: table.place(row, at) };
            (!new.text.is_empty()).then_some((of, new))
        });
        let cells: BTreeMap<ActivityColumn, ActivityCell> = filled.collect();
        if !cells.is_empty() {
            // A row that was copied keeps the hidden id of another one.
            let known = measure_row(&held, &id).map(|row| cell(&held, row, MEASURE_NAME.into())).unwrap_or_default();
            let is_copied = !known.is_empty() && !name.is_empty() && plain(&known) != plain(&name);
            let id = Some(id).filter(|id| !id.is_empty() && !is_copied);
            found.push(ActivityRow { id, goal: text(row, GOAL), name, place: table.place(row, first), cells });
        }
    }
    let years = rows.range(..heading).flat_map(|(row, cells)| cells.keys().map(move |column| (*row, *column)));
    let year = years
        .filter(|(row, column)| cell(&rows, *row, *column) == "対象年度")
        .find_map(|(row, column)| Some((parse_year(&cell(&rows, row, column + 1))?, table.place(row, column + 1))));
    let made_for = origin.and_then(FormOrigin::of);
    Some(ActivityForm { file: table.file.clone(), rows: found, place: table.place(heading, first), made_for, held, year })
}

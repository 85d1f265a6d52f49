//! The sheet 取組 of a form that came back.

use super::{ActivityColumn, ReportedMeasure};
use crate::diagnostic::{Fault, Place};
use crate::model::year::parse_year;
use crate::sheet::change::ReportedEdition;
use crate::sheet::plain::plain;
use crate::sheet::table::{CellRows, SheetTable, TableFile};
use std::collections::BTreeMap;

/// Headings of the columns that say which measure a row is of.
pub const ID: &str = "ID";
pub const GOAL: &str = "基本目標";
pub const MEASURE: &str = "施策";
/// What the first cell of the hidden sheet says: the form that the program made.
pub const SIGNATURE: &str = "torikumi export form";
/// Rows of the hidden sheet, from 0: what the form was made for, and the first measure.
pub const CITY_ROW: u32 = 1;
pub const STRATEGY_ROW: u32 = 2;
pub const EDITION_ROW: u32 = 3;
pub const FIRST_ROW: u32 = 4;
/// Rows in which the headings may stand.
const MOST_ROWS_ABOVE: u32 = 20;

/// A sheet 取組, with what the form held when it was made.
pub struct ActivityForm {
    pub rows: Vec<ActivityRow>,
    /// The place of its first heading.
    place: Place,
    /// City, strategy and edition that it was made for; `None` where the hidden sheet was taken out.
    origin: Option<[String; 3]>,
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
    /// What it held when the form was made.
    pub before: String,
    pub place: Place,
}

impl ActivityRow {
    /// Whether the row is of a measure: by its id, else by its name and the goal's.
    pub fn is_of(&self, measure: &ReportedMeasure<'_>) -> bool {
        match &self.id {
            Some(id) => *id == measure.key(),
            None => plain(&self.name) == plain(&measure.name()) && plain(&self.goal) == plain(&goal_name(measure)),
        }
    }
}

/// `基本目標1 産業の活性化`.
pub fn goal_name(measure: &ReportedMeasure<'_>) -> String {
    format!("基本目標{} {}", measure.goal.number, measure.goal.title.ja)
}

/// The name by which a site knows itself.
pub fn city(reported: ReportedEdition<'_>) -> String {
    let settings = &reported.project.settings;
    let publisher = settings.publisher.as_ref();
    let code = publisher.and_then(|publisher| publisher.code.clone());
    code.unwrap_or_else(|| publisher.map_or(&settings.title, |publisher| &publisher.name).ja.clone())
}

impl ActivityForm {
    /// Why the form cannot be taken into an edition: it was made for something else.
    pub fn refusal(&self, reported: ReportedEdition<'_>) -> Option<(Place, Fault)> {
        let edition = reported.edition.year;
        if let Some((found, place)) = self.year.as_ref().filter(|(found, _)| *found != edition) {
            return Some((place.clone(), Fault::OtherEdition { found: *found, edition }));
        }
        let [found_city, found_strategy, found_edition] = self.origin.as_ref()?;
        if let Some(found) = parse_year(found_edition).filter(|found| *found != edition) {
            return Some((self.place.clone(), Fault::OtherEdition { found, edition }));
        }
        let (city, strategy) = (city(reported), &reported.strategy().id);
        let is_other = *found_city != city || found_strategy != strategy;
        let fault = || Fault::OtherSite { found: format!("{found_city} {found_strategy}"), expected: format!("{city} {strategy}") };
        is_other.then(|| (self.place.clone(), fault()))
    }
}

/// Takes the sheets 取組, and the hidden ones of the forms, out of a file.
pub fn take(file: &mut TableFile) -> Vec<ActivityForm> {
    let is_origin = |table: &SheetTable| cell(&whole(table), 0, 0) == SIGNATURE;
    let origin = file.tables.iter().find(|table| is_origin(table)).map(whole);
    let found: Vec<ActivityForm> = file.tables.iter().filter_map(|table| form(table, origin.as_ref())).collect();
    file.tables.retain(|table| headings(table).is_none() && !is_origin(table));
    found
}

/// The cells of a table, those that are hidden as well.
fn whole(table: &SheetTable) -> CellRows {
    let mut rows = table.rows.clone();
    for (row, cells) in &table.hidden.cells {
        rows.entry(*row).or_default().extend(cells.clone());
    }
    rows
}

fn cell(rows: &CellRows, row: u32, column: u32) -> String {
    let content = rows.get(&row).and_then(|cells| cells.get(&column));
    content.map(|content| content.text().replace("\r\n", "\n").trim().to_owned()).unwrap_or_default()
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

fn form(table: &SheetTable, origin: Option<&CellRows>) -> Option<ActivityForm> {
    let (heading, names) = headings(table)?;
    let rows = whole(table);
    let column = |name: &str| names.get(&plain(name)).copied();
    let text = |row: u32, name: &str| column(name).map(|column| cell(&rows, row, column)).unwrap_or_default();
    let before = |id: &str, position: u32| -> String {
        let row = origin.and_then(|origin| origin.keys().copied().filter(|row| *row >= FIRST_ROW).find(|row| cell(origin, *row, 0) == id));
        row.and_then(|row| Some(cell(origin?, row, position))).unwrap_or_default()
    };
    let first = column(MEASURE)?;
    let mut found = Vec::new();
    for row in rows.keys().copied().filter(|row| *row > heading) {
        let (id, name) = (text(row, ID), text(row, MEASURE));
        let filled = (1..).zip(ActivityColumn::ALL).filter_map(|(position, of)| {
            let at = column(of.heading())?;
            let text = cell(&rows, row, at);
            let new = ActivityCell { text, before: before(&id, position), place: table.place(row, at) };
            (!new.text.is_empty()).then_some((of, new))
        });
        let cells: BTreeMap<ActivityColumn, ActivityCell> = filled.collect();
        if !cells.is_empty() {
            let id = Some(id).filter(|id| !id.is_empty());
            found.push(ActivityRow { id, goal: text(row, GOAL), name, place: table.place(row, first), cells });
        }
    }
    let years = rows.range(..heading).flat_map(|(row, cells)| cells.keys().map(move |column| (*row, *column)));
    let year = years
        .filter(|(row, column)| cell(&rows, *row, *column) == "対象年度")
        .find_map(|(row, column)| Some((parse_year(&cell(&rows, row, column + 1))?, table.place(row, column + 1))));
    let origin = origin.map(|origin| [CITY_ROW, STRATEGY_ROW, EDITION_ROW].map(|row| cell(origin, row, 1)));
    Some(ActivityForm { rows: found, place: table.place(heading, first), origin, year })
}

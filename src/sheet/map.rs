//! A map of headings: what columns mean, said by hand, so that the tables of the next year are read without questions.

mod assigned;
mod pattern;
mod read;
mod word;
mod write;

pub use assigned::{AssignedHeading, AssignedHeadings};
pub use read::heading_map;
pub use write::map_text;

use super::plain::plain;
use super::recognise::TableUse;
use super::table::{SheetTable, TableFile};
use super::understanding::{ColumnMeaning, SheetPosition, UNHEADED, Understanding};
use super::words::{SheetColumn, named};
use crate::diagnostic::{Fault, FileCell, Place};
use pattern::HeadingPattern;
use std::collections::BTreeSet;

/// What a map is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MapPurpose {
    Results,
    Plan,
}

impl MapPurpose {
    pub const ALL: [MapPurpose; 2] = [MapPurpose::Results, MapPurpose::Plan];

    pub fn of(table_use: TableUse) -> MapPurpose {
        match table_use {
            TableUse::Results(_) => MapPurpose::Results,
            TableUse::Plan => MapPurpose::Plan,
        }
    }

    /// As a map has it.
    pub fn word(self) -> &'static str {
        match self {
            MapPurpose::Results => "results",
            MapPurpose::Plan => "plan",
        }
    }
}

/// A name of a sheet in a map.
#[derive(Clone, Debug)]
struct SheetName {
    written: String,
    pattern: HeadingPattern,
    place: Place,
}

impl SheetName {
    fn fits(&self, sheet: Option<&(usize, String)>) -> bool {
        sheet.is_some_and(|(_, name)| self.pattern.fits(name))
    }
}

/// A sheet whose headings stand in given rows.
#[derive(Clone, Debug)]
struct MappedSheet {
    /// `None` for every sheet.
    name: Option<SheetName>,
    /// From 0.
    rows: BTreeSet<u32>,
}

/// A heading of a map.
#[derive(Clone, Debug)]
struct MappedColumn {
    written: String,
    sheet: Option<SheetName>,
    assigned: AssignedHeading,
}

/// A map of headings.
#[derive(Clone, Debug)]
pub struct HeadingMap {
    left_out: Vec<SheetName>,
    sheets: Vec<MappedSheet>,
    columns: Vec<MappedColumn>,
}

impl HeadingMap {
    /// Gives the sheets of files what the map says of them.
    pub fn assign(&self, files: &mut [TableFile]) {
        files.iter_mut().flat_map(|file| &mut file.tables).for_each(|table| table.assigned = self.of_sheet(table));
    }

    fn of_sheet(&self, table: &SheetTable) -> AssignedHeadings {
        let sheet = table.sheet.as_ref();
        let is_of = |name: &Option<SheetName>| name.as_ref().is_none_or(|name| name.fits(sheet));
        let mut columns: Vec<&MappedColumn> = self.columns.iter().filter(|column| is_of(&column.sheet)).collect();
        columns.sort_by_key(|column| column.sheet.is_none());
        AssignedHeadings {
            list: columns.into_iter().map(|column| column.assigned.clone()).collect(),
            rows: self.sheets.iter().filter(|mapped| is_of(&mapped.name)).flat_map(|mapped| mapped.rows.iter().copied()).collect(),
            is_left_out: self.left_out.iter().any(|name| name.fits(sheet)),
        }
    }

    /// What the map and the tables, as they were understood, do not have of each other. Forms of the program need no map.
    pub fn faults(&self, files: &[TableFile], understood: &[Understanding]) -> Vec<(Place, Fault)> {
        let tables: Vec<&SheetTable> = files.iter().flat_map(|file| &file.tables).collect();
        let names = self.left_out.iter().chain(self.sheets.iter().filter_map(|sheet| sheet.name.as_ref()));
        let missing_sheet = names.filter(|name| !tables.iter().any(|table| name.fits(table.sheet.as_ref())));
        let mut faults: Vec<(Place, Fault)> = missing_sheet
            .map(|name| (name.place.clone(), Fault::MapMissing { heading: None, sheet: Some(name.written.clone()) }))
            .collect();
        let mut used: Vec<&Place> = Vec::new();
        for sheet in understood.iter().filter(|sheet| !sheet.is_form) {
            let table = tables.iter().find(|table| table.file == sheet.file && table.sheet == sheet.sheet);
            let Some(table) = table.filter(|table| !table.assigned.is_left_out) else { continue };
            let columns = columns_once(sheet);
            let headings: Vec<&str> = columns.iter().map(|(_, heading)| *heading).collect();
            let assigned = table.assigned.of(&headings);
            let by_words: Vec<&str> =
                sheet.columns().filter(|(_, column)| !is_by_heading(column)).map(|(_, column)| column.heading.as_str()).collect();
            let of_words = table.assigned.of(&by_words);
            used.extend(assigned.iter().chain(&of_words).flatten().map(|assigned| &assigned.place));
            let new: Vec<&(SheetPosition, &str)> =
                columns.iter().zip(&assigned).filter(|(_, assigned)| assigned.is_none()).map(|(column, _)| column).collect();
            if let Some((place, _)) = new.first() {
                let columns = new.iter().map(|(place, heading)| label(*place, heading)).collect();
                faults.push((table.place_in_sheet(*place), Fault::MapIncomplete { columns }));
            }
        }
        // Without any headings another message says what was looked for.
        let has_headings = understood.iter().any(|sheet| !sheet.is_form && !sheet.headings.is_empty());
        let is_missing =
            |column: &&MappedColumn| has_headings && column.assigned.column.is_some() && !used.contains(&&column.assigned.place);
        faults.extend(
            self.columns
                .iter()
                .filter(is_missing)
                .map(|column| (column.assigned.place.clone(), Fault::MapMissing { heading: Some(column.written.clone()), sheet: None })),
        );
        faults
    }
}

/// The headings of a sheet from the left, each once, with its last cell; columns without one are known by their cells.
fn columns_once(sheet: &Understanding) -> Vec<(SheetPosition, &str)> {
    let mut columns: Vec<(SheetPosition, &str)> = Vec::new();
    let line = |place: SheetPosition| if sheet.is_turned { place.row } else { place.column };
    for (place, column) in sheet.columns().filter(|(_, column)| is_by_heading(column)) {
        match columns.iter_mut().find(|(there, heading)| line(*there) == line(place) && *heading == column.heading) {
            Some((there, _)) if sheet.headings.first().is_some_and(|rows| place.row <= rows.last) => *there = place,
            Some(_) => {}
            None => columns.push((place, &column.heading)),
        }
    }
    columns.sort_by_key(|(place, _)| line(*place));
    columns
}

/// Whether the heading of a column says what it is. One that says of which figure each row is is known by its words.
fn is_by_heading(column: &ColumnMeaning) -> bool {
    match column.column {
        Some(SheetColumn::Figure) => named(&plain(&column.heading)) == Some(SheetColumn::Figure),
        _ => column.heading != UNHEADED,
    }
}

/// `C3 実績値`.
fn label(place: SheetPosition, heading: &str) -> String {
    let cell = FileCell { file: String::new(), sheet: None, row: place.row, column: Some(place.column) }.name();
    format!("{cell} {}", heading.split_whitespace().collect::<Vec<_>>().join(" "))
}

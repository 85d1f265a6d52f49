//! Rows of a plan that are no indicators: titles of sections, notes, totals, headings that are repeated on each page.

use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::sheet::recognise::{PLAN, SheetColumn, SheetRow, plain};

/// Names of rows that add others up, in the form of [`plain`].
const TOTALS: [&str; 5] = ["計", "合計", "小計", "総計", "総合計"];
/// Rows that a message names; more are only counted.
const MOST_NAMED: usize = 25;
/// Letters of a row that a message shows.
const MOST_LETTERS: usize = 20;

/// Whether a row is passed over: it has no figure or no name, is a total, or is no row of the table at all. A row that has nothing but
/// a goal or a measure is their heading.
pub fn is_no_indicator(row: &SheetRow) -> bool {
    let has_figure = row.keys().any(|column| matches!(column, SheetColumn::Baseline | SheetColumn::Target | SheetColumn::YearlyTarget(_)));
    let is_heading = row.keys().all(|column| matches!(column, SheetColumn::Goal | SheetColumn::Measure));
    match row.get(&SheetColumn::Name) {
        Some(name) => !has_figure || is_total(name.content.text()) || stands_across(row) || repeats_headings(row),
        None => !is_heading,
    }
}

fn is_total(name: &str) -> bool {
    TOTALS.contains(&plain(name).as_str())
}

/// Whether one text stands in all cells, as in a title whose cells are merged.
pub fn stands_across(row: &SheetRow) -> bool {
    let texts: Vec<&str> = own_fields(row).map(|(_, text)| text).collect();
    texts.len() > 2 && texts.iter().all(|text| *text == texts[0])
}

/// Whether a row has the headings of the table once more.
pub fn repeats_headings(row: &SheetRow) -> bool {
    let is_heading = |(column, text): (SheetColumn, &str)| PLAN.names(text, column);
    own_fields(row).filter(|field| is_heading(*field)).count() > 1
}

/// The fields of the row itself; years of headings are not among them.
fn own_fields(row: &SheetRow) -> impl Iterator<Item = (SheetColumn, &str)> {
    let of_heading = [SheetColumn::BaselineHeadingYear, SheetColumn::TargetHeadingYear];
    row.iter().filter(move |(column, _)| !of_heading.contains(column)).map(|(column, field)| (*column, field.content.text().trim()))
}

/// The rows of a table that were passed over.
#[derive(Default)]
pub struct PassedRows {
    first: Option<Place>,
    count: usize,
    rows: Vec<String>,
}

impl PassedRows {
    pub fn add(&mut self, row: &SheetRow) {
        let shown = row.get(&SheetColumn::Name).or_else(|| row.values().next());
        let Some(field) = shown else { return };
        self.count += 1;
        self.first.get_or_insert_with(|| field.place.clone());
        if self.rows.len() < MOST_NAMED {
            let text: String = field.content.text().split_whitespace().collect::<Vec<_>>().join(" ");
            let cut: String = text.chars().take(MOST_LETTERS).collect();
            let more = if cut.len() < text.len() { "…" } else { "" };
            let cell = match &field.place {
                Place::Cell(cell) => format!("{} ", cell.name()),
                Place::Span(..) | Place::File(_) => String::new(),
            };
            self.rows.push(format!("{cell}{cut}{more}"));
        }
    }

    /// One warning for all rows of the table.
    pub fn diagnostic(self) -> Option<Diagnostic> {
        let fault = Fault::RowsPassed { count: self.count, rows: self.rows };
        Some(Diagnostic { severity: fault.severity(), fault, place: self.first?, related: None })
    }
}

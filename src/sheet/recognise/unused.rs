//! What of a table is not used, and why: columns, and rows that are no indicators.

use super::column_choice::{ChosenColumns, TableUse, label};
use super::row_text::is_total;
use super::segment::TableSegment;
use super::table_heading::HeadedColumn;
use super::{SheetField, SheetRow};
use crate::data::DataTable;
use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::sheet::plain::plain;
use crate::sheet::table::SheetTable;
use crate::sheet::understanding::WhyNotUsed;
use crate::sheet::words::{SheetColumn, named};
use std::collections::BTreeSet;

/// Rows and columns that a message names; more are only counted.
const MOST_NAMED: usize = 25;
/// Letters of a row that a message shows.
const MOST_LETTERS: usize = 20;

/// Why the cells below a heading are not used; `None` where they are.
pub fn why_not_used(headed: &HeadedColumn, chosen: &ChosenColumns, table_use: TableUse, beside: &BTreeSet<String>) -> Option<WhyNotUsed> {
    if chosen.columns.values().any(|position| *position == headed.position) {
        return None;
    }
    let Some(column) = headed.column else {
        if headed.by_hand.is_some() {
            return Some(WhyNotUsed::ByHand);
        }
        return Some(if beside.contains(&plain(&headed.heading)) { WhyNotUsed::PlanInResults } else { WhyNotUsed::UnknownHeading });
    };
    let has_conflict = chosen.conflicting.contains(&headed.position);
    Some(match (column, table_use) {
        _ if has_conflict => WhyNotUsed::Conflict,
        (_, TableUse::Plan) if headed.is_secondary => WhyNotUsed::OtherDivision,
        (SheetColumn::Number, _) => WhyNotUsed::RowNumber,
        (SheetColumn::Achievement | SheetColumn::Grade | SheetColumn::Assessment | SheetColumn::Rationale, _) => WhyNotUsed::OfReport,
        (column, TableUse::Plan) if is_of_result(column) => WhyNotUsed::ResultInPlan,
        (column, TableUse::Results(_)) if is_of_result(column) => WhyNotUsed::OtherYear,
        (_, TableUse::Results(_)) => WhyNotUsed::PlanInResults,
        (SheetColumn::Role, TableUse::Plan) => WhyNotUsed::UnknownHeading,
        (_, TableUse::Plan) => WhyNotUsed::ResultInPlan,
    })
}

/// Whether a column says something of the result of one year.
pub fn is_of_result(column: SheetColumn) -> bool {
    use SheetColumn::{Bound, Certainty, Note, NoteOnResultEnglish, Status, Step, Value, Year, YearKind};
    [Value, Step, Year, YearKind, Status, Certainty, Bound, Note, NoteOnResultEnglish].contains(&column)
}

/// The filled columns of a table that are not used and of which a message tells. Tables of results hold plans beside them, and forms and
/// open data hold more than results; what cities write into the report itself is no part of a plan.
pub fn unused_columns(
    table: &SheetTable,
    segment: &TableSegment,
    chosen: &ChosenColumns,
    table_use: TableUse,
    beside: &BTreeSet<String>,
) -> Vec<(HeadedColumn, WhyNotUsed)> {
    let filled: BTreeSet<u32> = table.rows.range(segment.rows.clone()).flat_map(|(_, cells)| cells.keys().copied()).collect();
    let unused = segment.heading.columns.iter().filter(|headed| filled.contains(&headed.position)).filter_map(|headed| {
        let why = why_not_used(headed, chosen, table_use, beside)?;
        use WhyNotUsed::{OfReport, OtherDivision, OtherYear, ResultInPlan, UnknownHeading};
        let is_told = matches!(why, UnknownHeading | OtherYear | ResultInPlan | OfReport | OtherDivision);
        // The results of other years are compared with what the content has.
        let is_told = is_told && !(why == WhyNotUsed::OtherYear && headed.column == Some(SheetColumn::Value));
        let is_report_beside_results = why == WhyNotUsed::OfReport && matches!(table_use, TableUse::Results(_));
        (is_told && !is_report_beside_results).then(|| (headed.clone(), why))
    });
    unused.collect()
}

/// One warning for all columns of a sheet, each heading once.
pub fn columns_unused(table: &SheetTable, unused: &[(HeadedColumn, WhyNotUsed)]) -> Option<Diagnostic> {
    let (first, _) = unused.first()?;
    let mut seen = BTreeSet::new();
    let once = unused.iter().filter(|(headed, _)| seen.insert((headed.position, plain(&headed.heading))));
    let fault = Fault::ColumnsUnused { columns: once.map(|(headed, _)| label(table, headed)).take(MOST_NAMED).collect() };
    Some(Diagnostic { severity: fault.severity(), fault, place: table.place(first.row, first.position), related: None })
}

/// What may stand beside results without another meaning: the headings of forms and of open data, in the form of [`plain`].
pub fn headings_beside(table_use: TableUse) -> BTreeSet<String> {
    let data = [DataTable::Indicators, DataTable::Observations, DataTable::Ratings].into_iter().flat_map(DataTable::columns);
    let unsettled = crate::sheet::unsettled::HEADINGS;
    match table_use {
        TableUse::Results(_) => {
            crate::sheet::form::headings().chain(data.map(|column| column.header)).chain(unsettled).map(plain).collect()
        }
        TableUse::Plan => unsettled.into_iter().map(plain).collect(),
    }
}

/// Whether a row is passed over: it has no figure or no name, or is a total. A row that has nothing but a goal or a measure is their
/// heading.
pub fn is_no_indicator(row: &SheetRow) -> bool {
    let has_figure = row.keys().any(|column| matches!(column, SheetColumn::Baseline | SheetColumn::Target | SheetColumn::YearlyTarget(_)));
    let is_level = |column: &SheetColumn| {
        use SheetColumn::{Action, Goal, GoalNumber, Measure, MeasureNumber, SubMeasure};
        [Goal, GoalNumber, Measure, MeasureNumber, SubMeasure, Action].contains(column)
    };
    match row.get(&SheetColumn::Name) {
        Some(name) => !has_figure || is_total(name.content.text()),
        None => !row.keys().all(is_level),
    }
}

/// Whether one text stands in all cells, as in a title whose cells are merged.
pub fn stands_across(row: &SheetRow) -> bool {
    let texts: Vec<&str> = own_fields(row).map(|(_, text)| text).collect();
    texts.len() > 2 && texts.iter().all(|text| *text == texts[0])
}

/// Whether a row has the headings of the table once more.
pub fn repeats_headings(row: &SheetRow) -> bool {
    own_fields(row).filter(|(column, text)| named(&plain(text)) == Some(*column)).count() > 1
}

/// The fields of the row itself; years of headings are not among them.
fn own_fields(row: &SheetRow) -> impl Iterator<Item = (SheetColumn, &str)> {
    let of_heading = [SheetColumn::BaselineHeadingYear, SheetColumn::TargetHeadingYear, SheetColumn::HeadingYearKind];
    row.iter().filter(move |(column, _)| !of_heading.contains(column)).map(|(column, field)| (*column, field.content.text().trim()))
}

/// The rows of a sheet that were passed over.
#[derive(Default)]
pub struct PassedRows {
    first: Option<Place>,
    count: usize,
    rows: Vec<String>,
}

impl PassedRows {
    /// A row by its name, else by its first field.
    pub fn add_row(&mut self, row: &SheetRow) {
        row.get(&SheetColumn::Name).or_else(|| row.values().next()).into_iter().for_each(|field| self.add(field));
    }

    pub fn add(&mut self, field: &SheetField) {
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

    /// One warning for all of them.
    pub fn diagnostic(self) -> Option<Diagnostic> {
        let fault = Fault::RowsPassed { count: self.count, rows: self.rows };
        Some(Diagnostic { severity: fault.severity(), fault, place: self.first?, related: None })
    }
}

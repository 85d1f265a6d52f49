//! The hidden sheet of a form: the city, the strategy and the edition that the form was made for, and what its cells held.

use crate::diagnostic::Fault;
use crate::model::year::parse_year;
use crate::model::{Goal, Measure};
use crate::sheet::change::ReportedEdition;
use crate::sheet::form::cut;
use crate::sheet::plain::plain;
use crate::sheet::table::{CellRows, SheetTable};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Headings of the columns that say what a row is of, in every sheet of a form.
pub const ID: &str = "ID";
pub const GOAL: &str = "基本目標";
pub const MEASURE: &str = "施策";
/// The name of the sheet, and what its first cell says.
const SHEET: &str = "作成時の内容";
const SIGNATURE: &str = "torikumi export form";
/// Rows of the sheet, from 0: what the form was made for, and the first measure.
const CITY_ROW: u32 = 1;
const STRATEGY_ROW: u32 = 2;
const EDITION_ROW: u32 = 3;
pub const FIRST_ROW: u32 = 4;
/// Columns of the sheet, from 0: the ids of measures, what they were called, the same of indicators, and the first of the photos.
pub const MEASURE_ID: u16 = 0;
pub const MEASURE_NAME: u16 = 8;
const INDICATOR_ID: u16 = 9;
const INDICATOR_NAME: u16 = 10;
pub const FIRST_PHOTO_COLUMN: u16 = 11;

/// What a form was made for, as its hidden sheet says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormOrigin {
    city: String,
    strategy: String,
    edition: String,
    /// The names of indicators as the form has them, by id, in the form of [`plain`].
    names: BTreeMap<String, String>,
}

/// The sheet, with what the form is made for.
pub fn sheet(reported: ReportedEdition<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?.set_hidden(true);
    sheet.write_string(0, 0, SIGNATURE)?;
    sheet.write_string(CITY_ROW, 1, city(reported))?;
    sheet.write_string(STRATEGY_ROW, 1, &reported.strategy().id)?;
    sheet.write_number(EDITION_ROW, 1, reported.edition.year)?;
    sheet.protect();
    Ok(sheet)
}

/// Keeps what an indicator is called in a form; `number` counts from 0.
pub fn keep_name(sheet: &mut Worksheet, number: u32, id: &str, name: &str) -> Result<(), XlsxError> {
    sheet.write_string(FIRST_ROW + number, INDICATOR_ID, id)?;
    sheet.write_string(FIRST_ROW + number, INDICATOR_NAME, cut(name))?;
    Ok(())
}

/// The name by which a site knows itself.
fn city(reported: ReportedEdition<'_>) -> String {
    let settings = &reported.project.settings;
    let publisher = settings.publisher.as_ref();
    let code = publisher.and_then(|publisher| publisher.code.clone());
    code.unwrap_or_else(|| publisher.map_or(&settings.title, |publisher| &publisher.name).ja.clone())
}

impl FormOrigin {
    /// What a hidden sheet says; `None` of any other sheet.
    pub fn of(table: &SheetTable) -> Option<FormOrigin> {
        let rows = whole(table);
        let [city, strategy, edition] = [CITY_ROW, STRATEGY_ROW, EDITION_ROW].map(|row| cell(&rows, row, 1));
        let named = |row: &u32| (cell(&rows, *row, INDICATOR_ID.into()), plain(&cell(&rows, *row, INDICATOR_NAME.into())));
        let names = rows.range(FIRST_ROW..).map(|(row, _)| named(row)).filter(|(id, _)| !id.is_empty()).collect();
        (cell(&rows, 0, 0) == SIGNATURE).then_some(FormOrigin { city, strategy, edition, names })
    }

    /// Whether an id can be that of a row with a name: a row that was copied keeps the hidden id of another one.
    pub fn is_id_of(&self, id: &str, name: &str) -> bool {
        name.is_empty() || self.names.get(id).is_none_or(|known| *known == plain(name))
    }

    /// Why the form cannot be taken into an edition: it was made for something else.
    pub fn refusal(&self, reported: ReportedEdition<'_>) -> Option<Fault> {
        let edition = reported.edition.year;
        if let Some(found) = parse_year(&self.edition).filter(|found| *found != edition) {
            return Some(Fault::OtherEdition { found, edition });
        }
        let (city, strategy) = (city(reported), &reported.strategy().id);
        let is_other = self.city != city || self.strategy != *strategy;
        let fault = || Fault::OtherSite { found: format!("{} {}", self.city, self.strategy), expected: format!("{city} {strategy}") };
        is_other.then(fault)
    }
}

/// `基本目標1 産業の活性化`.
pub fn goal_name(goal: &Goal) -> String {
    format!("基本目標{} {}", goal.number, goal.title.ja)
}

/// `(2) 観光の振興`.
pub fn measure_name(measure: &Measure) -> String {
    format!("({}) {}", measure.number, measure.title.ja)
}

/// The cells of a table, those that are hidden as well.
pub fn whole(table: &SheetTable) -> CellRows {
    let mut rows = table.rows.clone();
    for (row, cells) in &table.hidden.cells {
        rows.entry(*row).or_default().extend(cells.clone());
    }
    rows
}

/// The text of a cell.
pub fn cell(rows: &CellRows, row: u32, column: u32) -> String {
    let content = rows.get(&row).and_then(|cells| cells.get(&column));
    content.map(|content| content.text().replace("\r\n", "\n").trim().to_owned()).unwrap_or_default()
}

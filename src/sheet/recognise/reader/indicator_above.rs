//! The indicator of the rows above, where several rows are of one indicator and only the first of them names it.

use crate::sheet::plain::plain;
use crate::sheet::recognise::SheetRow;
use crate::sheet::words::SheetColumn;
use std::collections::BTreeSet;

/// What names an indicator.
const NAMES: [SheetColumn; 2] = [SheetColumn::Id, SheetColumn::Name];

/// An indicator, and the figures of which it had rows.
#[derive(Debug, Default)]
pub struct IndicatorAbove {
    /// Its names, its unit and its place.
    fields: SheetRow,
    figures: BTreeSet<SheetColumn>,
}

impl IndicatorAbove {
    /// Gives the row of a figure the names and the unit of the indicator above, unless it names another one, or that one has had such a row.
    pub fn complete(&mut self, figure: SheetColumn, row: &mut SheetRow) {
        let is_same = |column: &SheetColumn| match (self.fields.get(column), row.get(column)) {
            (_, None) => true,
            (Some(there), Some(here)) => plain(there.content.text()) == plain(here.content.text()),
            (None, Some(_)) => false,
        };
        let goes_on = !self.figures.contains(&figure) && NAMES.iter().chain(&SheetColumn::PLACES).all(is_same);
        if !goes_on {
            let about = NAMES.iter().chain(&SheetColumn::PLACES).chain([&SheetColumn::Unit]);
            self.fields = about.filter_map(|column| Some((*column, row.get(column)?.clone()))).collect();
            self.figures.clear();
        }
        self.figures.insert(figure);
        for column in NAMES.iter().chain([&SheetColumn::Unit]) {
            if let Some(field) = self.fields.get(column) {
                row.entry(*column).or_insert_with(|| field.clone());
            }
        }
        if let Some(unit) = row.get(&SheetColumn::Unit) {
            self.fields.entry(SheetColumn::Unit).or_insert_with(|| unit.clone());
        }
    }
}

//! What a row says of a result, and what a person should look at first.

use super::read::{self, IndicatorUnit, ReadField, StatusField};
use super::recognise::{SheetField, SheetRow};
use super::table::TableOrigin;
use super::words::SheetColumn;
use crate::diagnostic::{Fault, Place};
use crate::model::{Bound, Certainty, Indicator, Reading, Year};

/// What becomes of a row with a conflict when conflicts are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    Taken,
    LeftOut,
}

/// Something that is wrong with a row.
#[derive(Debug)]
pub struct Doubt {
    pub place: Place,
    pub fault: Fault,
    pub accepted: Accepted,
}

/// A result as a row has it; what it does not say is `None`.
#[derive(Debug)]
pub struct ParsedRow {
    pub reading: Reading,
    pub year: Year,
    /// How certain the figure is; `Some(None)` is 確定値.
    pub certainty: Option<Option<Certainty>>,
    pub bound: Option<Bound>,
    pub note: Option<String>,
    pub note_in_english: Option<String>,
    pub place: Place,
}

/// What came of a row.
pub struct RowOutcome {
    /// `None` where it says nothing that can be taken.
    pub row: Option<ParsedRow>,
    pub doubts: Vec<Doubt>,
}

/// Reads the fields of one row.
pub struct RowReader<'a> {
    row: &'a SheetRow,
    origin: TableOrigin,
    indicator: &'a Indicator,
    doubts: Vec<Doubt>,
}

impl<'a> RowReader<'a> {
    pub fn new(row: &'a SheetRow, origin: TableOrigin, indicator: &'a Indicator) -> RowReader<'a> {
        RowReader { row, origin, indicator, doubts: Vec::new() }
    }

    /// What the row says, and every doubt; a result without a year is of the usual one.
    pub fn read(mut self, usual: Year) -> RowOutcome {
        let measured = IndicatorUnit { id: &self.indicator.id, unit: self.indicator.unit.as_ref() };
        self.field(SheetColumn::Unit, |field| measured.check_unit(field.content.text().trim()));
        let standing = self.field(SheetColumn::Status, read::standing);
        let year = self.year(usual);
        let value = self.value();
        let reading = self.reading(value, standing);
        let certainty = match standing {
            Some(StatusField::Figure(certainty)) => Some(certainty),
            Some(StatusField::Missing(_)) | None => None,
        };
        let certainty = self.field(SheetColumn::Certainty, read::certainty).or(certainty);
        let bound = self.field(SheetColumn::Bound, read::bound);
        let (note, note_in_english) = (self.text(SheetColumn::Note), self.text(SheetColumn::NoteOnResultEnglish));
        let places = [SheetColumn::Value, SheetColumn::Step, SheetColumn::Status];
        let place = places.iter().find_map(|column| self.row.get(column)).map(|field| field.place.clone());
        let found = reading.zip(year).zip(place);
        let row = found.map(|((reading, year), place)| ParsedRow { reading, year, certainty, bound, note, note_in_english, place });
        RowOutcome { row, doubts: self.doubts }
    }

    fn doubt(&mut self, field: &SheetField, fault: Fault, accepted: Accepted) {
        self.doubts.push(Doubt { place: field.place.clone(), fault, accepted });
    }

    /// A field by its reader; what that refuses keeps the row from being taken.
    fn field<T>(&mut self, column: SheetColumn, read: impl FnOnce(&SheetField) -> Result<T, Fault>) -> Option<T> {
        let field = self.row.get(&column)?;
        match read(field) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.doubt(field, fault, Accepted::LeftOut);
                None
            }
        }
    }

    /// The year of the result; `None` where it cannot be read.
    fn year(&mut self, usual: Year) -> Option<Year> {
        let calendar = self.field(SheetColumn::YearKind, read::is_calendar).unwrap_or(usual.calendar);
        let number = if self.row.contains_key(&SheetColumn::Year) { self.field(SheetColumn::Year, read::year)? } else { usual.number };
        Some(Year { number, calendar })
    }

    /// A text; of fields of a text without the mark that keeps spreadsheets from taking it for a formula.
    fn text(&self, column: SheetColumn) -> Option<String> {
        let written = self.row.get(&column)?.content.text();
        let bare = match self.origin {
            TableOrigin::Fields => read::without_mark(written),
            TableOrigin::Workbook | TableOrigin::Lines => written,
        };
        Some(bare.trim().to_owned())
    }

    fn value(&mut self) -> Option<Reading> {
        let field = self.row.get(&SheetColumn::Value).or(self.row.get(&SheetColumn::Step))?;
        match read::reading(field, self.origin, self.indicator) {
            ReadField::Sure(reading) => Some(reading),
            ReadField::Doubtful(reading, fault) => {
                self.doubt(field, fault, Accepted::Taken);
                Some(reading)
            }
            ReadField::Refused(fault) => {
                self.doubt(field, fault, Accepted::LeftOut);
                None
            }
        }
    }

    /// The figure, or why there is none; a row cannot say both.
    fn reading(&mut self, value: Option<Reading>, standing: Option<StatusField>) -> Option<Reading> {
        let Some(StatusField::Missing(status)) = standing else { return value };
        if let (Some(Reading::Value(_) | Reading::Step(_)), Some(field)) = (value, self.row.get(&SheetColumn::Status)) {
            let fault = Fault::ConflictingKeys { first: "実績".to_owned(), second: "状況".to_owned() };
            self.doubt(field, fault, Accepted::LeftOut);
        }
        Some(Reading::Missing(status))
    }
}

//! What a row says of a result.

use super::read::{self, Measured, Read, Standing};
use super::recognise::{Column, Field, Row};
use super::table::Origin;
use crate::diagnostic::{Fault, Place};
use crate::model::{Bound, Certainty, Indicator, Reading, Year};

/// What becomes of a row with a conflict when conflicts are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    Taken,
    LeftOut,
}

/// A conflict of a row.
pub type Conflict = (Place, Fault, Accepted);

/// A result as a row says it; what it does not say is `None`.
pub struct Said {
    pub reading: Reading,
    pub year: Year,
    pub certainty: Option<Option<Certainty>>,
    pub bound: Option<Bound>,
    pub note: Option<String>,
    pub note_in_english: Option<String>,
    pub place: Place,
}

/// A row for one indicator, and what is wrong with it.
pub struct Reader<'a> {
    pub row: &'a Row,
    pub origin: Origin,
    pub indicator: &'a Indicator,
    pub conflicts: Vec<Conflict>,
}

impl<'a> Reader<'a> {
    /// What the row says; where it names no year, it is the usual one.
    pub fn said(&mut self, usual: Year) -> Option<Said> {
        let measured = Measured { id: &self.indicator.id, unit: self.indicator.unit.as_ref() };
        self.take(Column::Unit, |field| measured.check_unit(field.content.text().trim()));
        let standing = self.take(Column::Status, read::standing);
        let year = self.year(usual);
        let value = self.value();
        let place = self.row.get(&Column::Value).or(self.row.get(&Column::Step)).or(self.row.get(&Column::Status))?.place.clone();
        let (reading, certainty) = match (value, standing) {
            (Some(value @ (Reading::Value(_) | Reading::Step(_))), Some(Standing::Missing(_))) => {
                let place = self.row.get(&Column::Status).map_or_else(|| place.clone(), |field| field.place.clone());
                self.refuse(place, Fault::ConflictingKeys { first: "実績".to_owned(), second: "状況".to_owned() });
                (Some(value), None)
            }
            (_, Some(Standing::Missing(status))) => (Some(Reading::Missing(status)), None),
            (value, Some(Standing::Figure(certainty))) => (value, Some(certainty)),
            (value, None) => (value, None),
        };
        let certainty = self.take(Column::Certainty, read::certainty).or(certainty);
        let bound = self.take(Column::Bound, read::bound);
        let (note, note_in_english) = (self.text(Column::Note), self.text(Column::NoteOnResultEnglish));
        Some(Said { reading: reading?, year: year?, certainty, bound, note, note_in_english, place })
    }

    fn refuse(&mut self, place: Place, fault: Fault) {
        self.conflicts.push((place, fault, Accepted::LeftOut));
    }

    /// What a field says; a fault makes the row a conflict.
    fn take<T>(&mut self, column: Column, read: impl Fn(&Field) -> Result<T, Fault>) -> Option<T> {
        let field = self.row.get(&column)?;
        read(field).map_err(|fault| self.refuse(field.place.clone(), fault)).ok()
    }

    /// The year of the result; `None` where it cannot be read.
    fn year(&mut self, usual: Year) -> Option<Year> {
        let calendar = self.take(Column::YearKind, read::is_calendar).unwrap_or(usual.calendar);
        let number = if self.row.contains_key(&Column::Year) { self.take(Column::Year, read::year)? } else { usual.number };
        Some(Year { number, calendar })
    }

    fn value(&mut self) -> Option<Reading> {
        let field = self.row.get(&Column::Value).or(self.row.get(&Column::Step))?;
        match read::reading(field, self.origin, self.indicator) {
            Read::Sure(reading) => Some(reading),
            Read::Doubtful(reading, fault) => {
                self.conflicts.push((field.place.clone(), fault, Accepted::Taken));
                Some(reading)
            }
            Read::Refused(fault) => {
                self.refuse(field.place.clone(), fault);
                None
            }
        }
    }

    /// A text; of fields of a text without the mark that keeps spreadsheets from taking it for a formula.
    fn text(&self, column: Column) -> Option<String> {
        let written = self.row.get(&column)?.content.text();
        let bare = match self.origin {
            Origin::Fields => read::without_mark(written),
            Origin::Workbook | Origin::Lines => written,
        };
        Some(bare.trim().to_owned())
    }
}

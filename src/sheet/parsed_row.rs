//! What a row says of a result, and what a person should look at first.

use super::cell_figure::CellReader;
use super::figure::{WrittenFigure, WrittenYear, mark};
use super::read::{self, ResultReading, StatusField};
use super::recognise::{SheetField, SheetRow};
use super::table::TableOrigin;
use super::words::SheetColumn;
use crate::diagnostic::{Fault, Place};
use crate::model::{Bound, Certainty, Indicator, Published, Reading, Year};
use std::collections::BTreeMap;

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
    /// The day to which the figure belongs; the year is the one in which it lies.
    pub as_of: Option<Published>,
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
    footnotes: &'a BTreeMap<String, String>,
    doubts: Vec<Doubt>,
}

impl<'a> RowReader<'a> {
    /// `footnotes` are the notes below the table by their marks.
    pub fn new(row: &'a SheetRow, origin: TableOrigin, indicator: &'a Indicator, footnotes: &'a BTreeMap<String, String>) -> RowReader<'a> {
        RowReader { row, origin, indicator, footnotes, doubts: Vec::new() }
    }

    /// What the row says, and every doubt; a result without a year is of the usual one. What the cell of the result says beside its
    /// figure counts where no column says it.
    pub fn read(mut self, usual: Year) -> RowOutcome {
        let reader = self.cell_reader();
        let unit = self.field(SheetColumn::Unit, |field| {
            reader.check_unit(field.content.text().trim()).map(|()| field.content.text().trim().to_owned())
        });
        let standing = self.field(SheetColumn::Status, read::standing);
        let own_year = self.year(usual);
        let (value, figure) = self.value(CellReader { unit_of_row: unit.as_deref().filter(|unit| !unit.is_empty()), ..reader });
        let reading = self.reading(value, standing);
        let (year, as_of) = self.year_and_day(own_year, figure.as_ref().and_then(|figure| figure.year.as_ref()), usual);
        let certainty = self.certainty(standing, figure.as_ref());
        let bound = self.field(SheetColumn::Bound, read::bound).or(figure.as_ref().and_then(|figure| figure.bound));
        let (note, note_in_english) = (self.note(figure.as_ref()), self.text(SheetColumn::NoteOnResultEnglish));
        let found = reading.zip(year).zip(self.place_of_result());
        let row = found.map(|((reading, year), place)| ParsedRow { reading, year, as_of, certainty, bound, note, note_in_english, place });
        RowOutcome { row, doubts: self.doubts }
    }

    fn cell_reader(&self) -> CellReader<'a> {
        CellReader { id: &self.indicator.id, unit: self.indicator.unit.as_ref(), unit_of_row: None, origin: self.origin }
    }

    fn place_of_result(&self) -> Option<Place> {
        let places = [SheetColumn::Value, SheetColumn::Step, SheetColumn::Status];
        places.iter().find_map(|column| self.row.get(column)).map(|field| field.place.clone())
    }

    fn doubt(&mut self, place: Place, fault: Fault, accepted: Accepted) {
        self.doubts.push(Doubt { place, fault, accepted });
    }

    /// A field by its reader; what that refuses keeps the row from being taken.
    fn field<T>(&mut self, column: SheetColumn, read: impl FnOnce(&SheetField) -> Result<T, Fault>) -> Option<T> {
        let field = self.row.get(&column)?;
        match read(field) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.doubt(field.place.clone(), fault, Accepted::LeftOut);
                None
            }
        }
    }

    /// The year of the result; `None` where it cannot be read.
    fn year(&mut self, usual: Year) -> Option<Year> {
        let calendar = self.field(SheetColumn::YearKind, read::is_calendar).unwrap_or(usual.calendar);
        let number = if self.row.contains_key(&SheetColumn::Year) { self.field(SheetColumn::Year, read::year)? } else { usual.number };
        self.year_kind_of_form(Year { number, calendar });
        Some(Year { number, calendar })
    }

    /// A year cell of a form that says 年 where the result is of a fiscal year, or 年度 where it is of a calendar year.
    fn year_kind_of_form(&mut self, own: Year) {
        let Some(field) = self.row.get(&SheetColumn::Year).filter(|_| self.origin == TableOrigin::Form) else { return };
        let text = field.content.text().trim();
        let says = if text.ends_with("年度") { Some(false) } else { text.ends_with('年').then_some(true) };
        if says.is_some_and(|calendar| calendar != own.calendar) {
            let fault = Fault::YearOfCell { found: text.to_owned(), year: own.number, calendar: own.calendar };
            self.doubt(field.place.clone(), fault, Accepted::Taken);
        }
    }

    /// The year of the row with the day of the cell. A year that only the cell has is that of the result; one that differs from the
    /// column's is a conflict.
    fn year_and_day(&mut self, own: Option<Year>, of_cell: Option<&WrittenYear>, usual: Year) -> (Option<Year>, Option<Published>) {
        let (Some(own), Some(written)) = (own, of_cell) else {
            own.into_iter().for_each(|own| self.year_kind_of_heading(own, usual));
            return (own, None);
        };
        let year = written.year(own.calendar);
        if self.row.contains_key(&SheetColumn::Year) && year != own {
            let fault = Fault::YearOfCell { found: written.text.clone(), year: own.number, calendar: own.calendar };
            if let Some(place) = self.place_of_result() {
                self.doubt(place, fault, Accepted::LeftOut);
            }
            return (Some(own), None);
        }
        if !self.row.contains_key(&SheetColumn::Year) && year.calendar != usual.calendar {
            let fault = Fault::YearOfCell { found: written.text.clone(), year: usual.number, calendar: usual.calendar };
            self.doubts.extend(self.place_of_result().map(|place| Doubt { place, fault, accepted: Accepted::LeftOut }));
        }
        (Some(year), written.day())
    }

    /// A heading that says 年 above the figure of a fiscal year, or 年度 above that of a calendar year.
    fn year_kind_of_heading(&mut self, own: Year, usual: Year) {
        let says = self.row.get(&SheetColumn::HeadingYearKind).filter(|_| !self.row.contains_key(&SheetColumn::YearKind));
        let Some(calendar) = says.and_then(|field| read::is_calendar(field).ok()) else { return };
        if calendar != usual.calendar {
            let found = format!("{}{}", own.number, if calendar { "年" } else { "年度" });
            let fault = Fault::YearOfCell { found, year: own.number, calendar: usual.calendar };
            self.doubts.extend(self.place_of_result().map(|place| Doubt { place, fault, accepted: Accepted::LeftOut }));
        }
    }

    /// How certain the figure is: by its column, by the column of the status, or by the cell. Two that differ are a conflict.
    fn certainty(&mut self, standing: Option<StatusField>, figure: Option<&WrittenFigure>) -> Option<Option<Certainty>> {
        let of_status = match standing {
            Some(StatusField::Figure(certainty)) => Some(certainty),
            Some(StatusField::Missing(_)) | None => None,
        };
        let of_column = self.field(SheetColumn::Certainty, read::certainty).or(of_status);
        let of_cell = figure.and_then(|figure| figure.certainty);
        if let (Some(column), Some(cell)) = (of_column, of_cell)
            && column != cell
        {
            self.two_keys();
        }
        of_column.or(of_cell)
    }

    fn two_keys(&mut self) {
        let field = self.row.get(&SheetColumn::Status).or(self.row.get(&SheetColumn::Certainty));
        if let Some(place) = field.map(|field| field.place.clone()) {
            let fault = Fault::ConflictingKeys { first: "実績".to_owned(), second: "状況".to_owned() };
            self.doubt(place, fault, Accepted::LeftOut);
        }
    }

    /// The note of its column, the remarks of the cell and the footnotes of its marks, as one text.
    fn note(&mut self, figure: Option<&WrittenFigure>) -> Option<String> {
        let own = self.text(SheetColumn::Note).map(|note| self.with_footnote(note));
        let mut notes: Vec<String> = own.into_iter().collect();
        let remarks = figure.map(|figure| figure.remarks.clone()).unwrap_or_default();
        let marks = figure.map(|figure| figure.marks.clone()).unwrap_or_default();
        let texts: Vec<String> = marks.iter().filter_map(|mark| self.footnote(mark)).collect();
        let month = figure.and_then(|figure| figure.year.as_ref()).filter(|year| year.date.is_some() && year.day().is_none());
        let month = month.map(|year| year.text.clone());
        for more in remarks.into_iter().chain(month).chain(texts) {
            if !notes.iter().any(|note| note.contains(&more)) {
                notes.push(more);
            }
        }
        (!notes.is_empty()).then(|| notes.join("、"))
    }

    /// A note that is nothing but the mark of a footnote.
    fn with_footnote(&mut self, note: String) -> String {
        match mark(&note) {
            Some(mark) => self.footnote(&mark).unwrap_or(note),
            None => note,
        }
    }

    /// The text of a footnote; a mark without one is told.
    fn footnote(&mut self, mark: &str) -> Option<String> {
        if let Some(text) = self.footnotes.get(mark) {
            return Some(text.clone());
        }
        if let Some(place) = self.place_of_result() {
            self.doubt(place, Fault::FootnoteUnknown { mark: mark.to_owned() }, Accepted::Taken);
        }
        None
    }

    /// A text; of fields of a text without the mark that keeps spreadsheets from taking it for a formula.
    fn text(&self, column: SheetColumn) -> Option<String> {
        let written = self.row.get(&column)?.content.text();
        let bare = match self.origin {
            TableOrigin::Fields => read::without_mark(written),
            TableOrigin::Workbook | TableOrigin::Form | TableOrigin::Lines => written,
        };
        Some(bare.trim().to_owned())
    }

    fn value(&mut self, reader: CellReader<'_>) -> (Option<Reading>, Option<WrittenFigure>) {
        let Some(field) = self.row.get(&SheetColumn::Value).or(self.row.get(&SheetColumn::Step)) else { return (None, None) };
        let ResultReading { reading, figure, doubts } = read::reading(field, reader, self.indicator);
        for doubt in doubts {
            self.doubt(field.place.clone(), doubt.fault, doubt.accepted);
        }
        (reading, figure)
    }

    /// The figure, or why there is none; a row cannot say both.
    fn reading(&mut self, value: Option<Reading>, standing: Option<StatusField>) -> Option<Reading> {
        let Some(StatusField::Missing(status)) = standing else { return value };
        if let Some(Reading::Value(_) | Reading::Step(_)) = value {
            self.two_keys();
        }
        Some(Reading::Missing(status))
    }
}

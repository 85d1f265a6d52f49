//! The figure of a cell, held against the unit that it is counted in: what is sure of it, and what a person should look at first.

use super::figure::{UnitFit, WrittenAmount, WrittenCell, WrittenFigure, WrittenUnit, fit, same_unit};
use super::parsed_row::Accepted;
use super::plain::plain;
use super::table::{CellContent, TableOrigin};
use crate::diagnostic::{Fault, Shape};
use crate::model::{Quantity, Unit, UnitPosition};
use jiff::Span;
use jiff::civil::date;

/// What came of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellReading {
    /// `None` where nothing can be taken. The amount is in the unit of the reader.
    pub figure: Option<WrittenFigure>,
    pub doubts: Vec<CellDoubt>,
}

/// Something that is wrong with a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellDoubt {
    pub fault: Fault,
    pub accepted: Accepted,
}

/// Reads cells of one indicator.
#[derive(Clone, Copy)]
pub struct CellReader<'a> {
    /// The id or the name of the indicator, for messages.
    pub id: &'a str,
    pub unit: Option<&'a Unit>,
    /// What the column of units says of figures that are written without one.
    pub unit_of_row: Option<&'a str>,
    pub origin: TableOrigin,
}

impl CellReading {
    fn refused(fault: Fault) -> CellReading {
        CellReading { figure: None, doubts: vec![CellDoubt { fault, accepted: Accepted::LeftOut }] }
    }

    fn taken(&mut self, fault: Fault) {
        self.doubts.push(CellDoubt { fault, accepted: Accepted::Taken });
    }
}

impl CellReader<'_> {
    pub fn read(&self, content: &CellContent) -> CellReading {
        match content {
            CellContent::Text(text) => {
                let mut reading = self.text(text);
                if let (TableOrigin::Workbook, Some(number), Ok(_)) = (self.origin, reading.number(), Quantity::parse_written(text)) {
                    reading.taken(Fault::NumberAsText { found: text.trim().to_owned(), read: number });
                }
                reading
            }
            CellContent::Number(digits) | CellContent::Rounded { shown: digits, .. } => self.text(digits),
            CellContent::Date(number) => {
                let mut reading = self.text(number);
                if reading.figure.is_some() {
                    reading.taken(Fault::NumberAsDate { found: day(number), read: number.clone() });
                }
                reading
            }
            CellContent::Other(text) => CellReading::refused(not_a_number(text)),
        }
    }

    fn text(&self, text: &str) -> CellReading {
        let own = self.unit.map(|unit| unit.ja.as_str());
        match WrittenCell::parse(text, own.or(self.unit_of_row)) {
            WrittenCell::One(figure) => self.one(figure, text),
            WrittenCell::Parts(parts) => {
                let figures = parts.iter().map(|part| format!("{} {}", part.label, shown(&part.figure)).trim_start().to_owned()).collect();
                CellReading::refused(Fault::SeveralFigures { found: text.trim().to_owned(), figures })
            }
            WrittenCell::Change(before, after) => {
                let figures = vec![shown(&before), shown(&after)];
                CellReading::refused(Fault::SeveralFigures { found: text.trim().to_owned(), figures })
            }
            WrittenCell::Above => CellReading::refused(not_a_number(text)),
        }
    }

    fn one(&self, mut figure: WrittenFigure, text: &str) -> CellReading {
        let found = text.trim().to_owned();
        if figure.amount == WrittenAmount::TooManyDigits {
            return CellReading::refused(Fault::TooManyDigits { found });
        }
        if !figure.is_number() {
            return CellReading { figure: Some(figure), doubts: Vec::new() };
        }
        let found = match self.unit_of_row.filter(|_| figure.unit.is_none()) {
            Some(unit) => format!("{found}{unit}"),
            None => found,
        };
        if figure.unit.is_none() {
            figure.unit = self.unit_of_row.map(|ja| WrittenUnit { ja: ja.to_owned(), position: UnitPosition::After });
        }
        let mut reading = CellReading { figure: None, doubts: Vec::new() };
        match fit(&figure, self.unit) {
            UnitFit::Same => {}
            UnitFit::Converted(amount) => {
                figure.amount = amount;
                let unit = self.unit.map(|unit| unit.ja.clone()).unwrap_or_default();
                reading.taken(Fault::UnitConverted { found: found.clone(), converted: shown_amount(&figure.amount), unit });
            }
            UnitFit::Differs(unit) => return CellReading::refused(unit_differs(self.id, &unit, self.unit)),
        }
        if let Some(doubt) = figure.doubt {
            reading.taken(Fault::FigureDoubtful { found, read: shown_amount(&figure.amount), doubt });
        }
        reading.figure = Some(figure);
        reading
    }

    /// Whether a unit is the one that the figures are counted in, or one that can be converted into it.
    ///
    /// # Errors
    ///
    /// [`Fault::UnitDiffers`].
    pub fn check_unit(&self, found: &str) -> Result<(), Fault> {
        let is_none = ["", "-", "なし"].contains(&plain(found).as_str());
        let of_one = |unit: &str| match self.text(&format!("1{unit}")) {
            CellReading { figure: Some(figure), .. } => figure.is_number(),
            CellReading { figure: None, .. } => false,
        };
        let fits = self.unit.map_or(is_none, |unit| same_unit(&unit.ja, found) || (!is_none && of_one(found)));
        if fits { Ok(()) } else { Err(unit_differs(self.id, found, self.unit)) }
    }
}

impl CellReading {
    /// The number of the figure, where it is one.
    fn number(&self) -> Option<String> {
        self.figure.as_ref().filter(|figure| figure.is_number()).map(|figure| shown_amount(&figure.amount))
    }
}

/// A figure with its unit and its year, as messages name it.
fn shown(figure: &WrittenFigure) -> String {
    let unit = figure.unit.as_ref().map(|unit| unit.ja.as_str()).unwrap_or_default();
    let year = figure.year.as_ref().map(|year| format!("（{}）", year.text)).unwrap_or_default();
    format!("{}{unit}{year}", shown_amount(&figure.amount))
}

fn shown_amount(amount: &WrittenAmount) -> String {
    match amount {
        WrittenAmount::Value(value) => value.decimal().to_string(),
        WrittenAmount::Range(min, max) => format!("{}～{}", min.decimal(), max.decimal()),
        WrittenAmount::Missing(_) | WrittenAmount::TooManyDigits => "－".to_owned(),
        WrittenAmount::Word(word) => word.clone(),
    }
}

fn unit_differs(id: &str, found: &str, own: Option<&Unit>) -> Fault {
    Fault::UnitDiffers { id: id.to_owned(), found: found.to_owned(), unit: own.map(|unit| unit.ja.clone()) }
}

/// What is said of a cell without a figure: letters can be kept as a note, and anything else is a number that cannot be read.
pub fn no_figure(text: &str) -> CellDoubt {
    let text = text.trim();
    if text.starts_with(|letter: char| letter.is_alphanumeric() && letter != 'ー') && text.contains(char::is_alphabetic) {
        return CellDoubt { fault: Fault::TextForFigure { found: text.to_owned() }, accepted: Accepted::Taken };
    }
    CellDoubt { fault: not_a_number(text), accepted: Accepted::LeftOut }
}

pub fn not_a_number(text: &str) -> Fault {
    Fault::WrongShape { expected: Shape::Number, found: format!("`{}`", text.trim()) }
}

/// The day that a spreadsheet shows for a number of days since the end of 1899.
pub fn day(number: &str) -> String {
    let days = number.split('.').next().and_then(|days| days.parse::<i64>().ok());
    let shown = days.and_then(|days| date(1899, 12, 30).checked_add(Span::new().try_days(days).ok()?).ok());
    shown.map_or_else(|| number.to_owned(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Units;

    fn read(content: CellContent, unit: &str, origin: TableOrigin) -> (Option<String>, Vec<&'static str>) {
        let unit = Units::default().find(unit);
        let reading = CellReader { id: "x", unit: unit.as_ref(), unit_of_row: None, origin }.read(&content);
        (reading.number(), reading.doubts.iter().map(|doubt| doubt.fault.code()).collect())
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        for (text, unit, digits) in [
            ("１，１９０人", "人", "1190"),
            ("△1.5％", "％", "-1.5"),
            ("▲12", "人", "-12"),
            ("1,033万人", "万人", "1033"),
            (" 1.60 ", "人", "1.60"),
            ("人口10万対 270.2", "人口10万対", "270.2"),
            ("270.2（人口10万対）", "人口10万対", "270.2"),
            ("7.5 (人口千対)", "人口千対", "7.5"),
            ("45ヶ所", "か所", "45"),
            ("年4回", "回", "4"),
        ] {
            let expected = (Some(digits.to_owned()), Vec::new());
            assert_eq!(read(CellContent::Text(text.to_owned()), unit, TableOrigin::Fields), expected, "{text}");
        }
    }

    #[test]
    fn another_unit_is_never_read_as_the_own_one() {
        for (content, unit) in [
            (CellContent::Text("12世帯".to_owned()), "人"),
            (CellContent::Number("12.5%".to_owned()), "人"),
            (CellContent::Text("12.5％".to_owned()), "人"),
            (CellContent::Text("月2回".to_owned()), "回"),
            (CellContent::Text("8割".to_owned()), "人"),
        ] {
            assert_eq!(read(content, unit, TableOrigin::Fields), (None, vec!["unit-differs"]));
        }
        let converted = read(CellContent::Text("12千人".to_owned()), "人", TableOrigin::Fields);
        assert_eq!(converted, (Some("12000".to_owned()), vec!["unit-converted"]));
    }

    #[test]
    fn texts_of_a_workbook_that_are_numbers_and_dates_are_doubted() {
        let text = |text: &str| read(CellContent::Text(text.to_owned()), "人", TableOrigin::Workbook);
        assert_eq!(text("１２"), (Some("12".to_owned()), vec!["number-as-text"]));
        assert_eq!(text("12人"), (Some("12".to_owned()), vec![]));
        assert_eq!(text("十四"), (Some("14".to_owned()), vec!["figure-doubtful"]));
        assert_eq!(text("12人→14人"), (None, vec!["several-figures"]));
        let date = read(CellContent::Date("42430".to_owned()), "人", TableOrigin::Workbook);
        assert_eq!(date, (Some("42430".to_owned()), vec!["number-as-date"]));
        assert_eq!(day("42430"), "2016-03-01");
    }

    #[test]
    fn units_of_a_row_that_differ_by_powers_of_ten_are_no_conflict_of_their_own() {
        let unit = Units::default().find("万人");
        let reader = |unit_of_row| CellReader { id: "x", unit: unit.as_ref(), unit_of_row, origin: TableOrigin::Fields };
        let fits = |found: &str| reader(None).check_unit(found).is_ok();
        assert_eq!(["万人", "人", "千人", "件", "", "％"].map(fits), [true, true, true, false, false, false]);
        let reading = reader(Some("人")).read(&CellContent::Number("113000".to_owned()));
        assert_eq!((reading.number().as_deref(), reading.doubts[0].fault.code()), (Some("11.3"), "unit-converted"));
    }
}

//! From fields to the values of the model, with the parsers of front matter.

use super::cell_figure::{CellDoubt, CellReader, CellReading, no_figure};
use super::figure::{WrittenAmount, WrittenFigure};
use super::parsed_row::Accepted;
use super::recognise::{SheetField, plain, plain_figure};
use super::table::{CellContent, TableOrigin};
use crate::diagnostic::{Fault, FigureDoubt, NameClass, Shape};
use crate::model::quantity::NotAQuantity;
use crate::model::vocabulary::FINAL;
use crate::model::year::parse_year;
use crate::model::{Bound, Certainty, Choice, Indicator, Kind, Quantity, Reading, Status, Unit, Word, YearType};
use jiff::Span;
use jiff::civil::date;

/// What a field was read as.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadField<T> {
    Sure(T),
    /// Something that a person should look at first.
    Doubtful(T, Fault),
    Refused(Fault),
}

impl<T> ReadField<T> {
    fn of(read: Result<T, Fault>) -> ReadField<T> {
        read.map_or_else(ReadField::Refused, ReadField::Sure)
    }
}

/// What the column of the status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusField {
    /// Why there is no figure.
    Missing(Status),
    /// How certain the figure is; `None` is 確定値.
    Figure(Option<Certainty>),
}

/// The value that a text names: by its word, by its Japanese label, or by what else tables have for it.
pub fn named<T: Word>(text: &str) -> Option<T> {
    let text = plain(text);
    T::ALL.iter().copied().find(|value| names(value.choice(), &text))
}

fn names(choice: &Choice, text: &str) -> bool {
    choice.word == text || plain(choice.label.ja) == text || choice.synonyms.contains(&text)
}

/// The Japanese labels of a closed choice.
pub fn labels<T: Word>() -> impl Iterator<Item = &'static str> {
    T::CHOICES.iter().map(|choice| choice.label.ja)
}

/// A field that holds one of a closed choice.
///
/// # Errors
///
/// [`Fault::Unknown`] with the words that are known.
pub fn chosen<T: Word>(field: &SheetField, noun: NameClass) -> Result<T, Fault> {
    let text = field.content.text();
    named(text).ok_or_else(|| Fault::unknown(noun, text.trim(), labels::<T>()))
}

/// A field of the column of the status.
///
/// # Errors
///
/// [`Fault::Unknown`] with the words that are known.
pub fn standing(field: &SheetField) -> Result<StatusField, Fault> {
    let text = field.content.text();
    let is_final = || names(&FINAL, &plain(text)).then_some(None);
    let missing = named(text).map(StatusField::Missing);
    let found = missing.or_else(|| named(text).map(Some).or_else(is_final).map(StatusField::Figure));
    found.ok_or_else(|| Fault::unknown(NameClass::Status, text.trim(), choices()))
}

/// A field of a column of its own for how certain a figure is.
///
/// # Errors
///
/// [`Fault::Unknown`] with the words that are known.
pub fn certainty(field: &SheetField) -> Result<Option<Certainty>, Fault> {
    match standing(field)? {
        StatusField::Figure(certainty) => Ok(certainty),
        StatusField::Missing(_) => chosen(field, NameClass::Certainty).map(Some),
    }
}

/// 以上, 以下, 未満, 超 or 程度, or the word that front matter has for it.
///
/// # Errors
///
/// [`Fault::Unknown`] with the words that are known.
pub fn bound(field: &SheetField) -> Result<Bound, Fault> {
    chosen(field, NameClass::Bound)
}

/// Whether a year is a calendar year.
///
/// # Errors
///
/// [`Fault::UnknownYear`].
pub fn is_calendar(field: &SheetField) -> Result<bool, Fault> {
    let text = field.content.text();
    let found = named(text).map(|year_type: YearType| year_type == YearType::Calendar);
    found.ok_or_else(|| Fault::UnknownYear { found: text.trim().to_owned() })
}

/// A text of open data without the mark in front of what looks like a formula.
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| crate::data::safe(rest) != *rest).unwrap_or(text)
}

/// What can be chosen for the status, in Japanese.
pub fn choices() -> impl Iterator<Item = &'static str> {
    labels::<Certainty>().chain(labels::<Status>())
}

/// A year in any notation.
///
/// # Errors
///
/// [`Fault::UnknownYear`].
pub fn year(field: &SheetField) -> Result<i32, Fault> {
    let found = field.content.text().trim();
    let known = matches!(field.content, CellContent::Text(_) | CellContent::Number(_)).then(|| parse_year(found)).flatten();
    known.ok_or_else(|| Fault::UnknownYear { found: found.to_owned() })
}

/// A result with what its cell says beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultReading {
    /// `None` where nothing can be taken.
    pub reading: Option<Reading>,
    /// What stands beside the figure, where the cell was taken apart.
    pub figure: Option<WrittenFigure>,
    pub doubts: Vec<CellDoubt>,
}

/// A result: a figure, a step, or why there is none. A text for a figure becomes the remark of an unknown one.
pub fn reading(field: &SheetField, reader: CellReader<'_>, indicator: &Indicator) -> ResultReading {
    let text = field.content.text();
    let sure = |reading| ResultReading { reading: Some(reading), figure: None, doubts: Vec::new() };
    if indicator.kind == Kind::Milestone {
        if let Some(step) = step(text, indicator) {
            return sure(Reading::Step(step));
        }
        return milestone(WrittenFigure::parse(text, None), text, indicator);
    }
    let CellReading { figure, mut doubts } = reader.read(&field.content);
    let Some(mut figure) = figure else { return ResultReading { reading: None, figure: None, doubts } };
    let reading = match &figure.amount {
        WrittenAmount::Value(value) => Some(Reading::Value(*value)),
        WrittenAmount::Missing(status) => Some(Reading::Missing(*status)),
        WrittenAmount::Range(min, max) => {
            let figures = [min, max].map(|end| end.decimal().to_string()).to_vec();
            let fault = Fault::SeveralFigures { found: text.trim().to_owned(), figures };
            doubts.push(CellDoubt { fault, accepted: Accepted::LeftOut });
            None
        }
        WrittenAmount::Word(_) | WrittenAmount::TooManyDigits => {
            doubts.push(no_figure(text));
            figure = WrittenFigure { remarks: vec![text.trim().to_owned()], ..WrittenFigure::word(text.trim()) };
            Some(Reading::Missing(Status::Unknown))
        }
    };
    if let Some(kind) = figure.kind.filter(|kind| !is_of_kind(*kind, indicator.kind)) {
        let (found, kind) = (kind.choice().label.ja.to_owned(), indicator.kind.choice().label.ja.to_owned());
        let fault = Fault::KindOfCell { id: indicator.id.clone(), found, kind };
        doubts.push(CellDoubt { fault, accepted: Accepted::LeftOut });
    }
    ResultReading { reading, figure: Some(figure), doubts }
}

/// Whether figures of a kind are what a mark says: a total of a period is a running total as well.
fn is_of_kind(mark: Kind, kind: Kind) -> bool {
    let is_total = |kind| matches!(kind, Kind::Cumulative | Kind::Sum);
    mark == kind || (is_total(mark) && is_total(kind))
}

/// What has been reached of a milestone; 策定済 is doubtful for the step 策定.
fn milestone(figure: WrittenFigure, text: &str, indicator: &Indicator) -> ResultReading {
    let word = match &figure.amount {
        WrittenAmount::Word(word) => word.clone(),
        WrittenAmount::Missing(status) => {
            return ResultReading { reading: Some(Reading::Missing(*status)), figure: Some(figure), doubts: Vec::new() };
        }
        WrittenAmount::Value(_) | WrittenAmount::Range(..) | WrittenAmount::TooManyDigits => text.to_owned(),
    };
    if let Some(step) = step(&word, indicator) {
        return ResultReading { reading: Some(Reading::Step(step)), figure: Some(figure), doubts: Vec::new() };
    }
    let taken = |step: usize| {
        let read = indicator.steps.get(step).map(|step| step.name.ja.clone()).unwrap_or_default();
        let fault = Fault::FigureDoubtful { found: text.trim().to_owned(), read, doubt: FigureDoubt::Step };
        let doubts = vec![CellDoubt { fault, accepted: Accepted::Taken }];
        ResultReading { reading: Some(Reading::Step(step)), figure: Some(figure.clone()), doubts }
    };
    let refused = || CellDoubt { fault: unknown_step(text, indicator), accepted: Accepted::LeftOut };
    let near = nearly_step(&word, indicator).map(taken);
    near.unwrap_or_else(|| ResultReading { reading: None, figure: None, doubts: vec![refused()] })
}

/// A step by its id or its Japanese name; `None` where several are called alike.
fn step(text: &str, indicator: &Indicator) -> Option<usize> {
    let text = plain(text);
    let mut called = (0..).zip(&indicator.steps).filter(|(_, step)| step.id == text || plain(&step.name.ja) == text);
    let (found, _) = called.next()?;
    called.next().is_none().then_some(found)
}

/// The one step whose name is the same but for a word that says that it is done.
fn nearly_step(text: &str, indicator: &Indicator) -> Option<usize> {
    const DONE: [&str; 6] = ["済み", "済", "ずみ", "完了", "しました", "した"];
    let stem = |text: &str| {
        let text = plain(text);
        DONE.iter().find_map(|done| text.strip_suffix(done).map(str::to_owned)).unwrap_or(text)
    };
    let wanted = stem(text);
    let mut called = (0..).zip(&indicator.steps).filter(|(_, step)| !wanted.is_empty() && stem(&step.name.ja) == wanted);
    let (found, _) = called.next()?;
    called.next().is_none().then_some(found)
}

fn unknown_step(text: &str, indicator: &Indicator) -> Fault {
    Fault::MilestoneStep { found: text.trim().to_owned(), known: indicator.steps.iter().map(|step| step.name.ja.clone()).collect() }
}

/// What figures are counted in, and whose they are.
pub struct IndicatorUnit<'a> {
    pub id: &'a str,
    pub unit: Option<&'a Unit>,
}

impl IndicatorUnit<'_> {
    /// A figure: a number, or text as people write it, with or without its unit.
    pub fn quantity(&self, field: &SheetField, origin: TableOrigin) -> ReadField<Quantity> {
        match &field.content {
            CellContent::Number(digits) | CellContent::Rounded { shown: digits, .. } => ReadField::of(self.written(digits)),
            CellContent::Text(text) => match (self.written(text.trim()), origin) {
                (Ok(quantity), TableOrigin::Workbook) => {
                    let fault = Fault::NumberAsText { found: text.trim().to_owned(), read: quantity.decimal().to_string() };
                    ReadField::Doubtful(quantity, fault)
                }
                (read, _) => ReadField::of(read),
            },
            CellContent::Date(number) => match self.written(number) {
                Ok(quantity) => ReadField::Doubtful(quantity, Fault::NumberAsDate { found: day(number), read: number.clone() }),
                Err(fault) => ReadField::Refused(fault),
            },
            CellContent::Other(text) => ReadField::Refused(not_a_number(text)),
        }
    }

    /// # Errors
    ///
    /// [`Fault::UnitDiffers`], [`Fault::TooManyDigits`] and [`Fault::WrongShape`].
    fn written(&self, text: &str) -> Result<Quantity, Fault> {
        let whole = text;
        let bare = self.unit.and_then(|unit| without_unit(text, &unit.ja));
        let text = bare.as_deref().unwrap_or(text).trim_end();
        let is_digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
        let (figure, unit) = text.split_at(text.trim_end_matches(|letter| !is_digit(letter)).len());
        if !unit.trim().is_empty() {
            Quantity::parse_written(figure).map_err(|_| not_a_number(whole))?;
            self.check_unit(unit.trim())?;
        }
        Quantity::parse_written(figure).map_err(|error| match error {
            NotAQuantity::TooManyDigits => Fault::TooManyDigits { found: whole.to_owned() },
            NotAQuantity::NotANumber => not_a_number(whole),
        })
    }

    /// Whether a unit is the one that the figures are counted in.
    ///
    /// # Errors
    ///
    /// [`Fault::UnitDiffers`].
    pub fn check_unit(&self, found: &str) -> Result<(), Fault> {
        let own = self.unit.map(|unit| unit.ja.as_str());
        let none = ["", "-", "なし"].contains(&plain(found).as_str());
        if own.map_or(none, |unit| plain(unit) == plain(found)) {
            return Ok(());
        }
        Err(Fault::UnitDiffers { id: self.id.to_owned(), found: found.to_owned(), unit: own.map(str::to_owned) })
    }
}

/// A written figure without its unit, which stands behind it, in brackets behind it, or before it; `None` where it does not. Letter width
/// and spaces do not matter.
pub fn without_unit(written: &str, unit: &str) -> Option<String> {
    let (written, unit) = (plain_figure(written), plain_figure(unit));
    let bare = written.strip_suffix(&format!("({unit})")).or_else(|| written.strip_suffix(&unit)).or_else(|| written.strip_prefix(&unit));
    bare.filter(|bare| !bare.is_empty() && !unit.is_empty()).map(str::to_owned)
}

fn not_a_number(text: &str) -> Fault {
    Fault::WrongShape { expected: Shape::Number, found: format!("`{}`", text.trim()) }
}

/// The day that a spreadsheet shows for a number of days since the end of 1899.
fn day(number: &str) -> String {
    let days = number.split('.').next().and_then(|days| days.parse::<i64>().ok());
    let shown = days.and_then(|days| date(1899, 12, 30).checked_add(Span::new().try_days(days).ok()?).ok());
    shown.map_or_else(|| number.to_owned(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::model::{Direction, FigureRole, Role, Units};

    fn field(content: CellContent) -> SheetField {
        SheetField { content, place: Place::File("a.csv".to_owned()) }
    }

    fn read(content: CellContent, unit: &str, origin: TableOrigin) -> ReadField<String> {
        let unit = Units::default().find(unit);
        match (IndicatorUnit { id: "x", unit: unit.as_ref() }).quantity(&field(content), origin) {
            ReadField::Sure(quantity) => ReadField::Sure(quantity.decimal().to_string()),
            ReadField::Doubtful(quantity, fault) => ReadField::Doubtful(quantity.decimal().to_string(), fault),
            ReadField::Refused(fault) => ReadField::Refused(fault),
        }
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
            ("△1.5人口１０万対", "人口10万対", "-1.5"),
            ("7.5 (人口千対)", "人口千対", "7.5"),
        ] {
            assert_eq!(read(CellContent::Text(text.to_owned()), unit, TableOrigin::Fields), ReadField::Sure(digits.to_owned()), "{text}");
        }
    }

    #[test]
    fn another_unit_is_never_read_as_the_own_one() {
        for (content, unit) in [
            (CellContent::Text("12千人".to_owned()), "人"),
            (CellContent::Number("12.5%".to_owned()), "人"),
            (CellContent::Text("12.5％".to_owned()), "人"),
        ] {
            assert!(matches!(read(content, unit, TableOrigin::Fields), ReadField::Refused(Fault::UnitDiffers { .. })));
        }
    }

    #[test]
    fn texts_and_dates_of_a_workbook_are_doubted() {
        let fault = Fault::NumberAsText { found: "１２".to_owned(), read: "12".to_owned() };
        assert_eq!(read(CellContent::Text("１２".to_owned()), "人", TableOrigin::Workbook), ReadField::Doubtful("12".to_owned(), fault));
        let fault = Fault::NumberAsDate { found: "2016-03-01".to_owned(), read: "42430".to_owned() };
        assert_eq!(
            read(CellContent::Date("42430".to_owned()), "人", TableOrigin::Workbook),
            ReadField::Doubtful("42430".to_owned(), fault)
        );
    }

    fn is_recognised<T: Word + std::fmt::Debug>() {
        for (value, choice) in T::ALL.iter().zip(T::CHOICES) {
            for name in [choice.word, choice.label.ja].iter().chain(choice.synonyms) {
                assert_eq!(named::<T>(name), Some(*value), "{name}");
            }
            assert!(choice.synonyms.iter().all(|synonym| plain(synonym) == **synonym), "{choice:?}");
        }
    }

    #[test]
    fn every_word_is_recognised_by_all_its_names() {
        is_recognised::<Status>();
        is_recognised::<Certainty>();
        is_recognised::<Bound>();
        is_recognised::<Kind>();
        is_recognised::<Direction>();
        is_recognised::<Role>();
        is_recognised::<YearType>();
        is_recognised::<FigureRole>();
        assert_eq!(named::<Status>("-"), Some(Status::Unknown));
    }

    #[test]
    fn the_column_of_the_status_says_as_well_how_certain_a_figure_is() {
        let choice = |word: &str| standing(&field(CellContent::Text(word.to_owned())));
        assert_eq!(choice("速報値"), Ok(StatusField::Figure(Some(Certainty::Provisional))));
        assert_eq!(choice("確定値"), Ok(StatusField::Figure(None)));
        assert!(matches!(choice("不明瞭"), Err(Fault::Unknown { noun: NameClass::Status, .. })));
    }
}

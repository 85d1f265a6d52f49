//! From fields to the values of the model, with the parsers of front matter.

use super::cell_figure::{CellDoubt, CellReader, CellReading, no_figure};
use super::figure::{WrittenAmount, WrittenFigure};
use super::parsed_row::Accepted;
use super::recognise::{SheetField, fiscal_year, plain};
use super::table::CellContent;
use crate::diagnostic::{Fault, FigureDoubt, NameClass};
use crate::model::vocabulary::FINAL;
use crate::model::year::parse_year;
use crate::model::{Bound, Certainty, Choice, Indicator, Kind, Reading, Status, Word, YearType};

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

/// A year in any notation, with spaces in it, in small letters, or with 末.
///
/// # Errors
///
/// [`Fault::UnknownYear`].
pub fn year(field: &SheetField) -> Result<i32, Fault> {
    let found = field.content.text().trim();
    let usual = || plain(found).to_uppercase();
    let parsed = || parse_year(found).or_else(|| parse_year(usual().strip_suffix('末').unwrap_or(&usual()))).or_else(|| fiscal_year(found));
    let known = matches!(field.content, CellContent::Text(_) | CellContent::Number(_)).then(parsed).flatten();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::model::{Direction, FigureRole, Role};

    fn field(content: CellContent) -> SheetField {
        SheetField { content, place: Place::File("a.csv".to_owned()) }
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
    fn a_year_is_read_as_people_write_it() {
        let read = |text: &str| year(&field(CellContent::Text(text.to_owned())));
        for text in ["R4", "r4", "Ｒ４", "R4年度", "令和4", "令和 4 年度", "令和4年度末", "2022", "２０２２年度"] {
            assert_eq!(read(text), Ok(2022), "{text}");
        }
        // The last day of March is that of a fiscal year.
        assert_eq!(read("R4.3.31"), Ok(2021));
        for text in ["4", "22", "R4.4.1", "今年度", "R4・R5"] {
            assert_eq!(read(text), Err(Fault::UnknownYear { found: text.to_owned() }), "{text}");
        }
    }

    #[test]
    fn the_column_of_the_status_says_as_well_how_certain_a_figure_is() {
        let choice = |word: &str| standing(&field(CellContent::Text(word.to_owned())));
        assert_eq!(choice("速報値"), Ok(StatusField::Figure(Some(Certainty::Provisional))));
        assert_eq!(choice("確定値"), Ok(StatusField::Figure(None)));
        assert!(matches!(choice("不明瞭"), Err(Fault::Unknown { noun: NameClass::Status, .. })));
    }
}

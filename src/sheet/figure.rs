//! A cell with a figure, as offices write it, taken apart: number, unit, bound, certainty, year, remarks, marks of footnotes.
//!
//! ```text
//! 約２万４千人以上（R7.3.31現在）※1 → 24000, 人, at least, the day and its fiscal year 2024, the remark 約, the mark ※1
//! ```
//!
//! The parser takes a part off only where it is sure what the part says. A cell in which anything else is left is no number but a
//! [`WrittenAmount::Word`]: it is never read as a part of itself.

mod convert;
mod footnote;
mod number;
mod part;
mod strip;
#[cfg(test)]
mod tests;
mod unit;
mod word;
mod year;

pub use convert::{UnitFit, fit};
pub use footnote::{footnotes, mark, mark_before, mark_behind};
pub use part::pieces;
pub use unit::{WrittenUnit, same_unit};
pub use year::WrittenYear;

use crate::diagnostic::FigureDoubt;
use crate::model::{Bound, Certainty, Kind, Quantity, Status};
use number::Number;
use strip::Stripped;

/// Most letters of a cell that is looked at; a longer one is prose.
const MOST_LETTERS: usize = 200;

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenCell {
    One(WrittenFigure),
    /// Several figures beside each other: `42.4／55.4`, `小6 79.7%` above `中3 76.2%`.
    Parts(Vec<LabelledFigure>),
    /// Two figures or steps with an arrow between them: `3人→0人`.
    Change(Box<WrittenFigure>, Box<WrittenFigure>),
    /// The same as in the cell above: 〃.
    Above,
}

/// One of several figures of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledFigure {
    /// Empty where there is none.
    pub label: String,
    /// As it is written, without the label.
    pub text: String,
    pub figure: WrittenFigure,
}

/// A figure with everything that its cell says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFigure {
    pub amount: WrittenAmount,
    /// Whether powers of ten stand in the number: ２万４千.
    pub is_scaled: bool,
    /// As it is written; a figure per year (年4回) has that in its unit (回／年).
    pub unit: Option<WrittenUnit>,
    pub bound: Option<Bound>,
    /// `Some(None)` is 確定値.
    pub certainty: Option<Option<Certainty>>,
    pub year: Option<WrittenYear>,
    /// What kind of figure it is by its mark: 12（累計）.
    pub kind: Option<Kind>,
    /// What else the cell says, in its order: 5点満点, 延べ.
    pub remarks: Vec<String>,
    /// Marks of footnotes in one form: `※1`, `注2`, `*1`, `3)`.
    pub marks: Vec<String>,
    /// Why a person should look at it first.
    pub doubt: Option<FigureDoubt>,
}

/// How much it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenAmount {
    Value(Quantity),
    Range(Quantity, Quantity),
    Missing(Status),
    /// More digits than a number can have.
    TooManyDigits,
    /// No number: a step, or a text for a figure.
    Word(String),
}

impl WrittenCell {
    /// Takes a cell apart; `own` is the unit that the figures are counted in, where it is known.
    pub fn parse(text: &str, own: Option<&str>) -> WrittenCell {
        let text = text.trim();
        if text.chars().count() > MOST_LETTERS {
            return WrittenCell::One(WrittenFigure::word(text));
        }
        if word::is_above(text) {
            return WrittenCell::Above;
        }
        if let Some((before, after)) = part::change(text) {
            let side = |text| Box::new(WrittenFigure::parse(text, own));
            return WrittenCell::Change(side(before), side(after));
        }
        let one = WrittenFigure::parse(text, own);
        match one.amount {
            WrittenAmount::Word(_) => part::parts(text, own).map_or(WrittenCell::One(one), WrittenCell::Parts),
            WrittenAmount::Value(_) | WrittenAmount::Range(..) | WrittenAmount::Missing(_) | WrittenAmount::TooManyDigits => {
                WrittenCell::One(one)
            }
        }
    }
}

impl WrittenFigure {
    /// One figure, or a word with what stands beside it.
    pub fn parse(text: &str, own: Option<&str>) -> WrittenFigure {
        let text = text.trim();
        if let Some(status) = word::status(text) {
            return WrittenFigure::of(WrittenAmount::Missing(status));
        }
        let stripped = Stripped::parse(text, own);
        if let Some(status) = word::status(stripped.rest).filter(|_| stripped.is_status()) {
            return stripped.with(WrittenAmount::Missing(status), None);
        }
        match stripped.number(own) {
            Some(number) => stripped.figure(number, text, own),
            None => stripped.with_word(text),
        }
    }

    fn of(amount: WrittenAmount) -> WrittenFigure {
        WrittenFigure {
            amount,
            is_scaled: false,
            unit: None,
            bound: None,
            certainty: None,
            year: None,
            kind: None,
            remarks: Vec::new(),
            marks: Vec::new(),
            doubt: None,
        }
    }

    /// A text that is no figure.
    pub fn word(text: &str) -> WrittenFigure {
        WrittenFigure::of(WrittenAmount::Word(text.to_owned()))
    }

    /// Whether it is a number or a range.
    pub fn is_number(&self) -> bool {
        matches!(self.amount, WrittenAmount::Value(_) | WrittenAmount::Range(..))
    }
}

/// A number with its unit, as the middle of a cell has it.
struct Measured {
    number: Number,
    /// The upper end of a range.
    to: Option<Number>,
    unit: Option<WrittenUnit>,
}

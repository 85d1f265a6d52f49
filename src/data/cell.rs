//! Cells of tables, and how texts and figures are written in them.

use crate::evaluate::progress::{Share, rounded};
use crate::model::{Quantity, Rounding};
use crate::record::{Observed, Texts};
use std::borrow::Cow;

/// Decimals of a figure that is computed, such as a progress of 0.220588. Closing zeros are left out.
pub const PLACES: u32 = 6;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Plain digits with a sign and a point, without a unit and without separators.
    Number(String),
}

impl Cell {
    /// A text; nothing where it is empty.
    pub fn text(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// A text that may be missing.
    pub fn perhaps(text: Option<&String>) -> Cell {
        text.map_or(Cell::Empty, |text| Cell::text(text))
    }

    /// The Japanese of a text.
    pub fn ja(texts: Option<&Texts>) -> Cell {
        Cell::perhaps(texts.and_then(|texts| texts.get("ja")))
    }

    /// The English of a text; nothing where it is not translated.
    pub fn en(texts: Option<&Texts>) -> Cell {
        Cell::perhaps(texts.and_then(|texts| texts.get("en")))
    }

    /// A whole number, such as a year.
    pub fn integer(number: impl Into<i64>) -> Cell {
        Cell::Number(number.into().to_string())
    }

    /// A figure with the digits that the author typed.
    pub fn quantity(quantity: Option<Quantity>) -> Cell {
        quantity.map_or(Cell::Empty, |quantity| Cell::Number(quantity.decimal().to_string()))
    }

    /// The digits of a record as a figure.
    pub fn digits(digits: Option<&String>) -> Cell {
        Cell::quantity(digits.and_then(|digits| Quantity::parse(digits).ok()))
    }

    /// An exact fraction of a record, such as `15/68`, as a decimal of at most 6 places, half up.
    pub fn decimal(fraction: Option<&String>) -> Cell {
        fraction.and_then(|fraction| decimal(fraction)).map_or(Cell::Empty, Cell::Number)
    }

    /// The year of an observation.
    pub fn year(observed: Option<&Observed>) -> Cell {
        observed.map_or(Cell::Empty, |observed| Cell::integer(observed.year))
    }

    /// `fiscal` or `calendar`.
    pub fn year_type(calendar: Option<bool>) -> Cell {
        match calendar {
            None => Cell::Empty,
            Some(true) => Cell::text("calendar"),
            Some(false) => Cell::text("fiscal"),
        }
    }
}

/// The decimal that stands for a fraction; `None` where it is none.
pub fn decimal(fraction: &str) -> Option<String> {
    let (upper, lower) = fraction.split_once('/')?;
    let (upper, lower): (i128, i128) = (upper.parse().ok()?, lower.parse().ok()?);
    let share = (lower != 0).then(|| Share::new(upper, lower))?;
    Some(rounded(share, PLACES, Rounding::HalfUp).decimal().normalize().to_string())
}

/// A text that no spreadsheet takes for a formula: `'` is put in front of one that begins with `=`, `+`, `-` or `@`, in half or
/// full width, with a tab or a line break; and of one that begins with `'`, so that taking one away always gives the text.
pub fn safe(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\'']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_becomes_a_decimal_of_six_places_without_closing_zeros() {
        let cases = [("15/68", "0.220588"), ("1/2", "0.5"), ("2/3", "0.666667"), ("-1/3", "-0.333333"), ("5/1", "5"), ("0/1", "0")];
        for (fraction, expected) in cases {
            assert_eq!(decimal(fraction).as_deref(), Some(expected), "{fraction}");
        }
        assert_eq!([decimal("1"), decimal("1/0"), decimal("a/b")], [None, None, None]);
    }

    #[test]
    fn texts_that_look_like_formulas_are_made_safe_and_nothing_else() {
        let cases = [("=1+1", "'=1+1"), ("-", "'-"), ("＝A1", "'＝A1"), ("'a", "''a"), ("a=1", "a=1"), ("", ""), ("△1.5", "△1.5")];
        for (text, expected) in cases {
            assert_eq!(safe(text), expected);
        }
    }
}
